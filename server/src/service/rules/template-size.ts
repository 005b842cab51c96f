// A template may have 300 KB, and no quota can be raised that far.
import { contentSpan } from "../syntax/node";
import { defineRule } from "./rule";

/** 300 KB by the larger way of counting; whether 1000 or 1024 bytes make one is not documented. */
const LIMIT = 300 * 1024;

export default defineRule({
  id: "template-size",
  title: "Template over 300 KB",
  subject: "response",
  severity: "error",
  evidence: "documented",
  explanation:
    "AWS documents a fixed quota of 300 KB for a mapping template. Whether a KB has 1000 or 1024 bytes is not documented, " +
    "nor whether characters or bytes are counted; what is marked here is longer by any count. " +
    "Text that does not change is better served from elsewhere, such as Amazon S3, than printed by a template.",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
  examples: {
    faulty: [
      {
        code: `{ "responseTemplates": { "⟦text/plain⟧": "${"x".repeat(LIMIT + 1)}" } }`,
        message: "300 KB",
      },
      {
        code: `{ "responseTemplates": { "application/json": "{}", "⟦text/html⟧": "${"é".repeat(LIMIT + 1)}" } }`,
        message: "300 KB",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "${"x".repeat(250)}" } }`,
      '{ "responseTemplates": { "application/json": null } }',
    ],
  },
  *check({ templates }) {
    for (const { property, value } of templates) {
      // An escape is never shorter than what it stands for: a short source needs no decoding at each keystroke.
      const isShort = value === undefined || value.end - value.start <= LIMIT;
      const length = isShort ? 0 : value.text.value.length;
      if (length > LIMIT) {
        yield {
          span: contentSpan(property.key),
          message: `This template has ${Math.ceil(length / 1024)} KB, and API Gateway documents 300 KB as the most it takes. Write a shorter one.`,
        };
      }
    }
  },
});
