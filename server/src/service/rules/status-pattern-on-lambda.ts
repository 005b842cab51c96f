// `4\d{2}` on a Lambda function, whose status nobody tries: its error message is.

import { stringMember } from "../model/integrationResponse";
import { patternOf } from "../model/method";
import { contentSpan } from "../syntax/node";
import { spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule } from "./rule";
import { isStatusPattern, statusesMatched } from "./statuses";

export default defineRule({
  id: "status-pattern-on-lambda",
  title: "Pattern of a status, on a Lambda function",
  subject: "method",
  severity: "information",
  evidence: "observed",
  explanation:
    "For a Lambda function the pattern is tried against the `errorMessage` of the error that it returned, and against " +
    "the empty text where it returned none. A status is never tried: the function's call has one, and it is 200 for an " +
    "error too. Recorded answers of the service have the pattern `200` miss a success. By AWS's examples the whole " +
    "message has to match, so `404` answers a message that is exactly `404` and no other.\n\n" +
    "That may be what is meant, where the function raises its errors with a status and nothing else. Otherwise write what the " +
    "message holds, such as `(?s).*404.*` or `\\[404\\].*`.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html",
  examples: {
    faulty: [
      {
        code: `{
  "type": "AWS",
  "uri": "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations",
  "integrationResponses": { "200": {}, "404": { "selectionPattern": "⟦404⟧" } }
}`,
        fixed: `{
  "type": "AWS",
  "uri": "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations",
  "integrationResponses": { "200": {}, "404": { "selectionPattern": "(?s).*404.*" } }
}`,
        message: "exactly",
      },
      {
        code: String.raw`{ "type": "AWS", "uri": "arn:aws:apigateway:eu-west-1:lambda:path/f", "integrationResponses": { "200": {}, "400": { "selectionPattern": "⟦4\\d{2}⟧" } } }`,
        fixed: String.raw`{ "type": "AWS", "uri": "arn:aws:apigateway:eu-west-1:lambda:path/f", "integrationResponses": { "200": {}, "400": { "selectionPattern": "(?s).*4\\d{2}.*" } } }`,
        message: "such as `400`",
      },
      {
        code: String.raw`{ "type": "AWS", "uri": "arn:aws:apigateway:eu-west-1:lambda:path/f", "integrationResponses": { "200": { "selectionPattern": "⟦2\\d{2}⟧" }, "500": {} } }`,
        message: "default",
      },
    ],
    fine: [
      String.raw`{ "type": "HTTP", "uri": "https://example.com", "integrationResponses": { "200": {}, "400": { "selectionPattern": "4\\d{2}" } } }`,
      '{ "type": "AWS", "integrationResponses": { "200": {}, "404": { "selectionPattern": "404" } } }',
      String.raw`{ "type": "AWS", "uri": "arn:aws:apigateway:eu-west-1:lambda:path/f", "integrationResponses": { "200": {}, "404": { "selectionPattern": "(?s)\\[404\\].*" } } }`,
    ],
  },
  *check({ members, integration }) {
    if (integration?.backend !== "lambda") {
      return;
    }
    for (const { uri, response } of members) {
      const { pattern } = response;
      const written = stringMember(response, "selectionPattern");
      if (pattern === undefined || written === undefined || pattern.node.text.hasHoles) {
        continue;
      }
      const matched = statusesMatched(pattern);
      const statuses = isStatusPattern(pattern, matched) ? (matched ?? []) : [];
      const [first] = statuses;
      if (first === undefined) {
        continue;
      }
      const isForSuccess = statuses.every((status) => status.startsWith("2"));
      const hasDefault = members.some((member) => patternOf(member.response) === "");
      const { text } = pattern.node;
      const isChoice = pattern.regex().root.kind === "alternation";
      const holding = isChoice ? `(?s).*(?:${text.value}).*` : `(?s).*${text.value}.*`;
      const meant = isForSuccess ? "" : holding;
      const instead = isForSuccess
        ? "A success is tried as the empty text: leave the pattern empty, which makes the default, for the response that answers it"
        : `Write what the message holds, such as ${asCode(meant)}`;
      yield {
        uri,
        span: contentSpan(pattern.node),
        message:
          "A Lambda function's errorMessage is what this pattern is tried against, never a status. It matches only a message " +
          `that is exactly ${text.value === first ? asCode(first) : `a status such as ${asCode(first)}`}. ${instead}.`,
        fixes: () =>
          isForSuccess && hasDefault
            ? []
            : [
                {
                  title: isForSuccess ? "Leave the pattern empty" : `Write ${meant}`,
                  edits: [text.edit(spanOf(0, text.value.length), meant)],
                  preferred: false,
                },
              ],
      };
    }
  },
});
