// Values: references, literals, and the expressions of `#set`, `#if` and `#elseif`, as Velocity 1.7 reads them.
// Invariant: each production takes the tokens that Velocity's takes, in its order; a `Failure` says where it ends.
import type { Span } from "../../text/span";
import { literalOf, referenceHead } from "./literals";
import type { Token, TokenKind } from "./token";
import { Failure, type TokenStream } from "./tokenStream";
import type {
  Expression,
  ListLiteral,
  MapLiteral,
  MethodStep,
  OperationStep,
  Operator,
  RangeLiteral,
  Reference,
  Step,
  StringLiteral,
} from "./tree";

/** How deep values, groups and statements may stand in each other. */
export const DEEPEST = 200;

/** From the loosest to the tightest. */
const RANKS: readonly ReadonlyMap<TokenKind, Operator>[] = [
  new Map([["or", "||"]]),
  new Map([["and", "&&"]]),
  new Map([
    ["equal", "=="],
    ["notEqual", "!="],
  ]),
  new Map([
    ["less", "<"],
    ["greater", ">"],
    ["lessOrEqual", "<="],
    ["greaterOrEqual", ">="],
  ]),
  new Map([
    ["plus", "+"],
    ["minus", "-"],
  ]),
  new Map([
    ["times", "*"],
    ["divide", "/"],
    ["modulo", "%"],
  ]),
];

export class ExpressionParser {
  readonly #stream: TokenStream;
  readonly #span: (start: number, end: number) => Span;
  readonly #string: (token: Token, depth: number) => StringLiteral;
  readonly #noNumber: (token: Token) => void;

  constructor(
    stream: TokenStream,
    span: (start: number, end: number) => Span,
    string: (token: Token, depth: number) => StringLiteral,
    noNumber: (token: Token) => void,
  ) {
    this.#stream = stream;
    this.#span = span;
    this.#string = string;
    this.#noNumber = noNumber;
  }

  reference(depth: number): Reference {
    const stream = this.#stream;
    const first = stream.peek();
    let name = first;
    if (first.kind === "braceOpen") {
      stream.take("braceOpen");
      name = stream.take("identifier");
    } else {
      stream.take("identifier");
    }
    const steps: Step[] = [];
    this.#indexes(steps, depth);
    while (stream.looksLikeMember()) {
      stream.take("dot");
      steps.push(stream.looksLikeMethod() ? this.#method(depth) : this.#property());
      this.#indexes(steps, depth);
    }
    const last = first.kind === "braceOpen" ? stream.take("braceClose") : stream.current;
    const head = referenceHead(first.image, name.image);
    first.image = head.image;
    const literal = literalOf(first, last);
    return {
      kind: "reference",
      span: this.#span(first.start, last.end),
      root: head.root,
      rootSpan: this.#span(Math.max(name.start, name.end - head.root.length), name.end),
      quiet: head.quiet,
      formal: head.formal,
      runt: head.runt,
      escaped: head.escaped,
      escapes: head.escapes,
      prefix: head.prefix,
      computable: head.computable,
      nullText: head.nullText ?? literal,
      literal,
      image: head.image,
      steps,
    };
  }

  #indexes(steps: Step[], depth: number): void {
    const stream = this.#stream;
    while (stream.peek().kind === "indexOpen") {
      const open = stream.take("indexOpen");
      stream.takeIf("whitespace");
      const index = this.#index(depth + 1);
      stream.takeIf("whitespace");
      const close = stream.take("indexClose");
      steps.push({ kind: "index", span: this.#span(open.start, close.end), index });
    }
  }

  #index(depth: number): Expression {
    const next = this.#stream.peek();
    switch (next.kind) {
      case "string":
      case "integer":
      case "true":
      case "false":
      case "hole":
      case "identifier":
      case "braceOpen":
        return this.#value(depth);
      default:
        throw new Failure("token", next);
    }
  }

  #property(): Step {
    const name = this.#stream.take("identifier");
    return { kind: "property", span: this.#span(name.start, name.end), name: name.image };
  }

  #method(depth: number): MethodStep {
    const stream = this.#stream;
    const name = stream.take("identifier");
    stream.take("parenOpen");
    const args: Expression[] = [];
    if (stream.peek().kind !== "argumentsClose" && this.#startsParameter(stream.peek())) {
      do {
        args.push(this.parameter(depth + 1));
      } while (stream.takeIf("comma") !== undefined);
    }
    const close = stream.take("argumentsClose");
    return {
      kind: "method",
      span: this.#span(name.start, close.end),
      name: name.image,
      nameSpan: this.#span(name.start, name.end),
      args,
    };
  }

