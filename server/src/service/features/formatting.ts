// Lays out documents of our own. Foreign ones have a formatter of the editor's.
// Invariant: only white space between tokens changes; a broken text keeps every other character.
import { format } from "jsonc-parser";
import type { Analysis } from "../analysis";
import type { SyntaxProblemCode } from "../syntax/node";
import { type Span, shiftSpan, spanOf } from "../text/span";
import type { TextEdit } from "../text/textEdit";

export interface FormattingOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
  readonly insertFinalNewline?: boolean;
  readonly trimFinalNewlines?: boolean;
}

export function formatEdits(
  analysis: Analysis,
  options: FormattingOptions,
  range?: Span,
): readonly TextEdit[] {
  const { text } = analysis;
  if (!analysis.own || analysis.language === "template" || text.trim() === "" || nestsTooDeep(text)) {
    return [];
  }
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const source = text.slice(start);
  const edits = format(
    source,
    range === undefined
      ? undefined
      : { offset: Math.max(0, range.start - start), length: range.end - Math.max(range.start, start) },
    {
      tabSize: options.tabSize,
      insertSpaces: options.insertSpaces,
      insertFinalNewline: range === undefined && options.insertFinalNewline === true,
      eol: lineEndOf(source),
    },
  );
  const isUntouchable = untouchableIn(analysis);
  return edits
    .map(({ offset, length, content }) => ({
      span: spanOf(start + offset, start + offset + length),
      newText: content,
    }))
    .filter(({ span, newText }) => text.slice(span.start, span.end) !== newText && !isUntouchable(span));
}

/** Indentation of so many levels would be far larger than the text itself. */
const MAX_LEVELS = 200;

/** Counted by the formatter's own lights: brackets outside of strings, whatever else is broken. */
function nestsTooDeep(text: string): boolean {
  let level = 0;
  let isInString = false;
  for (let at = 0; at < text.length && level <= MAX_LEVELS; at++) {
    const character = text.charAt(at);
    if (isInString) {
      at += character === "\\" && !/[\r\n]/.test(text.charAt(at + 1)) ? 1 : 0;
      isInString = character !== '"' && character !== "\n" && character !== "\r";
    } else if (character === '"') {
      isInString = true;
    } else if (character === "{" || character === "[") {
      level++;
    } else if (character === "}" || character === "]") {
      level = Math.max(0, level - 1);
    }
  }
  return level > MAX_LEVELS;
}

/** Texts that are no tokens of JSON, whose white space may mean something to their author. Asked in text order. */
function untouchableIn({ blocks, frame }: Analysis): (span: Span) => boolean {
  const broken = (frame === undefined ? blocks : [frame]).flatMap(({ start, content }) =>
    content.tree.problems
      .filter(({ code }) => UNTOUCHABLE.has(code))
      .map(({ span }) => shiftSpan(span, start)),
  );
  let next = 0;
  return (span) => {
    while ((broken[next]?.end ?? Number.POSITIVE_INFINITY) <= span.start) {
      next++;
    }
    return (broken[next]?.start ?? Number.POSITIVE_INFINITY) < span.end;
  };
}

const UNTOUCHABLE: ReadonlySet<SyntaxProblemCode> = new Set([
  "invalidLiteral",
  "singleQuotes",
  "trailingContent",
  "unquotedKey",
  "unterminatedComment",
  "unterminatedString",
]);

/** The line end that the text has first. */
function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
}
