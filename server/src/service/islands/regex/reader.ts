// The characters of a pattern as Java reads them: code points, after `\Q…\E` was taken out, with a cursor.
// Invariant: an index past the end reads as 0, like Java's two terminating zeros, and every index has a span.
import type { DecodedText } from "../../text/decodedText";
import type { Span } from "../../text/span";
import { spanOf } from "../../text/span";
import { Flag, type Flags } from "./flags";

/** The characters of a pattern and where each stands: columns, for a pattern may have a million of them. */
interface Units {
  readonly codes: number[];
  readonly starts: number[];
  readonly ends: number[];
  readonly holes: number[];
}

export class PatternReader {
  readonly length: number;
  readonly quoteMarks: readonly Span[];
  readonly #codes: Int32Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #holes: ReadonlySet<number>;
  readonly #firstHole: number;
  readonly #comments: Span[] = [];
  #farthestComment = -1;
  cursor = 0;
  flags: Flags = 0;
  /** What stands at the end: Java puts a `}` there while it looks for the end of `\p{…`. */
  terminator = 0;

  constructor(text: DecodedText) {
    const { units, quoteMarks } = removeQuotes(unitsOf(text));
    this.length = units.codes.length;
    this.quoteMarks = quoteMarks;
    this.#codes = Int32Array.from(units.codes);
    this.#starts = Int32Array.from(units.starts);
    this.#ends = Int32Array.from(units.ends);
    this.#holes = new Set(units.holes);
    this.#firstHole = units.holes[0] ?? Number.POSITIVE_INFINITY;
  }

  get comments(): readonly Span[] {
    return this.#comments;
  }

  /** Whether what was read so far depends on a hole: then an error need not be one. */
  get hasPassedHole(): boolean {
    return this.cursor > this.#firstHole;
  }

  get atHole(): boolean {
    return this.#holes.has(this.cursor);
  }

  get atEnd(): boolean {
    return this.cursor >= this.length;
  }

  has(flag: Flags): boolean {
    return (this.flags & flag) !== 0;
  }

  codeAt(index: number): number {
    return index === this.length ? this.terminator : (this.#codes[index] ?? 0);
  }

  isHoleAt(index: number): boolean {
    return this.#holes.has(index);
  }

  /** The span of the characters from one index up to another. */
  span(from: number, to: number): Span {
    // Behind the last character, not behind a `\E` that may follow it and was taken out.
    const last = this.#ends[this.length - 1] ?? 0;
    const start = this.#starts[from] ?? last;
    const end = to > from ? (this.#ends[to - 1] ?? last) : start;
    return spanOf(start, Math.max(start, end));
  }

  text(from: number, to: number): string {
    let result = "";
    for (let at = from; at < to; at++) {
      result += String.fromCodePoint(this.codeAt(at));
    }
    return result;
  }

  peek(): number {
    if (this.has(Flag.comments)) {
      this.#passComments();
    }
    return this.codeAt(this.cursor);
  }

  read(): number {
    const code = this.peek();
    this.cursor++;
    return code;
  }

  /** Goes on by one character and peeks the next. */
  next(): number {
    this.cursor++;
    return this.peek();
  }

  nextRaw(): number {
    this.cursor++;
    return this.codeAt(this.cursor);
  }

  /** Passes the character here and the next, comments not looked for, and answers the latter. */
  skip(): number {
    this.cursor += 2;
    return this.codeAt(this.cursor - 1);
  }

  #passComments(): void {
    const start = this.cursor;
    for (;;) {
      const code = this.codeAt(this.cursor);
      if (isSpace(code)) {
        this.cursor++;
      } else if (code === 0x23) {
        this.#passLine();
      } else {
        break;
      }
    }
    if (this.cursor > start && start > this.#farthestComment) {
      this.#farthestComment = this.cursor - 1;
      this.#comments.push(this.span(start, Math.min(this.cursor, this.length)));
    }
  }

  /** To the end of the line, which is also a NUL character. */
  #passLine(): void {
    this.cursor++;
    for (;;) {
      const code = this.codeAt(this.cursor);
      if (code === 0 || this.#isLineEnd(code)) {
        break;
      }
      this.cursor++;
    }
    if (this.codeAt(this.cursor) === 0 && this.cursor > this.length) {
      this.cursor = this.length;
    }
  }

