// The words and places of problems, from what the parser ran into.
// Invariant: every message says what Velocity does and what to write instead.
import type { Span } from "../../text/span";
import type { LexicalFailure } from "./lexer";
import type { VelocityError, VtlProblem } from "./problem";
import type { Token } from "./token";
import type { Failure } from "./tokenStream";
import type { Directive, Expression } from "./tree";
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
      : unexpectedMessage(token),
    velocity: parseError(velocityPosition(text, token?.start ?? span.start)),
  };
}

function unexpectedMessage(token: Token | undefined): string {
  const found = shown(token?.image ?? "");
  switch (token?.kind) {
    case "assign":
      return "A single `=` compares nothing. Write `==` to compare, or `#set` to assign.";
    case "word":
      return token.image === "null"
        ? "Velocity has no `null`. Compare with a variable that is never set, or leave the `#set` out."
        : `The bare word ${found} is no value here. Put text in quotes, or write \`$\` before the name of a variable.`;
    case "integer":
    case "float":
      return token.image.startsWith("-")
        ? `${found} is a negative number here, not a subtraction. Write a blank after the minus.`
        : `The number ${found} cannot stand here. An operator or a comma is missing before it.`;
    case "string":
      return `The text ${found} cannot stand here. A quote inside a string is written twice, not with a backslash.`;
    case "colon":
      return "A `:` cannot stand here. In `#foreach` write `in` between the variable and the list.";
    default:
      return `${found} cannot stand here. A value or a closing bracket is expected.`;
  }
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
      : failure.atEnd && (first === "$" || first === "#")
        ? `A ${quoted(first)} cannot be the last character of a template. Write something after it, a line end will do.`
        : `${shown(found)} is not allowed here. Take it out, or put it in quotes.`,
    velocity: parseError(lexicalPosition(failure, text)),
  };
}

/** Velocity reports the last character it read, or the place after it at the end of the text. */
function lexicalPosition(failure: LexicalFailure, text: string): VelocityPosition {
  const { line, column } = velocityPosition(text, failure.at);
  if (!failure.atEnd) return { line, column };
  const last = text.charAt(failure.at);
  return last === "\n" || last === "\r" ? { line: line + 1, column: 0 } : { line, column: column + 1 };
}

export function strayProblem(token: Token, text: string, span: Span): VtlProblem {
  const found = token.image.trimEnd();
  const isDirective = token.kind === "end" || token.kind === "else" || token.kind === "elseif";
  return {
    kind: isDirective ? "stray" : "unexpected",
    span,
    found,
    opener: undefined,
    message: isDirective
      ? `This ${quoted(found)} belongs to no directive. Take it out, or open an \`#if\`${token.kind === "end" ? " or `#foreach`" : ""} before it.`
      : `${shown(found)} cannot stand here. Write a backslash or a space before it if it is meant as text.`,
    velocity: parseError(velocityPosition(text, token.start)),
  };
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

function shown(text: string): string {
  const line = /^[^\r\n]{0,40}/.exec(text.trim())?.[0] ?? "";
  return line === "" ? "This" : quoted(line);
}

function quoted(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}
