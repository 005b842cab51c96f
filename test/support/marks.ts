// Marks in fixtures: `‸` is the cursor, `⟦ ⟧` a selection. A mark that is missing or one too many throws.
import type { Span } from "../../server/src/service";

export const CURSOR = "‸";
export const OPEN = "⟦";
export const CLOSE = "⟧";

/** The text without its one cursor, and where that stood. */
export function readCursor(marked: string): { readonly text: string; readonly offset: number } {
  const [before, after, ...more] = marked.split(CURSOR);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`A fixture has exactly one ${CURSOR}: ${marked}`);
  }
  return { text: before + after, offset: before.length };
}

/** The text without its selections, in the order of their beginnings. They may nest. There may be none. */
export function readSelections(marked: string): { readonly text: string; readonly spans: readonly Span[] } {
  let text = "";
  const spans: { start: number; end: number }[] = [];
  const open: { start: number; end: number }[] = [];
  for (const character of marked) {
    if (character === OPEN) {
      const span = { start: text.length, end: -1 };
      spans.push(span);
      open.push(span);
    } else if (character === CLOSE) {
      const span = open.pop();
      if (span === undefined) {
        throw new Error(`A ${CLOSE} without its ${OPEN}: ${marked}`);
      }
      span.end = text.length;
    } else {
      text += character;
    }
  }
  if (open.length > 0) {
    throw new Error(`A ${OPEN} without its ${CLOSE}: ${marked}`);
  }
  return { text, spans };
}

/** The text without its one selection. */
export function readSelection(marked: string): { readonly text: string; readonly span: Span } {
  const { text, spans } = readSelections(marked);
  const [span, ...more] = spans;
  if (span === undefined || more.length > 0) {
    throw new Error(`A fixture has exactly one ${OPEN} ${CLOSE} here: ${marked}`);
  }
  return { text, span };
}

/** The text with marks around the spans: the opposite of `readSelections`. */
export function drawSelections(text: string, spans: readonly Span[]): string {
  let drawn = "";
  for (let at = 0; at <= text.length; at++) {
    const closing = spans.filter(({ start, end }) => end === at && start < at);
    const opening = spans.filter(({ start }) => start === at).sort((a, b) => b.end - a.end);
    drawn += CLOSE.repeat(closing.length);
    drawn += opening.map(({ end }) => (end === at ? OPEN + CLOSE : OPEN)).join("");
    drawn += text.charAt(at);
  }
  return drawn;
}
