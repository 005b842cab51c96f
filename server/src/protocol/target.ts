// Where a document says it belongs, and which of its findings stand in the way of sending it there.
// Invariant: only what the service is known to refuse blocks; what is uncertain is the user's to decide.
import type { BlockingFinding, PreflightFinding, TargetStatus } from "../contract";
import { targetOf } from "../deploy";
import {
  type Analysis,
  type Block,
  type Finding,
  findingsOfBlock,
  onlyBlock,
  type RuleSettings,
  targetKeysOf,
} from "../service";
import type { OpenDocument } from "./documents";

export function targetStatusOf(
  uri: string,
  analysis: Analysis | undefined,
  block: Block | undefined = analysis && onlyBlock(analysis),
): TargetStatus {
  return {
    recognised: analysis?.blocks.some(({ content }) => content.response !== undefined) === true,
    ...targetOf(uri, analysis === undefined ? {} : targetKeysOf(analysis, block)),
  };
}

export interface Obstacles {
  readonly blockedBy: readonly BlockingFinding[];
  readonly doubtfulBecause: readonly BlockingFinding[];
}

/** More than a message can hold, and than anybody mends before looking again. */
const MAX_TOLD = 50;

/**
 * The errors among the findings about the response, by their own severity. A rule that the user turned off or toned down does not block:
 * it may be wrong. One that the user made an error does not block either, since the service does not refuse it.
 */
export function obstaclesOf(
  document: OpenDocument,
  { analysis, block }: { readonly analysis: Analysis; readonly block: Block },
  rules: RuleSettings,
): Obstacles {
  const errors = findingsOfBlock(analysis, block, new Map()).filter(
    ({ rule, severity }) => severity === "error" && (rules.get(rule) ?? "error") === "error",
  );
  const told = (uncertain: boolean): readonly BlockingFinding[] =>
    errors
      .filter(({ evidence }) => (evidence === "uncertain") === uncertain)
      .slice(0, MAX_TOLD)
      .map((finding) => toldOf(finding, document));
  return { blockedBy: told(false), doubtfulBecause: told(true) };
}

/** As the user set the rules: what is off is not told, and what was toned down stands in the way no more. */
export function heeded(
  preflight: readonly PreflightFinding[],
  rules: RuleSettings,
): readonly PreflightFinding[] {
  return preflight.flatMap((finding) => {
    const set = finding.rule === undefined ? undefined : rules.get(finding.rule);
    const isLower = set !== undefined && SEVERITIES.indexOf(set) > SEVERITIES.indexOf(finding.severity);
    return set === "off" ? [] : [isLower ? { ...finding, severity: set } : finding];
  });
}

const SEVERITIES: readonly string[] = ["error", "warning", "information", "hint"];

export function toldOf({ rule, message, span }: Finding, { lines }: OpenDocument): BlockingFinding {
  const { line, column } = lines.positionAt(span.start);
  return { rule, message, line, character: column };
}
