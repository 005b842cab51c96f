// Java's `String.format` and `formatted`.
// Invariant: the whole format is read before anything is written, as in Java, so that its errors come first.
import { Budget, type Cost, TooLarge } from "./cost";
import { formatNumber } from "./formatNumber";
import { type FormatSpecifier, parseFormat, refusal } from "./formatSpecifier";
import { JavaNumber } from "./number";
import { classNameOf, hashOf, JavaChar, textOf, type Value } from "./value";

const LARGEST = 2_000_000;

export function formatText(format: string, args: readonly Value[], cost: Cost): string {
  let result = "";
  let next = 0;
  let last = -1;
  for (const piece of parseFormat(format)) {
    if (typeof piece === "string") {
      result += piece;
      continue;
    }
    if (piece.conversion === "%" || piece.conversion === "n") {
      result += piece.conversion === "n" ? "\n" : justified("%", piece);
      continue;
    }
    if (piece.index === undefined) last = next++;
    else if (piece.index !== "<") last = piece.index - 1;
    const value = args[last];
    if (value === undefined) throw refusal("MissingFormatArgument", `Format specifier '${piece.text}'`);
    result += justified(converted(value, piece, cost), piece);
    if (result.length > LARGEST) throw new TooLarge();
  }
  return result;
}

function converted(value: Value, specifier: FormatSpecifier, cost: Cost): string {
  const { conversion, isTime } = specifier;
  if (isTime) return timeOf(value, specifier, cost);
  switch (conversion) {
    case "b":
      return cut(typeof value === "boolean" ? String(value) : String(value !== null), specifier);
    case "s":
      if (specifier.flags.has("#"))
        throw refusal("FormatFlagsConversionMismatch", "Conversion = s, Flags = #");
      return cut(textOf(value, new Budget(cost)), specifier);
    case "h":
      return cut(value === null ? "null" : (hashOf(value, new Budget(cost)) >>> 0).toString(16), specifier);
    default:
      if (value === null) return cut("null", specifier);
      if (conversion === "c") return cut(characterOf(value), specifier);
      return (
        (value instanceof JavaNumber ? formatNumber(value, specifier) : undefined) ??
        refused(value, conversion)
      );
  }
}

function cut(text: string, { precision, isUpperCase }: FormatSpecifier): string {
  const shown = precision === undefined ? text : text.slice(0, precision);
  return isUpperCase ? shown.toUpperCase() : shown;
}

function characterOf(value: Exclude<Value, null>): string {
  if (value instanceof JavaChar) return value.value;
  if (!(value instanceof JavaNumber) || !["Byte", "Short", "Integer"].includes(value.type)) {
    return refused(value, "c");
  }
  if (value.int >= 0 && value.int <= 0x10ffff) return String.fromCodePoint(value.int);
  throw refusal("IllegalFormatCodePoint", `Code point = 0x${(value.int >>> 0).toString(16)}`);
}

/** What a moment looks like depends on the time zone in which the service runs. */
function timeOf(value: Value, specifier: FormatSpecifier, cost: Cost): string {
  if (value === null) return cut("null", specifier);
  if (value instanceof JavaNumber && value.type === "Long") return cost.giveUp();
  return refused(value, specifier.conversion);
}

function refused(value: Exclude<Value, null>, conversion: string): never {
  throw refusal("IllegalFormatConversion", `${conversion} != ${classNameOf(value)}`);
}

function justified(text: string, { width = 0, flags }: FormatSpecifier): string {
  if (width > LARGEST) throw new TooLarge();
  return flags.has("-") ? text.padEnd(width) : text.padStart(width);
}
