// Two templates for one media type: keys that differ in case or in parameters only.
import { holderOf } from "../model/integrationResponse";
import { JSON_FORMAT } from "../syntax/json/format";
import { contentSpan } from "../syntax/node";
import { essenceOf } from "../vocabulary/mediaTypes";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "hidden-template",
  title: "Two templates for one media type",
  subject: "response",
  severity: "information",
  evidence: "uncertain",
  explanation:
    "A media type is the same in capitals and small letters, and AWS documents that its parameters are not compared. " +
    "So of two keys such as `application/json` and `application/json; charset=utf-8` one template hides the other; " +
    "which one is not documented. Keep one of them.",
  source: "https://www.rfc-editor.org/rfc/rfc9110.html#section-8.3.1",
  examples: {
    faulty: [
      {
        code: '{ "responseTemplates": { "application/json": "{}", "⟦application/json; charset=utf-8⟧": "[]" } }',
        fixed: '{ "responseTemplates": { "application/json": "{}" } }',
        message: "same media type as `application/json`",
      },
      {
        code: '{ "responseTemplates": { "text/html": "", "Application/JSON": "{}", "⟦application/json⟧": "[]" } }',
        fixed: '{ "responseTemplates": { "text/html": "", "Application/JSON": "{}" } }',
        message: "same media type as `Application/JSON`",
      },
    ],
    fine: [
      '{ "responseTemplates": { "application/json": "{}", "application/problem+json": "{}" } }',
      '{ "responseTemplates": { "text/xml": "", "application/xml": "" } }',
    ],
  },
  *check(response) {
    const first = new Map<string, string>();
    for (const { mediaType, property } of response.templates) {
      const essence = essenceOf(mediaType);
      if (property.key.text.hasHoles || !essence.includes("/")) {
        continue;
      }
      const earlier = first.get(essence);
      if (earlier === undefined) {
        first.set(essence, mediaType);
      } else if (earlier !== mediaType) {
        const map = holderOf(response, property);
        yield {
          span: contentSpan(property.key),
          message: `This is the same media type as ${asCode(earlier)} above, and which of the two templates API Gateway runs is not documented. Remove one of them.`,
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
