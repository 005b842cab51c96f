// `"2\d{2}"`: a backslash that JSON does not know, usually a pattern pasted as it reads.
import { asCode } from "./asCode";
import { defineRule, type Fix } from "./rule";

export default defineRule({
  id: "invalid-escape",
  title: "Not an escape in JSON",
  subject: "document",
  severity: "error",
  evidence: "documented",
  explanation:
    'A JSON string knows the escapes `\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\uXXXX`. ' +
    "Any other backslash makes the whole document unreadable, for API Gateway as for the AWS CLI. " +
    'A backslash of a regular expression is written twice: `"2\\\\d{2}"` is the pattern `2\\d{2}`.\n\n' +
    "The sample request in API Gateway's own reference shows a single backslash; pasted as it stands, it is refused.",
  source: "https://www.rfc-editor.org/rfc/rfc8259#section-7",
  examples: {
    faulty: [
      {
        code: '{ "selectionPattern": "2⟦\\d⟧{2}" }',
        fixed: '{ "selectionPattern": "2\\\\d{2}" }',
        message: "Write `\\\\d`",
      },
      {
        code: '{ "responseParameters": { "method.response.header.X-Name": "⟦\\\'⟧it⟦\\\'⟧" } }',
        fixed: '{ "responseParameters": { "method.response.header.X-Name": "\'it\\\'" } }',
        message: "a single quote needs no backslash",
      },
      {
        code: '{ "selectionPattern": "⟦\\u⟧20.*" }',
        fixed: '{ "selectionPattern": "\\\\u20.*" }',
        message: "four hexadecimal digits",
      },
    ],
    fine: ['{ "selectionPattern": "2\\\\d{2}" }', '{ "selectionPattern": "a\\nb\\u00e9" }'],
  },
  *check({ tree }) {
    for (const { code, span } of tree.problems) {
      if (code !== "invalidEscape") {
        continue;
      }
      const written = tree.text.slice(span.start, span.end);
      const double: Fix = {
        title: `Write \\${written}`,
        edits: [{ span: { start: span.start, end: span.start }, newText: "\\" }],
        preferred: written !== "\\'",
      };
      yield {
        span,
        message: messageFor(written),
        fixes: () =>
          written === "\\'" ? [{ ...withoutBackslash, edits: [cut(span.start)] }, double] : [double],
      };
    }
  },
});

const withoutBackslash = { title: "Write ' without the backslash", preferred: false };

function cut(at: number) {
  return { span: { start: at, end: at + 1 }, newText: "" };
}

function messageFor(written: string): string {
  const unreadable = `${asCode(written)} is no escape that JSON knows, so the document cannot be read.`;
  switch (written) {
    case "\\'":
      return `${unreadable} In JSON a single quote needs no backslash: write \`'\`, or \`\\\\'\` if the backslash is meant.`;
    case "\\u":
      return "`\\u` takes four hexadecimal digits, so the document cannot be read. Write all four, or `\\\\u` for a backslash and a u.";
    default:
      return `${unreadable} Write ${asCode(`\\${written}`)} for a backslash.`;
  }
}
