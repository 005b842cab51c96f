// The status that an integration response maps to: one, of three digits.
import { stringMember } from "../model/integrationResponse";
import { contentSpan } from "../syntax/node";
import { spanOf } from "../text/span";
import { STATUS_CODE } from "../vocabulary/grammar";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "status-code",
  title: "Not a status code",
  subject: "response",
  severity: "error",
  evidence: "observed",
  explanation:
    "`statusCode` matches `[1-5]\\d\\d`. Anything else is answered with 400 `ValidationException`: " +
    "`Member must satisfy regular expression pattern: [1-5]\\d\\d`.\n\n" +
    "An integration response belongs to one status of the method. Which answers of the backend lead to it " +
    "is said by `selectionPattern`, a regular expression: `2\\\\d{2}` for every status from 200 to 299 of an HTTP backend.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html",
  examples: {
    faulty: [
      { code: '{ "statusCode": "⟦2xx⟧" }', message: "`selectionPattern`" },
      { code: '{ "statusCode": "⟦default⟧", "selectionPattern": "" }', message: "`selectionPattern`" },
      {
        code: '{ "statusCode": "⟦200 OK⟧" }',
        fixed: '{ "statusCode": "200" }',
        message: "Write `200`",
      },
      { code: '{ "statusCode": "⟦600⟧" }', message: "three digits, the first from 1 to 5" },
    ],
    fine: [
      '{ "statusCode": "200" }',
      '{ "statusCode": "599", "selectionPattern": "(?s).+" }',
      '{ "statusCode": "" }',
    ],
  },
  *check(response) {
    const status = stringMember(response, "statusCode");
    // An empty one is a form not yet filled in: the AWS CLI's skeleton has it.
    if (
      status === undefined ||
      status.node.text.hasHoles ||
      status.value === "" ||
      STATUS_CODE.test(status.value)
    ) {
      return;
    }
    const { value, node } = status;
    const [only, ...others] = value.match(/(?<!\d)[1-5]\d\d(?!\d)/g) ?? [];
    const meant = others.length === 0 ? only : undefined;
    yield {
      span: contentSpan(node),
      message: `${asCode(value)} is no status code, and API Gateway answers 400 \`ValidationException\`. ${adviceFor(value, meant)}`,
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

function adviceFor(value: string, meant: string | undefined): string {
  if (meant !== undefined) {
    return `Write \`${meant}\`.`;
  }
  return /^(?:default|any|\*|[1-5][\dx*.]{1,3})$/i.test(value) && /[^\d]/.test(value)
    ? "Write the one status that the client receives, such as `200`; which answers lead to it is said by `selectionPattern`."
    : "Write three digits, the first from 1 to 5, such as `200`.";
}
