// The character tables are those of the JDK on every version of Node, whatever its Unicode.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  categoryTest,
  type PropertyName,
  propertyTest,
  toLowerCase,
  toUpperCase,
} from "../../../server/src/service/islands/regex/unicode/codePoints";
import { DIFFERENCES } from "../../../server/src/service/islands/regex/unicode/unicode13";

const { below, ...digests }: Record<string, number> = JSON.parse(
  readFileSync("test/oracle/unicode-13.json", "utf8"),
);

/** As scripts/make-unicode-tables.mjs reckons it from the JDK. */
function digestOf(answer: (codePoint: number) => number): number {
  let digest = 0;
  for (let codePoint = 0; codePoint < (below ?? 0); codePoint++) {
    digest = (Math.imul(digest, 31) + answer(codePoint)) | 0;
  }
  return digest;
}

function isProperty(name: string): name is PropertyName {
  return name in DIFFERENCES;
}

function valuesOf(name: string): (codePoint: number) => number {
  if (name === "toUpperCase" || name === "toLowerCase") {
    return name === "toUpperCase" ? toUpperCase : toLowerCase;
  }
  const holds = isProperty(name) ? propertyTest(name) : categoryTest([name]);
  return (codePoint) => (holds(codePoint) ? 1 : 0);
}

describe("Unicode 13", () => {
  test.each(Object.keys(digests))("%s", (name) => {
    expect(digestOf(valuesOf(name))).toBe(digests[name]);
  });
});
