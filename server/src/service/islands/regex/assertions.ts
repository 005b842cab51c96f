// Whether an assertion holds at a place of the input.

import { unicodeWord } from "./properties";
import type { AssertionKind } from "./regex";
import { codePointBefore } from "./surrogates";
import { type CodePointTest, categoryTest } from "./unicode/codePoints";
import { graphemeEnd } from "./unicode/graphemes";

const isLetterOrDigit = categoryTest(["Lu", "Ll", "Lt", "Lm", "Lo", "Nd"]);
const isNonSpacingMark = categoryTest(["Mn"]);
const isUnicodeWord = unicodeWord();

/** What an assertion looks at. */
export interface AssertionPlace {
  readonly input: string;
  /** Where the latest part that was matched by itself ended: `\b{g}` looks from there. */
  readonly last: number;
  /** Where the match before this one ended. */
  readonly lastMatchEnd: number;
}

export function holdsAssertion(assertion: AssertionKind, place: AssertionPlace, at: number): boolean {
  const { input, last } = place;
  const end = input.length;
  switch (assertion) {
    case "inputStart":
      return at === 0;
    case "lastMatchEnd":
      return at === place.lastMatchEnd;
    case "inputEnd":
      return at === end;
    case "lineStart":
      return isLineStart(input, at);
    case "unixLineStart":
      return at < end && (at === 0 || input.charCodeAt(at - 1) === 10);
    case "lastLineEnd":
      return isLastLineEnd(input, at);
    case "unixLastLineEnd":
      return at >= end || (at === end - 1 && input.charCodeAt(at) === 10);
    case "lineEnd":
      return isLineEnd(input, at);
    case "unixLineEnd":
      return at >= end || input.charCodeAt(at) === 10;
    case "wordBoundary":
      return isBoundary(input, at, isPlainWord);
    case "noWordBoundary":
      return !isBoundary(input, at, isPlainWord);
    case "unicodeWordBoundary":
      return isBoundary(input, at, isUnicodeWord);
    case "noUnicodeWordBoundary":
      return !isBoundary(input, at, isUnicodeWord);
    case "graphemeBoundary":
      return isGraphemeBoundary(input, at, last);
  }
}

function isTerminator(code: number): boolean {
  return code === 10 || code === 13 || code === 0x85 || (code | 1) === 0x2029;
}

/** Never at the end of the input, not even after a line terminator. */
function isLineStart(input: string, at: number): boolean {
  if (at === input.length) {
    return false;
  }
  const before = input.charCodeAt(at - 1);
  return at === 0 || (isTerminator(before) && !(before === 13 && input.charCodeAt(at) === 10));
}

function isLineEnd(input: string, at: number): boolean {
  if (at >= input.length) {
    return true;
  }
  const code = input.charCodeAt(at);
  return isTerminator(code) && !(code === 10 && at > 0 && input.charCodeAt(at - 1) === 13);
}

/** At the end, or before the line terminator that the input ends with. */
function isLastLineEnd(input: string, at: number): boolean {
  const left = input.length - at;
  if (left > 2 || (left === 2 && !(input.charCodeAt(at) === 13 && input.charCodeAt(at + 1) === 10))) {
    return false;
  }
  return isLineEnd(input, at);
}

function isPlainWord(code: number): boolean {
  return code === 0x5f || isLetterOrDigit(code);
}

/** A mark counts as a word's part when it stands on a letter. */
function isBoundary(input: string, at: number, isWord: CodePointTest): boolean {
  const isPart = (code: number, index: number) =>
    isWord(code) || (isNonSpacingMark(code) && hasBase(input, index));
  const left = at > 0 && isPart(codePointBefore(input, at), at - 1);
  const right = at < input.length && isPart(input.codePointAt(at) ?? 0, at);
  return left !== right;
}

function hasBase(input: string, index: number): boolean {
  for (let at = index; at >= 0; at--) {
    const code = input.codePointAt(at) ?? 0;
    if (isLetterOrDigit(code)) {
      return true;
    }
    if (!isNonSpacingMark(code)) {
      return false;
    }
  }
  return false;
}

function isGraphemeBoundary(input: string, at: number, last: number): boolean {
  if (at === 0 || at >= input.length) {
    return true;
  }
  const isInPair =
    (input.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (input.charCodeAt(at) & 0xfc00) === 0xdc00;
  return !isInPair && graphemeEnd(input, last, input.length) <= at;
}
