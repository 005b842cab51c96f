// Whether dotted words are a known prefix with a slip of the pen in it.

/** Whether each segment is the expected one up to case and a slip: a missing, added, swapped or wrong letter or two. */
export function looksLike(segments: readonly string[], expected: readonly string[]): boolean {
  return (
    segments.length === expected.length &&
    segments.every((segment, index) => isSlipOf(segment, expected[index] ?? ""))
  );
}

function isSlipOf(word: string, meant: string): boolean {
  const given = word.toLowerCase();
  const wanted = meant.toLowerCase();
  if (given === wanted) {
    return true;
  }
  const allowed = wanted.length > 5 ? 2 : 1;
  return Math.abs(given.length - wanted.length) <= allowed && distance(given, wanted) <= allowed;
}

/** Levenshtein's distance, with the swap of two neighbours counted as one. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= a.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
      );
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, at(row - 2, column - 2) + 1);
      }
      rows[row]?.push(best);
    }
  }
  return at(a.length, b.length);
}
