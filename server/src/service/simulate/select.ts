// Which response of a method answers a sample, and why each of the others does not.
// Invariant: what the service leaves open (several matches, a pattern that cannot be decided) stays open here.
import { type MatchUndecided, matchRegex, matchSource } from "../islands/regex";
import { type IntegrationResponse, memberOf, type SelectionPattern } from "../model/integrationResponse";

export const BACKENDS = ["lambda", "aws", "http", "mock"] as const;

/** What stands behind the method. It decides what the patterns are tried against. */
export type Backend = (typeof BACKENDS)[number];

/** What the backend answered. A Lambda function that succeeded has the empty `errorMessage`. */
export type Sample =
  | { readonly backend: "lambda"; readonly errorMessage: string }
  | { readonly backend: Exclude<Backend, "lambda">; readonly status: string };

export type Verdict =
  | "matched"
  | "notMatched"
  /** It has no pattern: it answers what no other does. */
  | "default"
  /** Java does not compile its pattern. */
  | "refused"
  | "undecided";

export interface Trace {
  readonly verdict: Verdict;
  /** A full sentence. */
  readonly why: string;
}

/** Indexes are those of the responses that were given. */
export type Choice =
  | { readonly kind: "chosen"; readonly index: number }
  /** Several patterns match. Which of them answers is not documented. */
  | { readonly kind: "ambiguous"; readonly indexes: readonly number[] }
  /** Several have no pattern, which the service refuses with a conflict. */
  | { readonly kind: "severalDefaults"; readonly indexes: readonly number[] }
  | { readonly kind: "undecided"; readonly indexes: readonly number[] }
  /** Nothing matches and there is no default: the client gets a 500. */
  | { readonly kind: "none" };

export interface Selection {
  /** The text that the patterns were tried against. */
  readonly tried: string;
  readonly choice: Choice;
  readonly traces: readonly Trace[];
}

/** A pattern is taken to match the whole text, as AWS's examples have it; no recorded answer proves it. */
export function selectResponse(sample: Sample, responses: readonly IntegrationResponse[]): Selection {
  const tried = sample.backend === "lambda" ? sample.errorMessage : sample.status;
  const traces = responses.map((response) => traceOf(response, tried));
  return { tried, choice: choiceAmong(traces), traces };
}

function choiceAmong(traces: readonly Trace[]): Choice {
  const of = (wanted: Verdict) => traces.flatMap(({ verdict }, index) => (verdict === wanted ? [index] : []));
  const matched = of("matched");
  const undecided = of("undecided");
  const known = matched.length > 0 ? matched : of("default");
  if (undecided.length > 0) {
    return { kind: "undecided", indexes: [...known, ...undecided].sort((a, b) => a - b) };
  }
  const [first, ...others] = known;
  if (first === undefined) {
    return { kind: "none" };
  }
  if (others.length === 0) {
    return { kind: "chosen", index: first };
  }
  return { kind: matched.length > 0 ? "ambiguous" : "severalDefaults", indexes: [first, ...others] };
}

function traceOf(response: IntegrationResponse, tried: string): Trace {
  const { pattern } = response;
  if (pattern === undefined) {
    const value = memberOf(response, "selectionPattern")?.value;
    const isAbsent = value === undefined || (value.kind === "literal" && value.value === null);
    return isAbsent
      ? DEFAULT
      : { verdict: "undecided", why: "Its pattern is no string, so what it matches is not known." };
  }
  return pattern.node.text.value === "" ? DEFAULT : traceOfPattern(pattern, tried);
}

const DEFAULT: Trace = {
  verdict: "default",
  why: "It has no pattern: it answers what no other pattern matches.",
};

function traceOfPattern({ regex, program }: SelectionPattern, tried: string): Trace {
  const { problems, source } = regex();
  const [problem] = problems;
  if (problem !== undefined) {
    return { verdict: "refused", why: `Java refuses its pattern: ${problem.description}.` };
  }
  const result = matchRegex(program(), tried);
  if (result.matched === undefined) {
    return { verdict: "undecided", why: WHY_UNDECIDED[result.undecided] };
  }
  return result.matched
    ? { verdict: "matched", why: "Its pattern matches." }
    : { verdict: "notMatched", why: whyNot(source, tried) };
}

const WHY_UNDECIDED: Readonly<Record<MatchUndecided, string>> = {
  budget: "Whether its pattern matches this text is not decided within the budget of steps.",
  hole: "A part of its pattern is not known here.",
  characterName: "Its pattern names a character, `\\N{…}`, and names are not looked up here.",
  tooLong: "Its pattern is too long to be tried here.",
  invalid: "Java refuses its pattern.",
};

/** Looks for the two usual reasons: a dot that met a line end, and a match of a part only. */
function whyNot(pattern: string, tried: string): string {
  if (/[\n\r]/.test(tried) && matchSource(`(?s)${pattern}`, tried).matched === true) {
    return "A dot of its pattern does not match the line end in the text; with (?s) before it, it would.";
  }
  return matchSource(`(?s:.*)(?:${pattern})(?s:.*)`, tried).matched === true
    ? "Its pattern matches a part of the text, but not the whole."
    : "Its pattern does not match.";
}
