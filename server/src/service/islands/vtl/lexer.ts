// Velocity 1.7's token manager: characters into tokens, one at a time, as its parser asks for them.
// Invariant: a token is the longest match of the current state, and asking again after the end gives `eof`.
import type { LexicalState, Token, TokenKind } from "./token";
import { Characters, type Holes, matchMore, matchToken, type TokenMatch } from "./tokenMatch";

/** A place where no token of the current state can start: Velocity's "Lexical error". */
export interface LexicalFailure {
  readonly kind: "lexical";
  /** Where the token would have started. */
  readonly start: number;
  /** The last character that was looked at. */
  readonly at: number;
  /** The text ended while the token was looked for. */
  readonly atEnd: boolean;
}

interface StackedState {
  readonly state: LexicalState;
  readonly opened: number;
  readonly closed: number;
}

export class Lexer {
  readonly text: string;
  readonly #characters: Characters;
  #at: number;
  #state: LexicalState = "text";
  #stack: StackedState[] = [];
  #opened = 0;
  #closed = 0;
  #inComment = false;
  #inSet = false;

  constructor(text: string, holes: Holes) {
    this.text = text;
    this.#characters = new Characters(text, holes);
    this.#at = 0;
  }

  /** Where the next token will be looked for. */
  get offset(): number {
    return this.#at;
  }

  /** Goes on in plain text at an offset: what the parser does after an error. */
  resume(offset: number): void {
    this.#at = offset;
    this.#state = "text";
    this.#stack = [];
    this.#opened = 0;
    this.#closed = 0;
    this.#inComment = false;
    this.#inSet = false;
  }

  /** The name of a directive has been read: its head follows. */
  enterDirective(): void {
    this.#state = "directive";
  }

  /** What looked like a directive has no head after all. */
  leaveDirective(): void {
    this.#pop();
  }

  leaveSet(): void {
    this.#inSet = false;
  }

  /** Whether the next character that is not blank is a `(`. */
  parenthesisFollows(): boolean {
    for (let at = this.#at; at < this.text.length; at++) {
      const character = this.text.charAt(at);
      if (character === "(") return true;
      if (character !== " " && character !== "\n" && character !== "\r" && character !== "\t") return false;
    }
    return false;
  }

  next(): Token | LexicalFailure {
    const skipped: string[] = [];
    let start = this.#at;
    let from = start;
    while (true) {
      if (from >= this.text.length) {
        return from > start ? this.#failure(start, from - 1) : this.#token("eof", start, start, skipped);
      }
      const more = matchMore(this.#state, this.#characters, from);
      const match = matchToken(this.#state, this.#characters, from);
      if (more !== undefined && more.length >= match.length) {
        from += more.length;
        if (!this.#inComment) from -= this.#enter(more.kind);
        continue;
      }
      const { kind } = match;
      switch (kind) {
        case "none":
          return this.#failure(start, Math.min(from + match.read, this.text.length) - 1);
        case "terminator":
          skipped.push(this.text.slice(start, from + 1));
          this.#pop();
          start = from;
          break;
        case "commented":
          start = from + match.length;
          from = start;
          break;
        case "blocked":
          from += match.length;
          break;
        default:
          return this.#take(kind, match, start, from, skipped);
      }
    }
  }

  #take(kind: TokenKind, match: TokenMatch, start: number, from: number, skipped: readonly string[]): Token {
    const keeps = kind === "dot" ? 1 : kind === "integer" ? match.read : match.length;
    this.#at = from + keeps;
    this.#act(kind);
    return this.#token(kind, start, this.#at, skipped);
  }

  #token(kind: TokenKind, start: number, end: number, skipped: readonly string[]): Token {
    this.#at = end;
    const image = kind === "dot" ? "." : this.text.slice(start, end);
    return { kind, start, end, image, skipped, next: undefined };
  }

  #failure(start: number, at: number): LexicalFailure {
    return { kind: "lexical", start, at, atEnd: at >= this.text.length - 1 };
  }

  /** The state that the start of a reference, directive or comment leads to; how many characters to give back. */
  #enter(kind: "dollar" | "hash" | "textblock" | "docComment" | "blockComment"): number {
    if (kind === "dollar") {
      if (this.#state === "reference") this.#pop();
      this.#push("reference");
    } else if (kind === "hash") {
      if (this.#state === "reference" || this.#state === "member") this.#pop();
      this.#push("hash");
    } else {
      this.#inComment = true;
      this.#push(kind);
    }
    return kind === "docComment" ? 1 : 0;
  }

  #act(kind: TokenKind): void {
    switch (kind) {
      case "indexOpen":
        this.#push("index");
        return;
      case "parenOpen":
        this.#opened++;
        if (this.#state === "member") this.#state = "arguments";
        return;
      case "parenClose":
        this.#closeParenthesis();
        return;
      case "argumentsClose":
        this.#state = "reference";
        return;
      case "set":
        this.#push("directive");
        this.#inSet = true;
        this.#opened++;
        return;
      case "lineCommentStart":
        if (this.#state === "reference") this.#pop();
        this.#inComment = true;
        this.#push("lineComment");
        return;
      case "lineCommentEnd":
      case "docCommentEnd":
      case "blockCommentEnd":
      case "textblockEnd":
        this.#inComment = false;
        this.#pop();
        return;
      case "string":
        if (this.#state === "directive" && !this.#inSet && this.#opened === 0) this.#pop();
        return;
      case "integer":
        if (this.#state !== "index") this.#leaveAfterNumber();
        return;
      case "float":
        this.#leaveAfterNumber();
        return;
      case "if":
      case "elseif":
        this.#state = "directive";
        return;
      case "indexClose":
      case "end":
      case "else":
      case "braceClose":
        this.#pop();
        return;
      case "dot":
        this.#state = "member";
        return;
      default:
    }
  }

  #leaveAfterNumber(): void {
    if (this.#opened === 0 && !this.#inSet && this.#state !== "arguments") this.#pop();
  }

  /** Drops to the state in which the parenthesis was opened. */
  #closeParenthesis(): void {
    if (this.#inComment) return;
    while (true) {
      if (this.#opened > 0) {
        if (this.#opened === this.#closed + 1) this.#pop();
        else this.#closed++;
        return;
      }
      if (!this.#pop()) return;
    }
  }

  #push(state: LexicalState): void {
    this.#stack.push({ state: this.#state, opened: this.#opened, closed: this.#closed });
    this.#opened = 0;
    this.#state = state;
  }

  #pop(): boolean {
    const top = this.#stack.pop();
    this.#opened = top?.opened ?? 0;
    this.#closed = top?.closed ?? this.#closed;
    this.#state = top?.state ?? "text";
    return top !== undefined;
  }
}
