// What a loop does to what is known: at each iteration, and behind it.
// Invariant: behind a loop that may go on for longer nothing is known that another iteration would change.
import type { Statement } from "../tree";
import { placeValue } from "./abstractEvaluator";
import { type AbstractValue, ANY, booleanValue, SOME_BOOLEAN } from "./abstractValue";
import type { Assignment, Environment } from "./environment";
import type { Way } from "./way";

export interface Loop {
  readonly body: readonly Statement[];
  /** What is set at each iteration, and behind the loop is what it was. */
  readonly own: Assignment;
  /** The other variables that it may change. */
  readonly changed: readonly string[];
}

export interface Rounds {
  readonly item: AbstractValue;
  readonly count: number;
  /** More items than are gone through. */
  readonly isLonger: boolean;
}

/** Behind a loop that may go on for longer: only what another iteration leaves as it is, is known. */
export function settled(
  environment: Environment,
  before: readonly Way[],
  changed: readonly string[],
): Environment {
  return changed.reduce((known, name) => {
    const value = environment.get(name);
    return before.some((way) => way.environment.get(name) === value) ? known : known.with(name, ANY);
  }, environment);
}

/** In the order of `loopVariables`. */
export function iteration(
  item: AbstractValue,
  index: number | undefined,
  count: number,
): readonly AbstractValue[] {
  return [
    item,
    { kind: "foreach", index, count },
    placeValue(index, 1),
    index === undefined ? SOME_BOOLEAN : booleanValue(index < count - 1),
  ];
}
