// How often and how long a deploy tries again.
// Invariant: only what the service said it refused is tried again.

import { isConcurrentModification } from "./cures";
import type { GatewayFailure } from "./gateway";
import type { Run } from "./open";

/** Milliseconds, but for `tries`. */
export const PATIENCE = {
  /** PUTs in all, and GETs in all for one reading. */
  tries: 4,
  /** The wait before the second try when the service names none; doubled for each one after. */
  firstWait: 1_000,
  /** A longer wait asked for by the service ends the deploy instead. */
  longestWait: 30_000,
  /** The readings after a PUT in doubt: the write may still be under way at the first. */
  settleAfter: [0, 1_000, 3_000],
  /** A deploy in doubt that began longer ago than this is under way no more. */
  underWay: 60_000,
  /** Between two looks whether another deploy to the API is done. */
  betweenLooks: 500,
  /** How long that deploy is waited for. */
  longestBusy: 60_000,
} as const;

/** How long to wait before the next try, where another try can help. */
export function waitBefore(failure: GatewayFailure, tried: number): number | undefined {
  const passes = failure.reason === "throttled" || isConcurrentModification(failure.serviceMessage);
  if (!passes || failure.reached !== "refused" || tried >= PATIENCE.tries) {
    return undefined;
  }
  const asked = failure.retryAfterSeconds;
  const wait = asked === undefined ? PATIENCE.firstWait * 2 ** (tried - 1) : asked * 1_000;
  return wait > PATIENCE.longestWait ? undefined : wait;
}

export async function pause(
  wait: number,
  failure: GatewayFailure,
  { clock, report, signal }: Pick<Run, "clock" | "report" | "signal">,
): Promise<void> {
  const why = failure.reason === "throttled" ? "too many requests" : "another change is in progress";
  report({ kind: "waiting", message: `Waiting ${Math.ceil(wait / 1_000)} s: ${why}` });
  await clock.sleep(wait, signal);
}
