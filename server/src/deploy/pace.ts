// Keeps calls under the limits of an account, so that they need not be refused first.
// Invariant: a call waits in the order in which it asked, in the clock's time, and a cancelled one takes no turn.

import type { Clock } from "./clock";

/** The calls that have limits of their own, beside the one that all share. */
export type PacedCall = "getResources" | "createDeployment" | "other";

export interface Pace {
  /** Waits until the call may go out. False: it was called off meanwhile. */
  turn(call: PacedCall, signal: AbortSignal): Promise<boolean>;
}

interface Limit {
  readonly burst: number;
  /** Milliseconds until one more call fits. */
  readonly each: number;
}

/** The account's limits (AWS, “Quotas for configuring and running a REST API”), a fifth kept for others. */
const ALL: Limit = { burst: 32, each: 125 };
const OWN: Readonly<Record<Exclude<PacedCall, "other">, Limit>> = {
  getResources: { burst: 2, each: 500 },
  createDeployment: { burst: 1, each: 5_000 },
};

export function createPace(clock: Clock): Pace {
  const all = bucketOf(ALL);
  const own = { getResources: bucketOf(OWN.getResources), createDeployment: bucketOf(OWN.createDeployment) };
  let last: Promise<unknown> = Promise.resolve();
  const take = async (call: PacedCall, signal: AbortSignal): Promise<boolean> => {
    const buckets = call === "other" ? [all] : [all, own[call]];
    for (;;) {
      if (signal.aborted) {
        return false;
      }
      const now = clock.now();
      const wait = Math.max(...buckets.map((bucket) => bucket.waitAt(now)));
      if (wait <= 0) {
        for (const bucket of buckets) {
          bucket.take(now);
        }
        return true;
      }
      await clock.sleep(wait, signal);
    }
  };
  return {
    turn: (call, signal) => {
      const turn = last.then(() => take(call, signal));
      last = turn;
      return turn;
    },
  };
}

interface Bucket {
  waitAt(now: number): number;
  take(now: number): void;
}

/** Counted by when it would be empty: each call moves that moment on. */
function bucketOf({ burst, each }: Limit): Bucket {
  let busyUntil = Number.NEGATIVE_INFINITY;
  return {
    waitAt: (now) => busyUntil + each - burst * each - now,
    take: (now) => {
      busyUntil = Math.max(busyUntil, now) + each;
    },
  };
}
