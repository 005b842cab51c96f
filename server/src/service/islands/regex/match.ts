// Matches a whole input (`Matcher.matches`), or from a place on (`Matcher.find`), by backtracking, step for step as Java does, on a stack of its own.
// Invariant: steps are counted, never time, so a result is the same everywhere and no pattern can hang.
import type { Span } from "../../text/span";
import { spanOf } from "../../text/span";
import { holdsAssertion } from "./assertions";
import type { Frame } from "./frame";
import { MatchState } from "./matchState";
import type { Program, Step } from "./program";
import type { UndecidedReason } from "./regex";
import { afterRound, giveBack, noRound, repeatAtLeast, roundBack, roundLater } from "./repeat";
import { countUnits } from "./surrogates";
import { graphemeEnd } from "./unicode/graphemes";

export type MatchResult =
  | {
      readonly matched: true;
      /** What each group holds in the end, by number; the first is the whole. */
      readonly groups: readonly (Span | undefined)[];
      readonly steps: number;
      readonly depth: number;
    }
  | { readonly matched: false; readonly steps: number; readonly depth: number }
  | { readonly matched: undefined; readonly undecided: MatchUndecided; readonly steps: number };

export type MatchUndecided = UndecidedReason | "budget" | "invalid";

/** Enough for any pattern that was meant; one that needs more is worth a word. */
export const MATCH_BUDGET = 1_000_000;

export function matchRegex(program: Program, input: string, budget = MATCH_BUDGET): MatchResult {
  if (program.undecided !== undefined) {
    return { matched: undefined, undecided: program.undecided, steps: 0 };
  }
  const state = new MatchState(program, input);
  runMatch(state, budget);
  return resultOf(state, budget);
}

/** Goes on until the end of the pattern is reached, no way is left, or the budget is spent. */
export function runMatch(state: MatchState, budget: number): void {
  let goesOn = true;
  while (goesOn && !state.isDone && state.steps <= budget) {
    state.steps++;
    // A step that does not match makes the latest frame try something else, until one can.
    goesOn = advance(state);
    while (!goesOn && state.frames.length > 0 && state.steps <= budget) {
      state.steps++;
      goesOn = backtrack(state);
    }
  }
}

function resultOf(state: MatchState, budget: number): MatchResult {
  const { steps, deepest: depth } = state;
  if (state.isDone) {
    return { matched: true, groups: spansOf(state), steps, depth };
  }
  return steps > budget
    ? { matched: undefined, undecided: "budget", steps: budget }
    : { matched: false, steps, depth };
}

/** Counts characters that are passed in one go: many are as dear as a step. */
function charge(state: MatchState, characters: number): void {
  state.steps += characters >> 3;
}

function isMarkNear(input: string, at: number): boolean {
  return input.charCodeAt(at) >= 0x300 || input.charCodeAt(at - 1) >= 0x300;
}

/** What each group holds after a match, by number; the first is the whole. */
export function spansOf(state: MatchState): readonly (Span | undefined)[] {
  const spans: (Span | undefined)[] = [spanOf(state.start, state.at)];
  for (let group = 1; group <= state.program.groupCount; group++) {
    const start = state.groups[2 * group] ?? -1;
    spans.push(start < 0 ? undefined : spanOf(start, state.groups[2 * group + 1] ?? -1));
  }
  return spans;
}

