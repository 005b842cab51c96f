// What may mend a template that Velocity cannot read, the likeliest first.
// Invariant: guesses from the text around a problem; whoever offers one has read the text that comes of it.
import type { VtlProblem } from "../islands/vtl";
import { openBracket } from "../islands/vtl/openBracket";
import { OTHER_WORDS } from "../islands/vtl/unexpected";
import { spanOf } from "../text/span";
import type { TextEdit } from "../text/textEdit";

export interface Mend {
  readonly title: string;
  readonly edit: TextEdit;
}

export function syntaxMends(problem: VtlProblem, value: string): readonly Mend[] {
  const { kind, span, found, opener } = problem;
  switch (kind) {
    case "unclosed":
      return opener === undefined || opener.end >= value.trimEnd().length
        ? UNCLOSED.map((text) => atEnd(text, value))
        : [...CLOSINGS, ...UNCLOSED].map((text) => atEnd(text, value));
    case "stray":
      return [{ title: `Remove ${found}`, edit: replaced(span.start, span.start + found.length, "") }];
    case "unexpected":
      return [
        ...unquotedPath(problem, value),
        ...quotes(problem, value),
        ...instead(problem, value),
        ...closings(problem, value),
      ];
    case "lexical":
      return ofCharacters(problem, value);
    case "argument":
      return /^[A-Za-z][\w-]*$/.test(value.slice(span.start, span.end))
        ? [written(span.start, span.end, `$${value.slice(span.start, span.end)}`)]
        : [];
    default:
      return [];
  }
}

/** On a line of its own where a comment or a backslash stands before it. */
const CLOSINGS = ["#end", "\n#end"];
const UNCLOSED = [")", "}", "))", ")#end", "))#end"];

function atEnd(text: string, value: string): Mend {
  const { length } = value.trimEnd();
  return { title: `Write ${text.trim()} at the end of the template`, edit: replaced(length, length, text) };
}

function replaced(start: number, end: number, newText: string): TextEdit {
  return { span: spanOf(start, end), newText };
}

function written(start: number, end: number, newText: string): Mend {
  return { title: `Write ${newText.trim()}`, edit: replaced(start, end, newText) };
}

/** How far around a problem the text is looked at. */
const REACH = 400;

/** `$input.path($.a)` */
function unquotedPath({ span }: VtlProblem, value: string): readonly Mend[] {
  const before = value.slice(Math.max(0, span.start - REACH), span.start);
  const path = /\.(?:json|path)\(\s*(\$[^"'()\s]*)\s*$/.exec(before);
  const start = path === null ? 0 : span.start - before.length + path.index + path[0].indexOf("$");
  const text = path?.[1] ?? "";
  return path === null ? [] : [written(start, start + text.length, `'${text}'`)];
}

/** A quote in a text, with a backslash or without, which ends the text where it was not to. */
function quotes({ span }: VtlProblem, value: string): readonly Mend[] {
  const { start } = span;
  const quote = value.charAt(start - 1);
  if (quote !== '"' && quote !== "'") {
    return [];
  }
  const line = /^[^\r\n]{0,400}/.exec(value.slice(start))?.[0] ?? "";
  if (value.charAt(start - 2) === "\\") {
    const doubled = `\\${quote}${line}`.replaceAll(`\\${quote}`, quote + quote);
    return [{ title: "Write the quotes twice", edit: replaced(start - 2, start + line.length, doubled) }];
  }
  const inner = line.indexOf(quote);
  const other = quote === '"' ? "'" : '"';
  const inside = line.slice(0, Math.max(0, inner));
  return [
    ...(inner < 0 ? [] : [written(start - 1, start + inner + 1, other + inside + other)]),
    { title: "Write the quote twice", edit: replaced(start, start, quote) },
  ];
}

/** Behind the line that a bracket is opened in, or before another bracket, which closes none of its kind. */
function closings({ span: { start }, found }: VtlProblem, value: string): readonly Mend[] {
  const from = Math.max(0, start - REACH);
  const before = value.slice(from, start);
  const bracket = openBracket(before);
  if (bracket === undefined) {
    return [];
  }
  const line = /^[^\r\n]*/.exec(before.slice(bracket.at))?.[0] ?? "";
  const lineEnd = bracket.at + line.trimEnd().length;
  const { close } = bracket;
  const put = (at: number, where: string): Mend => ({
    title: `Write ${close} ${where}`,
    edit: replaced(from + at, from + at, close),
  });
  const isLater = bracket.at + line.length < before.length;
  return [
    ...(isLater ? [put(lineEnd, "at the end of the line")] : []),
    ...(/^[)\]}]$/.test(found.trim()) ? [put(before.trimEnd().length, `before the ${found.trim()}`)] : []),
  ];
}

