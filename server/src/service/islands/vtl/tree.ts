// The tree of a Velocity template: what Velocity 1.7 would build, with a span on everything a user can point at.
// Invariant: spans are offsets of the decoded value and nest; `Broken` marks what could not be read.
import type { Span } from "../../text/span";

export interface Template {
  readonly kind: "template";
  readonly span: Span;
  readonly children: readonly Statement[];
  /** In the order in which Velocity makes them known, before anything runs; those in strings are among them. */
  readonly macros: readonly Directive[];
}

export type Statement = Text | Comment | Reference | SetDirective | IfDirective | Directive | Broken;

/** Anything that prints as it is: plain text, an escape, an escaped directive or a textblock. */
export interface Text {
  readonly kind: "text";
  readonly style: "plain" | "textblock" | "escape" | "escapedDirective";
  readonly span: Span;
  /** What is printed, which is not always what stands there. */
  readonly output: string;
}

export interface Comment {
  readonly kind: "comment";
  readonly style: "line" | "block" | "doc";
  readonly span: Span;
  /** A lone `$` or `#` before the comment still prints. */
  readonly output: string;
}

/** A stretch that has a problem and no meaning. It prints nothing. */
export interface Broken {
  readonly kind: "broken";
  readonly span: Span;
}

export interface SetDirective {
  readonly kind: "set";
  readonly span: Span;
  readonly keyword: Span;
  readonly target: Reference;
  /** The name that is assigned when the target is a bare variable: Velocity keeps the `!` of `$!x` in it. */
  readonly targetName: string;
  readonly value: Expression;
}

export interface IfDirective {
  readonly kind: "if";
  readonly span: Span;
  /** `#if` and each `#elseif`. */
  readonly branches: readonly Branch[];
  readonly otherwise: { readonly keyword: Span; readonly body: Block } | undefined;
  readonly end: Span | undefined;
}

export interface Branch {
  readonly keyword: Span;
  readonly condition: Expression;
  readonly body: Block;
}

export interface Block {
  readonly span: Span;
  readonly children: readonly Statement[];
}

/** `#foreach`, `#macro`, `#define`, `#stop`, … and everything else that is written `#word`: calls of macros, and text. */
export interface Directive {
  readonly kind: "directive";
  readonly span: Span;
  /** Without the `#`, braces stripped. */
  readonly name: string;
  readonly nameSpan: Span;
  /** From the opening parenthesis to the closing one. */
  readonly head: Span | undefined;
  readonly args: readonly Expression[];
  readonly body: Block | undefined;
  readonly end: Span | undefined;
  /** What is printed when there is no such macro. */
  readonly literal: string;
  /** What `#literal` prints: the body as it was written. */
  readonly bodyLiteral: string;
}

export type Expression =
  | Reference
  | StringLiteral
  | IntegerLiteral
  | FloatLiteral
  | BooleanLiteral
  | ListLiteral
  | RangeLiteral
  | MapLiteral
  | Operation
  | Not
  | Group
  | Word
  | Hole
  | Broken;

export interface Reference {
  readonly kind: "reference";
  readonly span: Span;
  /** The variable, or the whole text when the reference is none (`runt`). */
  readonly root: string;
  readonly rootSpan: Span;
  /** `$!x`: prints nothing when it has no value. */
  readonly quiet: boolean;
  /** `${x}`. */
  readonly formal: boolean;
  /** A word where a reference could stand, as in `$a.b(word)`: never has a value. */
  readonly runt: boolean;
  /** `\$x`: prints itself if it has a value. */
  readonly escaped: boolean;
  /** Half of the backslashes before it. */
  readonly escapes: string;
  /** Further `$` before it. */
  readonly prefix: string;
  /** `$\!x` can have no value. */
  readonly computable: boolean;
  /** What is printed when there is no value. */
  readonly nullText: string;
  /** The reference as it was written. */
  readonly literal: string;
  /** The first token, which Velocity takes for the name in the heads of `#macro`, `#define` and `#foreach`. */
  readonly image: string;
  readonly steps: readonly Step[];
}

