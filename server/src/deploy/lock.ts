// One deploy or deployment to an API at a time, whichever window or command line it comes from.
// Invariant: who writes to an API has its lock from the last reading before to the last reading after.

import type { DeployFailure } from "../contract";
import type { Run } from "./open";
import { refusal } from "./outcome";
import { PATIENCE } from "./patience";
import { type Place, placePart } from "./place";
import type { LockAnswer, Store } from "./store";

export interface ApiLock {
  readonly kind: "locked";
  readonly release: () => Promise<void>;
}

/** An API where it is. */
export interface ApiPlace extends Place {
  readonly restApiId: string;
}

export async function lockApi(api: ApiPlace, run: Run): Promise<ApiLock | DeployFailure> {
  const { store, clock, report, signal } = run;
  const name = lockName(api);
  const began = clock.now();
  for (let looks = 1; ; looks++) {
    if (signal.aborted) {
      return refusal({ reason: "cancelled" });
    }
    const answer = await store.lock(name);
    if (answer.kind === "locked") {
      return answer;
    }
    if (answer.kind === "failed") {
      return refusal({ reason: "notKept", why: answer.why });
    }
    if (clock.now() - began >= PATIENCE.longestBusy) {
      return refusal({ reason: "busy" });
    }
    if (looks === 1) {
      report({ kind: "waiting", message: "Waiting: another deploy to this API is in progress" });
    }
    await clock.sleep(PATIENCE.betweenLooks, signal);
  }
}

/**
 * For several writes, one after the other: what they lock is let go when one of them locks something else, and at the
 * end, so that nobody comes between two to the same API, and nobody waits for one lock while holding another.
 */
export function keepingLock(store: Store): { readonly store: Store; readonly end: () => Promise<void> } {
  let kept: { readonly name: string; readonly release: () => Promise<void> } | undefined;
  const locked: LockAnswer = { kind: "locked", release: async () => undefined };
  const end = async (): Promise<void> => {
    const { release } = kept ?? {};
    kept = undefined;
    await release?.();
  };
  const lock = async (name: string): Promise<LockAnswer> => {
    if (kept?.name === name) {
      return locked;
    }
    await end();
    const answer = await store.lock(name);
    if (answer.kind !== "locked") {
      return answer;
    }
    kept = { name, release: answer.release };
    return locked;
  };
  return {
    store: {
      write: (name, text) => store.write(name, text),
      read: (name, maxBytes) => store.read(name, maxBytes),
      list: (folder) => store.list(folder),
      bytes: (name) => store.bytes(name),
      remove: (name) => store.remove(name),
      lock,
    },
    end,
  };
}

export function lockName(api: ApiPlace): string {
  return `locks/${apiPart(api)}.lock`;
}

/** The API as a part of a file's name. */
export function apiPart({ region, endpoint, restApiId }: ApiPlace): string {
  return `${restApiId.replace(/[^\w-]/g, "_").slice(0, 64)}=${placePart({ region, endpoint })}`;
}
