// Where a signed request may go, and which of the configured endpoints is in use.
// Invariant: https anywhere, http on this machine only, judged on the text as written and never on a guess.

import type { AwsSettings, ProfileEndpoint } from "./gateway";

export type EndpointChoice =
  | { readonly kind: "aws" }
  | { readonly kind: "custom"; readonly url: string; readonly source: EndpointSource }
  | { readonly kind: "refused"; readonly source: EndpointSource; readonly problem: EndpointProblem };

/** Where an endpoint was configured, as the user would name it. */
export type EndpointSource =
  | "apigatewayResponse.endpointUrl"
  | "AWS_ENDPOINT_URL_API_GATEWAY"
  | "AWS_ENDPOINT_URL"
  | "profileServices"
  | "profile";

export type EndpointProblem =
  | "notAUrl"
  | "notHttp"
  | "httpBeyondLoopback"
  | "userInfo"
  | "queryOrFragment"
  | "badPort"
  | "missingSection";

/** The first of: the setting, the two variables, the profile's services section, the profile, AWS itself. */
export function chooseEndpoint(
  setting: string | undefined,
  settings: Pick<AwsSettings, "endpoint">,
  profile: ProfileEndpoint | undefined,
): EndpointChoice {
  const configured = firstConfigured(setting, settings, profile);
  if (configured === undefined) {
    return { kind: "aws" };
  }
  const { source } = configured;
  if (configured.url === undefined) {
    return { kind: "refused", source, problem: "missingSection" };
  }
  const verdict = judgeEndpoint(configured.url);
  return verdict.lawful
    ? { kind: "custom", url: verdict.url, source }
    : { kind: "refused", source, problem: verdict.problem };
}

/**
 * Where STS is asked who signs, as it is written; `undefined` where that is no other place than the one in use. What is
 * written of STS itself counts most; what is written of every service counts beside an endpoint of API Gateway alone,
 * unless that is the user's setting, which stands for all of AWS.
 */
export function stsEndpoint(
  inUse: EndpointChoice,
  { endpoint }: Pick<AwsSettings, "endpoint">,
  profile: ProfileEndpoint | undefined,
): string | undefined {
  if (isTrue(endpoint.ignore ?? profile?.ignore)) {
    return undefined;
  }
  const source = inUse.kind === "custom" ? inUse.source : undefined;
  const isOfService = source === "AWS_ENDPOINT_URL_API_GATEWAY" || source === "profileServices";
  if (endpoint.sts || source === "AWS_ENDPOINT_URL") {
    return endpoint.sts;
  }
  return (
    (isOfService ? endpoint.every : undefined) ?? profile?.sts ?? (isOfService ? profile?.every : undefined)
  );
}

export type EndpointVerdict =
  | { readonly lawful: true; readonly url: string }
  | { readonly lawful: false; readonly problem: EndpointProblem };

/**
 * The law. It reads the text as written, since what a URL parser makes of `http://2130706433`, `http://0x7f.1` or
 * `http://127.0.0.1\@evil` is not what a reader of the setting sees.
 */
export function judgeEndpoint(text: string): EndpointVerdict {
  const [, scheme, authority, rest] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#\\]*)(.*)$/s.exec(text) ?? [];
  if (scheme === undefined || authority === undefined || rest === undefined) {
    return unlawful("notAUrl");
  }
  if (!/^https?$/i.test(scheme)) {
    return unlawful("notHttp");
  }
  if (authority.includes("@")) {
    return unlawful("userInfo");
  }
  if (/[?#]/.test(rest)) {
    return unlawful("queryOrFragment");
  }
  const [, host, port] = /^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::(\d*))?$/.exec(authority) ?? [];
  if (host === undefined || !HOST.test(host) || !PATH.test(rest) || !parses(text)) {
    return unlawful("notAUrl");
  }
  if (port !== undefined && !isPort(port)) {
    return unlawful("badPort");
  }
  const protocol = scheme.toLowerCase();
  if (protocol === "http" && !isLoopback(host)) {
    return unlawful("httpBeyondLoopback");
  }
  const authorityInUse = port === undefined ? host.toLowerCase() : `${host.toLowerCase()}:${port}`;
  return { lawful: true, url: `${protocol}://${authorityInUse}${rest.replace(/\/+$/, "")}` };
}

/** A name of dot-separated labels, a dotted quad among them, or an IPv6 address in brackets. */
const HOST =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[.+\])$/;

/** Plain segments: a `..` or an escape could lead a signed request to another resource. */
const PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]*)*$/;

function unlawful(problem: EndpointProblem): EndpointVerdict {
  return { lawful: false, problem };
}

function parses(text: string): boolean {
  try {
    return new URL(text).host !== "";
  } catch {
    return false;
  }
}

function isPort(port: string): boolean {
  return /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535;
}

function isLoopback(host: string): boolean {
  return /^localhost$/i.test(host) || host === "[::1]" || isLoopbackQuad(host);
}

function isLoopbackQuad(host: string): boolean {
  const parts = host.split(".");
  return (
    parts.length === 4 &&
    parts[0] === "127" &&
    parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}

interface Configured {
  readonly source: EndpointSource;
  /** Absent when the profile names a services section that is not there. */
  readonly url?: string;
}

function firstConfigured(
  setting: string | undefined,
  { endpoint }: Pick<AwsSettings, "endpoint">,
  profile: ProfileEndpoint | undefined,
): Configured | undefined {
  if (setting) {
    return { source: "apigatewayResponse.endpointUrl", url: setting };
  }
  if (isTrue(endpoint.ignore ?? profile?.ignore)) {
    return undefined;
  }
  if (endpoint.service) {
    return { source: "AWS_ENDPOINT_URL_API_GATEWAY", url: endpoint.service };
  }
  if (endpoint.every) {
    return { source: "AWS_ENDPOINT_URL", url: endpoint.every };
  }
  if (profile?.section !== undefined && !profile.sectionFound) {
    return { source: "profileServices" };
  }
  if (profile?.service) {
    return { source: "profileServices", url: profile.service };
  }
  return profile?.every ? { source: "profile", url: profile.every } : undefined;
}

function isTrue(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === "true";
}
