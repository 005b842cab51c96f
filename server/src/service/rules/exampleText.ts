// The text of an example without its marks `⟦ ⟧`, and findings drawn under a text with carets.
import { Lines } from "../text/lines";
import { type Span, spanOf } from "../text/span";

export function plainText(example: string): string {
  return example.replaceAll(/[⟦⟧]/g, "");
}

/** A text in which the long runs of one character, as of an example that is about size, are cut to a few and `…`. */
export function shortened(text: string): string {
  return text.replaceAll(/(.)\1{299,}/gsu, (_, character: string) => `${character.repeat(20)}…`);
}

/**
 * The lines of a text, each with carets below it for the spans that lie on it.
 * A run that is cut shifts what stands behind it, so an example has its marks before.
 */
export function drawCarets(text: string, spans: readonly Span[]): string {
  const lines = new Lines(text);
  const drawn: string[] = [];
  for (let line = 0; line < lines.count; line++) {
    const start = lines.startOf(line);
    const end = lines.endOf(line);
    const code = text.slice(start, end);
    const here = spans.flatMap((span) => partOnLine(span, start, end));
    drawn.push(shortened(code), ...(here.length === 0 ? [] : [caretLine(code, here)]));
  }
  return drawn.join("\n");
}

/** What of a span lies on a line, in columns. An empty span takes one, even behind the line's last. */
function partOnLine(span: Span, start: number, end: number): readonly Span[] {
  if (span.end <= span.start) {
    return start <= span.start && span.start <= end
      ? [spanOf(span.start - start, span.start - start + 1)]
      : [];
  }
  const from = Math.max(span.start, start);
  const to = Math.min(span.end, end);
  return from < to ? [spanOf(from - start, to - start)] : [];
}

/** Tabs stay tabs, so that carets stand below their characters however wide a tab is. */
function caretLine(code: string, columns: readonly Span[]): string {
  const width = Math.max(...columns.map(({ end }) => end));
  return Array.from({ length: width }, (_, column) => {
    const isMarked = columns.some(({ start, end }) => start <= column && column < end);
    return isMarked ? "^" : code.charAt(column) === "\t" ? "\t" : " ";
  }).join("");
}
