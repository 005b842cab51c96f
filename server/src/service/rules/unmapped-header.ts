// A header that a method response declares is mapped by the integration response of the same status.
import { mappedHeaders, overridesHeaders } from "../model/method";
import { JSON_FORMAT } from "../syntax/json/format";
import { contentSpan } from "../syntax/node";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "unmapped-header",
  title: "Declared header that nothing maps",
  subject: "method",
  severity: "hint",
  evidence: "observed",
  explanation:
    "A method response declares which headers there may be; that alone sends none. API Gateway copies no header of the backend: " +
    "the client receives what the integration response of the same status maps, what its template sets with " +
    "`$context.responseOverride.header`, and what API Gateway adds itself, such as `Content-Type`.\n\n" +
    "Map the header, or remove the declaration. The rule is silent where a template overrides anything.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-response.html",
  examples: {
    faulty: [
      {
        code: `{
  "methodResponses": { "200": { "responseParameters": { "⟦method.response.header.ETag⟧": false } } },
  "methodIntegration": { "type": "HTTP", "integrationResponses": { "200": {} } }
}`,
        fixed: `{
  "methodResponses": { "200": { "responseParameters": {  } } },
  "methodIntegration": { "type": "HTTP", "integrationResponses": { "200": {} } }
}`,
        message: "does not map",
      },
      {
        code: `{
  "methodResponses": {
    "200": {
      "responseParameters": { "method.response.header.ETag": true, "⟦method.response.header.Link⟧": true }
    }
  },
  "methodIntegration": {
    "integrationResponses": { "200": { "responseParameters": { "method.response.header.ETag": "'a'" } } }
  }
}`,
        fixed: `{
  "methodResponses": {
    "200": {
      "responseParameters": { "method.response.header.ETag": true }
    }
  },
  "methodIntegration": {
    "integrationResponses": { "200": { "responseParameters": { "method.response.header.ETag": "'a'" } } }
  }
}`,
      },
    ],
    fine: [
      `{
  "methodResponses": { "200": { "responseParameters": { "method.response.header.Content-Type": false } } },
  "methodIntegration": { "type": "HTTP", "integrationResponses": { "200": {} } }
}`,
      `{
  "methodResponses": { "200": { "responseParameters": { "method.response.header.ETag": false } } },
  "methodIntegration": { "type": "AWS_PROXY" }
}`,
    ],
  },
  *check({ members, declarations, integration }) {
    if (declarations === undefined || integration?.backend === "proxy") {
      return;
    }
    for (const { status, headers } of declarations.all) {
      const response = members.find((member) => member.status === status)?.response;
      if (response === undefined || overridesHeaders(response)) {
        continue;
      }
      const mapped = mappedHeaders(response).add("content-type");
      for (const { name, key, property } of headers) {
        if (mapped.has(name.toLowerCase())) {
          continue;
        }
        yield {
          uri: declarations.uri,
          span: contentSpan(key),
          message: `The integration response ${asCode(status ?? "")} does not map ${asCode(name)}, so no client receives it. Map it there, or remove the declaration.`,
          fixes: () => {
            const map = declarations.all.find((one) =>
              one.headers.some((header) => header.key === key),
            )?.parameters;
            return map === undefined
              ? []
              : [
                  {
                    title: "Remove the declaration",
                    edits: [JSON_FORMAT.removeProperty(declarations.tree, map, property)],
                    preferred: false,
                  },
                ];
          },
        };
      }
    }
  },
});
