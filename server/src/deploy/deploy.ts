// A deploy from the choice of a profile to the outcome: read, compare, keep, write, and settle what stays in doubt.
// Invariant: no PUT without a GET just before it that shows what was confirmed, and no PUT called failed without a GET after it.

import type {
  DeployChoices,
  DeployFailure,
  DeployOutcome,
  DeployTarget,
  PlanOutcome,
  WantedResponse,
} from "../contract";
import type { Clock } from "./clock";
import { isAbsentResponse, isConcurrentModification } from "./cures";
import type { AwsSettings, DeployAccess, Gateway, GatewayFailure } from "./gateway";
import { closeAttempt, keepAttempt } from "./history";
import type { LocalEndpoint } from "./localEndpoint";
import { type OpenedConnection, openConnection } from "./openConnection";
import type { Call } from "./outcome";
import { callFailure, inDoubt, notStored, refusal, success } from "./outcome";
import type { Live, PlanFacts } from "./plan";
import { changeSince, confirmedUnread, planOf } from "./plan";
import { sameResponse, sendable } from "./response";
import type { Store } from "./store";
import { labelProblems } from "./target";

export interface DeployPorts {
  /** Loads the AWS part, once; called at the first use and again if that failed. */
  readonly loadAws: () => Promise<DeployAccess>;
  readonly store: Store;
  readonly clock: Clock;
  /** API Gateway Local, where the host can start it. */
  readonly local?: LocalEndpoint;
}

export interface Deploy {
  /** Profiles and regions to choose from. Signs nothing. */
  choices(): Promise<AwsChoices>;
  /** Reads what is deployed and says what would change. Writes nothing. */
  plan(request: DeployRequest, report: Report, signal: AbortSignal): Promise<PlanOutcome>;
  /** Carries out what was confirmed: the digest of the plan that the user saw. */
  deploy(
    request: DeployRequest,
    confirmed: string | undefined,
    report: Report,
    signal: AbortSignal,
  ): Promise<DeployOutcome>;
}

export type AwsChoices = Pick<
  DeployChoices,
  "profiles" | "defaultProfile" | "defaultRegion" | "regions" | "withoutProfile"
>;

export interface DeployRequest {
  readonly uri: string;
  readonly version: number;
  readonly target: Partial<DeployTarget>;
  readonly wanted: WantedResponse;
  readonly profile?: string;
  /** Without one: `AWS_REGION`, the profile's, `AWS_DEFAULT_REGION`. */
  readonly region?: string;
  /** The setting `apigatewayResponse.endpointUrl`. */
  readonly endpointUrl?: string;
}

export interface DeployStep {
  readonly kind: "reading" | "keeping" | "sending" | "waiting" | "settling";
  /** A line for the progress view, without a full stop. */
  readonly message: string;
}

export type Report = (step: DeployStep) => void;

export function createDeploy(ports: DeployPorts): Deploy {
  const aws = remembered(ports.loadAws);
  return {
    choices: async () => choicesFrom(await (await aws()).loadSettings()),
    plan: async (request, report, signal) => {
      const opened = await open(request, aws, ports.local, signal);
      if (opened.kind === "failed") {
        return opened;
      }
      const live = await readLive(opened, { ...ports, report, signal });
      return live.kind === "failed"
        ? live.outcome
        : planOf({ ...presentOf(request, opened), live: live.live });
    },
    deploy: async (request, confirmed, report, signal) => {
      if (confirmed === undefined) {
        return refusal({ reason: "notConfirmed", because: "notAsked" });
      }
      const opened = await open(request, aws, ports.local, signal);
      if (opened.kind === "failed") {
        return opened;
      }
      const changed = refusalOf(changeSince(confirmed, presentOf(request, opened)));
      return changed ?? carryOut(request, confirmed, opened, { ...ports, report, signal });
    },
  };
}

/** How often and how long a deploy tries again, in milliseconds. */
export const PATIENCE = {
  /** PUTs in all, and GETs in all for one reading. */
  tries: 4,
  /** The wait before the second try when the service names none; doubled for each one after. */
  firstWait: 1_000,
  /** A longer wait asked for by the service ends the deploy instead. */
  longestWait: 30_000,
  /** The readings after a PUT in doubt: the write may still be under way at the first. */
  settleAfter: [0, 1_000, 3_000],
} as const;

