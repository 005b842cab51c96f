// Variables and macros of templates, each case in a string of JSON and in a document of its own.
import { describe, expect, test } from "vitest";
import {
  applyEdits,
  definitionAt,
  highlightsAt,
  referencesAt,
  renameAt,
  renameTargetAt,
} from "../../../server/src/service";
import { drawSelections, readCursor } from "../../support/marks";
import { SETTINGS } from "../../support/templates";

describe.each(SETTINGS)("$name", ({ open, write }) => {
  test.each([
    ["a variable", '#set($⟦a⟧ = "x")\n$⟦a⟧ ${⟦a⟧} $b $!⟦a⟧.b', '#set($a = "x")\n$‸a ${a} $b $!a.b'],
    [
      "in a string that is a template",
      '#set($⟦a⟧ = 1)#set($b = "$⟦a⟧ ${⟦a⟧}")',
      '#set($a = 1)#set($b = "$‸a ${a}")',
    ],
    ["not in one that is none", "#set($⟦a⟧ = 1)#set($b = '$a')", "#set($‸a = 1)#set($b = '$a')"],
    [
      "a loop's own",
      "$i#foreach($⟦i⟧ in $l)$⟦i⟧#end#foreach($i in $m)$i#end",
      "$i#foreach($i in $l)$‸i#end#foreach($i in $m)$i#end",
    ],
    [
      "a loop's own that a macro reads",
      "#macro(m)$⟦i⟧#end#foreach($⟦i⟧ in $l)#m()$⟦i⟧#end",
      "#macro(m)$i#end#foreach($i in $l)#m()$‸i#end",
    ],
    ["an argument of a macro", "$a#macro(m $⟦a⟧)$⟦a⟧#end#m($a)", "$a#macro(m $a)$‸a#end#m($a)"],
    ["a macro", "#⟦m⟧(1)#macro(⟦m⟧ $a)x#end#{⟦m⟧}", "#‸m(1)#macro(m $a)x#end#{m}"],
    ["after a hyphen, which is part of the name", "#set($⟦a-b⟧ = 1)$⟦a-b⟧ $a", "#set($a-b = 1)$a‸-b $a"],
    ["in broken text", "#if($x #set($⟦a⟧ = 1)$⟦a⟧", "#if($x #set($a = 1)$‸a"],
  ])("references: %s", (_, expected, marked) => {
    const { text, offset } = readCursor(write(marked));
    const found = referencesAt(open(text), offset, { includeDeclaration: true }).map(({ span }) => span);
    expect(drawSelections(text, found)).toBe(write(expected));
  });

  test.each([
    ["where it is set", "#set($⟦a⟧ = 1)$a#set($⟦a⟧ = 2)", "#set($a = 1)$‸a#set($a = 2)"],
    ["the loop", "#foreach($⟦i⟧ in $l)$i.b#end", "#foreach($i in $l)$‸i.b#end"],
    ["the macro", "#macro(⟦m⟧)x#end#m()", "#macro(m)x#end#m‸()"],
    ["a #define", "#define($⟦d⟧)x#end$d", "#define($d)x#end$‸d"],
    ["nowhere", "$input.body", "$‸input.body"],
  ])("definition: %s", (_, expected, marked) => {
    const { text, offset } = readCursor(write(marked));
    expect(drawSelections(text, definitionAt(open(text), offset)?.targets ?? [])).toBe(write(expected));
  });

  test.each([
    ["an #if and its parts", "⟦#if⟧($a)x⟦#elseif⟧($b)y⟦#{else}⟧z⟦#end⟧", "#if($a)x#else‸if($b)y#{else}z#end"],
    ["a loop", "⟦#foreach⟧($a in $b)#if(1 == 1)x#end⟦#end⟧", "#foreach($a in $b)#if(1 == 1)x#end#e‸nd"],
    ["a name", "#set($⟦a⟧ = 1)$⟦a⟧", "#set($a = 1)$‸a"],
  ])("highlights: %s", (_, expected, marked) => {
    const { text, offset } = readCursor(write(marked));
    expect(
      drawSelections(
        text,
        highlightsAt(open(text), offset).map(({ span }) => span),
      ),
    ).toBe(write(expected));
  });

  test.each([
    [
      "a variable",
      "#set($a = 1)$a.b ${a}",
      "#set($‸a = 1)$a.b ${a}",
      "order",
      "#set($order = 1)$order.b ${order}",
    ],
    ["with its sign", "", "#set($‸a = 1)$a", "$b", "#set($b = 1)$b"],
    ["from its sign", "", "#set(‸$a = 1)${a}", "b", "#set($b = 1)${b}"],
    ["from its sign with braces", "", "#set($a = 1)$‸!{a}", "b", "#set($b = 1)$!{b}"],
    ["a macro", "", "#macro(m)x#end#‸m()", "say", "#macro(say)x#end#say()"],
    [
      "API Gateway's",
      "",
      "$‸input.body",
      "x",
      "API Gateway or Velocity names this variable, so it cannot be renamed.",
    ],
    [
      "to API Gateway's",
      "",
      "#set($‸a = 1)",
      "util",
      "`$util` means something else in templates: choose another name.",
    ],
    [
      "to one that is there",
      "",
      "#set($‸a = 1)$b",
      "b",
      "The template has a variable `b` already: choose another name, or the two become one.",
    ],
    [
      "to what is no name",
      "",
      "#set($‸a = 1)",
      "1a",
      "A name in Velocity begins with a letter and goes on with letters and digits of ASCII, `_` and `-`.",
    ],
    [
      "what nothing sets",
      "",
      "$‸nothing",
      "x",
      "Nothing in this template gives it a value, so there is nothing to rename.",
    ],
    [
      "a member",
      "",
      "#set($a = 1)$a.‸b",
      "x",
      "In a template only variables and macros can be renamed: put the cursor on the name of one.",
    ],
  ])("rename: %s", (_, __, marked, name, expected) => {
    const { text, offset } = readCursor(write(marked));
    const answer = renameAt(open(text), offset, name);
    expect(answer.kind === "refused" ? answer.message : applyEdits(text, answer.edits)).toBe(
      answer.kind === "refused" ? expected : write(expected),
    );
  });

  test("the name alone is what is renamed", () => {
    const { text, offset } = readCursor(write("#set($a = 1)${‸a}"));
    const target = renameTargetAt(open(text), offset);
    expect(target.kind === "target" && text.slice(target.span.start, target.span.end)).toBe("a");
  });
});
