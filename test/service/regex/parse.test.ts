// What Java makes of a pattern: its tree, and what it refuses in its own words, underlined where it is wrong.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { childrenOf } from "../../../server/src/service/islands/regex/fold";
import type { RegexNode } from "../../../server/src/service/islands/regex/regex";
import { encloses } from "../../../server/src/service/text/span";
import { readProbes } from "./probes";
import { dedent, drawProblems, drawTree, parse } from "./regexText";

function checkProblems(drawn: string): void {
  const expected = dedent(drawn);
  expect(drawProblems(expected.split("\n")[0] ?? "")).toBe(expected);
}

function checkTree(drawn: string): void {
  const expected = dedent(drawn);
  expect(drawTree(expected.split("\n")[0] ?? "")).toBe(expected);
}

describe("Java refuses", () => {
  test.each([
    `
      a**
        ^ Dangling meta character '*' @2
    `,
    `
      x(a
       ^ Unclosed group @3
    `,
    `
      a)
       ^ Unmatched closing ')' @0
    `,
    `
      a[z-x]
        ^^^ Illegal character range @4
    `,
    `
      [a
      ^ Unclosed character class @1
    `,
    String.raw`
      x\y
       ^^ Illegal/unsupported escape sequence @2
    `,
    `
      a{2,1}b
       ^^^^^ Illegal repetition range @5
    `,
    `
      a{x}b
       ^^^ Illegal repetition @2
    `,
    String.raw`
      \p{Foo}
      ^^^^^^^ Unknown character property name {Foo} @6
    `,
    `
      (?P<n>a)
      ^^^ Unknown inline modifier @2
    `,
    `
      (?<=(a|b)*)c
      ^^^^^^^^^^^ Look-behind group does not have an obvious maximum length @9
    `,
    String.raw`
      \k<n>
      ^^^^^ named capturing group <n> does not exist @4
    `,
    String.raw`
      a\
       ^ Unexpected internal error @2
    `,
    String.raw`
      \Qabc\E)
             ^ Unmatched closing ')' @2
    `,
    String.raw`
      \N{what?}
      ^^^^^^^^^ Unknown character name [what?] @8
    `,
  ])("%s", checkProblems);

  test("and we go on to what it would refuse next", () => {
    checkProblems(String.raw`
      *a\y[b-a](c
      ^ Dangling meta character '*' @0
        ^^ Illegal/unsupported escape sequence @3
           ^^^ Illegal character range @7
               ^ Unclosed group @11
    `);
  });

  test("nothing where a hole might make it right", () => {
    for (const pattern of [
      "(a¤",
      "[a¤",
      "a{¤",
      String.raw`\p{¤`,
      "(?¤)",
      "a¤)",
      "¤*",
      "[¤-a]",
      String.raw`\¤`,
    ]) {
      expect(parse(pattern).problems).toEqual([]);
      expect(parse(pattern).undecided).toBe("hole");
    }
  });

  test("what stands before a hole and is wrong in any case", () => {
    checkProblems(`
      a**¤
        ^ Dangling meta character '*' @2
    `);
  });
});

describe("Java accepts", () => {
  test.each([
    "",
    "[]a]",
    "a]",
    "}",
    "{1}",
    "a{1}{2}",
    "(?)",
    "|",
    "(|)",
    String.raw`\1`,
    "[a&&]",
    "(?<=a*)b",
    String.raw`[\Qa]\E]`,
    String.raw`\N{LATIN SMALL LETTER A}`,
    "^*",
    "(?x) # all comment",
    "[&]",
    "[a-]",
    String.raw`\Qabc`,
  ])("%s", (pattern) => {
    expect(parse(pattern).problems).toEqual([]);
  });
});

