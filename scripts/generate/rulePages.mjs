// A page for each rule and their index, in docs/rules.

export function rulePages({ RULES, explainRule }) {
  const rows = RULES.map(
    ({ id, title, severity, evidence }) => `| [\`${id}\`](${id}.md) | ${title} | ${severity} | ${evidence} |`,
  );
  const index = [
    "# Rules",
    "What is checked in an integration response. Severity follows what API Gateway does: an **error** is refused, " +
      "a **warning** breaks at run time or is lost, **information** may surprise, a **hint** is style. " +
      "Evidence says how that is known: *documented* by AWS or a standard, *observed* in answers of the service or " +
      "the AWS CLI, or *uncertain*. Single findings may differ from their rule; their pages say so.",
    ["| rule | what is wrong | severity | evidence |", "|---|---|---|---|", ...rows].join("\n"),
    "`apigatewayResponse.rules` in the [settings](../settings.md) gives a rule another severity or turns it `off`.",
  ];
  return [
    { path: "docs/rules/README.md", text: `${index.join("\n\n")}\n` },
    ...RULES.map((rule) => ({ path: `docs/rules/${rule.id}.md`, text: explainRule(rule) + seeAlso(rule) })),
  ];
}

/** What the rules about the choice of a response stand on is told in one place. */
function seeAlso({ id }) {
  return /pattern|default/.test(id)
    ? "\nWhat is documented, observed and unproven of how a response is chosen: [selection](../selection.md).\n"
    : "";
}
