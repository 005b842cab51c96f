// A proxy integration hands the backend's response through: what its integration responses say is ignored.
import { memberOf } from "../model/integrationResponse";
import { contentSpan } from "../syntax/node";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "proxy-mapping",
  title: "Mapping behind a proxy integration",
  subject: "method",
  severity: "warning",
  evidence: "documented",
  explanation:
    "`AWS_PROXY` and `HTTP_PROXY` integrations hand the backend's answer to the client: integration responses are not used, " +
    "so neither their headers nor their templates take effect. The CORS headers that the console's *Enable CORS* " +
    "maps there do nothing either.\n\n" +
    "Let the backend send the headers, or make the integration `AWS` or `HTTP`.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html",
  examples: {
    faulty: [
      {
        code: `{
  "type": "AWS_PROXY",
  "integrationResponses": {
    "200": { "⟦responseParameters⟧": { "method.response.header.Access-Control-Allow-Origin": "'*'" } }
  }
}`,
        message: "`AWS_PROXY`",
      },
      {
        code: `{
  "methodIntegration": {
    "type": "HTTP_PROXY",
    "integrationResponses": { "200": { "⟦responseTemplates⟧": { "application/json": "{}" } } }
  }
}`,
        message: "templates",
      },
    ],
    fine: [
      '{ "type": "AWS_PROXY", "integrationResponses": { "200": { "responseTemplates": { "application/json": null } } } }',
      `{ "type": "HTTP", "integrationResponses": { "200": { "responseTemplates": { "application/json": "{}" } } } }`,
    ],
  },
  *check({ members, integration }) {
    if (integration?.backend !== "proxy") {
      return;
    }
    for (const { uri, response } of members) {
      const isMapped = response.mappings.length > 0;
      const hasTemplate = response.templates.some(({ value }) => (value?.text.value ?? "") !== "");
      for (const [isUsed, name, what] of [
        [isMapped, "responseParameters", "headers"],
        [hasTemplate, "responseTemplates", "templates"],
      ] as const) {
        const member = isUsed ? memberOf(response, name) : undefined;
        if (member !== undefined) {
          yield {
            uri,
            span: contentSpan(member.key),
            message: `With ${asCode(integration.type?.value ?? "")} API Gateway hands the backend's answer through and ignores these ${what}. Remove them and let the backend do it, or make the integration ${integration.type?.value.toUpperCase() === "HTTP_PROXY" ? "`HTTP`" : "`AWS`"}.`,
          };
        }
      }
    }
  },
});
