// What Velocity's operators make of two values.
// Invariant: a comparison without an answer is false, arithmetic without one is null.
import { Budget, type Cost, SIZE_A_COIN } from "./java/cost";
import { calculate, compareNumbers, JavaNumber } from "./java/number";
import { equalValues, JavaList, JavaMap, textOf, textOrNull, type Value } from "./java/value";
import type { Operator } from "./tree";

export function areEqual(left: Value, right: Value, cost: Cost): boolean {
  if (left instanceof JavaNumber && right instanceof JavaNumber) return compared(left, right, cost) === 0;
  const budget = new Budget(cost);
  if (left !== null && right !== null) {
    if (typeof left === typeof right && typeof left !== "object") return equalValues(left, right, budget);
    if (sameKind(left, right)) return equalValues(left, right, budget);
  }
  return textOrNull(left, budget) === textOrNull(right, budget);
}

/** Whether one's class extends the other's. */
function sameKind(left: Exclude<Value, null>, right: Exclude<Value, null>): boolean {
  if (left instanceof JavaList && right instanceof JavaList) {
    return left.className === right.className || (isPlain(left) && isPlain(right));
  }
  if (left instanceof JavaMap && right instanceof JavaMap) return true;
  return (
    typeof left === "object" &&
    typeof right === "object" &&
    !(left instanceof JavaNumber) &&
    !(right instanceof JavaNumber) &&
    left.className === right.className
  );
}

function isPlain(list: JavaList): boolean {
  return list.className === "java.util.ArrayList" || list.className === "net.minidev.json.JSONArray";
}

export function isOrdered(operator: "<" | ">" | "<=" | ">=", left: Value, right: Value, cost: Cost): boolean {
  if (!(left instanceof JavaNumber) || !(right instanceof JavaNumber)) return false;
  const order = compared(left, right, cost);
  switch (operator) {
    case "<":
      return order < 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case ">=":
      return order >= 0;
  }
}

function compared(left: JavaNumber, right: JavaNumber, cost: Cost): -1 | 0 | 1 {
  cost.spend((left.size + right.size) / SIZE_A_COIN);
  return compareNumbers(left, right);
}

/** Arithmetic; with a text on either side a sum is a text, in which a null is written as it stands there. */
export function computed(
  operator: Operator,
  left: Value,
  right: Value,
  literals: { readonly left: string; readonly right: string },
): Value {
  if (operator === "+" && (typeof left === "string" || typeof right === "string")) {
    return (left === null ? literals.left : textOf(left)) + (right === null ? literals.right : textOf(right));
  }
  if (!(left instanceof JavaNumber) || !(right instanceof JavaNumber)) return null;
  return calculate(operator as "+" | "-" | "*" | "/" | "%", left, right) ?? null;
}
