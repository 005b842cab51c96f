// Which ways through a template set an override again, and which cannot: a false alarm is worse than a miss.
import { expect, test } from "vitest";
import { parseVtlText } from "../../server/src/service/islands/vtl";
import { studyTemplate } from "../../server/src/service/islands/vtl/study";
import { overriddenAgain } from "../../server/src/service/rules/overriddenAgain";
import { templateDocument } from "../support/documents";
import { readSelections } from "../support/marks";
import { drawFindings, findingsIn } from "../support/rules";

/** `S404` stands for an override of the status, `S⟦404⟧` for one that is told. */
function checkOverridden(short: string): void {
  const marked = short.replace(
    /S(⟦?)(\d{3})(⟧?)/g,
    (_, open: string, code: string, close: string) =>
      `#set($${open}context.responseOverride.status${close} = ${code})`,
  );
  const { text } = readSelections(marked);
  const found = findingsIn(templateDocument(text)).filter(
    ({ finding }) => finding.rule === "template-override",
  );
  expect(drawFindings(text, found).split("\n", 1)[0]).toBe(marked);
}

test.each([
  "S200 S⟦400⟧",
  "S200#if($!a == 1)S⟦400⟧#end",
  "#if($!a == 1)S400#end S⟦200⟧",
  "#if($!a == 1)S400#else S404#end",
  "#if($!a == 1)S400#else S404#end S⟦200⟧",
])("one after another: %s", checkOverridden);

test.each([
  "#if($!a == 1)S400#end#if($!a == 2)S404#end",
  "#if($!a == 1)S400#else x#end#if($!b == 1)S500#end",
  "#if($!a == 1)S400#else S404#end#if($!b == 1)S⟦500⟧#end",
  "S200#if($!a == 1)S⟦400⟧#end#if($!b == 1)S⟦500⟧#end",
  "S200#foreach($i in $!l)S⟦400⟧#break#end#if($!b == 1)S⟦500⟧#end",
])("what only some ways set counts only where all ways go on: %s", checkOverridden);

test.each([
  "#if($!a == 1)S400#stop#end S200",
  "#if($!a == 1)S400#stop#else S404#stop#end S200",
  "#foreach($i in $!l)#if($i == 1)S400#stop#end#end S200",
])("no way goes on behind what ends it: %s", checkOverridden);

test.each([
  "#foreach($i in $!l)S400#break#end S⟦200⟧",
  "#foreach($i in $!l)#if($i == 1)S400#break#end#end S⟦200⟧",
  "#foreach($i in $!l)#if($i == 1)S400#break#end#foreach($j in $!m)x#end#end S⟦200⟧",
  "#foreach($i in $!l)#foreach($j in $!m)#if($j == 1)S400#break#end#end#break#end S⟦200⟧",
  "#foreach($i in $!l)#if($i == 1)S400#set($found = 1)#break#end#end#if($!found != 1)S200#end",
])("what a `#break` leaves goes on behind the loop: %s", checkOverridden);

test.each([
  "#foreach($i in $!l)S⟦400⟧#end",
  "#foreach($i in [1])S400#end",
  "#foreach($i in $!l)#if($i.code == 7)S⟦404⟧#end#end",
  "#foreach($i in $!l)#set($i = $i.code)#if($i == 7)S⟦404⟧#end#end",
  "#foreach($i in $!l)#if($foreach.first)S400#end#end",
  "#foreach($i in $!l)#if($!seen == 1)S400#end#set($seen = 1)#end",
])("an item of a list: %s", checkOverridden);

test("a loop that many a `#break` leaves is gone through once, however much it sets", () => {
  const count = 12_000;
  const lines = Array.from(
    { length: count },
    (_, index) => `#set($context.responseOverride.header.h${index} = 1)#if($i == ${index})#break#end`,
  );
  const again = "#set($context.responseOverride.header.h7 = 2)";
  const { template } = parseVtlText(`#foreach($i in $!l)${lines.join("")}#end${again}`);
  const found = overriddenAgain(template.children, studyTemplate(template));
  expect(found.filter(({ by }) => by === "items")).toHaveLength(count);
  expect(found.filter(({ by }) => by === "before").map(({ target }) => target)).toEqual(["header.h7"]);
});
