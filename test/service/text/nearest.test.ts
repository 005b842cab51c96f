import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearest } from "../../../server/src/service/text/nearest";

const MEMBERS = [
  "statusCode",
  "selectionPattern",
  "responseParameters",
  "responseTemplates",
  "contentHandling",
];

describe("the nearest word", () => {
  it.each([
    ["selectionPatern", "selectionPattern"],
    ["SelectionPattern", "selectionPattern"],
    ["responseParamters", "responseParameters"],
    ["responseParameter", "responseParameters"],
    ["statusCoed", "statusCode"],
    ["responseTemplate", "responseTemplates"],
    ["contenthandlng", "contentHandling"],
    ["response", undefined],
    ["banana", undefined],
    ["", undefined],
  ])("of %j is %j", (word, expected) => {
    expect(nearest(word, MEMBERS)).toBe(expected);
  });

  it("is not a word that shares nothing", () => {
    expect(nearest("a", ["b"])).toBeUndefined();
    expect(nearest("ab", ["cd"], 2)).toBeUndefined();
  });

  it("counts a swap as one slip, also in the last row", () => {
    expect(nearest("ba", ["ab"], 1)).toBe("ab");
    expect(nearest("xyzba", ["xyzab"], 1)).toBe("xyzab");
  });

  it("breaks ties by case, then by order", () => {
    expect(nearest("ETAG", ["etag", "ETag", "ETAg"])).toBe("ETAg");
    expect(nearest("bat", ["cat", "hat"])).toBe("cat");
  });

  it("agrees with the unbounded distance", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "C"), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 4 }), (a, b, limit) => {
        const slips = plainDistance(a.toLowerCase(), b.toLowerCase());
        const near = slips === 0 || (slips <= limit && slips < Math.max(a.length, b.length));
        expect(nearest(a, [b], limit)).toBe(near ? b : undefined);
      }),
      { numRuns: 1000 },
    );
  });
});

function plainDistance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const choices = [
    plainDistance(x, b) + 1,
    plainDistance(a, y) + 1,
    plainDistance(x, y) + (a.at(-1) === b.at(-1) ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    choices.push(plainDistance(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...choices);
}

it("words that nobody types are near to none", () => {
  const long = "a".repeat(200);
  expect(nearest(long, [`${long.slice(1)}b`])).toBe(`${long.slice(1)}b`);
  expect(nearest(`${long}a`, [`${long}b`])).toBeUndefined();
});
