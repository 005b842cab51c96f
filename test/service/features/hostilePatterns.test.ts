// Patterns that nobody means, through every rule and feature: findings or nothing, never a throw, and in bounds.
import { describe, expect, test } from "vitest";
import {
  type Analysis,
  actionsAt,
  applyEdits,
  completionsAt,
  failuresOf,
  findingsOf,
  highlightsAt,
  hoverAt,
  selectionAt,
  semanticTokensOf,
  whichResponse,
} from "../../../server/src/service";
import { ownDocument } from "../../support/documents";

const SETTINGS = new Map();
const NESTED = 10_000;

const HOSTILE: readonly (readonly [string, string])[] = [
  ["100 KB of text", "x".repeat(100_000)],
  ["10,000 groups in one another", `${"(".repeat(NESTED)}a${")".repeat(NESTED)}`],
  ["10,000 groups that are never closed", "(".repeat(NESTED)],
  ["10,000 classes in one another", `${"[a".repeat(NESTED)}${"]".repeat(NESTED)}`],
  ["repeats in one another", `${"(?:".repeat(300)}a${"){1,9}".repeat(300)}`],
  ["a choice of many texts", Array.from({ length: 5_000 }, (_, at) => `error ${at}`).join("|")],
  ["128 KB of text, the most that is read", "x".repeat(131_072)],
  ["a megabyte of text", "x".repeat(1_000_000)],
  ["100 KB in one class", `[${"xy".repeat(50_000)}]`],
  ["100 KB of a class in a class", `[a&&${"xy".repeat(50_000)}]`],
  ["50,000 choices", "a|".repeat(50_000)],
  ["a million choices", "a|".repeat(1_000_000)],
  ["10 KB of escapes and classes", "\\d[a-f]\\w\\p{Lu}".repeat(700)],
  ["lookaheads one after the other", "(?=a)".repeat(5_000)],
  ["lookbehinds in one another", `${"(?<=".repeat(1_000)}a${")".repeat(1_000)}`],
  ["groups and references", `${"(a)".repeat(2_000)}${"\\1".repeat(2_000)}`],
  ["quotes", "\\Qa.b\\E".repeat(5_000)],
  ["comments", `(?x)${"a #c\n".repeat(5_000)}`],
  ["flags", "(?i)".repeat(5_000)],
  ["the largest repeat", "(?:ab){1,2147483647}"],
  ["loops side by side", "(a*)*".repeat(1_000)],
  ["a lone surrogate", "\uD800.*[\uDC00-\uDFFF]"],
  ["a slow pattern", "(.*a){20}"],
];

/** Everything that is asked of a pattern, at its ends and in its middle. */
function checkAsked(analysis: Analysis) {
  const { text } = analysis;
  expect(failuresOf(analysis)).toEqual([]);
  const findings = findingsOf(analysis, SETTINGS);
  expect(findings.every(({ span }) => span.start <= span.end && span.end <= text.length)).toBe(true);
  let end = 0;
  for (const { span } of semanticTokensOf(analysis)) {
    expect(span.start >= end && span.end > span.start).toBe(true);
    end = span.end;
  }
  const start = text.indexOf('"selectionPattern": "') + 21;
  const close = text.indexOf('"', start);
  for (const offset of [start, (start + close) >> 1, close]) {
    hoverAt(analysis, offset);
    selectionAt(analysis, offset);
    completionsAt(analysis, offset);
    highlightsAt(analysis, offset);
    for (const { edits } of actionsAt(analysis, { start: offset, end: offset }, SETTINGS)) {
      applyEdits(text, edits);
    }
  }
  whichResponse(analysis, start, { typed: "an error\\nof two lines" });
}

const alone = (pattern: string) => `{ "selectionPattern": ${JSON.stringify(pattern)} }`;
const beside = (pattern: string, integration: string) =>
  `{ ${integration}"integrationResponses": { "200": {}, "404": ${alone(pattern)}, "500": { "selectionPattern": "(?s).*[Ee]rror.*|5\\\\d{2}" }, "502": ${alone(`a${pattern}`)} } }`;

describe.each(HOSTILE)("%s", (_, pattern) => {
  test("in a response by itself", () => {
    checkAsked(ownDocument(alone(pattern)));
  });
  test("beside others, whatever stands behind the method", () => {
    for (const integration of ["", '"type": "MOCK", ']) {
      checkAsked(ownDocument(beside(pattern, integration)));
    }
  });
});

test("a pattern broken off anywhere, beside others", () => {
  const whole = "(?s)(?<n>[^a-c&&[x\\d]]+?|\\Qq\\E\\p{Lu}{2,3})(?!404\\z)\\k<n>[\\x41-\\u0043]*+";
  for (let end = 0; end <= whole.length; end++) {
    checkAsked(ownDocument(beside(whole.slice(0, end), "")));
  }
});