/** Takes one step forward; false when it does not match. */
function advance(state: MatchState): boolean {
  const step = state.step;
  const at = state.at;
  state.depth++;
  if (state.depth > state.deepest) {
    state.deepest = state.depth;
  }
  if (step === undefined) {
    throw new RangeError("Every step leads somewhere.");
  }
  switch (step.op) {
    case "matched":
      return finish(state, at);
    case "accept":
      state.last = at;
      return comeBack(state);
    case "behindEnd":
      return at === state.behindTo && comeBack(state);
    case "pass":
      return state.goTo(step.next, at);
    case "test": {
      const code = state.input.codePointAt(at);
      return code !== undefined && step.test(code) && state.goTo(step.next, at + (code > 0xffff ? 2 : 1));
    }
    case "string": {
      charge(state, step.tests.length);
      let end = at;
      for (const test of step.tests) {
        const code = state.input.codePointAt(end);
        if (code === undefined || !test(code)) {
          return false;
        }
        end += code > 0xffff ? 2 : 1;
      }
      return state.goTo(step.next, end);
    }
    case "assertion": {
      // Marks are looked through back to the letter they stand on, clusters from where the latest part ended.
      if (step.assertion === "graphemeBoundary" || isMarkNear(state.input, at)) {
        charge(state, state.input.length);
      }
      const holds = holdsAssertion(step.assertion, state, at);
      return holds && state.goTo(step.next, at);
    }
    case "choose":
      return choose(state, step, at, 0);
    case "groupStart":
      state.setLocal(step.local, at);
      return state.goTo(step.next, at);
    case "groupEnd":
      state.keepGroup(step.group);
      state.setGroup(step.group, state.locals[step.local] ?? -1, at);
      return state.goTo(step.next, at);
    case "loopStart":
      return startLoop(state, step, at);
    case "loop":
      return loop(state, step, at);
    case "run":
      return runFrom(state, step, at);
    case "repeat":
      if (step.group !== undefined) {
        state.keepGroup(step.group);
      }
      return repeatAtLeast(state, step, at, 0);
    case "optional":
      if (step.mode === "reluctant") {
        state.push("optionalLater", step, at);
        return state.goTo(step.next, at);
      }
      state.call("optional", step, step.atom, at);
      return true;
    case "look":
      return look(state, step, at);
    case "reference":
      return reference(state, step, at);
    case "lineBreak":
      return lineBreak(state, step, at);
    case "cluster":
      return cluster(state, step, at);
  }
}

function finish(state: MatchState, at: number): boolean {
  if (state.isWhole && at !== state.input.length) {
    return false;
  }
  state.unwindTo(0);
  state.isDone = true;
  return true;
}

/** A part was matched by itself: goes on where it was asked for. */
function comeBack(state: MatchState): boolean {
  state.unwindTo(state.caller + 1);
  const frame = state.frames.pop();
  if (frame === undefined) {
    throw new RangeError("Only a part that was called returns.");
  }
  state.caller = frame.caller;
  state.depth = frame.depth;
  const { step, at } = frame;
  switch (step?.op) {
    case "optional":
      if (step.mode === "greedy" && frame.kind === "optional") {
        state.push("retry", step.next, at);
      }
      return state.goTo(step.next, state.last);
    case "look":
      state.behindTo = frame.b;
      return !step.negative && state.goTo(step.next, at);
    case "repeat":
      return afterRound(state, step, frame);
    default:
      throw new RangeError("No other step calls.");
  }
}

/** Takes up the latest frame; false when it has nothing to try either. */
function backtrack(state: MatchState): boolean {
  const frame = state.frames.pop();
  if (frame === undefined) {
    return false;
  }
  state.depth = frame.depth;
  const { step, at } = frame;
  switch (frame.kind) {
    case "retry":
      return state.goTo(step, at);
    case "local":
      state.locals[frame.a] = frame.b;
      return false;
    case "group":
      state.setGroup(frame.a, frame.b, frame.c);
      return false;
    case "choose":
      return step?.op === "choose" && choose(state, step, at, frame.a);
    case "run":
      return step?.op === "run" && runBack(state, step, frame);
    case "loopBody":
      return step?.op === "loop" && afterLoopBody(state, step, frame);
    case "loopNext":
      return step?.op === "loop" && enterLater(state, step, frame);
    case "optional":
      state.caller = frame.caller;
      return step?.op === "optional" && step.mode !== "atomic" && step.mode !== "reluctant"
        ? state.goTo(step.next, at)
        : false;
    case "optionalLater":
      if (step?.op === "optional") {
        state.call("optional", step, step.atom, at);
      }
      return true;
    case "look":
      return step?.op === "look" && lookFurther(state, step, frame);
    case "repeatBack":
      return step?.op === "repeat" && roundBack(state, step, frame);
    case "repeatAnew":
      return step?.op === "repeat" && giveBack(state, step, frame, at, frame.a, frame.b);
    case "repeatLater":
      return step?.op === "repeat" && roundLater(state, step, frame);
    default:
      state.caller = frame.caller;
      return step?.op === "repeat" && noRound(state, step, frame);
  }
}

