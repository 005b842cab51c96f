// Everything a deploy knows before its first request: the target, the region, the endpoint, and a gateway to it.
// Invariant: what is opened is lawful; nothing has been sent.

import type { DeployFailure, DeployTarget, WantedResponse } from "../contract";
import type { Clock } from "./clock";
import type { DeployAccess, Gateway } from "./gateway";
import type { LookLocal } from "./localEndpoint";
import { type OpenedConnection, openConnection } from "./openConnection";
import { type Call, refusal } from "./outcome";
import type { Held, PlanFacts } from "./plan";
import type { DeployRequest, Report } from "./port";
import type { OwnProtection } from "./protection";
import { sendable } from "./response";
import type { Store } from "./store";
import { labelProblems } from "./target";

/** What is to be deployed, or taken away. */
export interface Intent extends DeployRequest {
  readonly removes?: true;
  /** The entry of the history whose replaced version this puts back. */
  readonly restores?: string;
}

export interface Opened extends OpenedConnection<Gateway> {
  readonly target: DeployTarget;
  readonly wanted: WantedResponse;
  readonly removes?: true;
  readonly restores?: string;
}

/** What lasts from the beginning of a command to its end. */
export interface Run {
  readonly store: Store;
  readonly clock: Clock;
  readonly report: Report;
  readonly signal: AbortSignal;
  readonly protection?: OwnProtection | undefined;
}

export async function open(
  intent: Intent,
  aws: () => Promise<DeployAccess>,
  lookLocal: LookLocal | undefined,
  signal: AbortSignal,
): Promise<Opened | DeployFailure> {
  const problems = labelProblems(intent.target);
  const { restApiId, resourceId, httpMethod, statusCode } = intent.target;
  if (problems.length > 0 || !restApiId || !resourceId || !httpMethod || !statusCode) {
    return refusal({ reason: "targetIncomplete", problems });
  }
  const wanted = sendable(intent.wanted);
  if (wanted === undefined) {
    return refusal({ reason: "blocked", findings: [] });
  }
  const { removes, restores, profile, region, endpointUrl, askMfaCode } = intent;
  const chosen = { profile, region, endpointUrl, askMfaCode };
  const opened = await openConnection(chosen, await aws(), lookLocal, signal);
  return opened.kind === "failed"
    ? opened
    : {
        ...opened,
        target: { restApiId, resourceId, httpMethod, statusCode },
        wanted,
        ...(removes === undefined ? {} : { removes }),
        ...(restores === undefined ? {} : { restores }),
      };
}

export function callOf({ target, region, endpoint, profile }: Opened, operation: Call["operation"]): Call {
  return { operation, target, region, endpoint, ...(profile === undefined ? {} : { profile }) };
}

/** What will be deployed afterwards. */
export function wantedHeld({ wanted, removes }: Pick<Opened, "wanted" | "removes">): Held {
  return removes ? { state: "absent" } : { state: "read", response: wanted };
}

export function presentOf({ uri, version }: Intent, opened: Opened): Omit<PlanFacts, "live"> {
  const { target, region, endpoint, wanted, removes, profile, isLocal } = opened;
  return {
    uri,
    version,
    target,
    region,
    endpoint,
    wanted,
    ...(removes === undefined ? {} : { removes }),
    ...(profile === undefined ? {} : { profile }),
    ...(isLocal === undefined ? {} : { isLocal }),
  };
}
