// The longest token at an offset, state by state: what Velocity 1.7's grammar calls its regular expressions.
// Invariant: nothing here remembers anything; `length` is zero only for `none`.
import type { LexicalState, TokenKind } from "./token";

/** A start that is kept while the match goes on in another state. */
export interface MoreMatch {
  readonly kind: "dollar" | "hash" | "textblock" | "docComment" | "blockComment";
  readonly length: number;
}

export interface TokenMatch {
  readonly kind:
    | TokenKind
    | "none"
    /** A character that ends a reference or directive and belongs to what follows. */
    | "terminator"
    /** A character of a comment, which is dropped. */
    | "commented"
    /** A character of a textblock, which is kept. */
    | "blocked";
  readonly length: number;
  /** How far was looked: for an integer without the `..` behind it, for `none` up to where every hope died. */
  readonly read: number;
}

/** Which characters of the text stand for something that is not known. */
export interface Holes {
  readonly any: boolean;
  readonly at: (offset: number) => boolean;
}

/** A text that is taken apart, with what is remembered of it so that long runs are not read again and again. */
export class Characters {
  readonly text: string;
  readonly holes: Holes;
  #runStart = 0;
  #runEnd = 0;

  constructor(text: string, holes: Holes) {
    this.text = text;
    this.holes = holes;
  }

