// What trips features up: CRLF, tabs, escapes, surrogates, and names where Velocity reads them though they look like text.
import { describe, expect, test } from "vitest";
import {
  applyEdits,
  completionsAt,
  definitionAt,
  foldingOf,
  highlightsAt,
  hoverAt,
  inlayHintsIn,
  referencesAt,
  renameAt,
  semanticTokensOf,
  signatureAt,
} from "../../../server/src/service";
import { accept } from "../../support/accept";
import { checkItems } from "../../support/checkCompletion";
import { drawSelections, readCursor } from "../../support/marks";
import { SETTINGS, sampleWith } from "../../support/templates";

describe.each(SETTINGS)("$name", ({ open, write }) => {
  test.each([
    ["after CRLF and tabs", "\r\n\t#set($⟦a⟧ = 1)\r\n\t\t$⟦a⟧\r\n", "\r\n\t#set($‸a = 1)\r\n\t\t$a\r\n"],
    ["behind a surrogate pair", "😀#set($⟦a⟧ = '😀')😀$⟦a⟧", "😀#set($a = '😀')😀$‸a"],
    [
      "quiet and formal",
      "#set($⟦a⟧ = 1)$!⟦a⟧ ${⟦a⟧} $!{⟦a⟧.b} $⟦a⟧[0]",
      "#set($‸a = 1)$!a ${a} $!{a.b} $a[0]",
    ],
    ["in an index and an argument", "#set($⟦a⟧ = 1)$b[$⟦a⟧].c($⟦a⟧)", "#set($a = 1)$b[$‸a].c($a)"],
    [
      "in a string in an argument",
      "#set($⟦a⟧ = 1)$b.c(\"x $⟦a⟧ '$⟦a⟧'\")",
      "#set($a = 1)$b.c(\"x $‸a '$a'\")",
    ],
    ["not in text that is printed as it is", "#set($⟦a⟧ = 1)#[[ $a ]]#$⟦a⟧", "#set($‸a = 1)#[[ $a ]]#$a"],
    ["not in comments", "#set($⟦a⟧ = 1)## $a\n#* $a *#$⟦a⟧", "#set($a = 1)## $a\n#* $a *#$‸a"],
    [
      "escaped, which prints its name where it has no value",
      "#set($⟦a⟧ = 1)\\$⟦a⟧ $⟦a⟧",
      "#set($‸a = 1)\\$a $a",
    ],
    ["a macro before its definition", "#⟦m⟧(1)\r\n#macro(⟦m⟧ $x)$x#end", "#‸m(1)\r\n#macro(m $x)$x#end"],
    ["a macro in a string", '#set($s = "#⟦m⟧()")#macro(⟦m⟧)x#end', '#set($s = "#m()")#macro(‸m)x#end'],
    [
      "a list's items and a range",
      "#set($⟦a⟧ = 1)#set($l = [$⟦a⟧, [1..$⟦a⟧]])",
      "#set($‸a = 1)#set($l = [$a, [1..$a]])",
    ],
    ["a map's values", "#set($⟦a⟧ = 1)#set($m = {'k': $⟦a⟧})", "#set($a = 1)#set($m = {'k': $‸a})"],
  ])("references: %s", (_, expected, marked) => {
    const { text, offset } = readCursor(write(marked));
    const analysis = open(text);
    const found = referencesAt(analysis, offset, { includeDeclaration: true }).map(({ span }) => span);
    expect(drawSelections(text, found)).toBe(write(expected));
    expect(
      drawSelections(
        text,
        highlightsAt(analysis, offset).map(({ span }) => span),
      ),
    ).toBe(write(expected));
    const renamed = renameAt(analysis, offset, "zz");
    expect(renamed.kind === "renamed" && applyEdits(text, renamed.edits)).toBe(
      write(expected.replace(/⟦\w+⟧/g, "zz")),
    );
    expect(definitionAt(analysis, offset)?.targets).not.toEqual([]);
  });

  test.each([
    ["$input.path('$.‸a\tb')", "**$input.path(path)**"],
    ["#set($a = \"it''s\")\r\n\t$‸a", "Set in this template"],
    ["😀😀$util.url‸Encode('😀')", "**$util.urlEncode(text)**"],
    ['#set($s = "$context.sta‸ge")', "**$context.stage**"],
    ['#set($s = "a ""quoted"" $context.sta‸ge")', "**$context.stage**"],
    ["$!{input.bo‸dy}", "**$input.body**"],
    ["#if(1 == 1)a#{els‸e}b#end", "**#else**"],
  ])("hover: %s", (marked, words) => {
    const { text, offset } = readCursor(write(marked));
    expect(hoverAt(open(text), offset)?.markdown).toContain(words);
  });

  test.each([
    ["$input.path('$.order.‸')", "$.order.id", "$input.path('$.order.id‸')"],
    ['\r\n\t😀 $input.json("$.order.i‸")', "$.order.id", '\r\n\t😀 $input.json("$.order.id‸")'],
    ["$!{input.path('$.order.i‸')}", "$.order.id", "$!{input.path('$.order.id‸')}"],
    ["#set($s = \"$input.path('$.order.i‸')\")", "$.order.id", "#set($s = \"$input.path('$.order.id‸')\")"],
    ["#set($o = $input.path('$').order)$!{o.i‸}", "id", "#set($o = $input.path('$').order)$!{o.id‸}"],
    [
      "#foreach($l in $input.path('$.lines'))\r\n\t$l.na‸\r\n#end",
      "naïve",
      "#foreach($l in $input.path('$.lines'))\r\n\t$l.na‸\r\n#end",
    ],
  ])("completion from the sample: %s", (marked, label, expected) => {
    const sample = sampleWith('{"order": {"id": 7, "é": 1}, "lines": [{"naïve": 1}]}');
    const { text, offset } = readCursor(write(marked));
    const { items } = completionsAt(open(text), offset, { sample: () => sample });
    checkItems(text, offset, items);
    const made = items.filter((item) => item.label === label).map((item) => accept(text, item));
    // A name that Velocity cannot read after a dot is not offered there.
    expect(made).toEqual(label === "naïve" ? [] : [write(expected)]);
  });

  test.each([
    ["$input.params(\r\n\t‸)", "$input.params([name]) 0"],
    ['$input.path("$.a").replace("😀, (", ‸', "String.replace(part, replacement) 1"],
    ['#set($s = "$util.urlEncode(‸")', "$util.urlEncode(text) 0"],
    ["#m(1 [2, 3] ‸)#macro(m $a $b $c)x#end", "#m($a $b $c) 2"],
  ])("signature: %s", (marked, expected) => {
    const { text, offset } = readCursor(write(marked));
    const signature = signatureAt(open(text), offset);
    expect(signature === undefined ? "nothing" : `${signature.label} ${signature.active}`).toBe(expected);
  });

  test.each([
    ["\r\n\t😀$!{a.b} #[[ $x ]]# ## $y", "variable a, property b"],
    [
      '"$a" \\$b $5 #set($c = "\'$d\'")',
      "variable a, variable b, keyword #set, variable c declaration, variable d",
    ],
  ])("colours: %j", (template, expected) => {
    const text = write(template);
    const drawn = semanticTokensOf(open(text))
      .map(({ span, type, modifiers }) => [type, text.slice(span.start, span.end), ...modifiers].join(" "))
      .join(", ");
    expect(drawn).toBe(expected);
  });
});

const CRLF =
  "#foreach($i in $l)\r\n\t#if($i)\r\n\t1\r\n\t2\r\n\t3\r\n\t4\r\n\t#{else}\r\n\t5\r\n\t#end\r\n#end\r\n";

test("folds and hints count in CRLF as in LF", () => {
  const [alone] = SETTINGS;
  for (const text of [CRLF, CRLF.replaceAll("\r\n", "\n")]) {
    const analysis = alone?.open(text);
    if (analysis === undefined) {
      throw new Error("There is no setting.");
    }
    const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;
    const folds = foldingOf(analysis).map(({ span }) => `${lineOf(span.start)}-${lineOf(span.end)}`);
    expect(folds.sort()).toEqual(["1-10", "2-9"]);
    const hints = inlayHintsIn(analysis, { start: 0, end: text.length });
    const told = hints.map((hint) => `${lineOf(hint.offset)} ${hint.text}`);
    expect(told.sort()).toEqual(["10 #foreach($i in $l)", "9 #if($i)"]);
  }
});
