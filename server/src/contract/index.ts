// What client and server say to each other beyond LSP itself: the one file both sides import.
// Invariant: data only, no behaviour but the marker scan, no imports but LSP types.

export const OWN_LANGUAGE_ID = "apigateway-integration-response";
/** Velocity templates that stand alone: `*.vtl` files that a user gives the language, and virtual documents. */
export const TEMPLATE_LANGUAGE_ID = "apigateway-vtl";
/** Paths and URIs, `/`-separated, of files that are ours by their name. */
export const OWN_FILES = /\.integration-response\.json$|\/integration\/responses\/[1-5][0-9][0-9]\.json$/i;
export const FOREIGN_LANGUAGE_IDS = ["json", "jsonc"] as const;
export const DIAGNOSTIC_SOURCE = "apigateway";
export const SETTINGS_SECTION = "apigatewayResponse";

/** A foreign document is ours only when its text holds one of these. The client looks before it wakes the server. */
export const MARKERS = [
  "method.response.header.",
  "integration.response.",
  '"selectionPattern"',
  '"responseTemplates"',
  '"responseParameters"',
  '"CONVERT_TO_BINARY"',
  '"CONVERT_TO_TEXT"',
  '"integrationResponses"',
  '"integration:responses"',
] as const;

export function holdsMarker(text: string): boolean {
  return MARKERS.some((marker) => text.includes(marker));
}

/** Commands the server offers through `workspace/executeCommand` to any editor. */
export const SERVER_COMMANDS = {
  /** `[DeployChoicesParams]` → `ChoicesOutcome`. Signs nothing. */
  deployChoices: "apigatewayResponse.server.deployChoices",
  /** `[PlanDeployParams]` → `PlanOutcome`. Reads the deployed version; writes nothing. */
  planDeploy: "apigatewayResponse.server.planDeploy",
  /** `[DeployParams]` → `DeployOutcome`. Without `confirmed` the user is asked through `window/showMessageRequest`. */
  deploy: "apigatewayResponse.server.deploy",
  /** `[]` → `RuleSummary[]`. */
  listRules: "apigatewayResponse.server.listRules",
  /** `[ExplainRuleParams]` → `RulePage`, or `null` where there is no such rule. */
  explainRule: "apigatewayResponse.server.explainRule",
  /** `[AwsCommandParams]` → `AwsCommandAnswer`. */
  awsCommand: "apigatewayResponse.server.awsCommand",
  /** `[]` → `ResponseTemplate[]`. */
  listResponseTemplates: "apigatewayResponse.server.listResponseTemplates",
  /** `[ListTemplatesParams]` → `TemplateList`. */
  listTemplates: "apigatewayResponse.server.listTemplates",
  /** `[ReadTemplateParams]` → `TemplateAnswer`. */
  readTemplate: "apigatewayResponse.server.readTemplate",
  /** `[EditTemplateParams]` → `TemplateEditsAnswer`. The edits are for the client to apply. */
  editTemplate: "apigatewayResponse.server.editTemplate",
} as const;

/** Commands only a client can carry out; code lenses and code actions name them. */
export const CLIENT_COMMANDS = {
  /** `[uri?: string]`; without it, the active editor's document. */
  deploy: "apigatewayResponse.deploy",
  /** `[rule: string]`. */
  ignoreRule: "apigatewayResponse.ignoreRule",
  /** `[rule?: string]`; without it, the user chooses one. */
  explainRule: "apigatewayResponse.explainRule",
  openWalkthrough: "apigatewayResponse.openWalkthrough",
  /** `[uri?: string, address?: TemplateAddress]`; without them, the template under the cursor or one that is chosen. */
  editTemplate: "apigatewayResponse.editTemplate",
  showLog: "apigatewayResponse.showLog",
} as const;

/**
 * What only the user's own configuration may decide: whether the workspace is trusted and where signed requests go.
 * Sent as `initializationOptions` and again, whole, by `HOST_STATE_NOTIFICATION`; never read from workspace settings.
 */
export interface HostState {
  readonly trusted: boolean;
  /** An endpoint other than AWS's own: https, or http on loopback. */
  readonly endpointUrl?: string;
  /** Which of `CLIENT_COMMANDS` the client carries out; code lenses and actions name no other. */
  readonly clientCommands?: readonly string[];
}

export const HOST_STATE_NOTIFICATION = "apigatewayResponse/hostState";

/** `TargetParams` → `TargetStatus`, for the language status item. */
export const TARGET_REQUEST = "apigatewayResponse/target";

export interface TargetParams {
  readonly uri: string;
}

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
}

export interface TargetConflict {
  readonly key: keyof DeployTarget;
  readonly inKeys: string;
  readonly inPath: string;
}

