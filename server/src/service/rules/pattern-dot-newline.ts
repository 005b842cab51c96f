// `Error.*`: the dot stops at a newline, and the messages of exceptions have them.
import { branchesOf, matchRegex, partsOf, type RegexNode, UNLIMITED } from "../islands/regex";
import type { SelectionPattern } from "../model/integrationResponse";
import { spanOf } from "../text/span";
import { STATUS_CODES } from "../vocabulary/statusCodes";
import { asCode } from "./asCode";
import { defineRule } from "./rule";
import { triesStatus } from "./statuses";

export default defineRule({
  id: "pattern-dot-newline",
  title: "Dot that misses newlines",
  subject: "island",
  severity: "information",
  evidence: "documented",
  explanation:
    "In Java's regular expressions `.` is any character but a line end. The message of an error often has several " +
    "lines, and then `Error.*` does not match the whole of it: the error is answered as if nothing had matched, by the " +
    "default response. `(?s)` at the beginning lets `.` match line ends too. AWS's reference says the same of `.+`.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_IntegrationResponse.html",
  examples: {
    faulty: [
      {
        code: `{ "selectionPattern": "Malformed⟦.*⟧" }`,
        fixed: `{ "selectionPattern": "(?s)Malformed.*" }`,
        message: "Write `(?s)Malformed.*`",
      },
      {
        code: `{ "selectionPattern": "⟦.*⟧Task timed out.*" }`,
        fixed: `{ "selectionPattern": "(?s).*Task timed out.*" }`,
      },
      {
        code: `{ "selectionPattern": "⟦.+⟧" }`,
        fixed: `{ "selectionPattern": "(?s).+" }`,
        message: "With a Lambda function",
      },
    ],
    fine: [
      `{ "selectionPattern": "(?s)Malformed.*" }`,
      `{ "selectionPattern": "4.." }`,
      `{ "selectionPattern": "4.*" }`,
      String.raw`{ "selectionPattern": "Error: [^\\n]+" }`,
      String.raw`{ "selectionPattern": "Error: .*\\n.*" }`,
      `{ "type": "HTTP", "uri": "https://example.com", "integrationResponses": { "200": {}, "500": { "selectionPattern": ".+" } } }`,
    ],
  },
  *check(island) {
    if (island.kind !== "pattern" || island.pattern.node.text.hasHoles || triesStatus(island.backend)) {
      return;
    }
    const { node, regex } = island.pattern;
    const { text } = node;
    const { root, problems } = regex();
    const parts = problems.length > 0 ? [] : branchesOf(root).flatMap(partsOf);
    const dots = parts.find(isDots);
    // Who writes a line end knows what the dot is.
    if (dots === undefined || parts.some(isLineEnd)) {
      return;
    }
    const isAll = text.value === ".+";
    if (!isAll && matchesStatusOrNothing(island.pattern)) {
      return;
    }
    const meant = `(?s)${text.value}`;
    yield {
      span: text.toSourceSpan(dots.span),
      message:
        `${isAll ? "With a Lambda function, `.`" : "`.`"} does not match a line end, so a message of several lines is missed. ` +
        `Write ${asCode(meant)}, where it does.`,
      fixes: () => [
        { title: "Put (?s) before it", edits: [text.edit(spanOf(0, 0), "(?s)")], preferred: !isAll },
      ],
      ...(isAll ? { severity: "hint" } : {}),
    };
  },
});

function isDots(part: RegexNode): boolean {
  return (
    part.kind === "repeat" &&
    part.max === UNLIMITED &&
    part.atom.kind === "any" &&
    part.atom.except === "lineTerminators"
  );
}

function isLineEnd(part: RegexNode): boolean {
  return (
    part.kind === "lineBreak" ||
    (part.kind === "character" && /[\n\r]/.test(String.fromCodePoint(part.codePoint)))
  );
}

/** Whether it may be meant for a status, which has no lines, or for everything, of which another rule speaks. */
function matchesStatusOrNothing({ program }: SelectionPattern): boolean {
  return ["", ...STATUS_CODES.keys()].some((input) => matchRegex(program(), input).matched !== false);
}
