// The inside of a JSON string: decoded on demand, with every escape that JSON does not know kept as written.
import type { Piece } from "../../text/decodedText";
import { DecodedText } from "../../text/decodedText";
import type { Span } from "../../text/span";
import { spanOf } from "../../text/span";
import type { StringNode, SyntaxProblem } from "../node";

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
const FOUR_HEX_DIGITS = /^[0-9a-fA-F]{4}$/;

/** A string token as a node. Decoding waits until somebody asks: most strings of a large file are never read. */
export class JsonString implements StringNode {
  readonly kind = "string";
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
  readonly quoted: boolean;
  readonly #source: string;
  #text: DecodedText | undefined;

  constructor(source: string, span: Span, closed: boolean, quoted: boolean) {
    this.#source = source;
    this.start = span.start;
    this.end = span.end;
    this.closed = closed;
    this.quoted = quoted;
  }

  get text(): DecodedText {
    this.#text ??= decodeJson(this.#source, this.content);
    return this.#text;
  }

  /** The span between the quotes. */
  get content(): Span {
    return spanOf(this.start + (this.quoted ? 1 : 0), this.end - (this.quoted && this.closed ? 1 : 0));
  }
}

/** Decodes the inside of a JSON string. An escape that JSON does not know stands for itself, backslash and all. */
export function decodeJson(source: string, content: Span): DecodedText {
  return isPlain(source, content) ? asWritten(source, content) : withoutEscapes(source, content);
}

function asWritten(source: string, { start, end }: Span): DecodedText {
  const length = end - start;
  const pieces: readonly Piece[] =
    length === 0 ? [] : [{ kind: "literal", at: 0, length, source: spanOf(start, end) }];
  return new DecodedText(source.slice(start, end), pieces, start, encodeJson);
}

function withoutEscapes(source: string, content: Span): DecodedText {
  const pieces: Piece[] = [];
  let value = "";
  let runStart = content.start;
  const endRun = (end: number): void => {
    if (end > runStart) {
      pieces.push({
        kind: "literal",
        at: value.length,
        length: end - runStart,
        source: spanOf(runStart, end),
      });
      value += source.slice(runStart, end);
    }
  };
  let at = backslashIn(source, content.start, content.end);
  while (at !== undefined) {
    const found = escapeAt(source, at, content.end);
    if (found === undefined) {
      at = backslashIn(source, at + 1, content.end);
      continue;
    }
    endRun(at);
    pieces.push({ kind: "literal", at: value.length, length: 1, source: spanOf(at, at + found.length) });
    value += found.value;
    runStart = at + found.length;
    at = backslashIn(source, runStart, content.end);
  }
  endRun(content.end);
  return new DecodedText(value, pieces, content.start, encodeJson);
}

/** Looks no further than the string, and at no character twice: the next backslash may be at the end of a large file. */
function backslashIn(source: string, from: number, end: number): number | undefined {
  for (let at = from; at < end; at++) {
    if (source.charCodeAt(at) === 92) {
      return at;
    }
  }
  return undefined;
}

/** What to write between the quotes of a JSON string so that it decodes to the text. */
export function encodeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Whether the inside of a string is written as it reads: then there is nothing to decode, and nothing amiss. */
export function isPlain(source: string, content: Span): boolean {
  for (let at = content.start; at < content.end; at++) {
    const unit = source.charCodeAt(at);
    if (unit < 32 || unit === 92) {
      return false;
    }
  }
  return true;
}

/** The escapes and raw control characters of a string that JSON forbids, one after the other: they may be many. */
export function* problemsInString(source: string, content: Span): Generator<SyntaxProblem, void> {
  for (let at = content.start; at < content.end; at++) {
    const unit = source.charCodeAt(at);
    if (unit < 32) {
      yield { code: "controlCharacter", span: spanOf(at, at + 1) };
    } else if (unit === 92) {
      const found = escapeAt(source, at, content.end);
      if (found === undefined) {
        yield { code: "invalidEscape", span: invalidEscapeSpan(source, at, content.end) };
      } else {
        at += found.length - 1;
      }
    }
  }
}

function escapeAt(source: string, at: number, end: number): { value: string; length: number } | undefined {
  if (at + 1 >= end) {
    return undefined;
  }
  const letter = source.charAt(at + 1);
  const simple = SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) {
    return { value: simple, length: 2 };
  }
  const digits = source.slice(at + 2, Math.min(at + 6, end));
  return letter === "u" && FOUR_HEX_DIGITS.test(digits)
    ? { value: String.fromCharCode(Number.parseInt(digits, 16)), length: 6 }
    : undefined;
}

/** The backslash with the character after it: a pair of surrogates is one character. */
function invalidEscapeSpan(source: string, at: number, end: number): Span {
  const codePoint = source.codePointAt(at + 1) ?? 0;
  return spanOf(at, Math.min(at + 1 + (codePoint > 0xffff ? 2 : 1), end));
}
