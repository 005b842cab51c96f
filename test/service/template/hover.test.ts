// What is told of a word in a template, in a string of JSON and in a document of its own.
import { describe, expect, test } from "vitest";
import { hoverAt, type NamedSample } from "../../../server/src/service";
import { drawSelections, readCursor } from "../../support/marks";
import { SETTINGS, sampleWith } from "../../support/templates";

const SAMPLE = sampleWith('{"id": 7, "name": "A \\"B\\"", "lines": [{"sku": "x"}]}', {
  request: { querystring: { page: 2 }, header: { Accept: "text/plain" } },
  stageVariables: { host: "h.example" },
  context: { authorizer: { tenant: "t1" } },
});

describe.each(SETTINGS)("$name", ({ open, write }) => {
  const hovered = (marked: string, sample?: NamedSample) => {
    const { text, offset } = readCursor(write(marked));
    const hover = hoverAt(open(text), offset, { sample: () => sample });
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
    ["#set($‸r = \"n$input.path('$.id')\")$r", 'In the sample: `"n7"`'],
    ["#foreach($‸l in $input.path('$.lines'))$l.sku#end", 'In the sample: `{"sku":"x"}`'],
    ["$input.path('$.lines').get(0).s‸ku", 'In the sample: `"x"`'],
    ["$input.path('$.lines').si‸ze()", "In the sample: `1`"],
    ["$util.escapeJava‸Script($input.path('$.name'))", 'In the sample: `"A \\\\\\"B\\\\\\""`'],
    ["$input.bo‸dy", 'In the sample: `{"id": 7'],
    ["$input.params('pa‸ge')", 'In the sample: `"2"`'],
    ["$input.params().header.Acc‸ept", 'In the sample: `"text/plain"`'],
    ["$stageVariables.ho‸st", 'In the sample: `"h.example"`'],
    ["$context.authorizer.ten‸ant", 'In the sample: `"t1"`'],
    ["#foreach($e in $input.path('$.lines[0]').entrySet())$e.k‸ey#end", 'In the sample: `"sku"`'],
  ])("with a sample: %s", (marked, words) => {
    expect(hovered(marked, SAMPLE)?.markdown).toContain(words);
  });

  // A run is what tells: of several `#set` the one that was run last, in a loop that of its first round.
  test.each([
    ["#set($n = 1)#set($n = $n + 1)$‸n", "In the sample: `2`"],
    ["#set($n = 1)$‸n#set($n = 2)", "In the sample: `1`"],
    ["#set($n = 0)#foreach($i in [1..5])#set($n = $n + $i)#end$‸n", "In the sample: `15`"],
    ["#set($n = 0)#foreach($i in [1..5])#set($n = $n + $i)$‸n#end", "In the sample: `1`"],
    ["#set($s = 'a')#if($input.path('$.id') == 8)#set($s = 'b')#end$‸s", 'In the sample: `"a"`'],
    ["#macro(say $what)$wh‸at#end#say($input.path('$.id'))", "In the sample: `7`"],
    ["$input.path('$.no‸ne')", "In the sample it has no value."],
    ["$input.params('no‸ne')", "In the sample it has no value."],
    ["#set($l = [])#set($ok = $l.add($l))$‸l", "In the sample: `…`"],
    // Where no run gets to, what is given before it is taken.
    ["#if(1 == 2)$input.path('$.id')$input.pa‸th('$.id')#end", "In the sample: `7`"],
    ["#if($x #set($a = $input.path('$.id'))$‸a", "In the sample: `7`"],
  ])("with a sample that is run: %s", (marked, words) => {
    expect(hovered(marked, SAMPLE)?.markdown).toContain(words);
  });

  test.each([
    ["#if(1 == 2)#set($a = $b)$‸a#end"],
    ["#foreach($i in [1..2000])#set($a = $i)#end$‸b"],
    ["#if($x #set($a = 1)#set($a = 2)$‸a"],
    ["#set($context.responseOverride.sta‸tus = 404)"],
  ])("nothing is made up: %s", (marked) => {
    expect(hovered(marked, SAMPLE)?.markdown).not.toContain("In the sample");
  });
});
