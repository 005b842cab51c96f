// What is offered in a template: each case in a string of JSON and in a document of its own.
import { describe, expect, test } from "vitest";
import { completionsAt } from "../../../server/src/service";
import { accept } from "../../support/accept";
import { checkCompletion, checkItems, offered } from "../../support/checkCompletion";
import { ownDocument, templateDocument } from "../../support/documents";
import { readCursor } from "../../support/marks";
import { SETTINGS, sampleWith } from "../../support/templates";

describe.each(SETTINGS)("$name", ({ open, write }) => {
  test.each([
    ["a variable of API Gateway", "$‸", "$input", "$input‸"],
    ["the word that is typed goes", 'a"b $in‸', "$input", 'a"b $input‸'],
    ["over the rest of the word", "$in‸pu.body", "$input", "$input‸.body"],
    ["in braces", "${ut‸}", "$util", "${util‸}"],
    ["a quiet one", "$!{con‸", "$context", "$!{context‸"],
    [
      "one's own",
      '#set($order = $input.path("$"))\n$or‸',
      "$order",
      '#set($order = $input.path("$"))\n$order‸',
    ],
    ["a function, with its gap", "$input.pa‸", "path(path)", "$input.path('⟦$⟧')"],
    ["a property", "$input.‸", "body", "$input.body‸"],
    ["of $util", "$util.esc‸", "escapeJavaScript(text)", "$util.escapeJavaScript(‸)"],
    ["nested context", "$context.identity.s‸", "sourceIp", "$context.identity.sourceIp‸"],
    ["the whole of it", "$context.ident‸", "identity.sourceIp", "$context.identity.sourceIp‸"],
    [
      "an override",
      "#set($context.resp‸)",
      "responseOverride.status",
      "#set($context.responseOverride.status‸)",
    ],
    [
      "a method of a text",
      '#set($a = "x")$a.sub‸',
      "substring(start[, end])",
      '#set($a = "x")$a.substring(‸)',
    ],
    [
      "after a call",
      "$input.json('$.a').repl‸",
      "replace(part, replacement)",
      "$input.json('$.a').replace(‸, )",
    ],
    ["after an index", "$input.path('$.a')[0].si‸", "size()", "$input.path('$.a')[0].size()‸"],
    [
      "of a loop",
      "#foreach($i in [1..3])$foreach.has‸#end",
      "hasNext",
      "#foreach($i in [1..3])$foreach.hasNext‸#end",
    ],
    [
      "of an entry",
      "#foreach($e in $m.entrySet())$e.k‸#end",
      "key",
      "#foreach($e in $m.entrySet())$e.key‸#end",
    ],
    ["a directive", "#i‸", "#if", "#if(‸)#end"],
    ["a loop with its gaps", "#fore‸", "#foreach", "#foreach($⟦item⟧ in $list)#end"],
    [
      "a path used elsewhere",
      "$input.json('$.id') $input.path('$‸')",
      "$.id",
      "$input.json('$.id') $input.path('$.id‸')",
    ],
    ["the whole body", "$input.path('‸')", "$", "$input.path('$‸')"],
    [
      "a macro",
      "#macro(say $what $how)$what#end#sa‸",
      "#say",
      "#macro(say $what $how)$what#end#say(⟦$what⟧ $how)",
    ],
    ["the value of a #set", "#set($a = ‸)", "$input", "#set($a = $input‸)"],
    ["a condition", "#set($a = 1)#if(‸)x#end", "$a", "#set($a = 1)#if($a‸)x#end"],
    ["behind an operator", "#if(1 == 1 && ‸)x#end", "$input", "#if(1 == 1 && $input‸)x#end"],
    ["a list", "#foreach($i in ‸)x#end", "$input", "#foreach($i in $input‸)x#end"],
    ["an argument", "$util.urlEncode(‸)", "$input", "$util.urlEncode($input‸)"],
    ["a second one", "$input.body.replace('a', ‸)", "$context", "$input.body.replace('a', $context‸)"],
    [
      "a parameter used elsewhere",
      "$input.params('id')$input.params('‸')",
      "id",
      "$input.params('id')$input.params('id‸')",
    ],
  ])("%s", (_, template, label, expected) => {
    checkCompletion(write(template), label, write(expected), open);
  });

  test.each([
    ["nothing in a word", "a, b‸ c"],
    ["nothing of its own in a comment", "## ‸"],
    ["nothing after an escape", "\\$‸"],
    ["nothing in a comment", "## $‸"],
    ["nothing in a comment that is closed", "#* $in‸ *#"],
    ["nothing in text that is printed as it is", "#[[ $in‸ ]]#"],
    ["nothing of a number", "costs 5.‸"],
    ["nothing behind a number", "#set($a = 1‸)"],
    ["nothing in the quotes of a text", "#set($a = 'b =‸')"],
  ])("%s", (_, template) => {
    expect(offered(write(template), open)).toEqual([]);
  });

  test.each([
    ["a loop's variable outside of it", "#foreach($item in $list)$item#end$‸", "$item"],
    ["what a loop knows outside of one", "$‸", "$foreach"],
    ["variables that are only read", "$nothing $‸", "$nothing"],
    ["methods of lists on texts", "#set($a = 'x')$a.‸", "keySet()"],
    ["AppSync's functions", "$util.‸", "toJson"],
  ])("not %s", (_, template, label) => {
    expect(offered(write(template), open)).not.toContain(label);
  });

  test("an open block asks for its #end first", () => {
    expect(offered(write("#if($a)x#‸"), open)[0]).toBe("#end");
  });
});

