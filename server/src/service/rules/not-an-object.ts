// The document of an integration response is one JSON object.
import { spanOf } from "../text/span";
import { defineRule } from "./rule";

export default defineRule({
  id: "not-an-object",
  title: "Not an object",
  subject: "document",
  severity: "error",
  evidence: "documented",
  explanation:
    "The body of the PUT is one JSON object whose members are all optional; so is the input of the AWS CLI. " +
    "An array, a string or a number is no integration response. `{}` is the smallest one: a default response " +
    "that maps no headers and passes the body through.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html",
  examples: {
    faulty: [
      {
        code: '⟦[⟧{ "selectionPattern": "" }]',
        fixed: '{ "selectionPattern": "" }',
        message: "begins an array",
      },
      { code: '⟦"selectionPattern"⟧', message: "is a string" },
      { code: "⟦200⟧", message: "is a number" },
      { code: "⟦⟧", fixed: "{}", message: "empty" },
    ],
    fine: ["{}", '{ "selectionPattern": "" }'],
  },
  *check({ tree, facts }) {
    const { root } = tree;
    if (!facts.own || tree.problems.length > 0 || root?.kind === "object" || root?.kind === "opaque") {
      return;
    }
    if (root === undefined) {
      yield {
        span: spanOf(0, 0),
        severity: "information",
        message:
          "The document is empty, so there is nothing to send. Write `{}` for a default response that passes the body through.",
        fixes: () => [
          {
            title: "Write {}",
            edits: [{ span: spanOf(0, tree.text.length), newText: "{}" }],
            preferred: false,
          },
        ],
      };
      return;
    }
    const isArray = root.kind === "array";
    const found = isArray ? "`[` begins an array" : `This is a ${kindOf(root)}`;
    yield {
      span: isArray ? spanOf(root.start, root.start + 1) : spanOf(root.start, root.end),
      message: `${found}, and an integration response is one JSON object. Write its members between \`{\` and \`}\`.`,
      fixes: () => {
        const [only, ...others] = isArray ? root.items : [];
        return only?.kind === "object" && others.length === 0
          ? [
              {
                title: "Take the object out of the array",
                edits: [
                  { span: spanOf(root.start, only.start), newText: "" },
                  { span: spanOf(only.end, root.end), newText: "" },
                ],
                preferred: true,
              },
            ]
          : [];
      },
    };
  },
});

function kindOf(root: { readonly kind: "string" } | { readonly kind: "literal"; readonly value: unknown }) {
  if (root.kind === "string") {
    return "string";
  }
  return root.value === null ? "`null`" : typeof root.value;
}
