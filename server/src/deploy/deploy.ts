// A deploy from the choice of a profile to the outcome, over the ports to AWS, the state directory and the clock.
// Invariant: nothing is written that was not confirmed by the digest of a plan.

import type {
  DeployFailure,
  DeployOutcome,
  DeployTarget,
  MethodDescription,
  PlanOutcome,
  SettledDoubt,
} from "../contract";
import { carryOut } from "./carryOut";
import type { Clock } from "./clock";
import { declarationFor } from "./declare";
import { openDoubts, settleEach, settleEarlier, withoutBygone } from "./doubts";
import { chooseEndpoint } from "./endpoint";
import type { AwsSettings, DeployAccess, GatewayFailureReason } from "./gateway";
import { type HistoryEntry, listHistory } from "./history";
import { identify, protectedNames } from "./identify";
import { couldBeLocal, LOCAL_REGION, type LookLocal } from "./localEndpoint";
import { keepingLock, lockApi } from "./lock";
import { callOf, type Intent, type Opened, open, presentOf, type Run } from "./open";
import { callFailure, refusal, settledDoubt } from "./outcome";
import { pause, waitBeforeReading } from "./patience";
import { type MethodLook, planOf } from "./plan";
import type {
  AwsChoices,
  Deploy,
  DeployRequest,
  FileOutcome,
  Report,
  RestoreRequest,
  SettleRequest,
} from "./port";
import { preflight } from "./preflight";
import { type OwnProtection, typedBefore } from "./protection";
import { readLive } from "./reading";
import type { Store } from "./store";

export interface DeployPorts {
  /** Loads the AWS part, once; called at the first use and again if that failed. */
  readonly loadAws: () => Promise<DeployAccess>;
  readonly store: Store;
  readonly clock: Clock;
  /** Absent where API Gateway Local is not told from other endpoints. */
  readonly lookLocal?: LookLocal;
  /** What is protected besides what a request says. */
  readonly protection?: OwnProtection;
}

export function createDeploy(ports: DeployPorts): Deploy {
  const { store, clock, protection } = ports;
  const aws = remembered(ports.loadAws);
  const runOf = (report: Report, signal: AbortSignal): Run => ({ store, clock, report, signal, protection });
  const plan = async (intent: Intent, run: Run): Promise<PlanOutcome> => {
    const opened = await open(intent, aws, ports.lookLocal, run.signal);
    return opened.kind === "failed" ? opened : planned(intent, opened, run);
  };
  const deploy = async (intent: Intent, confirmed: string | undefined, run: Run): Promise<DeployOutcome> => {
    if (confirmed === undefined) {
      return refusal({ reason: "notConfirmed", because: "notAsked" });
    }
    const opened = await open(intent, aws, ports.lookLocal, run.signal);
    return opened.kind === "failed" ? opened : carryOut(intent, confirmed, opened, run);
  };
  /** A record stays with its endpoint, and goes nowhere else. */
  const ofRecord = async <Outcome>(
    intent: Intent,
    { record }: HistoryEntry,
    run: Run,
    then: (opened: Opened) => Promise<Outcome>,
  ): Promise<Outcome | DeployFailure> => {
    const opened = await open(intent, aws, ports.lookLocal, run.signal);
    if (opened.kind === "failed") {
      return opened;
    }
    return opened.endpoint === record.endpoint
      ? then(opened)
      : refusal({ reason: "otherEndpoint", recorded: record.endpoint, chosen: opened.endpoint });
  };
  return {
    choices: async (endpointUrl) => {
      const settings = await (await aws()).loadSettings();
      const endpoint = chooseEndpoint(endpointUrl, settings, undefined);
      const isLocal =
        endpoint.kind === "custom" &&
        couldBeLocal(endpoint.url) &&
        (await ports.lookLocal?.(endpoint.url)) === "local";
      return isLocal ? { ...LOCAL_CHOICES, local: endpoint.url } : choicesFrom(settings);
    },
    plan: (request, report, signal) => plan(request, runOf(report, signal)),
    deploy: (request, confirmed, report, signal) => deploy(request, confirmed, runOf(report, signal)),
    deployAll: async (requests, tell, report, signal) => {
      const outcomes: FileOutcome[] = [];
      const keeping = keepingLock(store);
      try {
        const ends = new Map<string, DeployOutcome>();
        for (const { request, confirmed, after = [], watch = { report, signal } } of requests) {
          const run = { ...runOf(watch.report, watch.signal), store: keeping.store };
          const outcome =
            signal.aborted || watch.signal.aborted
              ? refusal({ reason: "cancelled" })
              : (heldUp(request, after, ends) ?? (await deploy(request, confirmed, run)));
          ends.set(responseKey(request.target), outcome);
          const told = { uri: request.uri, outcome };
          outcomes.push(told);
          tell(told);
        }
      } finally {
        await keeping.end();
      }
      return outcomes;
    },
    history: (query) => listHistory(store, query),
    planRestore: async (request, report, signal) => {
      const intent = restoring(request);
      const run = runOf(report, signal);
      return intent === undefined
        ? refusal({ reason: "nothingKept" })
        : ofRecord(intent, request.entry, run, (opened) => planned(intent, opened, run));
    },
    restore: async (request, confirmed, report, signal) => {
      const intent = restoring(request);
      const run = runOf(report, signal);
      if (intent === undefined) {
        return refusal({ reason: "nothingKept" });
      }
      return confirmed === undefined
        ? refusal({ reason: "notConfirmed", because: "notAsked" })
        : ofRecord(intent, request.entry, run, (opened) => carryOut(intent, confirmed, opened, run));
    },
    openDoubts: async (endpointUrl) => withoutBygone(await openDoubts(store), endpointUrl, aws),
    settleDoubts: (request, report, signal) => {
      const run = runOf(report, signal);
      return settleEach(request.doubts, signal, {
        settle: (doubt) => ofRecord(asking(doubt, request), doubt, run, (opened) => settledOnce(opened, run)),
        leave: ({ name, record }, why) => settledDoubt(name, record.target, "unsettled", why),
      });
    },
  };
}

