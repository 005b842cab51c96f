// Makes of `?( … )` the condition that Jayway JsonPath 2.4 tests. Its reader tries an operator after each path and goes
// back to "the path exists" where there is none; that way round decides what is an error.
import { type Span, spanOf } from "../../text/span";
import { FILTER_OPERATORS, type FilterCondition, type FilterOperand, type PathProblem } from "./compiledPath";
import { compileJsonPath } from "./compileJsonPath";
import { unescaped } from "./unescaped";

/** The condition in the inside of brackets. */
export function compileFilter(text: string, span: Span, depth: number): FilterCondition | PathProblem {
  const inside = trimmed(text, span);
  const open = trimmed(text, spanOf(inside.start + 1, inside.end)).start;
  const isFilter = text.charAt(inside.start) === "?" && text.charAt(open) === "(";
  if (!isFilter || text.charAt(inside.end - 1) !== ")") {
    return { span: inside, message: "A filter is written `[?( … )]`." };
  }
  const reader = new FilterReader(text, open, inside.end, depth);
  try {
    return reader.whole();
  } catch (thrown) {
    if (!(thrown instanceof FilterFailure)) throw thrown;
    return thrown.problem;
  }
}

class FilterFailure {
  readonly problem: PathProblem;
  /** Whether the reader may go back and try otherwise. */
  readonly isSoft: boolean;

  constructor(problem: PathProblem, isSoft: boolean) {
    this.problem = problem;
    this.isSoft = isSoft;
  }
}

const DEEPEST = 40;
const RELATION = /[<>=~!]/;

class FilterReader {
  readonly #text: string;
  readonly #end: number;
  readonly #depth: number;
  #at: number;
  #nested = 0;

  constructor(text: string, start: number, end: number, depth: number) {
    this.#text = text;
    this.#at = start;
    this.#end = end;
    this.#depth = depth;
  }

