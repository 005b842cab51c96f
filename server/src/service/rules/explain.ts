// A rule's page: in Markdown written to `docs/rules`, as plain text printed by `apigw-response explain`.
// What it shows of an example is what the rule really says of it.
import { analyse } from "../analysis";
import { mendableFindings } from "../features/findings";
import { applyEdits } from "../text/textEdit";
import type { Evidence } from "../vocabulary/entry";
import { drawCarets, plainText } from "./exampleText";
import type { Finding, Rule, Severity } from "./rule";

/** How the parts of a page are set apart for who reads it. Inline code keeps its backticks everywhere. */
interface Form {
  heading(text: string, level: 1 | 2): string;
  fix(title: string): string;
  code(text: string, language: string): string;
  link(url: string): string;
}

const FORMS = {
  markdown: {
    heading: (text, level) => `${"#".repeat(level)} ${text}`,
    fix: (title) => `Fix, *${inMarkdown(title)}*:`,
    code: (text, language) => `\`\`\`${language}\n${text}\n\`\`\``,
    link: (url) => `<${url}>`,
  },
  terminal: {
    heading: (text, level) => `${text}\n${(level === 1 ? "=" : "-").repeat(text.length)}`,
    fix: (title) => `Fix: ${title}`,
    code: (text) => text.replaceAll(/^(?=.)/gm, "    "),
    link: (url) => url,
  },
} as const satisfies Readonly<Record<string, Form>>;

export function explainRule(rule: Rule, reader: keyof typeof FORMS = "markdown"): string {
  const form = FORMS[reader];
  const { id, title, severity, evidence, explanation, source, examples } = rule;
  return [
    form.heading(title, 1),
    `Rule \`${id}\` · ${severity}: ${SEVERITIES[severity]} · ${evidence}: ${EVIDENCE[evidence]}`,
    explanation,
    form.heading("Faulty", 2),
    ...examples.faulty.map(({ code }) => faultyExample(rule, plainText(code), form)),
    form.heading("Fine", 2),
    ...examples.fine.map((code) => form.code(code, "json")),
    form.heading("Source", 2),
    form.link(source),
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

function faultyExample(rule: Rule, text: string, form: Form): string {
  const facts = { uri: "file:///example.integration-response.json", own: true, tellsSyntax: true };
  const findings = mendableFindings(analyse({ ...facts, text }, { rules: [rule] }), new Map());
  const carets = drawCarets(
    text,
    findings.map(({ span }) => span),
  );
  const says = findings.map((finding) => `${label(rule, finding)}${finding.message}`);
  const fix = findings[0]?.fixes?.()[0];
  return [
    form.code(carets, "text"),
    ...new Set(says),
    ...(fix === undefined ? [] : [form.fix(fix.title), form.code(applyEdits(text, fix.edits), "json")]),
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
