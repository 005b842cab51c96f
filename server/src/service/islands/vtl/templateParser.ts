// Statements: text, references, `#set`, `#if` and everything written `#word`, with recovery after errors.
// Invariant: every loop takes a token or moves on in the text, so that any text is read in bounded time.
import { type Span, spanOf } from "../../text/span";
import { DEEPEST, ExpressionParser } from "./expressionParser";
import { Lexer } from "./lexer";
import { imagesOf, literalOf, tokenLiteral } from "./literals";
import type { VtlProblem } from "./problem";
import {
  argumentProblem,
  failureProblem,
  numberProblem,
  openProblem,
  setupProblem,
  strayProblem,
  stringProblem,
} from "./problems";
import { recoveryOffset } from "./recovery";
import { outerOffset, type StringSource, stringContent } from "./stringContent";
import type { Token, TokenKind } from "./token";
import type { Holes } from "./tokenMatch";
import { Failure, TokenStream } from "./tokenStream";
import {
  BLOCK_DIRECTIVES,
  type Block,
  type Branch,
  type Broken,
  CONTROL_DIRECTIVES,
  DIRECTIVES,
  type Directive,
  type Expression,
  type IfDirective,
  type Offsets,
  type SetDirective,
  type Statement,
  type StringLiteral,
  type Template,
  type Text,
} from "./tree";
import { velocityPosition } from "./velocityPosition";

/** Where a text comes from: the template itself, or a string in it. */
export interface Origin {
  readonly outermost: string;
  readonly offsets: Offsets;
  /** Whether a macro is defined further out: an escaped call of one prints without its backslash. */
  readonly isMacro: (name: string) => boolean;
}

export interface Parsed {
  readonly template: Template;
  /** What keeps Velocity from reading the text. */
  readonly syntax: readonly VtlProblem[];
  /** What it finds fault with only once everything is read, in its order. */
  readonly setup: readonly VtlProblem[];
}

const MOST_PROBLEMS = 100;

/** What may stand among text; anything else ends a block. */
const STATEMENT_STARTS: ReadonlySet<TokenKind> = new Set([
  "parenOpen",
  "parenClose",
  "escapedDirective",
  "set",
  "lineCommentStart",
  "doubleEscape",
  "escape",
  "text",
  "docCommentEnd",
  "blockCommentEnd",
  "textblockEnd",
  "string",
  "if",
  "integer",
  "float",
  "word",
  "bracedWord",
  "identifier",
  "dot",
  "braceOpen",
  "braceClose",
  "emptyIndex",
  "hole",
]);

export class TemplateParser {
  readonly #text: string;
  readonly #origin: Origin;
  readonly #holes: Holes;
  readonly #stream: TokenStream;
  readonly #values: ExpressionParser;
  readonly #syntax: VtlProblem[] = [];
  readonly #setup: VtlProblem[] = [];
  readonly #macros = new Set<string>();
  readonly #macroDirectives: Directive[] = [];

