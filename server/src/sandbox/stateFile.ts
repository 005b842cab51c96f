// The state on the disk: one JSON file, replaced whole, and a lock so that two endpoints never share it.
// Invariant: a kill at any moment leaves the last state or the one before it, never a part of one.

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { emptyState, isState, type State } from "./state";

export interface StateFile {
  readonly state: State;
  readonly save: (state: State) => void;
  /** Writes down the address, for whoever would start another one on this file. */
  readonly tellAddress: (url: string) => void;
  readonly close: () => void;
}

export type Opened =
  | { readonly kind: "opened"; readonly file: StateFile }
  /** Another endpoint, of this process id, holds it, and may have said already where it listens. */
  | { readonly kind: "locked"; readonly by: number; readonly url?: string }
  | { readonly kind: "unreadable"; readonly why: string };

export function openStateFile(path: string, isRunning: (pid: number) => boolean): Opened {
  const lock = lockOf(path);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const holder = takeLock(lock, isRunning);
    if (holder !== undefined) {
      const { url } = readLock(path) ?? {};
      return { kind: "locked", by: holder, ...(url === undefined ? {} : { url }) };
    }
    removeDrafts(path);
  } catch (error) {
    return { kind: "unreadable", why: reasonOf(error) };
  }
  const state = readState(path);
  if (typeof state === "string") {
    rmSync(lock, { force: true });
    return { kind: "unreadable", why: state };
  }
  return {
    kind: "opened",
    file: {
      state,
      save: (next) => replaceFile(path, `${JSON.stringify(next, undefined, 1)}\n`),
      tellAddress: (url) => replaceFile(lock, `${process.pid}\n${url}\n`),
      close: () => rmSync(lock, { force: true }),
    },
  };
}

/** Who holds a state file, and where it listens once it does. Whether it still runs is for the reader to see. */
export function readLock(path: string): { readonly pid: number; readonly url?: string } | undefined {
  const text = readIfThere(lockOf(path));
  const pid = readPid(text);
  const url = text?.split("\n")[1];
  return pid === undefined ? undefined : { pid, ...(url ? { url } : {}) };
}

function lockOf(path: string): string {
  return `${path}.lock`;
}

function readPid(text: string | undefined): number | undefined {
  const [, digits] = /^(\d+)\s*$/m.exec(text ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The process that holds it, or nothing once it is ours. A lock whose holder is gone is taken over. */
function takeLock(lock: string, isRunning: (pid: number) => boolean): number | undefined {
  for (let tried = 0; ; tried++) {
    try {
      const file = openSync(lock, "wx", 0o600);
      writeFileSync(file, String(process.pid));
      closeSync(file);
      return undefined;
    } catch (error) {
      if (!isCode(error, "EEXIST") || tried > 3) {
        throw error;
      }
      const holder = readPid(readIfThere(lock));
      if (holder !== undefined && isRunning(holder)) {
        return holder;
      }
      rmSync(lock, { force: true });
    }
  }
}

/** Whoever has the lock has the drafts: what is there was left behind by a process that was killed. */
function removeDrafts(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${basename(path)}.`) && /\.\d+\.tmp$/.test(name)) {
      rmSync(join(folder, name), { force: true });
    }
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** The state, or why there is none. A file that is no state of ours is left alone. */
function readState(path: string): State | string {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return isCode(error, "ENOENT") ? emptyState() : reasonOf(error);
  }
  try {
    const value: unknown = JSON.parse(text);
    return isState(value) ? value : "it holds no state of API Gateway Local";
  } catch {
    return "it is no JSON";
  }
}

function replaceFile(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  const file = openSync(draft, "w", 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
