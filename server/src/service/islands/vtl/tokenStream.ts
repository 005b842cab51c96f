// Tokens as Velocity's parser sees them: fetched only when it looks at them, since the lexer's state may change.
// Invariant: the looks ahead fetch exactly the tokens that JavaCC's fetch, or other tokens would come out.
import type { Lexer, LexicalFailure } from "./lexer";
import type { Token, TokenKind } from "./token";

/** Why a production cannot go on. Thrown and caught inside the parser only; what leaves it is a problem. */
export class Failure {
  readonly kind: "token" | "lexical" | "argument" | "tooDeep";
  readonly token: Token | undefined;
  readonly lexical: LexicalFailure | undefined;
  readonly start: number;
  readonly end: number;

  constructor(kind: Failure["kind"], at: Token | LexicalFailure) {
    this.kind = kind;
    this.start = at.start;
    if ("at" in at) {
      this.token = undefined;
      this.lexical = at;
      this.end = Math.max(at.at + 1, at.start);
    } else {
      this.token = at;
      this.lexical = undefined;
      this.end = at.end;
    }
  }
}

/** How many tokens may be looked at again and again, which Velocity does without limit. */
const MOST_LOOKS = 400_000;
const DEEPEST_LOOK = 200;

/** What a value can begin with, but for a blank. */
const VALUE_STARTS: ReadonlySet<TokenKind> = new Set([
  "string",
  "integer",
  "float",
  "bracketOpen",
  "mapOpen",
  "true",
  "false",
  "identifier",
  "braceOpen",
  "hole",
]);

export class TokenStream {
  readonly lexer: Lexer;
  #current: Token;
  #looks = 0;

  constructor(lexer: Lexer) {
    this.lexer = lexer;
    this.#current = { kind: "text", start: 0, end: 0, image: "", skipped: [], next: undefined };
  }

  /** The token that was taken last. */
  get current(): Token {
    return this.#current;
  }

  /** The next token that is not yet taken. */
  peek(): Token {
    return this.after(this.#current);
  }

  after(token: Token): Token {
    if (token.next !== undefined) return token.next;
    const next = this.lexer.next();
    if (next.kind === "lexical") throw new Failure("lexical", next);
    token.next = next;
    return next;
  }

  take(kind: TokenKind): Token {
    const next = this.peek();
    if (next.kind !== kind) throw new Failure("token", next);
    this.#current = next;
    return next;
  }

  takeIf(kind: TokenKind): Token | undefined {
    return this.peek().kind === kind ? this.take(kind) : undefined;
  }

  /** Forgets what was looked at and goes on in plain text. */
  resume(offset: number): void {
    this.lexer.resume(offset);
    this.#current = { kind: "text", start: offset, end: offset, image: "", skipped: [], next: undefined };
  }

  /** Whether a reference begins here. */
  looksLikeReference(): boolean {
    const first = this.peek();
    if (first.kind === "identifier") {
      this.after(first);
      return true;
    }
    return first.kind === "braceOpen" && this.after(first).kind === "identifier";
  }

  /** `.name` */
  looksLikeMember(): boolean {
    const first = this.peek();
    return first.kind === "dot" && this.after(first).kind === "identifier";
  }

  /** `name(` and the start of an argument or the end of the list. */
  looksLikeMethod(): boolean {
    const first = this.peek();
    if (first.kind !== "identifier") return false;
    const second = this.after(first);
    if (second.kind !== "parenOpen") return false;
    const { kind } = this.after(second);
    return kind === "argumentsClose" || kind === "whitespace" || VALUE_STARTS.has(kind);
  }

  looksLikeNot(): boolean {
    const first = this.peek();
    if (first.kind === "whitespace") return this.after(first).kind === "not";
    if (first.kind !== "not") return false;
    const { kind } = this.after(first);
    return kind === "not" || kind === "whitespace" || kind === "parenOpen" || VALUE_STARTS.has(kind);
  }

  /** The key of a map and what can follow it. */
  looksLikeEntry(): boolean {
    const first = this.peek();
    const second = () => this.after(first).kind;
    switch (first.kind) {
      case "whitespace":
        return VALUE_STARTS.has(second());
      case "string":
      case "integer":
      case "true":
      case "false":
      case "float":
      case "hole":
        return second() === "whitespace" || second() === "colon";
      case "identifier":
        return ["indexOpen", "dot", "whitespace", "colon"].includes(second());
      case "braceOpen":
        return second() === "identifier";
      case "bracketOpen":
        return this.#opensList(second());
      case "mapOpen":
        return this.#opensMap(second());
      default:
        return false;
    }
  }

  looksLikeDirectiveArgument(): boolean {
    const first = this.peek();
    if (first.kind === "whitespace") {
      const { kind } = this.after(first);
      return kind === "comma" || this.#startsArgument(kind);
    }
    if (first.kind === "comma") {
      const { kind } = this.after(first);
      return kind === "whitespace" || this.#startsArgument(kind);
    }
    const second = () => this.after(first).kind;
    if (first.kind === "identifier") {
      second();
      return true;
    }
    if (first.kind === "braceOpen") return second() === "identifier";
    if (first.kind === "bracketOpen") return this.#opensList(second());
    if (first.kind === "mapOpen") return this.#opensMap(second());
    return this.#startsArgument(first.kind);
  }

  #startsArgument(kind: TokenKind): boolean {
    return kind === "word" || VALUE_STARTS.has(kind);
  }

