// Keeps the history within bounds.
// Invariant: the newest entry of each response stays, and so does every entry in doubt.

import { HISTORY, historyNames, isUndecided, readEntry } from "./history";
import type { Store } from "./store";

export interface HistoryBounds {
  readonly entries: number;
  readonly bytes: number;
}

const BOUNDS: HistoryBounds = { entries: 500, bytes: 64 * 1024 * 1024 };

/** Takes the oldest away first. */
export async function pruneHistory(store: Store, bounds: HistoryBounds = BOUNDS): Promise<void> {
  const names = (await historyNames(store)).filter((name) => name.includes("="));
  const sizes = await Promise.all(names.map((name) => store.bytes(`${HISTORY}/${name}`)));
  let bytes = sizes.reduce((sum, size) => sum + size, 0);
  let entries = names.length;
  const newest = new Map(names.map((name) => [placeOf(name), name]));
  for (const [index, name] of names.entries()) {
    if (entries <= bounds.entries && bytes <= bounds.bytes) {
      return;
    }
    if (newest.get(placeOf(name)) === name) {
      continue;
    }
    const entry = await readEntry(store, name);
    if (entry === undefined || isUndecided(entry.record)) {
      continue;
    }
    await store.remove(`${HISTORY}/${name}`);
    entries--;
    bytes -= sizes[index] ?? 0;
  }
}

/** `{time}={the place}={copy}.json` */
function placeOf(name: string): string {
  return name.slice(name.indexOf("="), name.lastIndexOf("="));
}
