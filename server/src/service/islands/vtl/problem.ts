// What is wrong with a template, with the place that Velocity 1.7 itself would name.
// Invariant: the first problem of a template that is not only one when run is the one at which Velocity stops.
import type { Span } from "../../text/span";
import type { VelocityPosition } from "./velocityPosition";

export type VtlProblemKind =
  /** A token that cannot stand there. */
  | "unexpected"
  /** The text ends inside a directive or before its `#end`. */
  | "unclosed"
  /** `#end`, `#else` or `#elseif` that belongs to nothing. */
  | "stray"
  /** Characters that begin no token, such as `;` in an argument list or a `"` that is never closed. */
  | "lexical"
  /** A bare word, or another thing, among the arguments of a directive that allows none. */
  | "argument"
  /** A directive that lacks an argument without which it always fails. */
  | "missingArgument"
  /** Digits that are taken for a number and are none. */
  | "number"
  /** A `"…"` with `$` or `#` in it that is no template itself. */
  | "string"
  /** More nesting, or a longer search, than is read here. */
  | "tooDeep";

export interface VtlProblem {
  readonly kind: VtlProblemKind;
  readonly span: Span;
  /** What stands there; empty at the end of the text. */
  readonly found: string;
  /** The directive that is not closed, or whose head is broken. */
  readonly opener: Span | undefined;
  readonly message: string;
  /** The exception of Velocity 1.7, and the line and column it carries, where it carries one. */
  readonly velocity: VelocityError;
  /** Whether Velocity notices it only where it is run, and lets all else of the template be. */
  readonly onlyWhenRun?: boolean;
}

/** The problem for which Velocity runs nothing of a template. */
export function refusedFor(problems: readonly VtlProblem[]): VtlProblem | undefined {
  return problems.find(({ onlyWhenRun }) => onlyWhenRun !== true);
}

export interface VelocityError {
  readonly exception:
    | "ParseErrorException"
    | "VelocityException"
    | "ArrayIndexOutOfBoundsException"
    | "NullPointerException"
    | "NumberFormatException"
    | "StackOverflowError";
  readonly position: VelocityPosition | undefined;
}
