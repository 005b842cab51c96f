// The methods that `java.lang.Integer` and `java.lang.Long` share, each for its own size, static ones among them.
// Invariant: a result is cut to the size as Java cuts it; a text that is no number of it throws.
import { ArithmeticFailure } from "./decimal";
import { intOf, type Method, method, refuseToCompare } from "./methods";
import { digitOf, fits, JavaNumber, orderOf } from "./number";
import { JavaThrow, type Value } from "./value";

type Form = readonly [string, Method<JavaNumber>];

interface Size {
  readonly name: "int" | "long";
  readonly type: "Integer" | "Long";
  readonly bits: 32 | 64;
}

export function wholeMethods({ name, type, bits }: Size): readonly Form[] {
  const whole = (value: bigint) => JavaNumber.integral(BigInt.asIntN(bits, value), type);
  const unsigned = (value: Value | undefined) => BigInt.asUintN(bits, longOf(value));
  const digits = (value: Value | undefined) => unsigned(value).toString(2).padStart(bits, "0");
  const ofOne = (called: string, make: (value: Value | undefined) => Value): Form =>
    method(called, [name], (_number, [value]) => make(value));
  const ofTwo = (called: string, make: (a: bigint, b: bigint) => Value): Form =>
    method(called, [name, name], (_number, [a, b]) => make(longOf(a), longOf(b)));
  const rotated = (value: Value | undefined, by: number) => {
    const shift = BigInt(((by % bits) + bits) % bits);
    return whole((unsigned(value) << shift) | (unsigned(value) >> (BigInt(bits) - shift)));
  };
  return [
    method("compareTo", [type], (number, [other]) => {
      if (other === null) throw new JavaThrow("java.lang.NullPointerException", "null");
      return JavaNumber.int(orderOf(number.whole, longOf(other)));
    }),
    method("compareTo", ["Object"], refuseToCompare),
    method("valueOf", ["String"], (_number, [text]) => parsedWhole(text, 10, bits)),
    method("valueOf", ["String", "int"], (_number, [text, radix]) => parsedWhole(text, intOf(radix), bits)),
    ofOne("valueOf", (value) => whole(longOf(value))),
    method("decode", ["String"], (_number, [text]) => decoded(text, bits)),
    method("toString", [name, "int"], (_number, [value, radix]) =>
      longOf(value).toString(shownRadix(intOf(radix))),
    ),
    ofOne("hashCode", (value) => hashed(longOf(value), bits)),
    ofOne("signum", (value) => JavaNumber.int(orderOf(longOf(value), 0n))),
    ofTwo("compare", (a, b) => JavaNumber.int(orderOf(a, b))),
    ofTwo("max", (a, b) => whole(a > b ? a : b)),
    ofTwo("min", (a, b) => whole(a < b ? a : b)),
    ofTwo("sum", (a, b) => whole(a + b)),
    ofOne("toHexString", (value) => unsigned(value).toString(16)),
    ofOne("toBinaryString", (value) => unsigned(value).toString(2)),
    ofOne("toOctalString", (value) => unsigned(value).toString(8)),
    ofOne("toUnsignedString", (value) => unsigned(value).toString()),
    method("toUnsignedString", [name, "int"], (_number, [value, radix]) =>
      unsigned(value).toString(shownRadix(intOf(radix))),
    ),
    ofTwo("compareUnsigned", (a, b) =>
      JavaNumber.int(orderOf(BigInt.asUintN(bits, a), BigInt.asUintN(bits, b))),
    ),
    ofTwo("divideUnsigned", (a, b) => whole(BigInt.asUintN(bits, a) / divisor(BigInt.asUintN(bits, b)))),
    ofTwo("remainderUnsigned", (a, b) => whole(BigInt.asUintN(bits, a) % divisor(BigInt.asUintN(bits, b)))),
    ofOne("bitCount", (value) => JavaNumber.int(digits(value).replaceAll("0", "").length)),
    ofOne("reverse", (value) => whole(BigInt(`0b${Array.from(digits(value)).reverse().join("")}`))),
    ofOne("reverseBytes", (value) =>
      whole(BigInt(`0b${(digits(value).match(/.{8}/g) ?? []).reverse().join("")}`)),
    ),
    ofOne("highestOneBit", (value) => whole(BigInt(`0b${digits(value).replace(/(?<=1.*)1/g, "0")}`))),
    ofOne("lowestOneBit", (value) => whole(unsigned(value) & -unsigned(value))),
    ofOne("numberOfLeadingZeros", (value) => JavaNumber.int(/^0*/.exec(digits(value))?.[0].length ?? 0)),
    ofOne("numberOfTrailingZeros", (value) => JavaNumber.int(/0*$/.exec(digits(value))?.[0].length ?? 0)),
    method("rotateLeft", [name, "int"], (_number, [value, by]) => rotated(value, intOf(by))),
    method("rotateRight", [name, "int"], (_number, [value, by]) => rotated(value, -intOf(by))),
  ];
}

