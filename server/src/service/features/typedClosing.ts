// The `#end` that is written behind `#if(…)`, `#foreach(…)` and their like once the `)` of their head is typed.
// Invariant: it is written only where the block has opened what nothing closes, and never a second time.
import type { Analysis } from "../analysis";
import { BLOCK_DIRECTIVES, parseVtlText, type Template, type VtlNode, walkTemplate } from "../islands/vtl";
import { placeAt, templateAt } from "../model/place";
import { spanOf } from "../text/span";
import { shiftEdit, type TextEdit } from "../text/textEdit";

/** `offset`: behind the character that was typed. */
export function typedClosing(analysis: Analysis, offset: number): readonly TextEdit[] {
  const cursor = templateAt(placeAt(analysis, offset));
  if (cursor === undefined || cursor.text.hasHoles || isBroken(cursor.block.content.tree)) {
    return [];
  }
  const { text, at, parsed, block } = cursor;
  const { value } = text;
  if (value.charAt(at - 1) !== ")" || !ROOM.test(value.slice(at, at + LONGEST_ROOM))) {
    return [];
  }
  const { template } = parsed();
  const head = headEndingAt(template, value, at);
  // A reader that mends what it reads may have closed the head itself.
  if (head === undefined || parseVtlText(`${value.slice(head.start, at)}#end`).problems.length > 0) {
    return [];
  }
  // Without the head, an `#end` that it has taken from another block is that one's again.
  const before = parseVtlText(value.slice(0, head.start) + value.slice(at)).template;
  return unclosedIn(template) > unclosedIn(before)
    ? [shiftEdit(text.edit(spanOf(at, at), "#end"), block.start)]
    : [];
}

/** Nothing more on the line, or what closes something: in front of anything else the block is to go around that. */
const ROOM = /^(?:[ \t]*(?:\r|\n|$)|[}\]),:"']|#\{?(?:end|else))/;
const LONGEST_ROOM = 1000;

function isBroken({ problems }: Analysis["blocks"][number]["content"]["tree"]): boolean {
  return problems.some(({ code }) => code === "unterminatedString");
}

function headEndingAt(template: Template, value: string, at: number): { readonly start: number } | undefined {
  let found: { readonly start: number } | undefined;
  walkTemplate(template, (node) => {
    if (node.span.start >= at || node.span.end < at) {
      return false;
    }
    const end = isBlock(node) ? headEnd(node) : undefined;
    if (end !== undefined && node.span.start + value.slice(node.span.start, end).trimEnd().length === at) {
      found = { start: node.span.start };
    }
    return undefined;
  });
  return found;
}

function isBlock(node: VtlNode): boolean {
  return node.kind === "if" || (node.kind === "directive" && BLOCK_DIRECTIVES.has(node.name));
}

function headEnd(node: VtlNode): number | undefined {
  return node.kind === "if"
    ? node.branches[0]?.body.span.start
    : node.kind === "directive"
      ? node.head?.end
      : undefined;
}

function unclosedIn(template: Template): number {
  let count = 0;
  walkTemplate(template, (node) => {
    count += isBlock(node) && "end" in node && node.end === undefined ? 1 : 0;
    return undefined;
  });
  return count;
}
