// Whether an item passes a filter, by the comparisons of Jayway JsonPath 2.4.
// Invariant: what Jayway calls an invalid path while it compares makes the whole filter false for the item.

import { matchesPattern } from "../vtl/java/javaRegex";
import { readJson } from "../vtl/java/json";
import { compareNumbers, JavaNumber } from "../vtl/java/number";
import { equalValues, JavaList, JavaMap, JavaThrow, type Value } from "../vtl/java/value";
import type { FilterCondition, FilterOperand, FilterOperator } from "./compiledPath";
import { compileJsonPath } from "./compileJsonPath";
import { followPath, type PathRun } from "./evaluateJsonPath";

export function holdsCondition(condition: FilterCondition, item: Value, run: PathRun): boolean {
  try {
    return holds(condition, item, run);
  } catch (thrown) {
    if (thrown instanceof Incomparable) return false;
    throw thrown;
  }
}

/** One side is of a kind that the operator does not take. */
class Incomparable {}

/** A side of a comparison, as Jayway sorts values. */
type Side =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "number"; readonly number: JavaNumber }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" | "undefined" | "path" }
  /** `written` is JSON that stands in the filter: it equals nothing on its left. */
  | { readonly kind: "json"; readonly value: Value; readonly written: string | undefined }
  | { readonly kind: "pattern"; readonly pattern: string };

function holds(condition: FilterCondition, item: Value, run: PathRun): boolean {
  run.visit();
  switch (condition.kind) {
    case "and":
      return condition.operands.every((operand) => holds(operand, item, run));
    case "or":
      return condition.operands.some((operand) => holds(operand, item, run));
    case "not":
      return !holds(condition.operand, item, run);
    case "exists": {
      const from = condition.path.fromRoot ? run.root : item;
      const result = followPath(condition.path, from, run, { required: true });
      return (result.kind === "found") === condition.should;
    }
    case "compare":
      return compares(
        condition.operator,
        sideOf(condition.left, item, run),
        sideOf(condition.right, item, run),
        run,
      );
  }
}

function sideOf(operand: FilterOperand, item: Value, run: PathRun): Side {
  switch (operand.kind) {
    case "path": {
      const from = operand.path.fromRoot ? run.root : item;
      const result = followPath(operand.path, from, run, { required: false });
      return result.kind === "missing" ? { kind: "undefined" } : sideOfValue(result.value);
    }
    case "text":
    case "boolean":
    case "null":
    case "pattern":
      return operand;
    case "number": {
      const number = numberIn(operand.text);
      return number === undefined ? { kind: "undefined" } : { kind: "number", number };
    }
    case "json":
      return { kind: "json", value: jsonIn(operand.text), written: operand.text };
  }
}

function sideOfValue(value: Value): Side {
  if (value === null) return { kind: "null" };
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (value instanceof JavaNumber) return { kind: "number", number: value };
  if (typeof value === "string") return { kind: "text", text: withoutQuotes(value) };
  return { kind: "json", value, written: undefined };
}

