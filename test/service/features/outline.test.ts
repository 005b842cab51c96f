import { describe, expect, test } from "vitest";
import {
  type Analysis,
  applyEdits,
  chosenBlock,
  type FormattingOptions,
  foldingOf,
  formatEdits,
  lensesOf,
  linksOf,
  type SymbolData,
  selectionAt,
  symbolsOf,
} from "../../../server/src/service";
import { foreignDocument, ownDocument } from "../../support/documents";
import { drawSelections, readCursor, readSelections } from "../../support/marks";

/** The outline, a line each: kind, name and detail, and between bars what is selected. */
function checkSymbols(text: string, expected: string, open: (text: string) => Analysis = ownDocument) {
  const draw = (symbol: SymbolData, depth: number): string[] => {
    const { name, detail, kind, selectionSpan, span, children } = symbol;
    expect(span.start).toBeLessThanOrEqual(selectionSpan.start);
    expect(span.end).toBeGreaterThanOrEqual(selectionSpan.end);
    const selected = text.slice(selectionSpan.start, selectionSpan.end);
    return [
      `${"  ".repeat(depth)}${kind} ${name}${detail === "" ? "" : ` — ${detail}`} |${selected}|`,
      ...children.flatMap((child) => draw(child, depth + 1)),
    ];
  };
  expect(
    `\n${symbolsOf(open(text))
      .flatMap((symbol) => draw(symbol, 0))
      .join("\n")}\n`,
  ).toBe(expected);
}

/** What can be folded, between marks. */
function checkFolding(marked: string, open: (text: string) => Analysis = ownDocument) {
  const { text } = readSelections(marked);
  expect(
    drawSelections(
      text,
      foldingOf(open(text)).map(({ span }) => span),
    ),
  ).toBe(marked);
}

/** What is selected, from the inside to the outside. */
function checkSelection(marked: string, expected: readonly string[]) {
  const { text, offset } = readCursor(marked);
  expect(selectionAt(ownDocument(text), offset).map(({ start, end }) => text.slice(start, end))).toEqual(
    expected,
  );
}

/** The document after formatting it, or what is between marks in it. */
function checkFormatting(
  marked: string,
  expected: string,
  options: Partial<FormattingOptions> = {},
  open: (text: string) => Analysis = ownDocument,
) {
  const { text, spans } = readSelections(marked);
  const settings = { tabSize: 2, insertSpaces: true, ...options };
  const formatted = applyEdits(text, formatEdits(open(text), settings, spans[0]));
  expect(formatted).toBe(expected);
  if (spans.length === 0) {
    expect(formatEdits(open(formatted), settings)).toEqual([]);
  }
}

const RESPONSE = `{
  "statusCode": "404",
  "selectionPattern": "4\\\\d{2}",
  "responseParameters": {
    "method.response.header.ETag": "integration.response.header.ETag",
    "x": true
  },
  "responseTemplates": { "application/json": "{\\n  \\"a\\": 1\\n}" },
  "contentHandling": 
}`;

describe("symbols", () => {
  test("of a response", () => {
    checkSymbols(
      RESPONSE,
      `
response Integration response 404 — Not Found, for 4\\d{2} |{|
  target statusCode — 404 |"statusCode"|
  member selectionPattern — 4\\d{2} |"selectionPattern"|
  map responseParameters — 2 entries |"responseParameters"|
    header ETag — integration.response.header.ETag |"method.response.header.ETag"|
    header x — true |"x"|
  map responseTemplates — 1 entry |"responseTemplates"|
    template application/json — { "a": 1 } |"application/json"|
  member contentHandling |"contentHandling"|
`,
    );
  });
  test("of a bare map, and of one not ours", () => {
    const map = `{ "method.response.header.X": "'a'" }`;
    checkSymbols(map, `\nresponse Response parameters |{|\n  header X — 'a' |"method.response.header.X"|\n`);
    checkSymbols(
      `\uFEFF ${map}`,
      `\nresponse Response parameters |{|\n  header X — 'a' |"method.response.header.X"|\n`,
      foreignDocument,
    );
    checkSymbols('{ "name": "x" }', "\n\n", foreignDocument);
  });
  test("of a default response, names that are empty, texts that are long", () => {
    checkSymbols(
      `{ "": "${"😀".repeat(100)}" }`,
      `\nresponse Integration response — default |{|\n  member … — ${"😀".repeat(79)}… |""|\n`,
    );
  });
  test("of nothing", () => {
    checkSymbols("", "\n\n");
    checkSymbols("[1]", "\n\n");
  });
});

