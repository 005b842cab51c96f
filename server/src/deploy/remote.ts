// Calls around a deploy: lists, methods, stages, deployments, trials. One call, and its failure in words.
// Invariant: an expected failure is a `DeployFailure`; what the service refused for haste alone is asked again.
import type { DeployFailure, SignerAnswer } from "../contract";
import type { Clock } from "./clock";
import { remembered } from "./deploy";
import type { AwsAccess, CallAnswer, ControlPlane, GatewayFailure } from "./gateway";
import { type Guarded, identify, protectedNames, withheld } from "./identify";
import type { LookLocal } from "./localEndpoint";
import { type Chosen, openConnection } from "./openConnection";
import { type Caller, credentialAdvice, happened, refusal, signInCommand, withFacts } from "./outcome";
import { waitBefore, waitBeforeReading } from "./patience";
import { partitionOf } from "./permission";
import { type OwnProtection, typedBefore } from "./protection";

export interface RemotePorts {
  readonly loadAws: () => Promise<AwsAccess>;
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
    signal: AbortSignal,
  ): Promise<RemoteAnswer<Value> | DeployFailure>;
}

export interface RemoteSubject {
  readonly operation: "read" | "write";
  /** What it is about, to go on in “may not read …”. */
  readonly words: string;
  /** The IAM action's verb and the path of its resource. */
  readonly permission: { readonly verb: "GET" | "POST"; readonly path: string };
}

export interface RemoteAnswer<Value> {
  readonly kind: "answer";
  readonly value: Value;
  /** `AWS`, or the endpoint in use instead. */
  readonly endpoint: string;
}

export function createRemote({ loadAws, clock, lookLocal, protection }: RemotePorts): Remote {
  const aws = remembered(loadAws);
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
      const { endpoint, region, profile, isLocal } = opened;
      const identity = await identify(opened, signal);
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
    call: async (chosen, subject, send, signal) => {
      const opened = await openConnection(chosen, await aws(), lookLocal, signal);
      if (opened.kind === "failed") {
        return opened;
      }
      const held =
        subject.operation === "write" ? await withheld(chosen, protection, opened, signal) : undefined;
      if (held !== undefined) {
        return held;
      }
      const { gateway, region, endpoint, profile } = opened;
      const caller: Caller = {
        operation: subject.operation,
        subject: subject.words,
        region,
        endpoint,
        ...(profile === undefined ? {} : { profile }),
      };
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
        await clock.sleep(wait, signal);
      }
    },
  };
}

function failureOf(failure: GatewayFailure, caller: Caller, subject: RemoteSubject): DeployFailure {
  if (failure.reason === "cancelled" && failure.reached === "no") {
    return { ...refusal({ reason: "cancelled" }), message: "It was cancelled, and nothing was sent." };
  }
  const doubt =
    caller.operation === "write" && failure.reached === "maybe"
      ? " It may have taken place all the same: look before you repeat it."
      : "";
  const told =
    failure.reason === "cancelled"
      ? "It was cancelled while the request was under way."
      : happened(failure, caller);
  return withFacts(failure, `${told}${doubt} ${adviceFor(failure, caller, subject)}`, caller);
}

function adviceFor(
  failure: GatewayFailure,
  caller: Caller,
  { permission: { verb, path } }: RemoteSubject,
): string {
  const { reason, signIn, cause, retryAfterSeconds } = failure;
  switch (reason) {
    case "invalidEndpoint":
      return "Check AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS and the profile's services section.";
    case "noCredentials":
      return credentialAdvice(failure, caller, "try");
    case "expiredSso":
      return `Run \`${signInCommand(signIn, caller)}\`, then try again.`;
    case "expiredCredentials":
      return "Renew the keys, check that they are complete and that this computer's clock is right, then try again.";
    case "accessDenied":
      return `Ask for the permission \`apigateway:${verb}\` on \`arn:${partitionOf(caller.region)}:apigateway:${caller.region}::${path}\`, or choose another profile.`;
    case "notFound":
      return "Refresh and choose again: it may have been deleted, or belong to another account or region.";
    case "badRequest":
    case "conflict":
      return "Correct what it names, then try again.";
    case "throttled":
      return retryAfterSeconds === undefined
        ? "Wait a while, then try again."
        : `Wait ${retryAfterSeconds} seconds, then try again.`;
    case "serviceError":
      return "Wait a while, then try again.";
    case "timeout":
    case "network":
      return cause === "connectionRefused"
        ? "Check that the endpoint is running."
        : "Check the network, then try again.";
    case "cancelled":
      return "";
    case "unexpected":
      return cause === "redirect" || cause === "unreadableAnswer"
        ? "Check the endpoint and the region, and whether a proxy or a sign-in page stands in between."
        : "The log says more.";
  }
}
