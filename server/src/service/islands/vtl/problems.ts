// The words and places of problems, from what the parser ran into.
// Invariant: every message says what Velocity does and what to write instead.
import type { Span } from "../../text/span";
import type { LexicalFailure } from "./lexer";
import type { VelocityError, VtlProblem } from "./problem";
import { quoted, shown } from "./shown";
import type { Token } from "./token";
import type { Failure } from "./tokenStream";
import type { Directive, Expression } from "./tree";
import { unexpectedMessage } from "./unexpected";
import { type VelocityPosition, velocityPosition } from "./velocityPosition";

/** A production failed: at a token that cannot stand there, at characters that are no token, or by its depth. */
export function failureProblem(
  failure: Failure,
  text: string,
  span: Span,
  opener: Span | undefined,
): VtlProblem {
  const { token, lexical } = failure;
  if (failure.kind === "tooDeep") {
    return {
      kind: "tooDeep",
      span,
      found: token?.image ?? "",
      opener,
      message:
        "This is nested too deep to be checked. Split the template, or compute parts of it with `#set` first.",
      velocity: { exception: "StackOverflowError", position: undefined },
    };
  }
  if (lexical !== undefined) return lexicalProblem(lexical, text, span, opener);
  const atEnd = token?.kind === "eof";
  const found = token?.image ?? "";
  return {
    kind: atEnd ? "unclosed" : "unexpected",
    span,
    found,
    opener,
    message: atEnd
      ? "The template ends in the middle of this. Close what is open: a parenthesis, a bracket or a brace."
      : token === undefined
        ? "This cannot stand here. Take it out."
        : unexpectedMessage(token, text),
    velocity: parseError(velocityPosition(text, token?.start ?? span.start)),
  };
}

function lexicalProblem(
  failure: LexicalFailure,
  text: string,
  span: Span,
  opener: Span | undefined,
): VtlProblem {
  const found = text.slice(failure.start, failure.at + 1);
  const first = found.charAt(0);
  const isQuote = first === '"' || first === "'";
  return {
    kind: "lexical",
    span,
    found,
    opener,
    message: isQuote
      ? `The string that begins here is never closed. Close it with ${quoted(first)}; a quote inside it is written twice.`
      : lexicalMessage(failure, found),
    velocity: parseError(lexicalPosition(failure, text)),
  };
}

function lexicalMessage({ atEnd }: LexicalFailure, found: string): string {
  const first = found.charAt(0);
  if (found.startsWith("#[[")) {
    return "The text that `#[[` begins is never closed. Write `]]#` behind it.";
  }
  if (atEnd && (first === "$" || first === "#")) {
    return `A ${quoted(first)} cannot be the last character of a template. Write something after it, a line end will do.`;
  }
  switch (first) {
    case "&":
    case "|":
      return `Velocity has no single ${quoted(first)}. Write ${quoted(first.repeat(2))}.`;
    case "?":
      return "Velocity has no `?` between values. Write `#if … #else … #end`.";
    default:
      return `${shown(found)} is not allowed here. Take it out, or put it in quotes.`;
  }
}

/** Velocity reports the last character it read, or the place after it at the end of the text. */
function lexicalPosition(failure: LexicalFailure, text: string): VelocityPosition {
  const { line, column } = velocityPosition(text, failure.at);
  if (!failure.atEnd) return { line, column };
  const last = text.charAt(failure.at);
  return last === "\n" || last === "\r" ? { line: line + 1, column: 0 } : { line, column: column + 1 };
}

/** `isBehindElse`: in the last part of an `#if`, which ends at its `#end` alone. */
export function strayProblem(token: Token, text: string, span: Span, isBehindElse: boolean): VtlProblem {
  const found = token.image.trimEnd();
  const isDirective = token.kind === "end" || token.kind === "else" || token.kind === "elseif";
  return {
    kind: isDirective ? "stray" : "unexpected",
    span,
    found,
    opener: undefined,
    message: isDirective
      ? isBehindElse
        ? `An \`#if\` has one \`#else\`, and it is the last: this ${quoted(found)} comes behind it. Take it out, or end the \`#if\` before it.`
        : `This ${quoted(found)} belongs to no directive. Take it out, or open an \`#if\`${token.kind === "end" ? " or `#foreach`" : ""} before it.`
      : strayMessage(found, text.slice(Math.max(0, token.start - LONGEST_CALL), token.start)),
    velocity: parseError(velocityPosition(text, token.start)),
  };
}

const LONGEST_CALL = 400;

