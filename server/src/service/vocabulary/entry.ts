// One thing AWS or HTTP has a name for. Everything the product says about it is derived from its entry.

/** How sure a fact is: stated by AWS or an RFC, seen in the service's answers, or neither. */
export type Evidence = "documented" | "observed" | "uncertain";

export interface Entry {
  readonly name: string;
  /** One sentence: what it is. */
  readonly summary: string;
  /** Markdown, a few short paragraphs: what the service does with it. May be empty. */
  readonly detail: string;
  readonly evidence: Evidence;
  /** The page the facts come from. */
  readonly source: string;
}

/** A vocabulary: entries by name. A `Map`, since an object literal answers for `constructor`. */
export type Vocabulary<E extends Entry = Entry> = ReadonlyMap<string, E>;

export function defineVocabulary<const E extends Entry>(entries: readonly E[]): ReadonlyMap<string, E> {
  return new Map(entries.map((entry) => [entry.name, entry]));
}
