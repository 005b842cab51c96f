// What a JSONPath finds, as Jayway JsonPath 2.4 follows it: one value for a definite path, else a list of all results.
// Invariant: bounded: a path visits a limited number of places, or gives up with `TooLarge`.
import { type Cost, TooLarge } from "../vtl/java/cost";
import { readJson } from "../vtl/java/json";
import { JavaNumber } from "../vtl/java/number";
import { JavaList, JavaMap, JavaThrow, textOf, type Value } from "../vtl/java/value";
import {
  type CompiledPath,
  definiteTokens,
  type PathArgument,
  type PathFunction,
  type PathToken,
} from "./compiledPath";
import { holdsCondition } from "./holdsCondition";

/** A value, `missing` where Jayway throws `PathNotFoundException`. */
export type PathResult = { readonly kind: "found"; readonly value: Value } | { readonly kind: "missing" };

const MOST_VISITS = 200_000;
/** A place is looked at in less time than a step of a search takes. */
const COINS_A_VISIT = 0.25;
/** Steps of a path, each of which stands on the one before. */
const LONGEST = 1000;

/** Whether what a path looks for has to be there: a filter that asks whether a path exists wants it so. */
export interface PathOptions {
  readonly required: boolean;
}

/** What the walks through one document share. */
export interface PathRun {
  readonly root: Value;
  readonly cost: Cost;
  /** Counts a place that is looked at. */
  visit(): void;
}

export function evaluateJsonPath(path: CompiledPath, root: Value, cost: Cost = freely()): PathResult {
  let visits = 0;
  const visit = () => {
    if (++visits > MOST_VISITS) throw new TooLarge();
  };
  try {
    return followPath(path, root, { root, cost, visit }, { required: false });
  } finally {
    cost.spend(visits * COINS_A_VISIT);
  }
}

/** For those who render nothing and have no steps to charge. */
function freely(): Cost {
  let left = 1_000_000;
  return {
    get left() {
      return left;
    },
    spend: (amount) => {
      left -= amount;
      if (left < 0) throw new TooLarge();
    },
    make: () => undefined,
    giveUp: () => {
      throw new TooLarge();
    },
  };
}

export function followPath(path: CompiledPath, from: Value, run: PathRun, options: PathOptions): PathResult {
  const walk = new PathWalk(path.tokens, run, options);
  try {
    walk.step(0, from);
  } catch (thrown) {
    if (thrown instanceof Missing) return { kind: "missing" };
    throw thrown;
  }
  const { results } = walk;
  if (!walk.isDefinite) {
    return { kind: "found", value: new JavaList(results, "net.minidev.json.JSONArray") };
  }
  const last = results.at(-1);
  return last === undefined ? { kind: "missing" } : { kind: "found", value: last };
}

class Missing {}

class PathWalk {
  readonly results: Value[] = [];
  readonly #tokens: readonly PathToken[];
  readonly #run: PathRun;
  readonly #options: PathOptions;
  readonly #definite: readonly boolean[];
  /** Before each token: whether all that come before it are definite. */
  readonly #upstream: readonly boolean[];

