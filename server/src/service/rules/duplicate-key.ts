// The same name twice in one object: readers of JSON keep the last and say nothing.

import { findBrokenText } from "../syntax/brokenText";
import { JSON_FORMAT } from "../syntax/json/format";
import { contentSpan, type Node, type ObjectNode, type Property, type Tree } from "../syntax/node";
import { asCode } from "./asCode";
import { defineRule, type Problem } from "./rule";

export default defineRule({
  id: "duplicate-key",
  title: "Name written twice",
  subject: "document",
  severity: "warning",
  evidence: "observed",
  explanation:
    "An object of JSON should name each member once. When a name comes twice, the AWS CLI keeps the last value and " +
    "drops the others without a word, as most readers of JSON do; with `responseParameters` written twice, " +
    "all headers of the first map are lost. What API Gateway does with such a body is not documented.\n\n" +
    "Names are compared as they are read, after escapes. Headers that differ only in case are two names here; `header-case` speaks of them.",
  source: "https://www.rfc-editor.org/rfc/rfc8259#section-4",
  examples: {
    faulty: [
      {
        code: '{ "⟦selectionPattern⟧": "4\\\\d{2}", "selectionPattern": "5\\\\d{2}" }',
        fixed: '{ "selectionPattern": "5\\\\d{2}" }',
        message: "only the last one counts",
      },
      {
        code:
          "{\n" +
          '  "responseParameters": {\n' +
          '    "⟦method.response.header.X-Id⟧": "context.requestId",\n' +
          '    "method.response.header.X\\u002dId": "integration.response.header.X-Id"\n' +
          "  }\n" +
          "}",
        fixed:
          "{\n" +
          '  "responseParameters": {\n' +
          '    "method.response.header.X\\u002dId": "integration.response.header.X-Id"\n' +
          "  }\n" +
          "}",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.ETag": "'a'", "method.response.header.X-ETag": "'a'" } }`,
      '{ "selectionPattern": "", "responseTemplates": { "selectionPattern/x": "" } }',
    ],
  },
  check: ({ tree }) => repeatedIn(tree, tree.root, findBrokenText(tree)),
});

function* repeatedIn(
  tree: Tree,
  node: Node | undefined,
  isBroken: ReturnType<typeof findBrokenText>,
): Generator<Problem> {
  if (node?.kind === "array") {
    for (const item of node.items) {
      if (isContainer(item)) {
        yield* repeatedIn(tree, item, isBroken);
      }
    }
  }
  if (node?.kind !== "object") {
    return;
  }
  const last = new Map<string, Property>();
  const known = node.properties.filter(({ key }) => !key.text.hasHoles && !isBroken(key));
  for (const property of known) {
    last.set(property.key.text.value, property);
  }
  for (const property of known) {
    const counting = last.get(property.key.text.value);
    if (counting !== undefined && counting !== property) {
      yield repeated(tree, node, property, counting);
    }
  }
  for (const { value } of node.properties) {
    if (isContainer(value)) {
      yield* repeatedIn(tree, value, isBroken);
    }
  }
}

/** Most values are none, and need no generator to tell it. */
function isContainer(node: Node | undefined): boolean {
  return node?.kind === "object" || node?.kind === "array";
}

function repeated(tree: Tree, object: ObjectNode, property: Property, counting: Property): Problem {
  const sourceOf = ({ value }: Property) => tree.text.slice(value?.start ?? 0, value?.end ?? 0);
  return {
    span: contentSpan(property.key),
    message: `${asCode(property.key.text.value)} is written again further down, and only the last one counts. Remove this one, or merge the two.`,
    fixes: () => [
      {
        title: "Remove this one",
        edits: [JSON_FORMAT.removeProperty(tree, object, property)],
        preferred: sourceOf(property) === sourceOf(counting),
      },
    ],
  };
}
