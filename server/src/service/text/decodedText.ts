// A value as the service will read it, with the way back to the source it was written in.
// Invariant: pieces lie end to end in `value`, and no two pieces share a source character.
import type { Span } from "./span";
import { spanOf } from "./span";
import type { TextEdit } from "./textEdit";

/**
 * A stretch of the value that the source spells out. It stands verbatim when both lengths agree;
 * otherwise it is one escape, which has no inside.
 */
export interface LiteralPiece {
  readonly kind: "literal";
  readonly at: number;
  readonly length: number;
  readonly source: Span;
}

/** A stretch of the source whose value is unknown. It takes one place in the value, written `HOLE`. */
export interface HolePiece {
  readonly kind: "hole";
  readonly at: number;
  readonly length: 1;
  readonly source: Span;
}

export type Piece = LiteralPiece | HolePiece;

/** What stands for a hole in the value. The character may also be real text: ask `holeAt`. */
export const HOLE = "\uFFFC";

export class DecodedText {
  readonly value: string;
  readonly pieces: readonly Piece[];
  /** Where the text begins in the source: its place when it is empty. */
  readonly sourceStart: number;
  readonly #encode: (text: string) => string;

  constructor(
    value: string,
    pieces: readonly Piece[],
    sourceStart: number,
    encode: (text: string) => string,
  ) {
    this.value = value;
    this.pieces = pieces;
    this.sourceStart = sourceStart;
    this.#encode = encode;
  }

  get sourceEnd(): number {
    return this.pieces.at(-1)?.source.end ?? this.sourceStart;
  }

  get hasHoles(): boolean {
    return this.pieces.some((piece) => piece.kind === "hole");
  }

  holeAt(offset: number): HolePiece | undefined {
    const piece = this.#pieceAt(offset);
    return piece?.kind === "hole" && piece.at === offset ? piece : undefined;
  }

  /**
   * The source offset of the character at a value offset. The end of the value is the end of the source.
   * An offset inside an escape, as between the halves of a surrogate pair, is the escape's start.
   */
  toSource(offset: number): number {
    if (offset >= this.value.length) {
      return this.sourceEnd;
    }
    const piece = this.#pieceAt(offset);
    if (piece === undefined) {
      return this.sourceStart;
    }
    return isVerbatim(piece) ? piece.source.start + (offset - piece.at) : piece.source.start;
  }

  /** The source of a span of the value: whole escapes and holes, never a part of one. */
  toSourceSpan(span: Span): Span {
    if (span.end <= span.start) {
      const at = this.toSource(span.start);
      return spanOf(at, at);
    }
    const last = this.#pieceAt(span.end - 1);
    const end =
      last === undefined
        ? this.sourceEnd
        : isVerbatim(last)
          ? last.source.start + (span.end - last.at)
          : last.source.end;
    return spanOf(this.toSource(span.start), end);
  }

  /** The value offset of a source offset; one inside an escape or hole is the offset of its start. */
  fromSource(sourceOffset: number): number {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const piece = this.pieces[middle];
      if (piece !== undefined && piece.source.end <= sourceOffset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const piece = this.pieces[low];
    if (piece === undefined) {
      return this.value.length;
    }
    if (sourceOffset <= piece.source.start || !isVerbatim(piece)) {
      return piece.at;
    }
    return piece.at + (sourceOffset - piece.source.start);
  }

  /** The edit of the source that replaces a span of the value, the new text written as the host format needs it. */
  edit(span: Span, newText: string): TextEdit {
    return { span: this.toSourceSpan(span), newText: this.#encode(newText) };
  }

  #pieceAt(offset: number): Piece | undefined {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const piece = this.pieces[middle];
      if (piece !== undefined && piece.at + piece.length <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.pieces[low];
  }
}

function isVerbatim(piece: Piece): boolean {
  return piece.kind === "literal" && piece.length === piece.source.end - piece.source.start;
}
