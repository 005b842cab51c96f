// Carries out what was confirmed: read, compare, keep, declare, write, and settle what stays in doubt.
// Invariant: no write without a GET just before it that shows what was confirmed, and none called failed that may have
// taken place without a GET after it; every write stands in the journal before it is sent.

import type { Declaration, DeployFailure, DeployOutcome, DoneDeclaration } from "../contract";
import { isAbsentResponse } from "./cures";
import { declare } from "./declare";
import { overtake, settleEarlier } from "./doubts";
import type { GatewayFailure } from "./gateway";
import { closeAttempt, type KeptAttempt, keepAttempt } from "./history";
import { withheld } from "./identify";
import { lockApi } from "./lock";
import { callOf, type Intent, type Opened, presentOf, type Run, wantedHeld } from "./open";
import { callFailure, inDoubt, notStored, refusal, success, withDeclared, withEarlier } from "./outcome";
import { PATIENCE, pause, waitBefore } from "./patience";
import { changeSince, confirmedDeclaring, confirmedUnread, type Held, type Live, sameHeld } from "./plan";
import { pruneHistory } from "./prune";
import { readHeld, readLive } from "./reading";

export async function carryOut(
  intent: Intent,
  confirmed: string,
  opened: Opened,
  run: Run,
): Promise<DeployOutcome> {
  const changed = changeOf(intent, confirmed, opened);
  if (changed !== undefined) {
    return changed;
  }
  const held = await withheld(intent, run.protection, opened, run.signal);
  if (held !== undefined) {
    return held;
  }
  const lock = await lockApi({ ...opened, restApiId: opened.target.restApiId }, run);
  if (lock.kind === "failed") {
    return lock;
  }
  try {
    const { settled: earlier, unread } = await settleEarlier(opened, run);
    // What a doubt is about must not be written over before it is known, unless the user confirmed not to know.
    const outcome =
      unread === undefined || confirmedUnread(confirmed)
        ? await carryOutAlone(intent, confirmed, opened, run)
        : callFailure(unread, callOf(opened, "read"));
    await pruneHistory(run.store);
    return withEarlier(outcome, outcome.kind === "deployed" ? await overtake(run.store, earlier) : earlier);
  } finally {
    await lock.release();
  }
}

async function carryOutAlone(
  intent: Intent,
  confirmed: string,
  opened: Opened,
  run: Run,
): Promise<DeployOutcome> {
  const { target, wanted } = opened;
  const { store, clock, report, signal } = run;
  const verb = opened.removes ? "remove" : "write";
  let declared: Declaration | undefined;
  for (let tried = 1; ; tried++) {
    const reading = await readLive(opened, run, confirmed);
    if (reading.kind === "failed") {
      return reading.outcome;
    }
    const { live } = reading;
    const changed = changeOf(intent, confirmed, opened, live);
    if (changed !== undefined) {
      return changed;
    }
    if (opened.removes && live.state === "absent") {
      return success({ target, sent: {}, stored: {}, httpStatus: 404, settled: true, removed: true });
    }
    if (signal.aborted) {
      return refusal({ reason: "cancelled" });
    }
    report({ kind: "keeping", message: "Keeping the version that will be replaced" });
    const kept = await keepAttempt(store, { ...opened, time: clock.now(), live, sent: wanted });
    if ("kind" in kept) {
      return refusal({ reason: "notKept", why: kept.why });
    }
    if (confirmedDeclaring(confirmed)) {
      const answer = await declare(opened, confirmed, run);
      if (answer.kind === "failed") {
        return closed(kept, answer.failure, declared ?? answer.begun, run);
      }
      declared ??= answer.declaration;
    }
    // Whoever hears of this step may still call the deploy off.
    report({ kind: "sending", message: `Sending the ${target.statusCode} response` });
    if (signal.aborted) {
      return closed(kept, refusal({ reason: "cancelled" }), declared, run);
    }
    const answer = await write(opened, signal);
    const wait = answer.kind === "failed" ? waitBefore(answer, tried) : undefined;
    if (answer.kind === "failed" && wait !== undefined) {
      await closed(kept, callFailure(answer, callOf(opened, verb)), declared, run);
      await pause(wait, answer, run);
      continue;
    }
    const place = live.state === "read" ? { kept: kept.place } : {};
    const outcome =
      answer.kind === "written"
        ? stored(opened, answer.held, { httpStatus: answer.httpStatus, settled: false, ...place })
        : answer.reached === "maybe"
          ? await settle(answer, live, opened, run, place)
          : callFailure(answer, callOf(opened, verb));
    return closed(kept, outcome, declared, run);
  }
}

