// The pieces of a format of Java's `String.format`: plain text, and specifiers such as `%-8.2f`.
// Invariant: what Java refuses before it looks at an argument is refused here, with Java's exception.
import { JavaThrow } from "./value";

export interface FormatSpecifier {
  /** As it was written. */
  readonly text: string;
  /** The number of an argument, `<` for the one before, or nothing for the next. */
  readonly index: number | "<" | undefined;
  readonly flags: ReadonlySet<string>;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  /** In lower case; of dates and times the letter behind the `t`. */
  readonly conversion: string;
  readonly isUpperCase: boolean;
  readonly isTime: boolean;
}

/** What the conversions take apart from their width: flags that do not go with them. */
const WRONG_FLAGS: ReadonlyMap<string, string> = new Map([
  ["b", "#+ 0,("],
  ["h", "#+ 0,("],
  ["s", "+ 0,("],
  ["c", "#+ 0,("],
  ["d", "#"],
  ["o", ","],
  ["x", ","],
  ["e", ","],
  ["g", "#"],
  ["f", ""],
  ["a", "(,"],
  ["n", ""],
  ["%", ""],
]);

/** The letters that may be written large. */
const WITH_UPPER_CASE = "bhscxega";
const TIMES = "HIklMSLNpzZsQBbhAaCYyjmdeRTrDFc";
const WITHOUT_PRECISION = "cdoxn%";
const NUMERIC = "doxefga";

export function parseFormat(format: string): readonly (string | FormatSpecifier)[] {
  const pieces: (string | FormatSpecifier)[] = [];
  const pattern = /%(?:(\d+)\$)?([-#+ 0,(<]*)(\d+)?(?:\.(\d+))?([tT])?([a-zA-Z%])/g;
  let from = 0;
  for (const found of format.matchAll(pattern)) {
    pieces.push(plain(format.slice(from, found.index)), specifier(found));
    from = found.index + found[0].length;
  }
  pieces.push(plain(format.slice(from)));
  return pieces;
}

function plain(text: string): string {
  const at = text.indexOf("%");
  if (at >= 0) throw unknown(text.charAt(at + 1) || "%");
  return text;
}

function specifier(found: RegExpExecArray): FormatSpecifier {
  const [text, index, written = "", width, precision, time, letter = ""] = found;
  const flags = new Set<string>();
  for (const flag of written) {
    if (flags.has(flag)) throw refusal("DuplicateFormatFlags", `Flags = '${flag}'`);
    flags.add(flag);
  }
  const isRelative = flags.delete("<");
  const small = letter.toLowerCase();
  const isUpperCase = small !== letter && time === undefined;
  const made: FormatSpecifier = {
    text,
    index: isRelative ? "<" : numberOf(index, "FormatArgumentIndex"),
    flags,
    width: numberOf(width, "FormatWidth"),
    precision: numberOf(precision, "FormatPrecision"),
    conversion: time === undefined ? small : letter,
    isUpperCase: isUpperCase || time === "T",
    isTime: time !== undefined,
  };
  if (made.index === 0) {
    throw refusal("IllegalFormatArgumentIndex", "Illegal format argument index = 0");
  }
  if (made.isTime) {
    if (!TIMES.includes(letter)) throw unknown(`t${letter}`);
    checkFlags(made, "#+ 0,(", undefined);
  } else {
    if (!WRONG_FLAGS.has(small) || (isUpperCase && !WITH_UPPER_CASE.includes(small))) throw unknown(letter);
    checkConversion(made);
  }
  return made;
}

function checkConversion(made: FormatSpecifier): void {
  const { conversion, flags, width, precision } = made;
  const isText = conversion === "n" || conversion === "%";
  if (isText) {
    if (precision !== undefined) throw refusal("IllegalFormatPrecision", String(precision));
    if (conversion === "n" && width !== undefined) throw refusal("IllegalFormatWidth", String(width));
    const others = [...flags].filter((flag) => flag !== "-" || conversion === "n");
    if (others.length > 0) throw refusal("IllegalFormatFlags", `Flags = '${others.join("")}'`);
  }
  if (NUMERIC.includes(conversion)) checkNumeric(made);
  else if (conversion === "c" || isText) checkPrecision(made);
  checkFlags(made, WRONG_FLAGS.get(conversion) ?? "", precision);
}

function checkNumeric(made: FormatSpecifier): void {
  const { flags, width, text } = made;
  if (width === undefined && (flags.has("-") || flags.has("0"))) throw refusal("MissingFormatWidth", text);
  if ((flags.has("+") && flags.has(" ")) || (flags.has("-") && flags.has("0"))) {
    throw refusal("IllegalFormatFlags", `Flags = '${[...flags].join("")}'`);
  }
  checkPrecision(made);
}

function checkPrecision({ conversion, precision }: FormatSpecifier): void {
  if (precision !== undefined && WITHOUT_PRECISION.includes(conversion)) {
    throw refusal("IllegalFormatPrecision", String(precision));
  }
}

function checkFlags(
  { conversion, flags, width, text, isTime }: FormatSpecifier,
  wrong: string,
  precision?: number,
) {
  if (isTime && precision !== undefined) throw refusal("IllegalFormatPrecision", String(precision));
  for (const flag of wrong) if (flags.has(flag)) throw wrongFlag(flag, conversion);
  if (width === undefined && flags.has("-")) throw refusal("MissingFormatWidth", text);
}

function numberOf(digits: string | undefined, of: string): number | undefined {
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (number > 2 ** 31 - 1) throw refusal(`Illegal${of}`, String(-(2 ** 31)));
  return number;
}

export function wrongFlag(flag: string, conversion: string): JavaThrow {
  return refusal("FormatFlagsConversionMismatch", `Conversion = ${conversion}, Flags = ${flag}`);
}

export function refusal(name: string, message: string): JavaThrow {
  return new JavaThrow(`java.util.${name}Exception`, message);
}

function unknown(conversion: string): JavaThrow {
  return refusal("UnknownFormatConversion", `Conversion = '${conversion}'`);
}