function choose(
  state: MatchState,
  step: Extract<Step, { op: "choose" }>,
  at: number,
  option: number,
): boolean {
  if (option + 1 < step.options.length) {
    const frame = state.push("choose", step, at);
    frame.a = option + 1;
  }
  return state.goTo(step.options[option] ?? step.next, at);
}

function startLoop(state: MatchState, { loop }: Extract<Step, { op: "loopStart" }>, at: number): boolean {
  state.setLocal(loop.count, state.locals[loop.count] ?? -1);
  if (loop.lazy && loop.min === 0) {
    const frame = state.push("loopNext", loop, at);
    frame.a = -1;
    return state.goTo(loop.next, at);
  }
  if (loop.max === 0) {
    return state.goTo(loop.next, at);
  }
  state.locals[loop.count] = 1;
  if (loop.min === 0) {
    state.push("retry", loop.next, at);
  }
  return state.goTo(loop.body, at);
}

function loop(state: MatchState, step: Extract<Step, { op: "loop" }>, at: number): boolean {
  // A round that matched nothing is the last.
  if (at <= (state.locals[step.begin] ?? -1)) {
    return state.goTo(step.next, at);
  }
  const count = state.locals[step.count] ?? 0;
  if (count < step.min) {
    state.setLocal(step.count, count + 1);
    return state.goTo(step.body, at);
  }
  if (step.lazy) {
    const frame = state.push("loopNext", step, at);
    frame.a = count;
    return state.goTo(step.next, at);
  }
  if (count >= step.max || state.failed[step.memo]?.has(at)) {
    return state.goTo(step.next, at);
  }
  const frame = state.push("loopBody", step, at);
  frame.a = count;
  state.locals[step.count] = count + 1;
  return state.goTo(step.body, at);
}

function afterLoopBody(state: MatchState, step: Extract<Step, { op: "loop" }>, frame: Frame): boolean {
  state.locals[step.count] = frame.a;
  state.failed[step.memo]?.add(frame.at);
  return state.goTo(step.next, frame.at);
}

/** What follows a reluctant loop did not match: one more round. */
function enterLater(state: MatchState, step: Extract<Step, { op: "loop" }>, frame: Frame): boolean {
  const isStart = frame.a === -1;
  if (isStart ? step.max === 0 : frame.a >= step.max) {
    return false;
  }
  state.setLocal(step.count, isStart ? 1 : frame.a + 1);
  return state.goTo(step.body, frame.at);
}

function runFrom(state: MatchState, step: Extract<Step, { op: "run" }>, start: number): boolean {
  let at = start;
  let count = 0;
  for (let code = state.input.codePointAt(at); code !== undefined && step.test(code); ) {
    at += code > 0xffff ? 2 : 1;
    count++;
    code = state.input.codePointAt(at);
  }
  charge(state, count);
  return runTo(state, step, start, at, count);
}

function runTo(
  state: MatchState,
  step: Extract<Step, { op: "run" }>,
  start: number,
  at: number,
  count: number,
): boolean {
  if (count < step.min) {
    return false;
  }
  if (count > step.min) {
    const frame = state.push("run", step, at);
    frame.a = count;
    frame.b = start;
  }
  return state.goTo(step.next, at);
}

function runBack(state: MatchState, step: Extract<Step, { op: "run" }>, frame: Frame): boolean {
  const before = Math.max(frame.b, frame.at - countUnits(state.input, frame.at, -1));
  return runTo(state, step, frame.b, before, frame.a - 1);
}

