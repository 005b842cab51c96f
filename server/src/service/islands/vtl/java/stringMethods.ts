// The methods of `java.lang.String` that a template can call.
// Invariant: an index out of bounds throws what Java throws; nothing answers `undefined`.

import { stripLeading, stripTrailing, trimmed } from "./blanks";
import { Budget, TooLarge } from "./cost";
import { formatText } from "./formatText";
import { matchesPattern, replacePattern, splitByPattern } from "./javaRegex";
import { caselessCharacter } from "./letterCase";
import { intOf, lightMethod, method, methodsOf, refuseToCompare } from "./methods";
import { JavaNumber } from "./number";
import { indented, linesOf, withoutEscapes, withoutIndent } from "./textBlock";
import { bytesIn } from "./textBytes";
import { hashOf, JavaChar, JavaList, JavaThrow, LONGEST, textOf, type Value } from "./value";

const LARGEST = 2_000_000;

export const STRING_METHODS = methodsOf<string>([
  lightMethod("length", [], (text) => int(text.length)),
  lightMethod("isEmpty", [], (text) => text === ""),
  method("isBlank", [], (text) => stripLeading(text) === ""),
  lightMethod("charAt", ["int"], (text, [index]) => new JavaChar(text.charAt(bounded(text, intOf(index))))),
  lightMethod("codePointAt", ["int"], (text, [at]) => int(text.codePointAt(bounded(text, intOf(at))) ?? 0)),
  lightMethod("codePointBefore", ["int"], (text, [at]) => int(codePointBefore(text, intOf(at)))),
  method("equals", ["Object"], (text, [other]) => text === other),
  method(
    "equalsIgnoreCase",
    ["String"],
    (text, [other]) =>
      typeof other === "string" && text.length === other.length && caseless(text) === caseless(other),
  ),
  method("contentEquals", ["CharSequence"], (text, [other]) => text === str(other)),
  method("compareTo", ["String"], (text, [other]) => int(compareTexts(text, str(other)))),
  method("compareTo", ["Object"], refuseToCompare),
  method("compareToIgnoreCase", ["String"], (text, [other]) =>
    int(compareTexts(caseless(text), caseless(str(other)))),
  ),
  method("contains", ["CharSequence"], (text, [part]) => text.includes(str(part))),
  method("startsWith", ["String"], (text, [part]) => text.startsWith(str(part))),
  method("startsWith", ["String", "int"], (text, [part, from]) => startsAt(text, str(part), intOf(from))),
  method("endsWith", ["String"], (text, [part]) => text.endsWith(str(part))),
  method("indexOf", ["String"], (text, [part]) => int(text.indexOf(str(part)))),
  method("indexOf", ["int"], (text, [code]) => int(text.indexOf(character(code)))),
  method("indexOf", ["String", "int"], (text, [part, from]) => int(text.indexOf(str(part), intOf(from)))),
  method("indexOf", ["int", "int"], (text, [code, from]) => int(text.indexOf(character(code), intOf(from)))),
  method("lastIndexOf", ["String"], (text, [part]) => int(text.lastIndexOf(str(part)))),
  method("lastIndexOf", ["int"], (text, [code]) => int(text.lastIndexOf(character(code)))),
  method("lastIndexOf", ["String", "int"], (text, [part, from]) =>
    int(intOf(from) < 0 ? -1 : text.lastIndexOf(str(part), intOf(from))),
  ),
  method("lastIndexOf", ["int", "int"], (text, [code, from]) =>
    int(intOf(from) < 0 ? -1 : text.lastIndexOf(character(code), intOf(from))),
  ),
  lightMethod("substring", ["int"], (text, [from]) => substring(text, intOf(from), text.length)),
  lightMethod("substring", ["int", "int"], (text, [from, to]) => substring(text, intOf(from), intOf(to))),
  lightMethod("subSequence", ["int", "int"], (text, [from, to]) => substring(text, intOf(from), intOf(to))),
  method("concat", ["String"], (text, [other]) =>
    made(text.length + str(other).length, () => text + str(other)),
  ),
  method("replace", ["char", "char"], (text, [from, to]) =>
    replaced(text, textOf(from ?? null), textOf(to ?? null)),
  ),
  method("replace", ["CharSequence", "CharSequence"], (text, [from, to]) =>
    replaced(text, str(from), str(to)),
  ),
  method("replaceAll", ["String", "String"], (text, [pattern, to], cost) =>
    replacePattern(text, { pattern: str(pattern), replacement: str(to), all: true }, cost),
  ),
  method("replaceFirst", ["String", "String"], (text, [pattern, to], cost) =>
    replacePattern(text, { pattern: str(pattern), replacement: str(to), all: false }, cost),
  ),
  method("matches", ["String"], (text, [pattern], cost) => matchesPattern(str(pattern), text, cost)),
  method("split", ["String"], (text, [pattern], cost) =>
    strings(splitByPattern(text, str(pattern), 0, cost)),
  ),
  method("split", ["String", "int"], (text, [pattern, limit], cost) =>
    strings(splitByPattern(text, str(pattern), intOf(limit), cost)),
  ),
  method("toLowerCase", [], (text) => text.toLowerCase()),
  method("toUpperCase", [], (text) => text.toUpperCase()),
  method("trim", [], (text) => trimmed(text)),
  method("strip", [], (text) => stripTrailing(stripLeading(text))),
  method("stripLeading", [], stripLeading),
  method("stripTrailing", [], stripTrailing),
  method("repeat", ["int"], (text, [count]) => repeated(text, intOf(count))),
  method("indent", ["int"], (text, [by]) => indentedBy(text, intOf(by))),
  lightMethod("intern", [], (text) => text),
  lightMethod("toString", [], (text) => text),
  method("hashCode", [], (text) => int(hashOf(text))),
  method("toCharArray", [], (text) => new JavaList(characters(text), "[C")),
  method("getBytes", [], (text) => bytes(text, "UTF-8")),
  method("getBytes", ["String"], (text, [encoding]) => bytes(text, str(encoding))),
  method("codePointCount", ["int", "int"], (text, [from, to]) =>
    int(Array.from(substring(text, intOf(from), intOf(to))).length),
  ),
  method("offsetByCodePoints", ["int", "int"], (text, [from, by]) =>
    int(offsetBy(text, intOf(from), intOf(by))),
  ),
  method("regionMatches", ["int", "String", "int", "int"], (text, rest) =>
    isSameRegion(text, rest, (part) => part),
  ),
  method("regionMatches", ["boolean", "int", "String", "int", "int"], (text, [isCaseless, ...rest]) =>
    isSameRegion(text, rest, isCaseless === true ? caseless : (part) => part),
  ),
  method("stripIndent", [], withoutIndent),
  method("translateEscapes", [], withoutEscapes),
  // A static method: the text it is called on does not matter.
  method("valueOf", ["char[]"], (_text, [characters]) =>
    characters === null ? "null" : joinedCharacters(characters),
  ),
  method("copyValueOf", ["char[]"], (_text, [characters]) => joinedCharacters(characters)),
  method("valueOf", ["char[]", "int", "int"], (_text, range) => charactersIn(range)),
  method("copyValueOf", ["char[]", "int", "int"], (_text, range) => charactersIn(range)),
  method("valueOf", ["Object"], (_text, [value], cost) => textOf(value ?? null, new Budget(cost))),
  method("join", ["CharSequence", "Object..."], (_text, [separator, ...rest]) =>
    joined(str(separator), rest),
  ),
  method("format", ["String", "Object..."], (_text, [format, ...rest], cost) =>
    formatText(str(format), spread(rest), cost),
  ),
  method("formatted", ["Object..."], (text, rest, cost) => formatText(text, spread(rest), cost)),
]);