  whole(): FilterCondition {
    const condition = this.#either();
    this.#skipBlanks();
    if (this.#at < this.#end) {
      const character = this.#text.charAt(this.#at);
      const written = character === "`" ? "A backtick" : `\`${character}\``;
      this.#fail(
        `${written} cannot stand here in a filter. Leave it out, or join conditions by \`&&\` or \`||\`.`,
      );
    }
    return condition;
  }

  #fail(message: string, start = this.#at, isSoft = true): never {
    const at = Math.min(start, this.#end - 1);
    throw new FilterFailure({ span: spanOf(at, at + 1), message }, isSoft);
  }

  #skipBlanks(): string {
    while (this.#at < this.#end - 1 && this.#text.charAt(this.#at) === " ") this.#at++;
    return this.#text.charAt(this.#at);
  }

  #either(): FilterCondition {
    return this.#joined("||", "or", () => this.#joined("&&", "and", () => this.#operandOfAnd()));
  }

  #joined(sign: string, kind: "and" | "or", read: () => FilterCondition): FilterCondition {
    const first = read();
    const operands = [first];
    while (true) {
      const before = this.#at;
      try {
        this.#skipBlanks();
        if (!this.#text.startsWith(sign, this.#at) || this.#at + sign.length > this.#end)
          this.#fail("No sign.");
        this.#at += sign.length;
        operands.push(read());
      } catch (thrown) {
        if (!(thrown instanceof FilterFailure && thrown.isSoft)) throw thrown;
        this.#at = before;
        return operands.length === 1 ? first : { kind, operands };
      }
    }
  }

  #operandOfAnd(): FilterCondition {
    if (++this.#nested > DEEPEST)
      this.#fail("This filter is nested too deep to be followed.", this.#at, false);
    try {
      return this.#negated() ?? this.#grouped() ?? this.#expression();
    } finally {
      this.#nested--;
    }
  }

  #negated(): FilterCondition | undefined {
    if (this.#skipBlanks() !== "!") return undefined;
    const before = this.#at++;
    const next = this.#skipBlanks();
    if (next === "$" || next === "@") {
      this.#at = before;
      return undefined;
    }
    return { kind: "not", operand: this.#operandOfAnd() };
  }

  #grouped(): FilterCondition | undefined {
    if (this.#skipBlanks() !== "(") return undefined;
    const open = this.#at++;
    const condition = this.#either();
    if (this.#skipBlanks() !== ")")
      this.#fail(
        "This `(` is never closed, or its content is no condition. Write `)` where the condition ends.",
        open,
      );
    this.#at++;
    return condition;
  }

  #expression(): FilterCondition {
    const { operand: left, should } = this.#value();
    const before = this.#at;
    try {
      const operator = this.#operator();
      return { kind: "compare", operator, left, right: this.#value().operand };
    } catch (thrown) {
      if (!(thrown instanceof FilterFailure && thrown.isSoft)) throw thrown;
      this.#at = before;
      if (left.kind !== "path") throw thrown;
      return { kind: "exists", path: left.path, should };
    }
  }

  #operator() {
    const first = this.#skipBlanks();
    const start = this.#at;
    const belongs = RELATION.test(first)
      ? (character: string) => RELATION.test(character)
      : (character: string) => character !== " ";
    while (this.#at < this.#end && belongs(this.#text.charAt(this.#at))) this.#at++;
    const written = this.#text.slice(start, this.#at).toUpperCase();
    return (
      FILTER_OPERATORS.find((operator) => operator === written) ??
      this.#fail(
        "There is no such operator in a filter. Write `==`, `!=`, `<`, `<=`, `>`, `>=`, `=~` or a word such as `in`.",
        start,
      )
    );
  }

  #value(): { readonly operand: FilterOperand; readonly should: boolean } {
    const first = this.#skipBlanks();
    if (first === "$" || first === "@") return { operand: this.#path(), should: true };
    if (first === "!") {
      this.#at++;
      const next = this.#skipBlanks();
      if (next !== "$" && next !== "@")
        this.#fail("A `!` stands before a path or a condition. Write one behind it.");
      return { operand: this.#path(), should: false };
    }
    return { operand: this.#literal(first), should: true };
  }

  #literal(first: string): FilterOperand {
    switch (first) {
      case "'":
      case '"':
        return this.#quoted(first);
      case "t":
        return this.#word("true", { kind: "boolean", value: true });
      case "f":
        return this.#word("false", { kind: "boolean", value: false });
      case "n":
        return this.#word("null", { kind: "null" });
      case "{":
        return this.#json("{", "}");
      case "[":
        return this.#json("[", "]");
      case "/":
        return this.#pattern();
      default:
        return this.#number();
    }
  }

  #quoted(quote: string): FilterOperand {
    const start = this.#at;
    const close = this.#unescapedIndex(start, quote);
    if (close === undefined)
      return this.#fail(`This \`${quote}\` is never closed. Write another one where it ends.`, start);
    this.#at = close + 1;
    return { kind: "text", text: unescaped(this.#text.slice(start + 1, close)) };
  }

  #word(word: string, operand: FilterOperand): FilterOperand {
    if (!this.#text.startsWith(word, this.#at) || this.#at + word.length > this.#end) {
      this.#fail("A filter compares `@.name`, a number, a `'text'`, `true`, `false` or `null`.");
    }
    this.#at += word.length;
    return operand;
  }

  #json(opening: string, closing: string): FilterOperand {
    const start = this.#at;
    const close = this.#matching(start, opening, closing);
    if (close === undefined)
      return this.#fail(`This \`${opening}\` is never closed. Write \`${closing}\` where it ends.`, start);
    this.#at = close + 1;
    return { kind: "json", text: this.#text.slice(start, this.#at) };
  }

  #pattern(): FilterOperand {
    const start = this.#at;
    const close = this.#unescapedIndex(start, "/");
    if (close === undefined)
      return this.#fail("This `/` is never closed. Write another one where the pattern ends.", start);
    const ignoresCase = close + 1 < this.#end && this.#text.charAt(close + 1) === "i";
    this.#at = close + (ignoresCase ? 2 : 1);
    const source = this.#text.slice(start + 1, close);
    return { kind: "pattern", pattern: ignoresCase ? `(?i)${source}` : source };
  }

  #number(): FilterOperand {
    const start = this.#at;
    while (this.#at < this.#end && /[-.\d]/.test(this.#text.charAt(this.#at))) this.#at++;
    const text = this.#text.slice(start, this.#at);
    if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text)) {
      this.#fail(
        "A filter compares `@.name`, a number, a `'text'`, `true`, `false` or `null`.",
        start,
        false,
      );
    }
    return { kind: "number", text };
  }

  #path(): FilterOperand {
    const start = this.#at++;
    while (this.#at < this.#end) {
      if (this.#text.charAt(this.#at) === "[") {
        const close = this.#matching(this.#at, "[", "]");
        if (close === undefined) return this.#fail("This `[` is never closed. Write `]` where it ends.");
        this.#at = close + 1;
      }
      const character = this.#text.charAt(this.#at);
      const isOver = this.#at >= this.#end || RELATION.test(character) || character === " ";
      if (isOver || (character === ")" && !this.#closesFunction(start))) break;
      this.#at++;
    }
    const { path, problems } = compileJsonPath(this.#text, spanOf(start, this.#at), this.#depth);
    const [problem] = problems;
    if (problem !== undefined) throw new FilterFailure(problem, true);
    return { kind: "path", path };
  }

  /** The `)` of `.length()`, not the one of a group. */
  #closesFunction(start: number): boolean {
    const before = this.#text.slice(start + 1, this.#at).trimEnd();
    return before.endsWith("(") && before.includes(".");
  }

  #unescapedIndex(open: number, quote: string): number | undefined {
    for (let at = open + 1; at < this.#end; at++) {
      const character = this.#text.charAt(at);
      if (character === "\\") at++;
      else if (character === quote) return at;
    }
    return undefined;
  }

  #matching(open: number, opening: string, closing: string): number | undefined {
    let opened = 1;
    for (let at = open + 1; at < this.#end; at++) {
      const quote = this.#text.charAt(at);
      if (quote === "'" || quote === '"') {
        const close = this.#unescapedIndex(at, quote);
        if (close === undefined)
          return this.#fail(`This \`${quote}\` is never closed. Write another one where it ends.`, at);
        at = close + 1;
      }
      const character = this.#text.charAt(at);
      if (character === opening) opened++;
      else if (character === closing && --opened === 0) return at;
    }
    return undefined;
  }
}

function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && text.charAt(start) === " ") start++;
  while (end > start && text.charAt(end - 1) === " ") end--;
  return spanOf(start, end);
}
