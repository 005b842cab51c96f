// The port to the user's state directory, shared by every window and by the command line.
// Invariant: a name is relative, `/`-separated and free of `..`; a file is written whole or not at all.

export interface Store {
  write(name: string, text: string): Promise<StoreAnswer>;
  /** `undefined` when there is no such file, or none that can be read within so many bytes. */
  read(name: string, maxBytes: number): Promise<string | undefined>;
  /** The names of the files directly in a folder, without it; empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
}

/** `place` is what a user would open; `why` ends no sentence. */
export type StoreAnswer =
  | { readonly kind: "written"; readonly place: string }
  | { readonly kind: "failed"; readonly why: string };
