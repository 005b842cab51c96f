// What a host and the protocol ask of the deploy layer.
// Invariant: an expected failure is an outcome; nothing is written that was not confirmed by the digest of a plan.

import type {
  DeployChoices,
  DeployOutcome,
  DeployTarget,
  PlanOutcome,
  SettledDoubt,
  WantedResponse,
} from "../contract";
import type { AskMfaCode } from "./gateway";
import type { HistoryEntry, HistoryQuery } from "./history";

export interface Deploy {
  /** Profiles and regions to choose from; none but its own where the endpoint is API Gateway Local. Signs nothing. */
  choices(endpointUrl?: string): Promise<AwsChoices>;
  /** Reads what is deployed and says what would change. Writes nothing. */
  plan(request: DeployRequest, report: Report, signal: AbortSignal): Promise<PlanOutcome>;
  /** Carries out what was confirmed: the digest of the plan that the user saw, or that of its declaration. */
  deploy(
    request: DeployRequest,
    confirmed: string | undefined,
    report: Report,
    signal: AbortSignal,
  ): Promise<DeployOutcome>;
  /**
   * One after the other; each outcome is told as it comes. One that fails keeps none from its turn but what comes after
   * it, and nobody else's write comes between two to the same API.
   */
  deployAll(
    requests: readonly ConfirmedRequest[],
    tell: (outcome: FileOutcome) => void,
    report: Report,
    signal: AbortSignal,
  ): Promise<readonly FileOutcome[]>;
  /** What was deployed from here, the newest first. Signs nothing. */
  history(query?: HistoryQuery): Promise<readonly HistoryEntry[]>;
  /** What putting back the version that an entry replaced would change. */
  planRestore(request: RestoreRequest, report: Report, signal: AbortSignal): Promise<PlanOutcome>;
  /** Puts it back, or takes the response away where there was none. It can be undone like any deploy. */
  restore(
    request: RestoreRequest,
    confirmed: string | undefined,
    report: Report,
    signal: AbortSignal,
  ): Promise<DeployOutcome>;
  /**
   * Deploys of which it is not known whether they were stored, and that nobody is busy with. Signs nothing. What went to
   * an endpoint on this machine that is not in use any more is left out; `endpointUrl` is as of a deploy.
   */
  openDoubts(endpointUrl: string | undefined): Promise<readonly HistoryEntry[]>;
  /** Reads what is deployed and notes what became of each. Writes nothing to the service. */
  settleDoubts(request: SettleRequest, report: Report, signal: AbortSignal): Promise<readonly SettledDoubt[]>;
}

export type AwsChoices = Pick<
  DeployChoices,
  "profiles" | "defaultProfile" | "defaultRegion" | "local" | "regions" | "withoutProfile"
>;

export interface DeployRequest {
  readonly uri: string;
  readonly version: number;
  readonly target: Partial<DeployTarget>;
  readonly wanted: WantedResponse;
  readonly profile?: string;
  /** Without one: `AWS_REGION`, the profile's, `AWS_DEFAULT_REGION`. */
  readonly region?: string;
  /** The setting `apigatewayResponse.endpointUrl`. */
  readonly endpointUrl?: string;
  /** The setting `apigatewayResponse.protected`. */
  readonly protected?: readonly string[];
  /** What the user typed where the plan asked for it. */
  readonly typed?: string;
  readonly askMfaCode?: AskMfaCode;
}

export interface ConfirmedRequest {
  readonly request: DeployRequest;
  readonly confirmed: string;
  /** The statuses of the same method that have to be stored before it: else it is not sent. */
  readonly after?: readonly string[];
  /** In place of the report and the signal of all: what calls this one off may leave the others. */
  readonly watch?: { readonly report: Report; readonly signal: AbortSignal };
}

export interface FileOutcome {
  readonly uri: string;
  readonly outcome: DeployOutcome;
}

/** The target and the region are the entry's. */
export interface RestoreRequest {
  readonly entry: HistoryEntry;
  /** In place of the entry's own. */
  readonly profile?: string;
  /** The setting `apigatewayResponse.endpointUrl`: what was replaced elsewhere is not restored here. */
  readonly endpointUrl?: string;
  /** As of a deploy. */
  readonly protected?: readonly string[];
  readonly typed?: string;
  readonly askMfaCode?: AskMfaCode;
}

export interface SettleRequest<Doubt = HistoryEntry> {
  readonly doubts: readonly Doubt[];
  /** The setting `apigatewayResponse.endpointUrl`: a doubt about another endpoint stays. */
  readonly endpointUrl?: string;
  readonly askMfaCode?: AskMfaCode;
}

export interface DeployStep {
  readonly kind: "reading" | "keeping" | "declaring" | "sending" | "waiting" | "settling";
  /** A line for the progress view, without a full stop. */
  readonly message: string;
}

export type Report = (step: DeployStep) => void;
