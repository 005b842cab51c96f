// What a JSONPath finds, with Jayway's rules: one value for a definite path, else a list of all that was found.
// Invariant: bounded: a path visits each place a limited number of times, or gives up with `TooLarge`.
import type { Cost } from "../java/cost";
import { matchesPattern } from "../java/javaRegex";
import { readJson } from "../java/json";
import { compareNumbers, JavaNumber } from "../java/number";
import { equalValues, JavaList, JavaMap, TooLarge, textOf, type Value } from "../java/value";
import { type FilterCondition, type FilterOperand, isDefinite, type JsonPath, type PathStep } from "./path";

/** A value, `missing` where Jayway throws `PathNotFoundException`. */
export type PathResult = { readonly kind: "found"; readonly value: Value } | { readonly kind: "missing" };

const MOST_VISITS = 200_000;

export function evaluateJsonPath(path: JsonPath, root: Value, cost: Cost): PathResult {
  return new PathWalk(root, cost).run(path, root);
}

class Missing {}

class PathWalk {
  readonly #root: Value;
  readonly #cost: Cost;
  #visits = 0;

  constructor(root: Value, cost: Cost) {
    this.#root = root;
    this.#cost = cost;
  }

  run(path: JsonPath, from: Value): PathResult {
    const at = path.steps.findIndex((step) => step.kind === "function");
    if (at >= 0) {
      const before = this.run({ steps: path.steps.slice(0, at) }, from);
      const step = path.steps[at];
      if (before.kind === "missing" || step?.kind !== "function") return before;
      return { kind: "found", value: applied(step.name, before.value) };
    }
    const results: Value[] = [];
    const definite = isDefinite(path);
    try {
      this.#walk(path.steps, 0, from, true, results);
    } catch (thrown) {
      if (thrown instanceof Missing) return { kind: "missing" };
      throw thrown;
    }
    if (!definite) return { kind: "found", value: new JavaList(results, "net.minidev.json.JSONArray") };
    const last = results.at(-1);
    return last === undefined ? { kind: "missing" } : { kind: "found", value: last };
  }

  /** `strict` while every step so far was definite: then a missing place is an error, else it is passed over. */
  #walk(steps: readonly PathStep[], at: number, value: Value, strict: boolean, into: Value[]): void {
    if (++this.#visits > MOST_VISITS) throw new TooLarge();
    const step = steps[at];
    if (step === undefined) {
      into.push(value);
      return;
    }
    const next = (found: Value, still: boolean) => this.#walk(steps, at + 1, found, strict && still, into);
    switch (step.kind) {
      case "property":
        this.#properties(step.names, value, at === steps.length - 1, strict, next);
        return;
      case "index":
      case "slice":
        if (!(value instanceof JavaList)) {
          if (strict) throw new Missing();
          return;
        }
        for (const index of positions(step, value.items.length)) {
          const item = value.items[index];
          if (item !== undefined) next(item, step.kind === "index" && step.indexes.length === 1);
          else if (strict && step.kind === "index" && step.indexes.length === 1) throw new Missing();
        }
        return;
      case "wildcard":
        for (const item of childrenOf(value)) next(item, false);
        return;
      case "scan":
        this.#scan(steps, at + 1, value, into, 0);
        return;
      case "filter": {
        const items = value instanceof JavaList ? value.items : value instanceof JavaMap ? [value] : [];
        for (const item of items) if (this.#holds(step.condition, item)) next(item, false);
        return;
      }
      case "function":
        return;
    }
  }

  #properties(
    names: readonly string[],
    value: Value,
    isLast: boolean,
    strict: boolean,
    next: (found: Value, still: boolean) => void,
  ): void {
    if (!(value instanceof JavaMap)) {
      if (strict) throw new Missing();
      return;
    }
    const present = names.filter((name) => value.entry(name) !== undefined);
    if (names.length > 1 && isLast) {
      next(JavaMap.of(present.map((name) => [name, value.get(name)] as const)), true);
      return;
    }
    if (names.length === 1 && present.length === 0 && strict && !isLast) throw new Missing();
    for (const name of present) next(value.get(name), names.length === 1);
  }

  #scan(steps: readonly PathStep[], at: number, value: Value, into: Value[], depth: number): void {
    if (++this.#visits > MOST_VISITS || depth > 400) throw new TooLarge();
    const step = steps[at];
    if (step !== undefined && fits(step, value)) this.#walk(steps, at, value, false, into);
    for (const child of childrenOf(value)) this.#scan(steps, at, child, into, depth + 1);
  }

  #holds(condition: FilterCondition, item: Value): boolean {
    switch (condition.kind) {
      case "and":
        return condition.operands.every((operand) => this.#holds(operand, item));
      case "or":
        return condition.operands.some((operand) => this.#holds(operand, item));
      case "not":
        return !this.#holds(condition.operand, item);
      case "exists":
        return this.#operand(condition.operand, item).kind === "found";
      case "compare":
        return this.#compares(condition, item);
    }
  }

  #operand(operand: FilterOperand, item: Value): PathResult {
    switch (operand.kind) {
      case "path":
        return this.run(operand.path, operand.root === "@" ? item : this.#root);
      case "json":
        return { kind: "found", value: readJson(operand.text)?.value ?? null };
      case "pattern":
        return { kind: "found", value: operand.source };
    }
  }

  #compares(condition: FilterCondition & { readonly kind: "compare" }, item: Value): boolean {
    const left = this.#operand(condition.left, item);
    const right = this.#operand(condition.right, item);
    if (left.kind === "missing" || right.kind === "missing") {
      return condition.operator.startsWith("!=") && left.kind !== right.kind;
    }
    if (condition.operator === "=~") return this.#matches(left.value, condition.right);
    return compares(condition.operator, left.value, right.value);
  }