/** A call whose argument is none has no end for Velocity. */
function strayMessage(found: string, before: string): string {
  const path = /\.(?:json|path)\(\s*(\$[^"'()\s]*)\s*$/.exec(before)?.[1];
  return path === undefined
    ? `${shown(found)} cannot stand here. Write a backslash or a space before it if it is meant as text.`
    : `A JSONPath is a text, and ${shown(path)} is none. Put it in quotes: ${quoted(`'${path}'`)}.`;
}

/** A block whose `#end` does not come. */
export function openProblem(token: Token, text: string, span: Span, opener: Span): VtlProblem {
  return {
    kind: "unclosed",
    span,
    found: token.image,
    opener,
    message: "The directive that is opened here is never closed. Write `#end` after its body.",
    velocity: parseError(velocityPosition(text, token.start)),
  };
}

export function argumentProblem(
  what: "word" | "macroName" | "noMacroName",
  directive: Token,
  text: string,
  span: Span,
): VtlProblem {
  // Velocity names the token after the directive's name, if it has looked at one.
  const at = directive.next ?? directive;
  return {
    kind: "argument",
    span,
    found: "",
    opener: undefined,
    message:
      what === "word"
        ? `A bare word is no argument of ${quoted(directive.image.trim())}. Put text in quotes, or write \`$\` before a variable.`
        : what === "macroName"
          ? "The first argument of `#macro` is the macro's name: a bare word without `$` and quotes."
          : "A `#macro` needs a name. Write `#macro(name $argument)`.",
    velocity: parseError(velocityPosition(text, at.start)),
  };
}

export function stringProblem(inner: VtlProblem, span: Span, position: VelocityPosition): VtlProblem {
  return {
    ...inner,
    kind: inner.kind === "tooDeep" ? "tooDeep" : "string",
    opener: span,
    message: `Velocity reads this string as a template, and it is none. ${inner.message}`,
    velocity: parseError(position),
  };
}

/** Digits behind a `#` or `$`, which Velocity's lexer takes for a number. */
export function numberProblem(found: string, span: Span): VtlProblem {
  return {
    kind: "number",
    span,
    found,
    opener: undefined,
    message: `${shown(found)} is read as a number, and it is none. Put it in quotes if it is meant as text.`,
    velocity: { exception: "NumberFormatException", position: undefined },
  };
}

/** What Velocity refuses only when it prepares the directive, or runs it, and always then. */
export function setupProblem(directive: Directive, text: string): VtlProblem | undefined {
  const { name, args } = directive;
  const bare = directive.head === undefined;
  const problem = (message: string, velocity: VelocityError, span = directive.nameSpan): VtlProblem => ({
    kind: "missingArgument",
    span,
    found: "",
    opener: undefined,
    message,
    velocity,
  });
  const fails = (exception: VelocityError["exception"]): VelocityError => ({
    exception,
    position: undefined,
  });
  const at = (node: { readonly span: Span }) => parseError(velocityPosition(text, node.span.start));
  const second = args[1];
  switch (name) {
    case "evaluate": {
      const message = "`#evaluate` takes exactly one argument, a string or a reference.";
      if (args[0] === undefined) return problem(message, at(directive));
      if (second !== undefined) return problem(message, at(second), second.span);
      return isTextual(args[0]) ? undefined : problem(message, at(args[0]), args[0].span);
    }
    case "break":
    case "stop":
      return second === undefined
        ? undefined
        : problem(
            `${quoted(`#${name}`)} takes one argument at most.`,
            fails("VelocityException"),
            second.span,
          );
    case "define":
      if (args.length === 1) return undefined;
      return problem(
        "`#define` takes exactly one argument, the variable that it defines: `#define($name) … #end`.",
        fails(bare ? "NullPointerException" : "VelocityException"),
      );
    case "parse":
      if (args.length > 0) return undefined;
      return { ...problem("`#parse` needs an argument.", fails("VelocityException")), onlyWhenRun: true };
    case "literal":
      return bare
        ? problem("`#literal` needs parentheses: `#literal() … #end`.", fails("NullPointerException"))
        : undefined;
    case "foreach":
      if (args.length >= 2) return undefined;
      return {
        ...problem(
          "`#foreach` needs a variable and a list: `#foreach($item in $list) … #end`.",
          fails(bare ? "NullPointerException" : "ArrayIndexOutOfBoundsException"),
        ),
        onlyWhenRun: !bare,
      };
    default:
      return undefined;
  }
}

function isTextual(arg: Expression): boolean {
  return arg.kind === "string" || arg.kind === "reference" || arg.kind === "hole";
}

function parseError(position: VelocityPosition): VelocityError {
  return { exception: "ParseErrorException", position };
}
