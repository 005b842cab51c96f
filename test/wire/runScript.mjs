// Carries out the steps by a driver and says which came out as expected.
import { isDeepStrictEqual } from "node:util";

/**
 * @param send Answers `{ output }` or `{ error: { name, message } }`.
 * @returns For each step what is wrong with it, or nothing.
 */
export async function runScript(steps, send) {
  const saved = new Map();
  const results = [];
  for (const { name, operation, input, expect, error, save = {} } of steps) {
    const answer = await send(operation, filled(input, saved));
    for (const [key, path] of Object.entries(save)) {
      saved.set(key, valueAt(answer.output, path));
    }
    results.push({ name, fault: faultOf(answer, { expect: filled(expect, saved), error }) });
  }
  return results;
}

function faultOf(answer, { expect, error }) {
  if (error !== undefined) {
    return isDeepStrictEqual(answer.error, error) ? undefined : differs(error, answer);
  }
  return answer.error === undefined && holds(answer.output ?? {}, expect)
    ? undefined
    : differs(expect, answer);
}

function differs(expected, { output, error }) {
  return `expected ${JSON.stringify(expected)}, got ${JSON.stringify(error ?? output)}`;
}

/** Whether what is expected is a part of it. Lists are compared in any order. */
function holds(actual, expected) {
  if (Array.isArray(expected)) {
    return Array.isArray(actual) && expected.every((one) => actual.some((other) => holds(other, one)));
  }
  if (typeof expected === "object" && expected !== null) {
    return (
      typeof actual === "object" &&
      actual !== null &&
      Object.entries(expected).every(([key, value]) => holds(actual[key], value))
    );
  }
  return actual === expected;
}

function filled(value, saved) {
  if (typeof value === "string") {
    return value.startsWith("$") && saved.has(value.slice(1)) ? saved.get(value.slice(1)) : value;
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, saved));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, saved)]));
}

function valueAt(value, path) {
  return path.split(".").reduce((one, key) => one?.[key], value);
}
