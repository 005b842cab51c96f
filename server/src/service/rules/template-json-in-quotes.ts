// `"$input.json('$.name')"`: JSON brings its own quotes.
import type { Step } from "../islands/vtl";
import type { DecodedText } from "../text/decodedText";
import { spanOf } from "../text/span";
import { defineRule, type Fix } from "./rule";
import { studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-json-in-quotes",
  title: "JSON between quotes",
  subject: "island",
  severity: "information",
  evidence: "documented",
  explanation:
    "`$input.json('…')` prints JSON: a text with its quotes, and `\"\"` where nothing is found. Between quotes that becomes " +
    '`""Rex""`, which is no JSON. Only a number, `true`, `false` or `null` would survive. Leave the quotes out.',
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
  examples: {
    faulty: [
      {
        code: String.raw`{ "responseTemplates": { "application/json": "{ \"name\": \"⟦$input.json('$.name')⟧\" }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "{ \"name\": $input.json('$.name') }" } }`,
        message: "its own quotes",
      },
      {
        code: String.raw`{ "responseTemplates": { "application/json": "{ \"text\": \"Name: ⟦$input.json('$.name')⟧\" }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "{ \"text\": \"Name: $input.path('$.name')\" }" } }`,
        message: "$input.path",
      },
    ],
    fine: [
      String.raw`{ "responseTemplates": { "text/plain": "\"$input.json('$.name')\"" } }`,
      String.raw`{ "responseTemplates": { "application/json": "{ \"name\": $input.json('$.name') }" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    const outputs = studied?.isJson ? studied.study.outputs() : undefined;
    if (studied === undefined || outputs === undefined) {
      return;
    }
    const { text } = studied;
    for (const [{ span, root, steps }, { values, inText }] of outputs.printed) {
      if (inText !== true || !values.every(({ kind }) => kind === "json")) {
        continue;
      }
      const isAlone = text.value.charAt(span.start - 1) === '"' && text.value.charAt(span.end) === '"';
      yield {
        span: text.toSourceSpan(span),
        message: `\`$input.json\` prints a text with its own quotes, and two pairs of them are no JSON. ${
          isAlone ? "Leave the quotes around it out." : "Write `$input.path` inside of a text."
        }`,
        fixes: () =>
          isAlone
            ? [
                {
                  title: "Leave the quotes out",
                  edits: [
                    text.edit(spanOf(span.start - 1, span.start), ""),
                    text.edit(spanOf(span.end, span.end + 1), ""),
                  ],
                  preferred: true,
                },
              ]
            : asPath(text, root === "input" ? steps[0] : undefined),
      };
    }
  },
});

/** The text itself, which is to be escaped then. */
function asPath(text: DecodedText, step: Step | undefined): readonly Fix[] {
  return step?.kind === "method" && step.name === "json"
    ? [{ title: "Write $input.path", edits: [text.edit(step.nameSpan, "path")], preferred: false }]
    : [];
}
