// Rules of templates beyond their own examples: what two of them say together, and what is said once.
import { expect, test } from "vitest";
import { type Analysis, analyse } from "../../server/src/service/analysis";
import { foreignDocument, ownDocument, templateDocument } from "../support/documents";
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
  ["⟦#foreah⟧($i in $!a)\n$i\n⟦#end⟧", "#foreach($i in $!a)\n$i\n#end"],
  ["⟦#for⟧($i in $!a)$i⟦#end⟧", "#foreach($i in $!a)$i#end"],
  ["⟦#if⟧($a == 1)\nx\n⟦#endif⟧\n", "#if($a == 1)\nx\n#end\n"],
  ["⟦#foreach⟧($i in $!a)#if($i == 1)x⟦#endIf⟧#end", "#foreach($i in $!a)#if($i == 1)x#end#end"],
])("a directive that is none, in %j", checkTemplate);

// What other languages write, and what it is in Velocity 1.7. Without a second text there is nothing to offer.
test.each([
  ["#set($i⟦+⟧+)", "no `++`", "#set($i = $i + 1)"],
  ["#set($i ⟦+⟧= 2)", "no `+=`", "#set($i = $i + 2)"],
  ["#set(${a.b}⟦-⟧=$c)", "no `-=`", "#set(${a.b} = ${a.b} -$c)"],
  ["#set($a ⟦==⟧ 1)", "a single `=`", "#set($a = 1)"],
  ["#set(⟦a⟧ = 1)", "Write `$a`", "#set($a = 1)"],
  ["#set($a ⟦:⟧ 1)", "`#set` takes `=`", undefined],
  ["#set($a = ⟦)⟧", "A value is missing", undefined],
  ["#set($a = ⟦null⟧)", "Velocity has no `null`", "#set($a = '')"],
  ["#set($a = ⟦-⟧$b)", "before digits alone", "#set($a = 0 -$b)"],
  ["#set($a = [1, 2,⟦]⟧)", "no comma before `]`", "#set($a = [1, 2])"],
  ["#set($a = {'k': 1, ⟦}⟧)", "no comma before `}`", "#set($a = {'k': 1 })"],
  ["#set($a = [1, 2⟦)⟧)", "write `]` where it ends", "#set($a = [1, 2]))"],
  ["#set($a = $input.path('$.x')\n⟦{⟧ }", "`)` where the `(`", "#set($a = $input.path('$.x'))\n{ }"],
  ["#if($a == 1\n⟦#set⟧($b = 1)\n#end", "write `)`", "#if($a == 1)\n#set($b = 1)\n#end"],
  ["#if($a == 'x'\n⟦#end⟧", "write `)`", "#if($a == 'x')\n#end"],
  ["#if($a == 'x'⟦#end⟧", "write `)`", undefined],
  ["#foreach($i in $list\n$i\n⟦#end⟧", "write `)`", "#foreach($i in $list)\n$i\n#end"],
  ["{ $util.urlEncode($input.path('$.a') ⟦}⟧", "write `)`", "{ $util.urlEncode($input.path('$.a')) }"],
  ["#set($a = {⟦k⟧: 'v'})", "Put text in quotes", "#set($a = {'k': 'v'})"],
  ["#set($b = 1)#set($a = 'x' + ⟦b⟧)", "write `$`", "#set($b = 1)#set($a = 'x' + $b)"],
  ["#set($a = $b ⟦x⟧)", "cannot stand behind a value", undefined],
  ["#set($a = 'it'⟦s⟧')", "written twice", "#set($a = 'it''s')"],
  ['#set($a = "say \\"⟦hi⟧\\"!")', "A backslash escapes no quote", '#set($a = "say ""hi""!")'],
  ['$input.path("$.a[?(@.b == "⟦x⟧")]")', "the other quotes", "$input.path(\"$.a[?(@.b == 'x')]\")"],
  ["$input.path($.a.b⟦)⟧", "Put it in quotes", "$input.path('$.a.b')"],
  ["#if ⟦$a⟧ == 1 x#end", "Write `#if(…)`", undefined],
  ["#if($a ==⟦=⟧ 1)x#end", "no `===`", "#if($a == 1)x#end"],
  ["#if($a !=⟦=⟧ 1)x#end", "no `!==`", "#if($a != 1)x#end"],
  ["#if($a <⟦>⟧ 1)x#end", "no `<>`", "#if($a != 1)x#end"],
  ["#if($a ⟦&⟧ $b)x#end", "Write `&&`", "#if($a && $b)x#end"],
  ["#if($a ⟦AND⟧ $b)x#end", "Write `&&`", "#if($a && $b)x#end"],
  ["#if($a == ⟦True⟧)x#end", "Write `true`", "#if($a == true)x#end"],
  ["#if($a == ⟦null⟧)x#end", "was seen to equal", "#if($a == '')x#end"],
  ["#if($a == 1 && ⟦)⟧x#end", "A value is missing", undefined],
  ["#set($a = $b ⟦?⟧ 1 : 2)", "Write `#if … #else … #end`", undefined],
  ["#foreach(⟦item⟧ in $list)x#end", "write `$`", "#foreach($item in $list)x#end"],
  ["#foreach($item ⟦:⟧ $list)x#end", "write `in`", "#foreach($item in $list)x#end"],
  ["#foreach($item⟦:⟧$list)x#end", "write `in`", "#foreach($item in $list)x#end"],
  ["${a⟦|'x'}⟧", "no default", undefined],
  ["#if($a == 1)a#else b⟦#else⟧ c#end", "has one `#else`", "#if($a == 1)a#else b c#end"],
  ["⟦#[[ x⟧", "never closed", "#[[ x]]#"],
  ["x ⟦$!⟧", "cannot be the last character", "x $!\n"],
])("a template of another language's habits: %s", (marked, words, after) => {
  const { text } = readSelections(marked);
  const [found] = findingsIn(templateDocument(text)).filter(
    ({ finding }) => finding.rule === "template-syntax",
  );
  const drawn = found && drawFindings(text, [found]).split("\n").slice(0, marked.split("\n").length);
  expect(drawn?.join("\n")).toBe(marked);
  expect(found?.finding.message).toContain(words);
  expect(found?.finding.fixes?.().length).toBe(after === undefined ? 0 : 1);
  expect(found && after && fixed(text, found)).toBe(after);
});

