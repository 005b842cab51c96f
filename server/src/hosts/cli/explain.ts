// `apigw-response explain`: a rule's page, for the terminal. Without a rule, the list of all.
import { explainRule, nearest, RULES, RULES_BY_ID } from "../../service";
import { EXIT, EXPLAIN_HELP, parseUsage, SAMPLE_RULE, UsageError } from "./usage";

export function runExplain(args: readonly string[]): number {
  const { values, positionals } = parseUsage("explain", {
    args: [...args],
    allowPositionals: true,
    options: { help: { type: "boolean", short: "h", default: false } },
  });
  if (values.help) {
    process.stdout.write(EXPLAIN_HELP);
    return EXIT.clean;
  }
  process.stdout.write(positionals.length === 0 ? listOfRules() : positionals.map(pageOf).join("\n"));
  return EXIT.clean;
}

const SAMPLE_PAGE = `A file of samples, *.samples.json, holds what cannot be read as one: a sample without a name, a member that is
none, a value of another kind. render and match leave such a sample out, and the preview does not offer it.
docs/samples.schema.json says what a sample may hold; New Sample… in VS Code writes one.
`;

function pageOf(id: string): string {
  if (id === SAMPLE_RULE) {
    return SAMPLE_PAGE;
  }
  const rule = RULES_BY_ID.get(id);
  if (rule === undefined) {
    const near = nearest(id, RULES_BY_ID.keys());
    throw new UsageError(
      `There is no rule “${id}”.${near === undefined ? "" : ` Did you mean “${near}”?`}`,
      "explain",
    );
  }
  return explainRule(rule, "terminal");
}

function listOfRules(): string {
  const width = Math.max(...RULES.map(({ id }) => id.length));
  return RULES.map(
    ({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(11)}  ${title}\n`,
  ).join("");
}
