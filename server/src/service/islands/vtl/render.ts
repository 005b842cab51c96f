// Runs a template: what it prints, or why it does not end well.
// Invariant: total and bounded: every path costs steps, depth or size, and each of them has a limit.
import type { Span } from "../../text/span";
import { BreakSignal, DirectiveRunner } from "./directiveRunner";
import { TooDeep, TooLarge } from "./java/cost";
import { JavaThrow, type Value } from "./java/value";
import {
  DEFAULT_LIMITS,
  FailSignal,
  type RenderLimits,
  type RenderOutcome,
  StopSignal,
  stopMessage,
} from "./outcome";
import type { ParsedTemplate } from "./parse";
import { refusedFor } from "./problem";
import { TemplateVariables } from "./variables";

export interface RenderOptions {
  /** `plain` is Velocity 1.7 alone; in API Gateway a reference without a value is the empty text. */
  readonly mode: "plain" | "aws";
  readonly variables: Iterable<readonly [string, Value]>;
  readonly limits?: Partial<RenderLimits>;
}

export function renderVtl(parsed: ParsedTemplate, source: string, options: RenderOptions): RenderOutcome {
  const problem = refusedFor(parsed.problems);
  if (problem !== undefined) {
    return {
      kind: "failed",
      exception: problem.velocity.exception,
      message: problem.message,
      span: problem.span,
      position: problem.velocity.position,
      output: "",
    };
  }
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const runner = new DirectiveRunner(source, options.mode === "aws", limits);
  const variables = new TemplateVariables(options.variables);
  try {
    runner.define(parsed.template.macros);
    runner.children(parsed.template.children, variables);
  } catch (thrown) {
    // Ending the template early is no error.
    if (!(thrown instanceof BreakSignal)) return ended(thrown, runner, limits);
  }
  return { kind: "rendered", output: runner.output };
}

function ended(thrown: unknown, runner: DirectiveRunner, limits: RenderLimits): RenderOutcome {
  const { output } = runner;
  const stopped = (reason: StopSignal["reason"], span: Span | undefined): RenderOutcome => ({
    kind: "stopped",
    reason,
    message: stopMessage(reason, limits),
    output,
    span,
  });
  if (thrown instanceof StopSignal) return stopped(thrown.reason, thrown.span);
  if (thrown instanceof TooDeep) return stopped("nesting", undefined);
  if (thrown instanceof TooLarge) return stopped("size", undefined);
  if (thrown instanceof FailSignal) {
    const { exception, message, span, position } = thrown;
    return { kind: "failed", exception, message, span, position, output };
  }
  if (thrown instanceof JavaThrow) {
    const exception = thrown.exception.slice(thrown.exception.lastIndexOf(".") + 1);
    const message = `A value could not be read: ${thrown.exception}.`;
    return { kind: "failed", exception, message, span: undefined, position: undefined, output };
  }
  throw thrown;
}
