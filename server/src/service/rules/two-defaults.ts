// A method has one default response: one without a pattern.
import { stringMember } from "../model/integrationResponse";
import { patternOf } from "../model/method";
import { contentSpan } from "../syntax/node";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "two-defaults",
  title: "Second default response",
  subject: "method",
  severity: "error",
  evidence: "observed",
  explanation:
    "A response whose `selectionPattern` is empty or absent is the default: it answers what no pattern matches. " +
    "A method has one. The PUT of a second is answered with 409 " +
    "`Integration response with selection pattern default already exists`.\n\n" +
    "Give all but one a pattern: for an HTTP backend the status, such as `4\\\\d{2}`; for a Lambda function " +
    "the error's message, such as `(?s).+` for every error. " +
    "Of files that lie side by side it is not known which are deployed, so there it is a warning.",
  source: "https://github.com/hashicorp/terraform/issues/5893",
  examples: {
    faulty: [
      {
        code: '{ "integrationResponses": { "200": { "statusCode": "200" }, "⟦404⟧": { "statusCode": "404" } } }',
        message: "409",
      },
      {
        code: `{
  "type": "AWS",
  "integrationResponses": {
    "200": { "selectionPattern": "" },
    "400": { "selectionPattern": "(?s)Bad.*" },
    "500": { "selectionPattern": ⟦""⟧ }
  }
}`,
        message: "`200`",
      },
    ],
    fine: [
      '{ "integrationResponses": { "200": { "statusCode": "200" }, "404": { "selectionPattern": "404" } } }',
      '{ "integrationResponses": { "200": { "statusCode": "200" } } }',
    ],
  },
  *check({ members, integration, isWhole }) {
    if (integration?.backend === "proxy") {
      return;
    }
    const defaults = members.filter(({ response }) => patternOf(response) === "");
    for (const [index, { uri, nameSpan, response }] of defaults.entries()) {
      const other = defaults.find((_, at) => (isWhole ? at < index : at !== index));
      if (other === undefined) {
        continue;
      }
      const pattern = stringMember(response, "selectionPattern");
      yield {
        uri,
        span: pattern === undefined ? nameSpan : contentSpan(pattern.node),
        message: `${other.status === undefined ? "Another response" : `The response ${asCode(other.status)}`} of this method has no pattern either, and API Gateway answers 409 to the PUT of a second default. Write a \`selectionPattern\` for one of them.`,
        ...(isWhole ? {} : ({ severity: "warning" } as const)),
      };
    }
  },
});
