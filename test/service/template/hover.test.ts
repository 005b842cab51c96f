// What is told of a word in a template, in a string of JSON and in a document of its own.
import { describe, expect, test } from "vitest";
import { hoverAt } from "../../../server/src/service";
import { drawSelections, readCursor } from "../../support/marks";
import { SETTINGS } from "../../support/templates";

const SAMPLE = '{"id": 7, "name": "A \\"B\\"", "lines": [{"sku": "x"}]}';

describe.each(SETTINGS)("$name", ({ open, write }) => {
  const hovered = (marked: string, sampleBody?: string) => {
    const { text, offset } = readCursor(write(marked));
    const hover = hoverAt(open(text), offset, { sampleBody: () => sampleBody });
    return hover && { drawn: drawSelections(text, [hover.span]), markdown: hover.markdown };
  };

  test.each([
    ["$in‸put.body", "$⟦input⟧.body", "**$input**"],
    ["$input.bo‸dy", "$input.⟦body⟧", "**$input.body**"],
    ["$input.js‸on('$.id')", "$input.⟦json⟧('$.id')", "**$input.json(path)**"],
    ['$input.params("i‸d")', '$input.params("⟦id⟧")', "**$input.params(\\[name\\])**"],
    ["$util.url‸Encode($a)", "$util.⟦urlEncode⟧($a)", "**$util.urlEncode(text)**"],
    ["$context.identity.source‸Ip", "$context.identity.⟦sourceIp⟧", "**$context.identity.sourceIp**"],
    ["$context.iden‸tity.sourceIp", "$context.⟦identity⟧.sourceIp", "Holds `identity."],
    ["$context.nothing‸Such", "$context.⟦nothingSuch⟧", "no context variable of that name"],
    [
      "$context.responseOverride.header.X-‸Id",
      "$context.responseOverride.header.⟦X-Id⟧",
      "responseOverride.header.",
    ],
    ["$stageVariables.ho‸st", "$stageVariables.⟦host⟧", "**$stageVariables.host**"],
    ['#set($a = "x")\n$‸a', '#set($a = "x")\n$⟦a⟧', 'Set in this template: `#set($a = "x")`'],
    ["$‸b", "$⟦b⟧", "Nothing in this template sets it."],
    [
      "#foreach($i in [1])$foreach.has‸Next#end",
      "#foreach($i in [1])$foreach.⟦hasNext⟧#end",
      "**$foreach.hasNext**",
    ],
    [
      '#set($a = "x")$a.repl‸ace("a", "b")',
      '#set($a = "x")$a.⟦replace⟧("a", "b")',
      "**String.replace(part, replacement)**",
    ],
    ["#‸if($a)x#end", "⟦#if⟧($a)x#end", "**#if(condition) … #end**"],
    ["#if($a)x#e‸nd", "#if($a)x⟦#end⟧", "**#end**"],
    ["#no‸such($a)", "#⟦nosuch⟧($a)", "it is printed as it stands"],
    ["#macro(m $a)x#end#‸m(1)", "#macro(m $a)x#end#⟦m⟧(1)", "`#macro(m $a)`"],
  ])("%s", (marked, drawn, words) => {
    const hover = hovered(marked);
    expect(hover?.drawn).toBe(write(drawn));
    expect(hover?.markdown).toContain(words);
  });

  test.each([
    ["#set($r = $input.path('$'))$r.na‸me", 'In the sample: `"A \\"B\\""`'],
    ["$input.js‸on('$.lines')", 'In the sample: `[{"sku":"x"}]`'],
    ["$input.path('$.li‸nes')", 'In the sample: `[{"sku":"x"}]`'],
    ["#foreach($l in $input.path('$.lines'))$l.sk‸u#end", 'In the sample: `"x"`'],
    ["#set($r = $input.path('$.id'))$‸r", "In the sample: `7`"],
  ])("with a sample: %s", (marked, words) => {
    expect(hovered(marked, SAMPLE)?.markdown).toContain(words);
  });
});
