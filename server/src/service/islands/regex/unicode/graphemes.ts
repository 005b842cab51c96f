// Where user-perceived characters end, as JDK 17's `\X` and `\b{g}` see it.
import { categoryTest, propertyTest } from "./codePoints";

type Kind =
  | "other"
  | "carriageReturn"
  | "lineFeed"
  | "control"
  | "extend"
  | "joiner"
  | "regional"
  | "prepend"
  | "spacing"
  | "leading"
  | "vowel"
  | "trailing"
  | "leadingVowel"
  | "leadingVowelTrailing"
  | "pictograph";

const isPictograph = propertyTest("Pictographic");
const isMark = categoryTest(["Mn", "Me"]);
const isSpacingMark = categoryTest(["Mc"]);
const isFormat = categoryTest(["Cf"]);
const isControlLike = categoryTest(["Cn", "Cc", "Zl", "Zp", "Cs"]);

/** The end of the grapheme cluster at an offset. */
export function graphemeEnd(text: string, offset: number, limit: number): number {
  const first = text.codePointAt(offset) ?? 0;
  let end = offset + widthOf(first);
  let before = kindOf(first);
  let regionals = before === "regional" ? 1 : 0;
  const startsPictograph = before === "pictograph";
  while (end < limit) {
    const codePoint = text.codePointAt(end) ?? 0;
    const kind = kindOf(codePoint);
    const joins =
      (startsPictograph && before === "joiner" && kind === "pictograph") ||
      (regionals % 2 === 1 && before === "regional" && kind === "regional") ||
      staysTogether(before, kind);
    if (!joins) {
      break;
    }
    regionals += kind === "regional" ? 1 : 0;
    before = kind;
    end += widthOf(codePoint);
  }
  return end;
}

function staysTogether(before: Kind, after: Kind): boolean {
  if (before === "carriageReturn") {
    return after === "lineFeed";
  }
  if (isControl(before) || isControl(after)) {
    return false;
  }
  if (after === "extend" || after === "joiner" || after === "spacing" || before === "prepend") {
    return true;
  }
  switch (before) {
    case "leading":
      return (
        after === "leading" ||
        after === "vowel" ||
        after === "leadingVowel" ||
        after === "leadingVowelTrailing"
      );
    case "leadingVowel":
    case "vowel":
      return after === "vowel" || after === "trailing";
    case "leadingVowelTrailing":
    case "trailing":
      return after === "trailing";
    default:
      return false;
  }
}

function isControl(kind: Kind): boolean {
  return kind === "carriageReturn" || kind === "lineFeed" || kind === "control";
}

function kindOf(codePoint: number): Kind {
  if (codePoint < 0x7f) {
    return codePoint === 13
      ? "carriageReturn"
      : codePoint === 10
        ? "lineFeed"
        : codePoint < 32
          ? "control"
          : "other";
  }
  if (isPictograph(codePoint)) {
    return "pictograph";
  }
  if (isPrepended(codePoint)) {
    return "prepend";
  }
  if (codePoint === 0x378) {
    return "other";
  }
  if (isControlLike(codePoint)) {
    return "control";
  }
  if (isFormat(codePoint)) {
    return formatKind(codePoint);
  }
  return graphicKind(codePoint);
}

function formatKind(codePoint: number): Kind {
  if (codePoint === 0x200d) {
    return "joiner";
  }
  if (codePoint === 0x200c || (codePoint >= 0xe0020 && codePoint <= 0xe007f)) {
    return "extend";
  }
  return "control";
}

function isPrepended(codePoint: number): boolean {
  return PREPENDED.some(([first, last]) => first <= codePoint && codePoint <= last);
}

const PREPENDED: readonly (readonly [number, number])[] = [
  [0x600, 0x605],
  [0x6dd, 0x6dd],
  [0x70f, 0x70f],
  [0x8e2, 0x8e2],
  [0xd4e, 0xd4e],
  [0x110bd, 0x110bd],
  [0x110cd, 0x110cd],
  [0x111c2, 0x111c3],
  [0x1193f, 0x1193f],
  [0x11941, 0x11941],
  [0x11a3a, 0x11a3a],
  [0x11a84, 0x11a89],
  [0x11d46, 0x11d46],
];

function graphicKind(codePoint: number): Kind {
  if (isMark(codePoint) || codePoint === 0xff9e || codePoint === 0xff9f) {
    return "extend";
  }
  if (codePoint >= 0x1f3fb && codePoint <= 0x1f3ff) {
    return "extend";
  }
  if (isSpacingMark(codePoint)) {
    return isPlainSpacingMark(codePoint) ? "other" : "spacing";
  }
  // Thai and Lao AM are letters, yet Unicode counts them to the cluster before.
  if (codePoint === 0xe33 || codePoint === 0xeb3) {
    return "spacing";
  }
  if (codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff) {
    return "regional";
  }
  return hangulKind(codePoint);
}

/** Marks that take a place of their own without belonging to the letter before them. */
function isPlainSpacingMark(codePoint: number): boolean {
  return PLAIN_SPACING_MARKS.some(([first, last]) => first <= codePoint && codePoint <= last);
}

const PLAIN_SPACING_MARKS: readonly (readonly [number, number])[] = [
  [0x102b, 0x102c],
  [0x1038, 0x1038],
  [0x1062, 0x1064],
  [0x1067, 0x106d],
  [0x1083, 0x1083],
  [0x1087, 0x108c],
  [0x108f, 0x108f],
  [0x109a, 0x109c],
  [0x1a61, 0x1a61],
  [0x1a63, 0x1a64],
  [0xaa7b, 0xaa7b],
  [0xaa7d, 0xaa7d],
];

function hangulKind(codePoint: number): Kind {
  if ((codePoint >= 0x1100 && codePoint <= 0x115f) || (codePoint >= 0xa960 && codePoint <= 0xa97c)) {
    return "leading";
  }
  if ((codePoint >= 0x1160 && codePoint <= 0x11a7) || (codePoint >= 0xd7b0 && codePoint <= 0xd7c6)) {
    return "vowel";
  }
  if ((codePoint >= 0x11a8 && codePoint <= 0x11ff) || (codePoint >= 0xd7cb && codePoint <= 0xd7fb)) {
    return "trailing";
  }
  if (codePoint >= 0xac00 && codePoint <= 0xd7a3) {
    return (codePoint - 0xac00) % 28 === 0 ? "leadingVowel" : "leadingVowelTrailing";
  }
  return "other";
}

function widthOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}
