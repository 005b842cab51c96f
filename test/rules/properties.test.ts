// Properties of all rules together: right texts are quiet, and no text at all makes them throw or lie about a place.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Analysis, analyse } from "../../server/src/service/analysis";
import { RULES } from "../../server/src/service/rules/index";
import { applyEdits } from "../../server/src/service/text/textEdit";
import { readSelections } from "../support/marks";
import { written } from "../support/putBodies";
import { analyseOwn, drawFindings, findingsIn, fixed } from "../support/rules";

const EXAMPLES = RULES.flatMap(({ examples }) => [
  ...examples.faulty.map(({ code }) => readSelections(code).text),
  ...examples.fine,
])
  // Some are about size, and what goes wrong in them goes wrong in a short one.
  .filter((text) => text.length < 10_000);
const CHARACTERS = [
  '"',
  "'",
  "\\",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "/",
  "*",
  "\n",
  "\t",
  ".",
  "$",
  "é",
  "😀",
  "\ud83d",
  "\u0000",
];

/** An island more, at a place where one can stand. */
const PARTS = [
  `"method.response.header.X-New": "context.requestId", `,
  `"method.response.header.X-New": "$context.requestId", `,
  `"text/plain": "$input.body", `,
];
const FACTS = { uri: "file:///example.integration-response.json", own: true, tellsSyntax: true };

const mutated = fc
  .tuple(fc.constantFrom(...EXAMPLES), fc.nat(), fc.nat(2), fc.constantFrom(...CHARACTERS))
  .map(([text, where, removed, character]) => {
    const at = where % (text.length + 1);
    return text.slice(0, at) + character + text.slice(at + removed);
  });
const prefix = fc
  .tuple(fc.constantFrom(...EXAMPLES), fc.nat())
  .map(([text, where]) => text.slice(0, where % (text.length + 1)));
const soup = fc
  .array(fc.constantFrom(...CHARACTERS, "selectionPattern", "method.response.header.", "null", " "))
  .map((parts) => parts.join(""));

