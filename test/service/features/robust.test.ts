import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Analysis,
  actionsAt,
  analyse,
  applyEdits,
  awsCommandOf,
  completionsAt,
  conversionsAt,
  definitionAt,
  encloses,
  failuresOf,
  findingsOf,
  fixAllEdits,
  foldingOf,
  formatEdits,
  highlightsAt,
  hoverAt,
  lensesOf,
  linksOf,
  placeAt,
  RULES,
  referencesAt,
  renameAt,
  type Span,
  selectionAt,
  semanticTokensOf,
  symbolsOf,
  targetKeysOf,
  touches,
  wantedOf,
} from "../../../server/src/service";
import { parseJson } from "../../../server/src/service/syntax/json/parse";
import { accept } from "../../support/accept";
import { checkItems } from "../../support/checkCompletion";
import { foreignDocument, ownDocument } from "../../support/documents";
import { CLOSE, CURSOR, OPEN, readSelections } from "../../support/marks";

const BODY = `{
  "selectionPattern": "2\\\\d{2}",
  "responseParameters": {
    "method.response.header.Content-Type": "'text/html; charset=utf-8'",
    "method.response.header.\\u0045Tag": "integration.response.header.ETag",
    "method.response.header.X": "context.requestId"
  },
  "responseTemplates": { "application/json": "{\\"a\\": $input.json('$.é😀')}\\n" },
  "contentHandling": "CONVERT_TO_TEXT"
}
`;
const LEGAL = [
  BODY,
  BODY.replaceAll("\n", "\r\n"),
  `\uFEFF${BODY}`,
  BODY.replace("{", '{ "restApiId": "a1", "httpMethod": "GET", "statusCode": "404",'),
  `{"method.response.header.A":"'*'","method.response.header.Location":"integration.response.body.a[0].b"}`,
  '{ "selectionPattern": "" , "responseParameters": {} , "responseTemplates": {"a/b":""} }',
  "{}",
  `{ "httpMethod": "GET", "methodResponses": { "200": { "statusCode": "200" } }, "methodIntegration": { "type": "AWS",
  "integrationResponses": { "200": {}, "404": ${BODY} } } }`,
];
const EXAMPLES = RULES.flatMap(({ examples }) => [
  ...examples.faulty.map(({ code }) => readSelections(code).text),
  ...examples.fine,
]).filter(({ length }) => length < 10_000);
const SETTINGS = new Map();