describe("folding", () => {
  test("what has more than one line", () => {
    checkFolding(`{⟦
  "responseParameters": {⟦
    "x": { "y": 1 }
  ⟧},
  "a": [⟦
    1
  ⟧]
⟧}`);
    checkFolding("{⟦\n ⟦/* a\n b */⟧\n⟧}");
    checkFolding('{ "a": 1 }');
    checkFolding('{⟦\r\n  "a": {⟦\r\n⟧⟧');
  });
  test("not in documents of others", () => {
    checkFolding('{\n  "selectionPattern": ""\n}', foreignDocument);
  });
});

describe("selection", () => {
  test("from a word to the document", () => {
    checkSelection('{ "responseParameters": { "method.response.header.Content-T‸ype": "x" } }', [
      "Type",
      "Content-Type",
      "method.response.header.Content-Type",
      '"method.response.header.Content-Type"',
      '"method.response.header.Content-Type": "x"',
      ' "method.response.header.Content-Type": "x" ',
      '{ "method.response.header.Content-Type": "x" }',
      '"responseParameters": { "method.response.header.Content-Type": "x" }',
      ' "responseParameters": { "method.response.header.Content-Type": "x" } ',
      '{ "responseParameters": { "method.response.header.Content-Type": "x" } }',
    ]);
  });
  test("in static values", () => {
    checkSelection(`{ "method.response.header.X": "'text/ht‸ml'" }`, [
      "html",
      "text/html",
      "'text/html'",
      `"'text/html'"`,
      `"method.response.header.X": "'text/html'"`,
      ` "method.response.header.X": "'text/html'" `,
      `{ "method.response.header.X": "'text/html'" }`,
    ]);
  });
  test("through escapes", () => {
    checkSelection('{ "selectionPattern": "(?s)(404|50‸0)+.*" }', [
      "500",
      "404|500",
      "(404|500)",
      "(404|500)+",
      "(?s)(404|500)+.*",
      '"(?s)(404|500)+.*"',
      '"selectionPattern": "(?s)(404|500)+.*"',
      ' "selectionPattern": "(?s)(404|500)+.*" ',
      '{ "selectionPattern": "(?s)(404|500)+.*" }',
    ]);
    checkSelection('{ "selectionPattern": "4[a-‸c[xy]]" }', [
      "c",
      "a-c",
      "[a-c[xy]]",
      "4[a-c[xy]]",
      '"4[a-c[xy]]"',
      '"selectionPattern": "4[a-c[xy]]"',
      ' "selectionPattern": "4[a-c[xy]]" ',
      '{ "selectionPattern": "4[a-c[xy]]" }',
    ]);
    checkSelection('\uFEFF{ "selectionPattern": "a\\\\dü\\u00e9b‸ c" }', [
      "ü\\u00e9b",
      "ü\\u00e9b c",
      "a\\\\dü\\u00e9b c",
      '"a\\\\dü\\u00e9b c"',
      '"selectionPattern": "a\\\\dü\\u00e9b c"',
      ' "selectionPattern": "a\\\\dü\\u00e9b c" ',
      '{ "selectionPattern": "a\\\\dü\\u00e9b c" }',
      '\uFEFF{ "selectionPattern": "a\\\\dü\\u00e9b c" }',
    ]);
  });
  test("in blank and broken texts", () => {
    checkSelection("‸", [""]);
    checkSelection(" ‸ ", ["  "]);
    checkSelection('{ "a‸', ["a", '"a', ' "a', '{ "a']);
  });
});

