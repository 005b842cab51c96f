// Offsets into a text to positions on the wire and back, in the encoding that was negotiated.
// Invariant: any number is a place in the text, and a place inside a character is that character's start.
import type { Position, Range } from "vscode-languageserver";
import type { Lines, Span } from "../service";

export type Encoding = "utf-8" | "utf-16" | "utf-32";

/** The positions of one version of a text. */
export class Positions {
  readonly #lines: Lines;
  readonly #encoding: Encoding;
  /** By line: how many encoded units stand before each chunk of it. For long lines only. */
  readonly #tables = new Map<number, readonly number[]>();

  constructor(lines: Lines, encoding: Encoding) {
    this.#lines = lines;
    this.#encoding = encoding;
  }

  /** Those of another text, in the same encoding. */
  of(lines: Lines): Positions {
    return new Positions(lines, this.#encoding);
  }

  at(offset: number): Position {
    const { line, column } = this.#lines.positionAt(offset);
    return { line, character: this.#encoding === "utf-16" ? column : this.#encoded(line, column) };
  }

  range({ start, end }: Span): Range {
    return { start: this.at(start), end: this.at(end) };
  }

  offset({ line, character }: Position): number {
    const atLine = whole(line);
    const atCharacter = whole(character);
    return this.#encoding === "utf-16" || atLine < 0 || atLine >= this.#lines.count
      ? this.#lines.offsetAt({ line: atLine, column: atCharacter })
      : this.#decoded(atLine, atCharacter);
  }

  /** The span of a range, whichever of its ends comes first. */
  span(range: Range): Span {
    const one = this.offset(range.start);
    const other = this.offset(range.end);
    return { start: Math.min(one, other), end: Math.max(one, other) };
  }

  /** The encoded units of a line before a column. */
  #encoded(line: number, column: number): number {
    const { text } = this.#lines;
    const start = this.#lines.startOf(line);
    const end = start + column - (splitsPair(text, start + column) ? 1 : 0);
    const chunk = column > CHUNK ? Math.floor((end - start) / CHUNK) : 0;
    const before = chunk === 0 ? 0 : (this.#tableOf(line)[chunk] ?? 0);
    return before + unitsIn(text, start + chunk * CHUNK, end, this.#encoding);
  }

  /** The offset of the character that the encoded unit of a line belongs to. */
  #decoded(line: number, unit: number): number {
    const { text } = this.#lines;
    const start = this.#lines.startOf(line);
    const end = this.#lines.endOf(line);
    let at = start;
    let units = 0;
    if (end - start > CHUNK) {
      const table = this.#tableOf(line);
      const chunk = lastNotAbove(table, unit);
      at = start + chunk * CHUNK;
      units = table[chunk] ?? 0;
    }
    while (at < end) {
      const next = units + unitsAt(text, at, this.#encoding);
      if (next > unit) {
        break;
      }
      units = next;
      at++;
    }
    return splitsPair(text, at) ? at - 1 : at;
  }

  #tableOf(line: number): readonly number[] {
    const known = this.#tables.get(line);
    if (known !== undefined) {
      return known;
    }
    const { text } = this.#lines;
    const end = this.#lines.endOf(line);
    const table: number[] = [];
    let units = 0;
    for (let at = this.#lines.startOf(line); at <= end; at += CHUNK) {
      table.push(units);
      units += unitsIn(text, at, Math.min(at + CHUNK, end), this.#encoding);
    }
    this.#tables.set(line, table);
    return table;
  }
}

const CHUNK = 1024;

function unitsIn(text: string, from: number, to: number, encoding: Encoding): number {
  let units = 0;
  for (let at = from; at < to; at++) {
    units += unitsAt(text, at, encoding);
  }
  return units;
}

/** What a UTF-16 unit adds. Of a surrogate pair the first adds all; a lone surrogate goes out as U+FFFD. */
function unitsAt(text: string, at: number, encoding: Encoding): number {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) {
    return 1;
  }
  if (splitsPair(text, at)) {
    return 0;
  }
  if (encoding === "utf-32") {
    return 1;
  }
  if (unit < 0x800) {
    return 2;
  }
  return splitsPair(text, at + 1) ? 4 : 3;
}

function splitsPair(text: string, at: number): boolean {
  return isLow(text.charCodeAt(at)) && isHigh(text.charCodeAt(at - 1));
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** The last index whose number is at most the given one; the numbers rise. */
function lastNotAbove(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= limit) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return Math.max(0, low - 1);
}

/** What is no number is none: clients have sent `null` and fractions. */
function whole(value: unknown): number {
  return typeof value === "number" && !Number.isNaN(value) ? Math.floor(value) : 0;
}
