// What is being typed in a template, told from the text before the cursor: the tree of a half word is none.
// Invariant: bounded: it looks no further back than a line of code is long.
import { type Span, spanOf } from "../../text/span";
import { openCall } from "./openCall";

export type Typed =
  /** Where a word may begin: behind white space, or what opens something. */
  | { readonly kind: "blank"; readonly span: Span }
  /** Where a directive or a call waits for a value. */
  | { readonly kind: "value"; readonly span: Span }
  /** After the `$`. */
  | { readonly kind: "variable"; readonly span: Span; readonly typed: string }
  /** After a dot; `chain` is what stands before it, the `$` and braces not included. */
  | { readonly kind: "member"; readonly span: Span; readonly typed: string; readonly chain: Chain }
  /** From the `#` on. `isAlone`: nothing but blanks before it on its line. */
  | { readonly kind: "directive"; readonly span: Span; readonly typed: string; readonly isAlone: boolean }
  /** In the quotes of the function's first argument. */
  | {
      readonly kind: "argument";
      readonly span: Span;
      readonly typed: string;
      readonly quote: "'" | '"';
      readonly chain: Chain;
    };

/** `input.path(…)` as its names, and where it begins. */
export interface Chain {
  readonly start: number;
  readonly root: string;
  readonly steps: readonly ChainStep[];
}

export interface ChainStep {
  readonly name: string;
  readonly form: "property" | "method" | "index";
  /** A method that is called without an argument. */
  readonly isBare?: boolean;
}

const REACH = 2_000;
const ARGUMENT = /\$!?\{?([A-Za-z][\w-]*)\.([A-Za-z]\w*)\(\s*(['"])((?:(?!\3)[^\r\n])*)$/;
const VARIABLE = /\$!?\{?([A-Za-z][\w-]*)?$/;
const DIRECTIVE = /#\{?@?([A-Za-z]\w*)?$/;
const LINE_COMMENT = /##[^\r\n]*$/;
const BLANK = /(?:^|[\s:>,[{("])$/;
const MEMBER = /\.([A-Za-z][\w-]*)?$/;

export function typedBefore(value: string, at: number): Typed | undefined {
  const before = value.slice(Math.max(0, at - REACH), at);
  const from = at - before.length;
  if (LINE_COMMENT.test(before)) {
    return undefined;
  }
  const argument = ARGUMENT.exec(before);
  if (argument !== null) {
    const [, root = "", name = "", quote, typed = ""] = argument;
    const chain: Chain = { start: from + argument.index, root, steps: [{ name, form: "method" }] };
    const end = endOfArgument(value, at, quote ?? "'");
    return {
      kind: "argument",
      span: spanOf(at - typed.length, end),
      typed,
      quote: quote === '"' ? '"' : "'",
      chain,
    };
  }
  const variable = VARIABLE.exec(before);
  if (variable !== null && !isEscaped(before, variable.index)) {
    const typed = variable[1] ?? "";
    return { kind: "variable", span: spanOf(at - typed.length, endOfWord(value, at)), typed };
  }
  const member = MEMBER.exec(before);
  if (member !== null) {
    const typed = member[1] ?? "";
    const chain = chainBefore(before, member.index, from);
    return chain && { kind: "member", span: spanOf(at - typed.length, endOfWord(value, at)), typed, chain };
  }
  const directive = DIRECTIVE.exec(before);
  if (
    directive !== null &&
    !isEscaped(before, directive.index) &&
    before.charAt(directive.index - 1) !== "#"
  ) {
    const start = from + directive.index;
    const line = /[^\r\n]*$/.exec(value.slice(0, start))?.[0] ?? "";
    return {
      kind: "directive",
      span: spanOf(start, endOfWord(value, at)),
      typed: directive[0],
      isAlone: line.trim() === "",
    };
  }
  if (isAwaited(before)) {
    return { kind: "value", span: spanOf(at, at) };
  }
  return BLANK.test(before) ? { kind: "blank", span: spanOf(at, at) } : undefined;
}

/** Behind an operator, or at the beginning of what is in the parentheses of a directive or of a method. */
function isAwaited(before: string): boolean {
  const call = AWAITED.test(before) ? openCall(before) : undefined;
  return call?.isInText === false && CALLED.test(before.slice(0, call.open));
}

const AWAITED = /(?:[(,=<>!&|+*/%-]|\bin\s)\s*$/;
const CALLED = /(?:#\{?[A-Za-z]\w*\}?[ \t]*|\$!?\{?[A-Za-z][^\s$]*\.[A-Za-z]\w*)$/;

function isEscaped(before: string, index: number): boolean {
  return (/\\*$/.exec(before.slice(0, index))?.[0].length ?? 0) % 2 === 1;
}

function endOfWord(value: string, at: number): number {
  return at + (/^[\w-]*/.exec(value.slice(at, at + REACH))?.[0].length ?? 0);
}

/** Up to the closing quote where it stands on the line; else what is typed is all there is. */
function endOfArgument(value: string, at: number, quote: string): number {
  const rest = /^[^\r\n)]*/.exec(value.slice(at, at + REACH))?.[0] ?? "";
  const close = rest.indexOf(quote);
  return close < 0 ? at : at + close;
}

/** Reads backwards from a dot: names, calls and indexes, up to the `$`. */
function chainBefore(before: string, dot: number, from: number): Chain | undefined {
  const steps: ChainStep[] = [];
  let end = dot;
  for (;;) {
    let form: ChainStep["form"] = "property";
    let isBare = false;
    const last = before.charAt(end - 1);
    if (last === ")" || last === "]") {
      form = last === ")" ? "method" : "index";
      const open = openingBefore(before, end - 1);
      if (open === undefined) {
        return undefined;
      }
      isBare = last === ")" && before.slice(open + 1, end - 1).trim() === "";
      end = open;
    }
    if (form === "index") {
      steps.unshift({ name: "", form });
      continue;
    }
    const name = /[A-Za-z][\w-]*$/.exec(before.slice(0, end))?.[0];
    if (name === undefined) {
      return undefined;
    }
    end -= name.length;
    if (before.charAt(end - 1) === ".") {
      steps.unshift({ name, form, isBare });
      end -= 1;
      continue;
    }
    const head = /\$!?\{?$/.exec(before.slice(0, end));
    return head === null || form === "method" ? undefined : { start: from + head.index, root: name, steps };
  }
}

/** The bracket that a closing one belongs to, strings passed over. */
function openingBefore(before: string, close: number): number | undefined {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    const character = before.charAt(at);
    if (character === "'" || character === '"') {
      const open = before.lastIndexOf(character, at - 1);
      if (open < 0 || at === 0) {
        return undefined;
      }
      at = open;
    } else if (character === ")" || character === "]") {
      depth++;
    } else if (character === "(" || character === "[") {
      depth--;
      if (depth === 0) {
        return at;
      }
    }
  }
  return undefined;
}
