// The parser of JSON paths: steps drawn one by one, problems by their code and the text they stand on.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonPathStep } from "../../../server/src/service/islands/jsonpath/jsonPath";
import { parseJsonPath } from "../../../server/src/service/islands/jsonpath/parseJsonPath";
import { HOLE } from "../../../server/src/service/text/decodedText";
import { spanOf } from "../../../server/src/service/text/span";
import { applyEdits } from "../../../server/src/service/text/textEdit";

const BEFORE = "integration.response.body.";

/** The path behind a prefix, so that spans do not begin at 0; each `…` is a hole. */
function parse(written: string) {
  const text = BEFORE + written.replaceAll("…", HOLE);
  const hole = written.indexOf("…");
  const span = spanOf(BEFORE.length, text.length);
  return { text, span, ...parseJsonPath(text, span, hole < 0 ? undefined : BEFORE.length + hole) };
}

function drawSteps(written: string): string {
  const { text, steps } = parse(written);
  return steps
    .map((step) => `${drawStep(text, step)} ${text.slice(step.span.start, step.span.end)}`)
    .join(" | ");
}

function drawStep(text: string, step: JsonPathStep): string {
  const at = ({ start, end }: { readonly start: number; readonly end: number }) => text.slice(start, end);
  switch (step.kind) {
    case "member":
      return `${step.notation}(${step.names.map(({ name, span }) => (name === at(span) ? name : `${name}=${at(span)}`)).join(" ")})`;
    case "index":
      return `index(${step.indexes.map(({ value, span }) => (String(value) === at(span) ? value : `${value}=${at(span)}`)).join(" ")})`;
    case "slice":
      return `slice(${at(step.sliceSpan)})`;
    case "filter":
      return `filter(${at(step.filterSpan)})`;
    case "function":
      return `function(${at(step.nameSpan)})`;
    default:
      return step.kind;
  }
}

describe("what Jayway reads", () => {
  test.each([
    ["a", "dot(a) a"],
    ["redirect.url", "dot(redirect) redirect | dot(url) .url"],
    ["pets[0].name", "dot(pets) pets | index(0) [0] | dot(name) .name"],
    ["[0].name", "index(0) [0] | dot(name) .name"],
    ["a['b.c']", "dot(a) a | bracket(b.c) ['b.c']"],
    ["a.['b']", "dot(a) a | bracket(b) .['b']"],
    [`a["b"]`, `dot(a) a | bracket(b) ["b"]`],
    ["a['b', 'c']", "dot(a) a | bracket(b c) ['b', 'c']"],
    [String.raw`a['it\'s']`, String.raw`dot(a) a | bracket(it's=it\'s) ['it\'s']`],
    ["a[ 'b' ]", "dot(a) a | bracket(b) [ 'b' ]"],
    ["a['']", "dot(a) a | bracket() ['']"],
    ["a[-1]", "dot(a) a | index(-1) [-1]"],
    ["a[0, 2]", "dot(a) a | index(0 2) [0, 2]"],
    ["a[0:2]", "dot(a) a | slice(0:2) [0:2]"],
    ["a[:2]", "dot(a) a | slice(:2) [:2]"],
    ["a[-2:]", "dot(a) a | slice(-2:) [-2:]"],
    ["a[*].b", "dot(a) a | wildcard [*] | dot(b) .b"],
    ["a.*", "dot(a) a | wildcard .*"],
    ["*", "wildcard *"],
    ["a[?(@.b == 'c]')].d", "dot(a) a | filter(?(@.b == 'c]')) [?(@.b == 'c]')] | dot(d) .d"],
    ["a[?(@.b[0] > 1)]", "dot(a) a | filter(?(@.b[0] > 1)) [?(@.b[0] > 1)]"],
    ["a[(@.length-1)]", "dot(a) a | filter((@.length-1)) [(@.length-1)]"],
    ["a.length()", "dot(a) a | function(length) .length()"],
    ["max($.a.b)", "function(max) max($.a.b)"],
    ["a..b", "dot(a) a | descent .. | dot(b) b"],
    ["a..[0]", "dot(a) a | descent .. | index(0) [0]"],
    [".a", "descent . | dot(a) a"],
    ["a-b_c:d@e", "dot(a-b_c:d@e) a-b_c:d@e"],
    ["[0]a", "index(0) [0] | dot(a) a"],
    ["é.😀", "dot(é) é | dot(😀) .😀"],
  ])("%s", (written, drawn) => {
    expect(parse(written).problems).toEqual([]);
    expect(drawSteps(written)).toBe(drawn);
  });
});