/** `parseInt`, `parseLong` and their kin. */
export function parseMethods(noun: "Int" | "Long", bits: 32 | 64): readonly Form[] {
  return [
    method(`parse${noun}`, ["String"], (_number, [text]) => parsedWhole(text, 10, bits)),
    method(`parse${noun}`, ["String", "int"], (_number, [text, radix]) =>
      parsedWhole(text, intOf(radix), bits),
    ),
    method(`parseUnsigned${noun}`, ["String"], (_number, [text]) => parsedUnsigned(text, 10, bits)),
    method(`parseUnsigned${noun}`, ["String", "int"], (_number, [text, radix]) =>
      parsedUnsigned(text, intOf(radix), bits),
    ),
  ];
}

export function longOf(value: Value | undefined): bigint {
  return value instanceof JavaNumber ? value.long : 0n;
}

function parsedWhole(text: Value | undefined, radix: number, bits: 32 | 64): JavaNumber {
  const written = textToParse(text, radix);
  const sign = /^[+-]/.exec(written)?.[0] ?? "";
  const size = sizeIn(written.slice(sign.length), radix);
  const whole = sign === "-" && size !== undefined ? -size : size;
  if (whole === undefined || !fits(whole, bits)) throw noNumber(written);
  return ofBits(whole, bits);
}

function parsedUnsigned(text: Value | undefined, radix: number, bits: 32 | 64): JavaNumber {
  const written = textToParse(text, radix);
  const size = sizeIn(written.replace(/^\+/, ""), radix);
  if (size === undefined || BigInt.asUintN(bits, size) !== size) throw noNumber(written);
  return ofBits(BigInt.asIntN(bits, size), bits);
}

/** With `0x`, `#` or `0` in front as in a program. */
function decoded(text: Value | undefined, bits: 32 | 64): JavaNumber {
  if (typeof text !== "string") throw new JavaThrow("java.lang.NullPointerException", "null");
  const [, sign = "", prefix = "", digits = ""] = /^([+-]?)(0[xX]|#|0(?=.))?([\s\S]*)$/.exec(text) ?? [];
  const size = sizeIn(digits, prefix === "" ? 10 : prefix === "0" ? 8 : 16);
  const whole = sign === "-" && size !== undefined ? -size : size;
  if (whole === undefined || !fits(whole, bits)) throw noNumber(text);
  return ofBits(whole, bits);
}

function textToParse(text: Value | undefined, radix: number): string {
  if (typeof text !== "string") throw new JavaThrow("java.lang.NumberFormatException", "null");
  if (radix < 2) throw wrongRadix(radix, "less than Character.MIN_RADIX");
  if (radix > 36) throw wrongRadix(radix, "greater than Character.MAX_RADIX");
  return text;
}

/** No number has more than the 64 digits of the base two, but for zeros in front. */
function sizeIn(digits: string, radix: number): bigint | undefined {
  const shown = digits.replace(/^0+(?=.)/, "");
  if (shown === "" || shown.length > 64) return undefined;
  let size = 0n;
  for (const digit of shown) {
    const value = /^[a-zA-Z]$/.test(digit) ? Number.parseInt(digit, 36) : digitOf(digit);
    if (value < 0 || value >= radix) return undefined;
    size = size * BigInt(radix) + BigInt(value);
  }
  return size;
}

function ofBits(whole: bigint, bits: 32 | 64): JavaNumber {
  return JavaNumber.integral(whole, bits === 32 ? "Integer" : "Long");
}

function hashed(value: bigint, bits: 32 | 64): JavaNumber {
  const folded = bits === 32 ? value : value ^ (BigInt.asUintN(64, value) >> 32n);
  return JavaNumber.integral(BigInt.asIntN(32, folded), "Integer");
}

function divisor(value: bigint): bigint {
  if (value === 0n) throw new ArithmeticFailure("/ by zero");
  return value;
}

function shownRadix(radix: number): number {
  return radix < 2 || radix > 36 ? 10 : radix;
}

function wrongRadix(radix: number, why: string): JavaThrow {
  return new JavaThrow("java.lang.NumberFormatException", `radix ${radix} ${why}`);
}

function noNumber(text: string): JavaThrow {
  return new JavaThrow("java.lang.NumberFormatException", `For input string: "${text}"`);
}
