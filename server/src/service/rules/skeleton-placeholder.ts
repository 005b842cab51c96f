// `"KeyName": ""`, as the AWS CLI's skeleton has it: a form that is not filled in.
import { holderOf } from "../model/integrationResponse";
import { JSON_FORMAT } from "../syntax/json/format";
import { contentSpan, stringValue } from "../syntax/node";
import { HEADER_TARGET_PREFIX, SKELETON_KEY } from "../vocabulary/grammar";
import { defineRule } from "./rule";

export default defineRule({
  id: "skeleton-placeholder",
  title: "Placeholder left in",
  subject: "response",
  severity: "information",
  evidence: "uncertain",
  explanation:
    "`aws apigateway put-integration-response --generate-cli-skeleton` prints a form in which each map has one entry, " +
    `\`"${SKELETON_KEY}": ""\`. It is to be replaced or removed: \`${SKELETON_KEY}\` is neither a mapping's target nor a media type, ` +
    "and API Gateway refuses other such keys with 400. That it refuses this one is likely; no answer was recorded.",
  source: "https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-skeleton.html",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.ETag": "'a'", "⟦KeyName⟧": "" } }`,
        fixed: `{ "responseParameters": { "method.response.header.ETag": "'a'" } }`,
        message: "`method.response.header.{name}`",
      },
      {
        code: '{ "responseTemplates": { "application/json": "", "⟦KeyName⟧": "" } }',
        fixed: '{ "responseTemplates": { "application/json": "" } }',
        message: "media type",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.KeyName": "''" } }`,
      '{ "responseParameters": {}, "responseTemplates": { "application/json": "" } }',
    ],
  },
  *check(response) {
    const entries = [
      ...response.mappings.map(({ property }) => ({ property, key: `\`${HEADER_TARGET_PREFIX}{name}\`` })),
      ...response.templates.map(({ property }) => ({
        property,
        key: "a media type such as `application/json`",
      })),
    ];
    for (const { property, key } of entries) {
      if (property.key.text.value !== SKELETON_KEY || stringValue(property.value) !== "") {
        continue;
      }
      const map = holderOf(response, property);
      yield {
        span: contentSpan(property.key),
        message: `\`${SKELETON_KEY}\` is what the AWS CLI's skeleton has in place of a key, and API Gateway may refuse it. Write ${key}, or remove the entry.`,
        fixes: () =>
          map === undefined
            ? []
            : [
                {
                  title: "Remove it",
                  edits: [JSON_FORMAT.removeProperty(response.tree, map, property)],
                  preferred: false,
                },
              ],
      };
    }
  },
});
