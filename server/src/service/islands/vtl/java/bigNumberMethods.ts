// The methods of `java.math.BigInteger` and `java.math.BigDecimal` that a template can call.
// Invariant: exact, or rounded as asked; what Java finds no answer for throws.
import { TooLarge } from "./cost";
import {
  ArithmeticFailure,
  addDecimals,
  type Decimal,
  divideDecimals,
  divideExactly,
  divideToWhole,
  multiplyDecimals,
  negated,
  parseDecimal,
  plainText,
  powerOfDecimal,
  precisionOf,
  type Rounding,
  remainderOf,
  rescaled,
  roundingOf,
  wholePart,
  withoutZeros,
} from "./decimal";
import { intOf, type Method, method, refuseToCompare } from "./methods";
import { compareNumbers, fits, JavaNumber, orderOf } from "./number";
import { JavaThrow, type Value } from "./value";

type Form = readonly [string, Method<JavaNumber>];

/** The longest number that comes into being, in digits of the base 16. */
const MOST_DIGITS = 4_000;

export const BIG_INTEGER_METHODS: readonly Form[] = [
  ofTwo("add", (a, b) => a + b),
  ofTwo("subtract", (a, b) => a - b),
  ofTwo("multiply", (a, b) => a * b),
  ofTwo("divide", (a, b) => a / divisor(b)),
  ofTwo("remainder", (a, b) => a % divisor(b)),
  ofTwo("mod", (a, b) => {
    if (b <= 0n) throw new ArithmeticFailure("BigInteger: modulus not positive");
    return ((a % b) + b) % b;
  }),
  ofTwo("gcd", greatestDivisor),
  ofTwo("and", (a, b) => a & b),
  ofTwo("or", (a, b) => a | b),
  ofTwo("xor", (a, b) => a ^ b),
  method("max", ["BigInteger"], (number, [other]) => extreme(number, other, 1)),
  method("min", ["BigInteger"], (number, [other]) => extreme(number, other, -1)),
  method("pow", ["int"], ({ whole }, [power]) => integer(raised(whole, intOf(power)))),
  method("shiftLeft", ["int"], ({ whole }, [by]) => integer(shifted(whole, intOf(by)))),
  method("shiftRight", ["int"], ({ whole }, [by]) => integer(shifted(whole, -intOf(by)))),
  method("abs", [], ({ whole }) => integer(whole < 0n ? -whole : whole)),
  method("negate", [], ({ whole }) => integer(-whole)),
  method("not", [], ({ whole }) => integer(~whole)),
  method("signum", [], ({ whole }) => JavaNumber.int(orderOf(whole, 0n))),
  method("bitLength", [], ({ whole }) => JavaNumber.int(bitsOf(whole).length)),
  method("bitCount", [], ({ whole }) => JavaNumber.int(bitsOf(whole).replaceAll("0", "").length)),
  method("testBit", ["int"], ({ whole }, [bit]) => {
    if (intOf(bit) < 0) throw new ArithmeticFailure("Negative bit address");
    return ((whole >> BigInt(intOf(bit))) & 1n) === 1n;
  }),
  method("compareTo", ["BigInteger"], compareTo),
  method("compareTo", ["Object"], refuseToCompare),
  method("toString", ["int"], ({ whole }, [radix]) => {
    const base = intOf(radix);
    return whole.toString(base < 2 || base > 36 ? 10 : base);
  }),
  method("intValueExact", [], ({ whole }) => exactly(whole, 32, "BigInteger out of int range")),
  method("longValueExact", [], ({ whole }) => exactly(whole, 64, "BigInteger out of long range")),
  method("valueOf", ["long"], (_number, [value]) => integer(value instanceof JavaNumber ? value.long : 0n)),
];

