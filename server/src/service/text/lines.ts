// Where the lines of a text start. Line ends are LF, CRLF and CR, as in LSP.

export interface LinePosition {
  /** Zero-based. */
  readonly line: number;
  /** Zero-based, in UTF-16 code units from the line's start. */
  readonly column: number;
}

export class Lines {
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.#starts = lineStarts(text);
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
    let low = 0;
    let high = this.count;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.startOf(middle) <= clamped) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return { line: low, column: clamped - this.startOf(low) };
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
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) {
      starts.push(at + 1);
    }
  }
  return starts;
}
