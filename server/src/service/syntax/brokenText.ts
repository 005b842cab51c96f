// Tells whether a stretch of text has a syntax problem in it. Many questions cost one pass over the problems.
import { finish } from "../inSteps";
import type { Span } from "../text/span";
import type { Tree } from "./node";

const PROBLEMS_PER_STEP = 16_384;

/** Answers whether any problem of the tree shares a character with a span. */
export function findBrokenText(tree: Tree): (span: Span) => boolean {
  return finish(findBrokenTextInSteps(tree));
}

export function* findBrokenTextInSteps(tree: Tree): Generator<void, (span: Span) => boolean> {
  const starts: number[] = [];
  const ends: number[] = [];
  let furthest = 0;
  for (const { span } of tree.problems) {
    furthest = Math.max(furthest, span.end);
    ends.push(furthest);
    if (starts.push(span.start) % PROBLEMS_PER_STEP === 0) {
      yield;
    }
  }
  return (span) => {
    const before = countBelow(starts, Math.max(span.end, span.start + 1));
    return before > 0 && (ends[before - 1] ?? 0) > span.start;
  };
}

/** How many of the ascending numbers are below the limit. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? limit) < limit) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
