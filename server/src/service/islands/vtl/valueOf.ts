// The value of one expression: where a run of its template first comes to it, or by itself with given variables.
// Invariant: as total and bounded as a run; an end that has no value, of whatever kind, is `undefined`.
import { BreakSignal, DirectiveRunner } from "./directiveRunner";
import { TooDeep, TooLarge } from "./java/cost";
import { JavaThrow, type Value } from "./java/value";
import { DEFAULT_LIMITS, FailSignal, type RenderLimits, StopSignal } from "./outcome";
import type { ParsedTemplate } from "./parse";
import { refusedFor } from "./problem";
import type { Expression, Reference } from "./tree";
import { TemplateVariables, type Variables } from "./variables";

/** Somebody waits for it with the mouse still, so it is given up sooner than a preview is. */
const LIMITS: RenderLimits = { ...DEFAULT_LIMITS, steps: 30_000, output: 100_000, memory: 4_000_000 };

export interface Wanted {
  /** A node of the template's own tree. */
  readonly expression: Expression;
  /** After so many steps of a reference, in place of all. */
  readonly steps?: number | undefined;
}

/** `null` where Velocity finds no value there; in a loop that of its first round. */
export function valueWhereRun(
  { template, problems }: ParsedTemplate,
  source: string,
  variables: Iterable<readonly [string, Value]>,
  wanted: Wanted,
): Value | undefined {
  if (refusedFor(problems) !== undefined) {
    return undefined;
  }
  const runner = new Watching(source, wanted);
  return ending(() => {
    runner.define(template.macros);
    runner.children(template.children, new TemplateVariables(variables));
    return undefined;
  });
}

/** `given`: what a variable holds; null where nothing is known of it. */
export function valueByItself(
  expression: Expression,
  source: string,
  given: (name: string) => Value,
): Value | undefined {
  const runner = new Watching(source, undefined);
  const variables = new GivenVariables(given);
  return ending(() =>
    expression.kind === "reference"
      ? runner.reach(expression, variables)
      : runner.value(expression, variables),
  );
}

/** An expression alone sets none. */
class GivenVariables extends TemplateVariables {
  readonly #given: (name: string) => Value;

  constructor(given: (name: string) => Value) {
    super([]);
    this.#given = given;
  }

  override get(name: string): Value {
    return this.#given(name);
  }
}

class Reached {
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}

class Watching extends DirectiveRunner {
  readonly #wanted: Wanted | undefined;

  constructor(source: string, wanted: Wanted | undefined) {
    super(source, true, LIMITS);
    this.#wanted = wanted;
  }

  reach(reference: Reference, variables: Variables): Value {
    return super.found(reference, variables);
  }

  override value(expression: Expression, variables: Variables): Value {
    const isWanted = expression === this.#wanted?.expression && expression.kind !== "reference";
    const value = super.value(expression, variables);
    if (isWanted) throw new Reached(value);
    return value;
  }

  protected override found(reference: Reference, variables: Variables): Value {
    if (reference !== this.#wanted?.expression) return super.found(reference, variables);
    const steps = reference.steps.slice(0, this.#wanted.steps);
    throw new Reached(super.found({ ...reference, steps }, variables));
  }
}

function ending(run: () => Value | undefined): Value | undefined {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof Reached) return thrown.value;
    if (ENDS.some((end) => thrown instanceof end)) return undefined;
    throw thrown;
  }
}

const ENDS = [BreakSignal, FailSignal, JavaThrow, StopSignal, TooDeep, TooLarge];
