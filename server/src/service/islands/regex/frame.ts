// What the matcher comes back to: another way to go on, a value to restore, or a part matched by itself.
import type { Step } from "./program";

export type FrameKind =
  /** Goes on at a step and place. */
  | "retry"
  /** Gives a local its value back. */
  | "local"
  /** Gives a group its value back. */
  | "group"
  | "choose"
  | "run"
  | "loopBody"
  | "loopNext"
  /** From here on a part is matched by itself, asked for by… */
  | "optional"
  | "look"
  | "repeatLeast"
  | "repeatAll"
  | "repeatOnce"
  | "repeatFirst"
  | "repeatMore"
  /** …and these again are ways to go on. */
  | "optionalLater"
  | "repeatLater"
  | "repeatBack"
  | "repeatAnew";

/** One shape for all of them, for the sake of speed; what `a` to `e` are is known to who pushes and pops. */
export class Frame {
  readonly kind: FrameKind;
  readonly step: Step | undefined;
  readonly at: number;
  readonly depth: number;
  caller = -1;
  a = 0;
  b = 0;
  c = 0;
  d = 0;
  e = 0;

  constructor(kind: FrameKind, step: Step | undefined, at: number, depth: number) {
    this.kind = kind;
    this.step = step;
    this.at = at;
    this.depth = depth;
  }
}
