// Matches a whole input (`Matcher.matches`) by backtracking, step for step as Java does, on a stack of its own.
// Invariant: steps are counted, never time, so a result is the same everywhere and no pattern can hang.
import type { Span } from "../../text/span";
import { spanOf } from "../../text/span";
import { holdsAssertion } from "./assertions";
import { Frame, type FrameKind } from "./frame";
import type { Program, RepeatStep, Step } from "./program";
import type { UndecidedReason } from "./regex";
import { countUnits } from "./surrogates";
import { type GraphemeEnd, graphemeEnd } from "./unicode/graphemes";

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
  return new Matching(program, input).run(budget);
}

/** One attempt to match one input. `depth` is how many calls Java would be in. */
class Matching {
  readonly #program: Program;
  readonly #input: string;
  readonly #groups: Int32Array;
  readonly #locals: Int32Array;
  readonly #failed: readonly Set<number>[];
  readonly #frames: Frame[] = [];
  readonly #graphemeEnd: GraphemeEnd;
  /** The innermost frame that waits for a part to be matched by itself. */
  #caller = -1;
  #step: Step | undefined;
  #at = 0;
  /** Where the latest part that was matched by itself ended. */
  #last = 0;
  #behindTo = 0;
  #depth = 0;
  #deepest = 0;
  #isDone = false;

  constructor(program: Program, input: string) {
    this.#program = program;
    this.#input = input;
    this.#groups = new Int32Array(2 * Math.max(program.groupCount + 1, 10)).fill(-1);
    this.#locals = new Int32Array(program.localCount).fill(-1);
    this.#failed = Array.from({ length: program.memoCount }, () => new Set<number>());
    this.#graphemeEnd = graphemeEnd();
    this.#step = program.start;
  }

  run(budget: number): MatchResult {
    let steps = 0;
    let goesOn = true;
    while (goesOn && !this.#isDone) {
      if (++steps > budget) {
        return { matched: undefined, undecided: "budget", steps: budget };
      }
      // A step that does not match makes the latest frame try something else, until one can.
      goesOn = this.#advance();
      while (!goesOn && this.#frames.length > 0) {
        if (++steps > budget) {
          return { matched: undefined, undecided: "budget", steps: budget };
        }
        goesOn = this.#backtrack();
      }
    }
    const depth = this.#deepest;
    return goesOn ? { matched: true, groups: this.#spans(), steps, depth } : { matched: false, steps, depth };
  }

  #spans(): readonly (Span | undefined)[] {
    const spans: (Span | undefined)[] = [spanOf(0, this.#input.length)];
    for (let group = 1; group <= this.#program.groupCount; group++) {
      const start = this.#groups[2 * group] ?? -1;
      spans.push(start < 0 ? undefined : spanOf(start, this.#groups[2 * group + 1] ?? -1));
    }
    return spans;
  }

  #goTo(step: Step | undefined, at: number): true {
    this.#step = step;
    this.#at = at;
    return true;
  }

  #push(kind: FrameKind, step: Step | undefined, at: number): Frame {
    const frame = new Frame(kind, step, at, this.#depth);
    this.#frames.push(frame);
    return frame;
  }

  /** Matches a part by itself: `accept` comes back to the frame, and so does running out of ways. */
  #call(kind: FrameKind, step: Step, atom: Step, at: number, from = at): Frame {
    const frame = this.#push(kind, step, at);
    frame.caller = this.#caller;
    this.#caller = this.#frames.length - 1;
    this.#goTo(atom, from);
    return frame;
  }

  #setLocal(local: number, value: number): void {
    const frame = this.#push("local", undefined, 0);
    frame.a = local;
    frame.b = this.#locals[local] ?? -1;
    this.#locals[local] = value;
  }

  #setGroup(group: number, start: number, end: number): void {
    this.#groups[2 * group] = start;
    this.#groups[2 * group + 1] = end;
  }

