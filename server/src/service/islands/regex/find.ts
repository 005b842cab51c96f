// Finds one match after the other in an input, as `Matcher.find` does.
// Invariant: steps are counted over all matches together; an empty match never keeps the search where it is.
import type { Span } from "../../text/span";
import { type MatchUndecided, runMatch, spansOf } from "./match";
import { MatchState } from "./matchState";
import type { Program } from "./program";
import type { Regex } from "./regex";

export type FindResult =
  /** What each group of the match holds, by number; the first is the whole. */
  | { readonly kind: "found"; readonly whole: Span; readonly groups: readonly (Span | undefined)[] }
  | { readonly kind: "none" }
  | { readonly kind: "undecided"; readonly undecided: MatchUndecided };

export class RegexSearch {
  readonly #program: Program;
  readonly #input: string;
  readonly #budget: number;
  readonly #byCodePoint: boolean;
  #steps = 0;
  /** The match before, which Java's first search takes to have ended at the start. */
  #first = -1;
  #last = 0;

  constructor(regex: Regex, program: Program, input: string, budget: number) {
    this.#program = program;
    this.#input = input;
    this.#budget = budget;
    this.#byCodePoint = SUPPLEMENTARY.test(regex.source);
  }

  get steps(): number {
    return this.#steps;
  }

  next(): FindResult {
    const { undecided } = this.#program;
    if (undecided !== undefined) {
      return { kind: "undecided", undecided };
    }
    const state = new MatchState(this.#program, this.#input, false, this.#last);
    state.last = this.#last;
    state.steps = this.#steps;
    const from = this.#last === this.#first ? this.#last + 1 : this.#last;
    for (let at = from; at <= this.#input.length; at = this.#following(at)) {
      state.restart(at);
      runMatch(state, this.#budget);
      this.#steps = state.steps;
      if (state.isDone) {
        return this.#found(state);
      }
      if (state.steps > this.#budget) {
        return { kind: "undecided", undecided: "budget" };
      }
    }
    return { kind: "none" };
  }

  #found(state: MatchState): FindResult {
    const groups = spansOf(state);
    const whole = { start: state.start, end: state.at };
    this.#first = whole.start;
    this.#last = whole.end;
    return { kind: "found", whole, groups };
  }

  /** Java goes from unit to unit, unless the pattern itself has a character outside the first plane. */
  #following(at: number): number {
    const code = this.#byCodePoint ? (this.#input.codePointAt(at) ?? 0) : 0;
    return at + (code > 0xffff ? 2 : 1);
  }
}

const SUPPLEMENTARY = /[\u{10000}-\u{10FFFF}]/u;