export const BIG_DECIMAL_METHODS: readonly Form[] = [
  ofDecimals("add", addDecimals),
  ofDecimals("subtract", (a, b) => addDecimals(a, negated(b))),
  ofDecimals("multiply", multiplyDecimals),
  ofDecimals("divide", divideExactly),
  method("divide", ["BigDecimal", "int"], ({ decimal }, [other, rounding]) =>
    JavaNumber.decimal(divideDecimals(decimal, decimalOf(other), decimal.scale, checkedRounding(rounding))),
  ),
  method("divide", ["BigDecimal", "int", "int"], ({ decimal }, [other, scale, rounding]) =>
    JavaNumber.decimal(divideDecimals(decimal, decimalOf(other), intOf(scale), checkedRounding(rounding))),
  ),
  ofDecimals("divideToIntegralValue", divideToWhole),
  ofDecimals("remainder", remainderOf),
  method("max", ["BigDecimal"], (number, [other]) => extreme(number, other, 1)),
  method("min", ["BigDecimal"], (number, [other]) => extreme(number, other, -1)),
  method("pow", ["int"], ({ decimal }, [power]) => JavaNumber.decimal(powerOfDecimal(decimal, intOf(power)))),
  method("abs", [], (number) => (number.whole < 0n ? JavaNumber.decimal(negated(number.decimal)) : number)),
  method("negate", [], ({ decimal }) => JavaNumber.decimal(negated(decimal))),
  method("plus", [], (number) => number),
  method("signum", [], ({ whole }) => JavaNumber.int(orderOf(whole, 0n))),
  method("scale", [], ({ scale }) => JavaNumber.int(scale)),
  method("precision", [], ({ decimal }) => JavaNumber.int(precisionOf(decimal))),
  method("unscaledValue", [], ({ whole }) => integer(whole)),
  method("setScale", ["int"], ({ decimal }, [scale]) =>
    JavaNumber.decimal(rescaled(decimal, intOf(scale), "unnecessary")),
  ),
  method("setScale", ["int", "int"], ({ decimal }, [scale, rounding]) =>
    JavaNumber.decimal(rescaled(decimal, intOf(scale), checkedRounding(rounding))),
  ),
  method("movePointLeft", ["int"], (number, [by]) => moved(number, intOf(by))),
  method("movePointRight", ["int"], (number, [by]) => moved(number, -intOf(by))),
  method("scaleByPowerOfTen", ["int"], ({ decimal: { unscaled, scale } }, [by]) =>
    JavaNumber.decimal({ unscaled, scale: scale - intOf(by) }),
  ),
  method("stripTrailingZeros", [], ({ decimal }) => JavaNumber.decimal(withoutZeros(decimal))),
  method("compareTo", ["BigDecimal"], compareTo),
  method("compareTo", ["Object"], refuseToCompare),
  method("toPlainString", [], ({ decimal }) => plainText(decimal)),
  method("toBigInteger", [], ({ decimal }) => integer(wholePart(decimal))),
  method("toBigIntegerExact", [], ({ decimal }) => integer(withoutRest(decimal))),
  method("intValueExact", [], ({ decimal }) => exactly(withoutRest(decimal), 32, "Overflow")),
  method("longValueExact", [], ({ decimal }) => exactly(withoutRest(decimal), 64, "Overflow")),
  method("ulp", [], ({ scale }) => JavaNumber.decimal({ unscaled: 1n, scale })),
  method("valueOf", ["long"], (_number, [value]) =>
    JavaNumber.decimal({ unscaled: value instanceof JavaNumber ? value.long : 0n, scale: 0 }),
  ),
  method("valueOf", ["long", "int"], (_number, [value, scale]) =>
    JavaNumber.decimal({ unscaled: value instanceof JavaNumber ? value.long : 0n, scale: intOf(scale) }),
  ),
  method("valueOf", ["double"], (_number, [value]) => {
    const decimal =
      value instanceof JavaNumber ? parseDecimal(JavaNumber.double(value.value).toString()) : undefined;
    if (decimal === undefined) throw new JavaThrow("java.lang.NumberFormatException", "no number");
    return JavaNumber.decimal(decimal);
  }),
];

function integer(whole: bigint): JavaNumber {
  if (whole.toString(16).length > MOST_DIGITS) throw new TooLarge();
  return JavaNumber.integral(whole, "BigInteger");
}

function ofTwo(name: string, make: (a: bigint, b: bigint) => bigint): Form {
  return method(name, ["BigInteger"], ({ whole }, [other]) => integer(make(whole, wholeOf(other))));
}

function ofDecimals(name: string, make: (a: Decimal, b: Decimal) => Decimal): Form {
  return method(name, ["BigDecimal"], ({ decimal }, [other]) =>
    JavaNumber.decimal(make(decimal, decimalOf(other))),
  );
}

function wholeOf(value: Value | undefined): bigint {
  return numberIn(value).whole;
}

function decimalOf(value: Value | undefined): Decimal {
  return numberIn(value).decimal;
}

function numberIn(value: Value | undefined): JavaNumber {
  if (value instanceof JavaNumber) return value;
  throw new JavaThrow("java.lang.NullPointerException", "null");
}

function divisor(whole: bigint): bigint {
  if (whole === 0n) throw new ArithmeticFailure("BigInteger divide by zero");
  return whole;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

function raised(whole: bigint, power: number): bigint {
  if (power < 0) throw new ArithmeticFailure("Negative exponent");
  const isSmall = whole >= -1n && whole <= 1n;
  if (!isSmall && whole.toString(16).length * power > MOST_DIGITS * 2) throw new TooLarge();
  return isSmall ? whole ** BigInt(power === 0 ? 0 : 2 - (power % 2)) : whole ** BigInt(power);
}

function shifted(whole: bigint, by: number): bigint {
  if (by > MOST_DIGITS * 4) throw new TooLarge();
  return by < 0 ? whole >> BigInt(-by) : whole << BigInt(by);
}

/** Those that differ from the sign, without zeros in front. */
function bitsOf(whole: bigint): string {
  const bits = whole < 0n ? ~whole : whole;
  return bits === 0n ? "" : bits.toString(2);
}

function extreme(number: JavaNumber, other: Value | undefined, sign: 1 | -1): JavaNumber {
  const second = numberIn(other);
  return compareNumbers(number, second) * sign >= 0 ? number : second;
}

function compareTo(number: JavaNumber, [other]: readonly Value[]): JavaNumber {
  return JavaNumber.int(compareNumbers(number, numberIn(other)));
}

function exactly(whole: bigint, bits: 32 | 64, message: string): JavaNumber {
  if (!fits(whole, bits)) throw new ArithmeticFailure(message);
  return JavaNumber.integral(whole, bits === 32 ? "Integer" : "Long");
}

function withoutRest(decimal: Decimal): bigint {
  return rescaled(decimal, 0, "unnecessary").unscaled;
}

/** A point that is moved leaves no zeros to be invented. */
function moved({ decimal }: JavaNumber, by: number): JavaNumber {
  const scale = decimal.scale + by;
  const isPlain = scale >= 0 || decimal.unscaled === 0n;
  return JavaNumber.decimal(
    isPlain ? { unscaled: decimal.unscaled, scale } : rescaled({ ...decimal, scale }, 0, "unnecessary"),
  );
}

function checkedRounding(value: Value | undefined): Rounding {
  const rounding = roundingOf(intOf(value));
  if (rounding === undefined) {
    throw new JavaThrow("java.lang.IllegalArgumentException", "Invalid rounding mode");
  }
  return rounding;
}
