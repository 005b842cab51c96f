// Blanks and line ends around directives that Velocity 1.7 and 2 print in different ways.
// Invariant: found are directives alone on an indented line, and those that end a line with text before them.
import type { TemplateStudy } from "../islands/vtl";
import { type Span, spanOf } from "../text/span";

export interface VelocityBlanks {
  /** `kept`: 1.7 prints the blanks before the directive. `swallowed`: 1.7 prints no line end behind it. */
  readonly kind: "kept" | "swallowed";
  readonly directive: Span;
  readonly blanks: Span;
}

/** In the order of the text. */
export function velocityBlanks(study: TemplateStudy, value: string): readonly VelocityBlanks[] {
  const found = [...heads(study)].flatMap((head) => blanksAround(head, value) ?? []);
  return found.sort((a, b) => a.directive.start - b.directive.start);
}

interface Head {
  /** From its `#` to the end of its parentheses. */
  readonly span: Span;
  readonly word: "set" | "end" | "other";
}

function* heads({ ifs, sets, directives }: TemplateStudy): Generator<Head> {
  for (const { branches, otherwise, end } of ifs) {
    for (const { keyword, body } of branches) {
      yield { span: spanOf(keyword.start, body.span.start), word: "other" };
    }
    yield* headAt(otherwise?.keyword, "other");
    yield* headAt(end, "end");
  }
  for (const { name, nameSpan, head, end } of directives) {
    if (name === "foreach" || name === "macro" || name === "define") {
      yield { span: spanOf(nameSpan.start, head?.end ?? nameSpan.end), word: "other" };
      yield* headAt(end, "end");
    }
  }
  for (const { span } of sets) {
    yield { span, word: "set" };
  }
}

function* headAt(span: Span | undefined, word: Head["word"]): Generator<Head> {
  if (span !== undefined) {
    yield { span, word };
  }
}

/** A directive with its parentheses, as far as they nest in what people write. */
const DIRECTIVE = /#\{?\w+\}?(?:\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?/g;

function blanksAround({ span, word }: Head, value: string): VelocityBlanks | undefined {
  const hash = value.indexOf("#", span.start);
  const last = hash + value.slice(hash, span.end).trimEnd().length;
  const rest = /^[ \t]*\r?\n/.exec(value.slice(last, last + LONGEST_LINE))?.[0];
  if (hash < 0 || hash >= span.end || rest === undefined) {
    return undefined;
  }
  const lineStart = value.lastIndexOf("\n", hash - 1) + 1;
  const directive = spanOf(hash, last);
  const before = value.slice(Math.max(lineStart, hash - LONGEST_LINE), hash);
  if (before.trim() === "") {
    return word === "set" || before === ""
      ? undefined
      : { kind: "kept", directive, blanks: spanOf(lineStart, hash) };
  }
  const hasText = before.replace(DIRECTIVE, "").trim() !== "";
  return hasText && word !== "other"
    ? { kind: "swallowed", directive, blanks: spanOf(last, last + rest.length) }
    : undefined;
}

/** Of a longer line only this much beside the directive is looked at. */
const LONGEST_LINE = 1000;
