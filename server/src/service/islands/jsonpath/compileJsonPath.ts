// Makes of a path what Jayway JsonPath 2.4 would follow, or says where it refuses. Total.
// Reading is `parseJsonPath`'s, which goes on after an error; here the first error ends it, as in Jayway.
import { type Span, spanOf } from "../../text/span";
import {
  type CompiledPath,
  PATH_FUNCTIONS,
  type PathArgument,
  type PathProblem,
  type PathToken,
} from "./compiledPath";
import { compileFilter } from "./compileFilter";
import { argumentsIn } from "./functionArguments";
import type { JsonPath, JsonPathProblem, JsonPathStep } from "./jsonPath";
import { parseJsonPath, parseRootedJsonPath } from "./parseJsonPath";
import { unescaped } from "./unescaped";

export interface CompilationOfPath {
  readonly path: CompiledPath;
  /** One at most. */
  readonly problems: readonly PathProblem[];
  /** What Jayway compiles and stumbles over only when it gets there. */
  readonly unknownFunctions: readonly PathProblem[];
}

const DEEPEST = 40;

/** The path in a text of its own, or in a span of one; `depth` counts the filters around it. */
export function compileJsonPath(
  text: string,
  span: Span = withoutBlanks(text),
  depth = 0,
): CompilationOfPath {
  const tokens: PathToken[] = [];
  const first = text.charAt(span.start);
  const fromRoot = first !== "@";
  const refused = (at: Span, message: string): CompilationOfPath => ({
    path: { tokens, fromRoot },
    problems: [{ span: at, message }],
    unknownFunctions: [],
  });
  const end = trimmedEnd(text, span);
  if (end === span.start) return refused(span, "A JSONPath cannot be empty. Write `$` for the whole body.");
  if (depth > DEEPEST) return refused(span, "This path is nested too deep to be followed.");
  const isRooted = first === "$" || first === "@";
  const parsed = isRooted
    ? parseRootedJsonPath(text, spanOf(span.start, end))
    : parseJsonPath(text, spanOf(span.start, end));
  const last = lastCharacter(parsed, end);
  const problem = parsed.problems.find(({ code, span: at }) => code === "trailingDot" || at.start !== last);
  if (problem !== undefined) return refused(problem.span, messageOf(problem, text));
  const unknownFunctions: PathProblem[] = [];
  for (const step of parsed.steps) {
    if (step.span.start === last) break;
    const compiled = tokenOf(step, text, depth);
    if ("message" in compiled) return refused(compiled.span, compiled.message);
    tokens.push(compiled);
    if (step.kind === "function" && compiled.kind === "function" && compiled.name === undefined) {
      unknownFunctions.push({ span: step.nameSpan, message: `There is no function \`${step.name}()\`.` });
    }
  }
  return { path: { tokens, fromRoot }, problems: [], unknownFunctions };
}

/** Jayway does not look at one character that is left after a step. */
function lastCharacter({ steps }: JsonPath, end: number): number | undefined {
  const at = steps.findIndex((step) => step.span.start === end - 1);
  const before = steps[at - 1];
  return at > 0 && before?.kind !== "descent" ? end - 1 : undefined;
}

function withoutBlanks(text: string): Span {
  const start = text.length - text.trimStart().length;
  return spanOf(start, Math.max(start, text.trimEnd().length));
}

function trimmedEnd(text: string, span: Span): number {
  let { end } = span;
  while (end > span.start + 1 && text.charAt(end - 1) === " ") end--;
  return end;
}

function tokenOf(step: JsonPathStep, text: string, depth: number): PathToken | PathProblem {
  switch (step.kind) {
    case "member": {
      if (step.notation === "dot") return { kind: "property", names: step.names.map(({ name }) => name) };
      const written = step.names.map(({ span }) => text.slice(span.start, span.end));
      const split = step.names.find((_, at) => /^(?:[^\\]|\\[\s\S])*?,/.test(written[at] ?? ""));
      if (split !== undefined) {
        return { span: split.span, message: "A comma in a name is taken for the end of the name." };
      }
      return { kind: "property", names: written.map(unescaped) };
    }
    case "index": {
      const tooLarge = step.indexes.find(({ value }) => value !== (value | 0));
      if (tooLarge !== undefined) return { span: tooLarge.span, message: "This position is out of range." };
      return { kind: "index", indexes: step.indexes.map(({ value }) => value) };
    }
    case "slice":
      return sliceOf(text.slice(step.sliceSpan.start, step.sliceSpan.end).trim(), step.span);
    case "wildcard":
      return { kind: "wildcard" };
    case "descent":
      return { kind: "scan" };
    case "filter": {
      const filter = compileFilter(text, step.filterSpan, depth + 1);
      return "message" in filter ? filter : { kind: "filter", condition: filter };
    }
    case "function":
      return functionOf(step, text, depth);
    case "unknown":
      return {
        span: spanOf(step.span.start, step.span.start + 1),
        message: "Here stands a dot or a bracket.",
      };
  }
}

function functionOf(
  step: JsonPathStep & { readonly kind: "function" },
  text: string,
  depth: number,
): PathToken | PathProblem {
  const between = spanOf(step.nameSpan.end + 1, step.span.end - 1);
  const written = argumentsIn(text, between);
  if (written === undefined) {
    return { span: between, message: "A bracket or parenthesis in these arguments has no counterpart." };
  }
  const args: PathArgument[] = [];
  for (const { kind, span } of written) {
    if (kind === "json") {
      args.push({ kind, text: text.slice(span.start, span.end) });
      continue;
    }
    const { path, problems } = compileJsonPath(text, span, depth + 1);
    if (problems[0] !== undefined) return problems[0];
    args.push({ kind, path });
  }
  return { kind: "function", name: PATH_FUNCTIONS.find((known) => known === step.name), args };
}

function sliceOf(written: string, span: Span): PathToken | PathProblem {
  const [from = "", to = ""] = written.split(":");
  const isWritten = /^[-:\d]+$/.test(written) && /^(?:-?\d+)?$/.test(from) && /^(?:-?\d+)?$/.test(to);
  if (!isWritten || (from === "" && to === "")) {
    return { span, message: "A slice is written `[from:to]` without blanks, and needs one of the two." };
  }
  const bound = (digits: string) => (digits === "" ? undefined : Number(digits));
  return { kind: "slice", from: bound(from), to: bound(to) };
}

function messageOf({ code, span }: JsonPathProblem, text: string): string {
  const written = text.slice(span.start, span.end);
  switch (code) {
    case "unclosedBracket":
      return "This `[` is never closed. Write `]` where it ends.";
    case "unclosedQuote":
      return `This \`${written.charAt(0)}\` is never closed. Write another one where the name ends.`;
    case "unclosedParenthesis":
      return "This `(` is never closed. Write `)` where it ends.";
    case "emptyBrackets":
    case "malformedBrackets":
      return "In brackets stands a position, a `'name'` in quotes, `*` or a filter `?( … )`. Write one of them.";
    case "unquotedName":
      return `A name in brackets stands in quotes. Write \`['${written.slice(1, -1).replaceAll("`", "")}']\`.`;
    case "trailingDot":
      return "A JSONPath cannot end with a dot. Leave it out, or write a name behind it.";
    case "tooManyDots":
      return "A dot cannot follow a dot here. Leave one out.";
    case "blank":
      return "A name with a blank is written in brackets, such as `['my name']`.";
  }
}
