// What two patterns match in common. Every text that is told is tried on both by the matcher.
import { describe, expect, test } from "vitest";
import {
  compileRegex,
  matchRegex,
  OVERLAP_BUDGET,
  overlapOf,
  parseSource,
} from "../../../server/src/service/islands/regex";

function patternOf(source: string) {
  const regex = parseSource(source);
  return { regex: () => regex, program: () => compileRegex(regex) };
}

/** The text that both match, and which of the two matches all that the other does. */
function overlap(one: string, other: string, steps = OVERLAP_BUDGET) {
  const found = overlapOf(patternOf(one), patternOf(other), { steps });
  if (found !== undefined) {
    expect(matchRegex(patternOf(one).program(), found.text).matched).toBe(true);
    expect(matchRegex(patternOf(other).program(), found.text).matched).toBe(true);
  }
  return found && [found.text, found.firstHoldsSecond ? ">" : found.secondHoldsFirst ? "<" : "x"].join(" ");
}

describe("overlap", () => {
  test.each([
    ["5\\d{2}", "500", "500 >"],
    ["500", "5..", "500 <"],
    ["4..", "4\\d\\d", "400 >"],
    ["[45]\\d{2}", "[56]\\d{2}", "500 x"],
    ["(?s).+", "(?s).*Not Found.*", "Not Found >"],
    [".+", "(?s).*Not Found.*", "Not Found x"],
    ["(?s).*Bad.*", "(?s).*dog.*", "Badog x"],
    ["(?i)error.*", "Error.*", "Error >"],
    ["(?i)error.*", "ERROR: (?:\\d+)", "ERROR: 0 >"],
    ["a*", "b*", " x"],
    ["(?s).*", "a*", "a >"],
    ["\\w+", "[^a-z]+", "0 x"],
    ["[\\s\\S]+", "\\R", "\n x"],
    ["a{2,4}", "a{3,9}", "aaa x"],
    ["(a|b)c", "[ab]c", "ac >"],
    ["\\p{Lu}+", "[Ж]", "Ж x"],
    // What an automaton cannot say is left to the trial on the patterns themselves.
    ["(?!404)4\\d{2}", "4\\d\\d", "400 x"],
    ["(\\w)\\1", "a.", "aa x"],
    ["^4\\d{2}$", "404", "404 x"],
    ["\\bError\\b.*", "Error.*", "Error x"],
  ])("%s and %s", (one, other, expected) => {
    expect(overlap(one, other)).toBe(expected);
  });

  test.each([
    ["404", "500"],
    ["4..", "5.."],
    ["(?s)Bad.*", "(?s)Failed.*"],
    ["(?!404)4\\d{2}", "404"],
    ["a++a", "aa"],
    ["[a-z]+", "[A-Z]+"],
    ["\\d+", "\\D+"],
    ["a(", "a.*"],
    ["\\N{LATIN SMALL LETTER A}", "a"],
  ])("none is told of %s and %s", (one, other) => {
    expect(overlap(one, other)).toBeUndefined();
  });

  test("the budget bounds what is never found, and is shared", () => {
    const budget = { steps: 5_000 };
    const one = patternOf("(?:(?:a|b|c|d|e){1,15}){1,8}x");
    const other = patternOf("(?:(?:a|b|c|d|e){1,15}){1,8}y");
    expect(overlapOf(one, other, budget)).toBeUndefined();
    expect(budget.steps).toBeLessThan(0);
    expect(overlapOf(patternOf("ab"), patternOf("a."), budget)).toBeUndefined();
  });

  test.each([
    ["a long pattern", `${"ab".repeat(50_000)}`],
    ["many groups in one another", `${"(".repeat(10_000)}a${")".repeat(10_000)}`],
    ["many choices", `(?:${Array(200_000).fill("a").join("|")})`],
    ["many repeats in one another", `${"(?:".repeat(200)}a${"){1,9}".repeat(200)}`],
    ["a huge repeat", "a{1000000000}"],
    [
      "a large class",
      `[${Array.from({ length: 60_000 }, (_, at) => String.fromCharCode(0x3000 + (at % 0x6000))).join("")}]+`,
    ],
    ["a lone surrogate", "\uD800.*"],
  ])("%s is decided or left, and never fails", (_, source) => {
    for (const other of ["(?s).+", source, "\uDC00|a"]) {
      overlap(source, other);
      overlap(other, source);
    }
  });
});
