// What client and server say to each other beyond LSP itself: the one module both sides import.
// Invariant: data only, no behaviour but the marker scan, the names of templates and what comes of plans, no imports but LSP types.

export * from "./controlPlane";
export * from "./deploy";
export * from "./remote";
export * from "./sequence";
export * from "./templateName";
export * from "./verdict";
export * from "./ways";

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
  /** `[DeployAllParams]` → `DeployAllAnswer`, or a `DeployFailure` where nothing may be sent at all. */
  deployAll: "apigatewayResponse.server.deployAll",
  /** `[]` → `Remotely<DoubtsAnswer>`. Signs nothing. */
  openDoubts: "apigatewayResponse.server.openDoubts",
  /** `[SettleDoubtsParams]` → `Remotely<SettledAnswer>`. Reads what is deployed; writes nothing to the service. */
  settleDoubts: "apigatewayResponse.server.settleDoubts",
  /** `[]` → `RuleSummary[]`. */
  listRules: "apigatewayResponse.server.listRules",
  /** `[ExplainRuleParams]` → `RulePage`, or `null` where there is no such rule. */
  explainRule: "apigatewayResponse.server.explainRule",
  /** `[AwsCommandParams]` → `AwsCommandAnswer`. */
  awsCommand: "apigatewayResponse.server.awsCommand",
  /** `[WhichResponseParams]` → `WhichResponseAnswer`. */
  whichResponse: "apigatewayResponse.server.whichResponse",
  /** `[]` → `ResponseTemplate[]`. */
  listResponseTemplates: "apigatewayResponse.server.listResponseTemplates",
  /** `[]` → `SampleTemplate[]`. */
  listSampleTemplates: "apigatewayResponse.server.listSampleTemplates",
  /** `[ListTemplatesParams]` → `TemplateList`. */
  listTemplates: "apigatewayResponse.server.listTemplates",
  /** `[ReadTemplateParams]` → `TemplateAnswer`. */
  readTemplate: "apigatewayResponse.server.readTemplate",
  /** `[EditTemplateParams]` → `TemplateEditsAnswer`. The edits are for the client to apply. */
  editTemplate: "apigatewayResponse.server.editTemplate",
  /** `[]` → `Remotely<AwsChoicesAnswer>`. Signs nothing. */
  awsChoices: "apigatewayResponse.server.awsChoices",
  /** `[ListApisParams]` → `Remotely<ApisAnswer>`, a page. */
  listApis: "apigatewayResponse.server.listApis",
  /** `[ListResourcesParams]` → `Remotely<ResourcesAnswer>`, a page, with methods and their responses. */
  listResources: "apigatewayResponse.server.listResources",
  /** `[PullParams]` → `Remotely<PullAnswer>`. Files are the client's to write. */
  pullResponses: "apigatewayResponse.server.pullResponses",
  /** `[ReadLocalParams]` → `LocalAnswer`. Signs nothing. */
  readLocal: "apigatewayResponse.server.readLocal",
  /** `[CompareParams]` → `Remotely<ComparisonAnswer>`. Works for what would be refused, too. */
  compareDeployed: "apigatewayResponse.server.compareDeployed",
  /** `[RemotePlace]` → `Remotely<SignerAnswer>`: who would sign a write there. Writes nothing. */
  signer: "apigatewayResponse.server.signer",
  /** `[ListStagesParams]` → `Remotely<StagesAnswer>`. */
  listStages: "apigatewayResponse.server.listStages",
  /** `[CreateDeploymentParams]` → `Remotely<DeploymentAnswer>`. */
  createDeployment: "apigatewayResponse.server.createDeployment",
  /** `[TestInvokeParams]` → `Remotely<InvocationAnswer>`. Really runs the backend. */
  testInvoke: "apigatewayResponse.server.testInvoke",
  /** `[StartLocalParams]` → `StartLocalAnswer`: API Gateway Local, as long as the server runs. */
  startLocal: "apigatewayResponse.server.startLocal",
  /** `[]` → `Remotely<HistoryAnswer>`. Signs nothing. */
  deployHistory: "apigatewayResponse.server.deployHistory",
  /** `[RestoreParams]` → `PlanOutcome`. Writes nothing. */
  planRestore: "apigatewayResponse.server.planRestore",
  /** `[RestoreParams]` → `DeployOutcome`. */
  restore: "apigatewayResponse.server.restore",
} as const;

