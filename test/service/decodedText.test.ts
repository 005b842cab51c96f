// Decoding is what every finding, hover and fix inside a string stands on.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeJson, encodeJson } from "../../server/src/service/syntax/json/string";
import { DecodedText, HOLE, type Piece } from "../../server/src/service/text/decodedText";
import { spanOf } from "../../server/src/service/text/span";
import { applyEdits } from "../../server/src/service/text/textEdit";

/** A value written as JSON by someone who escapes as the mood takes them. */
const writtenString = fc
  .array(fc.tuple(fc.string({ unit: "binary", minLength: 1, maxLength: 2 }), fc.boolean()), { maxLength: 12 })
  .map((parts) => parts.map(([text, spelled]) => (spelled ? spellOut(text) : encodeJson(text))).join(""));

function spellOut(text: string): string {
  return Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`,
  ).join("");
}

/** The written string in the middle of a document, decoded. */
function decode(content: string): { source: string; text: DecodedText } {
  const before = '{ "key": "';
  const source = `${before}${content}" }`;
  const start = before.length;
  return { source, text: decodeJson(source, spanOf(start, start + content.length)) };
}

describe("a JSON string decodes", () => {
  test("to what JSON.parse says", () => {
    fc.assert(
      fc.property(writtenString, (content) => {
        expect(decode(content).text.value).toBe(JSON.parse(`"${content}"`));
      }),
      { numRuns: 500 },
    );
  });

  test("an escape JSON does not know stands for itself", () => {
    expect(decode(String.raw`2\d{2}`).text.value).toBe(String.raw`2\d{2}`);
    expect(decode(String.raw`\u12`).text.value).toBe(String.raw`\u12`);
    expect(decode(String.raw`a\qb\\c\n`).text.value).toBe("a\\qb\\c\n");
  });
});

describe("positions", () => {
  test("go to the source and back", () => {
    fc.assert(
      fc.property(writtenString, (content) => {
        const { source, text } = decode(content);
        for (let offset = 0; offset <= text.value.length; offset++) {
          expect(text.fromSource(text.toSource(offset))).toBe(offset);
        }
        for (let offset = text.sourceStart; offset < text.sourceEnd; offset++) {
          expect(text.toSource(text.fromSource(offset))).toBeLessThanOrEqual(offset);
        }
        expect(source.slice(text.sourceStart, text.sourceEnd)).toBe(content);
      }),
    );
  });

  test("a span of the value is whole escapes of the source", () => {
    fc.assert(
      fc.property(writtenString, fc.nat(), fc.nat(), (content, a, b) => {
        const { source, text } = decode(content);
        const [start = 0, end = 0] = [a, b].map((n) => n % (text.value.length + 1)).sort((x, y) => x - y);
        const span = text.toSourceSpan(spanOf(start, end));
        expect(JSON.parse(`"${source.slice(span.start, span.end)}"`)).toBe(text.value.slice(start, end));
      }),
    );
  });
});

test("an edit of the source is the edit of the value", () => {
  fc.assert(
    fc.property(
      writtenString,
      fc.nat(),
      fc.nat(),
      fc.string({ unit: "binary" }),
      (content, a, b, newText) => {
        const { source, text } = decode(content);
        const [start = 0, end = 0] = [a, b].map((n) => n % (text.value.length + 1)).sort((x, y) => x - y);
        const edited = JSON.parse(applyEdits(source, [text.edit(spanOf(start, end), newText)]));
        expect(edited.key).toBe(text.value.slice(0, start) + newText + text.value.slice(end));
      },
    ),
    { numRuns: 500 },
  );
});

describe("holes", () => {
  const literal = (at: number, length: number, start: number): Piece => ({
    kind: "literal",
    at,
    length,
    source: spanOf(start, start + length),
  });
  /** `'https://${Domain}'`, as `Fn::Sub` has it. */
  const text = new DecodedText(
    `'https://${HOLE}'`,
    [literal(0, 9, 10), { kind: "hole", at: 9, length: 1, source: spanOf(19, 28) }, literal(10, 1, 28)],
    10,
    (written) => written,
  );

  test("take one place and cover all their source", () => {
    expect(text.hasHoles).toBe(true);
    expect(text.holeAt(9)?.source).toEqual(spanOf(19, 28));
    expect(text.holeAt(8)).toBeUndefined();
    expect(text.toSourceSpan(spanOf(9, 10))).toEqual(spanOf(19, 28));
    expect(text.toSourceSpan(spanOf(0, 11))).toEqual(spanOf(10, 29));
  });

  test("have no inside", () => {
    expect(text.fromSource(19)).toBe(9);
    expect(text.fromSource(24)).toBe(9);
    expect(text.fromSource(28)).toBe(10);
  });

  test("a real U+FFFC is text", () => {
    expect(decode(HOLE).text.hasHoles).toBe(false);
    expect(decode(HOLE).text.holeAt(0)).toBeUndefined();
  });
});
