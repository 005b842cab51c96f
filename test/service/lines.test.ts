import fc from "fast-check";
import { expect, test } from "vitest";
import { Lines } from "../../server/src/service/text/lines";

const textWithLineEnds = fc
  .array(fc.oneof(fc.constantFrom("\n", "\r\n", "\r"), fc.string({ unit: "binary", maxLength: 4 })))
  .map((parts) => parts.join(""));

test("every offset has a position and the position leads back", () => {
  fc.assert(
    fc.property(textWithLineEnds, (text) => {
      const lines = new Lines(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const position = lines.positionAt(offset);
        const insideLineEnd = offset > lines.endOf(position.line);
        expect(lines.offsetAt(position)).toBe(insideLineEnd ? lines.endOf(position.line) : offset);
      }
    }),
  );
});

test("lines end at LF, CRLF and CR", () => {
  const lines = new Lines("a\nb\r\nc\rd");
  expect(lines.count).toBe(4);
  expect([0, 1, 2, 3].map((line) => [lines.startOf(line), lines.endOf(line)])).toEqual([
    [0, 1],
    [2, 3],
    [5, 6],
    [7, 8],
  ]);
});

test("a position outside the text is its nearest edge", () => {
  const lines = new Lines("ab\ncd");
  expect(lines.offsetAt({ line: 0, column: 99 })).toBe(2);
  expect(lines.offsetAt({ line: 9, column: 0 })).toBe(5);
  expect(lines.offsetAt({ line: -1, column: 4 })).toBe(0);
  expect(lines.positionAt(-5)).toEqual({ line: 0, column: 0 });
  expect(lines.positionAt(99)).toEqual({ line: 1, column: 2 });
});
