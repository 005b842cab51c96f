// Reads what is deployed, as often as the service asks for patience.
// Invariant: a response that is not there is an answer; anything else that was not read is a failure.

import type { DeployFailure } from "../contract";
import { isAbsentResponse } from "./cures";
import type { GatewayFailure } from "./gateway";
import { callOf, type Opened, type Run } from "./open";
import { callFailure, refusal } from "./outcome";
import { pause, waitBefore, waitBeforeReading } from "./patience";
import { confirmedUnread, type Held, type Live } from "./plan";

export type Reading =
  | { readonly kind: "live"; readonly live: Live }
  | { readonly kind: "failed"; readonly outcome: DeployFailure };

/** What is deployed now. That it may not be read is told by a plan, and accepted by a deploy that was confirmed so. */
export async function readLive(opened: Opened, run: Run, confirmed?: string): Promise<Reading> {
  if (run.signal.aborted) {
    return { kind: "failed", outcome: refusal({ reason: "cancelled" }) };
  }
  const answer = await readHeld(opened, run, waitBeforeReading);
  if (answer.kind === "held") {
    return { kind: "live", live: answer.held };
  }
  const { failure } = answer;
  if (failure.reason === "accessDenied" && (confirmed === undefined || confirmedUnread(confirmed))) {
    return { kind: "live", live: { state: "denied" } };
  }
  const outcome =
    failure.reason === "cancelled" || run.signal.aborted
      ? refusal({ reason: "cancelled" })
      : callFailure(failure, callOf(opened, "read"));
  return { kind: "failed", outcome };
}

export type HeldAnswer =
  | { readonly kind: "held"; readonly held: Held; readonly httpStatus: number }
  | { readonly kind: "failed"; readonly failure: GatewayFailure };

/** Whoever reads several times anyway passes no patience of its own. */
export async function readHeld(
  { gateway, target }: Opened,
  { clock, report, signal }: Pick<Run, "clock" | "report" | "signal">,
  patience: typeof waitBefore = waitBefore,
): Promise<HeldAnswer> {
  for (let tried = 1; ; tried++) {
    report({ kind: "reading", message: `Reading the deployed ${target.statusCode} response` });
    const answer = await gateway.getIntegrationResponse(target, signal);
    if (answer.kind === "read") {
      const { httpStatus, response } = answer;
      return { kind: "held", held: { state: "read", response }, httpStatus };
    }
    if (answer.reason === "notFound" && isAbsentResponse(answer.serviceMessage)) {
      return { kind: "held", held: { state: "absent" }, httpStatus: answer.httpStatus ?? 404 };
    }
    const wait = patience(answer, tried);
    if (wait === undefined) {
      return { kind: "failed", failure: answer };
    }
    await pause(wait, answer, { clock, report, signal });
    if (signal.aborted) {
      return { kind: "failed", failure: { kind: "failed", reason: "cancelled", reached: "no" } };
    }
  }
}
