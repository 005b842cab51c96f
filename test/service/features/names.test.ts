import { describe, expect, test } from "vitest";
import {
  applyEdits,
  definitionAt,
  highlightsAt,
  referencesAt,
  renameAt,
  renameTargetAt,
  type Span,
} from "../../../server/src/service";
import { ownDocument } from "../../support/documents";
import { drawSelections, readCursor } from "../../support/marks";

const parameters = (...mappings: readonly string[]) => `{ "responseParameters": { ${mappings.join(", ")} } }`;

/** The text without its cursor, what was found between marks. */
type Draw = (marked: string) => string;

const draw =
  (find: (text: string, offset: number) => readonly Span[]): Draw =>
  (marked) => {
    const { text, offset } = readCursor(marked);
    return drawSelections(text, find(text, offset));
  };

const drawHighlights = draw((text, offset) =>
  highlightsAt(ownDocument(text), offset).map(({ span }) => span),
);
const drawReferences = draw((text, offset) =>
  referencesAt(ownDocument(text), offset, { includeDeclaration: true }).map(({ span }) => span),
);
const drawUses = draw((text, offset) =>
  referencesAt(ownDocument(text), offset, { includeDeclaration: false }).map(({ span }) => span),
);
const drawDefinition = draw((text, offset) => definitionAt(ownDocument(text), offset)?.targets ?? []);

/** What the text becomes, or the sentence that refuses it. */
function renamed(marked: string, name: string): string {
  const { text, offset } = readCursor(marked);
  const answer = renameAt(ownDocument(text), offset, name);
  return answer.kind === "refused" ? answer.message : applyEdits(text, answer.edits);
}

/** The header to be renamed, or why it cannot be. */
function drawTarget(marked: string): string {
  const { text, offset } = readCursor(marked);
  const target = renameTargetAt(ownDocument(text), offset);
  return target.kind === "refused" ? target.message : drawSelections(text, [target.span]);
}

const METHOD = (before: string, mapped: string, declared: string, notFound: string) => `{
  "httpMethod": "GET",
  "methodIntegration": {
    "type": "AWS",
    "integrationResponses": {
      "200": { "statusCode": "200", "responseParameters": { "method.response.header.${mapped}": "'a'" } },
      "404": { "statusCode": "404", "responseParameters": { "method.response.header.${notFound}": "'b'" } }
    }
  },
  "methodResponses": {
    "200": { "statusCode": "200", "responseParameters": { "method.response.header.${declared}": true } },
    "404": { "statusCode": "404", "responseParameters": { "method.response.header.${before}": false } }
  }
}`;

describe("highlight", () => {
  test.each([
    [
      "a header of the client, its case aside",
      parameters(`"method.response.header.X-‸Id": "'a'"`, `"method.response.header.x-id": "'b'"`),
      parameters(`"method.response.header.⟦X-Id⟧": "'a'"`, `"method.response.header.⟦x-id⟧": "'b'"`),
    ],
    [
      "a header of the backend, which is another",
      parameters(
        `"method.response.header.ETag": "integration.response.header.‸ETag"`,
        `"method.response.header.X": "integration.response.multivalueheader.ETag"`,
        `"method.response.header.Y": "integration.response.header.etag"`,
      ),
      parameters(
        `"method.response.header.ETag": "integration.response.header.⟦ETag⟧"`,
        `"method.response.header.X": "integration.response.multivalueheader.⟦ETag⟧"`,
        `"method.response.header.Y": "integration.response.header.etag"`,
      ),
    ],
    [
      "a context variable",
      parameters(
        `"method.response.header.X": "context.request‸Id"`,
        `"method.response.header.Y": "context.\\u0072equestId"`,
      ),
      parameters(
        `"method.response.header.X": "context.⟦requestId⟧"`,
        `"method.response.header.Y": "context.⟦\\u0072equestId⟧"`,
      ),
    ],
    [
      "a stage variable",
      parameters(
        `"method.response.header.X": "stageVariables.‸v"`,
        `"method.response.header.V": "stageVariables.v"`,
      ),
      parameters(
        `"method.response.header.X": "stageVariables.⟦v⟧"`,
        `"method.response.header.V": "stageVariables.⟦v⟧"`,
      ),
    ],
    [
      "a path into the body",
      parameters(
        `"method.response.header.X": "integration.response.body.a[0].b‸"`,
        `"method.response.header.Y": "integration.response.body.a[0].b"`,
        `"method.response.header.Z": "integration.response.body.a[1].b"`,
      ),
      parameters(
        `"method.response.header.X": "integration.response.body.⟦a[0].b⟧"`,
        `"method.response.header.Y": "integration.response.body.⟦a[0].b⟧"`,
        `"method.response.header.Z": "integration.response.body.a[1].b"`,
      ),
    ],
    ["in a bare map", `{ "method.response.header.‸A": "'a'" }`, `{ "method.response.header.⟦A⟧": "'a'" }`],
  ])("%s", (_, marked, drawn) => {
    expect(drawHighlights(marked)).toBe(drawn);
  });

  test.each([
    parameters(`"method.response.‸header.X": "'a'"`),
    parameters(`"method.response.header.X": "'‸a'"`),
    `{ "selection‸Pattern": "" }`,
    "‸",
    "{ ‸",
  ])("nothing at %s", (marked) => {
    expect(drawHighlights(marked)).toBe(readCursor(marked).text);
  });

  test("tells what is written from what is read", () => {
    const text = METHOD("A", "A", "A", "A").replace("'a'", "context.stage");
    const kindAt = (needle: string, from = 0) =>
      highlightsAt(ownDocument(text), text.indexOf(needle, from) + needle.length).map(({ kind }) => kind);
    expect(kindAt("method.response.header.A")).toEqual(["write", "write", "text", "text"]);
    expect(kindAt("context.stage")).toEqual(["read"]);
  });
});

