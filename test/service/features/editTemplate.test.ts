// A template shown apart from its string, and its edits carried back through the escapes.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Analysis,
  applyEdits,
  type Span,
  shownTemplate,
  type TemplateAddress,
  templateAddressAt,
  templateEdits,
  templatesOf,
} from "../../../server/src/service";
import { foreignDocument, ownDocument } from "../../support/documents";
import { readCursor, readSelection } from "../../support/marks";

const JSON_KEY: TemplateAddress = { path: [], mediaType: "application/json", occurrence: 0 };

function body(template: string): string {
  return `{\n  "responseTemplates": { "application/json": "${template}" }\n}`;
}

function shownText(analysis: Analysis, address = JSON_KEY): string {
  const found = shownTemplate(analysis, address);
  return found.kind === "template" ? found.text : found.reason;
}

/** The document after the marked stretch of the shown text was replaced. */
function edited(analysis: Analysis, address: TemplateAddress, span: Span, newText: string): string {
  const answer = templateEdits(analysis, address, span, newText);
  return answer.kind === "edits" ? applyEdits(analysis.text, answer.edits) : answer.reason;
}

/** In the shown text, the marked stretch becomes the new text; the template's source is what stands in the document then. */
function checkEdit(source: string, marked: string, newText: string, expected: string) {
  const analysis = ownDocument(body(source));
  const { text, span } = readSelection(marked);
  expect(shownText(analysis)).toBe(text);
  expect(edited(analysis, JSON_KEY, span, newText)).toBe(body(expected));
}

describe("an edit of the shown text", () => {
  test("goes through the escapes and leaves the rest as it is written", () => {
    checkEdit(
      String.raw`{\n  \"a\": \"\u0041\/\"\n}`,
      '{\n  "a": "⟦A⟧/"\n}',
      'say "B"\\',
      String.raw`{\n  \"a\": \"say \"B\"\\\/\"\n}`,
    );
    checkEdit("", "⟦⟧", '{\n\t"a": 1\n}', String.raw`{\n\t\"a\": 1\n}`);
    checkEdit("$a", "⟦$a⟧", "", "");
  });

  test("keeps the template's line ends, also in what is new", () => {
    checkEdit(String.raw`a\r\nb\r\nc`, "a\nb⟦\nc⟧", "\nd\ne", String.raw`a\r\nb\r\nd\r\ne`);
    checkEdit(String.raw`a\r\nb\nc`, "a\nb\n⟦c⟧", "d", String.raw`a\r\nb\nd`);
    checkEdit(String.raw`a\rb`, "a\nb⟦⟧", "\n", String.raw`a\rb\r`);
  });

  test("of one line stays one line", () => {
    checkEdit("#set($a = 1)$a", "#set($a = ⟦1⟧)$a", "2", "#set($a = 2)$a");
  });
});

test("any edit of any template is that edit on what is shown", () => {
  const piece = fc.oneof(
    fc.constantFrom("\r\n", "\n", "\r", "\t", '"', "\\", "/", "$a", "#end", "😀", "é"),
    fc.string({ unit: "grapheme", maxLength: 3 }).filter((text) => !/[\uFEFF\0]/.test(text)),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, text, fc.nat(40), fc.nat(40), (value, newText, one, other) => {
      const analysis = ownDocument(body(JSON.stringify(value).slice(1, -1)));
      const before = shownText(analysis);
      const whole = (offset: number) => {
        const at = Math.min(offset, before.length);
        return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(before.slice(at - 1, at + 1)) ? at - 1 : at;
      };
      const span = { start: Math.min(whole(one), whole(other)), end: Math.max(whole(one), whole(other)) };
      const after = shownText(ownDocument(edited(analysis, JSON_KEY, span, newText)));
      const lines = newText.replace(/\r\n?/g, "\n");
      expect(after).toBe(before.slice(0, span.start) + lines + before.slice(span.end));
    }),
  );
});

describe("which template is meant", () => {
  function checkAddress(marked: string, expected: TemplateAddress | undefined) {
    const { text, offset } = readCursor(marked);
    const analysis = foreignDocument(text);
    const address = templateAddressAt(analysis, offset);
    expect(address).toEqual(expected);
    if (address !== undefined) {
      expect(templatesOf(analysis).map((one) => one.address)).toContainEqual(address);
      expect(shownTemplate(analysis, address)).toMatchObject({ kind: "template", address });
    }
  }

  test("by its media type", () => {
    checkAddress('{ "responseTemplates": { "a/b": "x", "c/d": "‸y" } }', {
      path: [],
      mediaType: "c/d",
      occurrence: 0,
    });
    checkAddress('{ "responseTemplates": { "a/b": "x", "a/b": "‸y" } }', {
      path: [],
      mediaType: "a/b",
      occurrence: 1,
    });
    checkAddress('{ ‸"responseTemplates": { "a/b": "x" } }', undefined);
  });

  test("and by the way to its response", () => {
    checkAddress(
      `[{ "type": "AWS", "integrationResponses": { "200": { "statusCode": "200" }, "404": {
        "responseTemplates": { "a/b": "‸" } } } }]`,
      { path: [0, "integrationResponses", "404"], mediaType: "a/b", occurrence: 0 },
    );
  });

  test("a response that is written twice is found by its place", () => {
    checkAddress(
      `[{ "type": "AWS", "integrationResponses": { "200": { "responseTemplates": { "a/b": "x" } },
        "200": { "responseTemplates": { "a/b": "‸y" } } } }]`,
      { path: [0, "integrationResponses", 1], mediaType: "a/b", occurrence: 0 },
    );
  });
});

