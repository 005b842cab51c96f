// `$util`: the six functions that API Gateway gives to templates.
// Invariant: texts are UTF-8, and what cannot be decoded throws as Java's decoders do.
import { tooDeep } from "./inputObject";
import { HostObject } from "./java/access";
import { readJson } from "./java/json";
import { type Methods, method, methodsOf } from "./java/methods";
import { utf8 } from "./java/textBytes";
import { JavaThrow, textOf, type Value } from "./java/value";

export class UtilObject extends HostObject {
  readonly className = "com.amazonaws.apigateway.Util";
  readonly methods: Methods<HostObject> = METHODS as Methods<HostObject>;

  text(): string {
    return "";
  }
}

const METHODS = methodsOf<UtilObject>([
  method("escapeJavaScript", ["Object"], (_util, [text]) => escapeJavaScript(asText(text))),
  method("parseJson", ["Object"], (_util, [text], cost) => {
    const parsed = readJson(asText(text), { cost, tooDeep });
    if (parsed === undefined) throw new JavaThrow("java.lang.IllegalArgumentException", "no valid JSON");
    return parsed.value;
  }),
  method("urlEncode", ["Object"], (_util, [text]) => urlEncode(asText(text))),
  method("urlDecode", ["Object"], (_util, [text]) => urlDecode(asText(text))),
  method("base64Encode", ["Object"], (_util, [text]) => base64Encode(utf8(asText(text)))),
  method("base64Decode", ["Object"], (_util, [text]) => fromUtf8(base64Decode(asText(text)))),
]);

function asText(value: Value | undefined): string {
  return value === null || value === undefined ? "" : textOf(value);
}

const SCRIPT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\b", "\\b"],
  ["\n", "\\n"],
  ["\t", "\\t"],
  ["\f", "\\f"],
  ["\r", "\\r"],
  ["'", "\\'"],
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["/", "\\/"],
]);

/** As commons-lang does it: also `'`, which JSON does not allow, `/`, and all that is not ASCII. */
export function escapeJavaScript(text: string): string {
  let result = "";
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const code = text.charCodeAt(at);
    const escaped = SCRIPT_ESCAPES.get(character);
    if (escaped !== undefined) result += escaped;
    else if (code < 32 || code > 127) result += `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;
    else result += character;
  }
  return result;
}

/** As HTML forms are encoded: a blank becomes a plus. */
export function urlEncode(text: string): string {
  return utf8(text)
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (/[A-Za-z0-9.*_-]/.test(character)) return character;
      return character === " " ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}

export function urlDecode(text: string): string {
  let result = "";
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character !== "%") {
      result += character === "+" ? " " : character;
      continue;
    }
    const bytes: number[] = [];
    while (text.charAt(at) === "%") {
      const digits = text.slice(at + 1, at + 3);
      // Java reads them as a number, which may have a sign.
      if (!/^(?:\+?[0-9a-fA-F]|-0|[0-9a-fA-F]{2})$/.test(digits) || digits.length < 2) {
        throw new JavaThrow(
          "java.lang.IllegalArgumentException",
          `URLDecoder: Illegal hex characters: ${digits}`,
        );
      }
      bytes.push(Number.parseInt(digits, 16));
      at += 3;
    }
    at--;
    result += fromUtf8(bytes);
  }
  return result;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function base64Encode(bytes: readonly number[]): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const a = bytes[at] ?? 0;
    const b = bytes[at + 1];
    const c = bytes[at + 2];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += DIGITS.charAt(bits >> 18) + DIGITS.charAt((bits >> 12) & 63);
    text += b === undefined ? "=" : DIGITS.charAt((bits >> 6) & 63);
    text += c === undefined ? "=" : DIGITS.charAt(bits & 63);
  }
  return text;
}

export function base64Decode(text: string): number[] {
  const digits = text.replace(/={1,2}$/, "");
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const character of digits) {
    const value = DIGITS.indexOf(character);
    if (value < 0) {
      throw new JavaThrow("java.lang.IllegalArgumentException", `Illegal base64 character ${character}`);
    }
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 255);
    }
  }
  if (digits.length % 4 === 1 || (text.length !== digits.length && text.length % 4 !== 0)) {
    throw new JavaThrow(
      "java.lang.IllegalArgumentException",
      "Input byte array has wrong 4-byte ending unit",
    );
  }
  return bytes;
}

/** Bytes that are no UTF-8 become U+FFFD, one for as many of them as could have begun a character. */
export function fromUtf8(bytes: readonly number[]): string {
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const length = lengthFrom(first);
    let end = at + 1;
    while (end < at + length && goesOn(first, bytes[end] ?? 0, end - at)) end++;
    const isWhole = length > 0 && end === at + length;
    const lead = length === 1 ? first : first & (0xff >> (length + 1));
    const code = bytes.slice(at + 1, end).reduce((bits, byte) => (bits << 6) | (byte & 63), lead);
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    text += isWhole && !isSurrogate ? String.fromCodePoint(code) : "\uFFFD";
    at = end;
  }
  return text;
}

/** How many bytes the character takes that a byte begins; none where none begins so. */
function lengthFrom(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

/** The second byte has to make a character that needs its length and that there is. */
function goesOn(first: number, byte: number, at: number): boolean {
  if ((byte & 0xc0) !== 0x80) return false;
  if (at > 1) return true;
  if (first === 0xe0) return byte >= 0xa0;
  if (first === 0xf0) return byte >= 0x90;
  return first !== 0xf4 || byte < 0x90;
}
