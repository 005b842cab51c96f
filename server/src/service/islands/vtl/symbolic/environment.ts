// What is known of variables and of conditions at one place of a run: a character for each, in the order of `Slots`.
// Invariant: it never changes, and the same knowledge is the same object, so that ways are compared at once.
import { type Expression, literalOf } from "../tree";
import { type AbstractValue, ANY, given, keyOf } from "./abstractValue";

/** Slots from the first to before the last, ascending: what lies side by side is read and written at once. */
export type Stretches = readonly (readonly [from: number, to: number])[];

const UNKNOWN = "\0";
const HOLDS = "\x01";
const FAILS = "\x02";

/** The variables that a template sets, and behind them the conditions that it asks. */
export class Slots {
  readonly #variables = new Map<string, number>();
  readonly #conditions = new Map<string, number>();
  readonly #assignments = new Map<string, Assignment>();
  readonly #values: AbstractValue[] = [];
  readonly #characters = new Map<string, string>();
  readonly #environments = new Map<string, Environment>();
  /** What is known before anything was set or asked. */
  readonly begin: Environment;

  constructor(names: Iterable<string>, conditions: Iterable<string>) {
    for (const name of names) {
      if (!this.#variables.has(name)) this.#variables.set(name, this.#variables.size);
    }
    for (const condition of conditions) {
      if (!this.#conditions.has(condition)) this.#conditions.set(condition, this.size);
    }
    const initial = [...this.#variables.keys()].map((name) => this.characterOf(given(name))).join("");
    this.begin = this.environment(initial + UNKNOWN.repeat(this.#conditions.size));
  }

  get size(): number {
    return this.#variables.size + this.#conditions.size;
  }

  get conditions(): number {
    return this.#conditions.size;
  }

  /** Nothing for a variable that the template never sets. */
  variable(name: string): number | undefined {
    return this.#variables.get(name);
  }

  /** Nothing for a condition that no `#if` asks. */
  condition(key: string): number | undefined {
    return this.#conditions.get(key);
  }

  /** The same for the same names. */
  assignment(names: readonly string[]): Assignment {
    const key = names.join(" ");
    let assignment = this.#assignments.get(key);
    if (assignment === undefined) {
      assignment = this.#assignmentOf(names);
      this.#assignments.set(key, assignment);
    }
    return assignment;
  }

  #assignmentOf(names: readonly string[]): Assignment {
    const places = new Map<number, number>();
    for (const [at, name] of names.entries()) {
      const slot = this.#variables.get(name);
      if (slot !== undefined) places.set(slot, at);
    }
    const variables = [...places].sort(([a], [b]) => a - b);
    const conditions: number[] = [];
    for (const [key, slot] of this.#conditions) {
      if (names.some((name) => key.includes(name))) conditions.push(slot);
    }
    return {
      names,
      variables: stretchesOf(variables.map(([slot]) => slot)),
      conditions: stretchesOf(conditions),
      stretches: stretchesOf([...variables.map(([slot]) => slot), ...conditions]),
      order: variables.map(([, at]) => at),
      forgotten: UNKNOWN.repeat(conditions.length),
    };
  }

  /** The names of the variables among some slots. */
  variablesIn(stretches: Stretches): readonly string[] {
    const isAmong = (slot: number) => stretches.some(([from, to]) => from <= slot && slot < to);
    return [...this.#variables].filter(([, slot]) => isAmong(slot)).map(([name]) => name);
  }

  characterOf(value: AbstractValue): string {
    const key = keyOf(value);
    let character = this.#characters.get(key);
    if (character === undefined) {
      character = String.fromCharCode(this.#values.push(value) - 1);
      this.#characters.set(key, character);
    }
    return character;
  }

  valueOf(character: number): AbstractValue | undefined {
    return this.#values[character];
  }

  environment(text: string): Environment {
    let environment = this.#environments.get(text);
    if (environment === undefined) {
      environment = new Environment(this, text);
      this.#environments.set(text, environment);
    }
    return environment;
  }

  withoutAssumptions({ text }: Environment): Environment {
    return this.environment(text.slice(0, this.#variables.size) + UNKNOWN.repeat(this.#conditions.size));
  }
}

/** Variables that are given their values at once, after which nothing is known of the conditions that mention them. */
export interface Assignment {
  readonly names: readonly string[];
  readonly variables: Stretches;
  readonly conditions: Stretches;
  /** Of both. */
  readonly stretches: Stretches;
  /** Which of the values goes into the first slot of the variables, the second, and so on. */
  readonly order: readonly number[];
  /** What is written into the slots of the conditions. */
  readonly forgotten: string;
}

export class Environment {
  readonly #slots: Slots;
  readonly text: string;

  constructor(slots: Slots, text: string) {
    this.#slots = slots;
    this.text = text;
  }

  get(name: string): AbstractValue {
    const slot = this.#slots.variable(name);
    return (slot === undefined ? undefined : this.#slots.valueOf(this.text.charCodeAt(slot))) ?? given(name);
  }

  assumed(condition: string): boolean | undefined {
    const slot = this.#slots.condition(condition);
    const character = slot === undefined ? UNKNOWN : this.text.charAt(slot);
    return character === UNKNOWN ? undefined : character === HOLDS;
  }

  assuming(condition: string, holds: boolean): Environment {
    const slot = this.#slots.condition(condition);
    return slot === undefined ? this : this.put([[slot, slot + 1]], holds ? HOLDS : FAILS);
  }

  with(name: string, value: AbstractValue): Environment {
    return this.assign(this.#slots.assignment([name]), [value]);
  }

  assign({ stretches, order, forgotten }: Assignment, values: readonly AbstractValue[]): Environment {
    let characters = "";
    for (const at of order) characters += this.#slots.characterOf(values[at] ?? ANY);
    return this.put(stretches, characters + forgotten);
  }

  /** The variables as they are in another one. */
  restore({ stretches, variables, forgotten }: Assignment, from: Environment): Environment {
    return this.put(stretches, from.at(variables) + forgotten);
  }

  /** The same with these slots as they are in another one. */
  takeOver(stretches: Stretches, from: Environment): Environment {
    return stretches.length === 0 ? this : this.put(stretches, from.at(stretches));
  }

  /** What is known of some slots. */
  at(stretches: Stretches): string {
    const [first] = stretches;
    if (first === undefined) return "";
    if (stretches.length === 1) return this.text.slice(first[0], first[1]);
    let found = "";
    for (const [from, to] of stretches) found += this.text.slice(from, to);
    return found;
  }

  /** The same with something else in these slots. */
  put(stretches: Stretches, characters: string): Environment {
    if (this.at(stretches) === characters) return this;
    let text = "";
    let rest = 0;
    let taken = 0;
    for (const [from, to] of stretches) {
      text += this.text.slice(rest, from) + characters.slice(taken, taken + to - from);
      taken += to - from;
      rest = to;
    }
    return this.#slots.environment(text + this.text.slice(rest));
  }
}

/** Of slots that differ. */
export function stretchesOf(slots: Iterable<number>): Stretches {
  const stretches: [number, number][] = [];
  const ascending = [...slots];
  if (ascending.length > 1) ascending.sort((a, b) => a - b);
  for (const slot of ascending) {
    const last = stretches.at(-1);
    if (last?.[1] === slot) last[1]++;
    else stretches.push([slot, slot + 1]);
  }
  return stretches;
}

/** What is asked when a condition is asked, and whether it is asked for its opposite. */
export function askedBy(condition: Expression): { readonly asked: Expression; readonly turned: boolean } {
  let asked = condition;
  let turned = false;
  while (asked.kind === "not" || asked.kind === "group") {
    turned = asked.kind === "not" ? !turned : turned;
    asked = asked.kind === "not" ? asked.operand : asked.expression;
  }
  return { asked, turned };
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
      return literalOf(condition).trim();
    default:
      return `${condition.kind}@${condition.span.start}`;
  }
}