  #matches(value: Value, operand: FilterOperand): boolean {
    if (typeof value !== "string" || operand.kind !== "pattern") return false;
    const flags = operand.flags.replace(/[^dimsuxU]/g, "");
    return matchesPattern(flags === "" ? operand.source : `(?${flags})${operand.source}`, value, this.#cost);
  }
}

function fits(step: PathStep, value: Value): boolean {
  switch (step.kind) {
    case "property":
      return value instanceof JavaMap && step.names.every((name) => value.entry(name) !== undefined);
    case "index":
    case "slice":
      return value instanceof JavaList;
    default:
      return true;
  }
}

function childrenOf(value: Value): readonly Value[] {
  if (value instanceof JavaList) return value.items;
  return value instanceof JavaMap ? value.entries().map((entry) => entry.value) : [];
}

function positions(step: PathStep & { readonly kind: "index" | "slice" }, length: number): readonly number[] {
  if (step.kind === "index") return step.indexes.map((index) => (index < 0 ? length + index : index));
  const bound = (index: number) => Math.max(0, Math.min(length, index < 0 ? length + index : index));
  const from = step.from === undefined ? 0 : bound(step.from);
  const to = step.to === undefined ? length : bound(step.to);
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

function compares(operator: string, left: Value, right: Value): boolean {
  switch (operator) {
    case "==":
      return areAlike(left, right);
    case "!=":
      return !areAlike(left, right);
    case "===":
      return kindOf(left) === kindOf(right) && areAlike(left, right);
    case "!==":
      return kindOf(left) !== kindOf(right) || !areAlike(left, right);
    case "<":
    case ">":
    case "<=":
    case ">=":
      return isOrdered(operator, left, right);
    case "in":
      return right instanceof JavaList && right.items.some((item) => areAlike(left, item));
    case "nin":
      return right instanceof JavaList && !right.items.some((item) => areAlike(left, item));
    case "contains":
      if (typeof left === "string") return left.includes(textOf(right));
      return left instanceof JavaList && left.items.some((item) => areAlike(item, right));
    case "all":
      return isSubset(right, left);
    case "subsetof":
      return isSubset(left, right);
    case "anyof":
      return itemsOf(left).some((item) => itemsOf(right).some((other) => areAlike(item, other)));
    case "noneof":
      return !itemsOf(left).some((item) => itemsOf(right).some((other) => areAlike(item, other)));
    case "size":
      return right instanceof JavaNumber && sizeOf(left) === right.int;
    case "empty":
      return typeof right === "boolean" && sizeOf(left) !== undefined && (sizeOf(left) === 0) === right;
    default:
      return false;
  }
}

function itemsOf(value: Value): readonly Value[] {
  return value instanceof JavaList ? value.items : [];
}

function isSubset(part: Value, whole: Value): boolean {
  return (
    part instanceof JavaList &&
    itemsOf(part).every((item) => itemsOf(whole).some((other) => areAlike(item, other)))
  );
}

function sizeOf(value: Value): number | undefined {
  if (typeof value === "string") return value.length;
  return value instanceof JavaList ? value.items.length : value instanceof JavaMap ? value.size : undefined;
}

function kindOf(value: Value): string {
  return value === null ? "null" : value instanceof JavaNumber ? "number" : typeof value;
}

/** Numbers are compared by value, and with a text that is a number. */
function areAlike(left: Value, right: Value): boolean {
  if (left instanceof JavaNumber || right instanceof JavaNumber) {
    const [a, b] = [asNumber(left), asNumber(right)];
    return a !== undefined && b !== undefined && compareNumbers(a, b) === 0;
  }
  return equalValues(left, right);
}

function asNumber(value: Value): JavaNumber | undefined {
  if (value instanceof JavaNumber) return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = readJson(value)?.value ?? null;
  return number instanceof JavaNumber ? number : undefined;
}

function isOrdered(operator: "<" | ">" | "<=" | ">=", left: Value, right: Value): boolean {
  let order: number;
  if (left instanceof JavaNumber && right instanceof JavaNumber) order = compareNumbers(left, right);
  else if (typeof left === "string" && typeof right === "string")
    order = left < right ? -1 : left > right ? 1 : 0;
  else return false;
  return operator === "<"
    ? order < 0
    : operator === ">"
      ? order > 0
      : operator === "<="
        ? order <= 0
        : order >= 0;
}

function applied(name: string, value: Value): Value {
  const items = value instanceof JavaList ? value.items : undefined;
  if (name === "length" || name === "size") {
    const size = sizeOf(value);
    return size === undefined || typeof value === "string" ? null : JavaNumber.int(size);
  }
  if (name === "keys") {
    return value instanceof JavaMap ? new JavaList(value.entries().map(({ key }) => key)) : null;
  }
  if (name === "first") return items?.[0] ?? null;
  if (name === "last") return items?.at(-1) ?? null;
  const numbers = (items ?? []).filter((item) => item instanceof JavaNumber).map((item) => item.value);
  if (numbers.length === 0) return null;
  const sum = numbers.reduce((total, number) => total + number, 0);
  const mean = sum / numbers.length;
  switch (name) {
    case "min":
      return JavaNumber.double(numbers.reduce((least, number) => Math.min(least, number)));
    case "max":
      return JavaNumber.double(numbers.reduce((most, number) => Math.max(most, number)));
    case "avg":
      return JavaNumber.double(mean);
    case "sum":
      return JavaNumber.double(sum);
    default:
      return JavaNumber.double(
        Math.sqrt(numbers.reduce((total, number) => total + (number - mean) ** 2, 0) / numbers.length),
      );
  }
}
