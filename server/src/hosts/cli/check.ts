// `apigw-response check`: reads, analyses and prints, and ends as badly as the worst finding.
// Invariant: on the standard output nothing but the report; in JSON it is valid JSON, whatever went wrong.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { holdsMarker } from "../../contract";
import { faultOf } from "../../protocol/fault";
import {
  type Analysis,
  analyse,
  failuresOf,
  Lines,
  type MethodMember,
  memberOfMethod,
  mendableFindings,
  methodKeysOf,
  nearest,
  RULES_BY_ID,
  readSamples,
  resemblesOurs,
  type SampleProblem,
  type Severity,
  templateProblems,
  withSiblings,
} from "../../service";
import { jsonReport, type PrettyStyle, prettyReport, prettySummary, type Report } from "./report";
import { readSources, type Source } from "./sources";
import { CHECK_HELP, EXIT, parseUsage, SAMPLE_RULE, UsageError } from "./usage";

export async function runCheck(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseUsage("check", {
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: "string", default: "pretty" },
      "fail-on": { type: "string", default: "error" },
      rule: { type: "string", multiple: true, default: [] },
      "stdin-filename": { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(CHECK_HELP);
    return EXIT.clean;
  }
  if (positionals.length === 0) {
    throw new UsageError("Which files? Name files or folders, or - for the standard input.", "check");
  }
  const isJson = oneOf("--format", values.format, ["pretty", "json"]) === "json";
  const failOn = oneOf("--fail-on", values["fail-on"], SEVERITIES);
  const rules = new Map(values.rule.map(readRule));

  const seen = new Set<string>();
  const checked: Checked[] = [];
  const samples: Report[] = [];
  let hasErrors = false;
  for (const name of positionals) {
    for await (const source of readSources(name, {
      stdinName: values["stdin-filename"],
      withSamples: true,
    })) {
      // A file that is named and also lies in a named folder is checked once.
      const path = resolve(source.file);
      const report = seen.has(path) ? PASSED_OVER : examine(source, rules.get(SAMPLE_RULE));
      if (report.kind === "passedOver") {
        continue;
      }
      seen.add(path);
      if (report.kind === "failed") {
        hasErrors = true;
        tell(report.why);
        continue;
      }
      if (report.kind === "samples") {
        samples.push(report.report);
        continue;
      }
      for (const note of report.notes) {
        hasErrors ||= note.isError;
        tell(note.text);
      }
      checked.push(report);
    }
  }
  const responses = joined(checked).map(({ file, analysis, isOther }): Report => {
    const findings = isOther ? [] : mendableFindings(analysis, rules);
    return { file, lines: new Lines(analysis.text), findings };
  });
  const reports = [...responses, ...samples];
  if (!isJson) {
    process.stdout.write(reports.map((report) => prettyReport(report, STYLE)).join(""));
  }
  process.stdout.write(isJson ? jsonReport(reports) : prettySummary(reports, STYLE));
  if (hasErrors) {
    return EXIT.usage;
  }
  const isBad = reports.some(({ findings }) =>
    findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn)),
  );
  return isBad ? EXIT.findings : EXIT.clean;
}

/** The worst first. */
const SEVERITIES = ["error", "warning", "information", "hint"] as const satisfies readonly Severity[];

const STYLE: PrettyStyle = { isColoured: process.stdout.isTTY === true && process.stdout.hasColors() };

interface Note {
  readonly text: string;
  readonly isError: boolean;
}

type Outcome =
  | { readonly kind: "passedOver" }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "samples"; readonly report: Report }
  | Checked;

interface Checked {
  readonly kind: "checked";
  readonly file: string;
  readonly analysis: Analysis;
  /** It says that it is a document of another kind, which is not ours to judge. */
  readonly isOther: boolean;
  readonly notes: readonly Note[];
}

