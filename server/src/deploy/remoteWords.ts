// The words for a call around a deploy that failed, and what it was about.
// Invariant: a write is not called failed that may have taken place.
import type { DeployFailure } from "../contract";
import { cureOfApi } from "./cures";
import type { GatewayFailure } from "./gateway";
import { networkAdvice } from "./networkWords";
import type { OpenedConnection } from "./openConnection";
import { type Caller, credentialAdvice, happened, refusal, signInCommand, withFacts } from "./outcome";
import { partitionOf } from "./permission";

export interface RemoteSubject {
  readonly operation: "read" | "write";
  /** What it is about, to go on in “may not read …”. */
  readonly words: string;
  /** The IAM action's verb and the path of its resource. */
  readonly permission: { readonly verb: "GET" | "POST"; readonly path: string };
}

export function callerOf(
  { region, endpoint, profile }: Pick<OpenedConnection<never>, "region" | "endpoint" | "profile">,
  { operation, words }: RemoteSubject,
): Caller {
  return {
    operation,
    subject: words,
    region,
    endpoint,
    ...(profile === undefined ? {} : { profile }),
  };
}

export function failureOf(failure: GatewayFailure, caller: Caller, subject: RemoteSubject): DeployFailure {
  if (failure.reason === "cancelled" && failure.reached === "no") {
    return calledOff();
  }
  const doubt =
    caller.operation === "write" && failure.reached === "maybe"
      ? " It may have taken place all the same: look before you repeat it."
      : "";
  return withFacts(
    failure,
    `${ended(failure, caller)}${doubt} ${adviceFor(failure, caller, subject)}`,
    caller,
  );
}

/** Cancelled before anything left. */
export function calledOff(): DeployFailure {
  return { ...refusal({ reason: "cancelled" }), message: "It was cancelled, and nothing was sent." };
}

/** One sentence on what happened to a request that had left. */
export function ended(failure: GatewayFailure, caller: Caller): string {
  return failure.reason === "cancelled"
    ? "It was cancelled while the request was under way."
    : happened(failure, caller);
}

function adviceFor(
  failure: GatewayFailure,
  caller: Caller,
  { permission: { verb, path } }: RemoteSubject,
): string {
  const { reason, signIn, cause, retryAfterSeconds, serviceMessage } = failure;
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
      return cureOfApi(serviceMessage ?? "") ?? "Correct what it names, then try again.";
    case "throttled":
      return retryAfterSeconds === undefined
        ? "Wait a while, then try again."
        : `Wait ${retryAfterSeconds} seconds, then try again.`;
    case "serviceError":
      return "Wait a while, then try again.";
    case "timeout":
    case "network":
      return networkAdvice(failure, caller, "try again");
    case "cancelled":
      return "";
    case "unexpected":
      return cause === "redirect" || cause === "unreadableAnswer"
        ? "Check the endpoint and the region, and whether a proxy or a sign-in page stands in between."
        : "The log says more.";
  }
}
