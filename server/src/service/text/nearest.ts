// Did-you-mean: the candidate that the fewest slips of the finger lead to, or none that is near enough.
// Case is ignored first and then breaks ties; among equals the earlier candidate wins.

/**
 * A slip is a letter added, left out, replaced or swapped with its neighbour. By default one is allowed for every
 * three letters, at least one and at most three, so that short words do not match everything. A word of more letters
 * than anybody types is near to none: telling would take the square of them.
 */
export function nearest<T extends string>(
  word: string,
  candidates: Iterable<T>,
  maxDistance: number = Math.min(3, Math.max(1, Math.floor(word.length / 3))),
): T | undefined {
  if (word.length > LONGEST) return undefined;
  const folded = word.toLowerCase();
  let best: T | undefined;
  let bestSlips = maxDistance + 1;
  let bestCase = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const slips = distance(folded, candidate.toLowerCase(), Math.min(bestSlips, maxDistance));
    const unlike = slips >= Math.max(folded.length, candidate.length);
    if (slips > maxDistance || slips > bestSlips || (unlike && slips > 0)) continue;
    const letterCase = distance(word, candidate, word.length + candidate.length);
    if (slips === bestSlips && letterCase >= bestCase) continue;
    best = candidate;
    bestSlips = slips;
    bestCase = letterCase;
  }
  return best;
}

const LONGEST = 200;

/** Damerau-Levenshtein (optimal string alignment), or anything above `limit` when it is above that. */
function distance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last: number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current: number[] = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let slips = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) slips = Math.min(slips, at(beforeLast, column - 2) + 1);
      current.push(slips);
      least = Math.min(least, slips);
    }
    if (least > limit && !couldSwap(last, limit)) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
}

/** A swap in the next row starts from this one, so it too has to be beyond the limit before giving up. */
function couldSwap(row: readonly number[], limit: number): boolean {
  return row.some((slips) => slips < limit);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
