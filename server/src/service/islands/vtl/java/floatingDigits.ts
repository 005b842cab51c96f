// The digits that JDK 17 finds for a floating point number: until JDK 19 not always the fewest, nor the nearest.
// Invariant: the steps are those of `jdk.internal.math.FloatingDecimal`, whose answers people have seen.

export interface FloatingDigits {
  readonly digits: string;
  /** The power of ten of the first digit. */
  readonly exponent: number;
}

/** A number above zero, in parts. */
interface Parts {
  /** 53 bits, the first of which is set. */
  readonly bits: bigint;
  readonly exponent: number;
  /** How many of the bits are more than zeros that were put behind. */
  readonly significant: number;
}

/** Of a finite double above zero. One that stands alone has at least two digits where it needs an exponent. */
export function digitsOfDouble(value: number, isAlone = true): FloatingDigits {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const fraction = bits & (2n ** 52n - 1n);
  return digitsOf(partsOf(fraction, Number(bits >> 52n), 52, 1023), isAlone);
}

/** Of a finite float above zero. */
export function digitsOfFloat(value: number): FloatingDigits {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  return digitsOf(partsOf(BigInt(bits & 0x7fffff), bits >>> 23, 23, 127), true);
}

function partsOf(fraction: bigint, power: number, size: number, bias: number): Parts {
  const toFull = BigInt(52 - size);
  if (power > 0) {
    const bits = (fraction | (1n << BigInt(size))) << toFull;
    return { bits, exponent: power - bias, significant: size + 1 };
  }
  const significant = fraction.toString(2).length;
  const shift = size + 1 - significant;
  return { bits: (fraction << BigInt(shift)) << toFull, exponent: 1 - shift - bias, significant };
}

const BITS_OF_POWERS = [
  0, 3, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28, 31, 33, 35, 38, 40, 42, 45, 47, 49, 52, 54, 56, 59, 61,
] as const;

/** How many bits a power of five needs, as Java counts them. */
function bitsOfPower(power: number): number {
  return BITS_OF_POWERS[power] ?? power * 3;
}

function digitsOf(parts: Parts, isAlone: boolean): FloatingDigits {
  const { bits, exponent, significant } = parts;
  const zeros = /0*$/.exec(bits.toString(2))?.[0].length ?? 0;
  const used = 53 - zeros;
  const behindPoint = Math.max(0, used - exponent - 1);
  if (behindPoint === 0 && exponent <= 62 && exponent >= -21 && used < 64) {
    const whole = exponent >= 52 ? bits << BigInt(exponent - 52) : bits >> BigInt(52 - exponent);
    return digitsOfWhole(whole, exponent > significant ? exponent - significant - 1 : 0);
  }
  return generated(parts, { zeros, used, behindPoint }, isAlone);
}

/** A whole number, of which the last bits say nothing. */
function digitsOfWhole(whole: bigint, idleBits: number): FloatingDigits {
  const idle = idleBits > 1 ? Math.floor(idleBits * Math.LOG10E * Math.LN2) : 0;
  const power = 10n ** BigInt(idle);
  const rounded = whole / power + (idle > 0 && whole % power >= power >> 1n ? 1n : 0n);
  const text = rounded.toString();
  return { digits: text.replace(/0+$/, ""), exponent: text.length - 1 + idle };
}

interface Measure {
  readonly zeros: number;
  readonly used: number;
  readonly behindPoint: number;
}

/** Steele and White's way: digit by digit of `b / s`, until what is left is within half a step `m`. */
function generated(
  { bits, exponent, significant }: Parts,
  measure: Measure,
  isAlone: boolean,
): FloatingDigits {
  const { zeros, used, behindPoint } = measure;
  let power = estimatedPower(bits, exponent);
  const b5 = Math.max(0, -power);
  const s5 = Math.max(0, power);
  let b2 = b5 + behindPoint + exponent;
  let s2 = s5 + behindPoint;
  let m2 = b2 - significant;
  b2 -= used - 1;
  const common = Math.min(b2, s2);
  b2 -= common;
  s2 -= common;
  m2 -= common + (used === 1 ? 1 : 0);
  if (m2 < 0) {
    b2 -= m2;
    s2 -= m2;
    m2 = 0;
  }
  const most = Math.max(used + b2 + bitsOfPower(b5), s2 + 1 + bitsOfPower(s5 + 1));
  const size = most < 32 ? 32 : most < 64 ? 64 : undefined;

  let b = (bits >> BigInt(zeros)) * 5n ** BigInt(b5) * 2n ** BigInt(b2);
  const s = 5n ** BigInt(s5) * 2n ** BigInt(s2);
  let m = 5n ** BigInt(b5) * 2n ** BigInt(m2);
  const tens = s * 10n;
  let isLow = false;
  let isHigh = false;
  const next = (): bigint => {
    const digit = b / s;
    b = 10n * (b % s);
    m = size === undefined ? m * 10n : BigInt.asIntN(size, m * 10n);
    // In a whole number of Java's the step may overflow, and is then large enough in any case.
    isLow = m <= 0n || b < m;
    isHigh = m <= 0n || (size === undefined ? b + m >= tens : b + m > tens);
    return digit;
  };
  let digits = "";
  const first = next();
  if (first === 0n && !isHigh) power--;
  else digits = first.toString();
  if (!isAlone || power < -3 || power >= 8) {
    isLow = false;
    isHigh = false;
  }
  while (!isLow && !isHigh) digits += next().toString();
  const half = size === undefined ? b * 2n - tens : BigInt.asIntN(size, b * 2n - tens);
  const isOdd = Number(digits.at(-1)) % 2 === 1;
  const isRoundedUp = isHigh && (!isLow || half > 0n || (half === 0n && isOdd));
  return isRoundedUp ? oneMore(digits, power) : { digits, exponent: power };
}

function estimatedPower(bits: bigint, exponent: number): number {
  const fraction = Number(bits) / 2 ** 52;
  return Math.floor((fraction - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981);
}

function oneMore(digits: string, exponent: number): FloatingDigits {
  const more = (BigInt(digits) + 1n).toString().padStart(digits.length, "0");
  if (more.length > digits.length) return { digits: more.slice(0, -1), exponent: exponent + 1 };
  return { digits: more, exponent };
}
