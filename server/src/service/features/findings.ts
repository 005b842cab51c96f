// What the rules found, as the document's owner wants to hear it: severities by the settings, offsets absolute.
import { type Analysis, partsWithFindings } from "../analysis";
import { RULES_BY_ID } from "../rules/index";
import type { Finding, Fix, Severity } from "../rules/rule";
import { type Span, shiftSpan } from "../text/span";
import { shiftEdit } from "../text/textEdit";

/** By rule id: the severity to tell it with instead of the rule's own, or not to tell it at all. */
export type RuleSettings = ReadonlyMap<string, Severity | "off">;

/** Nobody reads more, and an editor chokes on more. */
export const MAX_FINDINGS = 1000;

/** The findings to publish. What the editor's own JSON support tells of a foreign document is left to it. */
export function findingsOf(analysis: Analysis, settings: RuleSettings): readonly Finding[] {
  const isTold = (finding: Finding): boolean => analysis.tellsSyntax || !isAboutSyntax(finding);
  const told: Finding[] = [];
  for (const finding of findingsIn(analysis, settings, EVERYWHERE, isTold)) {
    told.push(finding);
    if (told.length === MAX_FINDINGS) {
      break;
    }
  }
  return told;
}

/** Every finding that a fix may be offered for, told or not, at the span. */
export function mendableFindings(
  analysis: Analysis,
  settings: RuleSettings,
  at: Span = EVERYWHERE,
): readonly Finding[] {
  return [...findingsIn(analysis, settings, at)];
}

const EVERYWHERE: Span = { start: 0, end: Number.POSITIVE_INFINITY };

/** In the order of the text. Only what is wanted is made absolute. */
function findingsIn(
  analysis: Analysis,
  settings: RuleSettings,
  at: Span,
  isWanted: (finding: Finding) => boolean = () => true,
): Iterable<Finding> {
  const found = findingsOfParts(analysis, settings, at, isWanted);
  const isOnePart = analysis.frame === undefined && (analysis.methods ?? []).length === 0;
  return isOnePart
    ? found
    : [...found].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** A caret at the edge of a finding is at the finding. */
function* findingsOfParts(
  analysis: Analysis,
  settings: RuleSettings,
  at: Span,
  isWanted: (finding: Finding) => boolean,
): Generator<Finding> {
  for (const { start, findings } of partsWithFindings(analysis)) {
    for (const finding of findings) {
      const { span } = finding;
      const severity = settings.get(finding.rule) ?? finding.severity;
      const isThere = start + span.start <= at.end && at.start <= start + span.end;
      if (severity !== "off" && isThere && isWanted(finding)) {
        yield absolute(start, { ...finding, severity });
      }
    }
  }
}

/** Whether a finding is about the text as such, and not about an integration response. */
export function isAboutSyntax(finding: Finding): boolean {
  return RULES_BY_ID.get(finding.rule)?.subject === "document";
}

function absolute(start: number, finding: Finding): Finding {
  const { fixes } = finding;
  return {
    ...finding,
    span: shiftSpan(finding.span, start),
    ...(fixes === undefined ? {} : { fixes: () => fixes().map((fix) => absoluteFix(fix, start)) }),
  };
}

function absoluteFix(fix: Fix, start: number): Fix {
  return { ...fix, edits: fix.edits.map((edit) => shiftEdit(edit, start)) };
}
