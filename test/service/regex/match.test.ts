// Whole inputs against patterns: Java's answers, what groups hold, and a budget that nothing exceeds.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRegex, type MatchResult, matchRegex } from "../../../server/src/service/islands/regex";
import { readProbes } from "./probes";
import { parse } from "./regexText";

function match(pattern: string, input: string, budget?: number): MatchResult {
  return matchRegex(compileRegex(parse(pattern)), input, budget);
}

describe("the recorded answers of Java", () => {
  const probes = readProbes(
    "java-17-regex.jsonl",
    "java-17-regex.listed.jsonl",
    "java-17-regex.generated.jsonl",
  );

  test("are given for every input", () => {
    for (const { pattern, inputs = [], matches = [], error } of probes) {
      const regex = parse(pattern);
      if (error !== undefined) {
        const { description, index } = regex.problems[0] ?? {};
        expect({ pattern, description, index }).toEqual({ pattern, ...error });
        continue;
      }
      expect({ pattern, problems: regex.problems }).toEqual({ pattern, problems: [] });
      if (regex.undecided === undefined) {
        const program = compileRegex(regex);
        const ours = inputs.map((input) => matchRegex(program, input).matched);
        expect({ pattern, matches: ours }).toEqual({ pattern, matches });
      }
    }
  });

  test("are undecided for character names only", () => {
    const undecided = probes.filter(({ pattern }) => parse(pattern).undecided !== undefined);
    expect(undecided.every(({ pattern }) => pattern.includes("\\N{"))).toBe(true);
  });
});

describe("groups hold what Java's hold", () => {
  test.each([
    ["(a|ab)(c|bcd)(d*)", "abcd", ["a", "bcd", ""]],
    ["(?:(a)|b)*", "ab", ["a"]],
    ["(a)?b", "b", [undefined]],
    ["((a)|b){2}", "ab", ["b", "a"]],
    ["(?=(ab))a(b)", "ab", ["ab", "b"]],
    // A group of a lookahead keeps its value even when what follows fails.
    ["(?:(?=(a))x|a\\1)", "aa", ["a"]],
  ])("%s on %s", (pattern, input, groups) => {
    const result = match(pattern, input);
    const held = result.matched === true ? result.groups.slice(1) : [];
    expect(held.map((span) => (span === undefined ? undefined : input.slice(span.start, span.end)))).toEqual(
      groups,
    );
  });
});

describe("what cannot be decided", () => {
  test.each([
    ["a hole", "a¤", "hole"],
    ["a character's name", String.raw`\N{LATIN SMALL LETTER A}`, "characterName"],
    ["a pattern that does not compile", "(", "invalid"],
  ])("%s", (_, pattern, undecided) => {
    expect(match(pattern, "a")).toMatchObject({ matched: undefined, undecided });
  });
});

describe("the budget", () => {
  const many = "a".repeat(30);

  test.each([
    ["(a+)+b", "a".repeat(200)],
    ["(a|aa)+b", "a".repeat(2_000)],
    ["(x+x+)+y", "x".repeat(60)],
    ["(a|b|ab)*c", "ab".repeat(500)],
  ])("%s is no catastrophe in Java 17, whose loops remember", (pattern, input) => {
    expect(match(pattern, input).matched).toBe(false);
  });

  test.each([
    ["(.*a){20}", many],
    [String.raw`(a+)+\1b`, many],
    ["(?:a?){30}a{30}b", many],
    ["(?:(?:a*)*)*b", `${many}c`],
    ["(a|b)*".repeat(5_000), "ab".repeat(20)],
    ["a*".repeat(20_000), `${"a".repeat(500)}b`],
    [".*".repeat(8), `${"x".repeat(5_000)}\n`],
    [String.raw`(?:\b|.)*x`, "\u0301".repeat(20_000)],
    [String.raw`(?:\b{g}.)*x`, "\u0301".repeat(20_000)],
    [String.raw`(?:\X|.)*x`, "\u0301".repeat(20_000)],
  ])("%s ends within it", (pattern, input) => {
    const result = match(pattern, input);
    expect(result.steps).toBeLessThanOrEqual(1_000_000 + input.length);
  });

  test("tells how deep Java's calls would go: the stack overflows at some 12,000", () => {
    const deep = match(String.raw`(\n|.)*`, "x".repeat(2_000));
    const flat = match("(?s).*", "x".repeat(20_000));
    expect(deep).toMatchObject({ matched: true });
    expect(deep.matched === true && deep.depth).toBeGreaterThan(10_000);
    expect(flat.matched === true && flat.depth).toBeLessThan(10);
  });

  test("a million alternatives and 100 KB are matched or given up", () => {
    expect(match("a".repeat(100_000), "a".repeat(100_000)).matched).toBe(true);
    expect(match("a|".repeat(300_000), "aa").matched).not.toBe(true);
    expect(match(`${"(".repeat(999)}a${")".repeat(999)}`, "a").matched).toBe(true);
  });

  test("is kept by random patterns, which give the same answer twice", () => {
    const words = fc.constantFrom(
      ..."ab(|)[]*+?{}^$.",
      "{2}",
      "(?=",
      "(?<!",
      "(?>",
      "*+",
      "+?",
      "\\1",
      "(?i)",
      "\\b",
      "\\X",
      "\\R",
    );
    const pattern = fc.array(words, { maxLength: 14 }).map((parts) => parts.join(""));
    const input = fc
      .array(fc.constantFrom("a", "b", "A", "\n", "\r\n", "😀", "é"), { maxLength: 20 })
      .map((p) => p.join(""));
    fc.assert(
      fc.property(pattern, input, (written, given) => {
        const first = match(written, given, 20_000);
        expect(match(written, given, 20_000)).toEqual(first);
        expect(first.steps).toBeLessThanOrEqual(20_100);
      }),
      { numRuns: 2_000 },
    );
  });
});
