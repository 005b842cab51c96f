// What the SDK throws, read into the closed set of failures and whether the service may have acted.
// Invariant: total; texts pass on only without key material, and never those that a command of the user's wrote.

import type { FailureCause, GatewayFailure, SignIn } from "../gateway";
import { AuthoritiesUnreadable } from "./authorities";
import { ProxyProblem } from "./proxy";

export interface CallFacts {
  /** Whether the request was handed to the network. */
  readonly sent: boolean;
  /** Key material that must not appear in a text. */
  readonly secrets: readonly string[];
  /** What the request went through, or was to. */
  readonly proxy?: string | undefined;
}

export function callFailure(error: unknown, { sent, secrets, proxy }: CallFacts): GatewayFailure {
  const thrown = thrownOf(error);
  // A status may have come before the connection broke, but half an answer is none.
  if (thrown.status !== undefined && !BROKEN.has(thrown.code)) {
    return answeredFailure(thrown, thrown.status, secrets);
  }
  if (thrown.name === "AbortError") {
    return { kind: "failed", reason: "cancelled", reached: sent ? "maybe" : "no" };
  }
  const network = networkFailure(thrown, sent) ?? obstacleBefore(error);
  if (network !== undefined) {
    return proxy === undefined ? network : { ...network, proxy };
  }
  return {
    kind: "failed",
    reason: "unexpected",
    reached: sent ? "maybe" : "no",
    ...textOf(thrown.message, secrets),
  };
}