describe("references and definition", () => {
  test("a mapping leads to the declaration of its status", () => {
    expect(drawDefinition(METHOD("A", "A‸", "A", "A"))).toBe(METHOD("A", "A", "⟦A⟧", "A"));
    expect(drawDefinition(METHOD("a", "A", "A", "A‸"))).toBe(METHOD("⟦a⟧", "A", "A", "A"));
  });

  test("where it is not declared there is none", () => {
    expect(drawDefinition(METHOD("A", "B‸", "A", "A"))).toBe(METHOD("A", "B", "A", "A"));
    const alone = parameters(`"method.response.header.X‸": "'a'"`);
    expect(drawDefinition(alone)).toBe(readCursor(alone).text);
  });

  test("references are those of the whole method, declarations where they are wanted", () => {
    expect(drawReferences(METHOD("A", "A", "A‸", "a"))).toBe(METHOD("⟦A⟧", "⟦A⟧", "⟦A⟧", "⟦a⟧"));
    expect(drawUses(METHOD("A", "A", "A‸", "a"))).toBe(METHOD("A", "⟦A⟧", "A", "⟦a⟧"));
  });

  test("another method's header is another", () => {
    const methods = (...names: readonly string[]) =>
      `{ "items": [{ "resourceMethods": { ${["GET", "PUT"]
        .map(
          (verb, index) =>
            `"${verb}": { "methodIntegration": { "integrationResponses": { "200": { "responseParameters": { "method.response.header.${names[index]}": "'a'" } } } } }`,
        )
        .join(", ")} } }] }`;
    expect(drawReferences(methods("A‸", "A"))).toBe(methods("⟦A⟧", "A"));
    expect(drawHighlights(methods("A‸", "A"))).toBe(methods("⟦A⟧", "⟦A⟧"));
    expect(renamed(methods("A", "A‸"), "B")).toBe(methods("A", "B"));
  });
});

describe("rename", () => {
  test("over mappings and declarations, whatever their case", () => {
    expect(renamed(METHOD("a", "A‸", "A", "A"), "X-New")).toBe(METHOD("X-New", "X-New", "X-New", "X-New"));
  });

  test.each([
    ["the prefix stays", '"method.response.header.‸A"', "B", '"method.response.header.B"'],
    [
      "escapes go with the name",
      '"method.response.header.‸\\u0041-x"',
      "B$1",
      '"method.response.header.B$1"',
    ],
    ["escapes beside it stay", '"method.response\\u002eheader.‸A"', "B", '"method.response\\u002eheader.B"'],
    [
      "the whole key may be typed",
      '"method.response.header.A‸"',
      " method.response.header.B ",
      '"method.response.header.B"',
    ],
    ["only its case", '"method.response.header.etag‸"', "ETag", '"method.response.header.ETag"'],
  ])("%s", (_, key, name, expected) => {
    expect(renamed(parameters(`${key}: "'a'"`), name)).toBe(parameters(`${expected}: "'a'"`));
  });

  test.each([
    ["", "needs a name"],
    ["method.response.header.", "needs a name"],
    ["X Id", "names match"],
    ['a"b', "names match"],
    ["é", "names match"],
    ["etag", "`ETag` is mapped beside it already"],
  ])("to %j is refused", (name, sentence) => {
    const marked = parameters(`"method.response.header.X‸": "'a'"`, `"method.response.header.ETag": "'b'"`);
    expect(renamed(marked, name)).toContain(sentence);
    expect(renamed(marked, name)).toMatch(/\.$/);
  });

  test("to what the method response declares already is refused", () => {
    const marked = METHOD("A", "A‸", "A", "A").replace(
      'A": true',
      'A": true, "method.response.header.B": true',
    );
    expect(renamed(marked, "b")).toContain("`B` is declared beside it already");
  });

  test.each([
    [
      parameters(`"method.response.header.X-‸Id": "'a'"`),
      parameters(`"method.response.header.⟦X-Id⟧": "'a'"`),
    ],
    [parameters(`"method.‸response.header.X": "'a'"`), "Only the name of a header"],
    [parameters(`"method.response.header.X": "context.‸stage"`), "API Gateway names the context variables"],
    [parameters(`"method.response.header.X": "stageVariables.‸a"`), "The stage names its variables"],
    [
      parameters(`"method.response.header.X": "integration.response.header.‸a"`),
      "The backend names this header",
    ],
    [
      parameters(`"method.response.header.X": "integration.response.body.‸a"`),
      "The backend names what is in",
    ],
    ["{‸}", "Only the name of a header"],
  ])("of %s", (marked, expected) => {
    expect(drawTarget(marked)).toContain(expected);
    if (!expected.includes("⟦")) {
      expect(renamed(marked, "B")).toContain(expected);
    }
  });
});
