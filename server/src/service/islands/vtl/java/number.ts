// Java's numbers, as far as templates meet them: which class a result has, and how it prints.
// Invariant: integral values are exact, whatever their size.

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
  /** Exact for the integral classes. */
  readonly whole: bigint;
  /** The value of the others, and an approximation of the integral ones. */
  readonly value: number;

  private constructor(type: NumberClass, whole: bigint, value: number) {
    this.type = type;
    this.whole = whole;
    this.value = value;
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

  static decimal(value: number): JavaNumber {
    return new JavaNumber("BigDecimal", 0n, value);
  }

  get isIntegral(): boolean {
    return SIZES.has(this.type);
  }

  get className(): string {
    return this.type.startsWith("Big") ? `java.math.${this.type}` : `java.lang.${this.type}`;
  }

  /** As `Number.longValue()`: cut to 64 bits, or to the nearest long. */
  get long(): bigint {
    if (this.isIntegral) return BigInt.asIntN(64, this.whole);
    if (Number.isNaN(this.value)) return 0n;
    const bound = this.value < 0 ? -(2n ** 63n) : 2n ** 63n - 1n;
    return Math.abs(this.value) >= 2 ** 63 ? bound : BigInt(Math.trunc(this.value));
  }

  get int(): number {
    if (this.isIntegral) return Number(BigInt.asIntN(32, this.whole));
    if (Number.isNaN(this.value)) return 0;
    return Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(this.value)));
  }

  toString(): string {
    if (this.isIntegral) return this.whole.toString();
    if (this.type === "BigDecimal") return decimalText(this.value);
    return this.type === "Float" ? floatText(this.value) : doubleText(this.value);
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

export function doubleText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "-Infinity" : "Infinity";
  return scientific(Math.abs(value) === 0 ? "0" : Math.abs(value).toExponential(), value);
}

function floatText(value: number): string {
  if (!Number.isFinite(value) || value === 0) return doubleText(value);
  const size = Math.abs(value);
  let digits = 0;
  while (digits < 9 && Math.fround(Number(size.toExponential(digits))) !== size) digits++;
  return scientific(size.toExponential(digits), value);
}

/** Plain between a thousandth and ten million, else with an exponent; always with a digit after the point. */
function scientific(exponential: string, value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "0", power = "0"] = exponential.split("e");
  const digits = mantissa.replace(".", "").replace(/(?<=\d)0+$/, "");
  const exponent = Number(power);
  if (value === 0) return `${sign}0.0`;
  if (exponent >= -3 && exponent < 7) {
    if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
    const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
    return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
  }
  return `${sign}${digits.charAt(0)}.${digits.slice(1) || "0"}E${exponent}`;
}

/** The exact value of a double, as `new BigDecimal(double)` prints it. */
function decimalText(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  let scaled = value;
  let digits = 0;
  while (!Number.isInteger(scaled) && digits < 1100) {
    scaled *= 2;
    digits++;
  }
  const exact = (BigInt(scaled) * 5n ** BigInt(digits)).toString();
  const sign = exact.startsWith("-") ? "-" : "";
  const padded = exact.replace("-", "").padStart(digits + 1, "0");
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

const WIDENING = ["Byte", "Short", "Integer", "Long"] as const;

type MathOperator = "+" | "-" | "*" | "/" | "%";

/** Java's `ArithmeticException`. Caught by the renderer. */
export class ArithmeticFailure {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Velocity's arithmetic. Nothing for a division by zero. */
export function calculate(
  operator: MathOperator,
  left: JavaNumber,
  right: JavaNumber,
): JavaNumber | undefined {
  if ((operator === "/" || operator === "%") && isZero(right)) return undefined;
  if (left.isIntegral && right.isIntegral) return calculateWhole(operator, left, right);
  const big = [left, right].some((side) => side.type === "BigDecimal" || side.type === "BigInteger");
  const value = calculateReal(operator, left.value, right.value);
  if (big && operator === "%") throw new ArithmeticFailure("Cannot calculate the modulo of BigDecimals.");
  if (big) return JavaNumber.decimal(value);
  const isDouble = left.type === "Double" || right.type === "Double";
  return isDouble ? JavaNumber.double(value) : JavaNumber.float(value);
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
      whole = a * b;
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

export function isZero(number: JavaNumber): boolean {
  return number.isIntegral ? number.whole === 0n : number.value === 0;
}

export function compareNumbers(left: JavaNumber, right: JavaNumber): -1 | 0 | 1 {
  if (left.isIntegral && right.isIntegral) {
    return left.whole < right.whole ? -1 : left.whole > right.whole ? 1 : 0;
  }
  return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
}
