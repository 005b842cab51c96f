// The place of a string in its document, kept up with whatever is edited.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Place, placeAfter, type Replacement } from "../../client/src/editTemplate/place";
import { readSelection } from "../support/marks";

/** The mark is what is edited; what stands at the place is drawn as it is after that. */
function checkPlace(marked: string, text: string, expected: string, isReplaced: boolean) {
  const { text: before, span } = readSelection(marked);
  const start = before.indexOf('"');
  const place = { start, end: before.lastIndexOf('"') + 1, isReplaced: false };
  const edit = { rangeOffset: span.start, rangeLength: span.end - span.start, text };
  expect(shown(edited(before, edit), placeAfter(place, edit))).toEqual([expected, isReplaced]);
}

function edited(text: string, { rangeOffset, rangeLength, text: newText }: Replacement): string {
  return text.slice(0, rangeOffset) + newText + text.slice(rangeOffset + rangeLength);
}

function shown(text: string, { start, end, isReplaced }: Place) {
  return [text.slice(start, end), isReplaced];
}

describe("a string", () => {
  test.each([
    ['⟦k⟧ey: "abc" }', "ne", '"abc"', false],
    ['key: ⟦⟧"abc" }', "  ", '"abc"', false],
    ['key: "abc"⟦⟧ }', ",", '"abc"', false],
    ['key: "⟦⟧abc" }', "x", '"xabc"', false],
    ['key: "a⟦bc⟧" }', "", '"a"', false],
    ['key: ⟦"abc"⟧ }', "12", "12", true],
    ['key⟦: "a⟧bc" }', "", 'bc"', true],
    ['key: "ab⟦c" }⟧', "", '"ab', true],
    ['⟦key: "abc" }⟧', '{ "a": "b" }', '{ "a": "b" }', true],
  ])("%j with %j for what is marked", checkPlace);

  test("that was cut out is where it is put back", () => {
    const cut = { rangeOffset: 2, rangeLength: 5, text: "" };
    const back = { rangeOffset: 2, rangeLength: 0, text: '"abc"' };
    const place = [cut, back].reduce<Place>(placeAfter, { start: 2, end: 7, isReplaced: false });
    expect(place).toEqual({ start: 2, end: 7, isReplaced: true });
  });
});

test("whatever is edited around a string and inside it, the place is that of its quotation marks", () => {
  const edit = fc.record({
    where: fc.constantFrom("before", "inside", "after"),
    at: fc.nat(20),
    length: fc.nat(5),
    text: fc.string({ unit: fc.constantFrom("x", "\n"), maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      let parts = { before: "abc", inside: "def", after: "ghi" };
      let place: Place = { start: 3, end: 8, isReplaced: false };
      for (const { where, at, length, text } of edits) {
        const part = parts[where as keyof typeof parts];
        const from = Math.min(at, part.length);
        const rangeLength = Math.min(length, part.length - from);
        const partStart = { before: 0, inside: place.start + 1, after: place.end }[
          where as keyof typeof parts
        ];
        place = placeAfter(place, { rangeOffset: partStart + from, rangeLength, text });
        parts = { ...parts, [where]: edited(part, { rangeOffset: from, rangeLength, text }) };
      }
      const whole = `${parts.before}"${parts.inside}"${parts.after}`;
      expect(shown(whole, place)).toEqual([`"${parts.inside}"`, false]);
    }),
  );
});