/** The files of one method know of each other. */
function joined(checked: readonly Checked[]): readonly Checked[] {
  const byKey = new Map<string, MethodMember[]>();
  const keys = checked.map(({ analysis, isOther }) => (isOther ? [] : methodKeysOf(analysis)));
  for (const [index, { analysis }] of checked.entries()) {
    const member = memberOfMethod(analysis);
    for (const key of (member && keys[index]) ?? []) {
      byKey.set(key, [...(byKey.get(key) ?? []), ...(member === undefined ? [] : [member])]);
    }
  }
  return checked.map((one, index) => {
    const siblings = (keys[index] ?? []).flatMap((key) => byKey.get(key) ?? []);
    return { ...one, analysis: withSiblings(one.analysis, [...new Set(siblings)]) };
  });
}

/** Those of a file of samples, which shows all only when its request templates are run. */
function allProblems(text: string): readonly SampleProblem[] {
  const { samples, problems } = readSamples(text);
  return [...problems, ...templateProblems(samples)];
}

const PASSED_OVER: Outcome = { kind: "passedOver" };

function examine(source: Source, ofSamples: Severity | "off" = "error"): Outcome {
  const { file } = source;
  if (source.kind === "error") {
    return { kind: "failed", why: `${file}: ${source.why}.` };
  }
  const { text, claim } = source;
  if (claim === "samples") {
    const findings =
      ofSamples === "off"
        ? []
        : allProblems(text).map((problem) => ({
            rule: SAMPLE_RULE,
            severity: ofSamples,
            ...problem,
          }));
    return { kind: "samples", report: { file, lines: new Lines(text), findings } };
  }
  const analysis = analyse({ uri: uriOf(file), own: claim !== "found", tellsSyntax: true, text });
  const isOther =
    (claim === "own" && isOfAnotherKind(analysis)) || (claim === "named" && !mayBeOurs(analysis));
  if (claim === "found" && analysis.blocks.length === 0) {
    return PASSED_OVER;
  }
  const isFaulty = !isOther && mendableFindings(analysis, new Map()).length > 0;
  const failures = failuresOf(analysis);
  const isRecognised = !isOther && analysis.blocks.some(({ content }) => content.response !== undefined);
  return {
    kind: "checked",
    file,
    analysis,
    isOther,
    notes: [
      ...failures.map(({ rule, error }) => ({
        text: `${file}: the rule ${rule} failed, which is a bug of ours. ${faultOf(error)}`,
        isError: true,
      })),
      ...(isRecognised || isFaulty
        ? []
        : [{ text: `${file}: no integration response found.`, isError: false }]),
    ],
  };
}

/** Whether a file that the user named but whose name says nothing is worth judging. */
function mayBeOurs(analysis: Analysis): boolean {
  const tree = analysis.blocks[0]?.content.tree;
  return tree !== undefined && resemblesOurs(tree, analysis, holdsMarker(analysis.text));
}

/** Members at the root by which a document with a name of ours says that it is something else. */
const OTHER_KINDS: ReadonlySet<string> = new Set([
  "swagger",
  "openapi",
  "Resources",
  "AWSTemplateFormatVersion",
]);

function isOfAnotherKind({ blocks }: Analysis): boolean {
  const root = blocks[0]?.content.tree.root;
  return root?.kind === "object" && root.properties.some(({ key }) => OTHER_KINDS.has(key.text.value));
}

function uriOf(file: string): string {
  return pathToFileURL(file).href;
}

function readRule(argument: string): readonly [string, Severity | "off"] {
  const [, rule = "", level = ""] = /^([^=]*)=(.*)$/s.exec(argument) ?? [];
  if (rule === "" || level === "") {
    throw new UsageError(`--rule takes <id>=<severity>, not “${argument}”.`, "check");
  }
  if (rule !== SAMPLE_RULE && !RULES_BY_ID.has(rule)) {
    const near = nearest(rule, RULES_BY_ID.keys());
    throw new UsageError(
      `There is no rule “${rule}”.${near === undefined ? "" : ` Did you mean “${near}”?`}`,
      "check",
    );
  }
  return [rule, oneOf("--rule", level, [...SEVERITIES, "off"])];
}

function oneOf<const T extends string>(option: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((known) => known === value);
  if (choice === undefined) {
    throw new UsageError(`${option} takes one of ${choices.join(", ")}, not “${value}”.`, "check");
  }
  return choice;
}

function tell(text: string): void {
  process.stderr.write(`apigw-response: ${text}\n`);
}
