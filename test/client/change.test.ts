// The smallest change between two texts, and two changes of one text brought together.
import fc from "fast-check";
import { expect, test } from "vitest";
import { changeBetween, changed, merged } from "../../client/src/editTemplate/change";
import { CLOSE, OPEN } from "../support/marks";

/** The stretch of the first text that changes is marked. */
function checkChange(marked: string, after: string, newText: string) {
  const before = marked.replace(OPEN, "").replace(CLOSE, "");
  const change = changeBetween(before, after);
  expect(
    change && before.slice(0, change.start) + OPEN + before.slice(change.start, change.end) + CLOSE,
  ).toBe(marked.slice(0, marked.indexOf(CLOSE) + 1));
  expect(change?.newText).toBe(newText);
  expect(change && changed(before, change)).toBe(after);
}

test("what changes is as small as it can be", () => {
  expect(changeBetween("same", "same")).toBeUndefined();
  checkChange("#set($a = ⟦1⟧)", "#set($a = 2)", "2");
  checkChange("a⟦⟧", "ab", "b");
  checkChange("aa⟦a⟧", "aa", "");
  checkChange("⟦⟧", "x", "x");
});

test("and never half of a character", () => {
  checkChange("a⟦😀⟧b", "a😁b", "😁");
  checkChange("a⟦\u{1F600}⟧b", "a\u{1FA00}b", "\u{1FA00}");
  checkChange("😀⟦⟧", "😀😀", "😀");
});

test("any change leads to the other text", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "😀", "😁"), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const change = changeBetween(before, after);
      expect(change === undefined ? before : changed(before, change)).toBe(after);
      const half = /[\uD800-\uDBFF]$|^[\uDC00-\uDFFF]/;
      expect(change?.newText ?? "").not.toMatch(half);
    }),
  );
});

test.each([
  ["abc", "xabc", "abcy", "xabcy"],
  ["abc", "abcy", "xabc", "xabcy"],
  ["abc", "abc", "abcd", "abcd"],
  ["abc", "abd", "abc", "abd"],
  ["abc", "axc", "ayc", undefined],
  ["abc", "axbc", "aybc", undefined],
  ["abcd", "aXcd", "abYd", undefined],
])("%j, here %j and there %j, is %j", (shared, mine, theirs, both) => {
  expect(merged(shared, mine, theirs)).toBe(both);
});
