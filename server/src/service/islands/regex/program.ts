// What a pattern is matched by: steps that lead to one another, as the nodes do that Java compiles to.
// Which step stands for what is observable (what is backtracked into, what a failed attempt leaves behind).
import type { AssertionKind, RepeatMode, UndecidedReason } from "./regex";
import type { CodePointTest } from "./unicode/codePoints";

export interface Program {
  readonly start: Step;
  readonly groupCount: number;
  readonly localCount: number;
  /** How many loops remember where they failed. */
  readonly memoCount: number;
  readonly undecided: UndecidedReason | "invalid" | undefined;
}

interface StepBase {
  /** Where it goes on; linked once when the program is made. */
  next: Step | undefined;
}

export type Step =
  | EndStep
  | TestStep
  | StringStep
  | AssertionStep
  | ChooseStep
  | GroupStartStep
  | GroupEndStep
  | LoopStartStep
  | LoopStep
  | RunStep
  | RepeatStep
  | OptionalStep
  | LookStep
  | ReferenceStep
  | LineBreakStep
  | ClusterStep;

/** The end of the pattern, of a part matched by itself, or of a lookbehind. */
export interface EndStep extends StepBase {
  readonly op: "matched" | "accept" | "behindEnd" | "pass";
}

export interface TestStep extends StepBase {
  readonly op: "test";
  readonly test: CodePointTest;
}

export interface StringStep extends StepBase {
  readonly op: "string";
  readonly tests: readonly CodePointTest[];
}

export interface AssertionStep extends StepBase {
  readonly op: "assertion";
  readonly assertion: AssertionKind;
}

/** Alternatives in order; an empty one goes straight on. */
export interface ChooseStep extends StepBase {
  readonly op: "choose";
  readonly options: readonly (Step | undefined)[];
}

export interface GroupStartStep extends StepBase {
  readonly op: "groupStart";
  readonly local: number;
}

export interface GroupEndStep extends StepBase {
  readonly op: "groupEnd";
  readonly local: number;
  readonly group: number;
}

/** Enters a loop. */
export interface LoopStartStep extends StepBase {
  readonly op: "loopStart";
  readonly loop: LoopStep;
}

/** A group that can match in several ways, repeated: each round's end comes back to this step. */
export interface LoopStep extends StepBase {
  readonly op: "loop";
  body: Step | undefined;
  readonly count: number;
  readonly begin: number;
  readonly min: number;
  readonly max: number;
  readonly lazy: boolean;
  /** Where it notes the positions at which it failed, if it does. */
  memo: number;
}

/** One character, greedily. */
export interface RunStep extends StepBase {
  readonly op: "run";
  readonly test: CodePointTest;
  readonly min: number;
}

/** What can match in one way only, or is matched by itself each time, repeated. */
export interface RepeatStep extends StepBase {
  readonly op: "repeat";
  readonly atom: Step;
  readonly min: number;
  readonly max: number;
  readonly mode: RepeatMode;
  /** Whether it is a group, whose rounds Java counts in a way of its own. */
  readonly isGroup: boolean;
  /** The group that each round sets. */
  readonly group: number | undefined;
}

export interface OptionalStep extends StepBase {
  readonly op: "optional";
  readonly atom: Step;
  readonly mode: RepeatMode | "atomic";
}

export interface LookStep extends StepBase {
  readonly op: "look";
  readonly body: Step;
  readonly behind: boolean;
  readonly negative: boolean;
  readonly byCodePoint: boolean;
  readonly min: number;
  readonly max: number;
}

export interface ReferenceStep extends StepBase {
  readonly op: "reference";
  readonly group: number;
  readonly fold: ((codePoint: number) => number) | undefined;
}

export interface LineBreakStep extends StepBase {
  readonly op: "lineBreak";
}

/** `\X`, or a cluster that composes to one character of a set. */
export interface ClusterStep extends StepBase {
  readonly op: "cluster";
  readonly composed: CodePointTest | undefined;
}
