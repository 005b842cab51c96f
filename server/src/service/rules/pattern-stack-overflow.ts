// `(\n|.)*`: often recommended, and it fills Java's stack on a long message.
import { childrenOf, foldRegex, type RegexNode, type RepeatNode, UNLIMITED } from "../islands/regex";
import { spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule } from "./rule";
import { triesStatus } from "./statuses";

export default defineRule({
  id: "pattern-stack-overflow",
  title: "Repeated choice that may fill the stack",
  subject: "island",
  severity: "warning",
  evidence: "uncertain",
  explanation:
    "Java matches each round of a repeated choice by calling itself. Run on JDK 17.0.15 with a stack of 1 MB, " +
    "`(\\n|.)*`, often recommended for messages of several lines, fails with a stack overflow between 1,000 and 2,000 " +
    "characters, and `(?s).*` does not at 199,500. Sonar's rule for Java says the same of repeated choices. What API " +
    "Gateway runs it on is not documented. `(?s).*` matches the same and repeats without calls.",
  source: "https://rules.sonarsource.com/java/RSPEC-5998",
  examples: {
    faulty: [
      {
        code: String.raw`{ "selectionPattern": "⟦(\\n|.)+⟧" }`,
        fixed: String.raw`{ "selectionPattern": "(?s).+" }`,
        message: "Write `(?s).+`",
      },
      {
        code: String.raw`{ "selectionPattern": "⟦(?:.|\\n)*⟧Error" }`,
        fixed: String.raw`{ "selectionPattern": "(?s:.*)Error" }`,
        message: "Write `(?s:.*)`",
      },
    ],
    fine: [
      `{ "selectionPattern": "(?s).+" }`,
      String.raw`{ "selectionPattern": "[\\s\\S]+" }`,
      `{ "selectionPattern": "(404|500)" }`,
      String.raw`{ "type": "MOCK", "integrationResponses": { "200": {}, "500": { "selectionPattern": "(.|\\n)+" } } }`,
    ],
  },
  *check(island) {
    if (island.kind !== "pattern" || island.pattern.node.text.hasHoles || triesStatus(island.backend)) {
      return;
    }
    const { node, regex } = island.pattern;
    const { root, problems } = regex();
    if (problems.length > 0) {
      return;
    }
    const { text } = node;
    const hasReference = nodesOf(root).some(({ kind }) => kind === "reference");
    for (const repeat of nodesOf(root)) {
      if (repeat.kind !== "repeat" || !isAnyByChoice(repeat)) {
        continue;
      }
      const { span, quantifierSpan } = repeat;
      const dots = `.${text.value.slice(quantifierSpan.start, quantifierSpan.end)}`;
      const isWhole = span.start === 0 && span.end === text.value.length;
      const meant = isWhole ? `(?s)${dots}` : `(?s:${dots})`;
      yield {
        span: text.toSourceSpan(spanOf(span.start, span.end)),
        message:
          "A repeated choice makes Java call itself at every character. JDK 17 fails before the 2,000th, and API " +
          `Gateway may as well on a long message. Write ${asCode(meant)}, which does not.`,
        fixes: () =>
          hasReference ? [] : [{ title: `Write ${meant}`, edits: [text.edit(span, meant)], preferred: true }],
      };
    }
  },
});

function nodesOf(root: RegexNode): readonly RegexNode[] {
  const nodes: RegexNode[] = [];
  foldRegex(root, (node) => {
    nodes.push(node);
  });
  return nodes;
}

/** Any character at all, written as a choice of the dot and what it leaves out. */
function isAnyByChoice({ atom, max, mode }: RepeatNode): boolean {
  if (max !== UNLIMITED || mode === "possessive" || atom.kind !== "group" || atom.atomic) {
    return false;
  }
  const branches = childrenOf(atom.body);
  return (
    atom.body.kind === "alternation" &&
    branches.some(({ kind }) => kind === "any") &&
    branches.every(
      ({ kind }) => kind === "any" || kind === "character" || kind === "set" || kind === "lineBreak",
    )
  );
}