  #startsParameter(token: Token): boolean {
    switch (token.kind) {
      case "whitespace":
      case "string":
      case "integer":
      case "float":
      case "bracketOpen":
      case "mapOpen":
      case "true":
      case "false":
      case "identifier":
      case "braceOpen":
      case "hole":
        return true;
      default:
        return false;
    }
  }

  /** A value with blanks around it. */
  parameter(depth: number): Expression {
    this.#stream.takeIf("whitespace");
    const value = this.#value(depth);
    this.#stream.takeIf("whitespace");
    return value;
  }

  /** An argument of a directive: a value or a bare word, without the blanks. */
  directiveArgument(depth: number): Expression {
    const next = this.#stream.peek();
    if (next.kind !== "word") return this.#value(depth);
    this.#stream.take("word");
    return { kind: "word", span: this.#span(next.start, next.end), literal: next.image };
  }

  #value(depth: number): Expression {
    const stream = this.#stream;
    const next = stream.peek();
    if (depth > DEEPEST) throw new Failure("tooDeep", next);
    const literal = next.image;
    const span = () => this.#span(next.start, next.end);
    switch (next.kind) {
      case "string":
        stream.take("string");
        return this.#string(next, depth);
      case "integer":
      case "float":
        // After a `#` or `$` the digits are a number token still, which fails once everything is read.
        if (!/^[-.0-9]/.test(literal)) this.#noNumber(next);
        stream.take(next.kind);
        return { kind: next.kind, span: span(), literal };
      case "true":
      case "false":
        stream.take(next.kind);
        return { kind: "boolean", span: span(), literal, value: next.kind === "true" };
      case "hole":
        stream.take("hole");
        return { kind: "hole", span: span(), literal };
      case "identifier":
      case "braceOpen":
        return this.reference(depth);
      case "bracketOpen":
        return stream.looksLikeRange() ? this.#range(depth) : this.#list(depth);
      case "mapOpen":
        return this.#map(depth);
      default:
        throw new Failure("token", next);
    }
  }

  #range(depth: number): RangeLiteral {
    const stream = this.#stream;
    const open = stream.take("bracketOpen");
    stream.takeIf("whitespace");
    const from = this.#bound(depth + 1);
    stream.takeIf("whitespace");
    stream.take("range");
    stream.takeIf("whitespace");
    const to = this.#bound(depth + 1);
    stream.takeIf("whitespace");
    const close = stream.take("bracketClose");
    return {
      kind: "range",
      span: this.#span(open.start, close.end),
      literal: literalOf(open, close),
      from,
      to,
    };
  }

  #bound(depth: number): Expression {
    const next = this.#stream.peek();
    if (["integer", "identifier", "braceOpen", "hole"].includes(next.kind)) return this.#value(depth);
    throw new Failure("token", next);
  }

  #list(depth: number): ListLiteral {
    const stream = this.#stream;
    const open = stream.take("bracketOpen");
    const items: Expression[] = [];
    if (this.#startsParameter(stream.peek())) {
      do {
        items.push(this.parameter(depth + 1));
      } while (stream.takeIf("comma") !== undefined);
    }
    const close = stream.take("bracketClose");
    return { kind: "list", span: this.#span(open.start, close.end), literal: literalOf(open, close), items };
  }

  #map(depth: number): MapLiteral {
    const stream = this.#stream;
    const open = stream.take("mapOpen");
    const entries: { key: Expression; value: Expression }[] = [];
    if (stream.looksLikeEntry()) {
      do {
        const key = this.parameter(depth + 1);
        stream.take("colon");
        entries.push({ key, value: this.parameter(depth + 1) });
      } while (stream.takeIf("comma") !== undefined);
    } else {
      stream.takeIf("whitespace");
    }
    const close = stream.takeIf("mapClose") ?? stream.take("braceClose");
    return { kind: "map", span: this.#span(open.start, close.end), literal: literalOf(open, close), entries };
  }

  expression(depth: number): Expression {
    return this.#rank(0, depth);
  }

  #rank(rank: number, depth: number): Expression {
    const operators = RANKS[rank];
    if (operators === undefined) return this.#unary(depth);
    const stream = this.#stream;
    const first = this.#rank(rank + 1, depth);
    const rest: OperationStep[] = [];
    while (true) {
      const token = stream.peek();
      const operator = operators.get(token.kind);
      if (operator === undefined) break;
      stream.take(token.kind);
      const operand = this.#rank(rank + 1, depth);
      const literal = this.#literalAfter(token);
      rest.push({ operator, operatorSpan: this.#span(token.start, token.end), operand, literal });
    }
    const last = rest.at(-1);
    if (last === undefined) return first;
    const span = { start: first.span.start, end: last.operand.span.end };
    return { kind: "operation", span, literal: last.literal, first, rest };
  }

  /** What was written between a token and the token that was taken last, that one included. */
  #literalAfter(token: Token): string {
    const first = token.next;
    return first === undefined ? "" : literalOf(first, this.#stream.current);
  }

  #unary(depth: number): Expression {
    const stream = this.#stream;
    if (depth > DEEPEST) throw new Failure("tooDeep", stream.peek());
    if (!stream.looksLikeNot()) return this.#primary(depth);
    stream.takeIf("whitespace");
    const not = stream.take("not");
    const operand = this.#unary(depth + 1);
    const span = { start: this.#span(not.start, not.end).start, end: operand.span.end };
    return { kind: "not", span, literal: this.#literalAfter(not), operand };
  }

  #primary(depth: number): Expression {
    const stream = this.#stream;
    stream.takeIf("whitespace");
    const value = stream.peek().kind === "parenOpen" ? this.#group(depth + 1) : this.#value(depth);
    stream.takeIf("whitespace");
    return value;
  }

  #group(depth: number): Expression {
    const stream = this.#stream;
    const open = stream.take("parenOpen");
    const expression = this.expression(depth);
    const literal = this.#literalAfter(open);
    const close = stream.take("parenClose");
    return { kind: "group", span: this.#span(open.start, close.start + 1), literal, expression };
  }
}
