// Reads a JSON path from behind its root. Total and linear: after what cannot be read, the rest is one unknown step.
// The grammar is that of Jayway's PathCompiler, which is laxer than Goessner's article in names and dots.
import { type Span, spanOf } from "../../text/span";
import type {
  JsonPath,
  JsonPathIndex,
  JsonPathName,
  JsonPathProblem,
  JsonPathProblemCode,
  JsonPathStep,
} from "./jsonPath";

/**
 * The path in a span of a text. It begins with a name, a bracket, or a dot that makes a descent with the root's own.
 * `hole` is where in it something unknown stands; nothing is said of what follows.
 */
export function parseJsonPath(text: string, span: Span, hole: number = span.end): JsonPath {
  const known = Math.min(hole, span.end);
  const reader = new Reader(text, span.start, known, known < span.end);
  reader.read();
  if (known < span.end) {
    reader.leaveUnknown(span.end);
  }
  return { steps: reader.steps, problems: reader.problems };
}

/** The same for a path that begins with its root, `$` or `@`, behind which stands a dot, a bracket or nothing. */
export function parseRootedJsonPath(text: string, span: Span): JsonPath {
  const reader = new Reader(text, span.start + 1, span.end, false);
  reader.readBehindRoot();
  return { steps: reader.steps, problems: reader.problems };
}

class Reader {
  readonly steps: JsonPathStep[] = [];
  readonly problems: JsonPathProblem[] = [];
  readonly #text: string;
  readonly #end: number;
  /** Whether something unknown follows the end, so that nothing can be said to be missing there. */
  readonly #isOpen: boolean;
  #at: number;

  constructor(text: string, start: number, end: number, isOpen: boolean) {
    this.#text = text;
    this.#at = start;
    this.#end = end;
    this.#isOpen = isOpen;
  }