test("of the values that an `#if` takes for true, the first is told", () => {
  const text = "#if($input.path('$.a'))a#end#if($input.path('$.b'))b#end";
  expect(findingsIn(templateDocument(text)).map(({ finding }) => finding.rule)).toEqual([
    "template-velocity-version",
  ]);
});

/** The variables that are told, each with its severity. */
function unsetIn(
  text: string,
  requestTemplates?: Readonly<Record<string, string | null>>,
): readonly string[] {
  const response = { statusCode: "200", responseTemplates: { "text/plain": text } };
  const analysis =
    requestTemplates === undefined
      ? ownDocument(JSON.stringify(response))
      : foreignDocument(
          JSON.stringify({ type: "MOCK", requestTemplates, integrationResponses: { 200: response } }),
        );
  return findingsIn(analysis)
    .filter(({ finding }) => finding.rule === "template-variable")
    .map(({ finding, start }) => {
      const { severity, span } = finding;
      return `${severity} ${analysis.text.slice(start + span.start, start + span.end)}`;
    });
}

test.each([
  ["$custmerId and $custmerId again", ["information custmerId"]],
  ["$a.b.c() $d", ["information a", "information d"]],
  ['"$amount" costs $5, US$ 7.', ["information amount"]],
  ["#set($x = $y + 1)$x", ["information y"]],
  ['#set($x = "a $y")$x', ["information y"]],
  ["#set($x = 'a $y')$x", []],
  ["#set($map.key = 1)$map.key", ["information map"]],
  ["#foreach($i in $list)$i#end$i", ["information list"]],
  ["#if(false)#set($x = 1)#end$x", []],
  ["$x#set($x = 1)", []],
  ["$!x $x", []],
  ["#if($x)$x#end $x.y", []],
  ["#if(1 == 2)a#elseif($x.y == 'a')$x.z#end", []],
  ["#set($x = $null)#if($x == $null)a#end", []],
  ["#macro(say $what)$what $how#end#say('a')", ["information how"]],
  ["#define($d)a#end$d", []],
  ["#evaluate($code)$x", []],
  ["#nosuch($x)", []],
  ["\\$x ## $x", []],
  ["#[[ $x ]]#", []],
  ["#set($customer = 1)$custmer", ["warning custmer"]],
  ["#if($custmer)#set($customer = 1)$customer#end", ["warning custmer"]],
])("what nothing sets in %j", (text, told) => {
  expect(unsetIn(text)).toEqual(told);
  expect(unsetIn(text, {})).toEqual(told);
});

test("what a request template of the integration sets may still be there", () => {
  const requests = {
    "application/json": '#set($customer = "c")#foreach($i in $list)$i#end',
    "text/xml": null,
  };
  expect(unsetIn("$customer $other $i $list", requests)).toEqual(["information other", "information list"]);
  expect(
    unsetIn("#set($customers2 = 1)#set($order = 1)$ordr $customer", { "a/b": "#set($ordr = 1)" }),
  ).toEqual(["information customer"]);
});

test("the request templates before a response are those of its own integration, also after an edit", () => {
  const response = { 200: { responseTemplates: { "text/plain": "$customer" } } };
  const text = (set: string) =>
    JSON.stringify([{ type: "MOCK", requestTemplates: { "a/b": set }, integrationResponses: response }]);
  const told = (analysis: Analysis) => findingsIn(analysis).map(({ finding }) => finding.rule);
  const document = { uri: "file:///methods.json", own: false, tellsSyntax: false };
  const silent = analyse({ ...document, text: text("#set($customer = 1)") });
  expect(told(silent)).not.toContain("template-variable");
  const loud = analyse({ ...document, text: text("#set($client = 1)") }, { previous: silent });
  expect(told(loud)).toContain("template-variable");
  expect(loud.blocks[0]).not.toBe(silent.blocks[0]);
});

