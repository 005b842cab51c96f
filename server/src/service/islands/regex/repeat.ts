// Repetition of what is matched by itself each time. How Java counts rounds and gives them back shows in what
// matches, when a round can be of several lengths, and in what a group holds in the end.
import type { Frame } from "./frame";
import type { MatchState } from "./matchState";
import type { RepeatStep } from "./program";

/** The rounds that must be, one by one; then as the mode has it. */
export function repeatAtLeast(state: MatchState, step: RepeatStep, at: number, count: number): boolean {
  if (count < step.min) {
    const frame = state.call("repeatLeast", step, step.atom, at);
    frame.a = count;
    return true;
  }
  switch (step.mode) {
    case "greedy":
      return repeatGreedily(state, step, at, count);
    case "reluctant":
      return repeatLater(state, step, at, count);
    case "possessive":
      return repeatAll(state, step, at, count);
  }
}

function repeatAll(state: MatchState, step: RepeatStep, at: number, count: number): boolean {
  if (count >= step.max) {
    return state.goTo(step.next, at);
  }
  const frame = state.call("repeatAll", step, step.atom, at);
  frame.a = count;
  return true;
}

function repeatLater(state: MatchState, step: RepeatStep, at: number, count: number): boolean {
  const frame = state.push("repeatLater", step, at);
  frame.a = count;
  return state.goTo(step.next, at);
}

export function roundLater(state: MatchState, step: RepeatStep, frame: Frame): boolean {
  if (frame.a >= step.max) {
    return false;
  }
  const call = state.call("repeatOnce", step, step.atom, frame.at);
  call.a = frame.a;
  return true;
}

/** Greedy rounds from here on: `c` is the count not to fall below, `d` and `e` what the group held before. */
function repeatGreedily(state: MatchState, step: RepeatStep, at: number, count: number): boolean {
  const start = step.group === undefined ? -1 : (state.groups[2 * step.group] ?? -1);
  const end = step.group === undefined ? -1 : (state.groups[2 * step.group + 1] ?? -1);
  if (count >= step.max) {
    return state.goTo(step.next, at);
  }
  const frame = state.call("repeatFirst", step, step.atom, at);
  frame.a = count;
  frame.c = count;
  frame.d = start;
  frame.e = end;
  return true;
}

/** A round matched; the frame is the one that asked for it. */
export function afterRound(state: MatchState, step: RepeatStep, frame: Frame): boolean {
  const { at } = frame;
  const count = frame.a;
  const length = state.last - at;
  switch (frame.kind) {
    case "repeatLeast":
      setRound(state, step, at, state.last);
      return repeatAtLeast(state, step, state.last, count + 1);
    case "repeatAll":
      setRound(state, step, at, state.last);
      return length === 0 ? state.goTo(step.next, at) : repeatAll(state, step, state.last, count + 1);
    case "repeatOnce":
      if (length === 0) {
        return false;
      }
      setRound(state, step, at, state.last);
      return repeatLater(state, step, state.last, count + 1);
    case "repeatFirst":
      if (length === 0) {
        return state.goTo(step.next, at);
      }
      return nextRound(state, step, frame, at + length, count + 1, length);
    default:
      if (length === frame.b) {
        return nextRound(state, step, frame, at + length, count + 1, length);
      }
      // A round of another length: from here on anew, and back to the earlier ones if that fails.
      pushBack(state, "repeatAnew", step, frame, at, count, frame.b);
      return step.isGroup
        ? repeatGreedily(state, step, at, count)
        : repeatGreedily(state, step, state.last, count + 1);
  }
}

function setRound(state: MatchState, step: RepeatStep, start: number, end: number): void {
  if (step.group !== undefined) {
    state.setGroup(step.group, start, end);
  }
}

function nextRound(
  state: MatchState,
  step: RepeatStep,
  from: Frame,
  at: number,
  count: number,
  length: number,
): boolean {
  setRound(state, step, at - length, at);
  if (count >= step.max) {
    return giveBack(state, step, from, at, count, length);
  }
  const frame = state.call("repeatMore", step, step.atom, at);
  frame.a = count;
  frame.b = length;
  frame.c = from.c;
  frame.d = from.d;
  frame.e = from.e;
  return true;
}

/** Tries what follows, with one round less each time it fails. */
export function giveBack(
  state: MatchState,
  step: RepeatStep,
  from: Frame,
  at: number,
  count: number,
  length: number,
): boolean {
  if (step.isGroup ? count > from.c : count >= from.c) {
    pushBack(state, "repeatBack", step, from, at, count, length);
    return state.goTo(step.next, at);
  }
  if (!step.isGroup) {
    return false;
  }
  setRound(state, step, from.d, from.e);
  return state.goTo(step.next, at);
}

function pushBack(
  state: MatchState,
  kind: "repeatBack" | "repeatAnew",
  step: RepeatStep,
  from: Frame,
  at: number,
  count: number,
  length: number,
): void {
  const frame = state.push(kind, step, at);
  frame.a = count;
  frame.b = length;
  frame.c = from.c;
  frame.d = from.d;
  frame.e = from.e;
}

/** What followed the rounds did not match. */
export function roundBack(state: MatchState, step: RepeatStep, frame: Frame): boolean {
  const at = frame.at - frame.b;
  setRound(state, step, at - frame.b, at);
  return giveBack(state, step, frame, at, frame.a - 1, frame.b);
}

/** A round did not match. */
export function noRound(state: MatchState, step: RepeatStep, frame: Frame): boolean {
  switch (frame.kind) {
    case "repeatLeast":
    case "repeatOnce":
      return false;
    case "repeatMore":
      return giveBack(state, step, frame, frame.at, frame.a, frame.b);
    default:
      return state.goTo(step.next, frame.at);
  }
}
