// `^4\d{2}$`: anchors where the whole text has to match anyway.
import { branchesOf, partsOf, type RegexNode } from "../islands/regex";
import { defineRule } from "./rule";

export default defineRule({
  id: "pattern-anchors",
  title: "Needless anchors",
  subject: "island",
  severity: "hint",
  evidence: "uncertain",
  explanation:
    "By AWS's examples a pattern has to match the whole of what it is tried against, from the first character to the " +
    "last, and then `^` at its beginning and `$` at its end change nothing. No recorded answer of the service proves it, so " +
    "they may stay: they do no harm.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_IntegrationResponse.html",
  examples: {
    faulty: [
      {
        code: String.raw`{ "selectionPattern": "⟦^⟧4\\d{2}$" }`,
        fixed: String.raw`{ "selectionPattern": "4\\d{2}" }`,
        message: "may be left out",
      },
      {
        code: String.raw`{ "selectionPattern": "(?s).+failed⟦$⟧" }`,
        fixed: String.raw`{ "selectionPattern": "(?s).+failed" }`,
      },
    ],
    fine: [
      String.raw`{ "selectionPattern": "4\\d{2}" }`,
      String.raw`{ "selectionPattern": "^$" }`,
      String.raw`{ "selectionPattern": "^4|5$" }`,
      String.raw`{ "selectionPattern": "(?m)(?s)^a$.+" }`,
    ],
  },
  *check(island) {
    if (island.kind !== "pattern" || island.pattern.node.text.hasHoles) {
      return;
    }
    const { node, regex } = island.pattern;
    const { root, problems } = regex();
    const [branch, ...others] = branchesOf(root);
    if (problems.length > 0 || branch === undefined || others.length > 0) {
      return;
    }
    const parts = partsOf(branch).filter(({ kind }) => kind !== "flags");
    const anchors = [parts.at(0), parts.at(-1)].filter(
      (part, index) => part !== undefined && isAnchor(part, index === 0),
    ) as readonly RegexNode[];
    const [first] = anchors;
    if (first === undefined || parts.every(({ kind }) => kind === "assertion")) {
      return;
    }
    const { text } = node;
    yield {
      span: text.toSourceSpan(first.span),
      message:
        "By AWS's examples the whole text has to match, so `^` and `$` around a pattern may be left out.",
      fixes: () => [
        {
          title: "Leave the anchors out",
          edits: anchors.map(({ span }) => text.edit(span, "")),
          preferred: false,
        },
      ],
    };
  },
});

function isAnchor(part: RegexNode, isFirst: boolean): boolean {
  if (part.kind !== "assertion") {
    return false;
  }
  return isFirst
    ? part.assertion === "inputStart"
    : part.assertion === "inputEnd" || part.assertion === "lastLineEnd";
}
