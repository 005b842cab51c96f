// `contentHandling` beside a template: one of the two has to make the body.
import { memberOf, stringMember, type Template } from "../model/integrationResponse";
import { JSON_FORMAT } from "../syntax/json/format";
import { contentSpan } from "../syntax/node";
import { spanOf } from "../text/span";
import { defineRule, type Problem } from "./rule";

export default defineRule({
  id: "conversion-template",
  title: "Conversion beside a template",
  subject: "response",
  severity: "warning",
  evidence: "observed",
  explanation:
    "With `CONVERT_TO_BINARY` no template can take part: AWS documents none for the conversion from text, and recorded " +
    "answers to a response that has both are 500.\n\n" +
    "With `CONVERT_TO_TEXT` a binary payload becomes base64, which a template reads only through `$input.body`; " +
    "`$input.json` and `$input.path` want JSON. Where the payload is text, as from a MOCK integration, they work, " +
    "so this is a hint. An empty template is none.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html",
  examples: {
    faulty: [
      {
        code: `{ "contentHandling": "⟦CONVERT_TO_BINARY⟧", "responseTemplates": { "application/json": "$input.json('$')" } }`,
        fixed: `{ "responseTemplates": { "application/json": "$input.json('$')" } }`,
        message: "500",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.body" }, "contentHandling": "⟦CONVERT_TO_BINARY⟧" }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.body" } }`,
        message: "no template",
      },
      {
        code: `{ "contentHandling": "CONVERT_TO_TEXT", "responseTemplates": { "application/json": "{ \\"id\\": ⟦$input.json⟧('$.id') }" } }`,
        message: "`$input.body`",
      },
    ],
    fine: [
      '{ "contentHandling": "CONVERT_TO_BINARY", "responseTemplates": { "application/json": "", "text/plain": null } }',
      `{ "contentHandling": "CONVERT_TO_TEXT", "responseTemplates": { "application/json": "{ \\"data\\": \\"$input.body\\" }" } }`,
      `{ "responseTemplates": { "application/json": "$input.json('$')" } }`,
    ],
  },
  *check(response) {
    const handling = stringMember(response, "contentHandling");
    const property = memberOf(response, "contentHandling");
    if (handling === undefined || property === undefined || handling.node.text.hasHoles) {
      return;
    }
    const templates = response.templates.filter(({ value }) => (value?.text.value ?? "").trim() !== "");
    if (handling.value === "CONVERT_TO_BINARY" && templates.length > 0) {
      yield {
        span: contentSpan(handling.node),
        message:
          "With `CONVERT_TO_BINARY` no template can run: clients get a 500. Leave the conversion out, or the template.",
        fixes: () => [
          {
            title: "Leave the conversion out",
            edits: [JSON_FORMAT.removeProperty(response.tree, response.object, property)],
            preferred: false,
          },
        ],
      };
    }
    if (handling.value === "CONVERT_TO_TEXT") {
      for (const template of templates) {
        yield* readsJson(template);
      }
    }
  },
});

function* readsJson({ value }: Template): Generator<Problem> {
  const found = value === undefined ? null : /\$!?\{?input\.(?:json|path)\b/.exec(value.text.value);
  if (value !== undefined && found !== null) {
    yield {
      span: value.text.toSourceSpan(spanOf(found.index, found.index + found[0].length)),
      message:
        "Where the payload is binary, it arrives here as base64 and no JSON. Write `$input.body` to read it; a text payload is read as ever.",
      severity: "hint",
      evidence: "documented",
    };
  }
}
