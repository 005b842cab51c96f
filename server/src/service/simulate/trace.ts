// What happened on the way from the backend to the client, step by step, in words.
// Invariant: each step says how sure it is; what no answer of the service proves is never told as certain.
import { Lines } from "../text/lines";
import type { Evidence } from "../vocabulary/entry";

export type Stage =
  | "request"
  | "select"
  | "headers"
  | "convert"
  | "template"
  | "render"
  | "override"
  | "deliver";

export interface Step {
  readonly stage: Stage;
  /** Full sentences. */
  readonly says: string;
  readonly evidence: Evidence;
  /** Something that its author surely did not want. */
  readonly isFault: boolean;
}

export class Trace {
  readonly steps: Step[] = [];

  say(stage: Stage, says: string, evidence: Evidence = "documented"): void {
    this.steps.push({ stage, says, evidence, isFault: false });
  }

  warn(stage: Stage, says: string, evidence: Evidence = "documented"): void {
    this.steps.push({ stage, says, evidence, isFault: true });
  }
}

const LONGEST = 80;

/** A text of somebody's between quotation marks, in one line and not too long. */
export function quoted(text: string): string {
  const line = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return `“${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}”`;
}

/** A place as people count it. */
export function placeIn(text: string, offset: number): string {
  const { line, column } = new Lines(text).positionAt(offset);
  return `line ${line + 1}, column ${column + 1}`;
}

export function endedWithStop(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
