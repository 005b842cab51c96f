// `"$root.name"`: a quote or a line end in the value ends the JSON string around it.
import type { AbstractValue, Reference } from "../islands/vtl";
import { stringMember } from "../model/integrationResponse";
import { defineRule, type Island } from "./rule";
import { QUOTES_BACK, studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-unescaped",
  title: "Value in a JSON string without escapes",
  subject: "island",
  severity: "hint",
  evidence: "documented",
  explanation:
    'A value that is printed between quotes is printed as it is. If it holds a `"`, a `\\` or a line end, what the client ' +
    "gets is no JSON. `$util.escapeJavaScript` escapes them; it also writes `\\'` for `'`, which JSON does not allow, so AWS " +
    `documents to take that back with \`${QUOTES_BACK}\`. \`$input.json('…')\` without quotes around it prints a ` +
    "JSON string as it should be.\n\n" +
    "Where the value can be no such text, as with a number or an identifier, there is nothing to do. `$input.body` between quotes breaks with " +
    "every JSON payload; under `CONVERT_TO_TEXT` it is left alone, since of a binary payload it is base64 then.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
  examples: {
    faulty: [
      {
        code: String.raw`{ "responseTemplates": { "application/json": "{ \"message\": \"⟦$input.path('$.message')⟧\" }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "{ \"message\": \"$util.escapeJavaScript($input.path('$.message')).replaceAll(\"\\\\'\", \"'\")\" }" } }`,
        message: "escapeJavaScript",
      },
      {
        code: String.raw`{ "responseTemplates": { "application/json": "#set($root = $input.path('$'))\n{ \"agent\": \"⟦$!{root.agent}⟧\", \"n\": $root.n }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "#set($root = $input.path('$'))\n{ \"agent\": \"$util.escapeJavaScript($!{root.agent}).replaceAll(\"\\\\'\", \"'\")\", \"n\": $root.n }" } }`,
      },
      {
        code: String.raw`{ "responseTemplates": { "application/json": "{ \"payload\": \"⟦$input.body⟧\" }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "{ \"payload\": \"$util.escapeJavaScript($input.body).replaceAll(\"\\\\'\", \"'\")\" }" } }`,
        message: "every JSON payload",
      },
      {
        code: String.raw`{ "responseTemplates": { "application/json": "#set($error = $util.parseJson($input.path('$.errorMessage')))\n{ \"message\": \"⟦$error.message⟧\", \"code\": $error.code }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "#set($error = $util.parseJson($input.path('$.errorMessage')))\n{ \"message\": \"$util.escapeJavaScript($error.message).replaceAll(\"\\\\'\", \"'\")\", \"code\": $error.code }" } }`,
        message: "escapeJavaScript",
      },
    ],
    fine: [
      String.raw`{ "responseTemplates": { "application/json": "{ \"id\": \"$context.requestId\", \"message\": $input.json('$.message') }" } }`,
      `{ "responseTemplates": { "text/html": "<p title=\\"$input.path('$.title')\\"></p>" } }`,
      `{ "contentHandling": "CONVERT_TO_TEXT", "responseTemplates": { "application/json": "{ \\"data\\": \\"$input.body\\" }" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    const outputs = studied?.isJson ? studied.study.outputs() : undefined;
    if (studied === undefined || outputs === undefined) {
      return;
    }
    const { text } = studied;
    for (const [reference, { values, inText }] of outputs.printed) {
      const isPayload = values.some(({ kind }) => kind === "body");
      if (inText !== true || !values.every(isForeign) || (isPayload && isPerhapsBase64(island))) {
        continue;
      }
      // An object there is another rule's to tell.
      if (
        values.some(
          (value) => value.kind === "payload" && (value.path === "$" || outputs.maps.has(value.path)),
        )
      ) {
        continue;
      }
      yield {
        span: text.toSourceSpan(reference.span),
        message: isPayload
          ? `The payload is printed as it is, and the quotes of every JSON payload break the JSON here. Write \`$util.escapeJavaScript(…)${QUOTES_BACK}\` around it, unless it is base64.`
          : `This is printed as it is, and a quote, backslash or line end in it breaks the JSON. Write \`$util.escapeJavaScript(…)${QUOTES_BACK}\` around it, unless it can hold none.`,
        fixes: () => [
          {
            title: "Write $util.escapeJavaScript around it",
            edits: [text.edit(reference.span, escaped(reference, text.value))],
            preferred: false,
          },
        ],
      };
    }
  },
});

function isForeign(value: AbstractValue): boolean {
  return value.kind === "payload" || value.kind === "outside" || value.kind === "body";
}

function isPerhapsBase64(island: Island): boolean {
  const response = island.kind === "template" ? island.response : undefined;
  return response !== undefined && stringMember(response, "contentHandling")?.value === "CONVERT_TO_TEXT";
}

function escaped({ span }: Reference, value: string): string {
  return `$util.escapeJavaScript(${value.slice(span.start, span.end)})${QUOTES_BACK}`;
}
