// Positions in every encoding, against a count of encoded units made the slow way.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Encoding, Positions } from "../../server/src/protocol/positions";
import { Lines } from "../../server/src/service";

const ENCODINGS = ["utf-8", "utf-16", "utf-32"] as const satisfies readonly Encoding[];

/** Characters of one to four bytes, lone halves of a pair, and all line ends. */
const text = fc
  .array(fc.constantFrom("a", "é", "→", "😀", "\uD83D", "\uDE00", "\n", "\r\n", "\r"), { maxLength: 40 })
  .map((parts) => parts.join(""));

function unitsOf(part: string, encoding: Encoding): number {
  switch (encoding) {
    case "utf-8":
      return Buffer.byteLength(part);
    case "utf-16":
      return part.length;
    case "utf-32":
      return Array.from(part).length;
  }
}

function splitsPair(value: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(value.slice(at - 1, at + 1));
}

describe.each(ENCODINGS)("%s", (encoding) => {
  test("a position counts the units of its line and leads back", () => {
    fc.assert(
      fc.property(text, (value) => {
        const lines = new Lines(value);
        const positions = new Positions(lines, encoding);
        for (let offset = 0; offset <= value.length; offset++) {
          const { line } = lines.positionAt(offset);
          if (splitsPair(value, offset) || offset > lines.endOf(line)) {
            continue;
          }
          const position = positions.at(offset);
          expect(position).toEqual({
            line,
            character: unitsOf(value.slice(lines.startOf(line), offset), encoding),
          });
          expect(positions.offset(position)).toBe(offset);
        }
      }),
    );
  });

  test("any numbers are a place in the text", () => {
    const anyNumber = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(null, undefined, Number.NaN));
    fc.assert(
      fc.property(text, anyNumber, anyNumber, (value, line, character) => {
        const offset = new Positions(new Lines(value), encoding).offset({
          line: line as number,
          character: character as number,
        });
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(value.length);
        expect(Number.isInteger(offset)).toBe(true);
      }),
    );
  });

  test("a line of many thousand characters is counted alike", () => {
    const value = "é→😀a".repeat(2_000);
    const positions = new Positions(new Lines(value), encoding);
    for (const offset of [0, 5, 1_020, 1_025, 2_050, 5_000, 9_995, value.length]) {
      const position = positions.at(offset);
      expect(position.character).toBe(unitsOf(value.slice(0, offset), encoding));
      expect(positions.offset(position)).toBe(offset);
    }
  });
});

test("a place inside a character is that character's start", () => {
  const lines = new Lines("a😀b");
  const utf8 = new Positions(lines, "utf-8");
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((character) => utf8.offset({ line: 0, character }))).toEqual([
    0, 1, 1, 1, 1, 3, 4, 4,
  ]);
  expect(utf8.at(2)).toEqual({ line: 0, character: 1 });
});

test("a range is a span, whichever end comes first", () => {
  const positions = new Positions(new Lines("abc\ndef"), "utf-16");
  const range = { start: { line: 1, character: 2 }, end: { line: 0, character: 1 } };
  expect(positions.span(range)).toEqual({ start: 1, end: 6 });
});
