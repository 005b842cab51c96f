// The same header under two spellings: HTTP does not tell capitals from small letters.
import { holderOf } from "../model/integrationResponse";
import { JSON_FORMAT } from "../syntax/json/format";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "header-case",
  title: "Header mapped twice",
  subject: "response",
  severity: "information",
  evidence: "uncertain",
  explanation:
    "The names of headers are the same in capitals and small letters, in HTTP and for every client. " +
    "`responseParameters` takes both spellings for two keys. Which of the two values API Gateway sends, or whether it sends both, " +
    "is not documented. Keep one of them.\n\n" +
    "Two spellings of `Set-Cookie` are a known way to set two cookies, and no more than a hint.",
  source: "https://www.rfc-editor.org/rfc/rfc9110.html#section-5.1",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.ETag": "'a'", "method.response.header.⟦Etag⟧": "'b'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.ETag": "'a'" } }`,
        message: "the same header as `ETag`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.x-id": "context.requestId", "method.response.header.X-Trace": "context.xrayTraceId", "method.response.header.⟦X-Id⟧": "context.requestId" } }`,
        fixed: `{ "responseParameters": { "method.response.header.x-id": "context.requestId", "method.response.header.X-Trace": "context.xrayTraceId" } }`,
        message: "the same header as `x-id`",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.ETag": "'a'", "method.response.header.X-ETag": "'a'" } }`,
      `{ "responseParameters": { "method.response.header.x-id": "integration.response.header.X-Id" } }`,
    ],
  },
  *check(response) {
    const first = new Map<string, string>();
    for (const { key, property } of response.mappings) {
      if (key.kind !== "header" || property.key.text.hasHoles) {
        continue;
      }
      const folded = key.name.toLowerCase();
      const earlier = first.get(folded);
      if (earlier === undefined) {
        first.set(folded, key.name);
      } else if (earlier !== key.name) {
        const map = holderOf(response, property);
        yield {
          span: property.key.text.toSourceSpan(key.nameSpan),
          message: `HTTP takes this for the same header as ${asCode(earlier)} above, and which value API Gateway sends is not documented. Remove one of the two.`,
          ...(folded === "set-cookie" ? ({ severity: "hint" } as const) : {}),
          fixes: () =>
            map === undefined
              ? []
              : [
                  {
                    title: "Remove this one",
                    edits: [JSON_FORMAT.removeProperty(response.tree, map, property)],
                    preferred: false,
                  },
                ],
        };
      }
    }
  },
});