function instead({ span, found }: VtlProblem, value: string): readonly Mend[] {
  const { start, end } = span;
  const word = found.trim();
  const before = value.slice(Math.max(0, start - REACH), start);
  const here = (newText: string) => written(start, start + word.length, newText);
  const comma = /,\s*$/.exec(before);
  if (comma !== null && /^[)\]}]$/.test(word)) {
    const at = start - comma[0].length;
    return [{ title: "Remove the comma", edit: replaced(at, at + 1, "") }];
  }
  const [, name] = /#(?:set|\{set\}) *\(\s*(\$!?\{?[A-Za-z][\w.-]*\}?)\s*$/.exec(before) ?? [];
  const isDone = value.charAt(start + 1) === word;
  if (name !== undefined && /^[-+*/]$/.test(word) && (isDone || value.charAt(start + 1) === "=")) {
    const gap = /\s$/.test(before) ? "" : " ";
    const sum = `${gap}= ${name} ${word}${isDone ? " 1" : ""}`;
    return [{ title: `Write ${sum.trim()}`, edit: replaced(start, start + 2, sum) }];
  }
  if (/^-\d/.test(word)) {
    return [here(`- ${word.slice(1)}`)];
  }
  switch (word) {
    case "=":
      return [{ title: "Remove one =", edit: replaced(start, end, "") }, here("==")];
    case "==":
      return [here("=")];
    case ">":
      return before.endsWith("<") ? [written(start - 1, start + 1, "!=")] : [];
    case "-":
      return [here("0 -")];
    case "null":
      return [here("''")];
    case ":": {
      const after = /\s/.test(value.charAt(start + 1)) ? "" : " ";
      return /#foreach *\(\s*\$\w+\s*$/.test(before)
        ? [here(`${/\s$/.test(before) ? "" : " "}in${after}`)]
        : [];
    }
  }
  const own = OTHER_WORDS.get(word.toLowerCase());
  return own !== undefined
    ? [here(own)]
    : /^[A-Za-z][\w-]*$/.test(word)
      ? asValue(word, before, value).map(here)
      : [];
}

/** A name that has a value, or is to get one, lacks its sign; any other word its quotes. */
function asValue(word: string, before: string, value: string): readonly string[] {
  const isTarget = /#(?:set|\{set\}) *\(\s*$/.test(before);
  const isKnown = value.includes(`$${word}`) || value.includes(`\${${word}`);
  return isTarget || isKnown ? [`$${word}`] : [`'${word}'`];
}

function ofCharacters({ span, found }: VtlProblem, value: string): readonly Mend[] {
  const first = found.charAt(0);
  if (found.startsWith("#[[")) {
    return [atEnd("]]#", value)];
  }
  if (first === "&" || first === "|") {
    return [written(span.start, span.start + 1, first + first)];
  }
  return /^(?:\$!?|#)$/.test(found)
    ? [
        {
          title: `Write a line end after the ${found}`,
          edit: replaced(value.length, value.length, "\n"),
        },
      ]
    : [];
}
