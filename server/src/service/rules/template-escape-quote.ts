// `$util.escapeJavaScript` writes `\'`, and JSON knows no such escape.
import { spanOf } from "../text/span";
import { defineRule } from "./rule";
import { QUOTES_BACK, studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-escape-quote",
  title: "Escaped apostrophe in JSON",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "`$util.escapeJavaScript` turns `'` into `\\'`. That is right for JavaScript and wrong for JSON: a value such as `it's` " +
    `breaks the body. AWS documents to add \`${QUOTES_BACK}\` behind it.`,
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
  examples: {
    faulty: [
      {
        code: String.raw`{ "responseTemplates": { "application/json": "{ \"message\": \"⟦$util.escapeJavaScript($input.path('$.message'))⟧\" }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "{ \"message\": \"$util.escapeJavaScript($input.path('$.message')).replaceAll(\"\\\\'\", \"'\")\" }" } }`,
        message: "replaceAll",
      },
      {
        code: String.raw`{ "responseTemplates": { "application/json": "#set($safe = $util.escapeJavaScript($input.body))\n{ \"message\": \"⟦$!{safe}⟧\" }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "#set($safe = $util.escapeJavaScript($input.body))\n{ \"message\": \"$!{safe.replaceAll(\"\\\\'\", \"'\")}\" }" } }`,
      },
    ],
    fine: [
      String.raw`{ "responseTemplates": { "application/json": "#set($safe = $util.escapeJavaScript($input.body))\n#set($safe = $safe.replaceAll(\"\\\\'\", \"'\"))\n{ \"message\": \"$safe\" }" } }`,
      `{ "responseTemplates": { "text/html": "<script>say('$util.escapeJavaScript($input.body)')</script>" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    const outputs = studied?.isJson ? studied.study.outputs() : undefined;
    if (studied === undefined || outputs === undefined) {
      return;
    }
    const { text } = studied;
    for (const [{ span, formal }, { values, inText }] of outputs.printed) {
      if (inText === true && values.every(({ kind }) => kind === "escaped")) {
        const end = formal ? span.end - 1 : span.end;
        yield {
          span: text.toSourceSpan(span),
          message: `\`$util.escapeJavaScript\` writes \`\\'\` for an apostrophe, and JSON allows no such escape: clients cannot read the body. Add \`${QUOTES_BACK}\`.`,
          fixes: () => [
            {
              title: "Write .replaceAll behind it",
              edits: [text.edit(spanOf(end, end), QUOTES_BACK)],
              preferred: true,
            },
          ],
        };
      }
    }
  },
});
