// A deploy as client and server speak of it: the target, the choices, the plan, and every way it can end.
// Invariant: data only.
import type { PlaceParams } from "./index";

/** The four labels of the request's URI. `httpMethod` is the method's own verb (or `ANY`). */
export interface DeployTarget {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly statusCode: string;
}

export const TARGET_KEYS = [
  "restApiId",
  "resourceId",
  "httpMethod",
  "statusCode",
] as const satisfies readonly (keyof DeployTarget)[];

export type TargetSource = "keys" | "path";

/** What the document itself says of its target. `conflicts` is filled when its keys and its path disagree. */
export interface TargetStatus {
  /** False: the document holds no integration response of ours. */
  readonly recognised: boolean;
  readonly known: Partial<DeployTarget>;
  readonly sources: readonly TargetSource[];
  readonly conflicts: readonly TargetConflict[];
  /** What the service did not find of it at the last deploy of this very text, in its own words. */
  readonly problem?: string;
}

export interface TargetConflict {
  readonly key: keyof DeployTarget;
  readonly inKeys: string;
  readonly inPath: string;
}

export interface DeployChoicesParams extends PlaceParams {
  readonly uri: string;
}

export interface ProfileChoice {
  readonly name: string;
  readonly region?: string;
  /** How the profile gets its credentials, in a word or two: `SSO`, `static keys`, `assume role`, … */
  readonly method: string;
}

export interface DeployChoices {
  readonly uri: string;
  /** The version of the buffer that the choices were read from. */
  readonly version: number;
  readonly target: TargetStatus;
  readonly profiles: readonly ProfileChoice[];
  readonly defaultProfile?: string;
  /** How credentials come when no profile is named, in a word or two; absent when the environment has none. */
  readonly withoutProfile?: string;
  readonly defaultRegion?: string;
  readonly regions: readonly RegionChoice[];
  /** The endpoint in use, where that is API Gateway Local: then there is no profile to choose. */
  readonly local?: string;
  /** Findings of severity error: what the service would refuse. They block a deploy. */
  readonly blockedBy: readonly BlockingFinding[];
  /** Errors resting on uncertain evidence: the user may deploy anyway. */
  readonly doubtfulBecause: readonly BlockingFinding[];
}

/** It fails with `noDocument`, `notRecognised`, `severalResponses`, `untrusted` or `unsupportedHost` only. */
export type ChoicesOutcome = (DeployChoices & { readonly kind?: never }) | DeployFailure;

export interface RegionChoice {
  readonly name: string;
  readonly title: string;
}

export interface BlockingFinding {
  readonly rule: string;
  readonly message: string;
  /** Zero-based, UTF-16. */
  readonly line: number;
  readonly character: number;
}

export interface PlanDeployParams extends PlaceParams {
  readonly uri: string;
  readonly version: number;
  readonly target: DeployTarget;
  readonly profile?: string;
  readonly region: string;
  readonly workDoneToken?: string | number;
}

/** What an integration response is, without its status code: the body of the PUT. */
export interface WantedResponse {
  readonly selectionPattern?: string;
  readonly responseParameters?: Readonly<Record<string, string>>;
  readonly responseTemplates?: Readonly<Record<string, string>>;
  readonly contentHandling?: string;
}

/** One difference between what is deployed and what will be. `path` is like `responseParameters/method.response.header.X`. */
export interface FieldDifference {
  readonly path: string;
  readonly kind: "added" | "changed" | "removed";
  readonly live?: string;
  readonly wanted?: string;
}

/** Server to client: `MfaQuestion` → the code, or `null` when it is not given. */
export const MFA_CODE_REQUEST = "apigatewayResponse/mfaCode";

export interface MfaQuestion {
  readonly profile: string;
  /** The device, as the profile names it. */
  readonly serial: string;
}

export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

