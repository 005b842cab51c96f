// `.*Error.*` on an HTTP backend, of which only the status is tried.
import { compileRegex, OVERLAP_BUDGET, overlapOf, parseSource } from "../islands/regex";
import type { SelectionPattern } from "../model/integrationResponse";
import { contentSpan } from "../syntax/node";
import { spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule } from "./rule";
import { statusesMatched, statusPartMatched, triesStatus } from "./statuses";

export default defineRule({
  id: "pattern-no-status",
  title: "Pattern that no status matches",
  subject: "method",
  severity: "warning",
  evidence: "documented",
  explanation:
    "For an HTTP backend, a service of AWS other than Lambda, and a mock, the pattern is tried against the status alone, " +
    "three digits. The body is never looked at, so `.*Error.*` matches nothing there, and the response is never chosen.\n\n" +
    "A pattern that matches a part of a status, such as `40`, is told as information: AWS's examples want the whole to " +
    "match, and no recorded answer proves it.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html",
  examples: {
    faulty: [
      {
        code: `{
  "type": "HTTP",
  "uri": "https://example.com",
  "integrationResponses": { "200": {}, "404": { "selectionPattern": "⟦(?s).*Not Found.*⟧" } }
}`,
        message: "never its body",
      },
      {
        code: String.raw`{ "type": "HTTP", "uri": "https://example.com", "integrationResponses": { "200": {}, "400": { "selectionPattern": "⟦(?s).*httpStatus\":400.*⟧" } } }`,
        fixed: `{ "type": "HTTP", "uri": "https://example.com", "integrationResponses": { "200": {}, "400": { "selectionPattern": "400" } } }`,
        message: "Write `400`",
      },
      {
        code: '{ "type": "MOCK", "integrationResponses": { "200": {}, "400": { "selectionPattern": "⟦(?s)Bad.+⟧" } } }',
        message: "This mock's status",
      },
      {
        code: '{ "type": "HTTP", "uri": "https://example.com", "integrationResponses": { "200": {}, "400": { "selectionPattern": "⟦40⟧" } } }',
        message: "matches no whole status",
      },
      {
        code: '{ "type": "HTTP", "uri": "https://example.com", "integrationResponses": { "200": {}, "500": { "selectionPattern": "⟦5xx⟧" } } }',
        fixed: String.raw`{ "type": "HTTP", "uri": "https://example.com", "integrationResponses": { "200": {}, "500": { "selectionPattern": "5\\d{2}" } } }`,
      },
    ],
    fine: [
      String.raw`{ "type": "HTTP", "uri": "https://example.com", "integrationResponses": { "200": {}, "400": { "selectionPattern": "4\\d{2}" } } }`,
      '{ "type": "MOCK", "integrationResponses": { "200": {}, "400": { "selectionPattern": "1000" } } }',
      '{ "type": "AWS", "uri": "arn:aws:apigateway:eu-west-1:lambda:path/f", "integrationResponses": { "200": {}, "404": { "selectionPattern": "(?s).*Not Found.*" } } }',
      '{ "type": "AWS", "integrationResponses": { "200": {}, "404": { "selectionPattern": "(?s).*Not Found.*" } } }',
    ],
  },
  *check({ members, integration }) {
    const backend = integration?.backend;
    if (!triesStatus(backend)) {
      return;
    }
    for (const { uri, response } of members) {
      const { pattern } = response;
      if (pattern === undefined || pattern.node.text.value === "" || pattern.node.text.hasHoles) {
        continue;
      }
      if (statusesMatched(pattern)?.length !== 0 || (backend === "mock" && mayMatchNumber(pattern))) {
        continue;
      }
      const { text } = pattern.node;
      const named = [...new Set(text.value.match(/(?<!\d)[1-5]\d\d(?!\d)/g))];
      const ofClass = /^([1-5])[xX]{2}$/.exec(text.value)?.[1];
      const [only] = ofClass !== undefined ? [`${ofClass}\\d{2}`] : named.length === 1 ? named : [];
      const instead = only === undefined ? "a status, such as `404` or `4\\d{2}`" : asCode(only);
      const isPart = statusPartMatched(pattern);
      yield {
        uri,
        span: contentSpan(pattern.node),
        message: isPart
          ? `A pattern may have to match the whole status, as in AWS's examples, and this one matches no whole status. Write ${instead}.`
          : `${backend === "mock" ? "This mock's status is" : "The backend's status is"} what this pattern is tried against, never its body. ` +
            `No status matches it, so this response is never chosen. Write ${instead}.`,
        fixes: () =>
          only === undefined
            ? []
            : [
                {
                  title: `Write ${only}`,
                  edits: [text.edit(spanOf(0, text.value.length), only)],
                  preferred: false,
                },
              ],
        ...(isPart ? { severity: "information", evidence: "uncertain" } : {}),
      };
    }
  },
});

/** A mock's request template may print any whole number as its status. */
function mayMatchNumber(pattern: SelectionPattern): boolean {
  const budget = { steps: OVERLAP_BUDGET };
  const regex = parseSource("\\d+");
  const number = { regex: () => regex, program: () => compileRegex(regex) };
  return overlapOf(pattern, number, budget) !== undefined || budget.steps < 0;
}
