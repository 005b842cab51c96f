// A path into a JSON body, as Jayway JsonPath reads it after its root. Spans are offsets in the text it was read from.
// Invariant: steps lie end to end in the path, and what cannot be read is one `unknown` step up to the path's end.
import type { Span } from "../../text/span";

export interface JsonPath {
  readonly steps: readonly JsonPathStep[];
  /** In the order of the text. What depends on a hole is none. */
  readonly problems: readonly JsonPathProblem[];
}

/** `span` is the whole step with its dot or its brackets. */
export type JsonPathStep =
  /** `a`, `.a`, `['a']`, `['a', 'b']`. */
  | {
      readonly kind: "member";
      readonly notation: "dot" | "bracket";
      readonly names: readonly JsonPathName[];
      readonly span: Span;
    }
  /** `[0]`, `[-1]`, `[0, 2]`. */
  | { readonly kind: "index"; readonly indexes: readonly JsonPathIndex[]; readonly span: Span }
  /** `[0:2]`, `[:2]`, `[-2:]`. */
  | { readonly kind: "slice"; readonly sliceSpan: Span; readonly span: Span }
  /** `*`, `.*`, `[*]`. */
  | { readonly kind: "wildcard"; readonly span: Span }
  /** `[?(@.a == 'b')]` and `[(@.length-1)]`: what stands between the brackets is not looked into. */
  | { readonly kind: "filter"; readonly filterSpan: Span; readonly span: Span }
  /** `.length()`, `.max($.a)`: the arguments are not looked into. */
  | { readonly kind: "function"; readonly name: string; readonly nameSpan: Span; readonly span: Span }
  /** `..`: every depth. The step that follows says what is looked for there. */
  | { readonly kind: "descent"; readonly span: Span }
  | { readonly kind: "unknown"; readonly span: Span };

export interface JsonPathName {
  /** Without quotes and escapes. */
  readonly name: string;
  /** Of a quoted name without its quotes. */
  readonly span: Span;
}

export interface JsonPathIndex {
  readonly value: number;
  readonly span: Span;
}

export type JsonPathProblemCode =
  /** `a[0`. */
  | "unclosedBracket"
  /** `a['b]`. */
  | "unclosedQuote"
  /** `a.max(`. */
  | "unclosedParenthesis"
  /** `a[]`. */
  | "emptyBrackets"
  /** `a[b]`: a name in brackets stands in quotes. */
  | "unquotedName"
  /** Brackets that hold something else. */
  | "malformedBrackets"
  /** `a.`. */
  | "trailingDot"
  /** `a...b`. */
  | "tooManyDots"
  /** `a b`: a name with a blank stands in brackets and quotes. */
  | "blank";

export interface JsonPathProblem {
  readonly code: JsonPathProblemCode;
  /** What is at fault. */
  readonly span: Span;
  /** What mends it, where that can be told: a text in the place of a span. */
  readonly mend: { readonly span: Span; readonly text: string } | undefined;
}