  constructor(text: string, holes: Holes, origin: Origin) {
    this.#text = text;
    this.#origin = origin;
    this.#holes = holes;
    this.#stream = new TokenStream(new Lexer(text, holes));
    this.#values = new ExpressionParser(
      this.#stream,
      (start, end) => this.#span(start, end),
      (token, depth) => this.#string(token, depth),
      ({ start, end, image }) => this.#addSetup(numberProblem(image, this.#span(start, end))),
    );
  }

  parse(depth: number): Parsed {
    const children: Statement[] = [];
    while (true) {
      this.#statements(children, depth);
      const next = this.#peekOrEnd();
      if (next === undefined || next.kind === "eof") break;
      children.push(this.#stray(next));
    }
    const span = this.#span(0, this.#text.length);
    const template: Template = { kind: "template", span, children, macros: this.#macroDirectives };
    return { template, syntax: this.#syntax, setup: this.#setup };
  }

  #span(start: number, end: number): Span {
    const { offsets } = this.#origin;
    const first = outerOffset(offsets, start, this.#text.length);
    return spanOf(first, Math.max(first, outerOffset(offsets, end, this.#text.length)));
  }

  /** Reads up to what ends a block; what is broken is reported and passed over. */
  #statements(into: Statement[], depth: number): void {
    while (true) {
      const start = this.#stream.current.end;
      try {
        const next = this.#stream.peek();
        if (!STATEMENT_STARTS.has(next.kind)) return;
        if (depth > DEEPEST) throw new Failure("tooDeep", next);
        into.push(this.#statement(depth));
      } catch (thrown) {
        into.push(this.#recover(thrown, start, undefined));
      }
    }
  }

  /** The next token, or what there is after passing over characters that are none. */
  #peekOrEnd(): Token | undefined {
    try {
      return this.#stream.peek();
    } catch (thrown) {
      this.#recover(thrown, this.#stream.current.end, undefined);
      return undefined;
    }
  }

  #recover(thrown: unknown, start: number, opener: Span | undefined): Broken {
    if (!(thrown instanceof Failure)) throw thrown;
    this.#report(() => failureProblem(thrown, this.#text, this.#span(thrown.start, thrown.end), opener));
    const full = this.#syntax.length >= MOST_PROBLEMS || thrown.kind === "tooDeep";
    const end = full ? this.#text.length : recoveryOffset(this.#text, start, thrown);
    this.#stream.resume(end);
    return { kind: "broken", span: this.#span(start, end) };
  }

  /** Makes a problem only where there is room for it, since its position is counted from the text's start. */
  #report(make: () => VtlProblem): void {
    if (this.#syntax.length < MOST_PROBLEMS) this.#syntax.push(make());
  }

  #stray(token: Token, isBehindElse = false): Broken {
    this.#report(() => strayProblem(token, this.#text, this.#span(token.start, token.end), isBehindElse));
    this.#stream.take(token.kind);
    let { end } = token;
    if (token.kind === "elseif") {
      end = recoveryOffset(this.#text, token.start, undefined);
      this.#stream.resume(end);
    } else if (token.kind !== "end" && token.kind !== "else") {
      this.#stream.resume(end);
    }
    return { kind: "broken", span: this.#span(token.start, end) };
  }

  #statement(depth: number): Statement {
    const stream = this.#stream;
    const next = stream.peek();
    if (next.kind === "if") return this.#if(depth);
    if (stream.looksLikeReference()) return this.#values.reference(depth);
    switch (next.kind) {
      case "set":
        return this.#set(depth);
      case "word":
      case "bracedWord":
        return this.#directive(next, depth);
      case "lineCommentStart": {
        stream.take("lineCommentStart");
        const end = stream.takeIf("lineCommentEnd") ?? next;
        const comment = next.image.indexOf("##");
        return {
          kind: "comment",
          style: "line",
          span: this.#span(next.start, end === next ? this.#stream.lexer.offset : end.end),
          output: next.image.slice(0, Math.max(0, comment)),
        };
      }
      case "blockCommentEnd":
      case "docCommentEnd": {
        const start = stream.current.end;
        stream.take(next.kind);
        const comment = next.image.search(/##|#\*/);
        return {
          kind: "comment",
          style: next.kind === "docCommentEnd" ? "doc" : "block",
          span: this.#span(Math.min(start, next.start), next.end),
          output: next.image.slice(0, Math.max(0, comment)),
        };
      }
      default:
        return this.#plain(next);
    }
  }

  #plain(next: Token): Text {
    const stream = this.#stream;
    const text = (style: Text["style"], output: string, end = next.end): Text => ({
      kind: "text",
      style,
      span: this.#span(next.start, end),
      output,
    });
    switch (next.kind) {
      case "textblockEnd":
        stream.take(next.kind);
        return text("textblock", next.image.slice(3, Math.max(3, next.image.length - 3)));
      case "escapedDirective":
        stream.take(next.kind);
        next.image = this.#escapedDirective(next.image);
        return text("escapedDirective", next.image);
      case "doubleEscape":
        return this.#escapes(next, text);
      default:
        stream.take(next.kind);
        return text("plain", tokenLiteral(next));
    }
  }

  /** Of the backslashes before a directive that exists every other one prints, before anything else all of them. */
  #escapedDirective(image: string): string {
    const last = image.lastIndexOf("\\");
    const directive = image.slice(last + 1);
    const name = directive.slice(1).replace(/^\{(.*)\}$/s, "$1");
    const known = this.#isDirective(name) || CONTROL_DIRECTIVES.has(name);
    return known ? image.slice(0, last >> 1) + directive : image;
  }

  #isDirective(name: string): boolean {
    return DIRECTIVES.has(name) || this.#macros.has(name) || this.#origin.isMacro(name);
  }

  #escapes(first: Token, text: (style: Text["style"], output: string, end: number) => Text): Text {
    const stream = this.#stream;
    let count = 0;
    let last = first;
    do {
      last = stream.take("doubleEscape");
      count++;
    } while (stream.peek().kind === "doubleEscape");
    const next = stream.peek();
    const control = ["if", "else", "elseif", "end"].includes(next.kind);
    const escaped = control || this.#isDirective(next.image.slice(1));
    return text("escape", (escaped ? "\\" : "\\\\").repeat(count), last.end);
  }

  #set(depth: number): SetDirective {
    const stream = this.#stream;
    const first = stream.take("set");
    stream.takeIf("whitespace");
    const target = this.#values.reference(depth + 1);
    stream.takeIf("whitespace");
    stream.take("assign");
    const value = this.#values.expression(depth + 1);
    const close = stream.take("parenClose");
    stream.lexer.leaveSet();
    stream.peek();
    const hash = first.start + first.image.indexOf("#");
    return {
      kind: "set",
      span: this.#span(hash, close.start + 1),
      keyword: this.#span(hash, hash + first.image.slice(hash - first.start).replace(/ *\($/, "").length),
      target,
      targetName: target.image.slice(1),
      value,
    };
  }

  #if(depth: number): IfDirective {
    const stream = this.#stream;
    const first = stream.peek();
    const opener = this.#span(first.start, first.end);
    const branches = [this.#branch("if", depth)];
    while (this.#peekOrEnd()?.kind === "elseif") branches.push(this.#branch("elseif", depth));
    let otherwise: IfDirective["otherwise"];
    const otherToken = this.#peekOrEnd();
    if (otherToken?.kind === "else") {
      stream.take("else");
      const keyword = this.#span(otherToken.start, otherToken.end);
      otherwise = { keyword, body: this.#block(depth, "else") };
    }
    const end = this.#end(opener);
    return {
      kind: "if",
      span: spanOf(opener.start, end?.end ?? this.#span(stream.current.end, stream.current.end).end),
      branches,
      otherwise,
      end,
    };
  }

  #branch(kind: "if" | "elseif", depth: number): Branch {
    const stream = this.#stream;
    const token = stream.take(kind);
    const keyword = this.#span(token.start, token.end);
    let condition: Expression;
    try {
      stream.takeIf("whitespace");
      stream.take("parenOpen");
      condition = this.#values.expression(depth + 1);
      stream.take("parenClose");
    } catch (thrown) {
      condition = this.#recover(thrown, token.start, keyword);
    }
    return { keyword, condition, body: this.#block(depth, "branch") };
  }

  /** The statements up to `#end`, or up to `#else` and `#elseif` where they belong to the block's directive. */
  #block(depth: number, of: "branch" | "else" | "directive"): Block {
    const children: Statement[] = [];
    const start = this.#stream.current.end;
    while (true) {
      this.#statements(children, depth + 1);
      const next = this.#peekOrEnd();
      if (next === undefined) continue;
      if (next.kind === "eof" || next.kind === "end") break;
      if (of === "branch" && (next.kind === "else" || next.kind === "elseif")) break;
      children.push(this.#stray(next, of === "else"));
    }
    return { span: this.#span(start, this.#stream.current.end), children };
  }

  #end(opener: Span): Span | undefined {
    const next = this.#peekOrEnd();
    if (next?.kind === "end") {
      this.#stream.take("end");
      return this.#span(next.start, next.start + next.image.trimEnd().length);
    }
    const alreadyAtEnd = this.#syntax.some((problem) => problem.kind === "tooDeep");
    if (!alreadyAtEnd && next !== undefined) {
      this.#report(() => openProblem(next, this.#text, this.#span(next.start, next.end), opener));
    }
    return undefined;
  }

  #directive(token: Token, depth: number): Directive {
    const stream = this.#stream;
    stream.take(token.kind);
    const name = token.kind === "bracedWord" ? token.image.slice(2, -1) : token.image.slice(1);
    const nameSpan = this.#span(token.start, token.end);
    stream.lexer.enterDirective();
    if (!stream.lexer.parenthesisFollows()) {
      stream.lexer.leaveDirective();
      const bare = { kind: "directive", name, nameSpan, head: undefined, body: undefined } as const;
      const directive: Directive = {
        ...bare,
        span: nameSpan,
        args: [],
        end: undefined,
        literal: token.image,
        bodyLiteral: "",
      };
      if (name === "macro") {
        this.#report(() => argumentProblem("noMacroName", token, this.#text, nameSpan));
      }
      this.#checkSetup(directive);
      return directive;
    }
    const isBlock = BLOCK_DIRECTIVES.has(name) || name.startsWith("@");
    let args: Expression[] = [];
    let closedAt: number;
    let isRead = true;
    try {
      args = this.#arguments(name, token, depth);
      closedAt = stream.current.start + 1;
    } catch (thrown) {
      // A broken head of a block still has a body and an `#end`.
      if (!isBlock) throw thrown;
      closedAt = token.end;
      isRead = false;
      this.#recover(thrown, token.start, nameSpan);
    }
    const headEnd = stream.current;
    const head = this.#span(token.end, Math.max(closedAt, token.end));
    if (!isBlock) {
      const literal = imagesOf(token, headEnd);
      const span = spanOf(nameSpan.start, head.end);
      const directive: Directive = {
        kind: "directive",
        span,
        name,
        nameSpan,
        head,
        args,
        body: undefined,
        end: undefined,
        literal,
        bodyLiteral: "",
      };
      this.#checkSetup(directive);
      return directive;
    }
    return this.#blockDirective({ token, name, nameSpan, head, args, headEnd, isRead }, depth);
  }

  #blockDirective(
    open: {
      readonly token: Token;
      readonly name: string;
      readonly nameSpan: Span;
      readonly head: Span;
      readonly args: readonly Expression[];
      readonly headEnd: Token;
      /** Whether its arguments were, so that what is missing among them is. */
      readonly isRead: boolean;
    },
    depth: number,
  ): Directive {
    const { token, name, nameSpan, head, args, headEnd, isRead } = open;
    const stream = this.#stream;
    const problemsBefore = this.#syntax.length;
    const body = this.#block(depth, "directive");
    const bodyEnd = stream.current;
    const end = this.#end(nameSpan);
    const whole = this.#syntax.length === problemsBefore;
    const first = headEnd.next;
    const directive: Directive = {
      kind: "directive",
      span: spanOf(nameSpan.start, end?.end ?? this.#span(stream.current.end, stream.current.end).end),
      name,
      nameSpan,
      head,
      args,
      body,
      end,
      literal: whole && name.startsWith("@") ? imagesOf(token, stream.current) : "",
      bodyLiteral:
        whole && name === "literal" && first !== undefined && bodyEnd !== headEnd
          ? literalOf(first, bodyEnd)
          : "",
    };
    if (name === "macro" && end !== undefined && isRead) {
      const macro = args[0];
      if (macro === undefined)
        this.#report(() => argumentProblem("noMacroName", token, this.#text, nameSpan));
      else if (macro.kind === "word") {
        this.#macros.add(macro.literal);
        this.#macroDirectives.push(directive);
      }
    }
    if (isRead) this.#checkSetup(directive);
    return directive;
  }

  #arguments(name: string, token: Token, depth: number): Expression[] {
    const stream = this.#stream;
    const args: Expression[] = [];
    stream.takeIf("whitespace");
    stream.take("parenOpen");
    while (stream.looksLikeDirectiveArgument()) {
      stream.takeIf("whitespace");
      if (stream.takeIf("comma") !== undefined) stream.takeIf("whitespace");
      const arg = this.#values.directiveArgument(depth + 1);
      const position = args.length;
      args.push(arg);
      const isMacroName = name === "macro" && position === 0;
      const isWord = arg.kind === "word";
      const wordAllowed = isMacroName || !DIRECTIVES.has(name) || (name === "foreach" && position === 1);
      if (isWord ? !wordAllowed : isMacroName) {
        const what = isWord ? "word" : "macroName";
        this.#report(() => argumentProblem(what, token, this.#text, arg.span));
      }
    }
    stream.takeIf("whitespace");
    stream.take("parenClose");
    return args;
  }

  #checkSetup(directive: Directive): void {
    this.#addSetup(setupProblem(directive, this.#origin.outermost));
  }

  #addSetup(problem: VtlProblem | undefined): void {
    if (problem !== undefined && this.#setup.length < MOST_PROBLEMS) this.#setup.push(problem);
  }

  /** A string; one that holds a `$` or `#` is a template of its own, read when all of this one has been. */
  #string(token: Token, depth: number): StringLiteral {
    const source: StringSource = { image: token.image, start: token.start, offsets: this.#origin.offsets };
    const { text, quote, offsets, interpolated } = stringContent(source, this.#text.length);
    const span = this.#span(token.start, token.end);
    const hasLineComment = text.includes("##");
    let template: Template | undefined;
    if (interpolated) {
      const holes: Holes = {
        any: this.#holes.any,
        at: (offset) => text.charAt(offset) === "\uFFFC" && this.#holes.any,
      };
      const { outermost } = this.#origin;
      const origin: Origin = { outermost, offsets, isMacro: (name) => this.#isDirective(name) };
      const inner = new TemplateParser(hasLineComment ? text : `${text} `, holes, origin).parse(depth + 1);
      template = inner.template;
      this.#macroDirectives.push(...template.macros);
      this.#addInner(inner, span);
    }
    return { kind: "string", span, literal: token.image, quote, text, offsets, template, hasLineComment };
  }

  /** What is wrong inside a string is one problem of the template each, at the place of the string for Velocity. */
  #addInner(inner: Parsed, span: Span): void {
    const room = Math.max(0, MOST_PROBLEMS - this.#setup.length);
    if (inner.syntax.length > 0 && room > 0) {
      const position = velocityPosition(this.#origin.outermost, span.start);
      const problems = inner.syntax.slice(0, room);
      this.#setup.push(...problems.map((problem) => stringProblem(problem, span, position)));
    } else {
      this.#setup.push(...inner.setup.slice(0, room));
    }
  }
}
