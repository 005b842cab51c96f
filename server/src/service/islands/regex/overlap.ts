// Whether two patterns match a text in common, and which: their automata, walked together within a budget.
// Invariant: a text that is told was tried on both patterns. What was not found is never called impossible.
import { type Automaton, automatonOf, type Taking } from "./automaton";
import { matchRegex } from "./match";
import type { Program } from "./program";
import type { Regex } from "./regex";

export interface Overlapping {
  readonly regex: () => Regex;
  readonly program: () => Program;
}

export interface Overlap {
  /** A text that both match, as short as there is. */
  readonly text: string;
  /** Whether the one matches every text that the other does; false also where that is not decided. */
  readonly firstHoldsSecond: boolean;
  readonly secondHoldsFirst: boolean;
}

/** Steps that are left, shared by all that is asked with it. */
export interface Budget {
  steps: number;
}

/** Enough for some dozen patterns that were meant. */
export const OVERLAP_BUDGET = 400_000;

const MOST_PARTS = 3_000;
/** Steps of the matcher that tries a text of some dozen characters. */
const TRIAL_BUDGET = 20_000;
/** How often a pair of states is come to, where an automaton takes more than its pattern matches. */
const MOST_VISITS = 6;
const MOST_TRIALS = 40;

/** `undefined` where none was found: there is none, or the budget did not suffice. */
export function overlapOf(first: Overlapping, second: Overlapping, budget: Budget): Overlap | undefined {
  const one = automatonOf(first.regex(), MOST_PARTS);
  const other = one && automatonOf(second.regex(), MOST_PARTS);
  if (one === undefined || other === undefined) {
    return undefined;
  }
  const alphabet = alphabetOf(one, other, budget);
  if (alphabet === undefined) {
    return undefined;
  }
  let trials = 0;
  let shortest: string | undefined;
  for (const text of textsOfBoth(one, other, alphabet, budget)) {
    if (isMatched(first, text) && isMatched(second, text)) {
      shortest = text;
      // The empty text says little of what the patterns are meant for.
      if (text !== "") {
        break;
      }
    } else if (++trials === MOST_TRIALS) {
      break;
    }
  }
  if (shortest === undefined) {
    return undefined;
  }
  const isExact = one.isExact && other.isExact;
  return {
    text: shortest,
    firstHoldsSecond: isExact && holdsAll(side(one, alphabet.one), side(other, alphabet.other), budget),
    secondHoldsFirst: isExact && holdsAll(side(other, alphabet.other), side(one, alphabet.one), budget),
  };
}

function isMatched({ program }: Overlapping, text: string): boolean {
  return matchRegex(program(), text, TRIAL_BUDGET).matched === true;
}

/** Characters that stand for all: of those that no test of either pattern tells apart, the most common one. */
interface Alphabet {
  readonly characters: readonly number[];
  /** For each test which of the characters it takes. */
  readonly one: readonly Uint8Array[];
  readonly other: readonly Uint8Array[];
}

function alphabetOf(one: Automaton, other: Automaton, budget: Budget): Alphabet | undefined {
  const candidates = new Set([...COMMON, ...one.edges, ...other.edges]);
  budget.steps -= (candidates.size * (one.tests.length + other.tests.length)) >> 3;
  if (budget.steps < 0) {
    return undefined;
  }
  const tests = [...one.tests, ...other.tests];
  const seen = new Set<string>();
  const characters: number[] = [];
  for (const code of candidates) {
    const signature = tests.map((test) => (test(code) ? "1" : "0")).join("");
    if (!seen.has(signature)) {
      seen.add(signature);
      characters.push(code);
    }
  }
  const taken = (automaton: Automaton) =>
    automaton.tests.map((test) => Uint8Array.from(characters, (code) => (test(code) ? 1 : 0)));
  return { characters, one: taken(one), other: taken(other) };
}

/** In the order in which a reader would rather see them. */
const COMMON: readonly number[] = [
  ...[..."abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -_.:,;!?'\"()[]{}"].map(
    (character) => character.codePointAt(0) ?? 0,
  ),
  ...Array.from({ length: 0x300 }, (_, code) => code),
  0x0416,
  0x0660,
  0x1680,
  0x180e,
  ...Array.from({ length: 0x70 }, (_, index) => 0x2000 + index),
  0x3000,
  0x3042,
  0x4e2d,
  0x1f600,
];

interface Pair {
  readonly one: number;
  readonly other: number;
  readonly character: number;
  readonly before: Pair | undefined;
}

