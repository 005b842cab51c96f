// The ports to AWS: what the user's shared configuration says, the calls a deploy makes, and those around it.
// Invariant: an expected failure is an answer, never a rejection, and says whether the service may have acted.

import type {
  CallerIdentity,
  DeployFailureKind,
  DeployTarget,
  MethodDescription,
  MfaQuestion,
  Page,
  ProfileChoice,
  RegionChoice,
  ResourceDescription,
  RestApiSummary,
  StageSummary,
  TestInvocation,
  TestInvocationResult,
  WantedResponse,
} from "../contract";

export interface Gateway {
  getIntegrationResponse(target: DeployTarget, signal: AbortSignal): Promise<ReadAnswer>;
  putIntegrationResponse(
    target: DeployTarget,
    wanted: WantedResponse,
    signal: AbortSignal,
  ): Promise<WriteAnswer>;
  /** Who signs. It may fail where all else succeeds: an endpoint need not know the call. */
  getCallerIdentity(signal: AbortSignal): Promise<CallAnswer<CallerIdentity>>;
  deleteIntegrationResponse(target: DeployTarget, signal: AbortSignal): Promise<CallAnswer<undefined>>;
  getMethod(target: MethodTarget, signal: AbortSignal): Promise<CallAnswer<MethodDescription>>;
  /** @param headers The keys to declare, `method.response.header.{name}`. */
  putMethodResponse(
    target: DeployTarget,
    headers: readonly string[],
    signal: AbortSignal,
  ): Promise<CallAnswer<undefined>>;
  /** Declares further headers of a method response that is there. */
  declareHeaders(
    target: DeployTarget,
    headers: readonly string[],
    signal: AbortSignal,
  ): Promise<CallAnswer<undefined>>;
}

/** What else is asked of the control plane: to choose by name, to try, and to make it live. */
export interface ControlPlane extends Gateway {
  getRestApis(position: string | undefined, signal: AbortSignal): Promise<CallAnswer<Page<RestApiSummary>>>;
  /** With the methods of each, 500 resources a page. */
  getResources(
    restApiId: string,
    position: string | undefined,
    signal: AbortSignal,
  ): Promise<CallAnswer<Page<ResourceDescription>>>;
  getStages(restApiId: string, signal: AbortSignal): Promise<CallAnswer<readonly StageSummary[]>>;
  /** Makes the definition live on a stage, which is made where it is missing. The answer is the deployment's id. */
  createDeployment(
    request: { readonly restApiId: string; readonly stageName: string; readonly description?: string },
    signal: AbortSignal,
  ): Promise<CallAnswer<string>>;
  /** Runs the method for real, backend and all. */
  testInvokeMethod(
    invocation: TestInvocation,
    signal: AbortSignal,
  ): Promise<CallAnswer<TestInvocationResult>>;
}

export type MethodTarget = Omit<DeployTarget, "statusCode">;

export type CallAnswer<Value> =
  | { readonly kind: "answer"; readonly httpStatus: number; readonly value: Value }
  | GatewayFailure;

/** What a deploy needs of the AWS part. */
export interface DeployAccess {
  /** Reads the shared configuration anew, so that an edit or a fresh login counts at once. */
  loadSettings(): Promise<AwsSettings>;
  /** Credentials are resolved at the gateway's first call and anew for every gateway. */
  openGateway(connection: Connection): Gateway;
}

/** What the AWS part offers once it is loaded. */
export interface AwsAccess extends DeployAccess {
  openGateway(connection: Connection): ControlPlane;
}

export interface Connection {
  readonly profile?: string;
  readonly region: string;
  /** A lawful endpoint in use instead of AWS's own. */
  readonly endpointUrl?: string;
  /** Where STS is asked who signs, as it is written; without it, at the endpoint in use, else at AWS. */
  readonly stsEndpointUrl?: string;
  /** Absent where nobody can be asked. */
  readonly askMfaCode?: AskMfaCode;
  /** Told before a call waits for its turn under the account's limits, and for how many milliseconds. */
  readonly onWait?: (milliseconds: number) => void;
  /** The endpoint is API Gateway Local, which needs a signature and no keys: the user's own stay out of it. */
  readonly dummyKeys?: boolean;
}

/** Asks for the code of a device; `undefined` when it is not given. Nobody waits for it any more once `stop` is aborted. */
export type AskMfaCode = (question: MfaQuestion, stop: AbortSignal) => Promise<string | undefined>;

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
  /** `AWS_ENDPOINT_URL_STS`. */
  readonly sts?: string;
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
  /** `sts` / `endpoint_url` of that section. */
  readonly sts?: string;
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
  /** The proxy that the request went through, or was to: its host and port. */
  readonly proxy?: string;
}

/** What a message says more closely than the reason does. */
export type FailureCause =
  | "nameNotFound"
  | "connectionRefused"
  | "notTrusted"
  | "certificateExpired"
  | "certificateNotYetValid"
  | "certificateName"
  | "authoritiesUnreadable"
  | "notTls"
  | "proxyUnusable"
  | "proxyUnreachable"
  | "proxyRefused"
  | "proxyAuthentication"
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
