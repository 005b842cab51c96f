// Where an integration response is stored in the service: what a document's keys and its path say of it.
// Invariant: a target that is sent has four labels of which none is empty, foreign or ambiguous.

import type { DeployTarget, TargetConflict, TargetSource, TargetStatus } from "../contract";
import { TARGET_KEYS } from "../contract";

/** What the keys and the path say together. Where they disagree both stand in `conflicts`, and `known` has the keys' word. */
export function targetOf(
  uri: string,
  keys: Partial<DeployTarget>,
): Pick<TargetStatus, "known" | "sources" | "conflicts"> {
  const fromKeys = filledIn(keys);
  const fromPath = targetFromUri(uri);
  const sources: TargetSource[] = [];
  if (Object.keys(fromKeys).length > 0) {
    sources.push("keys");
  }
  if (fromPath !== undefined) {
    sources.push("path");
  }
  const conflicts: TargetConflict[] = [];
  for (const key of TARGET_KEYS) {
    const inKeys = fromKeys[key];
    const inPath = fromPath?.[key];
    if (inKeys !== undefined && inPath !== undefined && inKeys !== inPath) {
      conflicts.push({ key, inKeys, inPath });
    }
  }
  return { known: { ...fromPath, ...fromKeys }, sources, conflicts };
}

/**
 * What a file's path says, exactly as the service's own URI does. A path that begins later than `restapis` says the
 * rest of it; one that does not end in `integration/responses/{code}.json` says nothing.
 */
export function targetFromUri(uri: string): Partial<DeployTarget> | undefined {
  // One letter and a colon is a drive, not a scheme.
  const [scheme] = /^[A-Za-z][A-Za-z0-9+.-]+:/.exec(uri) ?? [];
  const path = scheme === undefined ? uri : uri.slice(scheme.length).replace(/[?#].*$/s, "");
  const segments = path.split(/[/\\]/).map(decoded);
  const [, statusCode] = /^([1-5]\d\d)\.json$/.exec(segments.at(-1) ?? "") ?? [];
  if (statusCode === undefined || segments.at(-2) !== "responses" || segments.at(-3) !== "integration") {
    return undefined;
  }
  const labels: { -readonly [Key in keyof DeployTarget]?: string } = { statusCode };
  let end = segments.length - 3;
  for (const { word, label } of PATH_PARTS) {
    const segment = segments[end - 1] ?? "";
    const value = label === "httpMethod" ? segment.toUpperCase() : segment;
    if (segments[end - 2] !== word || LABEL_CHECKS[label](value) !== undefined) {
      break;
    }
    labels[label] = value;
    end -= 2;
  }
  return labels;
}

/** Whether all four labels are there and each is one the service could know. */
export function isCompleteTarget(target: Partial<DeployTarget>): target is DeployTarget {
  return labelProblems(target).length === 0;
}

export interface LabelProblem {
  readonly key: keyof DeployTarget;
  readonly problem: "missing" | "notAnIdentifier" | "notAMethod" | "notAStatusCode";
}

/** The SDK would send an empty or odd label as it stands, and `//` names another resource. */
export function labelProblems(target: Partial<DeployTarget>): readonly LabelProblem[] {
  const problems: LabelProblem[] = [];
  for (const key of TARGET_KEYS) {
    const value = target[key];
    const problem = value ? LABEL_CHECKS[key](value) : "missing";
    if (problem !== undefined) {
      problems.push({ key, problem });
    }
  }
  return problems;
}

export const HTTP_METHODS = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] as const;

/** From the end of the path to its start. */
const PATH_PARTS = [
  { word: "methods", label: "httpMethod" },
  { word: "resources", label: "resourceId" },
  { word: "restapis", label: "restApiId" },
] as const satisfies readonly { readonly word: string; readonly label: keyof DeployTarget }[];

type LabelCheck = (value: string) => LabelProblem["problem"] | undefined;

const LABEL_CHECKS: Readonly<Record<keyof DeployTarget, LabelCheck>> = {
  restApiId: checkIdentifier,
  resourceId: checkIdentifier,
  httpMethod: (value) => (HTTP_METHODS.some((method) => method === value) ? undefined : "notAMethod"),
  statusCode: (value) => (/^[1-5]\d\d$/.test(value) ? undefined : "notAStatusCode"),
};

/** The service hands out letters and digits; emulators add `-` and `_`. A dot segment would climb in the URI. */
function checkIdentifier(value: string): LabelProblem["problem"] | undefined {
  return /^[A-Za-z0-9_-]+$/.test(value) ? undefined : "notAnIdentifier";
}

/** `--generate-cli-skeleton` writes every key with an empty string: nobody has filled it in yet. */
function filledIn(keys: Partial<DeployTarget>): Partial<DeployTarget> {
  const filled: Partial<Record<keyof DeployTarget, string>> = {};
  for (const key of TARGET_KEYS) {
    const value = keys[key];
    if (value) {
      filled[key] = value;
    }
  }
  return filled;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
