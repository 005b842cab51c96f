// What is asked of an account beside a deploy: to choose by name, to pull, to compare, to make live, to try out.
// Invariant: data only; every answer is what was asked for or a `DeployFailure`.
import type { StageSummary, TestInvocation, TestInvocationResult } from "./controlPlane";
import type {
  CallerIdentity,
  DeployFailure,
  DeployTarget,
  ProfileChoice,
  RegionChoice,
  SettledDoubt,
} from "./deploy";
import type { PlaceParams } from "./index";

/** Whose credentials sign, and in which region. */
export interface RemotePlace {
  readonly profile?: string;
  readonly region: string;
  /** Where the user was shown it: while requests go to another endpoint, nothing is sent. */
  readonly shownEndpoint?: string;
  readonly workDoneToken?: string | number;
}

/** Profiles and regions to choose from, without a document. Nothing is signed. */
export interface AwsChoicesAnswer {
  readonly kind: "choices";
  readonly profiles: readonly ProfileChoice[];
  readonly defaultProfile?: string;
  readonly withoutProfile?: string;
  readonly defaultRegion?: string;
  readonly regions: readonly RegionChoice[];
  /** The endpoint in use, where that is API Gateway Local: then there is no profile to choose. */
  readonly local?: string;
}

/** Where an answer comes from: `AWS`, or the endpoint in use instead. */
interface Answered {
  readonly endpoint: string;
}

export interface ListApisParams extends RemotePlace {
  readonly position?: string;
}

export interface ApisAnswer extends Answered {
  readonly kind: "apis";
  readonly apis: readonly RemoteApi[];
  /** Asks for the next page. */
  readonly position?: string;
}

export interface RemoteApi {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

export interface ListResourcesParams extends RemotePlace {
  readonly restApiId: string;
  readonly position?: string;
}

export interface ResourcesAnswer extends Answered {
  readonly kind: "resources";
  readonly resources: readonly RemoteResource[];
  readonly position?: string;
}

export interface RemoteResource {
  readonly id: string;
  readonly path: string;
  readonly methods: readonly RemoteMethod[];
}

export interface RemoteMethod {
  readonly httpMethod: string;
  /** Such as `AWS_PROXY`; absent where the method has no integration yet. */
  readonly integrationType?: string;
  readonly responses: readonly RemoteResponse[];
}

/** An integration response as a file has it. */
export interface RemoteResponse {
  readonly target: DeployTarget;
  /** Below a workspace folder; a file there knows its target by it. */
  readonly path: string;
  /** Canonical JSON: the same for responses that mean the same. */
  readonly text: string;
  /** Stands for what the response means. */
  readonly digest: string;
}

export interface PullParams extends RemotePlace {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
}

export interface PullAnswer extends Answered {
  readonly kind: "pulled";
  readonly responses: readonly RemoteResponse[];
}

/** A file's text, to be told apart from what is deployed. Nothing is signed. */
export interface ReadLocalParams {
  readonly uri: string;
  readonly text: string;
}

/** `digest` is absent where the text holds no single response that could be sent. */
export interface LocalAnswer {
  readonly digest?: string;
  /** What its path and its keys say of the target; absent where the two disagree. */
  readonly target?: Partial<DeployTarget>;
}

export interface CompareParams extends RemotePlace, PlaceParams {
  readonly uri: string;
  readonly target: DeployTarget;
}

export interface ComparisonAnswer extends Answered {
  readonly kind: "comparison";
  readonly target: DeployTarget;
  /** Both canonical; `live` is absent where nothing is deployed. */
  readonly live?: string;
  readonly here: string;
  readonly same: boolean;
}

/** Who would sign a write: shown before it. */
export interface SignerAnswer extends Answered {
  readonly kind: "signer";
  readonly profile?: string;
  readonly region: string;
  /** API Gateway Local is what listens there, and is asked with keys that are nobody's. */
  readonly isLocal?: true;
  /** Who signs, as the service sees it; absent where it did not say. */
  readonly identity?: CallerIdentity;
  /** The profile or account is protected: `typed` has to be this. */
  readonly typedBefore?: string;
}

export interface ListStagesParams extends RemotePlace {
  readonly restApiId: string;
}

export interface StagesAnswer extends Answered {
  readonly kind: "stages";
  readonly stages: readonly StageSummary[];
}

export interface CreateDeploymentParams extends RemotePlace {
  readonly restApiId: string;
  readonly stageName: string;
  readonly description?: string;
  /** The user saw what becomes live, where, and who signs. */
  readonly confirmed: true;
  /** What the user typed, where `SignerAnswer` asks for it. */
  readonly typed?: string;
}

export interface DeploymentAnswer extends Answered {
  readonly kind: "deployment";
  readonly deploymentId: string;
  /** True when the answer was lost and reading the stage showed another deployment than before. */
  readonly settled: boolean;
  /** What became of an earlier deployment of this API that had stayed in doubt. `message` says it too. */
  readonly earlier?: readonly SettledDoubt[];
  readonly message: string;
}

/** `confirmed`: the user knows that the backend really runs. `typed`: as for a deployment. */
export type TestInvokeParams = RemotePlace &
  TestInvocation & { readonly confirmed: true; readonly typed?: string };

export interface InvocationAnswer extends Answered {
  readonly kind: "invocation";
  readonly result: TestInvocationResult;
}

export interface StartLocalParams {
  /** Absent: where it runs already, else the endpoint's in use, the usual one, or any that is free. */
  readonly port?: number;
}

export type StartLocalAnswer =
  | { readonly kind: "started"; readonly url: string; readonly already: boolean }
  | DeployFailure;

export interface DeployHistoryParams {
  /** Of this response alone. */
  readonly target?: DeployTarget;
}

/** What was deployed from this machine, the newest first. Nothing is signed. */
export interface HistoryAnswer {
  readonly kind: "history";
  readonly entries: readonly HistorySummary[];
}

export interface HistorySummary {
  /** Its name, by which it is restored. */
  readonly entry: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly target: DeployTarget;
  readonly region: string;
  readonly endpoint: string;
  /** `overtaken`: when it could be looked at, something else was deployed there. */
  readonly outcome: "deployed" | "failed" | "inDoubt" | "overtaken";
  /** Whether what it replaced is known, if only that there was nothing. */
  readonly restorable: boolean;
  /** Both canonical; absent where there was, or is, no response. */
  readonly replaced?: string;
  readonly sent?: string;
}

/** Plans with `planRestore`; with the plan's digest, `restore` carries it out. */
export interface RestoreParams {
  readonly entry: string;
  readonly profile?: string;
  readonly confirmed?: string;
  /** What the user typed, where the plan asks for it. */
  readonly typed?: string;
  readonly workDoneToken?: string | number;
}

export type Remotely<Answer> = Answer | DeployFailure;
