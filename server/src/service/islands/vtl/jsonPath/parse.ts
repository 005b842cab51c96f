// Reads a JSONPath the way Jayway does. Total: what cannot be read is a problem, and the steps before it stand.
// Invariant: a path without problems is one that Jayway compiles.
import { spanOf } from "../../../text/span";
import type { FilterCondition, FilterOperand, JsonPath, ParsedPath, PathProblem, PathStep } from "./path";

const FUNCTIONS: ReadonlySet<string> = new Set([
  "length",
  "size",
  "min",
  "max",
  "avg",
  "sum",
  "stddev",
  "keys",
  "first",
  "last",
]);

const DEEPEST = 50;

export function parseJsonPath(text: string): ParsedPath {
  return new PathReader(text).whole();
}

class PathFailure {
  readonly problem: PathProblem;

  constructor(problem: PathProblem) {
    this.problem = problem;
  }
}

class PathReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): ParsedPath {
    const steps: PathStep[] = [];
    try {
      this.#at = this.#text.length - this.#text.trimStart().length;
      const end = this.#text.trimEnd().length;
      if (this.#at >= end) this.#fail(0, "A JSONPath cannot be empty. Write $ for the whole body.");
      const first = this.#text.charAt(this.#at);
      if (first === "$") {
        this.#at++;
        this.#steps(steps, end, 0);
      } else {
        // Jayway puts a `$.` before what does not begin with one.
        this.#member(steps, end, 0);
        this.#steps(steps, end, 0);
      }
      if (this.#at < end) this.#fail(this.#at, `${this.#text.charAt(this.#at)} cannot stand here.`);
    } catch (thrown) {
      if (!(thrown instanceof PathFailure)) throw thrown;
      return { path: { steps }, problems: [thrown.problem] };
    }
    return { path: { steps }, problems: [] };
  }

  #fail(start: number, message: string, end = start + 1): never {
    throw new PathFailure({
      span: spanOf(start, Math.min(end, Math.max(start, this.#text.length))),
      message,
    });
  }

  /** Steps until something that begins none. */
  #steps(into: PathStep[], end: number, depth: number): void {
    while (this.#at < end) {
      const next = this.#text.charAt(this.#at);
      if (next === "[") this.#bracket(into, end, depth);
      else if (next === ".") this.#dot(into, end, depth);
      else return;
    }
  }

  #dot(into: PathStep[], end: number, depth: number): void {
    const start = this.#at;
    if (this.#text.startsWith("..", start)) {
      this.#at += 2;
      into.push({ kind: "scan", span: spanOf(start, this.#at) });
    } else {
      this.#at++;
    }
    if (this.#at >= end) this.#fail(start, "A JSONPath cannot end with a dot.", end);
    if (this.#text.charAt(this.#at) === ".") this.#fail(this.#at, "A dot cannot follow a dot here.");
    if (this.#text.charAt(this.#at) === "[") this.#bracket(into, end, depth);
    else this.#member(into, end, depth);
  }

  #member(into: PathStep[], end: number, _depth: number): void {
    const start = this.#at;
    if (this.#text.charAt(start) === "*") {
      this.#at++;
      into.push({ kind: "wildcard", span: spanOf(start, this.#at) });
      return;
    }
    const name = /[^.[\]()\s,&|=<>!]+/y;
    name.lastIndex = start;
    const word = name.exec(this.#text.slice(0, end))?.[0] ?? "";
    if (word === "") this.#fail(start, "A name, * or [ is expected here.");
    this.#at += word.length;
    if (this.#text.charAt(this.#at) === "(") {
      const close = this.#text.indexOf(")", this.#at);
      if (close < 0 || close >= end) this.#fail(this.#at, "This ( is never closed.");
      this.#at = close + 1;
      const span = spanOf(start, this.#at);
      if (!FUNCTIONS.has(word)) this.#fail(start, `There is no function ${word}().`, this.#at);
      into.push({ kind: "function", span, name: word });
      return;
    }
    if (this.#text.charAt(this.#at) === " " && this.#at < end && _depth === 0) {
      this.#fail(this.#at, "A name with a blank is written in brackets: ['my name'].");
    }
    into.push({ kind: "property", span: spanOf(start, this.#at), names: [word] });
  }

  #bracket(into: PathStep[], end: number, depth: number): void {
    const start = this.#at++;
    this.#blank();
    const next = this.#text.charAt(this.#at);
    if (next === "'" || next === '"') {
      const names = this.#list(() => this.#quoted());
      into.push({ kind: "property", span: this.#close(start, end), names });
    } else if (next === "*") {
      this.#at++;
      into.push({ kind: "wildcard", span: this.#close(start, end) });
    } else if (next === "?") {
      this.#at++;
      this.#blank();
      if (this.#text.charAt(this.#at) !== "(") this.#fail(this.#at, "A filter is written [?( … )].");
      const condition = this.#group(end, depth + 1);
      into.push({ kind: "filter", span: this.#close(start, end), condition });
    } else {
      this.#positions(into, start, end);
    }
  }

  #positions(into: PathStep[], start: number, end: number): void {
    const inside = /\s*(?:(-?\d+)?\s*:\s*(-?\d+)?|-?\d+(?:\s*,\s*-?\d+)*)\s*(?=\])/y;
    inside.lastIndex = this.#at;
    const match = inside.exec(this.#text);
    if (match === null) {
      this.#fail(
        start,
        "In brackets stands a position, a 'name' in quotes, * or a filter ?( … ).",
        this.#at + 1,
      );
    }
    this.#at += match[0].length;
    const span = this.#close(start, end);
    if (match[0].includes(":")) {
      const [, from, to] = match;
      if (from === undefined && to === undefined) this.#fail(start, "A slice needs a bound.", span.end);
      into.push({
        kind: "slice",
        span,
        ...(from === undefined ? {} : { from: Number(from) }),
        ...(to === undefined ? {} : { to: Number(to) }),
      });
    } else {
      into.push({ kind: "index", span, indexes: match[0].split(",").map(Number) });
    }
  }

  #close(start: number, end: number) {
    this.#blank();
    if (this.#at >= end || this.#text.charAt(this.#at) !== "]") this.#fail(start, "This [ is never closed.");
    this.#at++;
    return spanOf(start, this.#at);
  }

  #list(read: () => string): string[] {
    const all = [read()];
    this.#blank();
    while (this.#text.charAt(this.#at) === ",") {
      this.#at++;
      this.#blank();
      all.push(read());
      this.#blank();
    }
    return all;
  }

  #quoted(): string {
    const start = this.#at;
    const quote = this.#text.charAt(this.#at);
    if (quote !== "'" && quote !== '"') this.#fail(start, "A name in quotes is expected here.");
    let text = "";
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const character = this.#text.charAt(this.#at);
      if (character === quote) {
        this.#at++;
        return text;
      }
      if (character === "\\") this.#at++;
      text += this.#text.charAt(this.#at);
    }
    this.#fail(start, `This ${quote} is never closed.`);
  }

  #blank(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  #group(end: number, depth: number): FilterCondition {
    if (depth > DEEPEST) this.#fail(this.#at, "This filter is nested too deep to be checked.");
    const open = this.#at++;
    const condition = this.#either(end, depth);
    this.#blank();
    if (this.#text.charAt(this.#at) !== ")")
      this.#fail(open, "This ( is never closed, or its content is no condition.");
    this.#at++;
    return condition;
  }

  #either(end: number, depth: number): FilterCondition {
    return this.#joined("||", "or", () => this.#joined("&&", "and", () => this.#condition(end, depth)));
  }

  #joined(sign: string, kind: "and" | "or", read: () => FilterCondition): FilterCondition {
    const first = read();
    const operands = [first];
    this.#blank();
    while (this.#text.startsWith(sign, this.#at)) {
      this.#at += 2;
      operands.push(read());
      this.#blank();
    }
    return operands.length === 1 ? first : { kind, operands };
  }

  #condition(end: number, depth: number): FilterCondition {
    this.#blank();
    if (this.#text.charAt(this.#at) === "!" && this.#text.charAt(this.#at + 1) !== "=") {
      if (depth > DEEPEST) this.#fail(this.#at, "This filter is nested too deep to be checked.");
      this.#at++;
      return { kind: "not", operand: this.#condition(end, depth + 1) };
    }
    if (this.#text.charAt(this.#at) === "(") return this.#group(end, depth + 1);
    const left = this.#operand(end, depth);
    this.#blank();
    const sign = /===|!==|==|!=|<=|>=|<|>|=~|\b(?:in|nin|subsetof|anyof|noneof|contains|all|size|empty)\b/iy;
    sign.lastIndex = this.#at;
    const operator = sign.exec(this.#text)?.[0];
    if (operator === undefined) return { kind: "exists", operand: left };
    this.#at += operator.length;
    this.#blank();
    const right = this.#operand(end, depth);
    return { kind: "compare", operator: operator.toLowerCase(), left, right };
  }

  #operand(end: number, depth: number): FilterOperand {
    const start = this.#at;
    const first = this.#text.charAt(start);
    if (first === "@" || first === "$") {
      this.#at++;
      const steps: PathStep[] = [];
      this.#steps(steps, end, depth + 1);
      const path: JsonPath = { steps };
      return { kind: "path", root: first, path };
    }
    if (first === "'" || first === '"') return { kind: "json", text: JSON.stringify(this.#quoted()) };
    const pattern = /\/((?:[^/\\\n]|\\.)+)\/([a-z]*)/y;
    pattern.lastIndex = start;
    const found = pattern.exec(this.#text);
    if (found !== null) {
      this.#at += found[0].length;
      return { kind: "pattern", source: found[1] ?? "", flags: found[2] ?? "" };
    }
    const literal = /\[[^\]]*\]|-?[0-9.][0-9.eE+-]*|true|false|null/y;
    literal.lastIndex = start;
    const text = literal.exec(this.#text)?.[0];
    if (text === undefined) {
      return this.#fail(start, "A filter compares @.name, a number, a 'text', true, false or null.");
    }
    this.#at += text.length;
    return { kind: "json", text };
  }
}
