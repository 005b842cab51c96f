// `Character.toUpperCase` and `toLowerCase`: one character becomes one, even where a text of it would become two.
// Invariant: a character whose only counterpart is longer stays what it is.

export function upperCharacter(character: string): string {
  return UPPER.get(character) ?? alone(character, character.toUpperCase());
}

export function lowerCharacter(character: string): string {
  return character === "\u0130" ? "i" : alone(character, character.toLowerCase());
}

/** As `compareToIgnoreCase` sees a character: larger first, then smaller. */
export function caselessCharacter(character: string): string {
  return lowerCharacter(upperCharacter(character));
}

function alone(character: string, changed: string): string {
  return changed.length === character.length ? changed : character;
}

/** Greek letters with an iota below, each of which has one letter for it, and two in a text. */
const UPPER: ReadonlyMap<string, string> = new Map([
  ...[0x1f80, 0x1f90, 0x1fa0].flatMap((first) =>
    Array.from({ length: 8 }, (_, at) => shifted(first + at, 8)),
  ),
  ...[0x1fb3, 0x1fc3, 0x1ff3].map((code) => shifted(code, 9)),
]);

function shifted(code: number, by: number): readonly [string, string] {
  return [String.fromCharCode(code), String.fromCharCode(code + by)];
}