export interface DeployPlan {
  readonly kind: "plan";
  readonly uri: string;
  readonly version: number;
  readonly target: DeployTarget;
  readonly profile?: string;
  readonly region: string;
  /** Where the request goes: `AWS`, or the endpoint in use instead. */
  readonly endpoint: string;
  /** API Gateway Local is what listens there, and is asked with keys that are nobody's. */
  readonly isLocal?: true;
  /** Who signs, as the service sees it; absent where it did not say. */
  readonly identity?: CallerIdentity;
  /** The profile or account is protected: `DeployParams.typed` has to be this. */
  readonly typedBefore?: string;
  /** `absent`: nothing is deployed there yet. `denied`: it could not be read, so what is replaced cannot be kept. */
  readonly liveState: "read" | "absent" | "denied";
  /** Both in one canonical order and without empty members, so that their JSON texts can be laid side by side. */
  readonly wanted: WantedResponse;
  readonly live?: WantedResponse;
  /** Empty when `liveState` is `denied`: then it is not known what differs. */
  readonly differences: readonly FieldDifference[];
  /** The plan takes the response away, to restore that there was none; `wanted` is then empty. */
  readonly removes?: true;
  /** What the deploy would meet on the method. */
  readonly preflight: readonly PreflightFinding[];
  /** The method could not be read, so `preflight` says nothing about it. */
  readonly methodUnread?: true;
  /** What can be declared on the method response before the PUT, if the user wants so. */
  readonly declaration?: DeclarationOffer;
  /** What is known to become of the PUT; absent where nothing is known against it. */
  readonly verdict?: PlanVerdict;
  /** Stands for exactly this plan: text, target, endpoint and what was live. `DeployParams.confirmed` gives it back. */
  readonly digest: string;
}

/**
 * `refused`: the service refuses it. `needsDeclaration`: it does unless the declaration goes first. `wantsDeclaration`: it
 * stores it, but without the declaration a client gets an error.
 */
export type PlanVerdict = "refused" | "needsDeclaration" | "wantsDeclaration";

/** One more call before the PUT, to declare what the response uses. */
export interface Declaration {
  /** `putMethodResponse`: there is no method response of this status yet. */
  readonly call: "putMethodResponse" | "declareHeaders";
  /** `method.response.header.{name}`, those that are not declared yet. */
  readonly headers: readonly string[];
}

/** What was sent of it before the PUT. */
export interface DoneDeclaration extends Declaration {
  /** The answer was lost and no reading settled it, so it may be declared or not. */
  readonly unsure?: true;
}

export interface DeclarationOffer extends Declaration {
  /** Stands for the plan together with the declaration: confirm it in place of the plan's own. */
  readonly digest: string;
}

export type PlanOutcome = DeployPlan | DeployFailure;

/** What a deploy would meet on the method as it is deployed now. */
export interface PreflightFinding {
  /** Absent where it is no rule's. */
  readonly rule: string | undefined;
  readonly severity: "error" | "warning" | "information" | "hint";
  readonly evidence: "documented" | "observed" | "uncertain";
  readonly message: string;
  /** The part of the response that it speaks of, as in `FieldDifference`; absent where that is all of it. */
  readonly path?: string;
  /** The call that would mend it before the PUT. */
  readonly offer?: "putMethodResponse" | "declareHeaders";
  /** The statuses of the method that have the pattern it is about: it is untrue once all of these gave it up. */
  readonly heldBy?: readonly string[];
}

export interface DeployParams extends PlaceParams {
  readonly uri: string;
  readonly version?: number;
  readonly target?: Partial<DeployTarget>;
  readonly profile?: string;
  readonly region?: string;
  /** The digest of the plan the user confirmed. */
  readonly confirmed?: string;
  /** The user saw the doubtful findings and deploys anyway. */
  readonly deployAnyway?: boolean;
  /** What the user typed, where the plan asks for it. */
  readonly typed?: string;
  readonly workDoneToken?: string | number;
}

export interface DeploySuccess {
  readonly kind: "deployed";
  /** 201; of a settled deploy that of the GET which showed the write. */
  readonly httpStatus: number;
  readonly target: DeployTarget;
  /** What the service says it stored. */
  readonly stored: WantedResponse;
  /** True when the answer was lost and a GET showed that the write took place. */
  readonly settled: boolean;
  /** Where the replaced version is kept, if there was one. */
  readonly kept?: string;
  /** The response was taken away; `stored` is then empty. */
  readonly removed?: true;
  /** What became of earlier deploys to this response that had stayed in doubt. `message` says it too. */
  readonly earlier?: readonly SettledDoubt[];
  /** What was declared on the method response before the write. `message` says it too. */
  readonly declared?: Declaration;
  readonly message: string;
}