describe("the tree", () => {
  test.each([
    String.raw`
      4\d{2}|5.*
      ^^^^^^^^^^ alternation
      ^^^^^^ sequence
      ^ character
       ^^^^^ repeat 2..2 greedy
       ^^ set
             ^^^ sequence
             ^ character
              ^^ repeat 0.. greedy
              ^ any
    `,
    String.raw`
      (?<n>a++)(?i)\k<n>$
      ^^^^^^^^^^^^^^^^^^^ sequence
      ^^^^^^^^^ group n
           ^^^ repeat 1.. possessive
           ^ character
               ^^^^ flags
                   ^^^^^ reference 1
                        ^ assertion lastLineEnd
    `,
    `
      (?<!a|bc)(?>[^x-z])??
      ^^^^^^^^^^^^^^^^^^^^^ sequence
      ^^^^^^^^^ look not behind
          ^^^^ alternation
          ^ character
            ^^ sequence
            ^ character
             ^ character
               ^^^^^^^^^^^^ repeat 0..1 reluctant
               ^^^^^^^^^^ group atomic
                  ^^^^^^ set
    `,
    `
      a¤*b
      ^^^^ sequence
      ^ character
       ^^ repeat 0.. greedy
       ^ hole
         ^ character
    `,
  ])("%s", checkTree);

  test("knows what is written in a class", () => {
    const { root } = parse(String.raw`[^a\d&&[x-z]é]`);
    expect(root.kind === "set" && root.items?.map((item) => item.kind)).toEqual([
      "character",
      "set",
      "intersection",
      "class",
      "character",
    ]);
  });

  test("knows quote marks and comments", () => {
    const regex = parse("(?x)a \\Qb\\E # c");
    expect(regex.quoteMarks).toEqual([
      { start: 6, end: 8 },
      { start: 9, end: 11 },
    ]);
    expect(regex.comments).toEqual([
      { start: 5, end: 6 },
      { start: 11, end: 15 },
    ]);
  });
});

/** Every node lies in its parent, in order, and in the pattern. */
function checkNesting(pattern: string): void {
  const { root, problems } = parse(pattern);
  const open: RegexNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    let end = node.span.start;
    for (const child of childrenOf(node)) {
      expect(
        encloses(node.span, child.span),
        `${node.kind} ⊇ ${child.kind} in ${JSON.stringify(pattern)}`,
      ).toBe(true);
      expect(child.span.start).toBeGreaterThanOrEqual(end);
      end = child.span.end;
      open.push(child);
    }
  }
  for (const { span } of [root, ...problems]) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeLessThanOrEqual(pattern.length);
    expect(span.start).toBeLessThanOrEqual(span.end);
  }
}

describe("any text has a tree whose nodes nest", () => {
  test("every prefix of every probe", () => {
    for (const { pattern } of readProbes("java-17-regex.jsonl", "java-17-regex.listed.jsonl")) {
      for (let end = 0; end <= pattern.length; end++) {
        checkNesting(pattern.slice(0, end));
      }
    }
  });

  test("random strings of what means something", () => {
    const words = fc.constantFrom(
      ..."ab1(){}[]|*+?^$.\\-&,:<>=!#¤ \n",
      "(?",
      "(?<",
      "\\p{",
      "\\Q",
      "\\E",
      "\\x",
      "&&",
      "(?x)",
      "[^",
      "\\k<",
      "😀",
      "\ud83d",
      "\u0000",
    );
    const pattern = fc.array(words, { maxLength: 25 }).map((parts) => parts.join(""));
    fc.assert(fc.property(pattern, checkNesting), { numRuns: 2_000 });
    fc.assert(fc.property(fc.string({ unit: "binary" }), checkNesting), { numRuns: 500 });
  });
});

describe("bad input", () => {
  const words = (count: number, word: string, end = "") => word.repeat(count) + end;

  test.each([
    ["nested groups", "(".repeat(10_000) + ")".repeat(10_000)],
    ["open groups", words(40_000, "(?:")],
    ["nested classes", `${"[".repeat(10_000)}a${"]".repeat(10_000)}`],
    ["intersections", `[${words(10_000, "a&&", "b]")}`],
  ])("%s overflow Java's compiler, and we say so", (_, pattern) => {
    expect(parse(pattern).problems[0]?.code).toBe("tooDeep");
  });

  test("as deep as Java can is no problem", () => {
    expect(parse(`${"(".repeat(900)}a${")*".repeat(900)}`).problems).toEqual([]);
  });

  test.each([
    ["100 KB of letters", words(100_000, "a")],
    ["50,000 alternatives", words(50_000, "a|")],
    ["quotes", words(30_000, "\\Q\\E")],
    ["a comment", `(?x)${words(100_000, "#")}`],
    ["a lone surrogate", "\ud83d"],
  ])("%s parse", (_, pattern) => {
    expect(parse(pattern).problems).toEqual([]);
  });

  test("a million alternatives are more than is read", () => {
    const { root, undecided } = parse(words(1_000_000, "a|"));
    expect([root.kind, undecided]).toEqual(["hole", "tooLong"]);
  });

  test.each(["*", ")", "\\p{", "\\N{", "x{", "(?<", "[z-a]", "\\x{"])(
    "%s a thousand times ends soon",
    (word) => {
      const { problems } = parse(word.repeat(10_000));
      expect(problems.length).toBeGreaterThan(0);
      expect(problems.length).toBeLessThanOrEqual(101);
    },
  );
});
