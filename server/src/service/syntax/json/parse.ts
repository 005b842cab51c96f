// JSON text, legal or not, into a tree. Total and without recursion: depth and length cost no stack.
import { type Span, spanOf } from "../../text/span";
import type {
  LiteralNode,
  Node,
  OpaqueNode,
  Property,
  SyntaxProblem,
  SyntaxProblemCode,
  Tree,
} from "../node";
import { Scanner, type Token } from "./scanner";
import { isPlain, JsonString, problemsInString } from "./string";

/** Containers deeper than this are opaque: no integration response nests so far, and walks may recurse. */
export const MAX_DEPTH = 64;

/** Tokens, and problems inside a string: one string may be the whole text. */
const TAKEN_PER_STEP = 4096;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Parses in bounded steps; finishes with the tree. */
export function* parseJsonInSteps(text: string): Generator<void, Tree> {
  const parser = new JsonParser(text);
  while (!parser.run(TAKEN_PER_STEP)) {
    yield;
  }
  return parser.tree();
}

export function parseJson(text: string): Tree {
  const parser = new JsonParser(text);
  parser.run(Number.POSITIVE_INFINITY);
  return parser.tree();
}

/** Whether a text is one object with nothing amiss but its escapes. Reads little further than the first other problem. */
export function isObjectText(text: string): boolean {
  const parser = new JsonParser(text);
  let isAtEnd = false;
  while (parser.isSound && !isAtEnd) {
    isAtEnd = parser.run(TAKEN_PER_STEP);
  }
  const { root } = parser.tree();
  return parser.isSound && root?.kind === "object";
}

type Expecting = "first" | "colon" | "value" | "separator" | "next";

interface Frame {
  readonly kind: "object" | "array";
  readonly start: number;
  /** Hands the finished node to what holds it. */
  readonly add: (node: Node) => void;
  readonly properties: Property[];
  readonly items: Node[];
  expecting: Expecting;
  /** In an object: the key whose value is awaited. */
  key: JsonString | undefined;
  colon: number | undefined;
  /** The last comma, for the problem of one too many. */
  comma: Token | undefined;
  /** Where the last thing inside ended: the place of what is missing after it. */
  lastEnd: number;
}

class JsonParser {
  readonly #text: string;
  readonly #scanner: Scanner;
  readonly #problems: SyntaxProblem[] = [];
  readonly #frames: Frame[] = [];
  /** How many containers of each kind are open, so that a stray bracket costs no search. */
  readonly #openCount = { object: 0, array: 0 };
  #root: Node | undefined;
  /** The last string's problems that have not been taken yet. */
  #inString: Iterator<SyntaxProblem, void> | undefined;
  #done = false;
  #isSound = true;

  constructor(text: string) {
    this.#text = text;
    this.#scanner = new Scanner(text);
  }

  /** Takes at most so many tokens and problems inside strings; answers whether the text is at its end. */
  run(limit: number): boolean {
    for (let taken = 0; taken < limit && !this.#isAtEnd; taken++) {
      if (this.#inString === undefined) {
        this.#take(this.#scanner.next());
      } else {
        this.#takeInString(this.#inString.next());
      }
    }
    return this.#isAtEnd;
  }

  /** Whether nothing is amiss so far but escapes. Of comments the tree tells. */
  get isSound(): boolean {
    return this.#isSound;
  }

