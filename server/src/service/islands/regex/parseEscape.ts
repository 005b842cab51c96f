// Reads what a backslash begins, inside a class and out of it.

import { Flag } from "./flags";
import type { ParseState } from "./parseState";
import { asciiClass, findProperty, unicodeWord, whiteSpace } from "./properties";
import { hexValue, isDigit, isLetter } from "./reader";
import type { AssertionKind, CharacterSet, RegexProblemCode } from "./regex";
import type { CodePointTest } from "./unicode/codePoints";
import { categoryTest } from "./unicode/codePoints";

export type Escape =
  | { readonly kind: "character"; readonly codePoint: number }
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "assertion"; readonly assertion: AssertionKind }
  | { readonly kind: "reference"; readonly group: number; readonly name: string | undefined }
  | { readonly kind: "lineBreak" }
  | { readonly kind: "grapheme" }
  | { readonly kind: "invalid" };

const INVALID: Escape = { kind: "invalid" };

/** Letters that only escape one character: a string of characters goes on through them. */
const CHARACTER_LETTERS = "0acefnrtux";

/** Whether the letter after a backslash makes it one character, known without looking further. */
export function isCharacterEscape(letter: number): boolean {
  return (!isLetter(letter) && !isDigit(letter)) || CHARACTER_LETTERS.includes(String.fromCharCode(letter));
}

/** Reads an escape; the cursor stands on the backslash, and `\p` was dealt with before. */
export function parseEscape(
  state: ParseState,
  { inClass, isRange }: { readonly inClass: boolean; readonly isRange: boolean },
): Escape {
  const { reader } = state;
  const start = reader.cursor;
  const letter = reader.skip();
  if (reader.isHoleAt(start + 1)) {
    return INVALID;
  }
  const text = letter > 0 && letter < 128 ? String.fromCharCode(letter) : "";
  const found =
    parseCharacterEscape(state, start, text) ??
    parseSetEscape(state, text, isRange) ??
    (inClass ? undefined : parseOtherEscape(state, start, letter, text));
  if (found !== undefined) {
    return found;
  }
  if (isLetter(letter) || isDigit(letter)) {
    return fail(state, start, "unknownEscape", "Illegal/unsupported escape sequence");
  }
  return { kind: "character", codePoint: letter };
}

function fail(state: ParseState, start: number, code: RegexProblemCode, description: string): Escape {
  const { reader } = state;
  const end = code === "unknownEscape" ? start + 2 : Math.max(start + 2, reader.cursor);
  state.report(code, description, reader.span(start, Math.min(end, reader.length)));
  reader.cursor = Math.min(start + 2, reader.length);
  return INVALID;
}

function character(codePoint: number): Escape {
  return { kind: "character", codePoint };
}

function parseCharacterEscape(state: ParseState, start: number, letter: string): Escape | undefined {
  switch (letter) {
    case "0":
      return parseOctal(state, start);
    case "a":
      return character(7);
    case "c":
      return state.reader.cursor < state.reader.length
        ? character(state.reader.read() ^ 64)
        : fail(state, start, "illegalControl", "Illegal control escape sequence");
    case "e":
      return character(0x1b);
    case "f":
      return character(0xc);
    case "n":
      return character(0xa);
    case "r":
      return character(0xd);
    case "t":
      return character(9);
    case "u":
      return parseUnicode(state, start);
    case "x":
      return parseHexadecimal(state, start);
    case "N":
      return parseCharacterName(state, start);
    default:
      return undefined;
  }
}

function parseOctal(state: ParseState, start: number): Escape {
  const { reader } = state;
  const first = reader.read() - 0x30;
  if (first < 0 || first > 7) {
    return fail(state, start, "illegalOctal", "Illegal octal escape sequence");
  }
  const second = reader.read() - 0x30;
  if (second < 0 || second > 7) {
    reader.cursor--;
    return character(first);
  }
  const third = reader.read() - 0x30;
  if (third < 0 || third > 7 || first > 3) {
    reader.cursor--;
    return character(first * 8 + second);
  }
  return character(first * 64 + second * 8 + third);
}

function parseHexadecimal(state: ParseState, start: number): Escape {
  const { reader } = state;
  const first = reader.read();
  if (hexValue(first) >= 0) {
    const second = hexValue(reader.read());
    if (second >= 0) {
      return character(hexValue(first) * 16 + second);
    }
  } else if (first === 0x7b && hexValue(reader.peek()) >= 0) {
    let codePoint = 0;
    let digit = reader.read();
    while (hexValue(digit) >= 0) {
      codePoint = codePoint * 16 + hexValue(digit);
      if (codePoint > 0x10ffff) {
        return fail(state, start, "hexadecimalTooBig", "Hexadecimal codepoint is too big");
      }
      digit = reader.read();
    }
    return digit === 0x7d
      ? character(codePoint)
      : fail(state, start, "unclosedHexadecimal", "Unclosed hexadecimal escape sequence");
  }
  return fail(state, start, "illegalHexadecimal", "Illegal hexadecimal escape sequence");
}