  #isLineEnd(code: number): boolean {
    return (
      code === 10 || (!this.has(Flag.unixLines) && (code === 13 || code === 0x85 || (code | 1) === 0x2029))
    );
  }
}

export function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 9 && code <= 13);
}

export function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function hexValue(code: number): number {
  return isDigit(code)
    ? code - 0x30
    : (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66)
      ? (code & 0xf) + 9
      : -1;
}

function unitsOf(text: DecodedText): Units {
  const { value } = text;
  const holeStarts = new Set(text.pieces.filter((piece) => piece.kind === "hole").map((piece) => piece.at));
  const units: Units = { codes: [], starts: [], ends: [], holes: [] };
  for (let start = 0; start < value.length; ) {
    const code = value.codePointAt(start) ?? 0;
    const end = start + (code > 0xffff ? 2 : 1);
    add(units, code, start, end, holeStarts.has(start));
    start = end;
  }
  return units;
}

function add(units: Units, code: number, start: number, end: number, isHole: boolean): void {
  if (isHole) {
    units.holes.push(units.codes.length);
  }
  units.codes.push(code);
  units.starts.push(start);
  units.ends.push(end);
}

const BACKSLASH = 0x5c;

/**
 * Takes `\Q…\E` out as Java does, before anything else is read: what was quoted is escaped one by one. A digit
 * right after `\Q` becomes `\x3N`, so that no escape before the quote can take it in.
 */
function removeQuotes(units: Units): { readonly units: Units; readonly quoteMarks: readonly Span[] } {
  const { codes, starts, ends } = units;
  const first = firstQuote(codes);
  if (first === undefined) {
    return { units, quoteMarks: [] };
  }
  const holes = new Set(units.holes);
  const markAt = (at: number) => spanOf(starts[at] ?? 0, ends[at + 1] ?? 0);
  const result: Units = {
    codes: codes.slice(0, first),
    starts: starts.slice(0, first),
    ends: ends.slice(0, first),
    holes: units.holes.filter((hole) => hole < first),
  };
  const keep = (at: number, as = codes[at] ?? 0) =>
    add(result, as, starts[at] ?? 0, ends[at] ?? 0, holes.has(at) && as === codes[at]);
  const quoteMarks = [markAt(first)];
  let isQuoted = true;
  let isFirst = true;
  for (let at = first + 2; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (holes.has(at) || code >= 128 || isLetter(code)) {
      keep(at);
    } else if (isDigit(code)) {
      if (isFirst) {
        keep(at, BACKSLASH);
        keep(at, 0x78);
        keep(at, 0x33);
      }
      keep(at);
    } else if (code !== BACKSLASH) {
      if (isQuoted) {
        keep(at, BACKSLASH);
      }
      keep(at);
    } else if (isQuoted) {
      if (codes[at + 1] === 0x45) {
        quoteMarks.push(markAt(at));
        at++;
        isQuoted = false;
      } else {
        keep(at);
        keep(at);
      }
    } else if (codes[at + 1] === 0x51) {
      quoteMarks.push(markAt(at));
      at++;
      isQuoted = true;
      isFirst = true;
      continue;
    } else {
      keep(at);
      if (at + 1 < codes.length) {
        at++;
        keep(at);
      }
    }
    isFirst = false;
  }
  return { units: result, quoteMarks };
}

function firstQuote(codes: readonly number[]): number | undefined {
  for (let at = 0; at < codes.length - 1; ) {
    if (codes[at] !== BACKSLASH) {
      at++;
    } else if (codes[at + 1] === 0x51) {
      return at;
    } else {
      at += 2;
    }
  }
  return undefined;
}
