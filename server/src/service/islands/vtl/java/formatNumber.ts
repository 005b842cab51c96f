// What `String.format` writes for a number: `%d`, `%x`, `%o`, `%f`, `%e`, `%g` and `%a`.
// Invariant: rounded half up from the digits that Java has for the number, not from its exact value.
import { TooLarge } from "./cost";
import { type Decimal, plainText, precisionOf, rescaled } from "./decimal";
import { digitsOfDouble, type FloatingDigits } from "./floatingDigits";
import { type FormatSpecifier, wrongFlag } from "./formatSpecifier";
import type { JavaNumber } from "./number";

const MOST_DIGITS = 5_000;

const BITS: ReadonlyMap<string, number> = new Map([
  ["Byte", 8],
  ["Short", 16],
  ["Integer", 32],
  ["Long", 64],
]);

/** A number without its sign, and what stands behind its digits. */
interface Magnitude {
  readonly digits: string;
  /** `e+02`, which takes its place of the width and is not grouped. */
  readonly tail?: string;
}

/** Before it is justified. Nothing where the conversion takes no such number. */
export function formatNumber(number: JavaNumber, specifier: FormatSpecifier): string | undefined {
  const { conversion } = specifier;
  if ((specifier.precision ?? 0) > MOST_DIGITS) throw new TooLarge();
  if ("dox".includes(conversion)) return number.isIntegral ? whole(number, specifier) : undefined;
  if (number.isIntegral) return undefined;
  if (number.type === "BigDecimal") {
    if (conversion === "a") return undefined;
    const { unscaled, scale } = number.decimal;
    const size = { unscaled: unscaled < 0n ? -unscaled : unscaled, scale };
    return signed(unscaled < 0n, magnitudeOfDecimal(size, specifier), specifier);
  }
  return floating(number.value, specifier);
}

function whole(number: JavaNumber, specifier: FormatSpecifier): string {
  const isNegative = number.whole < 0n;
  const size = isNegative ? -number.whole : number.whole;
  if (specifier.conversion === "d") return signed(isNegative, { digits: size.toString() }, specifier);
  const bits = BITS.get(number.type);
  if (bits !== undefined) {
    const wrong = ["(", " ", "+"].find((flag) => specifier.flags.has(flag));
    if (wrong !== undefined) throw wrongFlag(wrong, specifier.conversion);
    return inBase(BigInt.asUintN(bits, number.whole), "", "", specifier);
  }
  return inBase(size, leadingSign(isNegative, specifier), trailingSign(isNegative, specifier), specifier);
}

function inBase(size: bigint, lead: string, trail: string, specifier: FormatSpecifier): string {
  const { flags, width = 0, isUpperCase, conversion } = specifier;
  const digits = size.toString(conversion === "x" ? 16 : 8);
  const prefix = flags.has("#") ? (conversion === "x" ? "0x" : "0") : "";
  const zeros = flags.has("0") ? width - lead.length - prefix.length - digits.length - trail.length : 0;
  const text = `${lead}${prefix}${"0".repeat(Math.max(0, zeros))}${digits}${trail}`;
  return isUpperCase ? text.toUpperCase() : text;
}

function floating(value: number, specifier: FormatSpecifier): string {
  const { isUpperCase, conversion } = specifier;
  const cased = (text: string) => (isUpperCase ? text.toUpperCase() : text);
  if (Number.isNaN(value)) return cased("NaN");
  const isNegative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  if (!Number.isFinite(value)) {
    return leadingSign(isNegative, specifier) + cased("Infinity") + trailingSign(isNegative, specifier);
  }
  if (conversion === "a") return hexadecimal(size, isNegative, specifier);
  return signed(isNegative, magnitudeOfDouble(size, specifier), specifier);
}

function magnitudeOfDouble(size: number, { conversion, precision, flags }: FormatSpecifier): Magnitude {
  const found = size === 0 ? { digits: "0", exponent: 0 } : digitsOfDouble(size, false);
  if (conversion === "f") return { digits: pointed(plainDigits(found, precision ?? 6), precision, flags) };
  if (conversion === "e") return scientific(found, precision ?? 6, flags);
  const significant = precision === 0 ? 1 : (precision ?? 6);
  if (size === 0) return { digits: plainDigits(found, significant - 1) };
  const rounded = roundedTo(found, significant);
  const { exponent } = rounded;
  return exponent < -4 || exponent >= significant
    ? scientific(rounded, significant - 1, new Set())
    : { digits: plainDigits(rounded, significant - exponent - 1) };
}

function magnitudeOfDecimal(size: Decimal, { conversion, precision, flags }: FormatSpecifier): Magnitude {
  if (conversion === "f") {
    return { digits: pointed(plainText(rescaled(size, precision ?? 6, "halfUp")), precision, flags) };
  }
  const found = digitsOfDecimal(size);
  if (conversion === "e") return scientific(found, precision ?? 6, flags);
  const significant = precision === 0 ? 1 : (precision ?? 6);
  const rounded = roundedTo(found, significant);
  const isPlain =
    size.unscaled === 0n ? size.scale === 0 : rounded.exponent >= -4 && rounded.exponent < significant;
  if (isPlain) return { digits: plainDigits(rounded, significant - rounded.exponent - 1) };
  return scientific(rounded, significant - 1, new Set());
}

