// Keeps calls under the limits of an account, so that they need not be refused first.
// Invariant: calls of a kind go in the order in which they asked, in the clock's time; a cancelled one takes no turn.

import type { Clock } from "./clock";

/** The calls that have limits of their own, beside the one that all share. */
export type PacedCall = "getResources" | "createDeployment" | "other";

export interface Pace {
  /** Waits until the call may go out. False: it was called off meanwhile. A wait for its own limit is told first. */
  turn(call: PacedCall, signal: AbortSignal, onWait?: OnWait): Promise<boolean>;
}

/** @param milliseconds How long the wait will be. */
export type OnWait = (milliseconds: number) => void;

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
  const all = gateOf(ALL, clock);
  const gates: Readonly<Record<PacedCall, Gate>> = {
    other: all,
    getResources: gateOf(OWN.getResources, clock, all),
    createDeployment: gateOf(OWN.createDeployment, clock, all),
  };
  return { turn: (call, signal, onWait) => gates[call].pass(signal, onWait) };
}

interface Gate {
  pass(signal: AbortSignal, onWait?: OnWait): Promise<boolean>;
}

/**
 * Those who wait pass one after another, each through the gate behind it as well. The limit is counted by when it would
 * be empty: each call moves that moment on.
 */
function gateOf({ burst, each }: Limit, clock: Clock, behind?: Gate): Gate {
  let busyUntil = Number.NEGATIVE_INFINITY;
  let last: Promise<unknown> = Promise.resolve();
  const take = async (signal: AbortSignal, onWait?: OnWait): Promise<boolean> => {
    while (!signal.aborted) {
      const wait = busyUntil + each - burst * each - clock.now();
      if (wait > 0) {
        onWait?.(wait);
        await clock.sleep(wait, signal);
      } else if (behind === undefined || (await behind.pass(signal))) {
        busyUntil = Math.max(busyUntil, clock.now()) + each;
        return true;
      }
    }
    return false;
  };
  return {
    pass: (signal, onWait) => {
      const turn = last.then(() => take(signal, onWait));
      last = turn;
      return unlessAborted(turn, signal);
    },
  };
}

/** Whoever is called off need not wait for those before. */
function unlessAborted(turn: Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const off = (): void => resolve(false);
    if (signal.aborted) {
      off();
    }
    signal.addEventListener("abort", off, { once: true });
    void turn.then((passed) => {
      signal.removeEventListener("abort", off);
      resolve(passed);
    });
  });
}