export interface RuleSummary {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
}

export interface ExplainRuleParams {
  readonly rule: string;
}

export interface RulePage {
  readonly id: string;
  readonly title: string;
  readonly markdown: string;
}

export interface AwsCommandParams {
  readonly uri: string;
  /** Which of several responses: zero-based, in the encoding that was negotiated. */
  readonly line?: number;
  readonly character?: number;
}

export type AwsCommandAnswer =
  | {
      readonly kind: "command";
      readonly command: string;
      /** It reads the document's own file, so what is not saved is not sent. */
      readonly readsFile: boolean;
      /** Variables of the shell that have to be set first. */
      readonly variables: readonly string[];
    }
  | { readonly kind: "none"; readonly message: string };

/** An integration response to begin with. */
export interface ResponseTemplate {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** The status that such a response usually has. */
  readonly statusCode: string;
  readonly text: string;
}

/** Which template of a document is meant, whatever is edited around it. To a client it is a name and nothing more. */
export interface TemplateAddress {
  readonly path: readonly (string | number)[];
  readonly mediaType: string;
  readonly occurrence: number;
}

export interface ListTemplatesParams {
  readonly uri: string;
  /** Where the cursor is: zero-based, in the encoding that was negotiated. */
  readonly line?: number;
  readonly character?: number;
}

export interface TemplateList {
  readonly templates: readonly TemplateAddress[];
  /** The one under the cursor. */
  readonly here?: TemplateAddress;
}

export interface ReadTemplateParams {
  readonly uri: string;
  readonly address: TemplateAddress;
  /** What the template was: where it is gone, the only template with this text is taken for it under a new key. */
  readonly like?: string;
}

/** `text` has line feeds only, whichever line ends the template has. */
export type TemplateAnswer =
  | {
      readonly kind: "template";
      readonly version: number;
      readonly address: TemplateAddress;
      readonly text: string;
    }
  | NoTemplate;

/** `message`: what is the matter and what to do, in sentences for the user. */
export interface NoTemplate {
  readonly kind: "none";
  readonly reason: "notOpen" | "gone" | "notString" | "notClosed" | "invalidEscape" | "unfitText";
  readonly message: string;
}

/** Replaces a stretch of the text that `readTemplate` answered for this version, in UTF-16 code units. */
export interface EditTemplateParams {
  readonly uri: string;
  readonly version: number;
  readonly address: TemplateAddress;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export type TemplateEditsAnswer =
  | { readonly kind: "edits"; readonly edits: readonly SourceEdit[] }
  /** The document has another version now. */
  | { readonly kind: "moved" }
  | NoTemplate;

/** Zero-based, in the encoding that was negotiated. */
export interface SourceEdit {
  readonly range: { readonly start: SourcePosition; readonly end: SourcePosition };
  readonly newText: string;
}

export interface SourcePosition {
  readonly line: number;
  readonly character: number;
}

export interface DeployChoicesParams {
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

export interface PlanDeployParams {
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

export interface DeployPlan {
  readonly kind: "plan";
  readonly uri: string;
  readonly version: number;
  readonly target: DeployTarget;
  readonly profile?: string;
  readonly region: string;
  /** Where the request goes: `AWS`, or the endpoint in use instead. */
  readonly endpoint: string;
  /** `absent`: nothing is deployed there yet. `denied`: it could not be read, so what is replaced cannot be kept. */
  readonly liveState: "read" | "absent" | "denied";
  /** Both in one canonical order and without empty members, so that their JSON texts can be laid side by side. */
  readonly wanted: WantedResponse;
  readonly live?: WantedResponse;
  /** Empty when `liveState` is `denied`: then it is not known what differs. */
  readonly differences: readonly FieldDifference[];
  /** Stands for exactly this plan: text, target, endpoint and what was live. `DeployParams.confirmed` gives it back. */
  readonly digest: string;
}

export type PlanOutcome = DeployPlan | DeployFailure;

export interface DeployParams {
  readonly uri: string;
  readonly version?: number;
  readonly target?: Partial<DeployTarget>;
  readonly profile?: string;
  readonly region?: string;
  /** The digest of the plan the user confirmed. */
  readonly confirmed?: string;
  /** The user saw the doubtful findings and deploys anyway. */
  readonly deployAnyway?: boolean;
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
  | "unsupportedHost"
  | "unexpected";

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
  /** A command line that would help, such as `aws sso login --profile dev`. */
  readonly commandLine?: string;
  readonly conflicts?: readonly TargetConflict[];
  readonly findings?: readonly BlockingFinding[];
}

export type DeployOutcome = DeploySuccess | DeployFailure;
