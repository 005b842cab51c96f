import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

interface Configuration {
  readonly wordPattern: string;
  readonly indentationRules: {
    readonly increaseIndentPattern: string;
    readonly decreaseIndentPattern: string;
  };
}

const PATH = join(import.meta.dirname, "../../syntaxes/language-configuration.json");
const configuration: Configuration = JSON.parse(readFileSync(PATH, "utf8"));

/** The words of a line, as double clicks and completions see them. */
function checkWords(line: string, expected: readonly string[]) {
  expect(line.match(new RegExp(configuration.wordPattern, "g"))).toEqual(expected);
}

/** Whether the line after one that ends so is indented, and whether a line that begins so is outdented. */
function checkIndents(line: string, increases: boolean, decreases: boolean) {
  const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
  expect(new RegExp(increaseIndentPattern).test(line), line).toBe(increases);
  expect(new RegExp(decreaseIndentPattern).test(line), line).toBe(decreases);
}

test("dotted names are words", () => {
  checkWords('"method.response.header.Content-Type": "integration.response.body"', [
    "method.response.header.Content-Type",
    "integration.response.body",
  ]);
  checkWords(`"'text/html'"`, ["text", "html"]);
});

test("lines are indented inside brackets that stand outside strings", () => {
  checkIndents('  "responseParameters": {', true, false);
  checkIndents("{  ", true, false);
  checkIndents('  "a": "{', false, false);
  checkIndents('  "a": "\\"{"', false, false);
  checkIndents("  },", false, true);
  checkIndents(`${'"a\\\\b" '.repeat(2000)}"`, false, false);
});
