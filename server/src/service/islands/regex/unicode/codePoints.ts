// What JDK 17 knows of a code point: Unicode 13, told from JavaScript's own tables and what they differ in.
// Invariant: the answers are those of the JDK on every version of Node, whatever its Unicode.
import { lazily } from "../../../lazily";
import {
  BLOCKS,
  CATEGORIES,
  DIFFERENCES,
  LOWER,
  SCRIPT_CHANGES,
  SCRIPTS,
  UNASSIGNED,
  UPPER,
} from "./unicode13";

export type CodePointTest = (codePoint: number) => boolean;

export type PropertyName = keyof typeof DIFFERENCES;

const NEVER: CodePointTest = () => false;

const unassigned = lazily(() => unpack(UNASSIGNED));
const changedCategories = new Map(CATEGORIES);
const changedScripts = new Map(SCRIPT_CHANGES);
const upperCases = new Map(UPPER);
const lowerCases = new Map(LOWER);
const scriptCodes = lazily(() => new Map(SCRIPTS.split(" ").map((entry) => splitOnce(entry))));
const blockRanges = lazily(readBlocks);

/** JavaScript's name of what Java calls by ours; only the differences are in our table. */
const PROPERTY_SOURCES: Readonly<Record<PropertyName, RegExp>> = {
  Alphabetic: /\p{Alphabetic}/u,
  Lowercase: /\p{Lowercase}/u,
  Uppercase: /\p{Uppercase}/u,
  Ideographic: /\p{Ideographic}/u,
  Mirrored: /\p{Bidi_Mirrored}/u,
  IdentifierStart: /\p{ID_Start}/u,
  IdentifierPart: /[\p{ID_Continue}\p{Cf}]/u,
  Pictographic: /\p{Extended_Pictographic}/u,
};

export function isUnassigned(codePoint: number): boolean {
  return isIn(unassigned(), codePoint);
}

/** Whether a code point's general category is one of those named: `categoryTest(["Lu", "Ll"])`. */
export function categoryTest(categories: readonly string[]): CodePointTest {
  const withUnassigned = categories.includes("Cn");
  const others = categories.filter((category) => category !== "Cn");
  const inNode = lazily(() =>
    others.length === 0
      ? undefined
      : new RegExp(`[${others.map((category) => `\\p{${category}}`).join("")}]`, "u"),
  );
  return (codePoint) => {
    if (isUnassigned(codePoint)) {
      return withUnassigned;
    }
    const changed = changedCategories.get(codePoint);
    if (changed !== undefined) {
      return others.includes(changed);
    }
    return inNode()?.test(String.fromCodePoint(codePoint)) ?? false;
  };
}

export function propertyTest(name: PropertyName): CodePointTest {
  const inNode = PROPERTY_SOURCES[name];
  const more = lazily(() => unpack(DIFFERENCES[name].more));
  const less = lazily(() => unpack(DIFFERENCES[name].less));
  return (codePoint) => {
    if (isIn(more(), codePoint)) {
      return true;
    }
    return (
      !isIn(less(), codePoint) && !isUnassigned(codePoint) && inNode.test(String.fromCodePoint(codePoint))
    );
  };
}

/** The script of a name as `UnicodeScript.forName` takes it: Java's long name or the four letters. */
export function scriptTest(name: string): CodePointTest | undefined {
  const upper = name.toUpperCase();
  if (upper === "UNKNOWN" || upper === "ZZZZ") {
    return categoryTest(["Cn", "Co", "Cs"]);
  }
  const code =
    scriptCodes().get(upper) ?? [...scriptCodes().values()].find((known) => known.toUpperCase() === upper);
  if (code === undefined) {
    return undefined;
  }
  const inNode = new RegExp(`\\p{Script=${code}}`, "u");
  return (codePoint) => {
    const changed = changedScripts.get(codePoint);
    if (changed !== undefined) {
      return changed === code;
    }
    return !isUnassigned(codePoint) && inNode.test(String.fromCodePoint(codePoint));
  };
}

/** The block of a name as `UnicodeBlock.forName` takes it. */
export function blockTest(name: string): CodePointTest | undefined {
  const range = blockRanges().get(name.toUpperCase());
  if (range === undefined) {
    return undefined;
  }
  const { first, last } = range;
  return first > last ? NEVER : (codePoint) => first <= codePoint && codePoint <= last;
}

/** Java's simple mapping: one code point to one code point. */
export function toUpperCase(codePoint: number): number {
  return simple(codePoint, upperCases, (text) => text.toUpperCase());
}

export function toLowerCase(codePoint: number): number {
  return simple(codePoint, lowerCases, (text) => text.toLowerCase());
}

/** What two code points have in common when they are the same up to case, as Java's UNICODE_CASE sees it. */
export function foldCase(codePoint: number): number {
  return toLowerCase(toUpperCase(codePoint));
}

function simple(
  codePoint: number,
  exceptions: ReadonlyMap<number, number>,
  map: (text: string) => string,
): number {
  if (codePoint < 128) {
    return map(String.fromCharCode(codePoint)).charCodeAt(0);
  }
  const exception = exceptions.get(codePoint);
  if (exception !== undefined) {
    return exception;
  }
  if (isUnassigned(codePoint)) {
    return codePoint;
  }
  const mapped = map(String.fromCodePoint(codePoint));
  const first = mapped.codePointAt(0) ?? codePoint;
  // Full mappings of several characters (ß to SS) have no place in Java's matching.
  const isOne = mapped.length === (first > 0xffff ? 2 : 1);
  return isOne && !isUnassigned(first) ? first : codePoint;
}

/** Pairs of first and last, in order. */
type Ranges = readonly number[];

function isIn(ranges: Ranges, codePoint: number): boolean {
  let low = 0;
  let high = ranges.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[2 * middle + 1] ?? 0) < codePoint) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return (ranges[2 * low] ?? Number.POSITIVE_INFINITY) <= codePoint;
}

function unpack(packed: string): Ranges {
  const ranges: number[] = [];
  let end = 0;
  for (const word of packed === "" ? [] : packed.split(" ")) {
    const [gap = "", length = "0"] = word.split("-");
    const first = end + Number.parseInt(gap, 36);
    end = first + Number.parseInt(length, 36);
    ranges.push(first, end);
  }
  return ranges;
}

interface BlockRange {
  readonly first: number;
  readonly last: number;
}

function readBlocks(): ReadonlyMap<string, BlockRange> {
  const result = new Map<string, BlockRange>();
  for (const entry of BLOCKS.split(",")) {
    const [written = "", first = "", last = ""] = entry.split(":");
    const range = { first: Number.parseInt(first, 36), last: Number.parseInt(last, 36) };
    const names = written.split("|");
    for (const name of names) {
      result.set(name, range);
      result.set(name.replaceAll(" ", ""), range);
    }
    if (names.length === 1) {
      result.set((names[0] ?? "").replaceAll(/[ -]/g, "_"), range);
    }
  }
  return result;
}

function splitOnce(entry: string): readonly [string, string] {
  const at = entry.indexOf(":");
  return [entry.slice(0, at), entry.slice(at + 1)];
}
