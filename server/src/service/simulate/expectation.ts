// Whether what came of a sample is what it expects, and if not, what differs, in words.
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
  const [found, wanted] = [parse(actual), parse(expected)];
  return found !== undefined && wanted !== undefined && isSame(found.value, wanted.value);
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Goes no deeper than what is expected, which its own reader has bounded. */
function isSame(found: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null) {
    return found === wanted;
  }
  if (typeof found !== "object" || found === null || Array.isArray(found) !== Array.isArray(wanted)) {
    return false;
  }
  const members = new Map<string, unknown>(Object.entries(found));
  const expected = Object.entries(wanted);
  return (
    members.size === expected.length &&
    expected.every(([name, value]) => members.has(name) && isSame(members.get(name), value))
  );
}
