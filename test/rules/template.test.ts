// Rules of templates beyond their own examples: what two of them say together, and what is said once.
import { expect, test } from "vitest";
import { templateDocument } from "../support/documents";
import { readSelections } from "../support/marks";
import { drawFindings, findingsIn, fixed } from "../support/rules";

/** Draws every finding about the template; after the preferred fix none is left. */
function checkTemplate(marked: string, after: string) {
  const { text } = readSelections(marked);
  const found = findingsIn(templateDocument(text));
  expect(drawFindings(text, found).split("\n").slice(0, marked.split("\n").length).join("\n")).toBe(marked);
  const preferred = found.find(({ finding }) => finding.fixes?.()[0]?.preferred);
  expect(preferred && fixed(text, preferred)).toBe(after);
  expect(findingsIn(templateDocument(after))).toEqual([]);
}

test.each([
  ["#if($a == 1)x⟦#elsif⟧($a == 2)y#end", "#if($a == 1)x#elseif($a == 2)y#end"],
  ["#if($a == 1)x⟦#elseIf⟧($a == 2)y#end", "#if($a == 1)x#elseif($a == 2)y#end"],
  ["#if($a == 1)x⟦#elif⟧($a==2)y#else z#end", "#if($a == 1)x#elseif($a==2)y#else z#end"],
  ["{\n  ⟦#Set⟧($a = 1)\n$a }", "{\n  #set($a = 1)\n$a }"],
  ["⟦#sett⟧($a = [1, 2])$a", "#set($a = [1, 2])$a"],
  ["⟦#foreah⟧($i in $a)\n$i\n⟦#end⟧", "#foreach($i in $a)\n$i\n#end"],
  ["⟦#for⟧($i in $a)$i⟦#end⟧", "#foreach($i in $a)$i#end"],
  ["⟦#if⟧($a == 1)\nx\n⟦#endif⟧\n", "#if($a == 1)\nx\n#end\n"],
  ["⟦#foreach⟧($i in $a)#if($i == 1)x⟦#endIf⟧#end", "#foreach($i in $a)#if($i == 1)x#end#end"],
])("a directive that is none, in %j", checkTemplate);

test("of the values that an `#if` takes for true, the first is told", () => {
  const text = "#if($input.path('$.a'))a#end#if($input.path('$.b'))b#end";
  expect(findingsIn(templateDocument(text)).map(({ finding }) => finding.rule)).toEqual([
    "template-velocity-version",
  ]);
});
