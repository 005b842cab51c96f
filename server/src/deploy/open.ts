// Everything a deploy knows before its first request: the target, the region, the endpoint, and a gateway to it.
// Invariant: what is opened is lawful; nothing has been sent.

import type { DeployFailure, DeployTarget, WantedResponse } from "../contract";
import type { Clock } from "./clock";
import { chooseEndpoint } from "./endpoint";
import type { DeployAccess, Gateway } from "./gateway";
import { type Call, refusal } from "./outcome";
import type { Held, PlanFacts } from "./plan";
import type { DeployRequest, Report } from "./port";
import { sendable } from "./response";
import type { Store } from "./store";
import { labelProblems } from "./target";

/** What is to be deployed, or taken away. */
export interface Intent extends DeployRequest {
  readonly removes?: true;
  /** The entry of the history whose replaced version this puts back. */
  readonly restores?: string;
}

export interface Opened {
  readonly kind: "opened";
  readonly gateway: Gateway;
  readonly target: DeployTarget;
  readonly wanted: WantedResponse;
  readonly removes?: true;
  readonly restores?: string;
  readonly region: string;
  readonly endpoint: string;
  readonly profile?: string;
}

/** What lasts from the beginning of a command to its end. */
export interface Run {
  readonly store: Store;
  readonly clock: Clock;
  readonly report: Report;
  readonly signal: AbortSignal;
}

export async function open(
  intent: Intent,
  aws: () => Promise<DeployAccess>,
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
  const access = await aws();
  const settings = await access.loadSettings();
  if (signal.aborted) {
    return refusal({ reason: "cancelled" });
  }
  const profile = intent.profile ?? settings.environmentProfile;
  const named = profile ?? settings.defaultProfile;
  const profileSettings = settings.profiles.find(({ name }) => name === named);
  const region = intent.region ?? settings.region ?? profileSettings?.region ?? settings.fallbackRegion;
  if (region === undefined || !isRegion(region)) {
    return refusal({ reason: "noRegion", ...(region === undefined ? {} : { region }) });
  }
  const choice = chooseEndpoint(intent.endpointUrl, settings, profileSettings?.endpoint);
  if (choice.kind === "refused") {
    const { source, problem } = choice;
    return refusal({
      reason: "invalidEndpoint",
      source,
      problem,
      ...(named === undefined ? {} : { profile: named }),
    });
  }
  const { removes, restores } = intent;
  const ofProfile = profile === undefined ? {} : { profile };
  const endpointUrl = choice.kind === "custom" ? { endpointUrl: choice.url } : {};
  return {
    kind: "opened",
    gateway: access.openGateway({ region, ...ofProfile, ...endpointUrl }),
    target: { restApiId, resourceId, httpMethod, statusCode },
    wanted,
    ...(removes === undefined ? {} : { removes }),
    ...(restores === undefined ? {} : { restores }),
    region,
    endpoint: choice.kind === "custom" ? choice.url : "AWS",
    ...ofProfile,
  };
}

/** A region becomes part of a host name: more than one label would send the signed request elsewhere. */
function isRegion(region: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(region);
}

export function callOf({ target, region, endpoint, profile }: Opened, operation: Call["operation"]): Call {
  return { operation, target, region, endpoint, ...(profile === undefined ? {} : { profile }) };
}

/** What will be deployed afterwards. */
export function wantedHeld({ wanted, removes }: Pick<Opened, "wanted" | "removes">): Held {
  return removes ? { state: "absent" } : { state: "read", response: wanted };
}

export function presentOf({ uri, version }: Intent, opened: Opened): Omit<PlanFacts, "live"> {
  const { target, region, endpoint, wanted, removes, profile } = opened;
  return {
    uri,
    version,
    target,
    region,
    endpoint,
    wanted,
    ...(removes === undefined ? {} : { removes }),
    ...(profile === undefined ? {} : { profile }),
  };
}
