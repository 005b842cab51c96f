// What is known of variables and of conditions at one place of a run.
// Invariant: it never changes; what was assumed of a condition is forgotten once a variable in it is set.
import type { Expression } from "../tree";
import { type AbstractValue, ANY, keyOf } from "./abstractValue";

export class Environment {
  readonly #values: ReadonlyMap<string, AbstractValue>;
  readonly #assumed: ReadonlyMap<string, boolean>;
  #key: string | undefined;

  constructor(
    values: ReadonlyMap<string, AbstractValue> = new Map(),
    assumed: ReadonlyMap<string, boolean> = new Map(),
  ) {
    this.#values = values;
    this.#assumed = assumed;
  }

  /** How many entries a change of it copies. */
  get size(): number {
    return this.#values.size + this.#assumed.size;
  }

  /** Nothing for a name that the template has not set so far. */
  get(name: string): AbstractValue | undefined {
    return this.#values.get(name);
  }

  with(name: string, value: AbstractValue): Environment {
    return this.withAll([[name, value]]);
  }

  withAll(entries: readonly (readonly [string, AbstractValue])[]): Environment {
    const values = new Map(this.#values);
    for (const [name, value] of entries) values.set(name, value);
    if (this.#assumed.size === 0) return new Environment(values, this.#assumed);
    const kept = [...this.#assumed].filter(
      ([condition]) => !entries.some(([name]) => condition.includes(name)),
    );
    return new Environment(values, new Map(kept));
  }

  /** A member of it was changed. */
  withChanged(name: string): Environment {
    return this.with(name, ANY);
  }

  names(): Iterable<string> {
    return this.#values.keys();
  }

  assumed(condition: string): boolean | undefined {
    return this.#assumed.get(condition);
  }

  assuming(condition: string, holds: boolean): Environment {
    return new Environment(this.#values, new Map(this.#assumed).set(condition, holds));
  }

  withoutAssumptions(): Environment {
    return this.#assumed.size === 0 ? this : new Environment(this.#values);
  }

  get key(): string {
    this.#key ??= [
      ...[...this.#values].map(([name, value]) => `${name}=${keyOf(value)}`),
      ...[...this.#assumed].map(([condition, holds]) => `${holds}:${condition}`),
    ]
      .sort()
      .join("\n");
    return this.#key;
  }
}

/** The same for conditions that are written the same. */
export function conditionKey(condition: Expression): string {
  switch (condition.kind) {
    case "operation": {
      const rest = condition.rest.map(({ operator, operand }) => `${operator}${conditionKey(operand)}`);
      return `(${conditionKey(condition.first)}${rest.join("")})`;
    }
    case "not":
      return `!${conditionKey(condition.operand)}`;
    case "group":
      return conditionKey(condition.expression);
    case "reference":
    case "string":
    case "integer":
    case "float":
    case "boolean":
      return condition.literal.trim();
    default:
      return `${condition.kind}@${condition.span.start}`;
  }
}