describe("what it does not", () => {
  test.each([
    ["a[0", "unclosedBracket", "[0", "a[0]"],
    ["a[", "unclosedBracket", "[", undefined],
    ["a[0.b", "unclosedBracket", "[0.b", undefined],
    ["a['b'", "unclosedBracket", "['b'", "a['b']"],
    ["a['b'.c", "unclosedBracket", "['b'", "a['b'].c"],
    ["a['b]", "unclosedQuote", "'b]", undefined],
    ["a.max(", "unclosedParenthesis", "(", undefined],
    ["a[]", "emptyBrackets", "[]", undefined],
    ["a[ ].b", "emptyBrackets", "[ ]", undefined],
    ["a[b].c", "unquotedName", "[b]", "a['b'].c"],
    ["a[b c]", "malformedBrackets", "[b c]", undefined],
    ["a['b' 'c']", "malformedBrackets", "['b' 'c']", undefined],
    ["a['b',]", "malformedBrackets", "['b',]", undefined],
    ["a.", "trailingDot", ".", "a"],
    ["a..", "trailingDot", "..", "a"],
    ["a[0].", "trailingDot", ".", "a[0]"],
    ["a...b", "tooManyDots", "..", undefined],
    ["a.b c.d", "blank", "b c", "a['b c'].d"],
    ["a.b ", "blank", "b ", "a.b"],
    ["a. ", "blank", " ", undefined],
  ] as const)("%s: %s", (written, code, at, mended) => {
    const { text, problems } = parse(written);
    const [problem, ...more] = problems;
    expect(more).toEqual([]);
    expect(problem?.code).toBe(code);
    expect(text.slice(problem?.span.start, problem?.span.end)).toBe(at);
    if (mended !== undefined) {
      const mend = problem?.mend;
      expect(mend && applyEdits(text, [{ span: mend.span, newText: mend.text }])).toBe(BEFORE + mended);
      expect(parse(mended).problems).toEqual([]);
    }
  });
});

describe("holes", () => {
  test.each([
    ["a.…", "dot(a) a | unknown .…"],
    ["a[…].b", "dot(a) a | unknown […].b"],
    ["a['…'].b", "dot(a) a | unknown ['…'].b"],
    ["…", "unknown …"],
    ["a…", "dot(a) a | unknown …"],
  ])("%s: nothing is said of what a hole may mend", (written, drawn) => {
    expect(parse(written).problems).toEqual([]);
    expect(drawSteps(written).replaceAll(HOLE, "…")).toBe(drawn);
  });

  test("what stands wrong before a hole is told", () => {
    expect(parse("a[b].…").problems.map(({ code }) => code)).toEqual(["unquotedName"]);
  });
});

test("steps lie end to end in any text, and problems lie in it", () => {
  const part = fc.constantFrom(
    "a",
    "b c",
    ".",
    "..",
    "[",
    "]",
    "'",
    '"',
    "0",
    "*",
    "?",
    "(",
    ")",
    "\\",
    ",",
    ":",
    "…",
    "$",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const { span, steps, problems } = parse(parts.join(""));
      let at = span.start;
      for (const step of steps) {
        expect(step.span.start).toBe(at);
        expect(step.span.end).toBeGreaterThan(at);
        at = step.span.end;
      }
      expect(at).toBe(span.end);
      for (const problem of problems) {
        expect(problem.span.start).toBeGreaterThanOrEqual(span.start);
        expect(problem.span.end).toBeLessThanOrEqual(span.end);
      }
    }),
    { numRuns: 2000 },
  );
});
