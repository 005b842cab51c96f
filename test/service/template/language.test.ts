// Signatures, colours, folds, hints, outline and selections in templates.
import { describe, expect, test } from "vitest";
import {
  foldingOf,
  inlayHintsIn,
  selectionAt,
  semanticTokensOf,
  signatureAt,
  symbolsOf,
} from "../../../server/src/service";
import { templateDocument } from "../../support/documents";
import { drawSelections, readCursor } from "../../support/marks";
import { SETTINGS } from "../../support/templates";

describe.each(SETTINGS)("$name", ({ open, write }) => {
  test.each([
    ["$input.params(‸)", "$input.params([name]) 0"],
    ["$util.urlEncode($a‸)", "$util.urlEncode(text) 0"],
    ['#set($a = "x")$a.replace("a, (", ‸', "String.replace(part, replacement) 1"],
    ["$input.path('$.a').get($input.json('‸", "$input.json(path) 0"],
    ["$input.path('$.a').substring(0, ‸)", "String.substring(start[, end]) 1"],
    ["#macro(m $a $b)x#end#m(1 ‸", "#m($a $b) 1"],
    ["#if(‸$a)", "nothing"],
    ["text (‸", "nothing"],
    ["$util.urlEncode($a)‸", "nothing"],
  ])("signature: %s", (marked, expected) => {
    const { text, offset } = readCursor(write(marked));
    const signature = signatureAt(open(text), offset);
    expect(signature === undefined ? "nothing" : `${signature.label} ${signature.active}`).toBe(expected);
  });

  test.each([
    ['#set($a = "b $c.d")', "keyword #set, variable a declaration, variable c, property d"],
    [
      "#foreach($i in $input.path('$'))$foreach.count#end",
      "keyword #foreach, variable i declaration, variable input readonly defaultLibrary, " +
        "function path readonly defaultLibrary, variable foreach readonly defaultLibrary, " +
        "property count readonly defaultLibrary, keyword #end",
    ],
    [
      "#m($context.stage)#macro(m)x#end",
      "function m, variable context readonly defaultLibrary, property stage readonly defaultLibrary, keyword #macro, function m declaration, keyword #end",
    ],
    ["#fff $5 a@b.c", ""],
  ])("colours: %s", (template, expected) => {
    const text = write(template);
    const drawn = semanticTokensOf(open(text))
      .map(({ span, type, modifiers }) => [type, text.slice(span.start, span.end), ...modifiers].join(" "))
      .join(", ");
    expect(drawn).toBe(expected);
  });

  test("selections grow from the word to the template", () => {
    const { text, offset } = readCursor(write("a #if($x == 1)b $input.pa‸th('$.a').size() c#end"));
    const drawn = selectionAt(open(text), offset).map(({ start, end }) => text.slice(start, end));
    expect(drawn.slice(0, 6)).toEqual([
      "path",
      "$input.path('$.a')",
      "$input.path('$.a').size()",
      "b $input.path('$.a').size() c",
      "#if($x == 1)b $input.path('$.a').size() c#end",
      "a #if($x == 1)b $input.path('$.a').size() c#end",
    ]);
  });
});

const LINES = "#macro(m $a)\n1\n2\n3\n4\n#end\n#set($b = 1)\n#if($b)\nx\n#end\n#* a\nb *#";

test("blocks and comments of several lines fold", () => {
  const spans = foldingOf(templateDocument(LINES)).map(({ span }) => span);
  expect(drawSelections(LINES, spans)).toBe(
    "#macro(m $a)⟦\n1\n2\n3\n4\n⟧#end\n#set($b = 1)\n#if($b)⟦\nx\n⟧#end\n⟦#* a\nb *#⟧",
  );
});

test("an #end far from its beginning says what it closes", () => {
  const hints = inlayHintsIn(templateDocument(LINES), { start: 0, end: LINES.length });
  expect(hints.map(({ offset, text }) => `${LINES.slice(0, offset).split("\n").length}: ${text}`)).toEqual([
    "6: #macro(m $a)",
  ]);
});

test("the outline has macros and variables", () => {
  const drawn = symbolsOf(templateDocument(LINES)).map(
    ({ name, detail, kind }) => `${kind} ${name} ${detail}`,
  );
  expect(drawn).toEqual(["function #m #macro(m $a)", "variable $b 1"]);
});