function digitsOfDecimal(size: Decimal): FloatingDigits {
  const digits = size.unscaled.toString();
  return { digits, exponent: precisionOf(size) - 1 - size.scale };
}

/** So many digits at most, from the first on; none of them where the first is behind what is asked for. */
function roundedTo({ digits, exponent }: FloatingDigits, count: number): FloatingDigits {
  if (count < 0) return { digits: "0", exponent };
  if (count >= digits.length) return { digits, exponent };
  const isUp = digits.charAt(count) >= "5";
  if (count === 0) return isUp ? { digits: "1", exponent: exponent + 1 } : { digits: "0", exponent };
  const kept = digits.slice(0, count);
  const rounded = isUp ? (BigInt(kept) + 1n).toString().padStart(count, "0") : kept;
  const isLonger = rounded.length > count;
  return { digits: isLonger ? rounded.slice(0, -1) : rounded, exponent: exponent + (isLonger ? 1 : 0) };
}

/** With so many digits behind the point. */
function plainDigits(found: FloatingDigits, places: number): string {
  const { digits, exponent } = roundedTo(found, found.exponent + 1 + places);
  const scale = digits.length - 1 - exponent;
  const unscaled = BigInt(digits);
  return plainText(rescaled({ unscaled, scale }, places, "down"));
}

function pointed(digits: string, precision: number | undefined, flags: ReadonlySet<string>): string {
  return precision === 0 && flags.has("#") ? `${digits}.` : digits;
}

function scientific(found: FloatingDigits, places: number, flags: ReadonlySet<string>): Magnitude {
  const { digits, exponent } = roundedTo(found, places + 1);
  const rest = digits.slice(1).padEnd(places, "0");
  const point = rest !== "" || flags.has("#") ? "." : "";
  const power = Math.abs(exponent).toString().padStart(2, "0");
  return { digits: `${digits.charAt(0)}${point}${rest}`, tail: `e${exponent < 0 ? "-" : "+"}${power}` };
}

/** Puts the sign, the groups and the zeros to a magnitude. */
function signed(isNegative: boolean, { digits, tail = "" }: Magnitude, specifier: FormatSpecifier): string {
  const { flags, width = 0, isUpperCase } = specifier;
  const lead = leadingSign(isNegative, specifier);
  const trail = trailingSign(isNegative, specifier);
  const [front = "", ...behind] = digits.split(".");
  const grouped = flags.has(",") ? front.replace(/\B(?=(?:\d{3})+$)/g, ",") : front;
  const text = [grouped, ...behind].join(".");
  const zeros = flags.has("0") ? width - lead.length - text.length - tail.length - trail.length : 0;
  return `${lead}${"0".repeat(Math.max(0, zeros))}${text}${isUpperCase ? tail.toUpperCase() : tail}${trail}`;
}

function leadingSign(isNegative: boolean, { flags }: FormatSpecifier): string {
  if (isNegative) return flags.has("(") ? "(" : "-";
  return flags.has("+") ? "+" : flags.has(" ") ? " " : "";
}

function trailingSign(isNegative: boolean, { flags }: FormatSpecifier): string {
  return isNegative && flags.has("(") ? ")" : "";
}

function hexadecimal(size: number, isNegative: boolean, specifier: FormatSpecifier): string {
  const { flags, width = 0, precision, isUpperCase } = specifier;
  const lead = `${leadingSign(isNegative, specifier)}0x`;
  const text = hexText(precision === undefined ? size : roundedInHex(size, Math.max(1, precision)));
  const [mantissa = "", power = ""] = text.slice(2).split("p");
  const places = precision === undefined ? 0 : Math.max(1, precision);
  const [front = "", behind = ""] = mantissa.split(".");
  const shown = `${front}.${behind.padEnd(places, "0")}p${power}`;
  const zeros = flags.has("0") ? width - text.length + 2 - lead.length : 0;
  const all = `${lead}${"0".repeat(Math.max(0, zeros))}${shown}`;
  return isUpperCase ? all.toUpperCase() : all;
}

/** Half to even, at so many digits of the base 16. */
function roundedInHex(size: number, places: number): number {
  if (places >= 13 || size === 0) return size;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  const bits = view.getBigUint64(0);
  const dropped = BigInt(52 - places * 4);
  const half = 1n << (dropped - 1n);
  const rest = bits & ((1n << dropped) - 1n);
  const kept = bits >> dropped;
  const isUp = rest > half || (rest === half && kept % 2n === 1n);
  view.setBigUint64(0, (kept + (isUp ? 1n : 0n)) << dropped);
  return view.getFloat64(0);
}

/** `0x1.8p1`: a double's digits and power in base two. */
export function hexText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const power = Number((bits >> 52n) & 0x7ffn);
  const digits = (bits & (2n ** 52n - 1n)).toString(16).padStart(13, "0").replace(/0+$/, "") || "0";
  const sign = bits >> 63n === 1n ? "-" : "";
  if (power === 0) return digits === "0" ? `${sign}0x0.0p0` : `${sign}0x0.${digits}p-1022`;
  return `${sign}0x1.${digits}p${power - 1023}`;
}
