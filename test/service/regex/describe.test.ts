// What a hover says of a pattern.
import { describe, expect, test } from "vitest";
import { describeRegex } from "../../../server/src/service/islands/regex";
import { readProbes } from "./probes";
import { parse } from "./regexText";

describe("a pattern in a sentence", () => {
  test.each([
    [String.raw`4\d{2}`, "“4”, then 2 times a digit"],
    ["Malformed.*", "“Malformed”, then any number of any character but a line end"],
    ["(?s).*", "(from here on the dot is any character, also a line end), then any number of any character"],
    [
      "4..|5..",
      "either (“4”, then any character but a line end, then any character but a line end) or (“5”, then any character but a line end, then any character but a line end)",
    ],
    ["[45]xx", "one of 4 or 5, then “xx”"],
    ["[^a-c_]+?", "one or more of any character but a to c and _, as few as possible"],
    ["(?i)error", "(from here on upper and lower case are the same), then “error” in any case"],
    [String.raw`(a|b)\1`, "group 1 (either “a” or “b”), then the same text as group 1"],
    [
      "(?!.*foo)x",
      "where not followed by (any number of any character but a line end, then “foo”), then “x”",
    ],
    [
      "^a$",
      "the start of the text, then “a”, then the end of the text, or before the line end it closes with",
    ],
  ])("%s", (pattern, words) => {
    expect(describeRegex(parse(pattern))).toBe(`Matches a text that is, as a whole: ${words}.`);
  });

  test("or one of another kind", () => {
    expect(describeRegex(parse(""))).toBe("Matches the empty text only.");
    expect(describeRegex(parse("("))).toBe("Java refuses this pattern.");
  });

  test("stays short whatever the pattern", () => {
    const long = [
      "a*".repeat(50_000),
      "a|".repeat(50_000),
      `[${"ab-c".repeat(10_000)}]`,
      `${"(".repeat(999)}a${")".repeat(999)}`,
    ];
    for (const { pattern } of [
      ...readProbes("java-17-regex.generated.jsonl"),
      ...long.map((pattern) => ({ pattern })),
    ]) {
      expect(describeRegex(parse(pattern)).length).toBeLessThan(700);
    }
  });
});
