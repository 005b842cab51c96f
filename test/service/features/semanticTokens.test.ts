import { describe, expect, test } from "vitest";
import { RULES, semanticTokensOf } from "../../../server/src/service";
import { ownDocument } from "../../support/documents";
import { readSelections } from "../../support/marks";

/** Each token with its type and modifiers. */
function tokensOf(text: string): readonly string[] {
  return semanticTokensOf(ownDocument(text)).map(({ span, type, modifiers }) =>
    [text.slice(span.start, span.end), type, ...modifiers].join(" "),
  );
}

const KEY = ["method.response.header namespace", "X property declaration"];

describe("the value of a mapping", () => {
  test.each([
    ["integration.response.header.ETag", ["integration.response.header namespace", "ETag property"]],
    [
      "integration.response.multivalueheader.A",
      ["integration.response.multivalueheader namespace", "A property"],
    ],
    ["stageVariables.v", ["stageVariables namespace", "v variable"]],
    ["context.requestId", ["context namespace", "requestId variable readonly defaultLibrary"]],
    ["context.nothing", ["context namespace", "nothing variable"]],
    ["integration.response.body", ["integration.response.body namespace"]],
    [
      "integration.response.body.pets[0].name",
      ["integration.response.body namespace", "pets property", "0 number", "name property"],
    ],
    [
      "integration.response.body.a['b c'].length()",
      ["integration.response.body namespace", "a property", "b c property", "length function"],
    ],
    ["integration.response.body[*]", ["integration.response.body namespace", "[*] operator"]],
    ["'static'", []],
    ["unquoted", []],
  ])("%s", (source, expected) => {
    expect(tokensOf(`{ "method.response.header.X": "${source}" }`)).toEqual([...KEY, ...expected]);
  });
});

describe("a selection pattern", () => {
  test.each([
    ["404", ["404 string"]],
    [
      "4\\\\d{2}|5..",
      ["4 string", "\\\\d class", "{2} number", "| keyword", "5 string", ". class", ". class"],
    ],
    ["(?s).+", ["(?s) keyword", ". class", "+ operator"]],
    ["(a|b)*", ["( operator", "a string", "| keyword", "b string", ") operator", "* operator"]],
    [
      "(?<n>\\\\w)\\\\1",
      ["(?< operator", "n variable declaration", "> operator", "\\\\w class", ") operator", "\\\\1 variable"],
    ],
    ["(?!x)^$", ["(?! keyword", "x string", ") keyword", "^ keyword", "$ keyword"]],
    ["\\\\[404\\\\]", ["\\\\[404\\\\] string"]],
    ["[^a-z[\\\\d]]+?", ["[^a-z[\\\\d]] class", "+? operator"]],
    ["\\\\Qa.b\\\\E.", ["\\\\Q keyword", "a.b string", "\\\\E keyword", ". class"]],
    ["(?x)a # b", ["(?x) keyword", "a string", "# b comment"]],
    ["(404", ["( operator", "404 string"]],
    ["", []],
  ])("%s", (pattern, expected) => {
    expect(tokensOf(`{ "selectionPattern": "${pattern}" }`)).toEqual(expected);
  });
});

test("an escape is part of its token", () => {
  expect(tokensOf('{ "method.response.header.\\u0058": "\\u0063ontext.stage" }')).toEqual([
    "method.response.header namespace",
    "\\u0058 property declaration",
    "\\u0063ontext namespace",
    "stage variable readonly defaultLibrary",
  ]);
});

test("tokens are in order, in one line, and none overlaps another, in every example of every rule", () => {
  for (const { examples } of RULES) {
    for (const code of [...examples.faulty.map((example) => example.code), ...examples.fine]) {
      const { text } = readSelections(code);
      let end = 0;
      for (const { span } of semanticTokensOf(ownDocument(text))) {
        expect(span.start, text).toBeGreaterThanOrEqual(end);
        expect(text.slice(span.start, span.end), text).toMatch(/^[^\r\n]+$/);
        end = span.end;
      }
    }
  }
});