function look(state: MatchState, step: Extract<Step, { op: "look" }>, at: number): boolean {
  if (!step.behind) {
    const frame = state.call("look", step, step.body, at);
    frame.b = state.behindTo;
    return true;
  }
  if (step.byCodePoint) {
    charge(state, at);
  }
  const most = step.byCodePoint ? countUnits(state.input, at, -step.max | 0) : step.max;
  const least = step.byCodePoint ? countUnits(state.input, at, -step.min | 0) : step.min;
  const from = Math.max((at - most) | 0, 0);
  return lookFrom(state, step, at, (at - least) | 0, from, state.behindTo);
}

function lookFrom(
  state: MatchState,
  step: Extract<Step, { op: "look" }>,
  at: number,
  start: number,
  from: number,
  outerTo: number,
): boolean {
  if (start < from) {
    state.behindTo = outerTo;
    return step.negative && state.goTo(step.next, at);
  }
  const frame = state.call("look", step, step.body, at, start);
  frame.a = start;
  frame.b = outerTo;
  frame.c = from;
  state.behindTo = at;
  return true;
}

function lookFurther(state: MatchState, step: Extract<Step, { op: "look" }>, frame: Frame): boolean {
  state.caller = frame.caller;
  if (!step.behind) {
    return step.negative && state.goTo(step.next, frame.at);
  }
  const start = frame.a;
  const width = step.byCodePoint && start > frame.c ? countUnits(state.input, start, -1) : 1;
  return lookFrom(state, step, frame.at, start - width, frame.c, frame.b);
}

function reference(state: MatchState, step: Extract<Step, { op: "reference" }>, at: number): boolean {
  const start = state.groups[2 * step.group] ?? -1;
  const length = (state.groups[2 * step.group + 1] ?? -1) - start;
  if (start < 0 || at + length > state.input.length) {
    return false;
  }
  charge(state, length);
  if (step.fold === undefined) {
    const isSame = state.input.startsWith(state.input.slice(start, start + length), at);
    return isSame && state.goTo(step.next, at + length);
  }
  let here = at;
  let there = start;
  // Java compares as many code points as the group has units, so it may look past the group's end.
  for (let unit = 0; unit < length; unit++) {
    const code = state.input.codePointAt(here);
    const wanted = state.input.codePointAt(there);
    if (
      code === undefined ||
      wanted === undefined ||
      (code !== wanted && step.fold(code) !== step.fold(wanted))
    ) {
      return false;
    }
    here += code > 0xffff ? 2 : 1;
    there += wanted > 0xffff ? 2 : 1;
  }
  return state.goTo(step.next, at + length);
}

function lineBreak(state: MatchState, step: Step, at: number): boolean {
  const code = state.input.charCodeAt(at);
  if (code === 13) {
    if (state.input.charCodeAt(at + 1) === 10) {
      state.push("retry", step.next, at + 1);
      return state.goTo(step.next, at + 2);
    }
    return state.goTo(step.next, at + 1);
  }
  const isEnd = (code >= 10 && code <= 12) || code === 0x85 || code === 0x2028 || code === 0x2029;
  return isEnd && state.goTo(step.next, at + 1);
}

function cluster(state: MatchState, step: Extract<Step, { op: "cluster" }>, at: number): boolean {
  const first = state.input.codePointAt(at);
  if (first === undefined) {
    return false;
  }
  let end = graphemeEnd(state.input, at, state.input.length);
  charge(state, end - at);
  if (step.composed === undefined) {
    return state.goTo(step.next, end);
  }
  const width = first > 0xffff ? 2 : 1;
  if (end === at + width) {
    return step.composed(first) && state.goTo(step.next, end);
  }
  const ends: number[] = [];
  for (; at + width < end; end -= countUnits(state.input, end, -1)) {
    state.steps += end - at;
    const composed = state.input.slice(at, end).normalize("NFC");
    const code = composed.codePointAt(0) ?? 0;
    if (composed.length === (code > 0xffff ? 2 : 1) && step.composed(code)) {
      ends.push(end);
    }
  }
  for (const shorter of ends.slice(1).reverse()) {
    state.push("retry", step.next, shorter);
  }
  return ends[0] !== undefined && state.goTo(step.next, ends[0]);
}
