// One replacement that leads from a text to another, and the two that lead apart from a third.
// Invariant: no change begins or ends inside a surrogate pair, where an editor has no place for it.

export interface Change {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** The smallest single replacement; `undefined` when there is nothing to change. */
export function changeBetween(before: string, after: string): Change | undefined {
  if (before === after) {
    return undefined;
  }
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) {
    start++;
  }
  if (isHigh(before, start - 1)) {
    start--;
  }
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  if (tail > 0 && isLow(before, before.length - tail)) {
    tail--;
  }
  return { start, end: before.length - tail, newText: after.slice(start, after.length - tail) };
}

export function changed(text: string, { start, end, newText }: Change): string {
  return text.slice(0, start) + newText + text.slice(end);
}

/**
 * What both made of a text, each on its own. `undefined` when they touch each other: which of them is meant, or
 * which comes first, is nobody's to guess.
 */
export function merged(shared: string, mine: string, theirs: string): string | undefined {
  const here = changeBetween(shared, mine);
  const there = changeBetween(shared, theirs);
  if (here === undefined || there === undefined) {
    return here === undefined ? theirs : mine;
  }
  const [first, second] = here.start < there.start ? [here, there] : [there, here];
  return first.end < second.start ? changed(changed(shared, second), first) : undefined;
}

function isHigh(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit < 0xe000;
}
