// Where Velocity says that a character stands: the line and column of its messages.
// Invariant: both count from one, and a tab moves on to the next multiple of eight.

export interface VelocityPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * The position of the character at an offset, or of the last character when the offset is past the end, since
 * that is where Velocity 1.7 reports the end of the text. Lines end after LF, CR and CRLF.
 */
export function velocityPosition(text: string, offset: number): VelocityPosition {
  const last = Math.min(offset, text.length - 1);
  let line = 1;
  let column = 0;
  let before = "";
  for (let at = 0; at <= last; at++) {
    const character = text.charAt(at);
    column++;
    if (before === "\n" || (before === "\r" && character !== "\n")) {
      line++;
      column = 1;
    }
    if (character === "\t") {
      column--;
      column += 8 - (column & 7);
    }
    before = character;
  }
  return { line, column };
}
