// `"2\d{2}"`: a backslash that JSON does not know, usually a pattern pasted as it reads.
import { defineRule } from "./rule";

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
    ],
    fine: ['{ "selectionPattern": "2\\\\d{2}" }', '{ "selectionPattern": "a\\nb\\u00e9" }'],
  },
  *check({ tree }) {
    for (const { code, span } of tree.problems) {
      if (code !== "invalidEscape") {
        continue;
      }
      const written = tree.text.slice(span.start, span.end);
      yield {
        span,
        message: `\`${written}\` is no escape that JSON knows, so the document cannot be read. Write \`\\${written}\` for a backslash.`,
        fixes: () => [
          {
            title: `Write \\${written}`,
            edits: [{ span: { start: span.start, end: span.start }, newText: "\\" }],
            preferred: true,
          },
        ],
      };
    }
  },
});