function int(value: number): JavaNumber {
  return JavaNumber.int(value);
}

function str(value: Value | undefined): string {
  if (typeof value === "string") return value;
  throw new JavaThrow("java.lang.NullPointerException", "null");
}

function caseless(text: string): string {
  return text.replace(/[\s\S]/g, caselessCharacter);
}

function character(code: Value | undefined): string {
  const point = intOf(code);
  return point >= 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "\uFFFF\uFFFF";
}

function characters(text: string): JavaChar[] {
  if (text.length > LONGEST) throw new TooLarge();
  return Array.from({ length: text.length }, (_, at) => new JavaChar(text.charAt(at)));
}

function made(length: number, make: () => string): string {
  if (length > LARGEST) throw new TooLarge();
  return make();
}

function repeated(text: string, count: number): string {
  if (count < 0) throw new JavaThrow("java.lang.IllegalArgumentException", `count is negative: ${count}`);
  return made(text.length * count, () => text.repeat(count));
}

function replaced(text: string, from: string, to: string): string {
  const count = from === "" ? text.length + 1 : Math.floor(text.length / from.length);
  return made(text.length + count * to.length, () => {
    if (from !== "") return text.split(from).join(to);
    return to + Array.from(unitsOf(text), (unit) => unit + to).join("");
  });
}

