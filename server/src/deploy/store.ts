// The port to the user's state directory, shared by every window and by the command line.
// Invariant: a name is relative, `/`-separated and free of `..`; a file is written whole or not at all.

export interface Store {
  write(name: string, text: string): Promise<StoreAnswer>;
  /** `undefined` when there is no such file, or none that can be read within so many bytes. */
  read(name: string, maxBytes: number): Promise<string | undefined>;
  /** The names of the files directly in a folder, without it; empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** 0 where there is no such file. */
  bytes(name: string): Promise<number>;
  /** That there is no such file, or that it cannot be removed, is no failure. */
  remove(name: string): Promise<void>;
  /** Takes the lock unless a process that still runs has it. Does not wait. */
  lock(name: string): Promise<LockAnswer>;
}

/** `place` is what a user would open; `why` ends no sentence. */
export type StoreAnswer =
  | { readonly kind: "written"; readonly place: string }
  | { readonly kind: "failed"; readonly why: string };

export type LockAnswer =
  | { readonly kind: "locked"; readonly release: () => Promise<void> }
  | { readonly kind: "busy" }
  | { readonly kind: "failed"; readonly why: string };