/** `\uXXXX`; two of them that are the halves of one character are one. */
function parseUnicode(state: ParseState, start: number): Escape {
  const { reader } = state;
  const first = parseFourDigits(state);
  if (first !== undefined && (first & 0xfc00) === 0xd800) {
    const after = reader.cursor;
    if (reader.read() === 0x5c && reader.read() === 0x75) {
      const second = parseFourDigits(state);
      if (second === undefined) {
        return fail(state, start, "illegalUnicode", "Illegal Unicode escape sequence");
      }
      if ((second & 0xfc00) === 0xdc00) {
        return character(0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff));
      }
    }
    reader.cursor = after;
  }
  return first === undefined
    ? fail(state, start, "illegalUnicode", "Illegal Unicode escape sequence")
    : character(first);
}

function parseFourDigits({ reader }: ParseState): number | undefined {
  let value = 0;
  for (let digits = 0; digits < 4; digits++) {
    const digit = hexValue(reader.read());
    if (digit < 0) {
      return undefined;
    }
    value = value * 16 + digit;
  }
  return value;
}

/** `\N{name}`: we check how it is written; which names there are is not ours to say. */
function parseCharacterName(state: ParseState, start: number): Escape {
  const { reader } = state;
  if (reader.read() !== 0x7b) {
    return fail(state, start, "illegalCharacterName", "Illegal character name escape sequence");
  }
  const nameStart = reader.cursor;
  while (reader.read() !== 0x7d) {
    if (reader.cursor >= reader.length) {
      return fail(state, start, "unclosedCharacterName", "Unclosed character name escape sequence");
    }
  }
  const name = reader.text(nameStart, reader.cursor - 1);
  if (!/^[A-Z][A-Z0-9 -]+$/i.test(name.trim())) {
    const after = reader.cursor;
    const unknown = fail(state, start, "unknownCharacterName", `Unknown character name [${name}]`);
    reader.cursor = after;
    return unknown;
  }
  state.undecided ??= "characterName";
  return { kind: "set", set: { kind: "unknown" } };
}

function parseSetEscape(state: ParseState, letter: string, isRange: boolean): Escape | undefined {
  if (letter === "v" && isRange) {
    // As the end of a range `\v` is the one character that it was before Java 8.
    return character(0xb);
  }
  const test = namedSet(letter.toLowerCase(), state.reader.has(Flag.unicodeClasses));
  if (test === undefined) {
    return undefined;
  }
  const set: CharacterSet = { kind: "named", name: `\\${letter.toLowerCase()}`, test };
  return { kind: "set", set: letter === letter.toLowerCase() ? set : { kind: "complement", of: set } };
}

function namedSet(letter: string, isUnicode: boolean): CodePointTest | undefined {
  switch (letter) {
    case "d":
      return isUnicode ? categoryTest(["Nd"]) : asciiClass("Digit");
    case "s":
      return isUnicode ? whiteSpace() : asciiClass("Space");
    case "w":
      return isUnicode ? unicodeWord() : isAsciiWord;
    case "h":
      return isHorizontalSpace;
    case "v":
      return isVerticalSpace;
    default:
      return undefined;
  }
}

function isAsciiWord(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === 0x5f;
}