function withoutQuotes(text: string): string {
  return text.length > 1 && /^(['"])[\s\S]*\1$/.test(text) ? text.slice(1, -1) : text;
}

function jsonIn(text: string): Value {
  const read = readJson(text);
  if (read === undefined)
    throw new JavaThrow("java.lang.IllegalArgumentException", "The filter holds no JSON.");
  return read.value;
}

function numberIn(text: string): JavaNumber | undefined {
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?$/.test(text)) return undefined;
  const canonical = text
    .replace(/^\+/, "")
    .replace(/^(-?)\./, "$10.")
    .replace(/\.(?=$|[eE])/, "")
    .replace(/^(-?)0+(?=\d)/, "$1");
  const value = readJson(canonical)?.value ?? null;
  return value instanceof JavaNumber ? value : undefined;
}

function compares(operator: FilterOperator, left: Side, right: Side, run: PathRun): boolean {
  switch (operator) {
    case "==":
      return areEqual(left, right);
    case "!=":
      return !areEqual(left, right);
    case "===":
      return left.kind === right.kind && areEqual(left, right);
    case "!==":
      return left.kind !== right.kind || !areEqual(left, right);
    case "<":
      return isOrdered(left, right, (order) => order < 0);
    case "<=":
      return isOrdered(left, right, (order) => order <= 0);
    case ">":
      return isOrdered(left, right, (order) => order > 0);
    case ">=":
      return isOrdered(left, right, (order) => order >= 0);
    case "=~":
      return matches(left, right, run);
    case "IN":
      return isIn(left, right);
    case "NIN":
      return !isIn(left, right);
    case "CONTAINS":
      return contains(left, right);
    case "SIZE":
      return hasSize(left, right);
    case "EMPTY":
      return isEmpty(left, right);
    case "SUBSETOF":
      return isSubset(left, right);
    case "EXISTS":
      if (left.kind !== "boolean" && right.kind !== "boolean") {
        throw new JavaThrow("com.jayway.jsonpath.JsonPathException", "Failed to evaluate exists expression");
      }
      return booleanOf(left) === booleanOf(right);
    case "ALL":
    case "TYPE":
    case "MATCHES":
      throw new Incomparable();
  }
}

function areEqual(left: Side, right: Side): boolean {
  switch (left.kind) {
    case "text":
      if (right.kind === "number") return left.text === right.number.toString();
      return right.kind === "text" && left.text === right.text;
    case "number": {
      const other =
        right.kind === "text" ? numberIn(right.text) : right.kind === "number" ? right.number : undefined;
      return other !== undefined && compareNumbers(left.number, other) === 0;
    }
    case "boolean":
      return right.kind === "boolean" && left.value === right.value;
    case "null":
      return right.kind === "null";
    case "json":
      return right.kind === "json" && left.written === undefined && equalValues(left.value, right.value);
    default:
      return false;
  }
}

function isOrdered(left: Side, right: Side, fits: (order: number) => boolean): boolean {
  if (left.kind === "number" && right.kind === "number")
    return fits(compareNumbers(left.number, right.number));
  if (left.kind !== "text" || right.kind !== "text") return false;
  return fits(left.text < right.text ? -1 : left.text > right.text ? 1 : 0);
}

function matches(left: Side, right: Side, run: PathRun): boolean {
  if ((left.kind === "pattern") === (right.kind === "pattern")) return false;
  const [pattern, other] = left.kind === "pattern" ? [left, right] : [right, left];
  return pattern.kind === "pattern" && matchesPattern(pattern.pattern, textToMatch(other), run.cost);
}

function textToMatch(side: Side): string {
  if (side.kind === "text") return side.text;
  if (side.kind === "number") return side.number.toString();
  return side.kind === "boolean" ? String(side.value) : "";
}

/** The items of a list; nothing for JSON that is none. */
function itemsOf(side: Side): readonly Side[] | undefined {
  if (side.kind !== "json") throw new Incomparable();
  return side.value instanceof JavaList ? side.value.items.map(itemSide) : undefined;
}

/** An item of a list that is compared: texts that look like paths or JSON count as those. */
function itemSide(item: Value): Side {
  if (item instanceof JavaList || item instanceof JavaMap) {
    throw new JavaThrow("com.jayway.jsonpath.JsonPathException", "Could not determine value type");
  }
  if (typeof item !== "string") return sideOfValue(item);
  const trimmed = item.trim();
  if (/^[$@]/.test(trimmed) && compileJsonPath(trimmed).problems.length === 0) return { kind: "path" };
  const read = /^(?:\[[\s\S]*\]|\{[\s\S]*\})$/.test(trimmed) ? readJson(trimmed) : undefined;
  return read === undefined
    ? { kind: "text", text: withoutQuotes(item) }
    : { kind: "json", value: read.value, written: item };
}

function isAmong(side: Side, items: readonly Side[]): boolean {
  return items.some((item) => isSame(side, item));
}

function isSame(left: Side, right: Side): boolean {
  if (left.kind === "json" && right.kind === "json") {
    return left.written !== undefined && left.written === right.written;
  }
  return areEqual(left, right);
}

function isIn(left: Side, right: Side): boolean {
  const items = itemsOf(right);
  return items !== undefined && isAmong(left, items);
}

function contains(left: Side, right: Side): boolean {
  if (left.kind === "text" && right.kind === "text") return left.text.includes(right.text);
  if (left.kind !== "json") return false;
  const items = itemsOf(left);
  return items !== undefined && isAmong(right, items);
}

function isSubset(left: Side, right: Side): boolean {
  const whole = itemsOf(right);
  const part = whole === undefined ? undefined : itemsOf(left);
  return part?.every((item) => isAmong(item, whole ?? [])) ?? false;
}

function hasSize(left: Side, right: Side): boolean {
  if (right.kind !== "number") return false;
  const size = right.number.int;
  if (left.kind === "text") return left.text.length === size;
  if (left.kind !== "json") return false;
  return (left.value instanceof JavaList ? left.value.items.length : -1) === size;
}

function isEmpty(left: Side, right: Side): boolean {
  if (left.kind === "text") return (left.text === "") === booleanOf(right);
  if (left.kind !== "json") return false;
  const { value } = left;
  const size = value instanceof JavaList ? value.items.length : value instanceof JavaMap ? value.size : 0;
  return (size === 0) === booleanOf(right);
}

function booleanOf(side: Side): boolean {
  if (side.kind !== "boolean") throw new Incomparable();
  return side.value;
}
