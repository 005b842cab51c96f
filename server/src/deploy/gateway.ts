// The ports to AWS: what the user's shared configuration says, and the two calls a deploy makes.
// Invariant: an expected failure is an answer, never a rejection, and says whether the service may have acted.

import type {
  DeployFailureKind,
  DeployTarget,
  ProfileChoice,
  RegionChoice,
  WantedResponse,
} from "../contract";

export interface Gateway {
  getIntegrationResponse(target: DeployTarget, signal: AbortSignal): Promise<ReadAnswer>;
  putIntegrationResponse(
    target: DeployTarget,
    wanted: WantedResponse,
    signal: AbortSignal,
  ): Promise<WriteAnswer>;
}

/** What the AWS part offers once it is loaded. */
export interface AwsAccess {
  /** Reads the shared configuration anew, so that an edit or a fresh login counts at once. */
  loadSettings(): Promise<AwsSettings>;
  /** Credentials are resolved at the gateway's first call and anew for every gateway. */
  openGateway(connection: Connection): Gateway;
}

export interface Connection {
  readonly profile?: string;
  readonly region: string;
  /** A lawful endpoint in use instead of AWS's own. */
  readonly endpointUrl?: string;
}

export interface AwsSettings {
  readonly profiles: readonly ProfileSettings[];
  /** `AWS_PROFILE`: the profile in use when none is named, even before keys in the environment. */
  readonly environmentProfile?: string;
  /** `AWS_PROFILE`, else `default` where there is such a profile. */
  readonly defaultProfile?: string;
  /** `AWS_REGION`. */
  readonly region?: string;
  /** `AWS_DEFAULT_REGION`, which the AWS CLI reads and the SDK does not. */
  readonly fallbackRegion?: string;
  /** How credentials come when no profile is named, in a word or two; absent when the environment has none. */
  readonly withoutProfile?: string;
  readonly regions: readonly RegionChoice[];
  readonly endpoint: EndpointVariables;
}

export interface ProfileSettings extends ProfileChoice {
  readonly endpoint: ProfileEndpoint;
}

/** The environment's say on where requests go. */
export interface EndpointVariables {
  /** `AWS_ENDPOINT_URL_API_GATEWAY`. */
  readonly service?: string;
  /** `AWS_ENDPOINT_URL`. */
  readonly every?: string;
  /** `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`. */
  readonly ignore?: string;
}

/** A profile's say on where requests go. */
export interface ProfileEndpoint {
  /** The name of the `services` section the profile points at. */
  readonly section?: string;
  /** False when the profile points at a section that is not there. */
  readonly sectionFound: boolean;
  /** `api_gateway` / `endpoint_url` of that section. */
  readonly service?: string;
  /** `endpoint_url`. */
  readonly every?: string;
  /** `ignore_configured_endpoint_urls`. */
  readonly ignore?: string;
}

export type ReadAnswer =
  | { readonly kind: "read"; readonly httpStatus: number; readonly response: WantedResponse }
  | GatewayFailure;

export type WriteAnswer =
  | { readonly kind: "stored"; readonly httpStatus: number; readonly response: WantedResponse }
  | GatewayFailure;

export type GatewayFailureReason = Extract<
  DeployFailureKind,
  | "invalidEndpoint"
  | "noCredentials"
  | "expiredSso"
  | "expiredCredentials"
  | "badRequest"
  | "accessDenied"
  | "notFound"
  | "conflict"
  | "throttled"
  | "serviceError"
  | "timeout"
  | "network"
  | "cancelled"
  | "unexpected"
>;

export interface GatewayFailure {
  readonly kind: "failed";
  readonly reason: GatewayFailureReason;
  /** `no`: nothing was sent. `refused`: the service answered that it did not act. `maybe`: it may have acted. */
  readonly reached: "no" | "refused" | "maybe";
  readonly cause?: FailureCause;
  /** The service's own text, or that of the credential chain, as it came, free of key material. */
  readonly serviceMessage?: string;
  readonly serviceCode?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  readonly retryAfterSeconds?: number;
  readonly signIn?: SignIn;
  /** A proxy is set in the environment, which requests to AWS do not use. */
  readonly proxyIgnored?: boolean;
}

/** What a message says more closely than the reason does. */
export type FailureCause =
  | "nameNotFound"
  | "connectionRefused"
  | "notTrusted"
  | "notConnected"
  | "connectionLost"
  | "unreadableAnswer"
  | "redirect"
  | "profileMissing"
  | "mfa"
  | "credentialProcess"
  | "credentialsTimeout";

/** How the user signs in again: `aws sso login` or `aws login`, for the profile that holds the session. */
export interface SignIn {
  readonly tool: "sso" | "login";
  readonly profile?: string;
}
