// The methods of `java.lang.Character` that a template can call, on a character that `charAt` or a loop gave it.
import { WHITE } from "./blanks";
import { lowerCharacter, upperCharacter } from "./letterCase";
import { intOf, type Method, type Methods, method, methodsOf, refuseToCompare } from "./methods";
import { digitOf, JavaNumber } from "./number";
import { JavaChar, textOf, type Value } from "./value";

export const CHARACTER_METHODS: Methods<JavaChar> = methodsOf<JavaChar>([
  method("charValue", [], (char) => char),
  method("toString", [], (char) => char.value),
  method("equals", ["Object"], (char, [other]) => other instanceof JavaChar && other.value === char.value),
  method("hashCode", [], (char) => codeOf(char)),
  method("compareTo", ["Character"], (char, [other]) =>
    JavaNumber.int(char.value.charCodeAt(0) - textOf(other ?? null).charCodeAt(0)),
  ),
  method("compareTo", ["Object"], refuseToCompare),
  method("toString", ["char"], (_char, [other]) => textOf(other ?? null)),
  ...changes("toUpperCase", upperCharacter),
  ...changes("toLowerCase", lowerCharacter),
  ...changes("toTitleCase", upperCharacter),
  method("valueOf", ["char"], (_char, [other]) => other ?? null),
  method("hashCode", ["char"], (_char, [other]) => JavaNumber.int(unitOf(other))),
  method("compare", ["char", "char"], (_char, [a, b]) => JavaNumber.int(unitOf(a) - unitOf(b))),
  method("toString", ["int"], (_char, [code]) => pointText(intOf(code))),
  method("charCount", ["int"], (_char, [code]) => JavaNumber.int(intOf(code) > 0xffff ? 2 : 1)),
  method("getNumericValue", ["char"], (_char, [char]) => JavaNumber.int(numericValue(textOf(char ?? null)))),
  method("getNumericValue", ["int"], (_char, [code]) => JavaNumber.int(numericValue(pointText(intOf(code))))),
  method("digit", ["char", "int"], (_char, [char, radix]) =>
    JavaNumber.int(digitIn(textOf(char ?? null), intOf(radix))),
  ),
  method("digit", ["int", "int"], (_char, [code, radix]) =>
    JavaNumber.int(digitIn(pointText(intOf(code)), intOf(radix))),
  ),
  method(
    "forDigit",
    ["int", "int"],
    (_char, [digit, radix]) => new JavaChar(digitFor(intOf(digit), intOf(radix))),
  ),
  ...asks("isSpaceChar", /^\p{Z}$/u),
  ...asks("isISOControl", /^\p{Cc}$/u),
  ...asks("isTitleCase", /^\p{Lt}$/u),
  method("isSurrogate", ["char"], (_char, [char]) => /^[\uD800-\uDFFF]$/.test(textOf(char ?? null))),
  method("isHighSurrogate", ["char"], (_char, [char]) => /^[\uD800-\uDBFF]$/.test(textOf(char ?? null))),
  method("isLowSurrogate", ["char"], (_char, [char]) => /^[\uDC00-\uDFFF]$/.test(textOf(char ?? null))),
  ...asks("isDigit", /^\p{Nd}$/u),
  ...asks("isLetter", /^\p{L}$/u),
  ...asks("isLetterOrDigit", /^[\p{L}\p{Nd}]$/u),
  ...asks("isAlphabetic", /^\p{Alphabetic}$/u),
  ...asks("isUpperCase", /^\p{Uppercase}$/u),
  ...asks("isLowerCase", /^\p{Lowercase}$/u),
  ...asks("isWhitespace", new RegExp(`^${WHITE}$`)),
]);

/** A static method: what it is called on does not matter. `isAlphabetic` takes numbers alone. */
function asks(name: string, pattern: RegExp): readonly (readonly [string, Method<JavaChar>])[] {
  const ofNumber = method<JavaChar>(name, ["int"], (_char, [code]) => pattern.test(pointText(intOf(code))));
  const ofCharacter = method<JavaChar>(name, ["char"], (_char, [char]) => pattern.test(textOf(char ?? null)));
  return name === "isAlphabetic" ? [ofNumber] : [ofCharacter, ofNumber];
}

function pointText(point: number): string {
  return point >= 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "";
}

function changes(
  name: string,
  change: (text: string) => string,
): readonly (readonly [string, Method<JavaChar>])[] {
  return [
    method<JavaChar>(name, ["char"], (_char, [char]) => new JavaChar(change(textOf(char ?? null)))),
    method<JavaChar>(name, ["int"], (_char, [code]) =>
      JavaNumber.int(change(pointText(intOf(code))).codePointAt(0) ?? intOf(code)),
    ),
  ];
}

/** Letters count from ten on, in either case. */
function numericValue(text: string): number {
  return /^[a-zA-Z]$/.test(text) ? Number.parseInt(text, 36) : digitOf(text);
}

function digitIn(text: string, radix: number): number {
  const value = numericValue(text);
  return radix >= 2 && radix <= 36 && value < radix ? value : -1;
}

function digitFor(digit: number, radix: number): string {
  return radix >= 2 && radix <= 36 && digit >= 0 && digit < radix ? digit.toString(36) : "\0";
}

function unitOf(char: Value | undefined): number {
  return textOf(char ?? null).charCodeAt(0);
}

function codeOf(char: JavaChar): JavaNumber {
  return JavaNumber.int(char.value.charCodeAt(0));
}