function* unitsOf(text: string): Iterable<string> {
  for (let at = 0; at < text.length; at++) yield text.charAt(at);
}

function codePointBefore(text: string, index: number): number {
  if (index < 1 || index > text.length) {
    throw new JavaThrow("java.lang.StringIndexOutOfBoundsException", `String index out of range: ${index}`);
  }
  const low = text.charCodeAt(index - 1);
  const pair = text.codePointAt(index - 2) ?? 0;
  return index > 1 && pair > 0xffff ? pair : low;
}

function indentedBy(text: string, by: number): string {
  const lines = linesOf(text);
  return made(text.length + lines.length * Math.max(1, by + 1), () => indented(lines, by));
}

function startsAt(text: string, part: string, from: number): boolean {
  return from >= 0 && from <= text.length && text.startsWith(part, from);
}

function bounded(text: string, index: number): number {
  if (index >= 0 && index < text.length) return index;
  throw new JavaThrow("java.lang.StringIndexOutOfBoundsException", `index ${index}, length ${text.length}`);
}

function substring(text: string, from: number, to: number): string {
  if (from < 0 || to > text.length || from > to) {
    throw new JavaThrow(
      "java.lang.StringIndexOutOfBoundsException",
      `begin ${from}, end ${to}, length ${text.length}`,
    );
  }
  return text.slice(from, to);
}

function compareTexts(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const difference = a.charCodeAt(at) - b.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function bytes(text: string, encoding: string): JavaList {
  if (text.length > LONGEST) throw new TooLarge();
  const all = bytesIn(encoding, text);
  if (all === undefined) throw new JavaThrow("java.io.UnsupportedEncodingException", encoding);
  return array(
    all.map((byte) => JavaNumber.integral(BigInt.asIntN(8, BigInt(byte)), "Byte")),
    "[B",
  );
}

function joinedCharacters(characters: Value | undefined): string {
  if (characters instanceof JavaList) return characters.items.map((item) => textOf(item)).join("");
  throw new JavaThrow("java.lang.NullPointerException", "null");
}

function charactersIn([characters, from, count]: readonly Value[]): string {
  return substring(joinedCharacters(characters), intOf(from), intOf(from) + intOf(count));
}

function offsetBy(text: string, from: number, by: number): number {
  if (from < 0 || from > text.length) throw new JavaThrow("java.lang.IndexOutOfBoundsException", "null");
  const points = Array.from(by < 0 ? text.slice(0, from) : text.slice(from));
  if (points.length < Math.abs(by)) throw new JavaThrow("java.lang.IndexOutOfBoundsException", "null");
  const { length } = (by < 0 ? points.slice(points.length + by) : points.slice(0, by)).join("");
  return by < 0 ? from - length : from + length;
}

function isSameRegion(
  text: string,
  [at, other, from, length]: readonly (Value | undefined)[],
  seen: (part: string) => string,
): boolean {
  const [here, there, count] = [intOf(at), intOf(from), intOf(length)];
  const second = str(other);
  if (here < 0 || there < 0 || here > text.length - count || there > second.length - count) return false;
  return (
    seen(text.slice(here, here + Math.max(0, count))) ===
    seen(second.slice(there, there + Math.max(0, count)))
  );
}

function strings(items: readonly string[]): JavaList {
  return array([...items], "[Ljava.lang.String;");
}

function array(items: Value[], className: "[C" | "[B" | "[Ljava.lang.String;"): JavaList {
  if (items.length > LONGEST) throw new TooLarge();
  return new JavaList(items, className);
}

function joined(separator: string, rest: readonly Value[]): string {
  const first = rest[0];
  const items = rest.length === 1 && first instanceof JavaList ? first.items : rest;
  const odd = items.find((item) => item !== null && typeof item !== "string");
  if (odd !== undefined) throw new JavaThrow("java.lang.ClassCastException", "no CharSequence");
  const texts = items.map((item) => textOf(item));
  const length = texts.reduce(
    (sum, text) => sum + text.length,
    separator.length * Math.max(0, texts.length - 1),
  );
  return made(length, () => texts.join(separator));
}

/** An array alone stands for all the arguments. */
function spread(rest: readonly Value[]): readonly Value[] {
  const [first] = rest;
  const isArray =
    first instanceof JavaList &&
    (first.className === "[Ljava.lang.String;" || first.className === "[Ljava.lang.Object;");
  return rest.length === 1 && isArray ? first.items : rest;
}
