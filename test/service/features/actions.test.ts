import { describe, expect, test } from "vitest";
import {
  type ActionData,
  type Analysis,
  actionsAt,
  applyEdits,
  findingsOf,
  fixAllAction,
  fixAllEdits,
  MAX_FINDINGS,
  type RuleSettings,
} from "../../../server/src/service";
import { foreignDocument, ownDocument, templateDocument } from "../../support/documents";
import { drawSelections, readCursor, readSelections } from "../../support/marks";

const NO_SETTINGS: RuleSettings = new Map();

interface Options {
  readonly open?: (text: string) => Analysis;
  readonly settings?: RuleSettings;
}

/** The titles of what can be done, and the document after each that edits it. */
function checkActions(
  marked: string,
  expected: string,
  { open = ownDocument, settings = NO_SETTINGS }: Options = {},
) {
  const { text, actions } = actionsIn(marked, open, settings);
  const drawn = actions.flatMap((action) => [
    `${action.title}${action.preferred ? " (preferred)" : ""}${action.ignoreRule === undefined ? "" : ` → ${action.ignoreRule}`}`,
    ...(action.edits.length === 0 ? [] : [applyEdits(text, action.edits)]),
  ]);
  expect(`\n${drawn.join("\n")}\n`).toBe(expected);
}

function actionsIn(marked: string, open: (text: string) => Analysis, settings: RuleSettings) {
  const isCursor = marked.includes("‸");
  const { text, offset } = isCursor ? readCursor(marked) : { ...readSelections(marked), offset: 0 };
  const span = isCursor
    ? { start: offset, end: offset }
    : (readSelections(marked).spans[0] ?? { start: 0, end: 0 });
  const actions: readonly ActionData[] = actionsAt(open(text), span, settings);
  return { text, actions };
}

/** The document after everything with a preferred fix is fixed, with nothing left to fix. */
function checkFixAll(
  text: string,
  expected: string,
  { open = ownDocument, settings = NO_SETTINGS }: Options = {},
) {
  const fixed = applyEdits(text, fixAllEdits(open(text), settings));
  expect(fixed).toBe(expected);
  expect(fixAllEdits(open(fixed), settings)).toEqual([]);
  expect(fixAllAction(open(fixed), settings)).toBeUndefined();
}

/** The findings as published: the text with marks, and below it rule and severity of each. */
function checkFindings(
  text: string,
  expected: string,
  { open = ownDocument, settings = NO_SETTINGS }: Options = {},
) {
  const findings = findingsOf(open(text), settings);
  const marked = drawSelections(
    text,
    findings.map(({ span }) => span),
  );
  expect(`\n${[marked, ...findings.map(({ rule, severity }) => `${severity}: ${rule}`)].join("\n")}\n`).toBe(
    expected,
  );
}

const SEED_SAMPLE = String.raw`{ "selectionPattern" : "2\d{2}", "responseParameters" : { "method.response.header.Content-Type" : "'application/json'" } }`;

describe("findings", () => {
  test("of AWS's own sample", () => {
    checkFindings(
      SEED_SAMPLE,
      String.raw`
{ "selectionPattern" : "2⟦\d⟧{2}", "responseParameters" : { "method.response.header.Content-Type" : "'application/json'" } }
error: invalid-escape
`,
    );
  });
  test("after white space and a byte order mark", () => {
    checkFindings(
      '\uFEFF\r\n { "contentHandling": "TEXT" }',
      '\n\uFEFF\r\n { "contentHandling": "⟦TEXT⟧" }\nerror: content-handling\n',
    );
  });
  test("with the severity of the settings, and not at all", () => {
    const text = '{ "contentHandling": "TEXT" }';
    checkFindings(text, '\n{ "contentHandling": "⟦TEXT⟧" }\nhint: content-handling\n', {
      settings: new Map([["content-handling", "hint"]]),
    });
    checkFindings(text, `\n${text}\n`, { settings: new Map([["content-handling", "off"]]) });
  });
  test("of the syntax only where nobody else tells them", () => {
    checkFindings(SEED_SAMPLE, `\n${SEED_SAMPLE}\n`, { open: foreignDocument });
  });
  test("no more than anybody reads, the first ones kept", () => {
    const entries = Array.from({ length: MAX_FINDINGS + 5 }, (_, index) => `"x${index}": "y"`);
    const analysis = ownDocument(`{ "responseParameters": { ${entries.join(", ")} } }`);
    const findings = findingsOf(analysis, NO_SETTINGS);
    expect(findings).toHaveLength(MAX_FINDINGS);
    expect(findings[0]?.span.start).toBe(analysis.text.indexOf('x0"'));
  });
});

