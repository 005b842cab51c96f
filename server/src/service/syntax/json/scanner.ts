// Cuts JSON text, legal or not, into tokens. Every character belongs to a token, a comment or white space.
import type { Span } from "../../text/span";

export type TokenKind = "{" | "}" | "[" | "]" | "," | ":" | "string" | "singleQuoted" | "word" | "end";

export interface Token extends Span {
  readonly kind: TokenKind;
  /** For strings and block comments: whether the closing mark is there. */
  readonly closed: boolean;
}

export interface Comment extends Span {
  readonly closed: boolean;
}

const PUNCTUATION = new Set<number>(Array.from("{}[],:", (character) => character.charCodeAt(0)));
const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;
const SLASH = 47;
const STAR = 42;
const LF = 10;
const CR = 13;
const BYTE_ORDER_MARK = 0xfeff;

export class Scanner {
  readonly comments: Comment[] = [];
  readonly #text: string;
  #at: number;

  constructor(text: string, from = 0) {
    this.#text = text;
    this.#at = from === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : from;
  }

  next(): Token {
    this.#skipTrivia();
    const start = this.#at;
    if (start >= this.#text.length) {
      return { kind: "end", start, end: start, closed: true };
    }
    const unit = this.#text.charCodeAt(start);
    if (PUNCTUATION.has(unit)) {
      this.#at++;
      return { kind: this.#text.charAt(start) as TokenKind, start, end: this.#at, closed: true };
    }
    if (unit === QUOTE || unit === APOSTROPHE) {
      const closed = this.#skipString(unit);
      return { kind: unit === QUOTE ? "string" : "singleQuoted", start, end: this.#at, closed };
    }
    this.#skipWord();
    return { kind: "word", start, end: this.#at, closed: true };
  }

  /** Whether a colon comes next, comments and white space aside. Reads nothing away. */
  colonFollows(): boolean {
    const at = this.#at;
    const comments = this.comments.length;
    this.#skipTrivia();
    const found = this.#text.charAt(this.#at) === ":";
    this.#at = at;
    this.comments.length = comments;
    return found;
  }

  #skipTrivia(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === 32 || unit === LF || unit === CR || unit === 9) {
        this.#at++;
      } else if (unit === SLASH && this.#text.charCodeAt(this.#at + 1) === SLASH) {
        const start = this.#at;
        this.#at = lineEndFrom(this.#text, start);
        this.comments.push({ start, end: this.#at, closed: true });
      } else if (unit === SLASH && this.#text.charCodeAt(this.#at + 1) === STAR) {
        const start = this.#at;
        const close = this.#text.indexOf("*/", start + 2);
        this.#at = close < 0 ? this.#text.length : close + 2;
        this.comments.push({ start, end: this.#at, closed: close >= 0 });
      } else {
        return;
      }
    }
  }

  /** Leaves the place after the closing quote, or at the end of the line where there is none. */
  #skipString(quote: number): boolean {
    this.#at++;
    while (this.#at < this.#text.length) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === LF || unit === CR) {
        return false;
      }
      this.#at++;
      if (unit === quote) {
        return true;
      }
      if (unit === BACKSLASH && !isLineEnd(this.#text.charCodeAt(this.#at)) && this.#at < this.#text.length) {
        this.#at++;
      }
    }
    return false;
  }

  #skipWord(): void {
    this.#at++;
    while (this.#at < this.#text.length && !this.#endsWord(this.#text.charCodeAt(this.#at))) {
      this.#at++;
    }
  }

  #endsWord(unit: number): boolean {
    if (unit === 32 || unit === LF || unit === CR || unit === 9 || unit === QUOTE || PUNCTUATION.has(unit)) {
      return true;
    }
    const after = this.#text.charCodeAt(this.#at + 1);
    return unit === SLASH && (after === SLASH || after === STAR);
  }
}

function isLineEnd(unit: number): boolean {
  return unit === LF || unit === CR;
}

function lineEndFrom(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) {
    at++;
  }
  return at;
}
