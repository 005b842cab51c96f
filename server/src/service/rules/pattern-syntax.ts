// A pattern that Java does not compile. What the service answers to it was never recorded.
import { parseSource, type RegexProblem } from "../islands/regex";
import { contentSpan } from "../syntax/node";
import { spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule, type Fix } from "./rule";

export default defineRule({
  id: "pattern-syntax",
  title: "Not a regular expression of Java's",
  subject: "island",
  severity: "warning",
  evidence: "uncertain",
  explanation:
    "`selectionPattern` is a regular expression in the dialect of Java's `java.util.regex.Pattern`. One that " +
    "Java cannot compile chooses no response. What API Gateway says to it when it is put is not documented. " +
    "The description and the index are Java's own (JDK 17): the index counts the characters of the pattern, not of " +
    "the JSON, and often stands beside the culprit, which is what is underlined.",
  source: "https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html",
  examples: {
    faulty: [
      {
        code: String.raw`{ "selectionPattern": "⟦(⟧404|500" }`,
        fixed: String.raw`{ "selectionPattern": "(404|500)" }`,
        message: "`Unclosed group near index 8`",
      },
      {
        code: String.raw`{ "selectionPattern": "⟦*⟧timed out.*\\n" }`,
        fixed: String.raw`{ "selectionPattern": ".*timed out.*\\n" }`,
        message: "`Dangling meta character '*' near index 0`",
      },
      {
        code: String.raw`{ "selectionPattern": "\\[404⟦\\y⟧" }`,
        fixed: String.raw`{ "selectionPattern": "\\[404y" }`,
        message: "`Illegal/unsupported escape sequence near index 6`",
      },
      {
        code: String.raw`{ "selectionPattern": "404⟦)⟧" }`,
        fixed: String.raw`{ "selectionPattern": "404\\)" }`,
        message: "`Unmatched closing ')' near index 2`",
      },
    ],
    fine: [
      String.raw`{ "selectionPattern": "(404|500)" }`,
      String.raw`{ "selectionPattern": "\\[404\\]" }`,
      String.raw`{ "selectionPattern": "\\{\"code\":404}" }`,
    ],
  },
  *check(island) {
    if (island.kind !== "pattern" || island.pattern.node.text.hasHoles) {
      return;
    }
    const { node, regex } = island.pattern;
    const [problem] = regex().problems;
    if (problem === undefined) {
      return;
    }
    const { text } = node;
    const { span, description, index } = problem;
    const says = index < 0 ? description : `${description} near index ${index}`;
    const mend = mendOf(problem, text.value);
    const closed = problem.code === "unclosedGroup" ? `${text.value})` : undefined;
    yield {
      span: span.start === span.end ? contentSpan(node) : text.toSourceSpan(span),
      message:
        `Java refuses this pattern: ${asCode(says)}. ` +
        `API Gateway may refuse it too, or never choose this response.${mend === undefined ? "" : ` Write ${asCode(mend.write)} ${mend.why}.`}`,
      fixes: (): readonly Fix[] => [
        ...(mend === undefined
          ? []
          : [{ title: `Write ${mend.write}`, edits: [text.edit(span, mend.write)], preferred: false }]),
        ...(closed === undefined || parseSource(closed).problems.length > 0
          ? []
          : [
              {
                title: "Close the group at the end",
                edits: [text.edit(spanOf(text.value.length, text.value.length), ")")],
                preferred: false,
              },
            ]),
      ],
    };
  },
});

interface Mend {
  readonly write: string;
  readonly why: string;
}

/** What was probably meant by the characters at fault. */
function mendOf({ code, span }: RegexProblem, pattern: string): Mend | undefined {
  const written = pattern.slice(span.start, span.end);
  switch (code) {
    case "danglingQuantifier":
      return written === "*" && span.start === 0
        ? { write: ".*", why: "for any text" }
        : /^[*+?]$/.test(written)
          ? { write: `\\${written}`, why: "for the character itself" }
          : undefined;
    case "unmatchedParenthesis":
      return written === ")" ? { write: "\\)", why: "for the character itself" } : undefined;
    case "illegalRepetition":
      return written.startsWith("{") ? { write: `\\${written}`, why: "for the character itself" } : undefined;
    case "unknownEscape":
      return /^\\[A-Za-z]$/.test(written)
        ? { write: written.slice(1), why: "for the letter itself" }
        : undefined;
    default:
      return undefined;
  }
}
