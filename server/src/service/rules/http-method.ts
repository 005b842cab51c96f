// The verb in the target of CLI input: the method's own.
import { stringMember } from "../model/integrationResponse";
import { contentSpan } from "../syntax/node";
import { nearest } from "../text/nearest";
import { spanOf } from "../text/span";
import { HTTP_METHODS } from "../vocabulary/httpMethods";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "http-method",
  title: "Not a verb of a method",
  subject: "response",
  severity: "error",
  evidence: "observed",
  explanation:
    `A method of a REST API has one of the verbs ${[...HTTP_METHODS.keys()].map((verb) => `\`${verb}\``).join(", ")}. ` +
    "`httpMethod` names the method, not the verb of the call to the backend, which is `integrationHttpMethod`. " +
    "Any other name is answered with 404 `Invalid Method identifier specified`. " +
    "Whether API Gateway takes a verb in small letters is not documented.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html",
  examples: {
    faulty: [
      {
        code: '{ "httpMethod": "⟦get⟧", "statusCode": "200" }',
        fixed: '{ "httpMethod": "GET", "statusCode": "200" }',
        message: "capitals",
      },
      {
        code: '{ "httpMethod": "⟦POTS⟧", "statusCode": "200" }',
        fixed: '{ "httpMethod": "POST", "statusCode": "200" }',
        message: "Perhaps `POST` was meant",
      },
      { code: '{ "httpMethod": "⟦TRACE⟧", "statusCode": "200" }', message: "no verb" },
    ],
    fine: ['{ "httpMethod": "ANY", "statusCode": "200" }', '{ "httpMethod": "", "statusCode": "" }'],
  },
  *check(response) {
    const verb = stringMember(response, "httpMethod");
    // An empty one is a form not yet filled in: the AWS CLI's skeleton has it.
    if (verb === undefined || verb.node.text.hasHoles || verb.value === "" || HTTP_METHODS.has(verb.value)) {
      return;
    }
    const { value, node } = verb;
    const trimmed = value.trim().toUpperCase();
    const isCase = HTTP_METHODS.has(trimmed);
    const meant = isCase ? trimmed : nearest(value, HTTP_METHODS.keys());
    yield {
      span: contentSpan(node),
      message: isCase
        ? `Verbs are documented in capitals; API Gateway may answer ${asCode(value)} with 404 \`Invalid Method identifier specified\`. Write \`${trimmed}\`.`
        : `${asCode(value)} is no verb of a method, and API Gateway answers 404 \`Invalid Method identifier specified\`. ${
            meant === undefined
              ? `Write one of ${[...HTTP_METHODS.keys()].join(", ")}.`
              : `Perhaps \`${meant}\` was meant.`
          }`,
      fixes: () =>
        meant === undefined
          ? []
          : [
              {
                title: `Write ${meant}`,
                edits: [node.text.edit(spanOf(0, value.length), meant)],
                preferred: isCase,
              },
            ],
      ...(isCase ? ({ severity: "warning", evidence: "uncertain" } as const) : {}),
    };
  },
});
