// The methods of Java's numbers and of `java.lang.Boolean` that a template can call, static ones among them.
// Invariant: a result has the class that Java gives it.
import { BIG_DECIMAL_METHODS, BIG_INTEGER_METHODS } from "./bigNumberMethods";
import { hexText } from "./formatNumber";
import { intOf, type Methods, method, methodsOf, refuseToCompare } from "./methods";
import { compareNumbers, fits, JavaNumber, type NumberClass, orderOf } from "./number";
import { equalValues, hashOf, JavaThrow, textOf, type Value } from "./value";

const NUMBER_METHODS = [
  method<JavaNumber>("intValue", [], (number) => JavaNumber.int(number.int)),
  method<JavaNumber>("longValue", [], (number) => JavaNumber.integral(number.long, "Long")),
  method<JavaNumber>("doubleValue", [], (number) => JavaNumber.double(number.value)),
  method<JavaNumber>("floatValue", [], (number) => JavaNumber.float(number.value)),
  method<JavaNumber>("shortValue", [], (number) =>
    JavaNumber.integral(BigInt.asIntN(16, number.long), "Short"),
  ),
  method<JavaNumber>("byteValue", [], (number) => JavaNumber.integral(BigInt.asIntN(8, number.long), "Byte")),
  method<JavaNumber>("toString", [], (number) => number.toString()),
  method<JavaNumber>("hashCode", [], (number) => JavaNumber.int(hashOf(number))),
  method<JavaNumber>("equals", ["Object"], (number, [other]) => equalValues(number, other ?? null)),
];

const INTEGER: Methods<JavaNumber> = methodsOf([
  ...NUMBER_METHODS,
  method("compareTo", ["Integer"], compareTo),
  method("compareTo", ["Object"], refuseToCompare),
  method("compare", ["int", "int"], (_number, [a, b]) => JavaNumber.int(Math.sign(intOf(a) - intOf(b)))),
  method("toString", ["int"], (_number, [value]) => textOf(value ?? null)),
  method("toString", ["int", "int"], (_number, [value, radix]) => intOf(value).toString(radixOf(radix))),
  method("toHexString", ["int"], (_number, [value]) => (intOf(value) >>> 0).toString(16)),
  method("toBinaryString", ["int"], (_number, [value]) => (intOf(value) >>> 0).toString(2)),
  method("toOctalString", ["int"], (_number, [value]) => (intOf(value) >>> 0).toString(8)),
  method("parseInt", ["String"], (_number, [text]) => parsed(text, 10, 32, "Integer")),
  method("parseInt", ["String", "int"], (_number, [text, radix]) =>
    parsed(text, radixOf(radix), 32, "Integer"),
  ),
  method("valueOf", ["String"], (_number, [text]) => parsed(text, 10, 32, "Integer")),
  method("valueOf", ["int"], (_number, [value]) => JavaNumber.int(intOf(value))),
  method("max", ["int", "int"], (_number, [a, b]) => JavaNumber.int(Math.max(intOf(a), intOf(b)))),
  method("min", ["int", "int"], (_number, [a, b]) => JavaNumber.int(Math.min(intOf(a), intOf(b)))),
  method("sum", ["int", "int"], (_number, [a, b]) => JavaNumber.int((intOf(a) + intOf(b)) | 0)),
  method("signum", ["int"], (_number, [value]) => JavaNumber.int(Math.sign(intOf(value)))),
]);

const LONG: Methods<JavaNumber> = methodsOf([
  ...NUMBER_METHODS,
  method("compareTo", ["Long"], compareTo),
  method("compareTo", ["Object"], refuseToCompare),
  method("toString", ["long"], (_number, [value]) => textOf(value ?? null)),
  method("parseLong", ["String"], (_number, [text]) => parsed(text, 10, 64, "Long")),
  method("valueOf", ["String"], (_number, [text]) => parsed(text, 10, 64, "Long")),
  method("valueOf", ["long"], (_number, [value]) => JavaNumber.integral(longOf(value), "Long")),
  method("toHexString", ["long"], (_number, [value]) => BigInt.asUintN(64, longOf(value)).toString(16)),
  method("toBinaryString", ["long"], (_number, [value]) => BigInt.asUintN(64, longOf(value)).toString(2)),
  method("compare", ["long", "long"], (_number, [a, b]) => JavaNumber.int(orderOf(longOf(a), longOf(b)))),
  method("signum", ["long"], (_number, [value]) => JavaNumber.int(orderOf(longOf(value), 0n))),
  method("sum", ["long", "long"], (_number, [a, b]) =>
    JavaNumber.integral(BigInt.asIntN(64, longOf(a) + longOf(b)), "Long"),
  ),
  method("toString", ["long", "int"], (_number, [value, radix]) => longOf(value).toString(radixOf(radix))),
  method("parseLong", ["String", "int"], (_number, [text, radix]) =>
    parsed(text, radixOf(radix), 64, "Long"),
  ),
  method("max", ["long", "long"], (_number, [a, b]) => extreme(longOf(a), longOf(b), true)),
  method("min", ["long", "long"], (_number, [a, b]) => extreme(longOf(a), longOf(b), false)),
]);

