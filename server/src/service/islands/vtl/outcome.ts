// What becomes of a template that is run.
// Invariant: every end is one of three, and each that is no success says why.
import type { Span } from "../../text/span";
import type { VelocityPosition } from "./velocityPosition";

export type RenderOutcome = Rendered | Stopped | Failed;

export interface Rendered {
  readonly kind: "rendered";
  readonly output: string;
}

export type StopReason =
  /** More steps than a preview takes. */
  | "steps"
  /** More output, or a larger value, than is kept. */
  | "size"
  /** More text and lists, all that were made counted, than a preview may hold. */
  | "memory"
  /** More iterations of one `#foreach` than API Gateway allows. */
  | "loop"
  | "nesting"
  /** The result depends on a hole of the text. */
  | "unknown";

/** The renderer gave up, not Velocity. */
export interface Stopped {
  readonly kind: "stopped";
  readonly reason: StopReason;
  readonly message: string;
  /** What had been printed until then. */
  readonly output: string;
  readonly span: Span | undefined;
}

/** Velocity would throw. */
export interface Failed {
  readonly kind: "failed";
  readonly exception: string;
  readonly message: string;
  readonly span: Span | undefined;
  readonly position: VelocityPosition | undefined;
  readonly output: string;
}

export interface RenderLimits {
  readonly steps: number;
  readonly output: number;
  /** In characters; an item of a list counts as several. */
  readonly memory: number;
  readonly loop: number;
  readonly nesting: number;
}

export const DEFAULT_LIMITS: RenderLimits = {
  steps: 300_000,
  output: 1_000_000,
  memory: 40_000_000,
  loop: 1000,
  nesting: 400,
};

/** Thrown inside the renderer to end a run; the renderer turns it into an outcome. */
export class StopSignal {
  readonly reason: StopReason;
  readonly span: Span | undefined;

  constructor(reason: StopReason, span: Span | undefined) {
    this.reason = reason;
    this.span = span;
  }
}

export class FailSignal {
  readonly exception: string;
  readonly message: string;
  readonly span: Span | undefined;
  /** The line and column that Velocity's exception carries, where it carries them. */
  readonly position: VelocityPosition | undefined;

  constructor(
    exception: string,
    message: string,
    span: Span | undefined,
    position: VelocityPosition | undefined,
  ) {
    this.exception = exception;
    this.message = message;
    this.span = span;
    this.position = position;
  }
}

export function stopMessage(reason: StopReason, limits: RenderLimits): string {
  switch (reason) {
    case "steps":
      return `Stopped after ${limits.steps} steps. API Gateway would go on until its own limits are reached.`;
    case "size":
      return `Stopped after ${limits.output} characters, or at a value that is larger than that.`;
    case "memory":
      return "Stopped where the texts and lists that the template made came to more than a preview keeps. Make fewer of them, or shorter ones.";
    case "loop":
      return `Stopped after ${limits.loop} iterations: API Gateway allows a #foreach no more than that.`;
    case "nesting":
      return `Stopped at a nesting of ${limits.nesting} levels. Make the template or its values less deep.`;
    case "unknown":
      return "Stopped where the result depends on a value that is only known at deployment.";
  }
}
