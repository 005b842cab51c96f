// The variables of a running template: those of the template, and those of each macro that is being run.
// Invariant: names are looked up in `Map`s only; an argument of a macro is computed anew each time it is read.
import type { Value } from "./java/value";
import type { Expression } from "./tree";

/** What a variable may hold: a value, or a body of `#define` or of a block call that renders where it is printed. */
export interface Variables {
  get(name: string): Value;
  put(name: string, value: Value): void;
  remove(name: string): void;
  /** What a reference without a value prints instead, when it is an argument of a macro. */
  literalFor(nullText: string): string | undefined;
}

export class TemplateVariables implements Variables {
  readonly #values: Map<string, Value>;

  constructor(values: Iterable<readonly [string, Value]>) {
    this.#values = new Map(values);
  }

  get(name: string): Value {
    return this.#values.get(name) ?? null;
  }

  put(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  remove(name: string): void {
    this.#values.delete(name);
  }

  literalFor(): string | undefined {
    return undefined;
  }
}

export interface MacroArgument {
  readonly expression: Expression;
  /** Computes it where the macro is called. */
  readonly read: () => Value;
}

export class MacroVariables implements Variables {
  readonly #outer: Variables;
  readonly #local = new Map<string, Value>();
  readonly #arguments = new Map<string, MacroArgument>();
  readonly #literals = new Map<string, string>();

  constructor(outer: Variables) {
    this.#outer = outer;
  }

  passValue(name: string, value: Value): void {
    this.#local.set(name, value);
  }

  passArgument(name: string, argument: MacroArgument, literal: string): void {
    this.#arguments.set(name, argument);
    this.#literals.set(`$${name}`, literal);
  }

  get(name: string): Value {
    const local = this.#local.get(name) ?? null;
    if (local !== null) return local;
    const argument = this.#arguments.get(name);
    return argument === undefined ? this.#outer.get(name) : argument.read();
  }

  put(name: string, value: Value): void {
    this.#local.set(name, value);
    this.#outer.put(name, value);
  }

  remove(name: string): void {
    this.#local.delete(name);
    this.#arguments.delete(name);
    this.#outer.remove(name);
  }

  literalFor(nullText: string): string | undefined {
    return this.#literals.get(nullText) ?? this.#outer.literalFor(nullText);
  }
}

/** While `#foreach` stands at a null, its variable is null, whatever the variable was outside. */
export class NullVariables implements Variables {
  readonly #outer: Variables;
  readonly #name: string;
  #active = true;

  constructor(outer: Variables, name: string) {
    this.#outer = outer;
    this.#name = name;
  }

  get(name: string): Value {
    return this.#active && name === this.#name ? null : this.#outer.get(name);
  }

  put(name: string, value: Value): void {
    if (name === this.#name && value === null) this.#active = true;
    this.#outer.put(name, value);
  }

  remove(name: string): void {
    if (name === this.#name) this.#active = false;
    this.#outer.remove(name);
  }

  literalFor(nullText: string): string | undefined {
    return this.#outer.literalFor(nullText);
  }
}
