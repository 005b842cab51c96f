// A JSONPath as Jayway reads it, the library behind `$input.path` and `$input.json`.
// Invariant: spans are offsets of the path's own text; steps lie end to end behind the `$`.
import type { Span } from "../../../text/span";

export interface JsonPath {
  readonly steps: readonly PathStep[];
}

export type PathStep =
  | { readonly kind: "property"; readonly span: Span; readonly names: readonly string[] }
  | { readonly kind: "index"; readonly span: Span; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly span: Span; readonly from?: number; readonly to?: number }
  | { readonly kind: "wildcard"; readonly span: Span }
  /** `..`: the next step is tried everywhere below. */
  | { readonly kind: "scan"; readonly span: Span }
  | { readonly kind: "filter"; readonly span: Span; readonly condition: FilterCondition }
  | { readonly kind: "function"; readonly span: Span; readonly name: string };

export type FilterCondition =
  | { readonly kind: "and" | "or"; readonly operands: readonly FilterCondition[] }
  | { readonly kind: "not"; readonly operand: FilterCondition }
  | { readonly kind: "exists"; readonly operand: FilterOperand }
  | {
      readonly kind: "compare";
      readonly operator: string;
      readonly left: FilterOperand;
      readonly right: FilterOperand;
    };

export type FilterOperand =
  | { readonly kind: "path"; readonly root: "@" | "$"; readonly path: JsonPath }
  | { readonly kind: "json"; readonly text: string }
  | { readonly kind: "pattern"; readonly source: string; readonly flags: string };

export interface PathProblem {
  readonly span: Span;
  readonly message: string;
}

export interface ParsedPath {
  readonly path: JsonPath;
  readonly problems: readonly PathProblem[];
}

/** Whether a path leads to one place at most, so that its result is no list of results. */
export function isDefinite(path: JsonPath): boolean {
  return path.steps.every((step, index) => {
    switch (step.kind) {
      case "property":
        return step.names.length === 1 || index === path.steps.length - 1;
      case "index":
        return step.indexes.length === 1;
      case "function":
        return true;
      default:
        return false;
    }
  });
}