describe("a right integration response", () => {
  test("is quiet", () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(drawFindings(text, findingsIn(analyseOwn(text)))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("any text", () => {
  test.each([
    ["random", fc.string({ unit: "binary" })],
    ["of JSON's characters", soup],
    ["cut off", prefix],
    ["with a slip", mutated],
  ])("%s: findings lie in it, fixes apply and lead somewhere else", (_, texts) => {
    fc.assert(fc.property(texts, checkSound), { numRuns: 1000 });
  });
});

describe("an edited text", () => {
  const slip = fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom(...CHARACTERS, ...PARTS));
  const slips = fc.array(slip, { minLength: 1, maxLength: 4 });
  const one = fc.constantFrom(...EXAMPLES);
  const printed = ([a, b]: readonly string[]) =>
    `{ "httpMethod": "GET", "methodIntegration": { "type": "HTTP", "integrationResponses": { "200": ${a}, "500": ${b} } } }`;
  test.each([
    ["an example", fc.constantFrom(...EXAMPLES)],
    ["a right response", written],
    ["two that the service printed", fc.tuple(one, one).map(printed)],
  ])("%s: what an earlier version settled is what would be found anew", (_, texts) => {
    fc.assert(
      fc.property(texts, slips, (text, edits) => {
        let [edited, kept] = [text, analyseOwn(text)];
        for (const [where, removed, put] of edits) {
          const at = where % (edited.length + 1);
          edited = edited.slice(0, at) + put + edited.slice(at + removed);
          kept = analyse({ ...FACTS, text: edited }, { previous: kept });
          expect(shown(edited, kept)).toEqual(shown(edited, analyseOwn(edited)));
        }
      }),
      { numRuns: 500 },
    );
  });

  function shown(text: string, analysis: Analysis): readonly unknown[] {
    return findingsIn(analysis).map((found) => {
      const { fixes: _, ...told } = found.finding;
      return [told, fixed(text, found)];
    });
  }
});

describe("a long text is no hang", () => {
  const LENGTH = 50_000;
  test.each([
    ["brackets", "[".repeat(LENGTH)],
    ["objects", '{"a":'.repeat(LENGTH)],
    ["quotes", '"'.repeat(LENGTH)],
    ["open strings", '"a\n'.repeat(LENGTH)],
    ["words", "a ".repeat(LENGTH)],
    ["commas", `{${",".repeat(LENGTH)}}`],
    ["comments", `{ ${"/**/".repeat(LENGTH)} "a" /**/ "b" }`],
    ["comments without commas", `{ ${'"a": 1 /**/ '.repeat(LENGTH / 5)} }`],
    ["escapes", `{ "selectionPattern": "${"\\d".repeat(LENGTH)}" }`],
    ["the same name", `{ ${'"a": 1, '.repeat(LENGTH / 5)} "a": 1 }`],
    ["spaces in a name", `{ "method.response.header.a${" ".repeat(LENGTH)}b": "'a'" }`],
    ["spaces in a value", `{ "method.response.header.a": "${" ".repeat(LENGTH)}'x" }`],
    ["spaces in an open string", `{ "a": "${" ".repeat(LENGTH)}x${" }".repeat(LENGTH)} x`],
    ["quotes in a value", `{ "method.response.header.a": "${"',".repeat(LENGTH)}" }`],
    ["dots in a path", `{ "method.response.header.a": "integration.response.body.a${".".repeat(LENGTH)}" }`],
    [
      "brackets in a path",
      `{ "method.response.header.a": "integration.response.body.${"[".repeat(LENGTH)}" }`,
    ],
    [
      "steps of a path",
      `{ "method.response.header.a": "integration.response.body.a${"[b]".repeat(LENGTH / 50)}" }`,
    ],
    ["spaces in a media type", `{ "responseTemplates": { "a/b${" ".repeat(LENGTH)}c": "" } }`],
    ["parameters of a type", `{ "method.response.header.Content-Type": "'a/b${";a=b".repeat(LENGTH)}'" }`],
    ["methods", `{ "method.response.header.Allow": "'${"get,".repeat(LENGTH / 50)}'" }`],
    ["spaces in a header", `{ "method.response.header.a": "'a${" ".repeat(LENGTH)}b'" }`],
    ["segments", `{ "method.response.header.a": "${"a.".repeat(LENGTH)}" }`],
    ["ifs in a template", templateOf("#if($a)".repeat(LENGTH / 50) + "#end".repeat(LENGTH / 50))],
    ["loops in a template", templateOf("#foreach($a in $b)[".repeat(150) + "]#end".repeat(150))],
    ["choices in a template", templateOf(`[${"#if($a == 1)1,#else#end".repeat(LENGTH / 50)}1]`)],
    ["references in a template", templateOf(`[${'"$input.path("$.a").b",'.repeat(LENGTH / 50)}1]`)],
    ["brackets in a template", templateOf("[".repeat(LENGTH) + "]".repeat(LENGTH))],
    ["text in a template", templateOf(`"${"a".repeat(250_000)}$a"`)],
    ["variables in a template", templateOf("#set($a = $a + $a)#set($b$a = 1)".repeat(LENGTH / 50))],
    ["sums in a template", templateOf(`#set($a = 'x')${"#set($a = $a + $a)".repeat(200)}$a`)],
    ["unknown words in a template", templateOf("#esle $inpuut.a $context.stagee ".repeat(LENGTH / 50))],
    [
      "conditions in a template",
      templateOf(`#if(${"!".repeat(150)}$a)1#end${"#if($a && !$b || $c.d)1#else 2#end".repeat(200)}`),
    ],
    ["overrides in a template", templateOf("#set($context.responseOverride.status = 1)".repeat(LENGTH / 50))],
    ["steps in a template", templateOf(`$a${".b.get('c')[0]".repeat(LENGTH / 50)}`)],
    ["a string in a string", templateOf(`#set($a = ${'"$b.c('.repeat(60)}1${')"'.repeat(60)})`)],
    ["a long unknown name", `{ "selectionPattern": "", "${"a_".repeat(LENGTH)}": "" }`],
  ])("%s", (_, text) => checkSound(text));
});

function templateOf(template: string): string {
  return JSON.stringify({ responseTemplates: { "application/json": template } });
}

function checkSound(text: string): void {
  for (const { start, content } of analyseOwn(text).blocks) {
    expect(content.failures).toEqual([]);
    for (const finding of content.findings) {
      const { span } = finding;
      expect(start + span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(start + span.end).toBeLessThanOrEqual(text.length);
      for (const fix of finding.fixes?.() ?? []) {
        // Throws where edits overlap.
        const mended = applyEdits(content.text, fix.edits);
        expect(mended).not.toBe(content.text);
        for (const edit of fix.edits) {
          expect(edit.span.end).toBeLessThanOrEqual(content.text.length);
        }
      }
    }
  }
}
