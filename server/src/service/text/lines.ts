// Where the lines of a text start. Line ends are LF, CRLF and CR, as in LSP.
import { applyEdits, type TextEdit } from "./textEdit";

export interface LinePosition {
  /** Zero-based. */
  readonly line: number;
  /** Zero-based, in UTF-16 code units from the line's start. */
  readonly column: number;
}

export class Lines {
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(text: string, starts: readonly number[] = lineStarts(text)) {
    this.text = text;
    this.#starts = starts;
  }

  /** The lines after an edit. Only what it touched is read again, the rest is moved. */
  edited(edit: TextEdit): Lines {
    const { start, end } = edit.span;
    const text = applyEdits(this.text, [edit]);
    const shift = edit.newText.length - (end - start);
    // A line end at `start - 1` may be a CR whose LF came or went, so the line at `start` is found anew.
    const kept = Math.max(1, this.#countUpTo(start - 1));
    const starts = this.#starts.slice(0, kept);
    addLineStarts(starts, text, Math.max(0, start - 1), start + edit.newText.length);
    for (let line = this.#countUpTo(end); line < this.count; line++) {
      starts.push((this.#starts[line] ?? 0) + shift);
    }
    return new Lines(text, starts);
  }

  get count(): number {
    return this.#starts.length;
  }

  /** The offset of a line's first character; the text's length for a line past the end. */
  startOf(line: number): number {
    return line < 0 ? 0 : (this.#starts[line] ?? this.text.length);
  }

  /** The offset after a line's last character, its line end not counted. */
  endOf(line: number): number {
    let end = line + 1 < this.count ? this.startOf(line + 1) : this.text.length;
    const start = this.startOf(line);
    while (end > start && isLineEnd(this.text.charCodeAt(end - 1))) {
      end--;
    }
    return end;
  }

  positionAt(offset: number): LinePosition {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    const line = this.#countUpTo(clamped) - 1;
    return { line, column: clamped - this.startOf(line) };
  }

  offsetAt(position: LinePosition): number {
    if (position.line < 0) {
      return 0;
    }
    if (position.line >= this.count) {
      return this.text.length;
    }
    const start = this.startOf(position.line);
    return Math.min(start + Math.max(0, position.column), this.endOf(position.line));
  }

  /** How many lines start at the offset or before it. */
  #countUpTo(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  addLineStarts(starts, text, 0, text.length);
  return starts;
}

/** Adds the starts that follow a line end in the given stretch of the text. */
function addLineStarts(starts: number[], text: string, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) {
      starts.push(at + 1);
    }
  }
}