/** Everything known before the first request, all of it lawful. */
interface Opened extends OpenedConnection<Gateway> {
  readonly target: DeployTarget;
  readonly wanted: WantedResponse;
}

interface Run {
  readonly store: Store;
  readonly clock: Clock;
  readonly report: Report;
  readonly signal: AbortSignal;
}

async function open(
  request: DeployRequest,
  aws: () => Promise<DeployAccess>,
  local: LocalEndpoint | undefined,
  signal: AbortSignal,
): Promise<Opened | DeployFailure> {
  const problems = labelProblems(request.target);
  const { restApiId, resourceId, httpMethod, statusCode } = request.target;
  if (problems.length > 0 || !restApiId || !resourceId || !httpMethod || !statusCode) {
    return refusal({ reason: "targetIncomplete", problems });
  }
  const wanted = sendable(request.wanted);
  if (wanted === undefined) {
    return refusal({ reason: "blocked", findings: [] });
  }
  const { profile, region: asked, endpointUrl } = request;
  const opened = await openConnection({ profile, region: asked, endpointUrl }, await aws(), local, signal);
  if (opened.kind === "failed") {
    return opened;
  }
  return { ...opened, target: { restApiId, resourceId, httpMethod, statusCode }, wanted };
}

async function carryOut(
  request: DeployRequest,
  confirmed: string,
  opened: Opened,
  run: Run,
): Promise<DeployOutcome> {
  const { gateway, target, wanted } = opened;
  const { store, clock, report, signal } = run;
  for (let tried = 1; ; tried++) {
    const reading = await readLive(opened, run, confirmed);
    if (reading.kind === "failed") {
      return reading.outcome;
    }
    const { live } = reading;
    const refused = refusalOf(changeSince(confirmed, presentOf(request, opened), live));
    if (refused !== undefined) {
      return refused;
    }
    if (signal.aborted) {
      return refusal({ reason: "cancelled" });
    }
    report({ kind: "keeping", message: "Keeping the version that will be replaced" });
    const kept = await keepAttempt(store, { ...opened, time: clock.now(), live, sent: wanted });
    if ("kind" in kept && live.state === "read") {
      return refusal({ reason: "notKept", why: kept.why });
    }
    const attempt = "kind" in kept ? undefined : kept;
    // Whoever hears of this step may still call the deploy off.
    report({ kind: "sending", message: `Sending the ${target.statusCode} response` });
    if (signal.aborted) {
      const cancelled = refusal({ reason: "cancelled" });
      await close(store, attempt, cancelled);
      return cancelled;
    }
    const answer = await gateway.putIntegrationResponse(target, wanted, signal);
    const wait = answer.kind === "failed" ? waitBefore(answer, tried) : undefined;
    if (answer.kind === "failed" && wait !== undefined) {
      await close(store, attempt, callFailure(answer, callOf(opened, "write")));
      await pause(wait, answer, run);
      continue;
    }
    const place = live.state === "read" ? attempt?.place : undefined;
    const ofPlace = place === undefined ? {} : { kept: place };
    const outcome =
      answer.kind === "stored"
        ? success({
            target,
            sent: wanted,
            stored: answer.response,
            httpStatus: answer.httpStatus,
            settled: false,
            ...ofPlace,
          })
        : answer.reached === "maybe"
          ? await settle(answer, live, opened, run, ofPlace)
          : callFailure(answer, callOf(opened, "write"));
    await close(store, attempt, outcome);
    return outcome;
  }
}

type AttemptKept = Parameters<typeof closeAttempt>[1];

async function close(store: Store, attempt: AttemptKept | undefined, outcome: DeployOutcome): Promise<void> {
  if (attempt !== undefined) {
    await closeAttempt(store, attempt, outcome);
  }
}

