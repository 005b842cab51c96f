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

const configuration = read("language-configuration.json");
const vtl = read("vtl-language-configuration.json");

function read(name: string): Configuration {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../../syntaxes", name), "utf8"));
}

/** The words of a line, as double clicks and completions see them. */
function checkWords(line: string, expected: readonly string[], { wordPattern } = configuration) {
  expect(line.match(new RegExp(wordPattern, "g"))).toEqual(expected);
}

/** Whether the line after one that ends so is indented, and whether a line that begins so is outdented. */
function checkIndents(
  line: string,
  increases: boolean,
  decreases: boolean,
  { indentationRules } = configuration,
) {
  const { increaseIndentPattern, decreaseIndentPattern } = indentationRules;
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

test("names of a template may hold hyphens", () => {
  checkWords(
    "#foreach($my-pet in $list) $!{pet.first-name} -1.5",
    ["foreach", "my-pet", "in", "list", "pet", "first-name", "-1.5"],
    vtl,
  );
});

test("lines are indented inside directives that a later line ends, and inside brackets", () => {
  checkIndents("  #if($a)", true, false, vtl);
  checkIndents("#foreach($a in $b) {", true, false, vtl);
  checkIndents("  #else", true, true, vtl);
  checkIndents("#{else}", true, true, vtl);
  checkIndents("#elseif($b)", true, true, vtl);
  checkIndents("  #end", false, true, vtl);
  checkIndents("#if($a)x#end", false, false, vtl);
  checkIndents('  "a": [', true, false, vtl);
  checkIndents("## [", false, false, vtl);
  checkIndents("#set($a = 1)", false, false, vtl);
  checkIndents("  ],", false, true, vtl);
});
