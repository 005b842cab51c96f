// A pattern that needs more steps than any that was meant. Said only with a text that shows it.
// Textbooks call many patterns catastrophic that JDK 17 is quick with, so nothing is told from the looks alone.
import { foldRegex, MATCH_BUDGET, matchRegex, type RegexNode } from "../islands/regex";
import type { SelectionPattern } from "../model/integrationResponse";
import { contentSpan } from "../syntax/node";
import { asCode } from "./asCode";
import { defineRule } from "./rule";
import { triesStatus } from "./statuses";

export default defineRule({
  id: "pattern-too-slow",
  title: "Pattern that takes too many steps",
  subject: "island",
  severity: "warning",
  evidence: "uncertain",
  explanation:
    "A matcher that goes back and tries again can need more steps than there is time for, even on a short text: " +
    "`(.*a){20}` took a JDK 17 some 20 seconds on a message of thirty letters. Our matcher goes the ways that JDK 17 " +
    "goes and counts its steps; this is said only of a pattern that needed more than a million of them for a text that " +
    "the message shows. Which Java API Gateway runs, and what it does with a slow pattern, is not documented.",
  source: "https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html",
  examples: {
    faulty: [
      { code: `{ "selectionPattern": "⟦(?s)(.*a){20}⟧" }`, message: "more than 1,000,000 steps" },
      { code: String.raw`{ "selectionPattern": "⟦(a+)+\\1b⟧" }`, message: "on a text of 41 characters" },
    ],
    fine: [`{ "selectionPattern": "(a+)+b" }`, `{ "selectionPattern": "(?s).*(Error|Exception).*" }`],
  },
  *check(island) {
    if (
      island.kind !== "pattern" ||
      triesStatus(island.backend) ||
      island.pattern.regex().problems.length > 0
    ) {
      return;
    }
    const witness = slowInput(island.pattern);
    if (witness === undefined) {
      return;
    }
    yield {
      span: contentSpan(island.pattern.node),
      message:
        `Matching this pattern takes more than ${inThousands(MATCH_BUDGET)} steps on a text of ` +
        `${witness.length} characters, ${asCode(witness)}, counted as JDK 17 goes. API Gateway may be as slow. ` +
        "Repeat each part in one place only.",
    };
  },
});

function inThousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

const LETTERS = 40;

/** A text the matcher cannot decide on within its budget. Looked for only where loops may multiply. */
function slowInput({ regex, program }: SelectionPattern): string | undefined {
  const { root } = regex();
  const letters = loopedLetters(root);
  return letters
    .map((letter) => `${letter.repeat(LETTERS)}!`)
    .find((input) => {
      const result = matchRegex(program(), input);
      return result.matched === undefined && result.undecided === "budget";
    });
}

interface Loops {
  /** How many loops go around one another at most, and how many there are. */
  readonly depth: number;
  readonly count: number;
  readonly letters: readonly string[];
}

/** Letters that are worth a try. None where no loop stands in another and few stand side by side. */
function loopedLetters(root: RegexNode): readonly string[] {
  const { depth, count, letters } = foldRegex<Loops>(root, (node, children) => {
    const inner = children.reduce((most, { depth }) => Math.max(most, depth), 0);
    const isLoop = node.kind === "repeat" && node.max > 2;
    const found = children.flatMap((child) => child.letters).slice(0, 3);
    return {
      depth: inner + (isLoop ? 1 : 0),
      count: children.reduce((sum, child) => sum + child.count, isLoop ? 1 : 0),
      letters: node.kind === "character" ? [String.fromCodePoint(node.codePoint)] : found,
    };
  });
  return depth < 2 && count < 4 ? [] : [...new Set([...letters, "a"])].slice(0, 3);
}
