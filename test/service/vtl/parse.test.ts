// The tree of templates, its spans, and what follows the first error.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseVtl, parseVtlText, refusedFor } from "../../../server/src/service/islands/vtl";
import type { Broken, Expression, Statement, Step } from "../../../server/src/service/islands/vtl/tree";
import { DecodedText, HOLE, type Piece } from "../../../server/src/service/text/decodedText";
import type { Span } from "../../../server/src/service/text/span";
import { spanOf } from "../../../server/src/service/text/span";
import { recordedRows } from "./recorded";

/** The kinds of the statements with the text each of them spans. */
function drawn(template: string): readonly string[] {
  const { children } = parseVtlText(template).template;
  return children.map((child) => `${child.kind} ${template.slice(child.span.start, child.span.end)}`);
}

function problemsOf(template: string): readonly string[] {
  return parseVtlText(template).problems.map(({ kind, span, velocity: { position } }) =>
    `${kind} ${position?.line}:${position?.column} ${template.slice(span.start, span.end)}`.trimEnd(),
  );
}

describe("statements", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["a $b.c d", ["text a ", "reference $b.c", "text  d"]],
    ["$!{a.b(1)[2]}x", ["reference $!{a.b(1)[2]}", "text x"]],
    ["#set( $a = 1 )\nx", ["set #set( $a = 1 )", "text x"]],
    ["#if($a)x#{else}y#end z", ["if #if($a)x#{else}y#end", "text  z"]],
    ["#foreach($x in $y)$x#end", ["directive #foreach($x in $y)$x#end"]],
    ["a## c\nb", ["text a", "comment ## c\n", "text b"]],
    ["#* c *#b", ["comment #* c *#", "text b"]],
    ["#[[ $x ]]#", ["text #[[ $x ]]#"]],
    ["#foo(1 2)", ["directive #foo(1 2)"]],
    ["$a-$b", ["reference $a-", "reference $b"]],
    ["\\$a\\#if", ["reference \\$a", "text \\#if"]],
  ];
  test.each(cases)("%j", (template, expected) => {
    expect(parseVtlText(template).problems).toEqual([]);
    expect(drawn(template)).toEqual(expected);
  });
});

describe("recovery", () => {
  test.each([
    ["#if($a = 1)x#end #if($b = 2)y#end", ["unexpected 1:8 =", "unexpected 1:25 ="]],
    ["#set($a = )\n#set($b = 2)\n#set($c = ])", ["unexpected 1:11 )\n", "unexpected 3:11 ]"]],
    ["#end\n#if($a)x#end\n#else", ["stray 1:1 #end", "stray 3:1 #else"]],
    ['#if($a == "x)\nb\n#end\n${c', ["lexical 4:4", "unclosed"]],
    ["#foreach($x in $y z)a#end#end", ["argument 1:9 z", "stray 1:26 #end"]],
    ["#if($a)x", ["unclosed 1:8"]],
    ['#set($a = "${b")x #set($c = $d e)', ["unexpected 1:32 e"]],
    ["\t#if($a", ["unclosed 1:14"]],
    ["#set($a = '${b c}') #set($d = \"#if\")", ["string 1:31"]],
  ] as const)("%j", (template, expected) => {
    const found = problemsOf(template);
    for (const [index, start] of expected.entries())
      expect(found[index] ?? "nothing").toContain(start.trim());
  });

  test("what stands in a string is found in the string", () => {
    const template = '{"a": #set($x = "a ""q"" ${b c}")}';
    const [problem] = parseVtlText(template).problems;
    expect(problem?.kind).toBe("string");
    expect(template.slice(problem?.span.start, problem?.span.end)).toContain(" c}");
  });

  test.each(["#parse()", "#parse", "#foreach($i)x#end", "#foreach()x#end"])(
    "%s is wrong where it never runs",
    (directive) => {
      const { problems } = parseVtlText(`#if($f)${directive}#end`);
      expect(problems.map(({ kind }) => kind)).toEqual(["missingArgument"]);
      expect(refusedFor(problems)).toBeUndefined();
    },
  );

  test("an unclosed block names its opener", () => {
    const template = "x #foreach($a in $b) y";
    const [problem] = parseVtlText(template).problems;
    expect(template.slice(problem?.opener?.start, problem?.opener?.end)).toBe("#foreach");
  });
});