const SAMPLE = sampleWith(
  JSON.stringify({ order: { id: 7, "a-b": true, lines: [{ sku: "x" }] }, "no word": null }),
  {
    request: { path: { petId: "7" }, header: { "X-Request-Id": "r" } },
    stageVariables: { host: "h.example" },
    context: { authorizer: { tenant: "t1" } },
  },
);

test.each([
  [
    "paths of the sample",
    "$input.path('$.order.l‸')",
    "$.order.lines[0].sku",
    "$input.path('$.order.lines[0].sku‸')",
  ],
  ["names that need quotes", "$input.path('‸')", '$["no word"]', "$input.path('$[\"no word\"]‸')"],
  [
    "members of what a variable holds",
    "#set($o = $input.path('$.order'))$o.l‸",
    "lines",
    "#set($o = $input.path('$.order'))$o.lines‸",
  ],
  [
    "members of a loop's items",
    "#foreach($l in $input.path('$.order.lines'))$l.‸#end",
    "sku",
    "#foreach($l in $input.path('$.order.lines'))$l.sku‸#end",
  ],
  [
    "members behind a call",
    "$input.path('$.order.lines').get(0).‸",
    "sku",
    "$input.path('$.order.lines').get(0).sku‸",
  ],
  [
    "members of JSON in a text",
    "$util.parseJson($input.body).order.‸",
    "id",
    "$util.parseJson($input.body).order.id‸",
  ],
  ["parameters of the request", "$input.params('‸')", "petId", "$input.params('petId‸')"],
  ["headers of it", "$input.params().header.‸", "X-Request-Id", "$input.params().header.X-Request-Id‸"],
  ["stage variables", "$stageVariables.‸", "host", "$stageVariables.host‸"],
  ["what the authorizer gave", "$context.authorizer.‸", "tenant", "$context.authorizer.tenant‸"],
])("%s", (_, marked, label, expected) => {
  for (const { open, write } of SETTINGS) {
    const { text, offset } = readCursor(write(marked));
    const { items } = completionsAt(open(text), offset, { sample: () => SAMPLE });
    checkItems(text, offset, items);
    expect(items.filter((item) => item.label === label).map((item) => accept(text, item))).toEqual([
      write(expected),
    ]);
  }
});

// TypeScript offers what a value has, and so do we where the sample says what it is.
test.each([
  ["a list", "$input.path('$.order.lines').‸", ["size()", "get(index)"], ["keySet()", "length()"]],
  ["an object", "$input.path('$.order').‸", ["keySet()", "id"], ["get(index)", "length()"]],
  ["JSON, which is text", "$input.json('$.order').‸", ["length()"], ["id", "keySet()"]],
  ["a parameter, which is text", "$input.params('petId').‸", ["length()"], ["header", "keySet()"]],
])("only what the value has: %s", (_, marked, offers, not) => {
  for (const { open, write } of SETTINGS) {
    const { text, offset } = readCursor(write(marked));
    const labels = completionsAt(open(text), offset, { sample: () => SAMPLE }).items.map(
      ({ label }) => label,
    );
    expect(labels).toEqual(expect.arrayContaining(offers));
    expect(labels.filter((label) => not.includes(label))).toEqual([]);
  }
});

test("a block stands in lines of its own where its directive does", () => {
  const { text, offset } = readCursor("a\n  #if‸\nb");
  const item = completionsAt(templateDocument(text), offset).items.find(({ label }) => label === "#if");
  expect(item?.edit.newText).toBe("#if(${1})\n\t${0}\n#end");
});

test("an empty document of its own gets whole templates, variables and directives", () => {
  const labels = offered("‸", templateDocument);
  expect(labels).toEqual(expect.arrayContaining(["Error message as JSON", "$input", "#if"]));
  checkCompletion("a: ‸", "$input", "a: $input‸", templateDocument);
  checkCompletion("‸", "#else", "#else‸", templateDocument);
});

test("what begins a reference asks for nothing outside of templates", () => {
  const { text, offset } = readCursor('{ "responseParameters": { "method.response.header.X": "$‸" } }');
  expect(completionsAt(ownDocument(text), offset, { trigger: "$" }).items).toEqual([]);
});

test("an empty template still gets whole ones", () => {
  const labels = offered('{ "responseTemplates": { "application/json": "‸" } }');
  expect(labels.length).toBeGreaterThan(3);
});
