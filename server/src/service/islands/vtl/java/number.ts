// Java's numbers, as far as templates meet them: which class a result has, and how it prints.
// Invariant: integral values and decimals are exact, whatever their size.
import {
  ArithmeticFailure,
  addDecimals,
  compareDecimals,
  type Decimal,
  decimalOfDouble,
  decimalText,
  divideDecimals,
  multiplyDecimals,
  negated,
  wholePart,
} from "./decimal";
import { digitsOfDouble, digitsOfFloat, type FloatingDigits } from "./floatingDigits";

export type IntegralClass = "Byte" | "Short" | "Integer" | "Long" | "BigInteger";

export type NumberClass = IntegralClass | "Float" | "Double" | "BigDecimal";

/** How many bits each integral class has; the last has as many as it needs. */
const SIZES: ReadonlyMap<NumberClass, number> = new Map([
  ["Byte", 8],
  ["Short", 16],
  ["Integer", 32],
  ["Long", 64],
  ["BigInteger", Number.POSITIVE_INFINITY],
]);

export class JavaNumber {
  readonly type: NumberClass;
  /** Exact for the integral classes; the digits of a decimal, without its point. */
  readonly whole: bigint;
  /** The value of floating points, and an approximation of the others. */
  readonly value: number;
  /** How many digits of a decimal stand behind the point. */
  readonly scale: number;

  private constructor(type: NumberClass, whole: bigint, value: number, scale = 0) {
    this.type = type;
    this.whole = whole;
    this.value = value;
    this.scale = scale;
  }

  static integral(whole: bigint, type: IntegralClass): JavaNumber {
    return new JavaNumber(type, whole, Number(whole));
  }

  static int(value: number): JavaNumber {
    const whole = BigInt.asIntN(32, BigInt(Math.trunc(value)));
    return new JavaNumber("Integer", whole, Number(whole));
  }

  static double(value: number): JavaNumber {
    return new JavaNumber("Double", 0n, value);
  }

  static float(value: number): JavaNumber {
    return new JavaNumber("Float", 0n, Math.fround(value));
  }

  static decimal(decimal: Decimal): JavaNumber {
    const { unscaled, scale } = decimal;
    return new JavaNumber("BigDecimal", unscaled, Number(decimalText(decimal)), scale);
  }

  get isIntegral(): boolean {
    return SIZES.has(this.type);
  }

  get isInfinite(): boolean {
    return (
      (this.type === "Float" || this.type === "Double") && Math.abs(this.value) === Number.POSITIVE_INFINITY
    );
  }

  /** How much there is to get through: the digits of the base 16 where there may be thousands, else next to nothing. */
  get size(): number {
    return this.type.startsWith("Big") ? this.whole.toString(16).length : 1;
  }

  get className(): string {
    return this.type.startsWith("Big") ? `java.math.${this.type}` : `java.lang.${this.type}`;
  }

  /** As `Number.longValue()`: cut to 64 bits, or to the nearest long. */
  get long(): bigint {
    if (this.isIntegral) return BigInt.asIntN(64, this.whole);
    if (this.type === "BigDecimal") return BigInt.asIntN(64, wholePart(this.decimal));
    if (Number.isNaN(this.value)) return 0n;
    const bound = this.value < 0 ? -(2n ** 63n) : 2n ** 63n - 1n;
    return Math.abs(this.value) >= 2 ** 63 ? bound : BigInt(Math.trunc(this.value));
  }

  get int(): number {
    if (this.isIntegral) return Number(BigInt.asIntN(32, this.whole));
    if (this.type === "BigDecimal") return Number(BigInt.asIntN(32, wholePart(this.decimal)));
    if (Number.isNaN(this.value)) return 0;
    return Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(this.value)));
  }

  /** The same number as a decimal; small whole numbers go through a double there, as Velocity has it. */
  get decimal(): Decimal {
    if (this.type === "BigDecimal" || this.type === "BigInteger") {
      return { unscaled: this.whole, scale: this.scale };
    }
    const decimal = decimalOfDouble(this.value);
    if (decimal === undefined) throw new ArithmeticFailure("Infinite or NaN");
    return decimal;
  }

  toString(): string {
    if (this.isIntegral) return this.whole.toString();
    if (this.type === "BigDecimal") return decimalText(this.decimal);
    return floatingText(this.value, this.type === "Float" ? digitsOfFloat : digitsOfDouble);
  }
}

/** The class that a literal of digits has. */
export function integerFromText(text: string): JavaNumber {
  const whole = BigInt(text);
  return JavaNumber.integral(whole, fits(whole, 32) ? "Integer" : fits(whole, 64) ? "Long" : "BigInteger");
}

export function fits(whole: bigint, bits: number): boolean {
  return BigInt.asIntN(bits, whole) === whole;
}