test.each([
  ["HTTP", ["binary-template"]],
  ["MOCK", []],
])("a template for images before an integration of the type %s", (type, told) => {
  const response = { responseTemplates: { "image/x-own": "$input.body" } };
  const text = JSON.stringify({ type, integrationResponses: { 200: response } });
  expect(findingsIn(foreignDocument(text)).map(({ finding }) => finding.rule)).toEqual(told);
});

/** The hints about versions, each with what it marks. */
function versionsIn(text: string, mediaType: string): readonly string[] {
  const analysis = ownDocument(JSON.stringify({ responseTemplates: { [mediaType]: text } }));
  return findingsIn(analysis)
    .filter(({ finding }) => finding.rule === "template-velocity-version")
    .map(({ finding: { span }, start }) =>
      JSON.parse(`"${analysis.text.slice(start + span.start, start + span.end)}"`),
    );
}

// The differences that oracles.md lists between 1.7 and 2.6, and what it calls unproven.
test.each([
  ["$a-$b: the hyphen", "#set($a = 1)$a-$b", ["$a-"]],
  ["$a-1: the hyphen", "#set($a = 1)$a-1 $!a-b.c()", ["a-1", "a-b"]],
  ["a name with a hyphen", "#set($a = 1)#set($a-b = 2)$a-b $input.path('$').a-b", []],
  [
    "$velocityCount",
    "#foreach($i in [1])$velocityCount$!velocityHasNext#end",
    ["$velocityCount", "$!velocityHasNext"],
  ],
  ["an #if on an empty text", "#set($e = '')#if($e)a#end", ["$e"]],
  ["on 0", "#set($e = 0)#if($e)a#end", ["$e"]],
  ["on a size", "#if($input.path('$.a').size())a#end", ["$input.path('$.a').size()"]],
  ["on an empty list", "#set($e = [])#if($e)a#end", ["$e"]],
  ["on a list that is not empty", "#set($e = [1])#if($e)a#end", []],
  ["on true or false", "#set($e = true)#if($e && $input.body.contains('a'))a#end", []],
  ["on what nothing sets", "#if($undefined)a#end", ["$undefined"]],
  [
    "beside an &&, behind a !",
    "#if(1 == 1 && !$input.path('$.a'))a#end#if($input.path('$.b'))b#end",
    ["$input.path('$.a')"],
  ],
  ["on what is compared", "#if($input.path('$.a') == 1 || $input.path('$.b') != '')a#end", []],
  ['#if("")', `#if("")a#elseif('x' || ("$input.body"))b#end`, ['""', "'x'", '"$input.body"']],
  ['#if("" == "")', `#if("" == "")a#end`, []],
  [
    "#set to null, by a division",
    "#set($a = 1)#set($b = $a / $a)#set($a = $b % $a)#set($a = $b / 2)",
    ["$b % $a"],
  ],
  [
    "$str.length",
    "#set($s = 'a')$s.length $input.body.length $s.trim().length $s.length() $input.path('$.a').length",
    ["length", "length", "length"],
  ],
  ["an array as text", "$input.body.split(',') $input.body.split(',').size()", ["$input.body.split(',')"]],
  ["an array that a variable holds", "#set($s = 'a,b')#set($p = $s.split(','))$p $p[0]", ["$p"]],
  ["#@foo alone", "#@foo #macro(m)x#end#@m", ["#@foo"]],
])("versions of Velocity: %s", (_, text, told) => {
  expect(versionsIn(text, "application/octet")).toEqual(told);
});

test.each([
  ["text/plain", "a\n \t#foreach($i in [1])\n  #if($i == 1)\nx\n #end\n#end", [" \t"]],
  ["text/plain", "a\r\n  #{else}x", []],
  ["text/csv; charset=utf-8", "#if(1 == 1)\na,#if(2 == 2)b#end\nc#end", ["#end"]],
  ["text/plain", "x#set($a = 1)\ny$a", ["#set($a = 1)"]],
  ["text/plain", "  #set($a = 1)\n#set($b = 2)#set($c = 3)\n$a$b$c", []],
  ["text/plain", "#if(1 == 1)\na\n#else\nb\n#end\n", []],
  ["text/plain", "a #if(1 == 1)b#end c\n", []],
  ["application/json", "[\n  #if(1 == 1)\n 1\n  #end\n]", []],
  ["text/html", "<a>\n  #if(1 == 1)\n 1\n  #end\n</a>", []],
])("blanks that versions of Velocity print in different ways, %s: %j", (mediaType, text, told) => {
  expect(versionsIn(text, mediaType)).toEqual(told);
});
