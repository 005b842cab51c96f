// Where a refusal is underlined, by the service's recorded texts: a table.
import { describe, expect, test } from "vitest";
import { applyEdits, onlyBlock, type RefusedPlace, refusedPlaces } from "../../../server/src/service";
import { ownDocument } from "../../support/documents";
import { drawSelections, readSelections } from "../../support/marks";

/** `⟦ ⟧` mark what is underlined. */
function checkPlaces(marked: string, text: string, code: string | undefined): readonly RefusedPlace[] {
  const document = readSelections(marked).text;
  const places = placesIn(document, text);
  expect(
    drawSelections(
      document,
      places.map(({ span }) => span),
    ),
  ).toBe(marked);
  expect([...new Set(places.map((place) => place.code))]).toEqual(code === undefined ? [] : [code]);
  return places;
}

function placesIn(document: string, text: string): readonly RefusedPlace[] {
  const analysis = ownDocument(document);
  const block = onlyBlock(analysis);
  return block === undefined ? [] : refusedPlaces(text, analysis, block);
}

function badMapping(...errors: readonly string[]): string {
  return `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${errors.join(", ")}]`;
}

const SPEAKS_OF = "Invalid mapping expression parameter specified: method.response.header.";

test.each<readonly [what: string, text: string, marked: string, code: string]>([
  [
    "a header that is not declared",
    badMapping(`${SPEAKS_OF}X-B`),
    `{ "responseParameters": { "method.response.header.X": "'a'", "⟦method.response.header.X-B⟧": "'b'" } }`,
    "service-undeclared-header",
  ],
  [
    "several headers",
    badMapping(`${SPEAKS_OF}A`, `${SPEAKS_OF}B`),
    `{ "responseParameters": { "⟦method.response.header.A⟧": "'a'", "⟦method.response.header.B⟧": "'b'" } }`,
    "service-undeclared-header",
  ],
  [
    "a header that the text does not hold",
    badMapping(`${SPEAKS_OF}Elsewhere`),
    `{ "⟦responseParameters⟧": { "method.response.header.A": "'a'" } }`,
    "service-undeclared-header",
  ],
  [
    "a value, quotes and brackets in it",
    badMapping('Invalid mapping expression specified: "[*]"'),
    String.raw`{ "responseParameters": { "method.response.header.A": "*", "method.response.header.B": "⟦\"[*]\"⟧" } }`,
    "service-mapping-source",
  ],
  [
    "no method response",
    badMapping("No method response exists for method."),
    `{ "statusCode": "404", "⟦responseParameters⟧": { "method.response.header.A": "'a'" } }`,
    "service-missing-method-response",
  ],
  [
    "a name with a character that is not taken",
    badMapping("Parameter name should match the following regular expression: ^[a-zA-Z0-9._$-]+$"),
    `{ "responseParameters": { "method.response.header.A": "'a'", "method.response.header.B": "⟦integration.response.header.a b⟧" } }`,
    "service-parameter-name",
  ],
  [
    "an identifier that cannot be read, of one mapping",
    badMapping("Invalid mapping identifier specified"),
    `{ "responseParameters": { "method.response.header.A": "⟦integration.response.body.⟧" } }`,
    "service-mapping-source",
  ],
  [
    "an identifier that cannot be read, of several mappings",
    badMapping("Invalid mapping identifier specified"),
    `{ "⟦responseParameters⟧": { "method.response.header.A": "integration.response.body.", "method.response.header.B": "'b'" } }`,
    "service-mapping-source",
  ],
  [
    "a template's key",
    "Validation Result: warnings : [], errors : [Invalid content type specified: 123]",
    `{ "responseTemplates": { "application/json": "", "⟦123⟧": "" } }`,
    "service-media-type",
  ],
  [
    "a value that is no string",
    "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
    `{ "responseTemplates": { "application/json": "", "text/plain": ⟦123⟧ } }`,
    "service-value-type",
  ],
  [
    "contentHandling",
    "1 validation error detected: Value 'BASE64' at 'putIntegrationResponseInput.contentHandling' failed to satisfy constraint: Member must satisfy enum value set: [CONVERT_TO_BINARY, CONVERT_TO_TEXT]",
    `{ "contentHandling": "⟦BASE64⟧" }`,
    "service-validation",
  ],
  [
    "two members at once",
    "2 validation errors detected: Value 'BASE64' at 'putIntegrationResponseInput.contentHandling' failed to satisfy constraint: Member must satisfy enum value set: []; Value '999' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
    `{ "statusCode": "⟦999⟧", "contentHandling": "⟦BASE64⟧" }`,
    "service-validation",
  ],
  [
    "a second default with an empty pattern",
    "Integration response with selection pattern default already exists",
    `{ "statusCode": "404", "selectionPattern": ⟦""⟧ }`,
    "service-two-defaults",
  ],
  [
    "a second default without a pattern",
    "Integration response with selection pattern default already exists",
    `{ "⟦statusCode⟧": "404", "responseTemplates": {} }`,
    "service-two-defaults",
  ],
  [
    "a second default of nothing",
    "Integration response with selection pattern default already exists",
    "⟦{⟧}",
    "service-two-defaults",
  ],
])("%s", (_, text, marked, code) => {
  checkPlaces(marked, text, code);
});

describe("has no place", () => {
  test.each([
    "",
    "Invalid request input",
    "Something that nobody has seen before",
    "Invalid Resource identifier specified",
    "1 validation error detected: Value '999' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
    "errors : [",
  ])("%s", (text) => {
    checkPlaces(`{ "selectionPattern": "" }`, text, undefined);
  });
});

test("each place has its own part of the text", () => {
  const text = badMapping(`${SPEAKS_OF}A`, `${SPEAKS_OF}B`);
  const document = `{ "responseParameters": { "method.response.header.A": "'a'", "method.response.header.B": "'b'" } }`;
  expect(placesIn(document, text).map(({ said }) => said)).toEqual([`${SPEAKS_OF}A`, `${SPEAKS_OF}B`]);
  expect(placesIn(`{}`, badMapping("No method response exists for method.")).map(({ said }) => said)).toEqual(
    ["No method response exists for method."],
  );
});

test("a name that another begins with is not taken for it", () => {
  checkPlaces(
    `{ "responseParameters": { "method.response.header.X": "'a'", "⟦method.response.header.X-B⟧": "'b'" } }`,
    badMapping(`${SPEAKS_OF}X-B`),
    "service-undeclared-header",
  );
});

test("the rule of ours that speaks of the same lends its fix", () => {
  const document = `{ "responseParameters": { "method.response.header.A": "no-store" } }`;
  const [place] = placesIn(document, badMapping("Invalid mapping expression specified: no-store"));
  const [fix] = place?.fixes() ?? [];
  expect(applyEdits(document, fix?.edits ?? [])).toBe(
    `{ "responseParameters": { "method.response.header.A": "'no-store'" } }`,
  );
});
