// The only code that asks for completions: accepts one and compares the document, or compares the list.
import { expect } from "vitest";
import { type Analysis, type CompletionItemData, completionsAt } from "../../server/src/service";
import { accept } from "./accept";
import { ownDocument } from "./documents";
import { CLOSE, CURSOR, OPEN, readCursor } from "./marks";

/** Accepting the completion of that label turns the first document into the second. */
export function checkCompletion(
  marked: string,
  label: string,
  expected: string,
  open: (text: string) => Analysis = ownDocument,
) {
  const { text, offset } = readCursor(marked);
  const found = completionsAt(open(text), offset).items.filter((item) => item.label === label);
  expect(
    found.map((item) => accept(text, item)),
    `${marked} with ${label}`,
  ).toEqual([expected]);
  for (const item of found) {
    checkItem(text, offset, item);
    const typed = text.slice(item.edit.span.start, offset).trim();
    expect(isFoundBy(typed, item.filterText), `${item.filterText} is found by ${typed}`).toBe(true);
    const after = expected.replaceAll(new RegExp(`[${CURSOR}${OPEN}${CLOSE}]`, "g"), "");
    expect(problems(open(after)), `${after} is no worse than ${text}`).toBeLessThanOrEqual(
      problems(open(text)),
    );
  }
}

/** What holds of every item: it stays in the cursor's line, holds the cursor and overlaps nothing of its own. */
export function checkItem(text: string, offset: number, { edit, additionalEdits = [] }: CompletionItemData) {
  expect(edit.span.start).toBeLessThanOrEqual(offset);
  expect(edit.span.end).toBeGreaterThanOrEqual(offset);
  expect(edit.span.start).toBeGreaterThanOrEqual(0);
  expect(edit.span.end).toBeLessThanOrEqual(text.length);
  expect(text.slice(edit.span.start, edit.span.end)).not.toMatch(/[\r\n]/);
  for (const { span } of additionalEdits) {
    expect(span.end < edit.span.start || span.start > edit.span.end).toBe(true);
  }
}

/** As editors filter: the characters typed, in their order. */
function isFoundBy(typed: string, filter: string): boolean {
  let at = 0;
  for (const character of filter.toLowerCase()) {
    at += character === typed.toLowerCase().charAt(at) ? 1 : 0;
  }
  return at >= typed.length;
}

function problems(analysis: Analysis): number {
  return analysis.blocks.reduce((sum, block) => sum + block.content.tree.problems.length, 0);
}

/** The labels on offer, in their order, as far as the given number. */
export function checkOffers(
  marked: string,
  expected: readonly string[],
  open: (text: string) => Analysis = ownDocument,
) {
  const labels = offered(marked, open);
  expect(labels.slice(0, expected.length), marked).toEqual(expected);
}

export function checkOffersNot(marked: string, ...unwanted: readonly string[]) {
  const labels = offered(marked);
  expect(labels.filter((label) => unwanted.includes(label))).toEqual([]);
}

export function checkOffersNothing(marked: string, open: (text: string) => Analysis = ownDocument) {
  expect(offered(marked, open), marked).toEqual([]);
}

export function offered(marked: string, open: (text: string) => Analysis = ownDocument): readonly string[] {
  const { text, offset } = readCursor(marked);
  const { items } = completionsAt(open(text), offset);
  return items
    .map((item, order) => ({ item, order }))
    .sort((a, b) =>
      a.item.sortText < b.item.sortText ? -1 : a.item.sortText > b.item.sortText ? 1 : a.order - b.order,
    )
    .map(({ item }) => item.label);
}