/** Texts that both automata take, the shortest first. */
function* textsOfBoth(
  one: Automaton,
  other: Automaton,
  alphabet: Alphabet,
  budget: Budget,
): Generator<string> {
  const left = new Reach(one, budget);
  const right = new Reach(other, budget);
  const common = commonCharacters(alphabet);
  const mostVisits = one.isExact && other.isExact ? 1 : MOST_VISITS;
  const visits = new Map<number, number>();
  let level: Pair[] = [{ one: one.start, other: other.start, character: -1, before: undefined }];
  while (level.length > 0) {
    const next: Pair[] = [];
    for (const pair of level) {
      if (left.isEnd(pair.one) && right.isEnd(pair.other)) {
        yield textOf(pair);
      }
      for (const a of left.from(pair.one)) {
        for (const b of right.from(pair.other)) {
          if (--budget.steps < 0) {
            return;
          }
          const character = common(a.test, b.test);
          const key = a.to * MOST_PARTS + b.to;
          const been = visits.get(key) ?? 0;
          if (character !== undefined && been < mostVisits) {
            visits.set(key, been + 1);
            next.push({ one: a.to, other: b.to, character, before: pair });
          }
        }
      }
    }
    level = next;
  }
}

function textOf(pair: Pair): string {
  const characters: string[] = [];
  for (let at: Pair | undefined = pair; at?.before !== undefined; at = at.before) {
    characters.push(String.fromCodePoint(at.character));
  }
  return characters.reverse().join("");
}

/** The first character that a test of the one and a test of the other both take. */
function commonCharacters({
  characters,
  one,
  other,
}: Alphabet): (a: number, b: number) => number | undefined {
  const known = new Map<number, number | undefined>();
  return (a, b) => {
    const key = a * other.length + b;
    if (!known.has(key)) {
      known.set(
        key,
        characters.find((_, index) => one[a]?.[index] === 1 && other[b]?.[index] === 1),
      );
    }
    return known.get(key);
  };
}

/** What each state comes to without taking a character; reckoned when first asked. */
class Reach {
  readonly #automaton: Automaton;
  readonly #budget: Budget;
  readonly #known = new Map<number, { readonly taking: readonly Taking[]; readonly isEnd: boolean }>();

  constructor(automaton: Automaton, budget: Budget) {
    this.#automaton = automaton;
    this.#budget = budget;
  }

  from(state: number): readonly Taking[] {
    return this.#of(state).taking;
  }

  isEnd(state: number): boolean {
    return this.#of(state).isEnd;
  }

  #of(state: number) {
    const known = this.#known.get(state);
    if (known !== undefined) {
      return known;
    }
    const { states, accept } = this.#automaton;
    const seen = new Set([state]);
    const taking: Taking[] = [];
    for (const at of seen) {
      for (const way of states[at]?.taking ?? []) {
        taking.push(way);
      }
      for (const to of states[at]?.silent ?? []) {
        seen.add(to);
      }
    }
    this.#budget.steps -= (seen.size + taking.length) >> 2;
    const found = { taking, isEnd: seen.has(accept) };
    this.#known.set(state, found);
    return found;
  }
}

interface Side {
  readonly automaton: Automaton;
  readonly taken: readonly Uint8Array[];
}

function side(automaton: Automaton, taken: readonly Uint8Array[]): Side {
  return { automaton, taken };
}

/** Whether every text of `inner` is one of `outer`: no way through the one leads out of all ways through the other. */
function holdsAll(outer: Side, inner: Side, budget: Budget): boolean {
  const outerReach = new Reach(outer.automaton, budget);
  const innerReach = new Reach(inner.automaton, budget);
  const size = inner.taken[0]?.length ?? 0;
  const seen = new Set<string>();
  const rest: { readonly at: number; readonly all: readonly number[] }[] = [];
  const visit = (at: number, all: readonly number[]) => {
    const key = `${at}:${all.join(",")}`;
    budget.steps -= 1 + all.length;
    if (!seen.has(key)) {
      seen.add(key);
      rest.push({ at, all });
    }
  };
  visit(inner.automaton.start, [outer.automaton.start]);
  for (let state = rest.pop(); state !== undefined; state = rest.pop()) {
    const { at, all } = state;
    if (innerReach.isEnd(at) && !all.some((one) => outerReach.isEnd(one))) {
      return false;
    }
    const steps = all.flatMap((one) => outerReach.from(one));
    for (const { test, to } of innerReach.from(at)) {
      for (let character = 0; character < size; character++) {
        if (budget.steps < 0) {
          return false;
        }
        budget.steps -= 1 + (steps.length >> 2);
        if (inner.taken[test]?.[character] === 1) {
          const next = steps.filter((step) => outer.taken[step.test]?.[character] === 1);
          visit(
            to,
            [...new Set(next.map((step) => step.to))].sort((a, b) => a - b),
          );
        }
      }
    }
  }
  return true;
}
