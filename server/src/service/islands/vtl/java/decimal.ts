// Exact decimals, as `java.math.BigDecimal` has them: whole digits, and how many of them stand behind the point.
// Invariant: exact, or rounded as asked; nothing with more digits than `MOST_DIGITS` comes into being.
import { TooLarge } from "./cost";

export interface Decimal {
  readonly unscaled: bigint;
  /** May be negative: then zeros follow the digits. */
  readonly scale: number;
}

/** Java's `ArithmeticException`. Caught where methods are called, and by the renderer. */
export class ArithmeticFailure {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Java's constants, by their numbers. */
const ROUNDINGS = [
  "up",
  "down",
  "ceiling",
  "floor",
  "halfUp",
  "halfDown",
  "halfEven",
  "unnecessary",
] as const;

export type Rounding = (typeof ROUNDINGS)[number];

const MOST_DIGITS = 5_000;

/** `undefined` for a text that `new BigDecimal(text)` refuses, and for more digits than are kept. */
export function parseDecimal(text: string): Decimal | undefined {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,10}))?$/.exec(text);
  if (found === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = found;
  const length = whole.length + fraction.length;
  if (length === 0 || length > MOST_DIGITS) return undefined;
  const digits = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  if (scale !== (scale | 0)) return undefined;
  return { unscaled: sign === "-" ? -digits : digits, scale };
}

/** The exact value of a double, as `new BigDecimal(double)` takes it. */
export function decimalOfDouble(value: number): Decimal | undefined {
  if (!Number.isFinite(value)) return undefined;
  let scaled = value;
  let halvings = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    halvings++;
  }
  return { unscaled: BigInt(scaled) * 5n ** BigInt(halvings), scale: halvings };
}

export function roundingOf(number: number): Rounding | undefined {
  return ROUNDINGS[number];
}

/** As `toString()` writes it: with an exponent where zeros would have to be invented, or too many of them follow the point. */
export function decimalText(decimal: Decimal): string {
  const { unscaled, scale } = decimal;
  const digits = digitsOf(unscaled);
  const exponent = digits.length - 1 - scale;
  if (scale >= 0 && exponent >= -6) return plainText(decimal);
  const point = digits.length > 1 ? `${digits.charAt(0)}.${digits.slice(1)}` : digits;
  const power = exponent === 0 ? "" : `E${exponent > 0 ? "+" : ""}${exponent}`;
  return `${unscaled < 0n ? "-" : ""}${point}${power}`;
}

export function plainText({ unscaled, scale }: Decimal): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = digitsOf(unscaled);
  if (Math.abs(scale) > MOST_DIGITS) throw new TooLarge();
  if (scale <= 0) return unscaled === 0n ? "0" : `${sign}${digits}${"0".repeat(-scale)}`;
  const padded = digits.padStart(scale + 1, "0");
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

export function precisionOf({ unscaled }: Decimal): number {
  return digitsOf(unscaled).length;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { unscaled: unscaledAt(a, scale) + unscaledAt(b, scale), scale };
}

export function negated({ unscaled, scale }: Decimal): Decimal {
  return { unscaled: -unscaled, scale };
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  const unscaled = a.unscaled * b.unscaled;
  if (unscaled.toString(16).length > MOST_DIGITS) throw new TooLarge();
  return { unscaled, scale: checkedScale(a.scale + b.scale) };
}

export function powerOfDecimal({ unscaled, scale }: Decimal, power: number): Decimal {
  if (power < 0 || power > 999_999_999) throw new ArithmeticFailure("Invalid operation");
  if (digitsOf(unscaled).length * power > MOST_DIGITS) throw new TooLarge();
  return { unscaled: unscaled ** BigInt(power), scale: checkedScale(scale * power) };
}

export function divideDecimals(a: Decimal, b: Decimal, scale: number, rounding: Rounding): Decimal {
  if (b.unscaled === 0n) throw divisionByZero(a);
  const shift = scale + b.scale - a.scale;
  const dividend = shift > 0 ? a.unscaled * powerOfTen(shift) : a.unscaled;
  const divisor = shift < 0 ? b.unscaled * powerOfTen(-shift) : b.unscaled;
  return { unscaled: roundedQuotient(dividend, divisor, rounding), scale };
}

/** All the digits that there are; without an end, Java refuses. */
export function divideExactly(a: Decimal, b: Decimal): Decimal {
  if (b.unscaled === 0n) throw divisionByZero(a);
  const preferred = a.scale - b.scale;
  if (a.unscaled === 0n) return { unscaled: 0n, scale: preferred };
  const most = precisionOf(a) + Math.ceil((10 * precisionOf(b)) / 3);
  const rounded = divideDecimals(a, b, preferred + most, "down");
  if (compareDecimals(multiplyDecimals(rounded, b), a) !== 0) {
    throw new ArithmeticFailure("Non-terminating decimal expansion; no exact representable decimal result.");
  }
  return withoutZeros(rounded, preferred);
}