describe("holes", () => {
  function withHoles(value: string) {
    const pieces: Piece[] = [];
    for (let at = 0; at < value.length; at++) {
      const source = spanOf(at, at + 1);
      if (value.charAt(at) === HOLE) pieces.push({ kind: "hole", at, length: 1, source });
      else pieces.push({ kind: "literal", at, length: 1, source });
    }
    return parseVtl(new DecodedText(value, pieces, 0, (text) => text));
  }

  test.each([
    `a ${HOLE} b`,
    `#if($a == ${HOLE})x#end`,
    `#set($a = ${HOLE})`,
    `$a.get(${HOLE})`,
    `$a[${HOLE}]`,
    `$${HOLE}.b`,
    `${HOLE}#end`,
    `#if(${HOLE}`,
    `#foreach($x in ${HOLE})$x#end`,
  ])("%j raises nothing", (value) => {
    expect(withHoles(value).problems).toEqual([]);
  });

  test("an error elsewhere is still one", () => {
    expect(withHoles(`${HOLE}\n#if($a = 1)x#end`).problems.map(({ kind }) => kind)).toEqual(["unexpected"]);
  });
});

describe("spans", () => {
  const rows = recordedRows(
    "velocity-1.7-syntax.jsonl",
    "velocity-1.7-render.jsonl",
    "velocity-1.7-render-long.jsonl",
  );

  test("nest in every recorded template", () => {
    for (const { template } of rows) {
      const { template: tree, problems } = parseVtlText(template);
      const whole = spanOf(0, template.length);
      expect(tree.span).toEqual(whole);
      for (const child of tree.children) checkNested(child, whole, template);
      for (const { span } of problems) checkInside(span, whole, template);
    }
  });

  test("every prefix of every probe is read", () => {
    for (const { template } of recordedRows("velocity-1.7-syntax.jsonl", "velocity-1.7-render.jsonl")) {
      for (let end = 0; end <= template.length; end++) parseVtlText(template.slice(0, end));
    }
  });

  test("any text is read", () => {
    const pieces = [
      "#",
      "$",
      "{",
      "}",
      "(",
      ")",
      "[",
      "]",
      '"',
      "'",
      "\\",
      "\n",
      "\r",
      "\t",
      " ",
      "if",
      "end",
      "set",
    ];
    const soup = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(soup, (parts) => {
        const text = parts.join("");
        for (const { span } of parseVtlText(text).problems) checkInside(span, spanOf(0, text.length), text);
      }),
      { numRuns: 500 },
    );
  });
});

function checkInside(span: Span, outer: Span, text: string): void {
  const fits = outer.start <= span.start && span.start <= span.end && span.end <= outer.end;
  if (!fits)
    throw new Error(`${JSON.stringify(span)} leaves ${JSON.stringify(outer)} in ${JSON.stringify(text)}`);
}

function checkNested(node: Statement | Expression | Step | Broken, outer: Span, text: string): void {
  checkInside(node.span, outer, text);
  for (const child of childrenOf(node)) checkNested(child, node.span, text);
}

function childrenOf(node: Statement | Expression | Step): readonly (Statement | Expression | Step)[] {
  switch (node.kind) {
    case "reference":
      return node.steps;
    case "method":
      return node.args;
    case "index":
      return [node.index];
    case "set":
      return [node.target, node.value];
    case "if":
      return [
        ...node.branches.flatMap(({ condition, body }) => [condition, ...body.children]),
        ...(node.otherwise?.body.children ?? []),
      ];
    case "directive":
      return [...node.args, ...(node.body?.children ?? [])];
    case "string":
      return node.template?.children ?? [];
    case "list":
      return node.items;
    case "range":
      return [node.from, node.to];
    case "map":
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case "operation":
      return [node.first, ...node.rest.map(({ operand }) => operand)];
    case "not":
      return [node.operand];
    case "group":
      return [node.expression];
    default:
      return [];
  }
}