  #opensList(second: TokenKind): boolean {
    return second === "whitespace" || second === "bracketClose" || VALUE_STARTS.has(second);
  }

  #opensMap(second: TokenKind): boolean {
    return (
      second === "whitespace" || second === "mapClose" || second === "braceClose" || VALUE_STARTS.has(second)
    );
  }

  /** `[from..`: looks as far ahead as the first bound goes. */
  looksLikeRange(): boolean {
    const first = this.peek();
    if (first.kind !== "bracketOpen") return false;
    const bound = this.#skip(this.#skipBlank(first), 0, true);
    return bound !== undefined && this.#look(this.#skipBlank(bound)).kind === "range";
  }

  #look(token: Token): Token {
    const next = this.after(token);
    if (++this.#looks > MOST_LOOKS) throw new Failure("tooDeep", next);
    return next;
  }

  #skipBlank(token: Token): Token {
    const next = this.#look(token);
    return next.kind === "whitespace" ? next : token;
  }

  /** The last token of a value that begins after the given one; alternatives are tried in Velocity's order. */
  #skip(token: Token, depth: number, onlyBound = false): Token | undefined {
    const next = this.#look(token);
    if (depth > DEEPEST_LOOK) throw new Failure("tooDeep", next);
    switch (next.kind) {
      case "integer":
        return next;
      case "identifier":
      case "braceOpen":
        return this.#skipReference(next, depth + 1);
      case "string":
      case "true":
      case "false":
      case "float":
      case "hole":
        return !onlyBound || next.kind === "hole" ? next : undefined;
      case "bracketOpen":
        if (onlyBound) return undefined;
        return this.#skipRange(next, depth + 1) ?? this.#skipList(next, depth + 1);
      case "mapOpen":
        return onlyBound ? undefined : this.#skipMap(next, depth + 1);
      default:
        return undefined;
    }
  }

  #skipReference(first: Token, depth: number): Token | undefined {
    let last = first;
    if (first.kind === "braceOpen") {
      last = this.#look(first);
      if (last.kind !== "identifier") return undefined;
    }
    last = this.#skipIndexes(last, depth);
    while (true) {
      const dot = this.#look(last);
      if (dot.kind !== "dot") break;
      const name = this.#look(dot);
      if (name.kind !== "identifier") break;
      last = this.#skipIndexes(this.#skipCall(name, depth) ?? name, depth);
    }
    if (first.kind === "identifier") return last;
    const close = this.#look(last);
    return close.kind === "braceClose" ? close : undefined;
  }

  #skipCall(name: Token, depth: number): Token | undefined {
    const open = this.#look(name);
    if (open.kind !== "parenOpen") return undefined;
    const last = this.#skipValues(open, depth) ?? open;
    const close = this.#look(last);
    return close.kind === "argumentsClose" ? close : undefined;
  }

  #skipIndexes(token: Token, depth: number): Token {
    let last = token;
    while (true) {
      const open = this.#look(last);
      if (open.kind !== "indexOpen") return last;
      const value = this.#skip(this.#skipBlank(open), depth);
      if (value === undefined) return last;
      const close = this.#look(this.#skipBlank(value));
      if (close.kind !== "indexClose") return last;
      last = close;
    }
  }

  #skipParameter(token: Token, depth: number): Token | undefined {
    const value = this.#skip(this.#skipBlank(token), depth);
    return value === undefined ? undefined : this.#skipBlank(value);
  }

  #skipValues(token: Token, depth: number): Token | undefined {
    let last = this.#skipParameter(token, depth);
    while (last !== undefined) {
      const comma = this.#look(last);
      const value = comma.kind === "comma" ? this.#skipParameter(comma, depth) : undefined;
      if (value === undefined) break;
      last = value;
    }
    return last;
  }

  #skipRange(open: Token, depth: number): Token | undefined {
    const from = this.#skip(this.#skipBlank(open), depth, true);
    if (from === undefined) return undefined;
    const dots = this.#look(this.#skipBlank(from));
    if (dots.kind !== "range") return undefined;
    const to = this.#skip(this.#skipBlank(dots), depth, true);
    if (to === undefined) return undefined;
    const close = this.#look(this.#skipBlank(to));
    return close.kind === "bracketClose" ? close : undefined;
  }

  #skipList(open: Token, depth: number): Token | undefined {
    const close = this.#look(this.#skipValues(open, depth) ?? open);
    return close.kind === "bracketClose" ? close : undefined;
  }

  #skipMap(open: Token, depth: number): Token | undefined {
    let last = this.#skipEntry(open, depth);
    if (last === undefined) {
      last = this.#skipBlank(open);
    } else {
      while (true) {
        const comma: Token = this.#look(last);
        const entry: Token | undefined = comma.kind === "comma" ? this.#skipEntry(comma, depth) : undefined;
        if (entry === undefined) break;
        last = entry;
      }
    }
    const close = this.#look(last);
    return close.kind === "mapClose" || close.kind === "braceClose" ? close : undefined;
  }

  #skipEntry(token: Token, depth: number): Token | undefined {
    const key = this.#skipParameter(token, depth);
    if (key === undefined) return undefined;
    const colon = this.#look(key);
    return colon.kind === "colon" ? this.#skipParameter(colon, depth) : undefined;
  }
}
