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
    checkItems(text, offset, [item]);
    const typed = text.slice(item.edit.span.start, offset).trim();
    expect(isFoundBy(typed, item.filterText), `${item.filterText} is found by ${typed}`).toBe(true);
    const after = expected.replaceAll(new RegExp(`[${CURSOR}${OPEN}${CLOSE}]`, "g"), "");
    expect(problems(open(after)), `${after} is no worse than ${text}`).toBeLessThanOrEqual(
      problems(open(text)),
    );
  }
}

/** Whatever is on offer somewhere is well made. */
export function checkItems(text: string, offset: number, items: readonly CompletionItemData[]) {
  const faults = items.flatMap((item) => faultOf(text, offset, item) ?? []);
  if (faults.length > 0) {
    expect.fail(`${faults.join("\n")}\nat ${offset} in ${text}`);
  }
}

/** What is wrong with an item anywhere: it stays in the cursor's line, holds the cursor, overlaps nothing of its own. */
function faultOf(text: string, offset: number, { label, edit, additionalEdits = [] }: CompletionItemData) {
  const { start, end } = edit.span;
  if (start > offset || end < offset || start < 0 || end > text.length) {
    return `${label} replaces ${start} to ${end}`;
  }
  if (/[\r\n]/.test(text.slice(start, end))) {
    return `${label} replaces more than a line`;
  }
  const overlapping = additionalEdits.find(({ span }) => span.end >= start && span.start <= end);
  return overlapping && `${label} edits its own place at ${overlapping.span.start}`;
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