  /** Where the backslashes end that begin at an offset. */
  backslashesEnd(at: number): number {
    if (at < this.#runStart || at >= this.#runEnd) {
      this.#runStart = at;
      this.#runEnd = at;
      while (this.text.charCodeAt(this.#runEnd) === 92) this.#runEnd++;
    }
    return Math.max(at, this.#runEnd);
  }
}

const SET = /[ \t]*#(?:set|\{set\}) *\(/y;
const DIRECTIVE_NAME = /#(?:[A-Za-z_@][\w@]*|\{[A-Za-z_][\w@]*\})/y;
const TEXT = /[^$#\\]+/y;
const EMPTY_INDEX = /\$(?:(?:\\?!)?\[|\.)/y;
const CLOSING = /\)(?:[ \t]*(?:\r\n|\n|\r))?/y;
const WHITESPACE = /[ \t\n\r]+/y;
const INTEGER = /-?[0-9]+(?:\.\.)?/y;
const NUMBER_START = /[-.0-9]/;
const FLOAT = /-?(?:[0-9]+\.[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)/y;
const WORD = /[A-Za-z_@][\w@]*/y;
const BRACED_WORD = /\{[A-Za-z_][\w@]*\}/y;
const IDENTIFIER = /[A-Za-z_][\w-]*/y;
/** A hole may be a part of a name, or all of it. */
const IDENTIFIER_WITH_HOLES = /[A-Za-z_\uFFFC][\w\uFFFC-]*/y;
const DOT = /\.[A-Za-z]/y;
const DOT_BEFORE_HOLE = /\.[A-Za-z\uFFFC]/y;
const END = /(?:end|\{end\})(?:[ \t]*(?:\r\n|\n|\r))?/y;
const ELSE = /(?:else|\{else\})(?:[ \t]*(?:\r\n|\n|\r))?/y;
const IF = /if|\{if\}/y;
const ELSEIF = /elseif|\{elseif\}/y;
const OPERATOR = /&&|\|\||<=|>=|==|!=|[<>=!*/%+-]/y;
/** What a number may begin with, for how far Velocity looks before it gives up. */
const NUMBER_HOPE = /-?\.?/y;

const OPERATORS: ReadonlyMap<string, TokenKind> = new Map([
  ["-", "minus"],
  ["+", "plus"],
  ["*", "times"],
  ["/", "divide"],
  ["%", "modulo"],
  ["&&", "and"],
  ["||", "or"],
  ["<", "less"],
  ["<=", "lessOrEqual"],
  [">", "greater"],
  [">=", "greaterOrEqual"],
  ["==", "equal"],
  ["!=", "notEqual"],
  ["!", "not"],
  ["=", "assign"],
]);

/** The words that are operators: a longer word is none. */
const WORD_OPERATORS: ReadonlyMap<string, TokenKind> = new Map([
  ["true", "true"],
  ["false", "false"],
  ["and", "and"],
  ["or", "or"],
  ["lt", "less"],
  ["le", "lessOrEqual"],
  ["gt", "greater"],
  ["ge", "greaterOrEqual"],
  ["eq", "equal"],
  ["ne", "notEqual"],
  ["not", "not"],
]);

const PUNCTUATION: ReadonlyMap<string, TokenKind> = new Map([
  ["[", "bracketOpen"],
  ["]", "bracketClose"],
  [",", "comma"],
  [":", "colon"],
  ["{", "mapOpen"],
  ["}", "mapClose"],
]);

export function matchMore(state: LexicalState, characters: Characters, at: number): MoreMatch | undefined {
  const { text } = characters;
  const character = text.charAt(at);
  if (character === "#") {
    if (text.startsWith("#[[", at)) return { kind: "textblock", length: 3 };
    if (text.startsWith("#**", at) && at + 3 < text.length && text.charAt(at + 3) !== "#") {
      return { kind: "docComment", length: 4 };
    }
    if (text.startsWith("#*", at)) return { kind: "blockComment", length: 2 };
    return { kind: "hash", length: 1 };
  }
  if (character === "$" || character === "\\") {
    const length = dollarLength(characters, at);
    // In text a backslash alone is text too; elsewhere it can only lead to a reference.
    return length === 0 || (state === "text" && lengthOf(EMPTY_INDEX, text, at) > length)
      ? undefined
      : { kind: "dollar", length };
  }
  return undefined;
}

/** Backslashes, a `$`, and a `!` that may have backslashes before it. */
function dollarLength(characters: Characters, at: number): number {
  const { text } = characters;
  const dollar = characters.backslashesEnd(at);
  if (text.charAt(dollar) !== "$") return 0;
  const mark = characters.backslashesEnd(dollar + 1);
  return (text.charAt(mark) === "!" ? mark : dollar) + 1 - at;
}

/** An odd number of backslashes before something that is written like a directive. */
function escapedDirectiveLength(characters: Characters, at: number): number {
  const hash = characters.backslashesEnd(at);
  const name = (hash - at) % 2 === 1 ? lengthOf(DIRECTIVE_NAME, characters.text, hash) : 0;
  return name === 0 ? 0 : hash - at + name;
}

/** The longest token, to be preferred to a start of `matchMore` only where it is longer. */
export function matchToken(state: LexicalState, characters: Characters, at: number): TokenMatch {
  const { text, holes } = characters;
  switch (state) {
    case "text":
      return inText(characters, at);
    case "hash":
      return afterHash(text, at);
    case "directive":
      return inDirective(characters, at);
    case "reference":
    case "member":
      return inReference(state, text, at, holes);
    case "arguments":
    case "index":
      return inArguments(state, characters, at);
    case "textblock":
      return text.startsWith("]]#", at) ? found("textblockEnd", 3) : found("blocked", 1);
    case "blockComment":
      return text.startsWith("*#", at) ? found("blockCommentEnd", 2) : found("commented", 1);
    case "docComment":
      return text.startsWith("*#", at) ? found("docCommentEnd", 2) : found("commented", 1);
    case "lineComment":
      return endOfLine(text, at);
  }
}

function endOfLine(text: string, at: number): TokenMatch {
  const character = text.charAt(at);
  if (character === "\n") return found("lineCommentEnd", 1);
  if (character === "\r") return found("lineCommentEnd", text.charAt(at + 1) === "\n" ? 2 : 1);
  return found("commented", 1);
}

function inText(characters: Characters, at: number): TokenMatch {
  const { text } = characters;
  const character = text.charAt(at);
  if (character === "$") return orNone(found("emptyIndex", lengthOf(EMPTY_INDEX, text, at)));
  if (character === "\\") {
    const escaped = escapedDirectiveLength(characters, at);
    if (escaped > 0) return found("escapedDirective", escaped);
    return text.charAt(at + 1) === "\\" ? found("doubleEscape", 2) : found("escape", 1);
  }
  const set = lengthOf(SET, text, at);
  const plain = lengthOf(TEXT, text, at);
  if (set > plain) return found("set", set);
  if (plain > 0) return found("text", plain);
  return text.startsWith("##", at) ? found("lineCommentStart", 2) : none(1);
}

function afterHash(text: string, at: number): TokenMatch {
  if (text.startsWith("##", at)) return found("lineCommentStart", 2);
  return longest([
    found("end", lengthOf(END, text, at)),
    found("if", lengthOf(IF, text, at)),
    found("elseif", lengthOf(ELSEIF, text, at)),
    found("else", lengthOf(ELSE, text, at)),
    number(text, at),
    found("word", lengthOf(WORD, text, at)),
    found("bracedWord", lengthOf(BRACED_WORD, text, at)),
    found("terminator", 1),
  ]);
}

function inDirective(characters: Characters, at: number): TokenMatch {
  const { text, holes } = characters;
  const character = text.charAt(at);
  if (character === "(") return found("parenOpen", 1);
  if (character === ")") return found("parenClose", lengthOf(CLOSING, text, at));
  if (character === "." && text.charAt(at + 1) === ".") return found("range", 2);
  if (character === "{") {
    const braced = lengthOf(BRACED_WORD, text, at);
    return braced > 0 ? found("bracedWord", braced) : found("mapOpen", 1);
  }
  const punctuation = PUNCTUATION.get(character);
  if (punctuation !== undefined) return found(punctuation, 1);
  if (holes.at(at)) return found("hole", 1);
  const word = lengthOf(WORD, text, at);
  if (word > 0) return found(WORD_OPERATORS.get(text.slice(at, at + word)) ?? "word", word);
  if (text.startsWith("##", at)) return found("lineCommentStart", 2);
  const operator = lengthOf(OPERATOR, text, at);
  const kind = OPERATORS.get(text.slice(at, at + operator));
  const match = longest([whitespace(text, at), found(kind ?? "minus", operator), number(text, at)]);
  return match.length > 0 ? match : stringOrNone(characters, at, true);
}

function inReference(state: "reference" | "member", text: string, at: number, holes: Holes): TokenMatch {
  const character = text.charAt(at);
  if (character === "[") return found("indexOpen", 1);
  if (character === "{") return found("braceOpen", 1);
  if (character === "}") return found("braceClose", 1);
  if (character === "(" && state === "member") return found("parenOpen", 1);
  const identifier = identifierLength(text, at, holes);
  if (identifier > 0) return found(trueOrFalse(text, at, identifier) ?? "identifier", identifier);
  if (character === "." && isDot(text, at, holes)) return found("dot", 2);
  const set = lengthOf(SET, text, at);
  if (set > 0) return found("set", set);
  if (state === "reference") {
    if (text.startsWith("##", at)) return found("lineCommentStart", 2);
    const empty = lengthOf(EMPTY_INDEX, text, at);
    if (empty > 0) return found("emptyIndex", empty);
  }
  return found("terminator", 1);
}

function inArguments(state: "arguments" | "index", characters: Characters, at: number): TokenMatch {
  const { text, holes } = characters;
  const character = text.charAt(at);
  if (holes.at(at)) return found("hole", 1);
  const blank = whitespace(text, at);
  if (state === "index") {
    if (character === "]") return found("indexClose", 1);
    if (text.startsWith("true", at)) return found("true", 4);
    if (text.startsWith("false", at)) return found("false", 5);
  } else {
    if (character === ")") return found("argumentsClose", 1);
    if (character === "." && text.charAt(at + 1) === ".") return found("range", 2);
    const punctuation = PUNCTUATION.get(character);
    if (punctuation !== undefined) return found(punctuation, 1);
    const identifier = identifierLength(text, at, holes);
    if (identifier > 0) return found(trueOrFalse(text, at, identifier) ?? "identifier", identifier);
    if (character === "." && isDot(text, at, holes)) return found("dot", 2);
    const set = lengthOf(SET, text, at);
    if (set > blank.length) return found("set", set);
  }
  const match = longest([blank, number(text, at)]);
  if (match.length > 0) return match;
  return state === "index" && (character === "t" || character === "f")
    ? none(sharedLength(text, at, character === "t" ? "true" : "false") + 1)
    : stringOrNone(characters, at, false);
}

function trueOrFalse(text: string, at: number, length: number): "true" | "false" | undefined {
  const word = text.slice(at, at + length);
  return word === "true" || word === "false" ? word : undefined;
}

function whitespace(text: string, at: number): TokenMatch {
  return found("whitespace", lengthOf(WHITESPACE, text, at));
}

/** An integer may look at the `..` behind it, which keeps `1..3` from being the number `1.` and a dot. */
function integer(text: string, at: number): TokenMatch {
  const length = lengthOf(INTEGER, text, at);
  const isRange = length > 0 && text.charAt(at + length - 1) === ".";
  return { kind: "integer", length, read: isRange ? length - 2 : length };
}

/** Whichever is longer. Few tokens are numbers, and what begins none is seen at a glance. */
function number(text: string, at: number): TokenMatch {
  return NUMBER_START.test(text.charAt(at))
    ? longest([integer(text, at), found("float", lengthOf(FLOAT, text, at))])
    : none(0);
}

/** A string ends at the first quote that is not doubled; an odd one out belongs to the next string. */
function stringOrNone(characters: Characters, at: number, isDirective: boolean): TokenMatch {
  const { text } = characters;
  const quote = text.charAt(at);
  if (quote === '"' || quote === "'") {
    let end = 0;
    for (let close = text.indexOf(quote, at + 1); close >= 0; close = text.indexOf(quote, close + 2)) {
      end = close + 1;
      if (text.charAt(close + 1) !== quote) break;
    }
    return end > 0 ? found("string", end - at) : none(text.length - at);
  }
  if (quote === "\\") return none(characters.backslashesEnd(at) - at + 1);
  if (isDirective && (quote === "&" || quote === "|")) return none(2);
  const hope = lengthOf(NUMBER_HOPE, text, at);
  return none(hope > 0 ? hope + 1 : 1);
}

function sharedLength(text: string, at: number, word: string): number {
  let length = 0;
  while (length < word.length && text.charAt(at + length) === word.charAt(length)) length++;
  return length;
}

function found<K extends TokenMatch["kind"]>(kind: K, length: number): TokenMatch & { readonly kind: K } {
  return { kind, length, read: length };
}

function orNone(match: TokenMatch): TokenMatch {
  return match.length > 0 ? match : none(1);
}

function none(read: number): TokenMatch {
  return { kind: "none", length: 0, read };
}

/** The longest match; among equals the one that is listed first. */
function longest(matches: readonly TokenMatch[]): TokenMatch {
  return matches.reduce((best, match) => (match.length > best.length ? match : best), none(1));
}

function identifierLength(text: string, at: number, holes: Holes): number {
  return lengthOf(holes.any ? IDENTIFIER_WITH_HOLES : IDENTIFIER, text, at);
}

function isDot(text: string, at: number, holes: Holes): boolean {
  return lengthOf(holes.any ? DOT_BEFORE_HOLE : DOT, text, at) > 0;
}

/** Every pattern is sticky and told where to start before each use, so that none of them carries anything over. */
function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}