const BROKEN: ReadonlySet<string> = new Set([
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

export interface CredentialsFacts {
  readonly endpointRefused: boolean;
  readonly signIn: SignIn;
  /** What must not appear in a text, whoever says it back. */
  readonly secrets: readonly string[];
}

export function credentialsFailure(
  error: unknown,
  { endpointRefused, signIn, secrets }: CredentialsFacts,
): GatewayFailure {
  const { name, message } = thrownOf(error);
  const failed = { kind: "failed", reached: "no" } as const;
  if (endpointRefused) {
    return { ...failed, reason: "invalidEndpoint" };
  }
  // What the user's command wrote may hold anything, and Node puts the command line itself in front of it.
  if (/credential_process|^Command failed/i.test(message)) {
    return { ...failed, reason: "noCredentials", cause: "credentialProcess" };
  }
  if (/multi-factor authentication/i.test(message)) {
    return { ...failed, reason: "noCredentials", cause: "mfa" };
  }
  if (SESSION_ENDED.test(message)) {
    return { ...failed, reason: "expiredSso", signIn };
  }
  const reason = EXPIRED.has(name) || NOT_ACCEPTED.has(name) ? "expiredCredentials" : "noCredentials";
  return {
    ...failed,
    reason,
    ...(reason === "expiredCredentials" ? { serviceCode: name } : {}),
    ...textOf(message, secrets),
  };
}

const SESSION_ENDED =
  /SSO session|aws sso login|token is expired|session token not found or invalid|aws login|re-?authenticate|failed to load token|token validation failed|^Value not present for '\w+' in SSO Token/i;

interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly syscall: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly retryAfter: string | undefined;
}

/** Nothing is taken on trust about what was thrown. */
function thrownOf(error: unknown): Thrown {
  const { name, message, code, syscall, errors, retryAfterSeconds, $metadata, $response } = fieldsOf(error);
  const { httpStatusCode, requestId } = fieldsOf($metadata);
  const { headers } = fieldsOf($response);
  const { "retry-after": retryAfter } = fieldsOf(headers);
  // Several addresses of one name were tried: each failed at the same step.
  const first = fieldsOf(Array.isArray(errors) ? errors[0] : undefined);
  return {
    name: stringOf(name) ?? "",
    message: stringOf(message) ?? "",
    code: stringOf(code) ?? "",
    syscall: stringOf(syscall) ?? syscallOf(first),
    status: typeof httpStatusCode === "number" ? httpStatusCode : undefined,
    requestId: stringOf(requestId),
    retryAfter: stringOf(retryAfterSeconds) ?? stringOf(retryAfter),
  };
}

function syscallOf({ syscall }: Readonly<Record<string, unknown>>): string {
  return stringOf(syscall) ?? "";
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function stringOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function answeredFailure(thrown: Thrown, status: number, secrets: readonly string[]): GatewayFailure {
  const unreadable = thrown.name === "SyntaxError" || thrown.name === "TypeError";
  const known = thrown.name !== "Unknown" && thrown.name !== "UnknownError" && thrown.name !== "Error";
  const retryAfterSeconds = secondsOf(thrown.retryAfter);
  return {
    kind: "failed",
    ...verdictOf(thrown, status, unreadable),
    httpStatus: status,
    ...(unreadable ? {} : textOf(thrown.message, secrets)),
    ...(known && !unreadable ? { serviceCode: thrown.name } : {}),
    ...(thrown.requestId === undefined ? {} : { requestId: thrown.requestId }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

function verdictOf(
  { name }: Thrown,
  status: number,
  unreadable: boolean,
): Pick<GatewayFailure, "reason" | "reached" | "cause"> {
  if (status >= 500) {
    return { reason: "serviceError", reached: "maybe" };
  }
  if (status < 300) {
    return { reason: "unexpected", reached: "maybe", cause: "unreadableAnswer" };
  }
  if (status < 400) {
    return { reason: "unexpected", reached: "refused", cause: "redirect" };
  }
  if (unreadable) {
    return { reason: "unexpected", reached: "refused", cause: "unreadableAnswer" };
  }
  if (EXPIRED.has(name) || NOT_ACCEPTED.has(name)) {
    return { reason: "expiredCredentials", reached: "refused" };
  }
  if (THROTTLED.has(name)) {
    return { reason: "throttled", reached: "refused" };
  }
  return { reason: reasonOf(status), reached: "refused" };
}

function reasonOf(status: number): GatewayFailure["reason"] {
  switch (status) {
    case 401:
    case 403:
      return "accessDenied";
    case 404:
      return "notFound";
    case 409:
      return "conflict";
    case 429:
      return "throttled";
    default:
      return "badRequest";
  }
}

const EXPIRED: ReadonlySet<string> = new Set([
  "ExpiredTokenException",
  "ExpiredToken",
  "TokenRefreshRequired",
  "RequestExpired",
]);

const NOT_ACCEPTED: ReadonlySet<string> = new Set([
  "UnrecognizedClientException",
  "InvalidClientTokenId",
  "InvalidAccessKeyId",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "IncompleteSignatureException",
  "IncompleteSignature",
  "MissingAuthenticationTokenException",
  "MissingAuthenticationToken",
  "AuthFailure",
  "RequestTimeTooSkewed",
  "RequestInTheFuture",
]);

const THROTTLED: ReadonlySet<string> = new Set([
  "TooManyRequestsException",
  "LimitExceededException",
  "ThrottlingException",
  "Throttling",
  "ThrottledException",
  "RequestLimitExceeded",
  "RequestThrottled",
]);

/** Whether a signature was refused for the clock, which the SDK has by then set right for the next request. */
export function isClockCorrected(error: unknown): boolean {
  const { name, $metadata } = fieldsOf(error);
  const { clockSkewCorrected } = fieldsOf($metadata);
  const code = stringOf(name) ?? "";
  return clockSkewCorrected === true && (NOT_ACCEPTED.has(code) || EXPIRED.has(code));
}

const unsent = (cause: FailureCause): GatewayFailure => ({
  kind: "failed",
  reason: "network",
  reached: "no",
  cause,
});

/** What was found out on this side, or at the proxy. */
function obstacleBefore(error: unknown): GatewayFailure | undefined {
  if (error instanceof AuthoritiesUnreadable) {
    return unsent("authoritiesUnreadable");
  }
  if (!(error instanceof ProxyProblem)) {
    return undefined;
  }
  const { proxyCause, status } = error;
  return { ...unsent(proxyCause), ...(status === undefined ? {} : { httpStatus: status }) };
}

/** By OpenSSL's and Node's codes for a certificate that is not accepted. */
const TLS_CAUSES: readonly (readonly [code: RegExp, cause: FailureCause])[] = [
  [/^CERT_HAS_EXPIRED$/, "certificateExpired"],
  [/^CERT_NOT_YET_VALID$/, "certificateNotYetValid"],
  [/^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, "certificateName"],
  [/^(?:CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/, "notTrusted"],
];

function networkFailure({ name, message, code, syscall }: Thrown, sent: boolean): GatewayFailure | undefined {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || syscall === "getaddrinfo") {
    return unsent("nameNotFound");
  }
  if (code === "ECONNREFUSED") {
    return unsent("connectionRefused");
  }
  const [, tlsCause] = TLS_CAUSES.find(([known]) => known.test(code)) ?? [];
  if (tlsCause !== undefined) {
    return unsent(tlsCause);
  }
  // OpenSSL's words for a first record that is none.
  if (/SSL routines:.*:(?:wrong version number|packet length too long|http request)/.test(message)) {
    return unsent("notTls");
  }
  if (/did not establish a connection/.test(message) || (code === "ETIMEDOUT" && syscall === "connect")) {
    return { kind: "failed", reason: "timeout", reached: "no", cause: "notConnected" };
  }
  if (syscall === "connect" || /before secure TLS connection was established/.test(message)) {
    return unsent("notConnected");
  }
  if (name === "TimeoutError" && code !== "ECONNRESET" && code !== "EPIPE") {
    return { kind: "failed", reason: "timeout", reached: sent ? "maybe" : "no" };
  }
  return /^(?:E[A-Z]+|HPE_\w+|ERR_\w+)$/.test(code) || message === "aborted"
    ? { kind: "failed", reason: "network", reached: sent ? "maybe" : "no", cause: "connectionLost" }
    : undefined;
}

function secondsOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) {
    return undefined;
  }
  if (/^\d+(?:\.\d+)?$/.test(retryAfter.trim())) {
    return Number(retryAfter);
  }
  const wait = (Date.parse(retryAfter) - Date.now()) / 1_000;
  return Number.isNaN(wait) ? undefined : Math.max(0, Math.ceil(wait));
}

/** The header that signs a request, if somebody says it back. */
const AUTHORIZATION = /AWS4-HMAC-SHA256\b(?:.*?Signature=[0-9a-f]*)?/gs;

function textOf(message: string, secrets: readonly string[]): { readonly serviceMessage?: string } {
  const text = secrets
    .filter((secret) => secret !== "")
    .reduce((redacted, secret) => redacted.replaceAll(secret, "…"), message)
    .replace(AUTHORIZATION, "…");
  return text === "" || text === "UnknownError" ? {} : { serviceMessage: text };
}
