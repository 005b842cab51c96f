// What is told of every output that a template may have, held against what the renderer prints.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JavaMap, parseVtlText, renderForGateway } from "../../../server/src/service/islands/vtl";
import {
  type PossibleOutputs,
  possibleOutputs,
} from "../../../server/src/service/islands/vtl/symbolic/possibleOutputs";
import { jsonTemplate } from "../../support/vtlTemplates";

const PAYLOADS = [
  "{}",
  '{ "id": "a", "name": "a", "age": "a", "tags": "a", "owner": "a", "createdAt": "a", "total_count": "a", "a": 1 }',
  '{ "id": [1, 2], "name": [1, 2, 3], "age": [{ "age": 1 }], "tags": [], "owner": [[1], [2]], "createdAt": [1, 2] }',
  '{ "id": { "name": [1], "size": 3 }, "name": "b", "age": 3, "total_count": [5, 6, 7], "list": [1, 2] }',
];

function rendered(template: string): readonly string[] {
  const parsed = parseVtlText(template);
  return PAYLOADS.flatMap((body) => {
    const { outcome } = renderForGateway(parsed, template, {
      body,
      parameters: { path: [], querystring: [], header: [] },
      context: JavaMap.of([
        ["requestId", "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"],
        ["requestTime", "04/Mar/2020:19:03:58 +0000"],
        ["requestTimeEpoch", "1583348638390"],
        ["identity", JavaMap.of([["sourceIp", "192.0.2.1"]])],
      ]),
      stageVariables: [["name", "value"]],
    });
    return outcome.kind === "rendered" ? [outcome.output] : [];
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text.trim() === "";
  }
}

const CHARACTERS = ["", ",", '"', "{", "}", "[", "]", ":", "'", "a", "1", "\n", "#end", "$context.requestId"];
const slip = fc
  .tuple(jsonTemplate, fc.nat(), fc.nat(2), fc.constantFrom(...CHARACTERS))
  .map(([text, where, removed, character]) => {
    const at = where % (text.length + 1);
    return text.slice(0, at) + character + text.slice(at + removed);
  });

describe("what is told of outputs", () => {
  test("what is called broken in any case prints no JSON, whatever the payload is", () => {
    let told = 0;
    fc.assert(
      fc.property(slip, (template) => {
        const { problems, study } = parseVtlText(template);
        const outputs = problems.length === 0 ? study().outputs() : undefined;
        if (outputs?.broken.some(({ when }) => when === undefined)) {
          told++;
          expect(rendered(template).filter(isJson), template).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    );
    expect(told).toBeGreaterThan(100);
  });

  test("a right template is followed to its end", () => {
    let followed = 0;
    fc.assert(
      fc.property(jsonTemplate, (template) => {
        const outputs = parseVtlText(template).study().outputs();
        followed += outputs === undefined ? 0 : 1;
        expect(outputs?.broken ?? []).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(followed).toBeGreaterThan(450);
  });
});

/** Statements that set, ask, loop and leave loops as they like: what they print is seldom right. */
const { statements } = fc.letrec<{ statements: string; statement: string }>((tie) => {
  const name = fc.constantFrom("a", "b", "c", "foreach");
  const value = fc.constantFrom(
    "1",
    "true",
    "''",
    "$a",
    "$b.x",
    "$c && $a",
    "$b + 1",
    '"$a$c"',
    "$input.body",
  );
  const condition = fc.constantFrom(
    "$a",
    "!$a",
    "$b.x",
    "$a && $b.x",
    "!($b.x || $c)",
    "$foreach.hasNext",
    "$c == 1",
  );
  const list = fc.constantFrom("$a", "$input.path('$.l')", "[1, 2]", "[1..3]", "$b.list");
  const text = fc.constantFrom(
    "1",
    ",",
    '"x": ',
    "{",
    "}",
    "[",
    "]",
    '"',
    "$a",
    "$b.x",
    "$!c",
    "$foreach.count",
    "$velocityCount",
  );
  return {
    statements: fc.array(tie("statement"), { maxLength: 5 }).map((all) => all.join("")),
    statement: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.tuple(name, value).map(([to, from]) => `#set($${to} = ${from})`),
      fc.constantFrom("#stop", "#break", "#set($a.x = 1)", "#define($c)$a#end"),
      fc
        .tuple(condition, tie("statements"), condition, tie("statements"), tie("statements"))
        .map(
          ([one, first, two, second, last]) =>
            `#if(${one})${first}#elseif(${two})${second}#{else}${last}#end`,
        ),
      fc.tuple(condition, tie("statements")).map(([one, inside]) => `#if(${one})${inside}#end`),
      fc
        .tuple(name, list, tie("statements"))
        .map(([item, through, inside]) => `#foreach($${item} in ${through})${inside}#end`),
    ),
  };
});

function shown(outputs: PossibleOutputs | undefined): unknown {
  if (outputs === undefined) return undefined;
  const { broken, printed, asked, loops, maps } = outputs;
  return { broken, printed: [...printed], asked: [...asked], loops: [...loops], maps: [...maps] };
}

describe("what is remembered of a statement", () => {
  test.each([
    ["right templates with a slip", slip],
    ["any statements", statements.map((body) => `[${body}]`)],
  ])("%s: is what each way would have found by itself", (_, templates) => {
    let followed = 0;
    fc.assert(
      fc.property(templates, (text) => {
        const { problems, template, study } = parseVtlText(text);
        if (problems.length > 0) return;
        const all = { ...study(), template };
        const outputs = shown(possibleOutputs(all));
        followed += outputs === undefined ? 0 : 1;
        expect(outputs, text).toEqual(shown(possibleOutputs(all, false)));
      }),
      { numRuns: 2000 },
    );
    expect(followed).toBeGreaterThan(500);
  });
});

/** What breaks, when, and where, under `template` with marks around the place. */
function checkBroken(marked: string, expected: string): void {
  const [before = "", at = "", after = ""] = marked.split(/[⟦⟧]/);
  const template = before + at + after;
  const outputs = parseVtlText(template).study().outputs();
  const told = outputs?.broken.map(({ fault, span, when }) => ({
    told: `${fault} ${when?.kind ?? "always"}`,
    at: span.start,
  }));
  expect(told).toEqual([{ told: expected, at: before.length }]);
}

describe("when the output breaks", () => {
  test.each([
    ['{ "a": 1, ⟦}⟧', "trailingComma always"],
    ['{ "a": 1 ⟦"⟧b": 2 }', "missingComma always"],
    ['{ "a": 1#if($x), "b": 2,#end ⟦}⟧', "trailingComma branch"],
    ['{ "a": #if($x)1#end ⟦}⟧', "missingValue noBranch"],
    ["[#foreach($e in $list)1,#end⟦]⟧", "trailingComma single"],
    ["[#foreach($e in $list)⟦{⟧}#end]", "missingComma several"],
    ['{ "a": 1,#foreach($e in $list)"b": 2#end ⟦}⟧', "trailingComma empty"],
    ["[#foreach($i in [1..10])$i,#end⟦]⟧", "trailingComma always"],
    ["#set($first = '{ \"a\": 1,')$first⟦}⟧", "trailingComma always"],
    ['{ "a": ⟦$context.requestId⟧ }', "bareWord always"],
    ["⟦$context.requestId⟧", "bareWord always"],
    ["⟦<⟧a>{ , }</a>", "notJson always"],
    [" ⟦4⟧04 Not Found", "notJson always"],
    ["#if($x)⟦n⟧one#else null#end", "notJson branch"],
    ['"none⟦⟧', "unclosedText always"],
  ])("%s", (marked, expected) => checkBroken(marked, expected));

  test.each([
    ['{ "a": 1#if($x),#end #if($x)"b": 2#end }'],
    ["[#foreach($i in [1..10])$i#if($foreach.count < 10),#end#end]"],
    ["[#foreach($e in $list)$e#if($foreach.count < $list.size()),#end#end]"],
    ["#set($first = true)[#foreach($e in $list)#if(!$first),#end$e#set($first = false)#end]"],
    ["[#foreach($e in $list)#if($foreach.index > 0),#end$e#end]"],
    ["#set($y = false)[#foreach($i in [1..2])#if($x)#set($y = true)#else#if($y),#end#end#end 1]"],
    ['#set($y = false)#if($x)#set($y = true)#end{ "a": 1#if($x && $z),#end#if($y && $z)"b": 1#end }'],
    ['#if($x)#stop#end{ "a": 1 }'],
    ["{ $members, }"],
    ['#macro(comma),#end{ "a": 1#comma() }'],
    ["$x<a>{ , }</a>"],
    ["$x 404 Not Found"],
    ['$input.path("$.a")"b"'],
    ["404"],
    ["#* no more *# "],
    [""],
  ])("%s may be right", (template) => {
    expect(parseVtlText(template).study().outputs()?.broken ?? []).toEqual([]);
  });
});
