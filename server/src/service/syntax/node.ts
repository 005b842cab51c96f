// The one tree of every host format. What cannot be known is an opaque node, never a guess.
import type { DecodedText } from "../text/decodedText";
import type { Span } from "../text/span";

export type Node = ObjectNode | ArrayNode | StringNode | LiteralNode | OpaqueNode;

export interface ObjectNode extends Span {
  readonly kind: "object";
  readonly properties: readonly Property[];
  /** Whether the text holds its closing bracket. */
  readonly closed: boolean;
}

/** A key with what follows it. `value` is absent where the text breaks off or has no colon. */
export interface Property extends Span {
  readonly key: StringNode;
  readonly colon: number | undefined;
  readonly value: Node | undefined;
}

export interface ArrayNode extends Span {
  readonly kind: "array";
  readonly items: readonly Node[];
  readonly closed: boolean;
}

/** The span includes the quotes; `text` is what stands between them. */
export interface StringNode extends Span {
  readonly kind: "string";
  readonly text: DecodedText;
  readonly closed: boolean;
  readonly quoted: boolean;
}

export interface LiteralNode extends Span {
  readonly kind: "literal";
  readonly value: number | boolean | null;
}

export interface OpaqueNode extends Span {
  readonly kind: "opaque";
}

/** Everything a syntax can find wrong with a text. The set is closed so that each code has one message. */
export type SyntaxProblemCode =
  | "comment"
  | "controlCharacter"
  | "invalidEscape"
  | "invalidLiteral"
  | "missingColon"
  | "missingComma"
  | "missingValue"
  | "nestedTooDeep"
  | "singleQuotes"
  | "trailingComma"
  | "trailingContent"
  | "unclosedArray"
  | "unclosedObject"
  | "unexpectedToken"
  | "unquotedKey"
  | "unterminatedComment"
  | "unterminatedString";

export interface SyntaxProblem {
  readonly code: SyntaxProblemCode;
  readonly span: Span;
}

export interface Tree {
  readonly text: string;
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** Comments, in order: what folding and edits must not lose. */
  readonly comments: readonly Span[];
}

export function findProperty(object: ObjectNode, key: string): Property | undefined {
  return object.properties.find((property) => property.key.text.value === key);
}

/** What stands between the quotes of a string; of an empty one the quotes themselves, so that there is something to mark. */
export function contentSpan(node: StringNode): Span {
  const { length } = node.text.value;
  return length === 0
    ? { start: node.start, end: node.end }
    : node.text.toSourceSpan({ start: 0, end: length });
}

export function stringValue(node: Node | undefined): string | undefined {
  return node?.kind === "string" ? node.text.value : undefined;
}

/** The nodes and properties that touch the offset, outermost first. */
export function pathAt(root: Node | undefined, offset: number): readonly (Node | Property)[] {
  const path: (Node | Property)[] = [];
  let next: Node | Property | undefined = root;
  while (next !== undefined && next.start <= offset && offset <= next.end) {
    path.push(next);
    next = childAt(next, offset);
  }
  return path;
}

function childAt(parent: Node | Property, offset: number): Node | Property | undefined {
  const touching = (child: Node | Property | undefined): boolean =>
    child !== undefined && child.start <= offset && offset <= child.end;
  if (!("kind" in parent)) {
    return touching(parent.value) ? parent.value : touching(parent.key) ? parent.key : undefined;
  }
  switch (parent.kind) {
    case "object":
      return parent.properties.find(touching);
    case "array":
      return parent.items.find(touching);
    default:
      return undefined;
  }
}