  read(): void {
    if (this.#peek() === ".") {
      this.steps.push({ kind: "descent", span: spanOf(this.#at, ++this.#at) });
      this.#refuseDots();
    }
    this.#readSteps();
  }

  readBehindRoot(): void {
    if (this.#at < this.#end && !/[.[]/.test(this.#peek())) {
      this.leaveUnknown(this.#end);
    }
    this.#readSteps();
  }

  #readSteps(): void {
    while (this.#at < this.#end) {
      const start = this.#at;
      if (this.#peek() === ".") {
        this.#readDots();
      } else if (!this.#readStep(start)) {
        this.leaveUnknown(this.#end);
      }
    }
  }

  /** What is left up to `end` is one step that is not known. A hole's step takes the one before the hole with it. */
  leaveUnknown(end: number): void {
    const last = this.steps.at(-1);
    const start = last?.kind === "unknown" ? last.span.start : this.#at;
    if (last?.kind === "unknown") {
      this.steps.pop();
    }
    if (start < end) {
      this.steps.push({ kind: "unknown", span: spanOf(start, end) });
    }
    this.#at = end;
  }

  /** One dot belongs to the step behind it, two are a step of their own. */
  #readDots(): void {
    const start = this.#at;
    if (this.#text.charAt(start + 1) === "." && start + 1 < this.#end) {
      this.#at = start + 2;
      this.steps.push({ kind: "descent", span: spanOf(start, this.#at) });
      this.#refuseDots();
      return;
    }
    this.#at = start + 1;
    if (this.#at < this.#end) {
      if (!this.#readStep(start)) {
        this.#at = start;
        this.leaveUnknown(this.#end);
      }
      return;
    }
    this.#tell("trailingDot", spanOf(start, this.#at), "");
    this.#at = start;
    this.leaveUnknown(this.#end);
  }

  /** After two dots: more of them, or the end. */
  #refuseDots(): void {
    const start = this.#at;
    while (this.#peek() === ".") {
      this.#at++;
    }
    if (this.#at > start) {
      this.#tell("tooManyDots", spanOf(start - 1, this.#at), this.#at < this.#end ? "." : "");
    } else if (this.#at === this.#end) {
      this.#tell("trailingDot", this.steps.at(-1)?.span ?? spanOf(start, start), "");
    }
    if (this.#at > start) {
      this.steps.push({ kind: "unknown", span: spanOf(start, this.#at) });
    }
  }

  /** `start` is where the step begins, with its dot. */
  #readStep(start: number): boolean {
    switch (this.#peek()) {
      case "[":
        return this.#readBrackets(start);
      case "*":
        this.steps.push({ kind: "wildcard", span: spanOf(start, ++this.#at) });
        return true;
      default:
        return this.#readName(start);
    }
  }

  #readName(start: number): boolean {
    const from = this.#at;
    while (this.#at < this.#end && !/[.[(]/.test(this.#peek())) {
      this.#at++;
    }
    const span = spanOf(from, this.#at);
    const name = this.#text.slice(from, this.#at);
    if (this.#peek() === "(") {
      return this.#readFunction(start, name, span);
    }
    if (/\s/.test(name)) {
      this.#tellBlank(name, span, start);
    }
    this.steps.push({
      kind: "member",
      notation: "dot",
      names: [{ name, span }],
      span: spanOf(start, this.#at),
    });
    return true;
  }

  /** A blank at the ends of a name is a slip; one within it is meant, and wants quotes. */
  #tellBlank(name: string, span: Span, start: number): void {
    const trimmed = name.trim();
    if (/\s/.test(trimmed)) {
      this.#tell(
        "blank",
        span,
        trimmed.includes("'") ? undefined : `['${trimmed}']`,
        spanOf(start, this.#at),
      );
    } else {
      this.#tell("blank", span, trimmed === "" ? undefined : trimmed);
    }
  }

  #readFunction(start: number, name: string, nameSpan: Span): boolean {
    const open = this.#at;
    const close = this.#closing(open, "(", ")");
    if (close === undefined) {
      this.#tell("unclosedParenthesis", spanOf(open, this.#end), undefined);
      this.#at = start;
      return false;
    }
    this.#at = close + 1;
    this.steps.push({ kind: "function", name, nameSpan, span: spanOf(start, this.#at) });
    return true;
  }

  #readBrackets(start: number): boolean {
    const open = this.#at;
    const first = this.#skipBlanks(open + 1);
    const quote = this.#text.charAt(first);
    if (first < this.#end && (quote === "'" || quote === '"')) {
      return this.#readQuotedNames(start, first);
    }
    const close = this.#closing(open, "[", "]");
    if (close === undefined) {
      const tail = this.#text.slice(open + 1, this.#end);
      const mend = /^(?:-?\d+|\*)$/.test(tail) ? `[${tail}]` : undefined;
      this.#tell("unclosedBracket", spanOf(open, this.#end), mend);
      this.#at = start;
      return false;
    }
    this.#at = close + 1;
    const inner = spanOf(open + 1, close);
    const span = spanOf(start, this.#at);
    const content = this.#text.slice(inner.start, inner.end);
    const trimmed = content.trim();
    if (trimmed === "*") {
      this.steps.push({ kind: "wildcard", span });
    } else if (/^-?\d+(?:\s*,\s*-?\d+)*$/.test(trimmed)) {
      this.steps.push({ kind: "index", indexes: this.#indexes(inner), span });
    } else if (/^(?:-?\d+)?\s*:\s*(?:-?\d+)?(?:\s*:\s*(?:-?\d+)?)?$/.test(trimmed)) {
      this.steps.push({ kind: "slice", sliceSpan: inner, span });
    } else if (/^[?(]/.test(trimmed)) {
      this.steps.push({ kind: "filter", filterSpan: inner, span });
    } else {
      this.#tellBrackets(trimmed, spanOf(open, this.#at));
      this.steps.push({ kind: "unknown", span });
    }
    return true;
  }

  #tellBrackets(content: string, span: Span): void {
    if (content === "") {
      this.#tell("emptyBrackets", span, undefined);
    } else if (/^[\w$@-]+$/.test(content)) {
      this.#tell("unquotedName", span, `['${content}']`);
    } else {
      this.#tell("malformedBrackets", span, undefined);
    }
  }

  #readQuotedNames(start: number, first: number): boolean {
    const names: JsonPathName[] = [];
    let at = first;
    for (;;) {
      const quote = this.#text.charAt(at);
      const name = this.#quoted(at, quote);
      if (name === undefined) {
        this.#tell("unclosedQuote", spanOf(at, this.#end), undefined);
        this.#at = start;
        return false;
      }
      names.push(name);
      at = this.#skipBlanks(name.span.end + 1);
      const next = at < this.#end ? this.#text.charAt(at) : "";
      if (next === "]") {
        this.#at = at + 1;
        this.steps.push({ kind: "member", notation: "bracket", names, span: spanOf(start, this.#at) });
        return true;
      }
      const following = this.#skipBlanks(at + 1);
      const isList = next === "," && following < this.#end && /['"]/.test(this.#text.charAt(following));
      if (!isList) {
        const isOpen = next === "" || next === ".";
        const written = this.#text.slice(this.#at, name.span.end + 1);
        this.#tell(
          isOpen ? "unclosedBracket" : "malformedBrackets",
          spanOf(this.#at, isOpen ? at : this.#end),
          isOpen ? `${written}]` : undefined,
        );
        this.#at = start;
        return false;
      }
      at = following;
    }
  }

  /** The name in quotes that open at an offset. A backslash takes the next character as it is. */
  #quoted(open: number, quote: string): JsonPathName | undefined {
    let name = "";
    for (let at = open + 1; at < this.#end; at++) {
      const character = this.#text.charAt(at);
      if (character === quote) {
        return { name, span: spanOf(open + 1, at) };
      }
      if (character === "\\") {
        at++;
      }
      name += this.#text.charAt(at);
    }
    return undefined;
  }

  #indexes(span: Span): readonly JsonPathIndex[] {
    const content = this.#text.slice(span.start, span.end);
    return [...content.matchAll(/-?\d+/g)].map((match) => ({
      value: Number(match[0]),
      span: spanOf(span.start + match.index, span.start + match.index + match[0].length),
    }));
  }

  /** Where the bracket that opens at an offset closes, quoted text and inner brackets passed over. */
  #closing(open: number, opening: string, closing: string): number | undefined {
    let depth = 0;
    let quote = "";
    for (let at = open; at < this.#end; at++) {
      const character = this.#text.charAt(at);
      if (quote !== "") {
        if (character === "\\") {
          at++;
        } else if (character === quote) {
          quote = "";
        }
      } else if (character === "'" || character === '"') {
        quote = character;
      } else if (character === opening) {
        depth++;
      } else if (character === closing && --depth === 0) {
        return at;
      }
    }
    return undefined;
  }

  #skipBlanks(at: number): number {
    let next = at;
    while (next < this.#end && /\s/.test(this.#text.charAt(next))) {
      next++;
    }
    return next;
  }

  #peek(): string {
    return this.#at < this.#end ? this.#text.charAt(this.#at) : "";
  }

  #tell(code: JsonPathProblemCode, span: Span, text: string | undefined, replaced: Span = span): void {
    // What follows a hole may close, fill or go on.
    if (!(this.#isOpen && span.end === this.#end)) {
      this.problems.push({ code, span, mend: text === undefined ? undefined : { span: replaced, text } });
    }
  }
}