describe("which template was meant", () => {
  /** The mark is where its string was, with what was edited since, or what has replaced it. */
  function checkMeant(marked: string, address: TemplateAddress, like: string | undefined, expected: object) {
    const { text, span: within } = marked.includes("⟦")
      ? readSelection(marked)
      : { text: marked, span: undefined };
    expect(shownTemplate(ownDocument(text), address, { within, like })).toMatchObject(expected);
  }
  const of = (mediaType: string, occurrence = 0) => ({ address: { path: [], mediaType, occurrence } });
  const gone = { reason: "gone" };
  const two = of("a/b", 1).address;

  test.each([
    ["a renamed key", '{ "responseTemplates": { "c/d": "x", "a/b": ⟦"x"⟧ } }', JSON_KEY, of("a/b")],
    [
      "a key that is another's",
      '{ "responseTemplates": { "a/b": "x", "a/b": ⟦"x"⟧ } }',
      JSON_KEY,
      of("a/b", 1),
    ],
    ["a key that is no other's now", '{ "responseTemplates": { "a/b": ⟦"x"⟧ } }', two, of("a/b")],
    ["one that is gone, where another came to its place", body("y").replace("{", "⟦⟧{"), two, gone],
    ["one that is gone, where another has its key", `${body("y")}⟦⟧`, JSON_KEY, gone],
  ])("by where its string is: %s", (_, marked, address, expected) => {
    checkMeant(marked, address, undefined, expected);
  });

  test.each([
    ["its key", '⟦{ "responseTemplates": { "a/b": "x", "application/json": "y" } }⟧', of("application/json")],
    ["its text", '⟦{ "responseTemplates": { "c/d": "x", "a/b": "y" } }⟧', of("c/d")],
    ["neither", '⟦{ "responseTemplates": { "a/b": "y" } }⟧', gone],
    ["two of its text", '⟦{ "responseTemplates": { "c/d": "x", "a/b": "x" } }⟧', gone],
    ["put elsewhere", '⟦⟧{ "responseTemplates": { "application/json": "x" } }', of("application/json")],
    ["another one of its key elsewhere", '⟦⟧{ "responseTemplates": { "application/json": "y" } }', gone],
    ["a twin beside what was deleted", '{ "responseTemplates": { "c/d": "x"⟦⟧ } }', gone],
  ])("by what has replaced it: %s", (_, marked, expected) => {
    checkMeant(marked, JSON_KEY, "x", expected);
  });

  test.each([
    ["the only one of its text", '{ "responseTemplates": { "a/b": "x" } }', JSON_KEY, of("a/b")],
    ["not two of its text", '{ "responseTemplates": { "c/d": "x", "a/b": "x" } }', JSON_KEY, gone],
    ["not by a count alone", '{ "responseTemplates": { "a/b": "x", "a/b": "y" } }', two, of("a/b")],
  ])("by its text: %s", (_, marked, address, expected) => {
    checkMeant(marked, address, "x", expected);
  });

  test("where the JSON is broken, that is said instead of that it is gone", () => {
    expect(shownTemplate(ownDocument('{ "responseTemplates": { "a/b" '), JSON_KEY)).toMatchObject({
      reason: "brokenJson",
    });
    expect(shownTemplate(ownDocument(""), JSON_KEY)).toMatchObject({ reason: "gone" });
  });
});

test.each([
  ["{ }", "gone"],
  ['{ "responseTemplates": { "application/json": 12 } }', "notString"],
  ['{ "responseTemplates": { "application/json": "$a\n } }', "notClosed"],
  [body(String.raw`\d`), "invalidEscape"],
  [body(String.raw`\u0000`), "unfitText"],
  [body(String.raw`\ud800`), "unfitText"],
  [body(String.raw`\uFEFF$a`), "unfitText"],
])("%j is refused: %s", (text, reason) => {
  const analysis = ownDocument(text);
  const refusal = { kind: "none", reason, message: expect.stringMatching(/\.$/) };
  expect(shownTemplate(analysis, JSON_KEY)).toMatchObject(refusal);
  expect(templateEdits(analysis, JSON_KEY, { start: 0, end: 0 }, "x")).toMatchObject(refusal);
});