/** The whole part of the quotient, with as few digits behind the point as its zeros allow. */
export function divideToWhole(a: Decimal, b: Decimal): Decimal {
  const preferred = a.scale - b.scale;
  const whole = divideDecimals(a, b, 0, "down");
  if (whole.unscaled === 0n || preferred >= 0) return rescaled(whole, preferred, "unnecessary");
  return withoutZeros(whole, preferred);
}

export function remainderOf(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, negated(multiplyDecimals(divideToWhole(a, b), b)));
}

export function rescaled(decimal: Decimal, scale: number, rounding: Rounding): Decimal {
  if (scale >= decimal.scale) return { unscaled: unscaledAt(decimal, scale), scale };
  const divisor = powerOfTen(decimal.scale - scale);
  return { unscaled: roundedQuotient(decimal.unscaled, divisor, rounding), scale };
}

/** Takes zeros off the end until the scale is reached. */
export function withoutZeros({ unscaled, scale }: Decimal, least = Number.NEGATIVE_INFINITY): Decimal {
  if (unscaled === 0n) return { unscaled, scale: least > 0 ? least : Math.max(0, least) };
  const taken = Math.max(0, Math.min(zerosAtEnd(unscaled.toString()), scale - least));
  return { unscaled: unscaled / 10n ** BigInt(taken), scale: scale - taken };
}

function zerosAtEnd(digits: string): number {
  let zeros = 0;
  while (digits.charAt(digits.length - 1 - zeros) === "0") zeros++;
  return zeros;
}

export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const signs = signOf(a.unscaled) - signOf(b.unscaled);
  if (signs !== 0 || a.unscaled === 0n) return signs < 0 ? -1 : signs > 0 ? 1 : 0;
  // Where the one is far larger, its places before the point tell, and no zeros need to be written out.
  const isFar = Math.abs(a.scale - b.scale) > MOST_DIGITS;
  const places = isFar ? precisionOf(a) - a.scale - (precisionOf(b) - b.scale) : 0;
  if (places !== 0) return places > 0 === a.unscaled > 0n ? 1 : -1;
  const scale = Math.max(a.scale, b.scale);
  const difference = unscaledAt(a, scale) - unscaledAt(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** What stands before the point. */
export function wholePart({ unscaled, scale }: Decimal): bigint {
  if (scale > 0 && scale > digitsOf(unscaled).length) return 0n;
  return scale > 0 ? unscaled / powerOfTen(scale) : unscaled * powerOfTen(-scale);
}

function roundedQuotient(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  if (rest === 0n) return quotient;
  const away = dividend < 0n === divisor < 0n ? 1n : -1n;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const whole = divisor < 0n ? -divisor : divisor;
  const half = twice < whole ? -1 : twice > whole ? 1 : 0;
  return isRoundedAway(rounding, { half, isPositive: away > 0n, isOdd: quotient % 2n !== 0n })
    ? quotient + away
    : quotient;
}

interface Rest {
  /** Less than half, half, or more. */
  readonly half: number;
  readonly isPositive: boolean;
  readonly isOdd: boolean;
}

function isRoundedAway(rounding: Rounding, { half, isPositive, isOdd }: Rest): boolean {
  switch (rounding) {
    case "up":
      return true;
    case "down":
      return false;
    case "ceiling":
      return isPositive;
    case "floor":
      return !isPositive;
    case "halfUp":
      return half >= 0;
    case "halfDown":
      return half > 0;
    case "halfEven":
      return half > 0 || (half === 0 && isOdd);
    case "unnecessary":
      throw new ArithmeticFailure("Rounding necessary");
  }
}

function divisionByZero({ unscaled }: Decimal): ArithmeticFailure {
  return new ArithmeticFailure(unscaled === 0n ? "Division undefined" : "Division by zero");
}

function unscaledAt({ unscaled, scale }: Decimal, wanted: number): bigint {
  return unscaled === 0n ? 0n : unscaled * powerOfTen(wanted - scale);
}

function powerOfTen(power: number): bigint {
  if (power > MOST_DIGITS) throw new TooLarge();
  return 10n ** BigInt(power);
}

function checkedScale(scale: number): number {
  if (scale !== (scale | 0)) throw new ArithmeticFailure(scale > 0 ? "Underflow" : "Overflow");
  return scale;
}

function digitsOf(unscaled: bigint): string {
  return (unscaled < 0n ? -unscaled : unscaled).toString();
}

function signOf(unscaled: bigint): number {
  return unscaled > 0n ? 1 : unscaled < 0n ? -1 : 0;
}
