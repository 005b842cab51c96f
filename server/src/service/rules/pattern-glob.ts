// `Invalid*`: a star as shells and file dialogs read it.
import { branchesOf, partsOf, type RegexNode, UNLIMITED } from "../islands/regex";
import { spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "pattern-glob",
  title: "Star without a dot",
  subject: "island",
  severity: "warning",
  evidence: "uncertain",
  explanation:
    "In a regular expression `*` repeats what stands before it: `Invalid*` is `Invali` and any number of `d`. " +
    "Any text that begins with `Invalid` is `Invalid.*`. AWS's guide shows `Malformed.*` in one place and " +
    "`Malformed*` in another; by its own words the pattern has to match the whole message, which the second does not.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html",
  examples: {
    faulty: [
      {
        code: `{ "selectionPattern": "Invali⟦d*⟧" }`,
        fixed: `{ "selectionPattern": "Invalid.*" }`,
        message: "Write `d.*`",
      },
      {
        code: `{ "selectionPattern": "Bad request⟦s*⟧|Not foun⟦d*⟧" }`,
        fixed: `{ "selectionPattern": "Bad requests.*|Not found*" }`,
      },
      { code: `{ "selectionPattern": "4⟦0*⟧" }`, fixed: `{ "selectionPattern": "40.*" }` },
    ],
    fine: [
      `{ "selectionPattern": "(?s)Invalid.*" }`,
      `{ "selectionPattern": "ab*c" }`,
      String.raw`{ "selectionPattern": "(?s)Invalid\\s*" }`,
    ],
  },
  *check(island) {
    if (island.kind !== "pattern" || island.pattern.regex().problems.length > 0) {
      return;
    }
    const { text } = island.pattern.node;
    for (const branch of branchesOf(island.pattern.regex().root)) {
      const star = starOf(branch);
      if (star !== undefined) {
        const letter = text.value.slice(star.start, star.end - 1);
        const meant = `${letter}.*`;
        yield {
          span: text.toSourceSpan(star),
          message:
            `In a regular expression ${asCode(`${letter}*`)} is any number of ${asCode(letter)}, also none, ` +
            `so the text that follows may not match. Write ${asCode(meant)} for any text after it.`,
          fixes: () => [{ title: `Write ${meant}`, edits: [text.edit(star, meant)], preferred: true }],
        };
      }
    }
  },
});

/** A letter or digit with a star at the end of a branch that is nothing but text before it. */
export function starOf(branch: RegexNode) {
  const parts = partsOf(branch);
  const last = parts.at(-1);
  const isStarred =
    last?.kind === "repeat" &&
    last.mode === "greedy" &&
    last.min === 0 &&
    last.max === UNLIMITED &&
    last.quantifierSpan.end - last.quantifierSpan.start === 1 &&
    last.atom.kind === "character" &&
    /[\p{L}\p{N}]/u.test(String.fromCodePoint(last.atom.codePoint));
  const before = parts.slice(0, -1);
  const isDigit = last?.kind === "repeat" && last.atom.kind === "character" && last.atom.codePoint <= 0x39;
  const isText = before.every(({ kind }) => kind === "character");
  return isStarred && isText && (before.length > 0 || isDigit)
    ? spanOf(last.span.start, last.span.end)
    : undefined;
}