const DOUBLE: Methods<JavaNumber> = methodsOf([
  ...NUMBER_METHODS,
  method("compareTo", ["Double"], compareTo),
  method("compareTo", ["Object"], refuseToCompare),
  method("isNaN", [], (number) => Number.isNaN(number.value)),
  method("isInfinite", [], (number) => Math.abs(number.value) === Number.POSITIVE_INFINITY),
  method("isNaN", ["double"], (_number, [value]) => Number.isNaN(realOf(value))),
  method(
    "isInfinite",
    ["double"],
    (_number, [value]) => Math.abs(realOf(value)) === Number.POSITIVE_INFINITY,
  ),
  method("isFinite", ["double"], (_number, [value]) => Number.isFinite(realOf(value))),
  method("compare", ["double", "double"], (_number, [a, b]) =>
    JavaNumber.int(compareNumbers(JavaNumber.double(realOf(a)), JavaNumber.double(realOf(b)))),
  ),
  method("sum", ["double", "double"], (_number, [a, b]) => JavaNumber.double(realOf(a) + realOf(b))),
  method("toString", ["double"], (_number, [value]) => JavaNumber.double(realOf(value)).toString()),
  method("toHexString", ["double"], (_number, [value]) => hexText(realOf(value))),
  method("parseDouble", ["String"], (_number, [text]) => parsedReal(text)),
  method("valueOf", ["String"], (_number, [text]) => parsedReal(text)),
  method("valueOf", ["double"], (_number, [value]) => JavaNumber.double(realOf(value))),
  method("max", ["double", "double"], (_number, [a, b]) => JavaNumber.double(Math.max(realOf(a), realOf(b)))),
  method("min", ["double", "double"], (_number, [a, b]) => JavaNumber.double(Math.min(realOf(a), realOf(b)))),
]);

const OTHER: Methods<JavaNumber> = methodsOf(NUMBER_METHODS);

const BIG_INTEGER: Methods<JavaNumber> = methodsOf([...NUMBER_METHODS, ...BIG_INTEGER_METHODS]);

const BIG_DECIMAL: Methods<JavaNumber> = methodsOf([...NUMBER_METHODS, ...BIG_DECIMAL_METHODS]);

export function numberMethods(type: NumberClass): Methods<JavaNumber> {
  switch (type) {
    case "Integer":
      return INTEGER;
    case "Long":
      return LONG;
    case "Double":
      return DOUBLE;
    case "BigInteger":
      return BIG_INTEGER;
    case "BigDecimal":
      return BIG_DECIMAL;
    default:
      return OTHER;
  }
}

export const BOOLEAN_METHODS: Methods<boolean> = methodsOf<boolean>([
  method("booleanValue", [], (value) => value),
  method("toString", [], (value) => String(value)),
  method("toString", ["boolean"], (_value, [other]) => textOf(other ?? null)),
  method("equals", ["Object"], (value, [other]) => value === other),
  method("hashCode", [], (value) => JavaNumber.int(hashOf(value))),
  method("compareTo", ["Boolean"], (value, [other]) => JavaNumber.int(Number(value) - Number(other))),
  method("compareTo", ["Object"], refuseToCompare),
  method("parseBoolean", ["String"], (_value, [text]) => isTrue(text)),
  method("valueOf", ["String"], (_value, [text]) => isTrue(text)),
  method("valueOf", ["boolean"], (_value, [other]) => other ?? null),
  method("logicalAnd", ["boolean", "boolean"], (_value, [a, b]) => a === true && b === true),
  method("logicalOr", ["boolean", "boolean"], (_value, [a, b]) => a === true || b === true),
  method("logicalXor", ["boolean", "boolean"], (_value, [a, b]) => a !== b),
]);

function compareTo(number: JavaNumber, [other]: readonly Value[]): JavaNumber {
  if (!(other instanceof JavaNumber)) throw new JavaThrow("java.lang.NullPointerException", "null");
  return JavaNumber.int(compareNumbers(number, other));
}

function isTrue(text: Value | undefined): boolean {
  return typeof text === "string" && text.toLowerCase() === "true";
}

function longOf(value: Value | undefined): bigint {
  return value instanceof JavaNumber ? value.long : 0n;
}

function realOf(value: Value | undefined): number {
  return value instanceof JavaNumber ? value.value : 0;
}

function extreme(a: bigint, b: bigint, largest: boolean): JavaNumber {
  return JavaNumber.integral(a > b === largest ? a : b, "Long");
}

function radixOf(value: Value | undefined): number {
  const radix = intOf(value);
  return radix < 2 || radix > 36 ? 10 : radix;
}

function parsed(text: Value | undefined, radix: number, bits: 32 | 64, type: "Integer" | "Long"): JavaNumber {
  const digits = typeof text === "string" ? /^([+-]?)([0-9a-zA-Z]+)$/.exec(text) : null;
  let whole = 0n;
  let isNumber = digits !== null && (digits[2]?.length ?? 0) <= 70;
  for (const digit of isNumber ? (digits?.[2] ?? "") : "") {
    const value = Number.parseInt(digit, 36);
    isNumber &&= value < radix;
    whole = whole * BigInt(radix) + BigInt(value);
  }
  whole = digits?.[1] === "-" ? -whole : whole;
  if (isNumber && fits(whole, bits)) return JavaNumber.integral(whole, type);
  const shown = typeof text === "string" ? `For input string: "${text}"` : "null";
  throw new JavaThrow("java.lang.NumberFormatException", shown);
}

function parsedReal(text: Value | undefined): JavaNumber {
  if (typeof text !== "string") throw new JavaThrow("java.lang.NullPointerException", "null");
  const trimmed = text.trim();
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?$/.test(trimmed)) {
    return JavaNumber.double(Number(trimmed.replace(/[dDfF]$/, "")));
  }
  if (/^[+-]?(?:NaN|Infinity)$/.test(trimmed)) return JavaNumber.double(Number(trimmed.replace("+", "")));
  throw new JavaThrow(
    "java.lang.NumberFormatException",
    trimmed === "" ? "empty String" : `For input string: "${text}"`,
  );
}