/** Commands only a client can carry out; code lenses and code actions name them. */
export const CLIENT_COMMANDS = {
  /** `[uri?: string]`; without it, the active editor's document. Of several responses, the one at the cursor. */
  deploy: "apigatewayResponse.deploy",
  /** `[rule: string]`. */
  ignoreRule: "apigatewayResponse.ignoreRule",
  /** `[rule?: string]`; without it, the user chooses one. */
  explainRule: "apigatewayResponse.explainRule",
  openWalkthrough: "apigatewayResponse.openWalkthrough",
  /** `[uri?: string, line?: number, character?: number]`; without them, the cursor's place. */
  whichResponse: "apigatewayResponse.whichResponse",
  /** Opens the preview of the active response to the side. */
  preview: "apigatewayResponse.preview",
  chooseSample: "apigatewayResponse.chooseSample",
  newSample: "apigatewayResponse.newSample",
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
  /** Names of profiles and ids of accounts to which nothing is written before the user typed that very name. */
  readonly protected?: readonly string[];
  /** The proxy of the user's own settings; where it is silent, the server's environment says. */
  readonly proxyVariables?: ProxyVariables;
  /** Which of `CLIENT_COMMANDS` the client carries out; code lenses and actions name no other. */
  readonly clientCommands?: readonly string[];
  /** Whether it answers `LIST_FILES_REQUEST` and `READ_FILE_REQUEST`; read at the start only. */
  readonly answersFiles?: boolean;
  /** Whether it answers `MFA_CODE_REQUEST`. */
  readonly answersMfa?: boolean;
  /** Whether it wants to hear `AWS_FILES_NOTIFICATION`. */
  readonly hearsAwsFiles?: boolean;
  /** Whether it asks for `settleDoubts` itself, so that the server need not. */
  readonly settlesDoubts?: boolean;
}

/** In both spellings, since who reads the environment may look at either first. */
export const PROXY_VARIABLES = [
  "HTTPS_PROXY",
  "https_proxy",
  "ALL_PROXY",
  "all_proxy",
  "NO_PROXY",
  "no_proxy",
] as const;

export type ProxyVariables = { readonly [Name in (typeof PROXY_VARIABLES)[number]]?: string };

/** Server to client, without params: the shared AWS files changed, so what was read with them may be old. */
export const AWS_FILES_NOTIFICATION = "apigatewayResponse/awsFiles";

export const HOST_STATE_NOTIFICATION = "apigatewayResponse/hostState";

/** Server to client: `ListFilesParams` → `string[]`, the URIs of files; none where there is no such folder. */
export const LIST_FILES_REQUEST = "apigatewayResponse/listFiles";

export type ListFilesParams =
  /** The JSON files in the folder that the file `uri` lies in. */
  | { readonly kind: "beside"; readonly uri: string }
  /** The files at any depth of the folder `uri` that are ours by their name, one more than `limit` at most. */
  | { readonly kind: "below"; readonly uri: string; readonly limit: number };

/** Server to client: `ReadFileParams` → `string | null`. An open document beats the file. */
export const READ_FILE_REQUEST = "apigatewayResponse/readFile";

export interface ReadFileParams {
  readonly uri: string;
}

/** A response with the longest template is far from it. */
export const MAX_FILE_BYTES = 1024 * 1024;
/** A method has some dozen responses; a folder with more files is none of a method. */
export const MAX_FILES_BESIDE = 60;
/** In a whole workspace folder, for documents that name their method by keys. With more, none but those beside count. */
export const MAX_FILES_BELOW = 200;

/** `TargetParams` → `TargetStatus`, for the language status item. */
export const TARGET_REQUEST = "apigatewayResponse/target";

export interface TargetParams {
  readonly uri: string;
}

/** `PreviewParams` → `PreviewAnswer`: what a client of the API would receive. */
export const PREVIEW_REQUEST = "apigatewayResponse/preview";

export interface PreviewParams {
  readonly uri: string;
  /** Which of several responses: zero-based, in the encoding that was negotiated. */
  readonly line?: number;
  readonly character?: number;
  /** The template that is edited apart: it tells which response is meant, wherever the cursor is. */
  readonly template?: TemplateAddress;
  /** The name of the sample that was chosen; without it, one that the response answers. */
  readonly sample?: string;
}

export type PreviewAnswer = Preview | { readonly kind: "none"; readonly message: string };

