// The flags a pattern can set for itself, as Java's `Pattern` names them.

export const Flag = {
  unixLines: 1,
  caseInsensitive: 2,
  comments: 4,
  multiline: 8,
  dotAll: 32,
  unicodeCase: 64,
  canonicalEquivalence: 128,
  unicodeClasses: 256,
} as const;

/** A set of flags, as bits. */
export type Flags = number;

/** What a letter of `(?idmsucxU)` sets; `U` implies `u`, and turning it off turns `u` off as well. */
export const FLAG_LETTERS: ReadonlyMap<string, Flags> = new Map([
  ["i", Flag.caseInsensitive],
  ["m", Flag.multiline],
  ["s", Flag.dotAll],
  ["d", Flag.unixLines],
  ["u", Flag.unicodeCase],
  ["c", Flag.canonicalEquivalence],
  ["x", Flag.comments],
  ["U", Flag.unicodeClasses | Flag.unicodeCase],
]);

/** How letters are compared. */
export type Folding = "exact" | "ascii" | "unicode";

export function foldingOf(flags: Flags): Folding {
  if ((flags & Flag.caseInsensitive) === 0) {
    return "exact";
  }
  return (flags & Flag.unicodeCase) === 0 ? "ascii" : "unicode";
}
