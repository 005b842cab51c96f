// What is asked around a deploy: lists, methods, stages, trials, one call each, and deployments to stages.
// Invariant: an expected failure is a `DeployFailure`; what the service refused for haste alone is asked again.
import type { DeployFailure, SettledDoubt, SignerAnswer } from "../contract";
import type { Clock } from "./clock";
import { remembered } from "./deploy";
import { settleEach, withoutBygone } from "./doubts";
import type { AwsAccess, CallAnswer, ControlPlane, GatewayFailureReason } from "./gateway";
import { type Guarded, protectedNames, withheld } from "./identify";
import type { LookLocal } from "./localEndpoint";
import type { Run } from "./open";
import { type Chosen, openConnection } from "./openConnection";
import { refusal } from "./outcome";
import { pause, waitBefore, waitBeforeReading } from "./patience";
import type { Report, SettleRequest } from "./port";
import { type OwnProtection, typedBefore } from "./protection";
import { type PublishOutcome, type PublishRequest, publish } from "./publish";
import { openPublishes, settlePublishes } from "./publishDoubts";
import type { PublishDoubt } from "./publishNotes";
import { settledPublish } from "./publishWords";
import { callerOf, failureOf, type RemoteSubject } from "./remoteWords";
import type { Store } from "./store";

export interface RemotePorts {
  readonly loadAws: () => Promise<AwsAccess>;
  readonly store: Store;
  readonly clock: Clock;
  readonly lookLocal?: LookLocal;
  readonly protection?: OwnProtection;
}

export interface Remote {
  /** Who would sign a write, and what has to be typed before it. Writes nothing. */
  signer(chosen: Chosen & Guarded, signal: AbortSignal): Promise<SignerAnswer | DeployFailure>;
  /** A write is held back from a protected profile or account until its name is typed. */
  call<Value>(
    chosen: Chosen & Guarded,
    subject: RemoteSubject,
    send: (plane: ControlPlane, signal: AbortSignal) => Promise<CallAnswer<Value>>,
    report: Report,
    signal: AbortSignal,
  ): Promise<RemoteAnswer<Value> | DeployFailure>;
  /** Makes an API live on a stage, held back as any write. One at a time writes to an API, deploys included. */
  publish(request: PublishRequest, report: Report, signal: AbortSignal): Promise<PublishOutcome>;
  /** Deployments of which it is not known whether they took place. Otherwise as for deploys. */
  openDoubts(endpointUrl: string | undefined): Promise<readonly PublishDoubt[]>;
  /** Reads the stages and says what became of each. Writes nothing to the service. */
  settleDoubts(
    request: SettleRequest<PublishDoubt>,
    report: Report,
    signal: AbortSignal,
  ): Promise<readonly SettledDoubt[]>;
}

export interface RemoteAnswer<Value> {
  readonly kind: "answer";
  readonly value: Value;
  /** `AWS`, or the endpoint in use instead. */
  readonly endpoint: string;
}

export function createRemote({ loadAws, store, clock, lookLocal, protection }: RemotePorts): Remote {
  const aws = remembered(loadAws);
  const runOf = (report: Report, signal: AbortSignal): Run => ({ store, clock, report, signal, protection });
  const settled = async (
    doubt: PublishDoubt,
    { endpointUrl, askMfaCode }: SettleRequest<PublishDoubt>,
    run: Run,
  ): Promise<readonly SettledDoubt[] | DeployFailure> => {
    const { profile, region, endpoint } = doubt.record;
    const opened = await openConnection(
      { profile, region, endpointUrl, askMfaCode },
      await aws(),
      lookLocal,
      run.signal,
    );
    if (opened.kind === "failed") {
      return opened;
    }
    // A doubt stays with its endpoint, and its reading goes nowhere else.
    return opened.endpoint === endpoint
      ? settlePublishes(doubt, opened, run)
      : refusal({ reason: "otherEndpoint", recorded: endpoint, chosen: opened.endpoint });
  };
  return {
    signer: async (chosen, signal) => {
      const known = await protectedNames(chosen, protection);
      if (known.kind === "unreadable") {
        return refusal({ reason: "protected", unreadable: known.place });
      }
      const opened = await openConnection(chosen, await aws(), lookLocal, signal);
      if (opened.kind === "failed") {
        return opened;
      }
      const { gateway, endpoint, region, profile, isLocal } = opened;
      const answer = await gateway.getCallerIdentity(signal);
      if (answer.kind === "failed" && WITHOUT_CREDENTIALS.has(answer.reason)) {
        return failureOf(answer, callerOf(opened, IDENTITY), IDENTITY);
      }
      const identity = answer.kind === "answer" ? answer.value : undefined;
      const typed = typedBefore(known.names, { profile, account: identity?.account });
      return {
        kind: "signer",
        endpoint,
        region,
        ...(profile === undefined ? {} : { profile }),
        ...(isLocal === undefined ? {} : { isLocal }),
        ...(identity === undefined ? {} : { identity }),
        ...(typed === undefined ? {} : { typedBefore: typed }),
      };
    },
    call: async (chosen, subject, send, report, signal) => {
      const opened = await openConnection(chosen, await aws(), lookLocal, signal);
      if (opened.kind === "failed") {
        return opened;
      }
      const held =
        subject.operation === "write" ? await withheld(chosen, protection, opened, signal) : undefined;
      if (held !== undefined) {
        return held;
      }
      const { gateway, endpoint } = opened;
      const caller = callerOf(opened, subject);
      for (let tried = 1; ; tried++) {
        const answer = await send(gateway, signal);
        if (answer.kind === "answer") {
          return { kind: "answer", value: answer.value, endpoint };
        }
        const wait =
          subject.operation === "read" ? waitBeforeReading(answer, tried) : waitBefore(answer, tried);
        if (wait === undefined || signal.aborted) {
          return failureOf(answer, caller, subject);
        }
        await pause(wait, answer, { clock, report, signal });
      }
    },
    publish: async (request, report, signal) => {
      const onWait = (milliseconds: number): void =>
        report({
          kind: "waiting",
          message: `Waiting ${Math.ceil(milliseconds / 1_000)} s: API Gateway takes one deployment every 5 s`,
        });
      const opened = await openConnection({ ...request, onWait }, await aws(), lookLocal, signal);
      return opened.kind === "failed" ? opened : publish(request, opened, runOf(report, signal));
    },
    openDoubts: async (endpointUrl) => withoutBygone(await openPublishes(store), endpointUrl, aws),
    settleDoubts: (request, report, signal) =>
      settleEach(request.doubts, signal, {
        settle: (doubt) => settled(doubt, request, runOf(report, signal)),
        leave: (doubt, why) => settledPublish(doubt, "unsettled", why),
      }),
  };
}

/** STS may not say who signs, but without credentials nobody does. */
const WITHOUT_CREDENTIALS: ReadonlySet<GatewayFailureReason> = new Set([
  "noCredentials",
  "expiredSso",
  "expiredCredentials",
  "cancelled",
]);

const IDENTITY: RemoteSubject = {
  operation: "read",
  words: "who signs",
  permission: { verb: "GET", path: "/account" },
};
