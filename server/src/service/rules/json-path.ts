// The path into the body of the backend's response: JSONPath without its `$.`.
import type { JsonPathProblem } from "../islands/jsonpath/jsonPath";
import { spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule, type Fix } from "./rule";

export default defineRule({
  id: "json-path",
  title: "Not a path into the body",
  subject: "island",
  severity: "warning",
  evidence: "uncertain",
  explanation:
    "What follows `integration.response.body.` is JSONPath without its `$.`: names with dots between them, " +
    "`[0]` for an element of an array, `['a b']` for a name that has dots or blanks. AWS points to Jayway JsonPath, " +
    "which refuses what is marked here; how API Gateway itself answers is not documented. " +
    "A path that finds nothing sets no header.\n\n" +
    "Two dots in a row look at every depth and give a list. That is legal JSONPath and no more than a hint here.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.X-Name": "integration.response.body.pets⟦[0.name⟧" } }`,
        message: "closing bracket",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Name": "integration.response.body.pets⟦[0⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Name": "integration.response.body.pets[0]" } }`,
        message: "closing bracket",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Name": "integration.response.body.pets⟦[name]⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Name": "integration.response.body.pets['name']" } }`,
        message: "Write `['name']`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Location": "integration.response.body.redirect⟦.⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Location": "integration.response.body.redirect" } }`,
        message: "ends in a dot",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Name": "integration.response.body.⟦first name⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Name": "integration.response.body.['first name']" } }`,
        message: "blank",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Location": "integration.response.body.redirect⟦..⟧url" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Location": "integration.response.body.redirect.url" } }`,
        message: "every depth",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.X-Name": "integration.response.body.pets[0].name" } }`,
      `{ "responseParameters": { "method.response.header.X-Name": "integration.response.body.pets[?(@.kind == 'cat')].name" } }`,
      `{ "responseParameters": { "method.response.header.X-Name": "integration.response.body['first name']", "method.response.header.X-All": "integration.response.body.pets[*]" } }`,
    ],
  },
  *check(island) {
    if (island.kind !== "mapping") {
      return;
    }
    const { source } = island.mapping;
    if (source?.value.kind !== "integrationBodyPath") {
      return;
    }
    const { text } = source.node;
    const { steps, problems } = source.value.jsonPath;
    for (const problem of problems) {
      const { mend } = problem;
      yield {
        span: text.toSourceSpan(problem.span),
        message: `${whatIsWrong(problem, text.value.slice(problem.span.start, problem.span.end))} ${REFUSED}`,
        fixes: (): readonly Fix[] =>
          mend === undefined
            ? []
            : [
                {
                  title: mend.text === "" ? "Remove it" : `Write ${mend.text}`,
                  edits: [text.edit(mend.span, mend.text)],
                  preferred: true,
                },
              ],
      };
    }
    for (const [index, { kind, span }] of steps.entries()) {
      const next = steps[index + 1];
      if (problems.length > 0 || kind !== "descent" || next === undefined) {
        continue;
      }
      // The dot of a leading descent stands behind the body's own, and a bracket needs none.
      const dot = span.end - span.start === 1 ? "" : ".";
      yield {
        span: text.toSourceSpan(span),
        message:
          "Two dots look at every depth and give a list, which is not documented for mappings. Write one dot if one step was meant.",
        severity: "hint",
        fixes: () => [
          { title: "Write one dot", edits: [text.edit(spanOf(span.start, span.end), dot)], preferred: false },
        ],
      };
    }
  },
});

const REFUSED = "JsonPath refuses that, and API Gateway may refuse it or set no header.";

function whatIsWrong({ code, mend }: JsonPathProblem, written: string): string {
  switch (code) {
    case "unclosedBracket":
      return `The closing bracket of ${asCode(written)} is missing. Write \`]\` where it belongs.`;
    case "unclosedQuote":
      return `The closing quote of ${asCode(written)} is missing. Write it where the name ends.`;
    case "unclosedParenthesis":
      return "The closing parenthesis is missing. Write `)` where it belongs.";
    case "emptyBrackets":
      return "These brackets are empty. Write an index, `*` or a name in single quotes.";
    case "unquotedName":
      return `A name in brackets stands in quotes. Write ${asCode(mend?.text ?? "['name']")}.`;
    case "malformedBrackets":
      return "In brackets stands an index, `*`, a filter or a name in single quotes. Write one of them.";
    case "trailingDot":
      return "The path ends in a dot. Remove it, or write what follows.";
    case "tooManyDots":
      return "More than two dots stand in a row. Write one.";
    case "blank":
      return mend?.text.startsWith("[")
        ? `A name with a blank in it stands in brackets and quotes. Write ${asCode(mend.text)}.`
        : `A blank stands beside the name. ${mend === undefined ? "Remove it." : `Write ${asCode(mend.text)}.`}`;
  }
}
