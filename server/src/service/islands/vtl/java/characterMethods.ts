// The methods of `java.lang.Character` that a template can call, on a character that `charAt` or a loop gave it.
import { intOf, type Method, type Methods, method, methodsOf, refuseToCompare } from "./methods";
import { JavaNumber } from "./number";
import { WHITE } from "./stringMethods";
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
  method("toUpperCase", ["char"], (_char, [other]) => sameLength(other, (text) => text.toUpperCase())),
  method("toLowerCase", ["char"], (_char, [other]) => sameLength(other, (text) => text.toLowerCase())),
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

function sameLength(char: Value | undefined, change: (text: string) => string): JavaChar {
  const text = textOf(char ?? null);
  const changed = change(text);
  return new JavaChar(changed.length === 1 ? changed : text);
}

function codeOf(char: JavaChar): JavaNumber {
  return JavaNumber.int(char.value.charCodeAt(0));
}