/** What has to be stored first, and is not. */
function heldUp(
  { target }: DeployRequest,
  after: readonly string[],
  ends: ReadonlyMap<string, DeployOutcome>,
): DeployFailure | undefined {
  for (const by of after) {
    const end = ends.get(responseKey({ ...target, statusCode: by }));
    if (end?.kind !== "deployed") {
      return refusal({ reason: "heldUp", by, isInDoubt: end?.reason === "inDoubt" });
    }
  }
  return undefined;
}

function responseKey({ restApiId, resourceId, httpMethod, statusCode }: DeployRequest["target"]): string {
  return JSON.stringify([restApiId, resourceId, httpMethod, statusCode]);
}

async function planned(intent: Intent, opened: Opened, run: Run): Promise<PlanOutcome> {
  const look = opened.removes ? NOTHING_TO_LOOK_AT : await lookAtMethod(opened, run);
  if ("kind" in look) {
    return look;
  }
  const [live, identity] = await Promise.all([readLive(opened, run), identify(opened, run.signal)]);
  if (live.kind === "failed") {
    return live.outcome;
  }
  const signer = { profile: opened.profile, account: identity?.account };
  // Where it cannot be read what is protected, the plan goes on: it is the write that is held back.
  const known = await protectedNames(intent, run.protection);
  const typed = known.kind === "names" ? typedBefore(known.names, signer) : undefined;
  return planOf({ ...presentOf(intent, opened), live: live.live, identity, typedBefore: typed }, look);
}

const NOTHING_TO_LOOK_AT: MethodLook = { preflight: [] };

/** What stands in the way of any other request as well: the plan ends with it. */
const ENDS_A_PLAN: ReadonlySet<GatewayFailureReason> = new Set([
  "invalidEndpoint",
  "noCredentials",
  "expiredSso",
  "throttled",
  "timeout",
  "network",
  "cancelled",
]);

async function lookAtMethod(opened: Opened, run: Run): Promise<MethodLook | DeployFailure> {
  const { gateway, target, wanted } = opened;
  for (let tried = 1; ; tried++) {
    if (run.signal.aborted) {
      return refusal({ reason: "cancelled" });
    }
    run.report({ kind: "reading", message: `Reading the method ${target.httpMethod}` });
    const answer = await gateway.getMethod(target, run.signal);
    if (answer.kind === "answer") {
      return lookOf(wanted, target, answer.value);
    }
    const wait = waitBeforeReading(answer, tried);
    if (wait !== undefined) {
      await pause(wait, answer, run);
    } else if (ENDS_A_PLAN.has(answer.reason)) {
      return callFailure(answer, callOf(opened, "readMethod"));
    } else {
      return { preflight: [], methodUnread: true };
    }
  }
}

function lookOf(
  wanted: Opened["wanted"],
  { statusCode }: DeployTarget,
  method: MethodDescription,
): MethodLook {
  const declaration = declarationFor(wanted, statusCode, method);
  return {
    preflight: preflight(wanted, statusCode, method),
    ...(declaration === undefined ? {} : { declaration }),
  };
}

/** What brings back the version an entry replaced, if that is known. */
function restoring(request: RestoreRequest): Intent | undefined {
  const { entry, profile, endpointUrl, protected: names, typed, askMfaCode } = request;
  const { name, record } = entry;
  if (record.replacedState === "denied") {
    return undefined;
  }
  return {
    ...intentOf(entry, profile ?? record.profile, endpointUrl),
    wanted: record.replaced ?? {},
    ...(record.replacedState === "absent" ? { removes: true } : {}),
    restores: name,
    ...(names === undefined ? {} : { protected: names }),
    ...(typed === undefined ? {} : { typed }),
    ...(askMfaCode === undefined ? {} : { askMfaCode }),
  };
}

function asking(doubt: HistoryEntry, { endpointUrl, askMfaCode }: SettleRequest): Intent {
  const intent = intentOf(doubt, doubt.record.profile, endpointUrl);
  return askMfaCode === undefined ? intent : { ...intent, askMfaCode };
}

function intentOf(
  { name, record }: HistoryEntry,
  profile: string | undefined,
  endpointUrl: string | undefined,
): Intent {
  return {
    uri: `history:${name}`,
    version: 0,
    target: record.target,
    wanted: record.sent,
    region: record.region,
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined ? {} : { endpointUrl }),
  };
}

/** Settles what is in doubt about the response that is opened, with its API's lock. */
async function settledOnce(opened: Opened, run: Run): Promise<readonly SettledDoubt[] | DeployFailure> {
  const lock = await lockApi({ ...opened, restApiId: opened.target.restApiId }, run);
  if (lock.kind === "failed") {
    return lock;
  }
  try {
    return (await settleEarlier(opened, run, "all")).settled;
  } finally {
    await lock.release();
  }
}

/** Nobody's keys are used there, so there is nothing to choose. */
const LOCAL_CHOICES: AwsChoices = {
  profiles: [],
  defaultRegion: LOCAL_REGION,
  regions: [{ name: LOCAL_REGION, title: "API Gateway Local" }],
};

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
