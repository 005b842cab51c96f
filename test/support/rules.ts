// How the tests ask the rules about a text.
import { type Analysis, analyse, partsWithFindings } from "../../server/src/service/analysis";
import type { Finding, Rule } from "../../server/src/service/rules/rule";
import { shiftSpan } from "../../server/src/service/text/span";
import { applyEdits, shiftEdit } from "../../server/src/service/text/textEdit";
import { drawSelections } from "./marks";

export function analyseOwn(text: string, rules?: readonly Rule[]): Analysis {
  const facts = { uri: "file:///example.integration-response.json", own: true, tellsSyntax: true };
  return analyse({ ...facts, text }, rules === undefined ? {} : { rules });
}

export interface FoundInText {
  readonly finding: Finding;
  /** Where the finding's part of the document starts: its spans and edits count from there. */
  readonly start: number;
}

export function findingsIn(analysis: Analysis): readonly FoundInText[] {
  return [...partsWithFindings(analysis)]
    .flatMap(({ start, findings }) => findings.map((finding) => ({ finding, start })))
    .sort((a, b) => a.start + a.finding.span.start - (b.start + b.finding.span.start));
}

/** The findings as an example shows them: the text with marks, and below it who says what. */
export function drawFindings(text: string, found: readonly FoundInText[]): string {
  const drawn = drawSelections(
    text,
    found.map(({ finding, start }) => shiftSpan(finding.span, start)),
  );
  return [drawn, ...found.map(({ finding }) => `${finding.rule}: ${finding.message}`)].join("\n");
}

/** The text after the n-th fix of a finding, or nothing where it has no such fix. */
export function fixed(text: string, { finding, start }: FoundInText, index = 0): string | undefined {
  const fix = finding.fixes?.()[index];
  return fix === undefined
    ? undefined
    : applyEdits(
        text,
        fix.edits.map((edit) => shiftEdit(edit, start)),
      );
}
