// Properties of all rules together: right texts are quiet, and no text at all makes them throw or lie about a place.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RULES } from "../../server/src/service/rules/index";
import { applyEdits } from "../../server/src/service/text/textEdit";
import { CONTENT_HANDLING } from "../../server/src/service/vocabulary/contentHandling";
import { CONTEXT_VARIABLES } from "../../server/src/service/vocabulary/contextVariables";
import { HEADERS } from "../../server/src/service/vocabulary/headers";
import { HTTP_METHODS } from "../../server/src/service/vocabulary/httpMethods";
import { MEDIA_TYPES } from "../../server/src/service/vocabulary/mediaTypes";
import { STATUS_CODES } from "../../server/src/service/vocabulary/statusCodes";
import { readSelections } from "../support/marks";
import { analyseOwn, drawFindings, findingsIn } from "../support/rules";

const oneOf = (vocabulary: ReadonlyMap<string, unknown>) => fc.constantFrom(...vocabulary.keys());
const name = fc.stringMatching(/^[a-zA-Z0-9_$-]{1,12}$/);
const contextVariable = fc.constantFrom(
  ...[...CONTEXT_VARIABLES.values()].filter(({ open }) => !open).map((entry) => entry.name),
);

const source = fc.oneof(
  // Text that spells out an expression is told of, and quotes with a comma between them too.
  fc
    .string()
    .map((text) => `'${text.replaceAll("'", "").replaceAll(/^(?:integration|context|stage|\$)/g, "")}'`),
  name.map((header) => `integration.response.header.${header}`),
  name.map((header) => `integration.response.multivalueheader.${header}`),
  fc.constant("integration.response.body"),
  fc
    .array(
      name.filter((step) => !step.startsWith("$")),
      { minLength: 1, maxLength: 3 },
    )
    .map((path) => `integration.response.body.${path.join(".")}`),
  name.map((variable) => `stageVariables.${variable}`),
  contextVariable.map((variable) => `context.${variable}`),
);
const parameters = fc.dictionary(
  fc.oneof(oneOf(HEADERS), name).map((header) => `method.response.header.${header}`),
  source,
);
const templates = fc.dictionary(oneOf(MEDIA_TYPES), fc.option(fc.string()));
const PATTERNS = [
  "",
  "404",
  String.raw`4\d{2}`,
  "(?s).+",
  String.raw`(?s)\[404\].*`,
  "400|[45]0[0-9]",
  "4..",
];

const body = fc.record(
  {
    selectionPattern: fc.constantFrom(...PATTERNS),
    responseParameters: parameters,
    responseTemplates: templates,
    contentHandling: oneOf(CONTENT_HANDLING),
  },
  { requiredKeys: [] },
);
const cliInput = fc
  .tuple(
    body,
    fc.record({
      restApiId: name,
      resourceId: name,
      httpMethod: oneOf(HTTP_METHODS),
      statusCode: oneOf(STATUS_CODES),
    }),
  )
  .map(([members, target]) => ({ ...target, ...members }));
const written = fc
  .tuple(fc.oneof(body, cliInput), fc.constantFrom(undefined, 2, "\t"))
  .map(([value, indent]) => JSON.stringify(value, undefined, indent));

const EXAMPLES = RULES.flatMap(({ examples }) => [
  ...examples.faulty.map(({ code }) => readSelections(code).text),
  ...examples.fine,
]);
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
    ["segments", `{ "method.response.header.a": "${"a.".repeat(LENGTH)}" }`],
    ["a long unknown name", `{ "selectionPattern": "", "${"a_".repeat(LENGTH)}": "" }`],
  ])("%s", (_, text) => checkSound(text));
});

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
