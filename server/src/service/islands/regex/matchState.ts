// One attempt to match one input: where it is, what the groups hold, and what it can come back to.
// Invariant: `caller` is the index of the innermost frame that waits for a part to be matched by itself.
import { Frame, type FrameKind } from "./frame";
import type { Program, Step } from "./program";

export class MatchState {
  readonly program: Program;
  readonly input: string;
  /** Start and end of each group, -1 where it has matched nothing. */
  readonly groups: number[];
  readonly locals: number[];
  /** Where the loops that remember have failed. */
  readonly failed: readonly Set<number>[];
  readonly frames: Frame[] = [];
  caller = -1;
  step: Step | undefined;
  at = 0;
  /** Where the latest part that was matched by itself ended. */
  last = 0;
  /** Where the lookbehind that is being matched must end. */
  behindTo = 0;
  /** How many calls Java would be in, now and at most. */
  depth = 0;
  deepest = 0;
  steps = 0;
  isDone = false;
  /** Where the match begins. */
  start = 0;
  /** Whether it has to end where the input does. */
  readonly isWhole: boolean;
  /** Where the match before this one ended: `\G`. */
  readonly lastMatchEnd: number;

  constructor(program: Program, input: string, isWhole = true, lastMatchEnd = 0) {
    this.program = program;
    this.input = input;
    this.isWhole = isWhole;
    this.lastMatchEnd = lastMatchEnd;
    this.groups = new Array<number>(2 * Math.max(program.groupCount + 1, 10)).fill(-1);
    this.locals = new Array<number>(program.localCount).fill(-1);
    this.failed = Array.from({ length: program.memoCount }, () => new Set<number>());
    this.step = program.start;
  }

  /** Tries again from another place; what loops remember stays true. */
  restart(at: number): void {
    this.start = at;
    this.depth = 0;
    this.goTo(this.program.start, at);
  }

  goTo(step: Step | undefined, at: number): true {
    this.step = step;
    this.at = at;
    return true;
  }

  push(kind: FrameKind, step: Step | undefined, at: number): Frame {
    const frame = new Frame(kind, step, at, this.depth);
    this.frames.push(frame);
    return frame;
  }

  /** Matches a part by itself: `accept` comes back to the frame, and so does running out of ways. */
  call(kind: FrameKind, step: Step, atom: Step, at: number, from = at): Frame {
    const frame = this.push(kind, step, at);
    frame.caller = this.caller;
    this.caller = this.frames.length - 1;
    this.goTo(atom, from);
    return frame;
  }

  setLocal(local: number, value: number): void {
    const frame = this.push("local", undefined, 0);
    frame.a = local;
    frame.b = this.locals[local] ?? -1;
    this.locals[local] = value;
  }

  setGroup(group: number, start: number, end: number): void {
    this.groups[2 * group] = start;
    this.groups[2 * group + 1] = end;
  }

  keepGroup(group: number): void {
    const frame = this.push("group", undefined, 0);
    frame.a = group;
    frame.b = this.groups[2 * group] ?? -1;
    frame.c = this.groups[2 * group + 1] ?? -1;
  }

  /**
   * Drops the frames above one, as when Java's calls return with success: locals get their old values, groups keep
   * their new ones, and a repeated group sets once more what it held.
   */
  unwindTo(length: number): void {
    for (let frame = this.frames.at(-1); frame !== undefined && this.frames.length > length; ) {
      if (frame.kind === "local") {
        this.locals[frame.a] = frame.b;
      } else if (
        frame.kind === "repeatBack" &&
        frame.step?.op === "repeat" &&
        frame.step.group !== undefined
      ) {
        this.setGroup(frame.step.group, frame.at - frame.b, frame.at);
      }
      this.frames.pop();
      frame = this.frames.at(-1);
    }
  }
}