function isHorizontalSpace(code: number): boolean {
  return (
    code === 9 ||
    code === 0x20 ||
    code === 0xa0 ||
    code === 0x1680 ||
    code === 0x180e ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

function isVerticalSpace(code: number): boolean {
  return (code >= 0xa && code <= 0xd) || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** What stands for no single character and so has no place in a class. */
function parseOtherEscape(
  state: ParseState,
  start: number,
  letter: number,
  text: string,
): Escape | undefined {
  const { reader } = state;
  const isUnicode = reader.has(Flag.unicodeClasses);
  if (letter >= 0x31 && letter <= 0x39) {
    return parseNumberedReference(state, letter - 0x30);
  }
  switch (text) {
    case "A":
      return { kind: "assertion", assertion: "inputStart" };
    case "B":
      return { kind: "assertion", assertion: isUnicode ? "noUnicodeWordBoundary" : "noWordBoundary" };
    case "G":
      return { kind: "assertion", assertion: "lastMatchEnd" };
    case "R":
      return { kind: "lineBreak" };
    case "X":
      return { kind: "grapheme" };
    case "Z":
      return {
        kind: "assertion",
        assertion: reader.has(Flag.unixLines) ? "unixLastLineEnd" : "lastLineEnd",
      };
    case "z":
      return { kind: "assertion", assertion: "inputEnd" };
    case "b":
      return parseBoundary(state, start, isUnicode);
    case "k":
      return parseNamedReference(state, start);
    default:
      return undefined;
  }
}

/** `\b`, and `\b{g}`; any other brace after it is a quantifier, well written or not. */
function parseBoundary(state: ParseState, start: number, isUnicode: boolean): Escape {
  const { reader } = state;
  if (reader.peek() === 0x7b) {
    if (reader.skip() === 0x67) {
      return reader.read() === 0x7d
        ? { kind: "assertion", assertion: "graphemeBoundary" }
        : fail(state, start, "unknownEscape", "Illegal/unsupported escape sequence");
    }
    reader.cursor -= 2;
  }
  return { kind: "assertion", assertion: isUnicode ? "unicodeWordBoundary" : "wordBoundary" };
}

/** As many digits as make the number of a group that was begun; the first counts in any case. */
function parseNumberedReference({ reader, groupCount }: ParseState, first: number): Escape {
  let group = first;
  for (let digit = reader.peek(); isDigit(digit); digit = reader.peek()) {
    const longer = group * 10 + (digit - 0x30);
    if (groupCount < longer) {
      break;
    }
    group = longer;
    reader.read();
  }
  return { kind: "reference", group, name: undefined };
}

function parseNamedReference(state: ParseState, start: number): Escape {
  const { reader } = state;
  if (reader.read() !== 0x3c) {
    return fail(state, start, "illegalReference", "\\k is not followed by '<' for named capturing group");
  }
  const name = parseGroupName(state, reader.read(), start);
  if (name === undefined) {
    reader.cursor = Math.min(start + 2, reader.length);
    return INVALID;
  }
  const group = state.groupNames.get(name);
  if (group === undefined) {
    const after = reader.cursor;
    const missing = fail(state, start, "unknownGroupName", `named capturing group <${name}> does not exist`);
    reader.cursor = after;
    return missing;
  }
  return { kind: "reference", group, name };
}

/** A group's name and the `>` after it; its first character has been read. */
export function parseGroupName(state: ParseState, first: number, start: number): string | undefined {
  const { reader } = state;
  if (!isLetter(first)) {
    const description = "capturing group name does not start with a Latin letter";
    state.report("illegalGroupName", description, reader.span(start, reader.cursor));
    return undefined;
  }
  let name = "";
  let code = first;
  do {
    name += String.fromCharCode(code);
    code = reader.read();
  } while (isLetter(code) || isDigit(code));
  if (code !== 0x3e) {
    const description = "named capturing group is missing trailing '>'";
    state.report(
      "unclosedGroupName",
      description,
      reader.span(start, Math.min(reader.cursor, reader.length)),
    );
    return undefined;
  }
  return name;
}

/** `\p{…}` and `\pL`; the cursor stands on the letter after the backslash, at `letterAt`. */
export function parseProperty(state: ParseState): CharacterSet {
  const { reader } = state;
  const letterAt = reader.cursor;
  const isComplement = reader.codeAt(letterAt) === 0x50;
  const isBraced = reader.next() === 0x7b;
  if (!isBraced) {
    reader.cursor--;
  }
  reader.next();
  const nameStart = reader.cursor;
  if (!isBraced) {
    reader.read();
  } else {
    reader.terminator = 0x7d;
    while (reader.read() !== 0x7d) {}
    reader.terminator = 0;
    const isUnclosed = reader.cursor > reader.length;
    if (isUnclosed || nameStart + 1 >= reader.cursor) {
      const span = reader.span(letterAt - 1, Math.min(reader.cursor, reader.length));
      if (isUnclosed) {
        state.report("unclosedProperty", "Unclosed character family", span);
        reader.cursor = Math.min(nameStart, reader.length);
      } else {
        state.report("emptyProperty", "Empty character family", span);
      }
      return { kind: "unknown" };
    }
  }
  const name = reader.text(nameStart, isBraced ? reader.cursor - 1 : nameStart + 1);
  const found = findProperty(name, {
    caseInsensitive: reader.has(Flag.caseInsensitive),
    unicodeClasses: reader.has(Flag.unicodeClasses),
  });
  if (found.kind === "unknown") {
    const span = reader.span(letterAt - 1, Math.min(reader.cursor, reader.length));
    state.report("unknownProperty", found.description, span);
    reader.cursor = Math.min(reader.cursor, reader.length);
    return { kind: "unknown" };
  }
  const set: CharacterSet = { kind: "named", name: `\\p{${name}}`, test: found.test };
  return isComplement ? { kind: "complement", of: set } : set;
}
