// JSONPath as Jayway reads it: spans of problems here, results in the recorded answers.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDefinite } from "../../../server/src/service/islands/jsonpath/compiledPath";
import { compileJsonPath } from "../../../server/src/service/islands/jsonpath/compileJsonPath";

describe("problems point at what is wrong", () => {
  test.each([
    ["", ""],
    ["$.", "."],
    ["$.a.", "."],
    ["$.a..", ".."],
    ["$x", "x"],
    ["$.a b", "a b"],
    ["$[abc]", "[abc]"],
    ["$['a", "'a"],
    ["$[?(@.a ==)]", ")"],
    ["$[?@.a]", "?@.a"],
  ])("%j", (path, expected) => {
    const [problem] = compileJsonPath(path).problems;
    expect(problem).toBeDefined();
    expect(path.slice(problem?.span.start, problem?.span.end)).toBe(expected);
  });
});

test.each([
  ["$", true],
  ["$.a['b'][0]", true],
  ["a.b", true],
  ["$.a.length()", true],
  ["$..a", false],
  ["$.a[*]", false],
  ["$.a[0,1]", false],
  ["$.a[1:]", false],
  ["$.a[?(@.b > 1 && !(@.c in [1,2]))]", false],
])("%s is definite: %s", (path, definite) => {
  const parsed = compileJsonPath(path);
  expect(parsed.problems).toEqual([]);
  expect(isDefinite(parsed.path)).toBe(definite);
});

test("a function that does not exist fails only where it is reached", () => {
  const { problems, unknownFunctions } = compileJsonPath("$.a.nosuch()");
  expect(problems).toEqual([]);
  expect(unknownFunctions.map(({ span }) => span)).toEqual([{ start: 4, end: 10 }]);
});

test("any text is read", () => {
  const pieces = ["$", ".", "[", "]", "(", ")", "?", "@", "'", '"', "*", ",", ":", "!", "=", "a", "1", " "];
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 20 });
  fc.assert(
    fc.property(soup, (parts) => {
      const text = parts.join("");
      for (const { span } of compileJsonPath(text).problems) {
        expect(span.start <= span.end && span.end <= text.length).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
