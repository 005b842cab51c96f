// Whether a character is in a set, as Java compares it.
import type { Folding } from "./flags";
import type { CharacterNode, CharacterSet } from "./regex";
import { type CodePointTest, foldCase, toUpperCase } from "./unicode/codePoints";

/** The test for a set; it remembers its answers for ASCII. */
export function testOf(set: CharacterSet): CodePointTest {
  const test = plainTest(set);
  if (set.kind === "character" || set.kind === "members") {
    return test;
  }
  const known = new Uint8Array(128);
  return (code) => {
    if (code >= 128) {
      return test(code);
    }
    const answer = known[code];
    if (answer !== 0) {
      return answer === 1;
    }
    const result = test(code);
    known[code] = result ? 1 : 2;
    return result;
  };
}

function plainTest(set: CharacterSet): CodePointTest {
  switch (set.kind) {
    case "character":
      return singleTest(set.codePoint, set.folding);
    case "members": {
      const { codePoints } = set;
      return (code) => codePoints.has(code);
    }
    case "range":
      return rangeTest(set.from, set.to, set.folding);
    case "named":
      return set.test;
    case "complement": {
      const test = plainTest(set.of);
      return (code) => !test(code);
    }
    case "union": {
      const tests = set.parts.map(plainTest);
      return (code) => tests.some((test) => test(code));
    }
    case "intersection": {
      const left = plainTest(set.left);
      const right = plainTest(set.right);
      return (code) => left(code) && right(code);
    }
    default:
      return () => false;
  }
}

/** A character by itself. One without case stands for itself only, even where others fold to it (ß and ẞ). */
export function singleTest(codePoint: number, folding: Folding): CodePointTest {
  if (folding === "unicode") {
    const folded = foldCase(codePoint);
    if (toUpperCase(codePoint) !== folded) {
      return (code) => code === folded || foldCase(code) === folded;
    }
  } else if (folding === "ascii" && asciiLower(codePoint) !== asciiUpper(codePoint)) {
    const lower = asciiLower(codePoint);
    return (code) => asciiLower(code) === lower;
  }
  return (code) => code === codePoint;
}

/** A character within a string: here whatever folds to the same is the same. */
export function stringTest({ codePoint, folding }: CharacterNode): CodePointTest {
  if (folding === "exact") {
    return (code) => code === codePoint;
  }
  const fold = folding === "unicode" ? foldCase : asciiLower;
  const folded = fold(codePoint);
  return (code) => code === folded || fold(code) === folded;
}

function rangeTest(from: number, to: number, folding: Folding): CodePointTest {
  const isWithin = (code: number) => from <= code && code <= to;
  switch (folding) {
    case "exact":
      return isWithin;
    case "ascii":
      return (code) =>
        isWithin(code) || (code < 128 && (isWithin(asciiUpper(code)) || isWithin(asciiLower(code))));
    case "unicode":
      return (code) => isWithin(code) || isWithin(toUpperCase(code)) || isWithin(foldCase(code));
  }
}

export function asciiLower(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

function asciiUpper(code: number): number {
  return code >= 0x61 && code <= 0x7a ? code - 0x20 : code;
}
