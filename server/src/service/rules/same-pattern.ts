// Two responses of a method with the same pattern: which of them answers is not known.
import { stringMember } from "../model/integrationResponse";
import { patternOf } from "../model/method";
import { contentSpan } from "../syntax/node";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "same-pattern",
  title: "Pattern that another response has",
  subject: "method",
  severity: "information",
  evidence: "uncertain",
  explanation:
    "API Gateway picks a response by its `selectionPattern`. Which one it takes when two match is not documented, " +
    "so two responses with the same pattern are at best one too many. By the words of the conflict that a second default " +
    "is answered with, the PUT of the second may be refused.\n\n" +
    "Write patterns of which one matches.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html",
  examples: {
    faulty: [
      {
        code: `{
  "integrationResponses": {
    "200": {},
    "400": { "selectionPattern": "4.." },
    "404": { "selectionPattern": "⟦4..⟧" }
  }
}`,
        message: "`400`",
      },
      {
        code: '{ "integrationResponses": { "200": {}, "400": { "selectionPattern": "5.." }, "500": { "selectionPattern": "⟦5..⟧" } } }',
        message: "not documented",
      },
    ],
    fine: [
      '{ "integrationResponses": { "200": {}, "400": { "selectionPattern": "400" }, "404": { "selectionPattern": "404" } } }',
      '{ "type": "MOCK", "integrationResponses": { "200": { "selectionPattern": "" } } }',
    ],
  },
  *check({ members, integration, isWhole }) {
    if (integration?.backend === "proxy") {
      return;
    }
    for (const [index, { uri, response }] of members.entries()) {
      const pattern = stringMember(response, "selectionPattern");
      const value = patternOf(response);
      const other =
        pattern === undefined || value === undefined || value === ""
          ? undefined
          : members.find(
              (candidate, at) =>
                (isWhole ? at < index : at !== index) && patternOf(candidate.response) === value,
            );
      if (pattern !== undefined && other !== undefined) {
        yield {
          uri,
          span: contentSpan(pattern.node),
          message: `${other.status === undefined ? "Another response" : `The response ${asCode(other.status)}`} of this method has the same pattern. Which of the two answers is not documented, and API Gateway may refuse the second. Write patterns that tell them apart.`,
        };
      }
    }
  },
});