/** Asks everything about every place of a document. Nothing throws, and every answer lies where it should. */
function checkRobust(analysis: Analysis) {
  const { text } = analysis;
  checkRobustAsWhole(analysis);
  const formatted = applyEdits(text, formatEdits(analysis, { tabSize: 2, insertSpaces: true }));
  expect(formatted.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
  applyEdits(text, fixAllEdits(analysis, SETTINGS));
  for (let offset = 0; offset <= text.length; offset++) {
    checkRobustAt(analysis, offset);
  }
}

/** Asks what is asked of a document and not of a place in it. */
function checkRobustAsWhole(analysis: Analysis) {
  const spans = [
    ...findingsOf(analysis, SETTINGS),
    ...symbolsOf(analysis),
    ...foldingOf(analysis),
    ...linksOf(analysis),
    ...lensesOf(analysis),
    ...semanticTokensOf(analysis),
  ].map(({ span }) => span);
  expect(spans.every((span) => isInside(analysis, span))).toBe(true);
  expect(failuresOf(analysis)).toEqual([]);
  const command = awsCommandOf(analysis, targetKeysOf(analysis));
  expect(command.kind).toBe(wantedOf(analysis).kind === "wanted" ? "command" : "none");
}

function isInside({ text }: Analysis, { start, end }: Span): boolean {
  return start >= 0 && start <= end && end <= text.length;
}

function checkRobustAt(analysis: Analysis, offset: number) {
  const { text } = analysis;
  placeAt(analysis, offset);
  const named = [
    ...highlightsAt(analysis, offset),
    ...referencesAt(analysis, offset, { includeDeclaration: true }),
  ].map(({ span }) => span);
  const defined = definitionAt(analysis, offset);
  expect([...named, ...(defined?.targets ?? [])].every((span) => isInside(analysis, span))).toBe(true);
  const renamed = renameAt(analysis, offset, "X-Renamed");
  if (renamed.kind === "renamed") {
    expect(applyEdits(text, renamed.edits)).toContain("X-Renamed");
  }
  for (const { edits } of conversionsAt(analysis, offset)) {
    expect(() => JSON.parse(applyEdits(text, edits).replace(/^\uFEFF/, ""))).not.toThrow();
  }
  const hover = hoverAt(analysis, offset);
  expect(hover === undefined || touches(hover.span, offset)).toBe(true);
  checkItems(text, offset, completionsAt(analysis, offset).items);
  for (const { edits } of actionsAt(analysis, { start: offset, end: offset }, SETTINGS)) {
    applyEdits(text, edits);
  }
  const grown = selectionAt(analysis, offset);
  expect(grown.length).toBeGreaterThan(0);
  expect(grown.every((span) => touches(span, offset))).toBe(true);
  expect(grown.every((span, index) => index === 0 || encloses(span, grown[index - 1] ?? span))).toBe(true);
}

describe("every place of every fixture", () => {
  test.each([...LEGAL, ...EXAMPLES])("%j", (text) => {
    checkRobust(ownDocument(text));
    checkRobust(foreignDocument(text));
  });
});

describe("every prefix of a document", () => {
  test.each(LEGAL)("%j", (text) => {
    for (let end = 0; end < text.length; end++) {
      const analysis = ownDocument(text.slice(0, end));
      for (const offset of [end, end - 1, end >> 1]) {
        checkRobustAt(analysis, Math.max(0, offset));
      }
    }
  });
});

describe("every prefix of every example", () => {
  test.each(EXAMPLES.filter(({ length }) => length < 250))("%j", (text) => {
    for (let end = 1; end < text.length; end++) {
      const analysis = ownDocument(text.slice(0, end));
      checkRobustAsWhole(analysis);
      checkRobustAt(analysis, end);
    }
  });
});

describe("texts that are spoilt at random", () => {
  const piece = fc.oneof(
    fc.constantFrom(..."{}[]:,\"'\\/ \n\r\t#$.%😀\uD800\u2028\uFEFF"),
    fc.constantFrom('"a"', "//", "/*", "*/", "\\u", "'x'", "null", "method.response.header.", "context."),
  );
  const spoilt = fc
    .tuple(
      fc.constantFrom(...LEGAL, ...EXAMPLES),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 6 }), piece), { minLength: 1, maxLength: 4 }),
    )
    .map(([text, changes]) =>
      changes.reduce((current, [at, length, inserted]) => {
        const start = at % (current.length + 1);
        return current.slice(0, start) + inserted + current.slice(start + length);
      }, text),
    );
  test("are answered everywhere", () => {
    fc.assert(
      fc.property(
        spoilt,
        fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
        fc.boolean(),
        (text, places, own) => {
          const analysis = own ? ownDocument(text) : foreignDocument(text);
          for (const place of places) {
            checkRobustAt(analysis, place % (text.length + 1));
          }
        },
      ),
      { numRuns: 400 },
    );
  });
  test("are laid out without losing a character", () => {
    fc.assert(
      fc.property(spoilt, (text) => {
        const edits = formatEdits(ownDocument(text), { tabSize: 2, insertSpaces: true });
        expect(applyEdits(text, edits).replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      }),
      { numRuns: 400 },
    );
  });
});

describe("legal documents", () => {
  test.each(LEGAL)("stay legal whatever completion is accepted: %j", (text) => {
    const analysis = ownDocument(text);
    const marks = new RegExp(`[${CURSOR}${OPEN}${CLOSE}]`, "g");
    for (let offset = 0; offset <= text.length; offset++) {
      for (const item of completionsAt(analysis, offset).items) {
        const after = accept(text, item).replace(marks, "");
        const { problems } = parseJson(after.replace(/^\uFEFF/, ""));
        if (problems.length > 0) {
          expect.fail(`${item.label} at ${offset}:\n${after}`);
        }
      }
    }
  });
  test.each(LEGAL)("mean the same after they are laid out: %j", (text) => {
    const formatted = applyEdits(text, formatEdits(ownDocument(text), { tabSize: 4, insertSpaces: false }));
    const read = (source: string) => JSON.parse(source.replace(/^\uFEFF/, ""));
    expect(read(formatted)).toEqual(read(text));
  });
});

test("an analysis that took over a block answers like a new one", () => {
  const facts = { uri: "file:///x.integration-response.json", own: true, tellsSyntax: true };
  const previous = analyse({ ...facts, text: BODY });
  const moved = analyse({ ...facts, text: `\n\n${BODY}` }, { previous });
  const fresh = analyse({ ...facts, text: `\n\n${BODY}` });
  for (let offset = 0; offset <= moved.text.length; offset++) {
    expect(hoverAt(moved, offset)).toEqual(hoverAt(fresh, offset));
  }
});
