// Whether what came of a sample is what it expects, and if not, what differs, in words.
import { compareDecimals, parseDecimal } from "../islands/vtl/java/decimal";
import { parseJson } from "../syntax/json/parse";
import type { Node, ObjectNode, Tree } from "../syntax/node";
import type { NamedSample } from "./samples";
import type { Candidate, ClientResponse, Simulation } from "./simulate";

/** One thing that is not as it should be. */
export interface Difference {
  /** `status`, `body`, `answers`, or the name of a header. */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** Empty where the sample expects nothing, or all of it came. */
export function differencesOf(
  { expect, expected }: Pick<NamedSample, "expect" | "expected">,
  { client, answering, selection }: Simulation,
  candidates: readonly Candidate[],
): readonly Difference[] {
  const differences: Difference[] = [];
  if (expect !== undefined) {
    const { kind } = selection.choice;
    const actual = kind === "chosen" ? (candidates[answering ?? 0]?.status ?? "unknown") : kind;
    if (actual !== expect) {
      differences.push({ what: "answers", expected: expect, actual });
    }
  }
  if (expected === undefined) {
    return differences;
  }
  if (client === undefined) {
    return [...differences, { what: "answers", expected: "one response", actual: selection.choice.kind }];
  }
  if (expected.status !== undefined && expected.status !== client.status) {
    differences.push({ what: "status", expected: expected.status, actual: client.status });
  }
  for (const [name, wanted] of expected.headers) {
    const actual = client.headers.findLast(([own]) => own.toLowerCase() === name.toLowerCase())?.[1];
    if (actual !== wanted) {
      differences.push({ what: name, expected: wanted ?? "(not sent)", actual: actual ?? "(not sent)" });
    }
  }
  if (expected.body !== undefined && !isBody(client, expected.body)) {
    differences.push({ what: "body", expected: expected.body.text, actual: client.body.text });
  }
  return differences;
}

function isBody({ body }: ClientResponse, expected: { kind: "text" | "json"; text: string }): boolean {
  return expected.kind === "text" ? body.text === expected.text : isSameJson(body.text, expected.text);
}

function isSameJson(actual: string, expected: string): boolean {
  const [found, wanted] = [parseJson(actual), parseJson(expected)];
  if (found.root === undefined || wanted.root === undefined) {
    return false;
  }
  const isJson = found.problems.length === 0 && wanted.problems.length === 0;
  return isJson && isSame(found, found.root, wanted, wanted.root);
}

/** Numbers are compared by their digits: a double would take long ones for one another. */
function isSame(found: Tree, actual: Node, wanted: Tree, expected: Node): boolean {
  if (actual.kind === "string" && expected.kind === "string") {
    return actual.text.value === expected.text.value;
  }
  if (actual.kind === "literal" && expected.kind === "literal") {
    const [left, right] = [
      found.text.slice(actual.start, actual.end),
      wanted.text.slice(expected.start, expected.end),
    ];
    return left === right || isSameNumber(left, right);
  }
  if (actual.kind === "array" && expected.kind === "array") {
    const { items } = actual;
    return (
      items.length === expected.items.length &&
      expected.items.every((item, at) => isSame(found, items[at] ?? actual, wanted, item))
    );
  }
  if (actual.kind !== "object" || expected.kind !== "object") {
    return false;
  }
  const [members, others] = [membersOf(actual), membersOf(expected)];
  return (
    members.size === others.size &&
    [...others].every(([name, value]) => {
      const member = members.get(name);
      return member !== undefined && isSame(found, member, wanted, value);
    })
  );
}

/** Of a name that is written twice the last counts. */
function membersOf({ properties }: ObjectNode): ReadonlyMap<string, Node> {
  return new Map(properties.flatMap(({ key, value }) => (value ? [[key.text.value, value]] : [])));
}

function isSameNumber(left: string, right: string): boolean {
  const [a, b] = [parseDecimal(left), parseDecimal(right)];
  return a !== undefined && b !== undefined && compareDecimals(a, b) === 0;
}
