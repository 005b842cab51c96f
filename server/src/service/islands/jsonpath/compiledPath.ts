// A JSONPath ready to be followed, as Jayway JsonPath 2.4 compiles it.
// Invariant: spans are offsets of the path's own text.
import type { Span } from "../../text/span";

export interface CompiledPath {
  readonly tokens: readonly PathToken[];
  /** Whether it begins at the root of the document, not at the item a filter looks at. */
  readonly fromRoot: boolean;
}

export type PathToken =
  | { readonly kind: "property"; readonly names: readonly string[] }
  | { readonly kind: "index"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: "wildcard" }
  /** `..`: the next token is tried everywhere below. */
  | { readonly kind: "scan" }
  | { readonly kind: "filter"; readonly condition: FilterCondition }
  /** Without a name it is a function that does not exist. */
  | {
      readonly kind: "function";
      readonly name: PathFunction | undefined;
      readonly args: readonly PathArgument[];
    };

export type PathArgument =
  | { readonly kind: "path"; readonly path: CompiledPath }
  | { readonly kind: "json"; readonly text: string };

export const PATH_FUNCTIONS = [
  "length",
  "size",
  "min",
  "max",
  "avg",
  "sum",
  "stddev",
  "concat",
  "append",
] as const;

export type PathFunction = (typeof PATH_FUNCTIONS)[number];

export type FilterCondition =
  | { readonly kind: "and" | "or"; readonly operands: readonly FilterCondition[] }
  | { readonly kind: "not"; readonly operand: FilterCondition }
  | { readonly kind: "exists"; readonly path: CompiledPath; readonly should: boolean }
  | {
      readonly kind: "compare";
      readonly operator: FilterOperator;
      readonly left: FilterOperand;
      readonly right: FilterOperand;
    };

export const FILTER_OPERATORS = [
  ">=",
  "<=",
  "==",
  "===",
  "!=",
  "!==",
  "<",
  ">",
  "=~",
  "NIN",
  "IN",
  "CONTAINS",
  "ALL",
  "SIZE",
  "EXISTS",
  "TYPE",
  "MATCHES",
  "EMPTY",
  "SUBSETOF",
] as const;

export type FilterOperator = (typeof FILTER_OPERATORS)[number];

export type FilterOperand =
  | { readonly kind: "path"; readonly path: CompiledPath }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" }
  /** A list or map, read as JSON when it is compared. */
  | { readonly kind: "json"; readonly text: string }
  | { readonly kind: "pattern"; readonly pattern: string };

export interface PathProblem {
  readonly span: Span;
  readonly message: string;
}

/** Whether each token leads to one place at most, and so the whole path: else its result is a list of results. */
export function definiteTokens(tokens: readonly PathToken[]): readonly boolean[] {
  return tokens.map((token, at) => {
    switch (token.kind) {
      case "property":
        return token.names.length === 1 || at === tokens.length - 1;
      case "index":
        return token.indexes.length === 1;
      case "function":
        return true;
      default:
        return false;
    }
  });
}

export function isDefinite(path: CompiledPath): boolean {
  return definiteTokens(path.tokens).every((definite) => definite);
}