  get #isAtEnd(): boolean {
    return this.#done && this.#inString === undefined;
  }

  #takeInString({ done, value }: IteratorResult<SyntaxProblem, void>): void {
    if (done === true) {
      this.#inString = undefined;
    } else if (value !== undefined) {
      this.#note(value);
    }
  }

  tree(): Tree {
    for (const comment of this.#scanner.comments) {
      this.#report(comment.closed ? "comment" : "unterminatedComment", comment);
    }
    this.#problems.sort((a, b) => a.span.start - b.span.start);
    return {
      text: this.#text,
      root: this.#root,
      problems: this.#problems,
      comments: this.#scanner.comments.map((comment) => spanOf(comment.start, comment.end)),
    };
  }

  #take(token: Token): void {
    const frame = this.#frames.at(-1);
    if (token.kind === "end") {
      this.#finish(token.end);
    } else if (frame === undefined) {
      this.#takeAtRoot(token);
    } else if (frame.kind === "object") {
      this.#takeInObject(frame, token);
    } else {
      this.#takeInArray(frame, token);
    }
  }

  #takeAtRoot(token: Token): void {
    if (this.#root !== undefined) {
      this.#report("trailingContent", spanOf(token.start, contentEnd(this.#text)));
      this.#done = true;
      return;
    }
    if (!this.#takeValue(token, (node) => this.#setRoot(node))) {
      this.#report("unexpectedToken", token);
    }
  }

  #setRoot(node: Node): void {
    this.#root = node;
  }

  #takeInObject(frame: Frame, token: Token): void {
    if (token.kind === "}") {
      this.#endMember(frame);
      this.#reportTrailingComma(frame);
      this.#close(frame, token.end, true);
    } else if (token.kind === "]" && this.#openCount.array > 0) {
      this.#closeUnclosed(frame, token.start);
      this.#take(token);
    } else if (frame.expecting === "colon") {
      this.#takeAfterKey(frame, token);
    } else if (frame.expecting === "value") {
      this.#takeMemberValue(frame, token);
    } else {
      this.#takeKey(frame, token);
    }
  }

  #takeKey(frame: Frame, token: Token): void {
    if (token.kind === ",") {
      this.#takeComma(frame, token);
      return;
    }
    if (token.kind !== "string" && token.kind !== "word" && token.kind !== "singleQuoted") {
      this.#report("unexpectedToken", token);
      // A container without a key is read for its brackets' sake and kept by nobody.
      this.#takeValue(token, () => undefined);
      return;
    }
    if (frame.expecting === "separator") {
      this.#report("missingComma", token);
    }
    frame.key = this.#keyOf(token);
    frame.colon = undefined;
    frame.expecting = "colon";
    frame.lastEnd = token.end;
  }

  #keyOf(token: Token): JsonString {
    if (token.kind === "string") {
      this.#checkString(token);
      return new JsonString(this.#text, token, token.closed, true);
    }
    this.#report(token.kind === "word" ? "unquotedKey" : "singleQuotes", token);
    return new JsonString(this.#text, token, token.closed, token.kind === "singleQuoted");
  }

  #takeAfterKey(frame: Frame, token: Token): void {
    if (token.kind === ":") {
      frame.colon = token.start;
      frame.expecting = "value";
      frame.lastEnd = token.end;
      return;
    }
    const startsMember = token.kind === "," || this.#scanner.colonFollows();
    if (startsMember) {
      this.#endMember(frame);
      this.#takeKey(frame, token);
      return;
    }
    this.#report("missingColon", spanOf(frame.key?.start ?? token.start, frame.lastEnd));
    frame.expecting = "value";
    this.#takeMemberValue(frame, token);
  }

  #takeMemberValue(frame: Frame, token: Token): void {
    if (token.kind === ",") {
      this.#endMember(frame);
      this.#takeComma(frame, token);
      return;
    }
    if (token.kind === "string" && this.#scanner.colonFollows()) {
      this.#endMember(frame);
      this.#takeKey(frame, token);
      return;
    }
    if (!this.#takeValue(token, (node) => this.#addMember(frame, node))) {
      this.#report("unexpectedToken", token);
    }
  }

  #takeInArray(frame: Frame, token: Token): void {
    if (token.kind === "]") {
      this.#reportTrailingComma(frame);
      this.#close(frame, token.end, true);
    } else if (token.kind === "}" && this.#openCount.object > 0) {
      this.#closeUnclosed(frame, token.start);
      this.#take(token);
    } else if (token.kind === ",") {
      this.#takeComma(frame, token);
    } else {
      if (frame.expecting === "separator") {
        this.#report("missingComma", token);
      }
      if (!this.#takeValue(token, (node) => this.#addItem(frame, node))) {
        this.#report("unexpectedToken", token);
      }
    }
  }

  #takeComma(frame: Frame, token: Token): void {
    if (frame.expecting !== "separator") {
      this.#report("unexpectedToken", token);
    }
    frame.expecting = "next";
    frame.comma = token;
    frame.lastEnd = token.end;
  }

  /** Reads a value or opens a container; answers false for a token that begins no value. */
  #takeValue(token: Token, add: (node: Node) => void): boolean {
    switch (token.kind) {
      case "{":
      case "[":
        this.#open(token, add);
        return true;
      case "string":
        this.#checkString(token);
        add(new JsonString(this.#text, token, token.closed, true));
        return true;
      case "singleQuoted":
        this.#report("singleQuotes", token);
        add(opaque(token));
        return true;
      case "word":
        add(this.#wordNode(token));
        return true;
      default:
        return false;
    }
  }

  #wordNode(token: Token): LiteralNode | OpaqueNode {
    const word = this.#text.slice(token.start, token.end);
    const value = literalOf(word);
    if (value === undefined) {
      this.#report("invalidLiteral", token);
      return opaque(token);
    }
    return { kind: "literal", start: token.start, end: token.end, value };
  }

  #open(token: Token, add: (node: Node) => void): void {
    const depth = this.#frames.length;
    if (depth === MAX_DEPTH) {
      this.#report("nestedTooDeep", token);
    }
    const kind = token.kind === "{" ? "object" : "array";
    this.#openCount[kind]++;
    this.#frames.push({
      kind,
      add,
      start: token.start,
      properties: [],
      items: [],
      expecting: "first",
      key: undefined,
      colon: undefined,
      comma: undefined,
      lastEnd: token.end,
    });
  }

  #close(frame: Frame, end: number, closed: boolean): void {
    this.#frames.pop();
    this.#openCount[frame.kind]--;
    const span = { start: frame.start, end };
    if (this.#frames.length >= MAX_DEPTH) {
      frame.add(opaque(span));
    } else if (frame.kind === "object") {
      frame.add({ kind: "object", ...span, properties: frame.properties, closed });
    } else {
      frame.add({ kind: "array", ...span, items: frame.items, closed });
    }
  }

  #closeUnclosed(frame: Frame, at: number): void {
    if (frame.kind === "object") {
      this.#endMember(frame);
    }
    const code = frame.kind === "object" ? "unclosedObject" : "unclosedArray";
    this.#report(code, spanOf(frame.start, frame.start + 1));
    this.#close(frame, at, false);
  }

  /** Ends a member that has a key but no value. */
  #endMember(frame: Frame): void {
    if (frame.key === undefined) {
      return;
    }
    this.#report(
      frame.colon === undefined ? "missingColon" : "missingValue",
      spanOf(frame.key.start, frame.lastEnd),
    );
    this.#addMember(frame, undefined);
  }

  #addMember(frame: Frame, value: Node | undefined): void {
    const key = frame.key;
    if (key === undefined) {
      return;
    }
    const end = value?.end ?? frame.lastEnd;
    frame.properties.push({ start: key.start, end, key, colon: frame.colon, value });
    frame.key = undefined;
    frame.expecting = "separator";
    frame.lastEnd = end;
  }

  #addItem(frame: Frame, node: Node): void {
    frame.items.push(node);
    frame.expecting = "separator";
    frame.lastEnd = node.end;
  }

  #finish(end: number): void {
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      this.#closeUnclosed(frame, end);
    }
    this.#done = true;
  }

  #checkString(token: Token): void {
    if (!token.closed) {
      this.#report("unterminatedString", token);
    }
    const content = spanOf(token.start + 1, token.end - (token.closed ? 1 : 0));
    if (isPlain(this.#text, content)) {
      return;
    }
    const problems = problemsInString(this.#text, content);
    const first = problems.next();
    if (first.done !== true) {
      this.#note(first.value);
      this.#inString = problems;
    }
  }

  #reportTrailingComma(frame: Frame): void {
    if (frame.expecting === "next" && frame.comma !== undefined) {
      this.#report("trailingComma", frame.comma);
    }
  }

  #report(code: SyntaxProblemCode, span: Span): void {
    this.#note({ code, span: spanOf(span.start, span.end) });
  }

  #note(problem: SyntaxProblem): void {
    this.#problems.push(problem);
    this.#isSound &&= problem.code === "invalidEscape";
  }
}

function literalOf(word: string): number | boolean | null | undefined {
  switch (word) {
    case "true":
      return true;
    case "false":
      return false;
    case "null":
      return null;
    default:
      return JSON_NUMBER.test(word) ? Number(word) : undefined;
  }
}

/** Where the white space at the end of the text begins. */
function contentEnd(text: string): number {
  let end = text.length;
  while (end > 0 && " \t\r\n".includes(text.charAt(end - 1))) {
    end--;
  }
  return end;
}

function opaque(span: Span): OpaqueNode {
  return { kind: "opaque", start: span.start, end: span.end };
}