export interface Preview {
  readonly kind: "preview";
  /** The version of the buffer that it was made of. */
  readonly version: number;
  /** Status line, headers, body, and below them, after `#`, how it came about. */
  readonly text: string;
  /** What the response is called, such as its status. */
  readonly title: string;
  readonly sample: SampleChoice;
  readonly samples: readonly SampleChoice[];
  /** Where samples of this response are looked for, the nearest first. */
  readonly files: readonly string[];
}

export interface SampleChoice {
  readonly name: string;
  /** The URI of its file; one of the built-in samples has none. */
  readonly file?: string;
}

/** Files of samples, by their path. */
export const SAMPLE_FILES = /\.samples\.json$/i;

/** A sample to begin with. */
export interface SampleTemplate {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** JSON of one sample. */
  readonly text: string;
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

/** What stands behind a method, as far as it decides what a pattern is tried against. */
export const SAMPLE_BACKENDS = ["lambda", "http", "aws", "mock"] as const;

export type SampleBackend = (typeof SAMPLE_BACKENDS)[number];

export interface WhichResponseParams {
  readonly uri: string;
  /** Which of several methods: zero-based, in the encoding that was negotiated. */
  readonly line?: number;
  readonly character?: number;
  /** Absent: what the document says or, where it does not, what the sample looks like. */
  readonly backend?: SampleBackend;
  /** A status or an error message, in which `\n` stands for a line end. */
  readonly sample: string;
}

export type WhichResponseAnswer =
  | {
      readonly kind: "responses";
      readonly backend: SampleBackend;
      readonly backendFrom: "document" | "question" | "sample";
      /** Who answers, or what is still missing of the sample. */
      readonly sentence: string;
      readonly responses: readonly TriedResponse[];
    }
  | { readonly kind: "none"; readonly message: string };

export interface TriedResponse {
  readonly uri: string;
  /** Zero-based, in the encoding that was negotiated. */
  readonly line: number;
  readonly character: number;
  readonly status?: string;
  /** Empty for the default response. */
  readonly pattern?: string;
  readonly why: string;
  readonly answer: "yes" | "maybe" | "no";
}

export interface AwsCommandParams extends PlaceParams {
  readonly uri: string;
  /** Without it, bash. */
  readonly shell?: CommandShell;
}

/** The shells that a command line can be written for. */
export const COMMAND_SHELLS = ["bash", "powershell"] as const;

export type CommandShell = (typeof COMMAND_SHELLS)[number];

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
  /** A sample that this response answers, for the file of samples beside it. */
  readonly sample: { readonly name: string; readonly type: string };
}

/** Which of several responses in a document: zero-based, in the encoding that was negotiated. */
export interface PlaceParams {
  readonly line?: number;
  readonly character?: number;
}

/** Which template of a document is meant, whatever is edited around it. To a client it is a name and nothing more. */
export interface TemplateAddress {
  readonly path: readonly (string | number)[];
  readonly mediaType: string;
  readonly occurrence: number;
}

/** With the cursor's place, the template under it is told. */
export type ListTemplatesParams = PlaceParams & { readonly uri: string };

export interface TemplateList {
  readonly templates: readonly TemplateAddress[];
  /** The one under the cursor. */
  readonly here?: TemplateAddress;
}

export interface ReadTemplateParams {
  readonly uri: string;
  readonly address: TemplateAddress;
  /** Where its string was, with all that was edited since: the one there is meant, at whatever address. */
  readonly within?: SourceRange;
  /** What the template was. Its string was replaced by what is `within`, or is looked for by this text alone. */
  readonly like?: string;
}

/** `address`: the one it has now. `text` has line feeds only, whichever line ends the template has. */
export type TemplateAnswer =
  | {
      readonly kind: "template";
      readonly version: number;
      readonly address: TemplateAddress;
      readonly text: string;
      /** Of the string, quotation marks and all. */
      readonly range: SourceRange;
    }
  | NoTemplate;

/** `message`: what is the matter and what to do, in sentences for the user. */
export interface NoTemplate {
  readonly kind: "none";
  readonly reason:
    | "notOpen"
    | "gone"
    | "brokenJson"
    | "notString"
    | "notClosed"
    | "invalidEscape"
    | "unfitText";
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
  readonly range: SourceRange;
  readonly newText: string;
}

export interface SourceRange {
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}

export interface SourcePosition {
  readonly line: number;
  readonly character: number;
}