describe("formatting", () => {
  test("lays out and changes no string", () => {
    checkFormatting(
      '{"selectionPattern":"a  b","responseParameters":{"x" : "y"}}',
      '{\n  "selectionPattern": "a  b",\n  "responseParameters": {\n    "x": "y"\n  }\n}',
    );
  });
  test("keeps line ends, the byte order mark and comments", () => {
    checkFormatting('\uFEFF{\r\n"a":1 // one\r\n}', '\uFEFF{\r\n  "a": 1 // one\r\n}');
  });
  test("with tabs and a last line end", () => {
    checkFormatting('{"a":1}', '{\n\t"a": 1\n}\n', { insertSpaces: false, insertFinalNewline: true });
  });
  test("only what is selected, from its own indentation", () => {
    checkFormatting('{\n"a":1,\n  ⟦"b":{"c":1}⟧\n}', '{\n"a":1,\n  "b": {\n    "c": 1\n  }\n}');
  });
  test("leaves alone what is no JSON", () => {
    checkFormatting("{'a  b':'c   d'}", "{'a  b':'c   d'\n}");
    checkFormatting('{"a":"b   c\n}', '{\n  "a":"b   c\n}');
  });
  test("not what nests without end, whose indentation would be larger than any memory", () => {
    for (const text of ["{".repeat(100_000), '{"a":'.repeat(100_000), `{} ${"[".repeat(100_000)}`]) {
      expect(formatEdits(ownDocument(text), { tabSize: 2, insertSpaces: true })).toEqual([]);
    }
    checkFormatting('{"a":"[[[[\\"[[["}', '{\n  "a": "[[[[\\"[[["\n}');
  });
  test("not what is blank or not ours", () => {
    checkFormatting("  \n", "  \n");
    checkFormatting('{"selectionPattern":""}', '{"selectionPattern":""}', {}, foreignDocument);
  });
});

describe("links", () => {
  test("on the members of the body and the content handling", () => {
    const text =
      '{ "statusCode": "200", "selectionPattern": "", "responseParameters": {}, "contentHandling": "CONVERT_TO_TEXT" }';
    const links = linksOf(ownDocument(text));
    expect(
      drawSelections(
        text,
        links.map(({ span }) => span),
      ),
    ).toBe(
      '{ "statusCode": "200", "⟦selectionPattern⟧": "", "⟦responseParameters⟧": {}, "⟦contentHandling⟧": "⟦CONVERT_TO_TEXT⟧" }',
    );
    expect(links.every(({ target }) => target.startsWith("https://docs.aws.amazon.com/"))).toBe(true);
  });
  test("not in documents of others", () => {
    expect(linksOf(foreignDocument('{ "selectionPattern": "" }'))).toEqual([]);
  });
});

describe("lenses", () => {
  const checkLenses = (marked: string, open = ownDocument) => {
    const { text } = readSelections(marked);
    expect(
      drawSelections(
        text,
        lensesOf(open(text)).map(({ span }) => span),
      ),
    ).toBe(marked);
  };
  test("one above each response", () => {
    checkLenses('\uFEFF\n⟦{⟧ "selectionPattern": "" }');
    checkLenses(`⟦{⟧ "method.response.header.X": "'a'" }`, foreignDocument);
    checkLenses("⟦{⟧");
  });
  test("of several, each at a place that says which one it is above", () => {
    const marked =
      '{ "type": "HTTP", "⟦integrationResponses⟧": {\n"200": ⟦{⟧},\n"404": ⟦{⟧ "selectionPattern": "404" } } }';
    checkLenses(marked, foreignDocument);
    const analysis = foreignDocument(readSelections(marked).text);
    const chosen = lensesOf(analysis).map(({ span }) => chosenBlock(analysis, span.start));
    expect(chosen).toEqual([...analysis.blocks, undefined]);
  });
  test("none above what is none", () => {
    checkLenses("");
    checkLenses("[]");
    checkLenses('{ "method.response.header.X": true }');
    checkLenses('{ "name": "x" }', foreignDocument);
  });
});
