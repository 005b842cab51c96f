// Any template, whole or broken off, through every feature: nothing throws, and every answer lies in the text.
import { describe, expect, test } from "vitest";
import {
  type Analysis,
  actionsAt,
  completionsAt,
  definitionAt,
  findingsOf,
  foldingOf,
  highlightsAt,
  hoverAt,
  inlayHintsIn,
  referencesAt,
  renameAt,
  type Span,
  selectionAt,
  semanticTokensOf,
  signatureAt,
  symbolsOf,
} from "../../../server/src/service";
import { checkItems } from "../../support/checkCompletion";
import { templateDocument } from "../../support/documents";
import { SETTINGS, sampleWith } from "../../support/templates";
import { recordedRows } from "../vtl/recorded";

const RULES = new Map();
const SAMPLE = sampleWith('{"a": [{"b": 1}], "c d": null}');

function checkSpans(analysis: Analysis, spans: readonly (Span | undefined)[]) {
  const { length } = analysis.text;
  for (const span of spans) {
    if (span !== undefined && !(0 <= span.start && span.start <= span.end && span.end <= length)) {
      expect.fail(`${span.start} to ${span.end} of ${length} in ${analysis.text.slice(0, 500)}`);
    }
  }
}

function checkWhole(analysis: Analysis) {
  const all = { start: 0, end: analysis.text.length };
  checkSpans(analysis, [
    ...findingsOf(analysis, RULES).map(({ span }) => span),
    ...semanticTokensOf(analysis).map(({ span }) => span),
    ...foldingOf(analysis).map(({ span }) => span),
    ...symbolsOf(analysis).flatMap(({ span, selectionSpan }) => [span, selectionSpan]),
    ...inlayHintsIn(analysis, all).map(({ offset }) => ({ start: offset, end: offset })),
  ]);
  const tokens = semanticTokensOf(analysis);
  for (const [index, { span }] of tokens.entries()) {
    const before = tokens[index - 1]?.span.end ?? 0;
    expect(span.start, `tokens overlap in ${analysis.text.slice(0, 500)}`).toBeGreaterThanOrEqual(before);
  }
}

function checkAt(analysis: Analysis, offset: number) {
  const { items } = completionsAt(analysis, offset, { sample: () => SAMPLE });
  checkItems(analysis.text, offset, items);
  const renamed = renameAt(analysis, offset, "zz");
  checkSpans(analysis, [
    hoverAt(analysis, offset, { sample: () => SAMPLE })?.span,
    definitionAt(analysis, offset)?.origin,
    ...referencesAt(analysis, offset, { includeDeclaration: true }).map(({ span }) => span),
    ...highlightsAt(analysis, offset).map(({ span }) => span),
    ...selectionAt(analysis, offset),
    ...(renamed.kind === "renamed" ? renamed.edits.map(({ span }) => span) : []),
  ]);
  signatureAt(analysis, offset);
}

const TEMPLATES = [
  ...new Set([
    ...recordedRows("velocity-1.7-render.jsonl").map(({ template }) => template),
    ...recordedRows("velocity-1.7-syntax.jsonl").map(({ template }) => template),
    ...recordedRows("gateway-null-semantics.jsonl").map(({ template }) => template),
  ]),
];

test("every prefix of every probe", () => {
  for (const template of TEMPLATES) {
    for (let end = 0; end <= template.length; end++) {
      const analysis = templateDocument(template.slice(0, end));
      checkWhole(analysis);
      checkAt(analysis, end);
    }
  }
});

test.each(SETTINGS)("every place of every probe, $name", ({ open, write }) => {
  for (const template of TEMPLATES) {
    const analysis = open(write(template));
    checkWhole(analysis);
    const from = write("").indexOf('""') + 1;
    for (let offset = from; offset <= analysis.text.length; offset++) {
      checkAt(analysis, offset);
    }
  }
});

function namesNearOthers(count: number): string {
  return Array.from({ length: count }, (_, at) => `#set($vab${at}c = 1)$vbb${at}c`).join(" ");
}

function variablesOfOthers(count: number, each: number): string {
  const set = (at: number) => `#set($v${at + 1} = [${`$v${at},`.repeat(each)}1])`;
  return Array.from({ length: count }, (_, at) => set(at)).join("");
}

function macrosNearCalls(count: number): string {
  return Array.from({ length: count }, (_, at) => `#macro(mac${at}ro)x#end#mbc${at}ro()`).join(" ");
}

describe("large ones", () => {
  test.each([
    ["10,000 nested #if", `${"#if($a)".repeat(10_000)}${"#end".repeat(10_000)}`],
    ["10,000 open #foreach", "#foreach($a in $b)".repeat(10_000)],
    ["300 KB of references", "$input.path('$.a').b ".repeat(14_000)],
    ["300 KB of loops", "#foreach($x in $y)$x.a#end\n".repeat(11_000)],
    ["300 KB of variables", Array.from({ length: 15_000 }, (_, at) => `#set($v${at} = 1)`).join("\n")],
    ["300 KB of one call", `$a.b(${"(".repeat(300_000)}`],
    ["300 KB of quotes", `$input.path('${'"'.repeat(300_000)}`],
    ["300 KB of dots", `$a${".b".repeat(150_000)}.`],
    ["300 KB of #end", "#end".repeat(75_000)],
    ["300 KB of text", "x".repeat(300_000)],
    ["300 KB of names that are near to others", namesNearOthers(6_000)],
    ["two names of 100 KB", `#set($${"a".repeat(100_000)}b = 1)$${"a".repeat(100_000)}c`],
    ["150,000 hyphens in a name", `#set($a = 1)$a${"-a".repeat(150_000)}`],
    ["300 KB of names that nothing sets", Array.from({ length: 30_000 }, (_, at) => `$v${at}`).join(" ")],
    ["300 KB of macros and of what nearly calls them", macrosNearCalls(6_000)],
    ["300 KB of conditions in one", `#if(${"$a && ".repeat(40_000)}$b)x#end`],
    ["300 KB of directives before line ends", `  #if($a == 1)${"(".repeat(9)}\n x#end\n`.repeat(9_000)],
    ["variables that are made of thousands of others", `${variablesOfOthers(9, 6_000)}#if($v9.`],
    ["a loop that runs for long", "#foreach($i in [1..1000])#foreach($j in [1..1000])$i$j#end#end$i.b "],
    ["300 KB of quotients", `#set($a = 1)${"#set($a = $a / $a)".repeat(15_000)}`],
  ])("%s", (_, template) => {
    for (const { open, write } of SETTINGS) {
      const analysis = open(write(template));
      checkWhole(analysis);
      for (const offset of [60, analysis.text.length >> 1, analysis.text.length]) {
        checkAt(analysis, offset);
      }
      for (const finding of findingsOf(analysis, RULES).slice(0, 3)) {
        actionsAt(analysis, finding.span, RULES);
      }
    }
  });
});
