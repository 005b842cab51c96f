// Declares on the method response what the PUT is about to use, when the user confirmed that.
// Invariant: what is declared is exactly what was confirmed; an answer that was lost is settled by reading the method, and
// where that cannot be, it is told with the failure that what was asked for may stand.

import type {
  Declaration,
  DeployFailure,
  DoneDeclaration,
  MethodDescription,
  WantedResponse,
} from "../contract";
import { callOf, type Opened, type Run } from "./open";
import { callFailure, refusal } from "./outcome";
import { PATIENCE, pause, waitBefore } from "./patience";
import { isConfirmedDeclaration } from "./plan";
import { hasMethodResponse, undeclaredHeaders } from "./preflight";

/** What the method response lacks that the response needs. */
export function declarationFor(
  wanted: WantedResponse,
  statusCode: string,
  method: MethodDescription,
): Declaration | undefined {
  const headers = undeclaredHeaders(wanted, statusCode, method).filter((key) => HEADER.test(key));
  if (!hasMethodResponse(method, statusCode)) {
    return { call: "putMethodResponse", headers };
  }
  return headers.length === 0 ? undefined : { call: "declareHeaders", headers };
}

const HEADER = /^method\.response\.header\.[a-zA-Z0-9._$-]+$/;

/** What was declared: nothing where nothing is missing any more. */
export interface Declared {
  readonly kind: "declared";
  readonly declaration?: Declaration;
}

export interface NotDeclared {
  readonly kind: "failed";
  readonly failure: DeployFailure;
  /** What may be declared all the same. */
  readonly begun?: DoneDeclaration;
}

export async function declare(opened: Opened, confirmed: string, run: Run): Promise<Declared | NotDeclared> {
  const { gateway, target, wanted } = opened;
  const { clock, report, signal } = run;
  /** Its answer was lost. */
  let begun: Declaration | undefined;
  const without = (failure: DeployFailure): NotDeclared => ({
    kind: "failed",
    failure,
    ...(begun === undefined ? {} : { begun: { ...begun, unsure: true } }),
  });
  for (let tried = 1; ; tried++) {
    if (signal.aborted) {
      return without(refusal({ reason: "cancelled" }));
    }
    const method = await gateway.getMethod(target, signal);
    const needed =
      method.kind === "failed" ? undefined : declarationFor(wanted, target.statusCode, method.value);
    if (method.kind === "answer" && needed === undefined) {
      return { kind: "declared", ...(begun === undefined ? {} : { declaration: begun }) };
    }
    if (needed !== undefined && !isConfirmedDeclaration(confirmed, needed)) {
      return without(refusal({ reason: "liveChanged" }));
    }
    if (needed !== undefined) {
      report({ kind: "declaring", message: `Declaring the ${target.statusCode} response of the method` });
    }
    const answer =
      method.kind === "failed" || needed === undefined
        ? method
        : needed.call === "putMethodResponse"
          ? await gateway.putMethodResponse(target, needed.headers, signal)
          : await gateway.declareHeaders(target, needed.headers, signal);
    if (answer.kind === "answer") {
      return { kind: "declared", ...(needed === undefined ? {} : { declaration: needed }) };
    }
    if (needed !== undefined && answer.reached === "maybe") {
      begun = needed;
    }
    const wait = waitBefore(answer, tried);
    if (wait !== undefined) {
      await pause(wait, answer, run);
    } else if (answer.reached === "maybe" && tried < PATIENCE.tries) {
      await clock.sleep(PATIENCE.firstWait, signal);
    } else {
      return without(callFailure(answer, callOf(opened, needed?.call ?? "readMethod")));
    }
  }
}
