// What a string literal says, and where each of its characters stands.
// Invariant: `offsets` leads from the text to the outermost template, however deep the string lies in others.
import type { Offsets } from "./tree";

export interface StringSource {
  /** With its quotes. */
  readonly image: string;
  /** Where it stands in the text that is read. */
  readonly start: number;
  /** Where that text stands. */
  readonly offsets: Offsets;
}

export interface StringContent {
  readonly text: string;
  readonly quote: '"' | "'";
  readonly offsets: Offsets;
  /** Whether Velocity reads it as a template. */
  readonly interpolated: boolean;
}

export function outerOffset(offsets: Offsets, at: number, length: number): number {
  const within = Math.min(at, length);
  if (offsets.each === undefined) return offsets.start + within;
  return offsets.each[Math.min(within, offsets.each.length - 1)] ?? offsets.start;
}

export function stringContent(source: StringSource, textLength: number): StringContent {
  const { image, start } = source;
  const quote = image.charAt(0) === '"' ? '"' : "'";
  const inside = image.slice(1, -1);
  const interpolated = quote === '"' && (image.includes("$") || image.includes("#"));
  const isPlain = !inside.includes(quote) && !(quote === '"' && inside.includes("\\u"));
  if (isPlain && source.offsets.each === undefined) {
    const offsets: Offsets = { start: source.offsets.start + start + 1, each: undefined };
    return { text: inside, quote, offsets, interpolated };
  }
  const { text, at } = readEscapes(inside, quote);
  const each = at.map((offset) => outerOffset(source.offsets, start + 1 + offset, textLength));
  return { text, quote, offsets: { start: each[0] ?? start, each }, interpolated };
}

/** First `\uXXXX`, then doubled quotes, so that an escaped quote is halved with its neighbour as Velocity does. */
function readEscapes(inside: string, quote: '"' | "'"): { readonly text: string; readonly at: number[] } {
  const characters: string[] = [];
  const from: number[] = [];
  for (let at = 0; at < inside.length; at++) {
    const code = quote === '"' ? /^\\u([0-9A-Fa-f]{4})/.exec(inside.slice(at, at + 6))?.[1] : undefined;
    characters.push(code === undefined ? inside.charAt(at) : String.fromCharCode(Number.parseInt(code, 16)));
    from.push(at);
    if (code !== undefined) at += 5;
  }
  let text = "";
  const at: number[] = [];
  for (let index = 0; index < characters.length; index++) {
    text += characters[index];
    at.push(from[index] ?? 0);
    if (characters[index] === quote && characters[index + 1] === quote) index++;
  }
  at.push(inside.length);
  return { text, at };
}