/** Plain between a thousandth and ten million, else with an exponent; always with a digit after the point. */
function floatingText(value: number, digitsOf: (size: number) => FloatingDigits): string {
  if (Number.isNaN(value)) return "NaN";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (!Number.isFinite(value)) return `${sign}Infinity`;
  if (value === 0) return `${sign}0.0`;
  const { digits, exponent } = digitsOf(Math.abs(value));
  if (exponent < -3 || exponent >= 7) {
    return `${sign}${digits.charAt(0)}.${digits.slice(1) || "0"}E${exponent}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

const LEAST_LONG = -(2n ** 63n);

const DIGIT = /^\p{Nd}$/u;

const WIDENING = ["Byte", "Short", "Integer", "Long"] as const;

type MathOperator = "+" | "-" | "*" | "/" | "%";

/** Velocity's arithmetic. Nothing for a division by zero. */
export function calculate(
  operator: MathOperator,
  left: JavaNumber,
  right: JavaNumber,
): JavaNumber | undefined {
  if ((operator === "/" || operator === "%") && isZero(right)) return undefined;
  if (left.isIntegral && right.isIntegral) return calculateWhole(operator, left, right);
  if (isDecimal(left, right))
    return JavaNumber.decimal(calculateDecimal(operator, left.decimal, right.decimal));
  if (left.type === "Double" || right.type === "Double") {
    return JavaNumber.double(calculateReal(operator, left.value, right.value));
  }
  return JavaNumber.float(calculateReal(operator, Math.fround(left.value), Math.fround(right.value)));
}

/** Whether Velocity makes decimals of two numbers that are not both whole. */
function isDecimal(left: JavaNumber, right: JavaNumber): boolean {
  return left.type.startsWith("Big") || right.type.startsWith("Big");
}

function calculateDecimal(operator: MathOperator, a: Decimal, b: Decimal): Decimal {
  switch (operator) {
    case "+":
      return addDecimals(a, b);
    case "-":
      return addDecimals(a, negated(b));
    case "*":
      return multiplyDecimals(a, b);
    case "/":
      return divideDecimals(a, b, a.scale, "halfDown");
    case "%":
      throw new ArithmeticFailure("Cannot calculate the modulo of BigDecimals.");
  }
}

function calculateWhole(operator: MathOperator, left: JavaNumber, right: JavaNumber): JavaNumber {
  const big = left.type === "BigInteger" || right.type === "BigInteger";
  const a = left.whole;
  const b = right.whole;
  let whole: bigint;
  switch (operator) {
    case "+":
      whole = a + b;
      break;
    case "-":
      whole = a - b;
      break;
    case "*":
      // The one product beyond the longs that Velocity's check lets through.
      whole = !big && a === LEAST_LONG && b === -1n ? LEAST_LONG : a * b;
      break;
    case "/":
      whole = big ? a / b : BigInt.asIntN(64, a / b);
      break;
    case "%":
      if (big && b < 0n) throw new ArithmeticFailure("BigInteger: modulus not positive");
      whole = big ? ((a % b) + b) % b : a % b;
      break;
  }
  if (big || !fits(whole, 64)) return JavaNumber.integral(whole, "BigInteger");
  // The larger class of the two, or the next one that holds the result.
  const bits = Math.max(SIZES.get(left.type) ?? 64, SIZES.get(right.type) ?? 64);
  const type = WIDENING.find(
    (wider) => (SIZES.get(wider) ?? 64) >= bits && fits(whole, SIZES.get(wider) ?? 64),
  );
  return JavaNumber.integral(whole, type ?? "BigInteger");
}

function calculateReal(operator: MathOperator, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
  }
}

function isZero(number: JavaNumber): boolean {
  return number.isIntegral || number.type === "BigDecimal" ? number.whole === 0n : number.value === 0;
}

export function compareNumbers(left: JavaNumber, right: JavaNumber): -1 | 0 | 1 {
  if (left.isIntegral && right.isIntegral) return orderOf(left.whole, right.whole);
  if (isDecimal(left, right)) return compareDecimals(left.decimal, right.decimal);
  if (left.type === "Double" || right.type === "Double") return orderOf(left.value, right.value);
  return orderOf(Math.fround(left.value), Math.fround(right.value));
}

export function orderOf<T extends number | bigint>(left: T, right: T): -1 | 0 | 1 {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The value of a decimal digit of whatever script; -1 for what is none. */
export function digitOf(character: string): number {
  if (/^[0-9]$/.test(character)) return Number(character);
  const code = character.codePointAt(0) ?? 0;
  if (!DIGIT.test(character)) return -1;
  // Digits come in rows of ten, some of them row behind row.
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first--;
  return (code - first) % 10;
}