/** Several documents with one profile and region, one after the other. */
export interface DeployAllParams {
  readonly files: readonly DeployedFileParams[];
  readonly profile?: string;
  readonly region?: string;
  readonly typed?: string;
  readonly workDoneToken?: string | number;
}

/** Of each its own plan is confirmed. */
export type DeployedFileParams = Omit<DeployParams, "profile" | "region" | "typed" | "workDoneToken"> & {
  readonly confirmed: string;
  /** The statuses of the same method that have to be stored by this request before it is sent. */
  readonly after?: readonly string[];
};

/** One that fails keeps none from its turn but what comes after it. In the order in which they were asked for. */
export interface DeployAllAnswer {
  readonly kind: "deployedAll";
  readonly outcomes: readonly DeployedFile[];
}

export interface DeployedFile {
  readonly uri: string;
  readonly outcome: DeployOutcome;
}

/** Deploys of which it is not known whether they were stored, the newest first, then deployments to stages. */
export interface DoubtsAnswer {
  readonly kind: "doubts";
  readonly doubts: readonly OpenDoubt[];
}

export interface OpenDoubt {
  /** The name of its entry in the history, or of the note about its deployment. */
  readonly entry: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly target: DeployTarget | StageTarget;
  /** `AWS`, or the endpoint it was sent to instead. */
  readonly endpoint: string;
}

/** Which are looked at: without `entries`, all that are open. */
export interface SettleDoubtsParams {
  readonly entries?: readonly string[];
  /** The user asked for it, and so may be asked for the code of an MFA device. */
  readonly askMfa?: true;
}

export interface SettledAnswer {
  readonly kind: "settled";
  readonly settled: readonly SettledDoubt[];
}

/** What a deployment makes live. */
export interface StageTarget {
  readonly restApiId: string;
  readonly stageName: string;
}

/** A deploy of which it was not known whether it was stored, or live on a stage, and what reading showed. */
export interface SettledDoubt {
  /** As of the doubt. */
  readonly entry: string;
  readonly target: DeployTarget | StageTarget;
  /** `overtaken`: something else is deployed there by now. `unsettled`: it could not be read, so the doubt stays. */
  readonly found: "stored" | "notStored" | "overtaken" | "unsettled";
  readonly message: string;
}

/** Every way a deploy can end without a stored response. The set is closed: each has a message that says what to do. */
export type DeployFailureKind =
  | "untrusted"
  | "invalidEndpoint"
  | "noDocument"
  | "notRecognised"
  | "severalResponses"
  | "blocked"
  | "doubtful"
  | "targetIncomplete"
  | "targetConflict"
  | "documentChanged"
  | "liveChanged"
  | "notConfirmed"
  | "protected"
  | "noRegion"
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
  | "notStored"
  | "inDoubt"
  | "notKept"
  | "busy"
  | "nothingKept"
  | "heldUp"
  | "otherEndpoint"
  | "unsupportedHost"
  | "unexpected";

/** What an IAM policy would have to allow. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
}

export interface DeployFailure {
  readonly kind: "failed";
  readonly reason: DeployFailureKind;
  /** What happened and what to do, in sentences for the user. */
  readonly message: string;
  /** The service's own text, as it came, where there is one. */
  readonly serviceMessage?: string;
  readonly serviceCode?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  /** What was not allowed; absent where allowing it would not help. */
  readonly grant?: Grant;
  /** Nothing answers at an address of this machine: API Gateway Local can be started there. */
  readonly couldStartLocal?: true;
  /** A command line that would help, such as `aws sso login --profile dev`. */
  readonly commandLine?: string;
  readonly conflicts?: readonly TargetConflict[];
  /** What stands against it on this side, or the places that the service's text speaks of. */
  readonly findings?: readonly BlockingFinding[];
  /** What became of earlier deploys to this response that had stayed in doubt. `message` says it too. */
  readonly earlier?: readonly SettledDoubt[];
  /** What was declared on the method response all the same, or may be, and stays. `message` says it too. */
  readonly declared?: DoneDeclaration;
}

export type DeployOutcome = DeploySuccess | DeployFailure;