describe("actions", () => {
  test("mend AWS's own sample", () => {
    checkActions(
      String.raw`{ "selectionPattern" : "2‸\d{2}" }`,
      String.raw`
Write \\d (preferred)
{ "selectionPattern" : "2\\d{2}" }
`,
    );
  });
  test("also where the editor tells the syntax", () => {
    checkActions(
      String.raw`{ "selectionPattern": "2⟦\⟧d", "responseTemplates": {} }`,
      String.raw`
Write \\d (preferred)
{ "selectionPattern": "2\\d", "responseTemplates": {} }
`,
      { open: foreignDocument },
    );
  });
  test("and all of the same rule", () => {
    checkActions(
      String.raw`{ "selectionPattern": "2‸\d\d" }`,
      String.raw`
Write \\d (preferred)
{ "selectionPattern": "2\\d\d" }
Fix all 2 (invalid-escape)
{ "selectionPattern": "2\\d\\d" }
`,
    );
  });
  test("or ignore the rule, unless the text is not JSON", () => {
    checkActions(
      '{ "contentHandling": "CONVERT_TO_TXT‸" }',
      `
Write CONVERT_TO_TEXT (preferred)
{ "contentHandling": "CONVERT_TO_TEXT" }
Ignore this rule (content-handling) → content-handling
`,
    );
  });
  test("not of a rule that is off, nor elsewhere", () => {
    const off: RuleSettings = new Map([["content-handling", "off"]]);
    checkActions('{ "contentHandling": "CONVERT_TO_TXT‸" }', "\n\n", { settings: off });
    checkActions('{ ‸ "contentHandling": "CONVERT_TO_TXT" }', "\n\n");
  });
});

describe("fix all", () => {
  test("of AWS's own sample", () => {
    checkFixAll(SEED_SAMPLE, SEED_SAMPLE.replace("\\d", "\\\\d"));
  });
  test("of several rules at once", () => {
    checkFixAll(
      String.raw`{ "contentHandling": "CONVERT_TO_TXT", "selectionPattern": "\d\d" }`,
      String.raw`{ "contentHandling": "CONVERT_TO_TEXT", "selectionPattern": "\\d\\d" }`,
    );
  });
  test("what only the first fixes make possible", () => {
    checkFixAll(
      `{ 'contentHandling': 'CONVERT_TO_TXT', 'statusCode': 200, }`,
      `{ "contentHandling": "CONVERT_TO_TEXT", "statusCode": "200" }`,
    );
  });
  test("leaves alone what is off and what is fine", () => {
    const text = '{ "contentHandling": "CONVERT_TO_TXT" }';
    checkFixAll(text, text, { settings: new Map([["content-handling", "off"]]) });
    checkFixAll('{ "selectionPattern": "" }', '{ "selectionPattern": "" }');
  });
  test("keeps line ends and the byte order mark", () => {
    checkFixAll(
      '\uFEFF{\r\n  "contentHandling": "CONVERT_TO_TXT"\r\n}\r\n',
      '\uFEFF{\r\n  "contentHandling": "CONVERT_TO_TEXT"\r\n}\r\n',
    );
  });
  test.each([
    ["Integration Response", ownDocument('{ "contentHandling": "CONVERT_TO_TXT" }')],
    [
      "Document",
      foreignDocument('{ "integrationResponses": { "200": { "contentHandling": "CONVERT_TO_TXT" } } }'),
    ],
    ["Template", templateDocument("#if($input.path('$.a') == 1) one #esle two #end")],
  ])("names what is mended: %s", (what, analysis) => {
    expect(fixAllAction(analysis, NO_SETTINGS)?.title).toBe(`Fix All in This ${what}`);
  });
});