export type Step = PropertyStep | MethodStep | IndexStep;

export interface PropertyStep {
  readonly kind: "property";
  readonly span: Span;
  readonly name: string;
}

export interface MethodStep {
  readonly kind: "method";
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
}

export interface IndexStep {
  readonly kind: "index";
  readonly span: Span;
  readonly index: Expression;
}

export interface StringLiteral {
  readonly kind: "string";
  readonly span: Span;
  readonly literal: string;
  readonly quote: '"' | "'";
  /** The characters between the quotes, `\\u` escapes and doubled quotes read. */
  readonly text: string;
  /** For each character of `text`, where it stands, and the place after the last. */
  readonly offsets: Offsets;
  /** The template in a `"…"` that holds a `$` or `#`. */
  readonly template: Template | undefined;
  /** A line comment inside keeps Velocity from adding the blank it takes away again. */
  readonly hasLineComment: boolean;
}

/** The way from a text that was taken out of a string back to where its characters stand. */
export interface Offsets {
  readonly start: number;
  /** Only where the text differs from what is written. */
  readonly each: readonly number[] | undefined;
}

export interface IntegerLiteral {
  readonly kind: "integer";
  readonly span: Span;
  readonly literal: string;
}

export interface FloatLiteral {
  readonly kind: "float";
  readonly span: Span;
  readonly literal: string;
}

export interface BooleanLiteral {
  readonly kind: "boolean";
  readonly span: Span;
  readonly literal: string;
  readonly value: boolean;
}

export interface ListLiteral {
  readonly kind: "list";
  readonly span: Span;
  readonly literal: string;
  readonly items: readonly Expression[];
}

export interface RangeLiteral {
  readonly kind: "range";
  readonly span: Span;
  readonly literal: string;
  readonly from: Expression;
  readonly to: Expression;
}

export interface MapLiteral {
  readonly kind: "map";
  readonly span: Span;
  readonly literal: string;
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}

export type Operator = "||" | "&&" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "+" | "-" | "*" | "/" | "%";

/** Operators of one rank, applied from the left: `a + b - c` is one operation, however long it is. */
export interface Operation {
  readonly kind: "operation";
  readonly span: Span;
  readonly literal: string;
  readonly first: Expression;
  readonly rest: readonly OperationStep[];
}

export interface OperationStep {
  readonly operator: Operator;
  readonly operatorSpan: Span;
  readonly operand: Expression;
  /** What was written up to and with this operand. */
  readonly literal: string;
}

export interface Not {
  readonly kind: "not";
  readonly span: Span;
  readonly literal: string;
  readonly operand: Expression;
}

/** An expression in parentheses. */
export interface Group {
  readonly kind: "group";
  readonly span: Span;
  readonly literal: string;
  readonly expression: Expression;
}

/** A bare word among the arguments of a directive, such as `in` or the name of a macro. */
export interface Word {
  readonly kind: "word";
  readonly span: Span;
  readonly literal: string;
}

/** A hole of the decoded text: it may be any value. */
export interface Hole {
  readonly kind: "hole";
  readonly span: Span;
  readonly literal: string;
}

/** The directives that Velocity itself knows, beside `#if`, `#elseif`, `#else`, `#end` and `#set`. */
export const DIRECTIVES: ReadonlySet<string> = new Set([
  "foreach",
  "include",
  "parse",
  "macro",
  "literal",
  "evaluate",
  "break",
  "define",
  "stop",
]);

/** Those of them that have a body, closed by `#end`. */
export const BLOCK_DIRECTIVES: ReadonlySet<string> = new Set(["foreach", "macro", "literal", "define"]);

export const CONTROL_DIRECTIVES: ReadonlySet<string> = new Set(["if", "end", "set", "else", "elseif"]);

/** What was written, up to blanks and the like. */
export function literalOf(expression: Expression): string {
  return expression.kind === "broken" ? "" : expression.literal;
}
