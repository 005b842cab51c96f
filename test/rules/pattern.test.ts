// What the rules say of patterns beyond their examples, and where they stay silent.
import { describe, expect, test } from "vitest";
import { analyseOwn, drawFindings, findingsIn, fixed } from "../support/rules";

/** The ids of the rules that speak of a pattern, in the order of the text. */
function rulesOn(pattern: string): readonly string[] {
  return findingsIn(analyseOwn(JSON.stringify({ selectionPattern: pattern }))).map(
    ({ finding }) => finding.rule,
  );
}

describe("silent on what is right", () => {
  test.each([
    "",
    "404",
    "200|201",
    String.raw`2\d{2}`,
    String.raw`[45]\d\d`,
    "5..",
    "4.*",
    "(?s).+",
    "[^0-9](?s).+",
    "(?i)(?s)error.*",
    String.raw`(?s)\[BadRequest\].*`,
    String.raw`[\s\S]+`,
    "(?s).*(Timeout|Error).*",
    "(?!2)...",
    String.raw`(?s)(?!\[404\]).+`,
    "[aeiou]+x",
    "[^Error]x",
    "(?s)see https://d.example/.*",
    String.raw`(?s)\Q//d\E.*`,
    "(a+)+b",
    "(ab){2}",
    "(?:4(?:0[0-9]|1[0-7]))",
    "Colou?r",
    "(?m)^4$",
  ])("%s", (pattern) => {
    const text = JSON.stringify({ selectionPattern: pattern });
    expect(drawFindings(text, findingsIn(analyseOwn(text)))).toBe(text);
  });
});

describe("speaks once of each fault", () => {
  test.each([
    ["4*", ["pattern-glob"]],
    ["40*", ["pattern-glob"]],
    ["(404*|500*)", ["pattern-glob", "pattern-glob"]],
    ["[500] .*", ["pattern-class-as-text", "pattern-dot-newline"]],
    ["(.|\\n)*", ["pattern-matches-empty", "pattern-stack-overflow"]],
    ["^.*$", ["pattern-matches-empty", "pattern-anchors"]],
    ["404$|500", []],
    ["404^|500^", ["pattern-never-matches"]],
    ["a\\zb", ["pattern-never-matches"]],
    ["$\\n", []],
    ["//d//d//d", ["pattern-slashes", "pattern-slashes", "pattern-slashes"]],
    ["{404}", ["pattern-matches-empty"]],
    ["{code}", ["pattern-syntax"]],
    ["[404", ["pattern-syntax"]],
    ["(", ["pattern-syntax"]],
    ["\\", ["pattern-syntax"]],
    [".*.*.*.*.*.*x", ["pattern-too-slow", "pattern-dot-newline"]],
  ] as const)("%s", (pattern, rules) => {
    expect([...rulesOn(pattern)].sort()).toEqual([...rules].sort());
  });
});

test("a brace that begins no count is mended with a backslash", () => {
  const text = JSON.stringify({ selectionPattern: "{code}" });
  const [found] = findingsIn(analyseOwn(text));
  expect(found?.finding.message).toMatch(/^Java refuses this pattern: `Illegal repetition near index \d+`\./);
  expect(found && fixed(text, found)).toBe(JSON.stringify({ selectionPattern: "\\{code}" }));
});

test("a Lambda function's success is the default's, where there is none yet", () => {
  const method = (selectionPattern: string) =>
    JSON.stringify({
      type: "AWS",
      uri: "arn:aws:apigateway:eu-west-1:lambda:path/f",
      integrationResponses: { "200": { selectionPattern }, "500": { selectionPattern: "(?s)Error.*" } },
    });
  const text = method("2\\d{2}");
  const found = findingsIn(analyseOwn(text)).find(
    ({ finding }) => finding.rule === "status-pattern-on-lambda",
  );
  expect(found && fixed(text, found)).toBe(method(""));
});

test("a pattern in a text that is no JSON is left to the syntax", () => {
  const rules = findingsIn(analyseOwn('{ "selectionPattern": "(\\q" }')).map(({ finding }) => finding.rule);
  expect(rules).toContain("invalid-escape");
});

test("a pattern is hostile and the rules still answer", () => {
  for (const pattern of [
    "(".repeat(10_000),
    "a|".repeat(20_000),
    ".*".repeat(5_000),
    "\ud800*",
    "[".repeat(500),
  ]) {
    const [block] = analyseOwn(JSON.stringify({ selectionPattern: pattern })).blocks;
    expect(block?.content.failures).toEqual([]);
  }
});
