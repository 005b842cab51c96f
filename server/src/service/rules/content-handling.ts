// `contentHandling` has two values, and is left out otherwise.
import { memberOf, stringMember } from "../model/integrationResponse";
import { JSON_FORMAT } from "../syntax/json/format";
import { contentSpan } from "../syntax/node";
import { nearest } from "../text/nearest";
import { spanOf } from "../text/span";
import { CONTENT_HANDLING } from "../vocabulary/contentHandling";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "content-handling",
  title: "Not a content handling",
  subject: "response",
  severity: "error",
  evidence: "documented",
  explanation:
    "`contentHandling` is `CONVERT_TO_BINARY` or `CONVERT_TO_TEXT`, in capitals. " +
    "Passing the payload through has no name here, as it has in the console: the member is left out.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html",
  examples: {
    faulty: [
      {
        code: '{ "contentHandling": "⟦convert_to_text⟧" }',
        fixed: '{ "contentHandling": "CONVERT_TO_TEXT" }',
        message: "Perhaps `CONVERT_TO_TEXT` was meant",
      },
      {
        code: '{ "contentHandling": "⟦BINARY⟧" }',
        fixed: '{ "contentHandling": "CONVERT_TO_BINARY" }',
        message: "Perhaps `CONVERT_TO_BINARY` was meant",
      },
      {
        code: '{ "selectionPattern": "", "contentHandling": "⟦PASSTHROUGH⟧" }',
        fixed: '{ "selectionPattern": "" }',
        message: "Leave the member out",
      },
      {
        code: '{ "selectionPattern": "", "contentHandling": ⟦""⟧ }',
        fixed: '{ "selectionPattern": "" }',
        message: "Leave the member out",
      },
      {
        code: '{ "contentHandling": "⟦base64⟧" }',
        message: "Write `CONVERT_TO_BINARY` or `CONVERT_TO_TEXT`",
      },
    ],
    fine: ['{ "contentHandling": "CONVERT_TO_BINARY" }', '{ "contentHandling": "CONVERT_TO_TEXT" }', "{}"],
  },
  *check(response) {
    const handling = stringMember(response, "contentHandling");
    const property = memberOf(response, "contentHandling");
    if (
      handling === undefined ||
      property === undefined ||
      handling.node.text.hasHoles ||
      CONTENT_HANDLING.has(handling.value)
    ) {
      return;
    }
    const { value, node } = handling;
    const span = contentSpan(node);
    if (/^(?:|none|null|pass[-_ ]?through)$/i.test(value.trim())) {
      const removal = JSON_FORMAT.removeProperty(response.tree, response.object, property);
      yield {
        span,
        message: `${value === "" ? "An empty `contentHandling`" : asCode(value)} is none of the two values that API Gateway documents, and it may refuse it. Leave the member out to pass the payload through.`,
        fixes: () => [{ title: "Leave it out", edits: [removal], preferred: false }],
        evidence: "uncertain",
      };
      return;
    }
    const meant = meantBy(value);
    const advice =
      meant === undefined
        ? "Write `CONVERT_TO_BINARY` or `CONVERT_TO_TEXT`."
        : `Perhaps \`${meant}\` was meant.`;
    yield {
      span,
      message: `${asCode(value)} is none of the two values that API Gateway documents. ${advice}`,
      fixes: () =>
        meant === undefined
          ? []
          : [
              {
                title: `Write ${meant}`,
                edits: [node.text.edit(spanOf(0, value.length), meant)],
                preferred: true,
              },
            ],
    };
  },
});

function meantBy(value: string): string | undefined {
  const name = value
    .trim()
    .replaceAll(/[-\s]+/g, "_")
    .toUpperCase();
  const values = [...CONTENT_HANDLING.keys()];
  return values.find((known) => known === name || known.endsWith(`_${name}`)) ?? nearest(name, values);
}
