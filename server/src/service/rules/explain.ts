// A rule's page, in Markdown: written to `docs/rules` and printed by `apigw-response explain`.
// What it shows of an example is what the rule really says of it.
import { analyse } from "../analysis";
import { mendableFindings } from "../features/findings";
import { applyEdits } from "../text/textEdit";
import type { Evidence } from "../vocabulary/entry";
import { drawCarets, plainText } from "./exampleText";
import type { Finding, Rule, Severity } from "./rule";

export function explainRule(rule: Rule): string {
  const { id, title, severity, evidence, explanation, source, examples } = rule;
  return [
    `# ${title}`,
    `Rule \`${id}\` · ${severity}: ${SEVERITIES[severity]} · ${evidence}: ${EVIDENCE[evidence]}`,
    explanation,
    "## Faulty",
    ...examples.faulty.map(({ code }) => faultyExample(rule, plainText(code))),
    "## Fine",
    ...examples.fine.map((code) => fenced(code, "json")),
    "## Source",
    `<${source}>`,
  ]
    .join("\n\n")
    .concat("\n");
}

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: "API Gateway or the AWS CLI refuses it",
  warning: "it breaks when a request is served, or is lost",
  information: "it may surprise",
  hint: "it is a matter of style",
};

const EVIDENCE: Readonly<Record<Evidence, string>> = {
  documented: "AWS or a standard says so",
  observed: "seen in answers of API Gateway or of the AWS CLI",
  uncertain: "neither documented nor seen; it may be otherwise",
};

function faultyExample(rule: Rule, text: string): string {
  const facts = { uri: "file:///example.integration-response.json", own: true, tellsSyntax: true };
  const findings = mendableFindings(analyse({ ...facts, text }, { rules: [rule] }), new Map());
  const carets = drawCarets(
    text,
    findings.map(({ span }) => span),
  );
  const says = findings.map((finding) => `${label(rule, finding)}${finding.message}`);
  const fix = findings[0]?.fixes?.()[0];
  return [
    fenced(carets, "text"),
    ...new Set(says),
    ...(fix === undefined
      ? []
      : [`Fix, *${inMarkdown(fix.title)}*:`, fenced(applyEdits(text, fix.edits), "json")]),
  ].join("\n\n");
}

/** Says how a finding differs from what its rule usually is. */
function label(rule: Rule, { severity, evidence }: Finding): string {
  const differences = [
    ...(severity === rule.severity ? [] : [severity]),
    ...(evidence === rule.evidence ? [] : [evidence]),
  ];
  return differences.length === 0 ? "" : `(${differences.join(", ")}) `;
}

/** A title as Markdown shows it: fixes are plain text. */
function inMarkdown(title: string): string {
  return title.replaceAll(/[\\`*_<>[\]]/g, "\\$&");
}

function fenced(code: string, language: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}