  constructor(tokens: readonly PathToken[], run: PathRun, options: PathOptions) {
    this.#tokens = tokens;
    this.#run = run;
    this.#options = options;
    this.#definite = definiteTokens(tokens);
    let upstream = true;
    this.#upstream = this.#definite.map((definite) => {
      const before = upstream;
      upstream &&= definite;
      return before;
    });
  }

  get isDefinite(): boolean {
    return this.#definite.every((definite) => definite);
  }

  /** Takes the token at an index, or keeps the value where none is left. */
  step(at: number, value: Value): void {
    this.#run.visit();
    if (at > LONGEST) throw new TooLarge();
    const token = this.#tokens[at];
    switch (token?.kind) {
      case undefined:
        this.results.push(value);
        return;
      case "property":
        this.#properties(at, token.names, value);
        return;
      case "index":
      case "slice":
        this.#positions(at, token, value);
        return;
      case "wildcard":
        this.#each(at, value);
        return;
      case "scan":
        this.#scan(at + 1, value, 0);
        return;
      case "filter":
        this.#filter(at, token, value);
        return;
      case "function": {
        const result = applied(token.name, value, this.#given(token.args));
        this.results.push(result);
        if (at + 1 < this.#tokens.length) this.step(at + 1, result);
        return;
      }
    }
  }

  /** An argument that is not there is as if the whole path were not. */
  #given(args: readonly PathArgument[]): readonly Value[] {
    return args.map((arg) => {
      if (arg.kind === "json") return readJson(arg.text)?.value ?? null;
      const found = followPath(arg.path, this.#run.root, this.#run, { required: false });
      if (found.kind === "missing") throw new Missing();
      return found.value;
    });
  }

  #properties(at: number, names: readonly string[], value: Value): void {
    if (!(value instanceof JavaMap)) {
      if (this.#upstream[at]) throw new Missing();
      return;
    }
    if (names.length > 1 && at === this.#tokens.length - 1) {
      const present = names.filter((name) => value.entry(name) !== undefined);
      if (present.length < names.length && this.#options.required) throw new Missing();
      this.results.push(JavaMap.of(present.map((name) => [name, value.get(name)] as const)));
      return;
    }
    for (const name of names) this.#property(at, name, value);
  }

  #property(at: number, name: string, map: JavaMap): void {
    const entry = map.entry(name);
    if (entry !== undefined) {
      this.step(at + 1, entry.value);
      return;
    }
    const isLeaf = at === this.#tokens.length - 1;
    const isSure = !isLeaf && this.#upstream[at] && this.#definite[at];
    if (this.#options.required || isSure) throw new Missing();
  }

  #positions(at: number, token: PathToken & { readonly kind: "index" | "slice" }, value: Value): void {
    if (!(value instanceof JavaList)) {
      if (this.#upstream[at]) throw new Missing();
      return;
    }
    const { size: length } = value;
    for (const index of token.kind === "index" ? token.indexes : sliced(token, length)) {
      this.#position(at, index, value);
    }
  }

  #position(at: number, index: number, { items }: JavaList): void {
    const item = items[index < 0 ? items.length + index : index];
    if (item !== undefined) this.step(at + 1, item);
  }

  #each(at: number, value: Value): void {
    if (value instanceof JavaMap) {
      for (const entry of value.entries()) this.step(at + 1, entry.value);
    } else if (value instanceof JavaList) {
      for (const item of value.items) this.#itemOfEach(at, item);
    }
  }

  /** A place that is missing behind one item of a list keeps no other from being looked at. */
  #itemOfEach(at: number, item: Value): void {
    try {
      this.step(at + 1, item);
    } catch (thrown) {
      if (!(thrown instanceof Missing) || this.#options.required) throw thrown;
    }
  }

  #filter(at: number, token: PathToken & { readonly kind: "filter" }, value: Value): void {
    if (value instanceof JavaMap) {
      if (holdsCondition(token.condition, value, this.#run)) this.step(at + 1, value);
    } else if (value instanceof JavaList) {
      for (const [index, item] of value.items.entries()) {
        if (holdsCondition(token.condition, item, this.#run)) this.#position(at, index, value);
      }
    } else if (this.#upstream[at]) {
      throw new JavaThrow(
        "com.jayway.jsonpath.InvalidPathException",
        "A filter can not be applied to primitives.",
      );
    }
  }

  /** Below a list that fits, a token with more behind it is passed over: Jayway goes on with the items. */
  #scan(at: number, value: Value, depth: number): void {
    if (depth > 400) throw new TooLarge();
    this.#run.visit();
    if (value instanceof JavaMap) {
      if (this.#fits(at, value)) this.step(at, value);
      for (const entry of value.entries()) this.#scan(at, entry.value, depth + 1);
    } else if (value instanceof JavaList) {
      if (this.#fits(at, value)) {
        if (at === this.#tokens.length - 1) this.step(at, value);
        else for (const item of value.items) this.step(at + 1, item);
      }
      for (const item of value.items) this.#scan(at, item, depth + 1);
    }
  }

  #fits(at: number, value: JavaMap | JavaList): boolean {
    const token = this.#tokens[at];
    switch (token?.kind) {
      case "property":
        return (
          value instanceof JavaMap &&
          (!this.#definite[at] || token.names.every((name) => value.entry(name) !== undefined))
        );
      case "index":
      case "slice":
        return value instanceof JavaList;
      case "wildcard":
        return true;
      case "filter":
        return holdsCondition(token.condition, value, this.#run);
      default:
        return false;
    }
  }
}

/** With both bounds a negative one is taken as it is, with one alone it counts from the end. */
function sliced({ from, to }: PathToken & { readonly kind: "slice" }, length: number): readonly number[] {
  const counted = (bound: number) => (bound < 0 ? bound + length : bound);
  if (from !== undefined && to !== undefined) return between(from, Math.min(length, to));
  if (from !== undefined) return between(Math.max(0, counted(from)), length);
  return between(0, Math.min(length, counted(to ?? 0)));
}

function between(from: number, to: number): readonly number[] {
  const length = Math.max(0, to - from);
  if (length > MOST_VISITS) throw new TooLarge();
  return Array.from({ length }, (_, index) => from + index);
}

/** What a function makes of a value and of its arguments: lists among these are not taken apart. */
function applied(name: PathFunction | undefined, value: Value, args: readonly Value[]): Value {
  if (name === undefined)
    throw new JavaThrow("com.jayway.jsonpath.InvalidPathException", "There is no such function.");
  const items = value instanceof JavaList ? value.items : undefined;
  switch (name) {
    case "length":
    case "size":
      if (items !== undefined) return JavaNumber.int(items.length);
      return value instanceof JavaMap ? JavaNumber.int(value.size) : null;
    case "append":
      if (!(value instanceof JavaList) || args.length === 0) return value;
      return new JavaList([...value.items, ...args], value.className);
    case "concat": {
      const own = (items ?? []).filter((item) => typeof item === "string");
      return [...own, ...args.filter((arg) => arg !== null).map((arg) => textOf(arg))].join("");
    }
    default:
      return JavaNumber.double(aggregated(name, [...(items ?? []), ...args]));
  }
}

function aggregated(name: "min" | "max" | "avg" | "sum" | "stddev", items: readonly Value[]): number {
  const numbers = items.filter((item) => item instanceof JavaNumber).map((item) => item.value);
  if (numbers.length === 0) {
    const message = "Aggregation function attempted to calculate value using empty array";
    throw new JavaThrow("com.jayway.jsonpath.JsonPathException", message);
  }
  const sum = numbers.reduce((total, number) => total + number, 0);
  switch (name) {
    case "min":
      return numbers.reduce((least, number) => Math.min(least, number));
    case "max":
      return numbers.reduce((most, number) => Math.max(most, number));
    case "avg":
      return sum / numbers.length;
    case "sum":
      return sum;
    case "stddev": {
      const squares = numbers.reduce((total, number) => total + number * number, 0);
      return Math.sqrt(squares / numbers.length - (sum * sum) / numbers.length / numbers.length);
    }
  }
}
