// `#end` behind a head whose `)` was just typed, in a string of JSON and in a template that stands alone.
import { describe, expect, test } from "vitest";
import type { Analysis } from "../../../server/src/service";
import { typedClosing } from "../../../server/src/service";
import { applyEdits } from "../../../server/src/service/text/textEdit";
import { ownDocument, templateDocument } from "../../support/documents";
import { readCursor } from "../../support/marks";

const SETTINGS: readonly {
  readonly name: string;
  readonly open: (text: string) => Analysis;
  readonly write: (template: string) => string;
}[] = [
  { name: "alone", open: templateDocument, write: (template) => template },
  {
    name: "in a string",
    open: ownDocument,
    write: (template) =>
      JSON.stringify({ responseTemplates: { "application/json": template } }, undefined, 2),
  },
];

/** The document after the edits; the cursor stays where it is. */
function checkTyped(open: (text: string) => Analysis, typed: string, expected: string): void {
  const { text, offset } = readCursor(typed);
  const after = applyEdits(text, typedClosing(open(text), offset));
  expect(`${after.slice(0, offset)}‸${after.slice(offset)}`).toBe(expected);
}

describe.each(SETTINGS)("$name", ({ open, write }) => {
  test.each([
    ["#if($a)‸", "#if($a)‸#end"],
    ["#{if}($a)‸", "#{if}($a)‸#end"],
    ["#foreach($a in $b)‸", "#foreach($a in $b)‸#end"],
    ["#macro(say $a)‸", "#macro(say $a)‸#end"],
    ["#define($a)‸", "#define($a)‸#end"],
    ["#if($a.b() && ($c))‸\n", "#if($a.b() && ($c))‸#end\n"],
    ['{ "a": "é\t#if($a)‸" }', '{ "a": "é\t#if($a)‸#end" }'],
    ['{ "a": 1#if($a)‸ \r\n}', '{ "a": 1#if($a)‸#end \r\n}'],
    ["[#if($a)‸]", "[#if($a)‸#end]"],
    ["#foreach($a in $b)\n  #if($a)‸\n#end", "#foreach($a in $b)\n  #if($a)‸#end\n#end"],
    ["#foreach($a in $b)#if($a)‸#end", "#foreach($a in $b)#if($a)‸#end#end"],
    ["#if($a)\n  #if($b)‸\n#else\n#end", "#if($a)\n  #if($b)‸#end\n#else\n#end"],
    ["#if($a)#if($b)‸", "#if($a)#if($b)‸#end"],
  ])("is written: %j", (typed, expected) => checkTyped(open, write(typed), write(expected)));

  test.each([
    ["an #end follows that nothing else needs", "#if($a)‸\n  $a\n#end"],
    ["one follows on the line", "#if($a)‸#end"],
    ["an #else and an #end follow", "#if($a)‸\n#else\n#end"],
    ["it was written already", "#foreach($a in $b)#if($a)‸#end#end"],
    ["a call inside of the head was closed", "#if($a.b()‸"],
    ["a call inside of the head was closed, and the head stands", "#if($a.b()‸)"],
    ["the directive has no block", "#set($a = $b)‸"],
    ["a branch needs none", "#if($a)#elseif($b)‸"],
    ["a call of a macro", "#macro(say $a)$a#end#say($b)‸"],
    ["text", "(a)‸"],
    ["a comment", "## #if($a)‸"],
    ["a text that is printed as it stands", "#[[ #if($a)‸ ]]#"],
    ["an escaped directive", "\\#if($a)‸"],
    ["something follows that the block is to go around", "#if($a)‸ some text"],
    ["something follows at once", "#if($a)‸$a"],
    ["the cursor is elsewhere", "#if($a‸)"],
    ["the head is broken", "#if($a =)‸"],
  ])("is left: %s", (_, typed) => checkTyped(open, write(typed), write(typed)));
});

test.each([
  ['{ "responseTemplates": { "a/b": "#if($a)‸'],
  ['{ "responseTemplates": { "a/b": "#if($a)‸\n} }'],
  ['{ "responseTemplates": { "#if($a)‸": "" } }'],
  ['{ "selectionPattern": "#if($a)‸" }'],
  ["‸"],
])("elsewhere, and in a string that is not closed, nothing is written: %j", (typed) =>
  checkTyped(ownDocument, typed, typed),
);
