// How often and how long a deploy tries again.
// Invariant: a write is tried again only where the service said it refused it; a reading harms nothing.

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

/** The same before a reading, which may also be repeated after what passes by itself. */
export function waitBeforeReading(failure: GatewayFailure, tried: number): number | undefined {
  const wait = waitBefore(failure, tried);
  const passes =
    failure.reason === "serviceError" || (failure.reason === "network" && failure.cause === "connectionLost");
  return wait === undefined && passes && tried < PATIENCE.tries
    ? PATIENCE.firstWait * 2 ** (tried - 1)
    : wait;
}

export async function pause(
  wait: number,
  failure: GatewayFailure,
  { clock, report, signal }: Pick<Run, "clock" | "report" | "signal">,
): Promise<void> {
  report({ kind: "waiting", message: `Waiting ${Math.ceil(wait / 1_000)} s: ${whyWait(failure)}` });
  await clock.sleep(wait, signal);
}

function whyWait({ reason }: GatewayFailure): string {
  switch (reason) {
    case "throttled":
      return "too many requests";
    case "serviceError":
      return "the service failed";
    case "network":
      return "the connection was lost";
    default:
      return "another change is in progress";
  }
}
