// A lock between processes: a file that says who has it. What a process left behind that ended is taken over.
// Invariant: of those that find a stale lock, one at a time looks again and takes it away.

import { open, readFile, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import type { LockAnswer } from "../deploy";

/** Rejects with the file system's error where no file can be made. */
export async function takeLock(place: string): Promise<LockAnswer> {
  if (await created(place)) {
    return lockedAt(place);
  }
  if (!(await isStale(place))) {
    return { kind: "busy" };
  }
  const guard = `${place}.takeover`;
  if (!(await created(guard))) {
    if (await isOlderThan(guard, WRITING)) {
      await rm(guard, { force: true });
    }
    return { kind: "busy" };
  }
  try {
    if (await isStale(place)) {
      await rm(place, { force: true });
    }
    return (await created(place)) ? lockedAt(place) : { kind: "busy" };
  } finally {
    await rm(guard, { force: true });
  }
}

/** Milliseconds in which a lock's owner has surely written its name into it. */
const WRITING = 10_000;
/** No deploy takes as long: whoever has the process's number by now is somebody else. */
const LONGEST = 60 * 60 * 1_000;

function lockedAt(place: string): LockAnswer {
  return { kind: "locked", release: () => rm(place, { force: true }).catch(() => undefined) };
}

async function created(place: string): Promise<boolean> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(place, "wx", 0o600);
  } catch (error) {
    if (codeOf(error) === "EEXIST") {
      return false;
    }
    throw error;
  }
  try {
    await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
    return true;
  } catch (error) {
    await rm(place, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function isStale(place: string): Promise<boolean> {
  const owner = await ownerOf(place);
  if (owner === undefined) {
    return isOlderThan(place, WRITING);
  }
  return (owner.host === hostname() && !runs(owner.pid)) || isOlderThan(place, LONGEST);
}

async function ownerOf(place: string): Promise<{ readonly pid: number; readonly host: string } | undefined> {
  try {
    const owner: unknown = JSON.parse(await readFile(place, "utf8"));
    return typeof owner === "object" &&
      owner !== null &&
      "pid" in owner &&
      "host" in owner &&
      typeof owner.pid === "number" &&
      typeof owner.host === "string"
      ? { pid: owner.pid, host: owner.host }
      : undefined;
  } catch {
    return undefined;
  }
}

/** One that may not be signalled runs as somebody else. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** A file that is gone by now is old enough. */
async function isOlderThan(place: string, milliseconds: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(place)).mtimeMs > milliseconds;
  } catch {
    return true;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
