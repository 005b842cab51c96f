// `4//d{2}`: slashes where backslashes were meant.
import { spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "pattern-slashes",
  title: "Slashes for a backslash",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "The escapes of a regular expression begin with a backslash, which JSON writes twice: the pattern `4\\d{2}` is " +
    '`"4\\\\d{2}"`. Slashes are plain text: `4//d{2}` is a 4, two slashes and two letters d, which no status ' +
    "code is and hardly any message.",
  source: "https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html",
  examples: {
    faulty: [
      {
        code: String.raw`{ "selectionPattern": "4⟦//d⟧{2}" }`,
        fixed: String.raw`{ "selectionPattern": "4\\d{2}" }`,
        message: String.raw`Write \`\d\``.replaceAll("\\`", "`"),
      },
      {
        code: String.raw`{ "selectionPattern": "5⟦/d⟧{2}" }`,
        fixed: String.raw`{ "selectionPattern": "5\\d{2}" }`,
      },
    ],
    fine: [
      String.raw`{ "selectionPattern": "4\\d{2}" }`,
      String.raw`{ "selectionPattern": "(?s)https://data\\.example\\.com/.*" }`,
      String.raw`{ "selectionPattern": "(?s)no such file: /srv/d/.*" }`,
    ],
  },
  *check(island) {
    if (island.kind !== "pattern" || island.pattern.regex().quoteMarks.length > 0) {
      return;
    }
    const { text } = island.pattern.node;
    for (const found of text.value.matchAll(SLASHES)) {
      const [written] = found;
      const span = spanOf(found.index, found.index + written.length);
      const meant = `\\${written.slice(-1)}`;
      yield {
        span: text.toSourceSpan(span),
        message: `${asCode(written)} is plain text in a regular expression: ${written.length === 2 ? "a slash and a letter" : "two slashes and a letter"}. Write ${asCode(meant)} for the class.`,
        fixes: () => [{ title: `Write ${meant}`, edits: [text.edit(span, meant)], preferred: true }],
      };
    }
  },
});

/** Two slashes and the letter of a class that no word goes on from, or one where a count follows. */
const SLASHES = /(?<![:\\/])(?:\/\/[dDwWsS](?![A-Za-z0-9_.-]|\/(?!\/))|\/[dDwWsS](?=\{\d))/g;
