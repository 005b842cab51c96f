// What a word after `#` was to be, where it is no directive: a slip of the pen, or another language's word.
import type { TemplateStudy } from "../islands/vtl";
import { nearest } from "../text/nearest";
import { type Span, spanOf } from "../text/span";
import { TEMPLATE_DIRECTIVES } from "../vocabulary/directives";

/** Nothing where the word is a directive or a macro of the template, or resembles none. */
export function meantDirective(name: string, { macros }: TemplateStudy): string | undefined {
  return isDirective(name, macros)
    ? undefined
    : (ELSEWHERE.get(name.toLowerCase()) ??
        nearest(name, [...KEYWORDS, ...firstOf(macros)], name.length > 5 ? 2 : 1));
}

/** So that thousands of macros and thousands of calls are no matter. */
const MACROS_COMPARED = 50;

function firstOf(macros: ReadonlySet<string>): readonly string[] {
  return macros.size <= MACROS_COMPARED ? [...macros] : [...macros].slice(0, MACROS_COMPARED);
}

export function isDirective(name: string, macros: ReadonlySet<string>): boolean {
  return KEYWORDS.includes(name) || macros.has(name);
}

const KEYWORDS = [...TEMPLATE_DIRECTIVES.values()]
  .map(({ keyword }) => keyword)
  .filter((word) => word !== "");

/** What other languages write. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["elif", "elseif"],
  ["elsif", "elseif"],
  ["endfor", "end"],
  ["endforeach", "end"],
  ["endif", "end"],
  ["for", "foreach"],
]);

/** Whether it is such a word, which nobody writes by chance. */
export function isElsewhere(name: string): boolean {
  return ELSEWHERE.has(name.toLowerCase());
}

export interface DirectiveWord {
  readonly name: string;
  /** The `#` included. */
  readonly span: Span;
}

/** The word that a broken stretch begins with, blanks before it left out. */
export function directiveWord(value: string, { start, end }: Span): DirectiveWord | undefined {
  BEGINNING.lastIndex = start;
  const [whole, name] = BEGINNING.exec(value) ?? [];
  const wordEnd = BEGINNING.lastIndex;
  return whole === undefined || name === undefined || wordEnd > end
    ? undefined
    : { name, span: spanOf(wordEnd - name.length - 1, wordEnd) };
}

const BEGINNING = /[ \t]*#([A-Za-z][\w-]*)/y;