  #keepGroup(group: number): void {
    const frame = this.#push("group", undefined, 0);
    frame.a = group;
    frame.b = this.#groups[2 * group] ?? -1;
    frame.c = this.#groups[2 * group + 1] ?? -1;
  }

  /** Takes one step forward; false when it does not match. */
  #advance(): boolean {
    const step = this.#step;
    const at = this.#at;
    this.#depth++;
    if (this.#depth > this.#deepest) {
      this.#deepest = this.#depth;
    }
    if (step === undefined) {
      throw new RangeError("Every step leads somewhere.");
    }
    switch (step.op) {
      case "matched":
        return this.#finish(at);
      case "accept":
        this.#last = at;
        return this.#return();
      case "behindEnd":
        return at === this.#behindTo && this.#return();
      case "pass":
        return this.#goTo(step.next, at);
      case "test": {
        const code = this.#input.codePointAt(at);
        return code !== undefined && step.test(code) && this.#goTo(step.next, at + (code > 0xffff ? 2 : 1));
      }
      case "string": {
        let end = at;
        for (const test of step.tests) {
          const code = this.#input.codePointAt(end);
          if (code === undefined || !test(code)) {
            return false;
          }
          end += code > 0xffff ? 2 : 1;
        }
        return this.#goTo(step.next, end);
      }
      case "assertion": {
        const holds = holdsAssertion(step.assertion, this.#input, at, this.#last, this.#graphemeEnd);
        return holds && this.#goTo(step.next, at);
      }
      case "choose":
        return this.#choose(step, at, 0);
      case "groupStart":
        this.#setLocal(step.local, at);
        return this.#goTo(step.next, at);
      case "groupEnd":
        this.#keepGroup(step.group);
        this.#setGroup(step.group, this.#locals[step.local] ?? -1, at);
        return this.#goTo(step.next, at);
      case "loopStart":
        return this.#startLoop(step, at);
      case "loop":
        return this.#loop(step, at);
      case "run":
        return this.#run(step, at);
      case "repeat":
        if (step.group !== undefined) {
          this.#keepGroup(step.group);
        }
        return this.#repeatAtLeast(step, at, 0);
      case "optional":
        if (step.mode === "reluctant") {
          this.#push("optionalLater", step, at);
          return this.#goTo(step.next, at);
        }
        this.#call("optional", step, step.atom, at);
        return true;
      case "look":
        return this.#look(step, at);
      case "reference":
        return this.#reference(step, at);
      case "lineBreak":
        return this.#lineBreak(step, at);
      case "cluster":
        return this.#cluster(step, at);
    }
  }

  #finish(at: number): boolean {
    if (at !== this.#input.length) {
      return false;
    }
    this.#unwindTo(0);
    this.#isDone = true;
    return true;
  }

  /**
   * Drops the frames above one, as when Java's calls return with success: locals get their old values, groups keep
   * their new ones, and a repeated group sets once more what it held.
   */
  #unwindTo(length: number): void {
    for (let frame = this.#frames.at(-1); frame !== undefined && this.#frames.length > length; ) {
      if (frame.kind === "local") {
        this.#locals[frame.a] = frame.b;
      } else if (frame.kind === "repeatBack" && isGroupStep(frame.step) && frame.step.group !== undefined) {
        this.#setGroup(frame.step.group, frame.at - frame.b, frame.at);
      }
      this.#frames.pop();
      frame = this.#frames.at(-1);
    }
  }

  /** A part was matched by itself: goes on where it was asked for. */
  #return(): boolean {
    this.#unwindTo(this.#caller + 1);
    const frame = this.#frames.pop();
    if (frame === undefined) {
      throw new RangeError("Only a part that was called returns.");
    }
    this.#caller = frame.caller;
    this.#depth = frame.depth;
    const { step, at } = frame;
    switch (step?.op) {
      case "optional":
        if (step.mode === "greedy" && frame.kind === "optional") {
          this.#push("retry", step.next, at);
        }
        return this.#goTo(step.next, this.#last);
      case "look":
        this.#behindTo = frame.b;
        return !step.negative && this.#goTo(step.next, at);
      case "repeat":
        return this.#afterRound(step, frame);
      default:
        throw new RangeError("No other step calls.");
    }
  }

  /** Takes up the latest frame; false when it has nothing to try either. */
  #backtrack(): boolean {
    const frame = this.#frames.pop();
    if (frame === undefined) {
      return false;
    }
    this.#depth = frame.depth;
    const { step, at } = frame;
    switch (frame.kind) {
      case "retry":
        return this.#goTo(step, at);
      case "local":
        this.#locals[frame.a] = frame.b;
        return false;
      case "group":
        this.#setGroup(frame.a, frame.b, frame.c);
        return false;
      case "choose":
        return step?.op === "choose" && this.#choose(step, at, frame.a);
      case "run":
        return step?.op === "run" && this.#runBack(step, frame);
      case "loopBody":
        return step?.op === "loop" && this.#afterLoopBody(step, frame);
      case "loopNext":
        return step?.op === "loop" && this.#enterLater(step, frame);
      case "optional":
        this.#caller = frame.caller;
        return step?.op === "optional" && step.mode !== "atomic" && step.mode !== "reluctant"
          ? this.#goTo(step.next, at)
          : false;
      case "optionalLater":
        if (step?.op === "optional") {
          this.#call("optional", step, step.atom, at);
        }
        return true;
      case "look":
        return step?.op === "look" && this.#lookFurther(step, frame);
      case "repeatBack":
        return step?.op === "repeat" && this.#roundBack(step, frame);
      case "repeatAnew":
        return step?.op === "repeat" && this.#giveBack(step, frame, at, frame.a, frame.b);
      case "repeatLater":
        return step?.op === "repeat" && this.#roundLater(step, frame);
      default:
        this.#caller = frame.caller;
        return step?.op === "repeat" && this.#noRound(step, frame);
    }
  }

  #choose(step: Extract<Step, { op: "choose" }>, at: number, option: number): boolean {
    if (option + 1 < step.options.length) {
      const frame = this.#push("choose", step, at);
      frame.a = option + 1;
    }
    return this.#goTo(step.options[option] ?? step.next, at);
  }

  #startLoop({ loop }: Extract<Step, { op: "loopStart" }>, at: number): boolean {
    this.#setLocal(loop.count, this.#locals[loop.count] ?? -1);
    if (loop.lazy && loop.min === 0) {
      const frame = this.#push("loopNext", loop, at);
      frame.a = -1;
      return this.#goTo(loop.next, at);
    }
    if (loop.max === 0) {
      return this.#goTo(loop.next, at);
    }
    this.#locals[loop.count] = 1;
    if (loop.min === 0) {
      this.#push("retry", loop.next, at);
    }
    return this.#goTo(loop.body, at);
  }

  #loop(step: Extract<Step, { op: "loop" }>, at: number): boolean {
    // A round that matched nothing is the last.
    if (at <= (this.#locals[step.begin] ?? -1)) {
      return this.#goTo(step.next, at);
    }
    const count = this.#locals[step.count] ?? 0;
    if (count < step.min) {
      this.#setLocal(step.count, count + 1);
      return this.#goTo(step.body, at);
    }
    if (step.lazy) {
      const frame = this.#push("loopNext", step, at);
      frame.a = count;
      return this.#goTo(step.next, at);
    }
    if (count >= step.max || this.#failed[step.memo]?.has(at)) {
      return this.#goTo(step.next, at);
    }
    const frame = this.#push("loopBody", step, at);
    frame.a = count;
    this.#locals[step.count] = count + 1;
    return this.#goTo(step.body, at);
  }

  #afterLoopBody(step: Extract<Step, { op: "loop" }>, frame: Frame): boolean {
    this.#locals[step.count] = frame.a;
    this.#failed[step.memo]?.add(frame.at);
    return this.#goTo(step.next, frame.at);
  }

  /** What follows a reluctant loop did not match: one more round. */
  #enterLater(step: Extract<Step, { op: "loop" }>, frame: Frame): boolean {
    const isStart = frame.a === -1;
    if (isStart ? step.max === 0 : frame.a >= step.max) {
      return false;
    }
    this.#setLocal(step.count, isStart ? 1 : frame.a + 1);
    return this.#goTo(step.body, frame.at);
  }

  #run(step: Extract<Step, { op: "run" }>, start: number): boolean {
    let at = start;
    let count = 0;
    for (let code = this.#input.codePointAt(at); code !== undefined && step.test(code); ) {
      at += code > 0xffff ? 2 : 1;
      count++;
      code = this.#input.codePointAt(at);
    }
    return this.#runTo(step, start, at, count);
  }

  #runTo(step: Extract<Step, { op: "run" }>, start: number, at: number, count: number): boolean {
    if (count < step.min) {
      return false;
    }
    if (count > step.min) {
      const frame = this.#push("run", step, at);
      frame.a = count;
      frame.b = start;
    }
    return this.#goTo(step.next, at);
  }

  #runBack(step: Extract<Step, { op: "run" }>, frame: Frame): boolean {
    const before = Math.max(frame.b, frame.at - countUnits(this.#input, frame.at, -1));
    return this.#runTo(step, frame.b, before, frame.a - 1);
  }

  #look(step: Extract<Step, { op: "look" }>, at: number): boolean {
    if (!step.behind) {
      const frame = this.#call("look", step, step.body, at);
      frame.b = this.#behindTo;
      return true;
    }
    const most = step.byCodePoint ? countUnits(this.#input, at, -step.max | 0) : step.max;
    const least = step.byCodePoint ? countUnits(this.#input, at, -step.min | 0) : step.min;
    const from = Math.max((at - most) | 0, 0);
    return this.#lookFrom(step, at, (at - least) | 0, from, this.#behindTo);
  }

  #lookFrom(
    step: Extract<Step, { op: "look" }>,
    at: number,
    start: number,
    from: number,
    outerTo: number,
  ): boolean {
    if (start < from) {
      this.#behindTo = outerTo;
      return step.negative && this.#goTo(step.next, at);
    }
    const frame = this.#call("look", step, step.body, at, start);
    frame.a = start;
    frame.b = outerTo;
    frame.c = from;
    this.#behindTo = at;
    return true;
  }

  #lookFurther(step: Extract<Step, { op: "look" }>, frame: Frame): boolean {
    this.#caller = frame.caller;
    if (!step.behind) {
      return step.negative && this.#goTo(step.next, frame.at);
    }
    const start = frame.a;
    const width = step.byCodePoint && start > frame.c ? countUnits(this.#input, start, -1) : 1;
    return this.#lookFrom(step, frame.at, start - width, frame.c, frame.b);
  }

  #reference(step: Extract<Step, { op: "reference" }>, at: number): boolean {
    const start = this.#groups[2 * step.group] ?? -1;
    const length = (this.#groups[2 * step.group + 1] ?? -1) - start;
    if (start < 0 || at + length > this.#input.length) {
      return false;
    }
    if (step.fold === undefined) {
      const isSame = this.#input.startsWith(this.#input.slice(start, start + length), at);
      return isSame && this.#goTo(step.next, at + length);
    }
    let here = at;
    let there = start;
    // Java compares as many code points as the group has units, so it may look past the group's end.
    for (let unit = 0; unit < length; unit++) {
      const code = this.#input.codePointAt(here);
      const wanted = this.#input.codePointAt(there);
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
    return this.#goTo(step.next, at + length);
  }

  #lineBreak(step: Step, at: number): boolean {
    const code = this.#input.charCodeAt(at);
    if (code === 13) {
      if (this.#input.charCodeAt(at + 1) === 10) {
        this.#push("retry", step.next, at + 1);
        return this.#goTo(step.next, at + 2);
      }
      return this.#goTo(step.next, at + 1);
    }
    const isEnd = (code >= 10 && code <= 12) || code === 0x85 || code === 0x2028 || code === 0x2029;
    return isEnd && this.#goTo(step.next, at + 1);
  }

  #cluster(step: Extract<Step, { op: "cluster" }>, at: number): boolean {
    const first = this.#input.codePointAt(at);
    if (first === undefined) {
      return false;
    }
    let end = this.#graphemeEnd(this.#input, at, this.#input.length);
    if (step.composed === undefined) {
      return this.#goTo(step.next, end);
    }
    const width = first > 0xffff ? 2 : 1;
    if (end === at + width) {
      return step.composed(first) && this.#goTo(step.next, end);
    }
    const ends: number[] = [];
    for (; at + width < end; end -= countUnits(this.#input, end, -1)) {
      const composed = this.#input.slice(at, end).normalize("NFC");
      const code = composed.codePointAt(0) ?? 0;
      if (composed.length === (code > 0xffff ? 2 : 1) && step.composed(code)) {
        ends.push(end);
      }
    }
    for (const shorter of ends.slice(1).reverse()) {
      this.#push("retry", step.next, shorter);
    }
    return ends[0] !== undefined && this.#goTo(step.next, ends[0]);
  }

  /** The rounds that must be, one by one; then as the mode has it. */
  #repeatAtLeast(step: RepeatStep, at: number, count: number): boolean {
    if (count < step.min) {
      const frame = this.#call("repeatLeast", step, step.atom, at);
      frame.a = count;
      return true;
    }
    switch (step.mode) {
      case "greedy":
        return this.#repeatGreedily(step, at, count);
      case "reluctant":
        return this.#repeatLater(step, at, count);
      case "possessive":
        return this.#repeatAll(step, at, count);
    }
  }

  #repeatAll(step: RepeatStep, at: number, count: number): boolean {
    if (count >= step.max) {
      return this.#goTo(step.next, at);
    }
    const frame = this.#call("repeatAll", step, step.atom, at);
    frame.a = count;
    return true;
  }

  #repeatLater(step: RepeatStep, at: number, count: number): boolean {
    const frame = this.#push("repeatLater", step, at);
    frame.a = count;
    return this.#goTo(step.next, at);
  }

  #roundLater(step: RepeatStep, frame: Frame): boolean {
    if (frame.a >= step.max) {
      return false;
    }
    const call = this.#call("repeatOnce", step, step.atom, frame.at);
    call.a = frame.a;
    return true;
  }

  /** Greedy rounds from here on: `c` is the count not to fall below, `d` and `e` what the group held before. */
  #repeatGreedily(step: RepeatStep, at: number, count: number): boolean {
    const start = step.group === undefined ? -1 : (this.#groups[2 * step.group] ?? -1);
    const end = step.group === undefined ? -1 : (this.#groups[2 * step.group + 1] ?? -1);
    if (count >= step.max) {
      return this.#goTo(step.next, at);
    }
    const frame = this.#call("repeatFirst", step, step.atom, at);
    frame.a = count;
    frame.c = count;
    frame.d = start;
    frame.e = end;
    return true;
  }

  /** A round matched; the frame is the one that asked for it. */
  #afterRound(step: RepeatStep, frame: Frame): boolean {
    const { at } = frame;
    const count = frame.a;
    const length = this.#last - at;
    switch (frame.kind) {
      case "repeatLeast":
        this.#setRound(step, at, this.#last);
        return this.#repeatAtLeast(step, this.#last, count + 1);
      case "repeatAll":
        this.#setRound(step, at, this.#last);
        return length === 0 ? this.#goTo(step.next, at) : this.#repeatAll(step, this.#last, count + 1);
      case "repeatOnce":
        if (length === 0) {
          return false;
        }
        this.#setRound(step, at, this.#last);
        return this.#repeatLater(step, this.#last, count + 1);
      case "repeatFirst":
        if (length === 0) {
          return this.#goTo(step.next, at);
        }
        return this.#nextRound(step, frame, at + length, count + 1, length);
      default:
        if (length === frame.b) {
          return this.#nextRound(step, frame, at + length, count + 1, length);
        }
        // A round of another length: from here on anew, and back to the earlier ones if that fails.
        this.#pushBack("repeatAnew", step, frame, at, count, frame.b);
        return step.isGroup
          ? this.#repeatGreedily(step, at, count)
          : this.#repeatGreedily(step, this.#last, count + 1);
    }
  }

  #setRound(step: RepeatStep, start: number, end: number): void {
    if (step.group !== undefined) {
      this.#setGroup(step.group, start, end);
    }
  }

  #nextRound(step: RepeatStep, from: Frame, at: number, count: number, length: number): boolean {
    this.#setRound(step, at - length, at);
    if (count >= step.max) {
      return this.#giveBack(step, from, at, count, length);
    }
    const frame = this.#call("repeatMore", step, step.atom, at);
    frame.a = count;
    frame.b = length;
    frame.c = from.c;
    frame.d = from.d;
    frame.e = from.e;
    return true;
  }

  /** Tries what follows, with one round less each time it fails. */
  #giveBack(step: RepeatStep, from: Frame, at: number, count: number, length: number): boolean {
    if (step.isGroup ? count > from.c : count >= from.c) {
      this.#pushBack("repeatBack", step, from, at, count, length);
      return this.#goTo(step.next, at);
    }
    if (!step.isGroup) {
      return false;
    }
    this.#setRound(step, from.d, from.e);
    return this.#goTo(step.next, at);
  }

  #pushBack(
    kind: "repeatBack" | "repeatAnew",
    step: RepeatStep,
    from: Frame,
    at: number,
    count: number,
    length: number,
  ): void {
    const frame = this.#push(kind, step, at);
    frame.a = count;
    frame.b = length;
    frame.c = from.c;
    frame.d = from.d;
    frame.e = from.e;
  }

  /** What followed the rounds did not match. */
  #roundBack(step: RepeatStep, frame: Frame): boolean {
    const at = frame.at - frame.b;
    this.#setRound(step, at - frame.b, at);
    return this.#giveBack(step, frame, at, frame.a - 1, frame.b);
  }

  /** A round did not match. */
  #noRound(step: RepeatStep, frame: Frame): boolean {
    switch (frame.kind) {
      case "repeatLeast":
      case "repeatOnce":
        return false;
      case "repeatMore":
        return this.#giveBack(step, frame, frame.at, frame.a, frame.b);
      default:
        return this.#goTo(step.next, frame.at);
    }
  }
}

function isGroupStep(step: Step | undefined): step is RepeatStep {
  return step?.op === "repeat" && step.isGroup;
}
