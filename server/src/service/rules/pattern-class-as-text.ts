// `[Bad Request]`: a text in brackets, which is one character of a class.
import { branchesOf, partsOf, type RegexNode } from "../islands/regex";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "pattern-class-as-text",
  title: "Text in brackets is one character",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "Brackets make a class: `[404]` is one character, a 4 or a 0, however long the text between them. Marks in " +
    'error messages, such as `[404] No such item`, need backslashes: `\\[404\\].*`, in JSON `"\\\\[404\\\\].*"`. ' +
    "A class that names a character twice was meant as text.",
  source: "https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html",
  examples: {
    faulty: [
      {
        code: String.raw`{ "selectionPattern": "⟦[Bad Request]⟧" }`,
        fixed: String.raw`{ "selectionPattern": "\\[Bad Request\\]" }`,
        message: "one character",
      },
      {
        code: String.raw`{ "selectionPattern": "(?s)⟦[404]⟧.*" }`,
        fixed: String.raw`{ "selectionPattern": "(?s)\\[404\\].*" }`,
        message: "`[404]` is one character",
      },
    ],
    fine: [
      String.raw`{ "selectionPattern": "(?s)\\[404\\].*" }`,
      String.raw`{ "selectionPattern": "[45]\\d{2}" }`,
      String.raw`{ "selectionPattern": "4[0-9][0-9]" }`,
      String.raw`{ "selectionPattern": "(?s)[BbEe]rror.*" }`,
    ],
  },
  *check(island) {
    if (island.kind !== "pattern" || island.pattern.node.text.hasHoles) {
      return;
    }
    const { node, regex } = island.pattern;
    const { root, problems } = regex();
    if (problems.length > 0) {
      return;
    }
    const { text } = node;
    for (const part of branchesOf(root).flatMap(partsOf)) {
      const words = wordsOf(part, text.value);
      if (words !== undefined) {
        const { span } = part;
        const marked = `\\[${words}\\]`;
        yield {
          span: text.toSourceSpan(span),
          message: `${asCode(`[${words}]`)} is one character, any of those between the brackets. Write ${asCode(marked)} for the text in brackets, or ${asCode(words)} for the words alone.`,
          fixes: () =>
            [marked, words].map((meant) => ({
              title: `Write ${meant}`,
              edits: [text.edit(span, meant)],
              preferred: false,
            })),
        };
      }
    }
  },
});

/** What stands in the brackets, where it is a word or a number with a character that comes twice. */
function wordsOf(part: RegexNode, pattern: string): string | undefined {
  if (part.kind !== "set" || part.negated || part.items?.some(({ kind }) => kind !== "character") !== false) {
    return undefined;
  }
  const words = pattern.slice(part.span.start + 1, part.span.end - 1);
  const isText = /^(?:[1-5]\d\d|[A-Za-z]{2,}(?:[ _][A-Za-z0-9]+)*)$/.test(words);
  return isText && new Set(words).size < words.length ? words : undefined;
}
