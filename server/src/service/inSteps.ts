// Work on many things in bounded steps, so that a host can look up in between.

const COMPARISONS_PER_STEP = 16_384;

/** Takes all steps at once. */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) {
      return step.value;
    }
  }
}

/** Sorts as `toSorted` does: what compares equal keeps its order. Lists that rise already are merged as they are. */
export function* sortInSteps<T>(
  lists: readonly (readonly T[])[],
  compare: (a: T, b: T) => number,
): Generator<void, readonly T[]> {
  let runs: (readonly T[])[] = [];
  let compared = 0;
  for (const list of lists) {
    if (list.length === 0) {
      continue;
    }
    let run: T[] = [];
    for (const item of list) {
      const last = run.at(-1);
      if (last !== undefined && compare(last, item) > 0) {
        runs.push(run);
        run = [];
      }
      run.push(item);
      if (++compared % COMPARISONS_PER_STEP === 0) {
        yield;
      }
    }
    runs.push(run);
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let at = 0; at < runs.length; at += 2) {
      const [left = [], right = []] = [runs[at], runs[at + 1]];
      const both: T[] = [];
      let inLeft = 0;
      let inRight = 0;
      while (inLeft < left.length || inRight < right.length) {
        const [one, other] = [left[inLeft], right[inRight]];
        if (other === undefined || (one !== undefined && compare(one, other) <= 0)) {
          both.push(one as T);
          inLeft++;
        } else {
          both.push(other);
          inRight++;
        }
        if (++compared % COMPARISONS_PER_STEP === 0) {
          yield;
        }
      }
      merged.push(both);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}
