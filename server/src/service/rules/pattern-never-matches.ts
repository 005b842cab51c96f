// A pattern that no text at all matches, whatever it is tried against.
import { branchesOf, partsOf, type RegexNode } from "../islands/regex";
import type { Span } from "../text/span";
import { defineRule } from "./rule";

export default defineRule({
  id: "pattern-never-matches",
  title: "Pattern that matches nothing",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "`^` is the start of the text and `$` its end. A pattern that wants characters before the one or after the other " +
    "matches no text, nor does one that refers to a group which it does not have. The response is then never chosen.",
  source: "https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html",
  examples: {
    faulty: [
      {
        code: String.raw`{ "selectionPattern": "4\\d{2}⟦^⟧" }`,
        fixed: String.raw`{ "selectionPattern": "4\\d{2}" }`,
        message: "the start of the text",
      },
      {
        code: String.raw`{ "selectionPattern": "(?s)\\w+⟦$⟧Error" }`,
        fixed: String.raw`{ "selectionPattern": "(?s)\\w+Error" }`,
        message: "the end of the text",
      },
      { code: String.raw`{ "selectionPattern": "40⟦\\1⟧" }`, message: "no such group" },
    ],
    fine: [
      String.raw`{ "selectionPattern": "4\\d{2}" }`,
      String.raw`{ "selectionPattern": "(?sm)a$.^b" }`,
      String.raw`{ "selectionPattern": "4\\d{2}|5^" }`,
      String.raw`{ "selectionPattern": "(4)0\\1" }`,
    ],
  },
  *check(island) {
    if (island.kind !== "pattern" || island.pattern.node.text.hasHoles) {
      return;
    }
    const { node, regex } = island.pattern;
    const { root, problems, groupCount } = regex();
    if (problems.length > 0) {
      return;
    }
    const faults = branchesOf(root).map((branch) => impossibleIn(partsOf(branch), groupCount));
    const [first] = faults;
    if (first !== undefined && faults.every((fault) => fault !== undefined)) {
      yield {
        span: node.text.toSourceSpan(first.span),
        message: `No text matches this pattern, so this response is never chosen: ${first.why}.`,
        fixes: () =>
          first.isNeedless
            ? [
                {
                  title: `Leave ${node.text.value.slice(first.span.start, first.span.end)} out`,
                  edits: [node.text.edit(first.span, "")],
                  preferred: false,
                },
              ]
            : [],
      };
    }
  },
});

interface Impossible {
  readonly span: Span;
  readonly why: string;
  /** Whether the rest may match without it. */
  readonly isNeedless: boolean;
}

/** The first part that cannot hold where it stands. */
function impossibleIn(parts: readonly RegexNode[], groupCount: number): Impossible | undefined {
  for (const [at, part] of parts.entries()) {
    if (part.kind === "reference" && part.group > groupCount) {
      return { span: part.span, why: "there is no such group", isNeedless: false };
    }
    if (part.kind !== "assertion") {
      continue;
    }
    if (part.assertion === "inputStart" && parts.slice(0, at).some(takesText)) {
      return {
        span: part.span,
        why: "this is the start of the text, and characters have to stand before it",
        isNeedless: true,
      };
    }
    const isEnd = part.assertion === "lastLineEnd" || part.assertion === "unixLastLineEnd";
    const next = parts[at + 1];
    if (
      (part.assertion === "inputEnd" && parts.slice(at + 1).some(takesText)) ||
      (isEnd && next?.kind === "character" && !LINE_ENDS.has(next.codePoint))
    ) {
      return {
        span: part.span,
        why: "this is the end of the text, and characters have to stand after it",
        isNeedless: true,
      };
    }
  }
  return undefined;
}

const LINE_ENDS: ReadonlySet<number> = new Set([10, 13, 0x85, 0x2028, 0x2029]);

function takesText({ kind, extent }: RegexNode): boolean {
  return kind !== "hole" && kind !== "reference" && extent.min > 0;
}
