// What can be done about the findings under a selection, and about all of them at once.
// Invariant: "fix all" applies preferred fixes only, those included that the first ones make possible.
import { type Analysis, analyse, type SourceDocument } from "../analysis";
import { RULES_BY_ID } from "../rules/index";
import type { Finding, Fix } from "../rules/rule";
import type { Span } from "../text/span";
import { applyEdits, type TextEdit } from "../text/textEdit";
import { isAboutSyntax, mendableFindings, type RuleSettings } from "./findings";

export interface ActionData {
  readonly title: string;
  readonly kind: "quickfix" | "source.fixAll" | "refactor.rewrite";
  /** Empty for an action that the client carries out, such as ignoring a rule. */
  readonly edits: readonly TextEdit[];
  readonly finding?: Finding;
  readonly preferred: boolean;
  /** The rule that this action turns off in the settings. */
  readonly ignoreRule?: string;
}

/** How often fixes are applied to the outcome of earlier ones before it is given up. */
const MAX_ROUNDS = 10;

export function actionsAt(analysis: Analysis, span: Span, settings: RuleSettings): readonly ActionData[] {
  const here = mendableFindings(analysis, settings, span);
  const fixes = here.flatMap(fixesOfOne);
  return [...fixes, ...fixesOfTheSame(here, analysis, settings), ...ignoring(here)];
}

/** The whole document's "fix all", for the editor's source actions. */
export function fixAllAction(analysis: Analysis, settings: RuleSettings): ActionData | undefined {
  const edits = fixAllEdits(analysis, settings);
  const what =
    analysis.language === "template" ? "Template" : analysis.frame ? "Document" : "Integration Response";
  return edits.length === 0
    ? undefined
    : { title: `Fix All in This ${what}`, kind: "source.fixAll", edits, preferred: false };
}

/** The fixes of findings that are told beside the analysis, at a place. */
export function fixesOf(findings: readonly Finding[], { start, end }: Span): readonly ActionData[] {
  return findings.filter(({ span }) => span.start <= end && start <= span.end).flatMap(fixesOfOne);
}

function fixesOfOne(finding: Finding): readonly ActionData[] {
  return (finding.fixes?.() ?? []).map(({ title, edits, preferred }) => ({
    title,
    kind: "quickfix",
    edits,
    finding,
    preferred,
  }));
}

/** One action per rule that has the same to mend elsewhere in the document. */
function fixesOfTheSame(
  here: readonly Finding[],
  analysis: Analysis,
  settings: RuleSettings,
): readonly ActionData[] {
  const mendable = rulesOf(here.filter((finding) => preferredFix(finding) !== undefined));
  const all = mendable.length === 0 ? [] : mendableFindings(analysis, settings);
  return mendable.flatMap((rule) => {
    const same = all.filter((finding) => finding.rule === rule);
    const fixes = same.flatMap((finding) => preferredFix(finding) ?? []);
    const edits = withoutOverlaps(fixes);
    return fixes.length < 2
      ? []
      : [{ title: `Fix all ${fixes.length} (${rule})`, kind: "quickfix", edits, preferred: false }];
  });
}

function ignoring(here: readonly Finding[]): readonly ActionData[] {
  return rulesOf(here.filter(isMatterOfTaste)).map((rule) => {
    const finding = here.find((candidate) => candidate.rule === rule);
    return {
      title: `Ignore this rule (${rule})`,
      kind: "quickfix",
      edits: [],
      ...(finding === undefined ? {} : { finding }),
      preferred: false,
      ignoreRule: rule,
    };
  });
}

/** A text that is not JSON is nothing to be ignored: nobody can read it. */
function isMatterOfTaste(finding: Finding): boolean {
  return !(isAboutSyntax(finding) && RULES_BY_ID.get(finding.rule)?.severity === "error");
}

function rulesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map((finding) => finding.rule))];
}

/** The edits that apply every preferred fix, those that only the first ones make possible included. */
export function fixAllEdits(analysis: Analysis, settings: RuleSettings): readonly TextEdit[] {
  const first = preferredEdits(analysis, settings);
  let current: Analysis = analysis;
  let edits = first;
  for (let round = 0; round < MAX_ROUNDS && edits.length > 0; round++) {
    const text = applyEdits(current.text, edits);
    current = analyse({ ...factsOf(analysis), text });
    edits = preferredEdits(current, settings);
    if (round === 0 && edits.length === 0) {
      return first;
    }
  }
  return difference(analysis.text, current.text);
}

function preferredEdits(analysis: Analysis, settings: RuleSettings): readonly TextEdit[] {
  return withoutOverlaps(
    mendableFindings(analysis, settings).flatMap((finding) => preferredFix(finding) ?? []),
  );
}

function preferredFix(finding: Finding): Fix | undefined {
  return finding.fixes?.().find((fix) => fix.preferred);
}

/** The edits of the fixes, each fix whole or not at all: one that begins where an earlier one still edits waits. */
function withoutOverlaps(fixes: readonly Fix[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  let end = -1;
  const inOrder = fixes
    .map(({ edits }) => [...edits].sort((a, b) => a.span.start - b.span.start))
    .sort((a, b) => startOf(a) - startOf(b));
  for (const edits of inOrder) {
    if (startOf(edits) > end) {
      taken.push(...edits);
      end = Math.max(end, ...edits.map((edit) => edit.span.end));
    }
  }
  return taken;
}

function startOf(edits: readonly TextEdit[]): number {
  return edits[0]?.span.start ?? 0;
}

function factsOf({ uri, own, tellsSyntax, language }: Analysis): Omit<SourceDocument, "text"> {
  return { uri, own, tellsSyntax, language };
}

/** One replacement that turns a text into another, without what both begin and end with. */
function difference(from: string, to: string): readonly TextEdit[] {
  if (from === to) {
    return [];
  }
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) {
    start++;
  }
  let tail = 0;
  while (tail < shorter - start && from[from.length - 1 - tail] === to[to.length - 1 - tail]) {
    tail++;
  }
  return [{ span: { start, end: from.length - tail }, newText: to.slice(start, to.length - tail) }];
}