/** Notes in the journal how an attempt ended. */
async function closed(
  kept: KeptAttempt,
  outcome: DeployOutcome,
  declared: DoneDeclaration | undefined,
  { store }: Run,
): Promise<DeployOutcome> {
  const told = declared === undefined ? outcome : withDeclared(outcome, declared, kept.record.target);
  await closeAttempt(store, kept, told);
  return told;
}

type Written = { readonly kind: "written"; readonly httpStatus: number; readonly held: Held };

async function write(
  { gateway, target, wanted, removes }: Opened,
  signal: AbortSignal,
): Promise<Written | GatewayFailure> {
  if (!removes) {
    const answer = await gateway.putIntegrationResponse(target, wanted, signal);
    return answer.kind === "failed"
      ? answer
      : {
          kind: "written",
          httpStatus: answer.httpStatus,
          held: { state: "read", response: answer.response },
        };
  }
  const answer = await gateway.deleteIntegrationResponse(target, signal);
  if (answer.kind === "answer") {
    return { kind: "written", httpStatus: answer.httpStatus, held: { state: "absent" } };
  }
  return answer.reason === "notFound" && isAbsentResponse(answer.serviceMessage)
    ? { kind: "written", httpStatus: answer.httpStatus ?? 404, held: { state: "absent" } }
    : answer;
}

function stored(
  { target, wanted, removes }: Opened,
  held: Held,
  facts: { readonly httpStatus: number; readonly settled: boolean; readonly kept?: string },
): DeployOutcome {
  return success({
    target,
    sent: wanted,
    stored: held.state === "read" ? held.response : {},
    ...(removes === undefined ? {} : { removed: removes }),
    ...facts,
  });
}

/** What has changed since the plan that was confirmed, as a refusal. */
function changeOf(intent: Intent, confirmed: string, opened: Opened, live?: Live): DeployFailure | undefined {
  switch (changeSince(confirmed, presentOf(intent, opened), live)) {
    case "none":
      return undefined;
    case "document":
      return refusal({ reason: "documentChanged" });
    case "place":
      return refusal({ reason: "notConfirmed", because: "placeChanged" });
    case "live":
      return refusal({ reason: "liveChanged" });
  }
}

/**
 * Finds out by reading whether a write that ended in doubt took place. The user's cancel does not stop this: it is
 * bounded, and what happened is worth more than the seconds.
 */
async function settle(
  lost: GatewayFailure,
  live: Live,
  opened: Opened,
  { clock, report }: Run,
  place: { readonly kept?: string },
): Promise<DeployOutcome> {
  const call = callOf(opened, opened.removes ? "remove" : "write");
  const signal = new AbortController().signal;
  const other = live.state === "denied" ? "notTheNew" : "anotherVersion";
  const wanted = wantedHeld(opened);
  // Where the same was deployed before, a reading does not tell that the write is over: it may still arrive.
  const tells = live.state !== "denied" && !sameHeld(live, wanted);
  let found: GatewayFailure | "earlier" | typeof other = other;
  let arrived: DeployOutcome | undefined;
  report({ kind: "settling", message: "The answer was lost: reading what is deployed" });
  for (const after of PATIENCE.settleAfter) {
    await clock.sleep(after, signal);
    arrived = undefined;
    const answer = await readHeld(opened, { clock, report: () => undefined, signal });
    if (answer.kind === "failed") {
      found = answer.failure;
      continue;
    }
    const { held, httpStatus } = answer;
    found = live.state !== "denied" && sameHeld(held, live) ? "earlier" : other;
    if (sameHeld(held, wanted)) {
      arrived = stored(opened, held, { httpStatus, settled: true, ...place });
      if (tells) {
        break;
      }
    }
  }
  if (arrived !== undefined) {
    return arrived;
  }
  return found === "earlier"
    ? notStored(lost, call, live.state === "absent" ? "absent" : "read")
    : inDoubt(lost, call, found);
}
