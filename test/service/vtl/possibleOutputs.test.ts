// What is told of every output that a template may have, held against what the renderer prints.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JavaMap, parseVtlText, renderForGateway } from "../../../server/src/service/islands/vtl";
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
  ])("%s", (marked, expected) => checkBroken(marked, expected));

  test.each([
    ['{ "a": 1#if($x),#end #if($x)"b": 2#end }'],
    ["[#foreach($i in [1..10])$i#if($foreach.count < 10),#end#end]"],
    ["[#foreach($e in $list)$e#if($foreach.count < $list.size()),#end#end]"],
    ["#set($first = true)[#foreach($e in $list)#if(!$first),#end$e#set($first = false)#end]"],
    ["[#foreach($e in $list)#if($foreach.index > 0),#end$e#end]"],
    ['#if($x)#stop#end{ "a": 1 }'],
    ["{ $members, }"],
    ['#macro(comma),#end{ "a": 1#comma() }'],
    ["<a>{ , }</a>"],
    ["404 Not Found"],
    [""],
  ])("%s may be right", (template) => {
    expect(parseVtlText(template).study().outputs()?.broken ?? []).toEqual([]);
  });
});