function refusalOf(change: ReturnType<typeof changeSince>): DeployFailure | undefined {
  switch (change) {
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

type Reading =
  | { readonly kind: "live"; readonly live: Live }
  | { readonly kind: "failed"; readonly outcome: DeployFailure };

/** What is deployed now. That it may not be read is told by a plan, and accepted by a deploy that was confirmed so. */
async function readLive(opened: Opened, run: Run, confirmed?: string): Promise<Reading> {
  const { gateway, target } = opened;
  for (let tried = 1; ; tried++) {
    if (run.signal.aborted) {
      return { kind: "failed", outcome: refusal({ reason: "cancelled" }) };
    }
    run.report({ kind: "reading", message: `Reading the deployed ${target.statusCode} response` });
    const answer = await gateway.getIntegrationResponse(target, run.signal);
    if (answer.kind === "read") {
      return { kind: "live", live: { state: "read", response: answer.response } };
    }
    if (answer.reason === "notFound" && isAbsentResponse(answer.serviceMessage)) {
      return { kind: "live", live: { state: "absent" } };
    }
    if (answer.reason === "accessDenied" && (confirmed === undefined || confirmedUnread(confirmed))) {
      return { kind: "live", live: { state: "denied" } };
    }
    const wait = waitBefore(answer, tried);
    if (wait === undefined) {
      return { kind: "failed", outcome: callFailure(answer, callOf(opened, "read")) };
    }
    await pause(wait, answer, run);
  }
}

/** How long to wait before the next try, where another try can help. */
function waitBefore(failure: GatewayFailure, tried: number): number | undefined {
  const passes = failure.reason === "throttled" || isConcurrentModification(failure.serviceMessage);
  if (!passes || failure.reached !== "refused" || tried >= PATIENCE.tries) {
    return undefined;
  }
  const asked = failure.retryAfterSeconds;
  const wait = asked === undefined ? PATIENCE.firstWait * 2 ** (tried - 1) : asked * 1_000;
  return wait > PATIENCE.longestWait ? undefined : wait;
}

async function pause(wait: number, failure: GatewayFailure, { clock, report, signal }: Run): Promise<void> {
  const why = failure.reason === "throttled" ? "too many requests" : "another change is in progress";
  report({ kind: "waiting", message: `Waiting ${Math.ceil(wait / 1_000)} s: ${why}` });
  await clock.sleep(wait, signal);
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
  kept: { readonly kept?: string },
): Promise<DeployOutcome> {
  const { gateway, target, wanted } = opened;
  const call = callOf(opened, "write");
  const unstoppable = new AbortController().signal;
  report({ kind: "settling", message: "The answer was lost: reading what is deployed" });
  const other = live.state === "denied" ? "notTheNew" : "anotherVersion";
  let found: GatewayFailure | "earlier" | typeof other = other;
  for (const after of PATIENCE.settleAfter) {
    await clock.sleep(after, unstoppable);
    const answer = await gateway.getIntegrationResponse(target, unstoppable);
    if (answer.kind === "read") {
      const { response } = answer;
      if (sameResponse(response, wanted)) {
        return success({
          target,
          sent: wanted,
          stored: response,
          httpStatus: answer.httpStatus,
          settled: true,
          ...kept,
        });
      }
      found = live.state === "read" && sameResponse(response, live.response) ? "earlier" : other;
    } else if (answer.reason === "notFound" && isAbsentResponse(answer.serviceMessage)) {
      found = live.state === "absent" ? "earlier" : other;
    } else {
      found = answer;
    }
  }
  return found === "earlier"
    ? notStored(lost, call, live.state === "absent" ? "absent" : "read")
    : inDoubt(lost, call, found);
}

function callOf({ target, region, endpoint, profile }: Opened, operation: Call["operation"]): Call {
  return { operation, target, region, endpoint, ...(profile === undefined ? {} : { profile }) };
}

function presentOf({ uri, version }: DeployRequest, opened: Opened): Omit<PlanFacts, "live"> {
  const { target, region, endpoint, wanted, profile } = opened;
  return { uri, version, target, region, endpoint, wanted, ...(profile === undefined ? {} : { profile }) };
}

function choicesFrom(settings: AwsSettings): AwsChoices {
  const { defaultProfile, withoutProfile, regions } = settings;
  const profile = settings.profiles.find(({ name }) => name === defaultProfile);
  const defaultRegion = settings.region ?? profile?.region ?? settings.fallbackRegion;
  return {
    profiles: settings.profiles.map(({ name, region, method }) => ({
      name,
      method,
      ...(region === undefined ? {} : { region }),
    })),
    ...(defaultProfile === undefined ? {} : { defaultProfile }),
    ...(defaultRegion === undefined ? {} : { defaultRegion }),
    ...(withoutProfile === undefined ? {} : { withoutProfile }),
    regions,
  };
}

/** A load that failed is tried anew, for the next deploy may find what this one did not. */
export function remembered<Access>(load: () => Promise<Access>): () => Promise<Access> {
  let loading: Promise<Access> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
