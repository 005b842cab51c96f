// Where one response of a method lets other origins read it, all do.
import { memberOf } from "../model/integrationResponse";
import { type MethodMember, mappedHeaders, overridesHeaders } from "../model/method";
import { JSON_FORMAT } from "../syntax/json/format";
import { contentSpan, stringValue } from "../syntax/node";
import type { TextEdit } from "../text/textEdit";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

const ALLOW_ORIGIN = "access-control-allow-origin";

export default defineRule({
  id: "partial-cors",
  title: "CORS on some responses only",
  subject: "method",
  severity: "warning",
  evidence: "documented",
  explanation:
    "A browser shows a page of another origin only responses with `Access-Control-Allow-Origin`. " +
    "Each response of the method has to map it, errors too: without it the page learns of a network error " +
    "and nothing of the status and the body.\n\n" +
    "Errors that API Gateway makes itself never come to an integration response: their headers belong into " +
    "the gateway responses `DEFAULT_4XX` and `DEFAULT_5XX`. " +
    "The rule is silent about a response whose template overrides anything.",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html",
  examples: {
    faulty: [
      {
        code: `{
  "integrationResponses": {
    "200": { "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } },
    "⟦500⟧": { "selectionPattern": "(?s).+" }
  }
}`,
        fixed: `{
  "integrationResponses": {
    "200": { "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } },
    "500": { "selectionPattern": "(?s).+", "responseParameters": {
        "method.response.header.Access-Control-Allow-Origin": "'*'"
      } }
  }
}`,
        message: "`200`",
      },
      {
        code: `{
  "integrationResponses": {
    "200": { "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } },
    "404": {
      "selectionPattern": "404",
      "⟦responseParameters⟧": { "method.response.header.ETag": "'a'" }
    }
  }
}`,
        fixed: `{
  "integrationResponses": {
    "200": { "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } },
    "404": {
      "selectionPattern": "404",
      "responseParameters": { "method.response.header.ETag": "'a'", "method.response.header.Access-Control-Allow-Origin": "'*'" }
    }
  }
}`,
      },
    ],
    fine: [
      `{
  "integrationResponses": {
    "200": { "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } },
    "500": {
      "selectionPattern": "(?s).+",
      "responseParameters": { "method.response.header.access-control-allow-origin": "'*'" }
    }
  }
}`,
      '{ "integrationResponses": { "200": {}, "404": { "selectionPattern": "404" } } }',
    ],
  },
  *check({ members, integration }) {
    const model = members.find(({ response }) => mappedHeaders(response).has(ALLOW_ORIGIN));
    if (model === undefined || integration?.backend === "proxy") {
      return;
    }
    for (const member of members) {
      const { uri, nameSpan, response } = member;
      if (mappedHeaders(response).has(ALLOW_ORIGIN) || overridesHeaders(response)) {
        continue;
      }
      const parameters = memberOf(response, "responseParameters");
      yield {
        uri,
        span: parameters === undefined ? nameSpan : contentSpan(parameters.key),
        message: `${model.status === undefined ? "Another response" : `The response ${asCode(model.status)}`} of this method maps \`Access-Control-Allow-Origin\` and this one does not, so a browser keeps this one from pages of other origins. Map the header here too.`,
        fixes: () => {
          const edit = copyOrigin(model, member);
          return edit === undefined
            ? []
            : [{ title: "Write the same mapping here", edits: [edit], preferred: false }];
        },
      };
    }
  },
});

function copyOrigin(from: MethodMember, { response }: MethodMember): TextEdit | undefined {
  const mapping = from.response.mappings.find(
    ({ key }) => key.kind === "header" && key.name.toLowerCase() === ALLOW_ORIGIN,
  );
  const value = stringValue(mapping?.property.value);
  if (mapping === undefined || value === undefined) {
    return undefined;
  }
  const key = mapping.property.key.text.value;
  const map = memberOf(response, "responseParameters")?.value;
  return map?.kind === "object"
    ? JSON_FORMAT.insertProperty(response.tree, map, key, value)
    : map === undefined
      ? JSON_FORMAT.insertProperty(response.tree, response.object, "responseParameters", { [key]: value })
      : undefined;
}
