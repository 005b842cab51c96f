// The methods of Java's numbers and of `java.lang.Boolean` that a template can call, static ones among them.
// Invariant: a result has the class that Java gives it.
import { BIG_DECIMAL_METHODS, BIG_INTEGER_METHODS } from "./bigNumberMethods";
import { trimmed } from "./blanks";
import { hexText } from "./formatNumber";
import { type Methods, method, methodsOf, refuseToCompare } from "./methods";
import { JavaNumber, type NumberClass, orderOf } from "./number";
import { equalValues, hashOf, JavaThrow, textOf, type Value } from "./value";
import { longOf, parseMethods, wholeMethods } from "./wholeMethods";

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
  method("toString", ["int"], (_number, [value]) => textOf(value ?? null)),
  ...wholeMethods({ name: "int", type: "Integer", bits: 32 }),
  ...parseMethods("Int", 32),
  method("toUnsignedLong", ["int"], (_number, [value]) =>
    JavaNumber.integral(BigInt.asUintN(32, longOf(value)), "Long"),
  ),
]);

const LONG: Methods<JavaNumber> = methodsOf([
  ...NUMBER_METHODS,
  method("toString", ["long"], (_number, [value]) => textOf(value ?? null)),
  ...wholeMethods({ name: "long", type: "Long", bits: 64 }),
  ...parseMethods("Long", 64),
]);

const DOUBLE: Methods<JavaNumber> = methodsOf([
  ...NUMBER_METHODS,
  method("compareTo", ["Double"], (number, [other]) => {
    if (other === null) throw new JavaThrow("java.lang.NullPointerException", "null");
    return JavaNumber.int(orderOfReals(number.value, realOf(other)));
  }),
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
    JavaNumber.int(orderOfReals(realOf(a), realOf(b))),
  ),
  method("hashCode", ["double"], (_number, [value]) =>
    JavaNumber.int(hashOf(JavaNumber.double(realOf(value)))),
  ),
  method("doubleToLongBits", ["double"], (_number, [value]) => bitsOfDouble(realOf(value))),
  method("doubleToRawLongBits", ["double"], (_number, [value]) => bitsOfDouble(realOf(value))),
  method("longBitsToDouble", ["long"], (_number, [bits]) => JavaNumber.double(doubleOfBits(longOf(bits)))),
  method("sum", ["double", "double"], (_number, [a, b]) => JavaNumber.double(realOf(a) + realOf(b))),
  method("toString", ["double"], (_number, [value]) => JavaNumber.double(realOf(value)).toString()),
  method("toHexString", ["double"], (_number, [value]) => hexText(realOf(value))),
  method("parseDouble", ["String"], (_number, [text]) => parsedReal(text)),
  method("valueOf", ["String"], (_number, [text]) => parsedReal(text)),
  method("valueOf", ["double"], (_number, [value]) => JavaNumber.double(realOf(value))),
  method("max", ["double", "double"], (_number, [a, b]) => JavaNumber.double(Math.max(realOf(a), realOf(b)))),
  method("min", ["double", "double"], (_number, [a, b]) => JavaNumber.double(Math.min(realOf(a), realOf(b)))),
]);

const FLOAT: Methods<JavaNumber> = methodsOf([
  ...NUMBER_METHODS,
  method("compareTo", ["Float"], (number, [other]) => {
    if (other === null) throw new JavaThrow("java.lang.NullPointerException", "null");
    return JavaNumber.int(orderOfReals(number.value, realOf(other)));
  }),
  method("compareTo", ["Object"], refuseToCompare),
  method("isNaN", [], (number) => Number.isNaN(number.value)),
  method("isInfinite", [], (number) => Math.abs(number.value) === Number.POSITIVE_INFINITY),
  method("parseFloat", ["String"], (_number, [text]) => JavaNumber.float(parsedReal(text).value)),
  method("valueOf", ["String"], (_number, [text]) => JavaNumber.float(parsedReal(text).value)),
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
    case "Float":
      return FLOAT;
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
  method("compareTo", ["Boolean"], (value, [other]) => {
    if (other === null) throw new JavaThrow("java.lang.NullPointerException", "null");
    return JavaNumber.int(Number(value) - Number(other));
  }),
  method("compare", ["boolean", "boolean"], (_value, [a, b]) => JavaNumber.int(Number(a) - Number(b))),
  method("hashCode", ["boolean"], (_value, [other]) => JavaNumber.int(hashOf(other ?? null))),
  method("compareTo", ["Object"], refuseToCompare),
  method("parseBoolean", ["String"], (_value, [text]) => isTrue(text)),
  method("valueOf", ["String"], (_value, [text]) => isTrue(text)),
  method("valueOf", ["boolean"], (_value, [other]) => other ?? null),
  method("logicalAnd", ["boolean", "boolean"], (_value, [a, b]) => a === true && b === true),
  method("logicalOr", ["boolean", "boolean"], (_value, [a, b]) => a === true || b === true),
  method("logicalXor", ["boolean", "boolean"], (_value, [a, b]) => a !== b),
]);

/** Zeros apart by their signs, and what is no number above all. */
function orderOfReals(a: number, b: number): -1 | 0 | 1 {
  const order = orderOf(a, b);
  if (order !== 0 || (a === b && a !== 0)) return order;
  if (a === 0 && b === 0) return orderOf(1 / a, 1 / b);
  return orderOf(Number(Number.isNaN(a)), Number(Number.isNaN(b)));
}

function bitsOfDouble(value: number): JavaNumber {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return JavaNumber.integral(view.getBigInt64(0), "Long");
}

function doubleOfBits(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, bits);
  return view.getFloat64(0);
}

function isTrue(text: Value | undefined): boolean {
  return typeof text === "string" && text.toLowerCase() === "true";
}

function realOf(value: Value | undefined): number {
  return value instanceof JavaNumber ? value.value : 0;
}

function parsedReal(text: Value | undefined): JavaNumber {
  if (typeof text !== "string") throw new JavaThrow("java.lang.NullPointerException", "null");
  const written = trimmed(text);
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?$/.test(written)) {
    return JavaNumber.double(Number(written.replace(/[dDfF]$/, "")));
  }
  if (/^[+-]?(?:NaN|Infinity)$/.test(written)) return JavaNumber.double(Number(written.replace("+", "")));
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?[pP]([+-]?\d{1,9})[dDfF]?$/.exec(written);
  if (hex !== null && `${hex[2]}${hex[3] ?? ""}` !== "") return JavaNumber.double(realInHex(hex));
  throw new JavaThrow(
    "java.lang.NumberFormatException",
    written === "" ? "empty String" : `For input string: "${text}"`,
  );
}

function realInHex([, sign, whole = "", behind = "", power]: RegExpExecArray): number {
  const size = Number(BigInt(`0x${whole}${behind}`)) * 2 ** (Number(power) - 4 * behind.length);
  return sign === "-" ? -size : size;
}
