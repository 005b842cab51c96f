// The server's three commands: choices, plan, deploy. What is sent is the open buffer at the version it was asked for.
// Invariant: nothing is signed in an untrusted workspace, and nothing is written that the user did not confirm.
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  MessageType,
  type ProgressToken,
  ResponseError,
  ShowMessageNotification,
} from "vscode-languageserver";
import {
  type ChoicesOutcome,
  type DeployFailure,
  type DeployOutcome,
  type DeployParams,
  type DeployPlan,
  type DeployTarget,
  type HostState,
  type PlanOutcome,
  SERVER_COMMANDS,
  TARGET_KEYS,
  type WantedResponse,
} from "../contract";
import { type Deploy, type DeployRequest, type DeployStep, refusal, targetWords } from "../deploy";
import { wantedOf } from "../service";
import type { Answers, Log } from "./answer";
import type { Documents } from "./documents";
import { type ExaminedDocument, examineDocument } from "./examineDocument";
import { type DocumentPlace, fromLspDeploy, fromLspPlace, fromLspPlan, type PlanParams } from "./fromLsp";
import type { Progress, WithProgress } from "./progress";
import type { SettingsByDocument } from "./settings";
import { type Obstacles, obstaclesOf } from "./target";

export interface DeployCommandsOptions {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly answers: Answers;
  readonly log: Log;
  readonly withProgress: WithProgress;
  readonly settings: SettingsByDocument;
  readonly host: () => HostState;
  /** Absent where the host cannot sign requests. */
  readonly deploy: Deploy | undefined;
}

export interface CommandCall {
  readonly command: string;
  readonly argument: unknown;
  /** The request's own token for progress; the argument may bring one as well. */
  readonly workDoneToken: ProgressToken | undefined;
  readonly cancellation: CancellationToken;
}

export class DeployCommands {
  readonly #options: DeployCommandsOptions;

  constructor(options: DeployCommandsOptions) {
    this.#options = options;
  }

  /** Always the outcome, also of a command that was cancelled: what happened by then must not be lost. */
  async run(call: CommandCall): Promise<ChoicesOutcome | PlanOutcome | DeployOutcome> {
    switch (call.command) {
      case SERVER_COMMANDS.deployChoices:
        return this.#guarded(call, required(fromLspPlace(call.argument)), (place) => this.#choices(place));
      case SERVER_COMMANDS.planDeploy:
        return this.#guarded(call, required(fromLspPlan(call.argument)), (params) =>
          this.#withProgress(call, params.workDoneToken, "Comparing with what is deployed", (progress) =>
            this.#plan(params, progress),
          ),
        );
      case SERVER_COMMANDS.deploy:
        return this.#guarded(call, required(fromLspDeploy(call.argument)), (params) =>
          this.#withProgress(call, params.workDoneToken, "Deploying the integration response", (progress) =>
            this.#deploy(params, progress),
          ),
        );
      default:
        throw new ResponseError(ErrorCodes.InvalidParams, "There is no such command.");
    }
  }

  /** A bug of ours in a deploy is an outcome too, for the client has shown that one is under way. */
  async #guarded<P, T>(
    { command }: CommandCall,
    params: P,
    work: (params: P) => Promise<T>,
  ): Promise<T | DeployFailure> {
    try {
      return await work(params);
    } catch (error) {
      this.#options.answers.report({ request: command }, error);
      return refusal({ reason: "unexpected" });
    }
  }

  #withProgress<T>(
    { workDoneToken, cancellation }: CommandCall,
    token: ProgressToken | undefined,
    title: string,
    work: (progress: Progress) => Promise<T>,
  ): Promise<T> {
    return this.#options.withProgress({ title, token: token ?? workDoneToken, cancellation }, work);
  }

  async #choices({ uri, position }: DocumentPlace): Promise<ChoicesOutcome> {
    const examined = await this.#examine({ uri, ...position });
    if (examined.kind === "failed") {
      return examined;
    }
    const { document, status, obstacles, deploy } = examined;
    const choices = await deploy.choices();
    return { uri, version: document.version, target: status, ...choices, ...obstacles };
  }

  async #plan(params: PlanParams, progress: Progress): Promise<PlanOutcome> {
    const examined = await this.#examine(params);
    if (examined.kind === "failed") {
      return examined;
    }
    const request = this.#requestOf(params, examined);
    return request.kind === "failed"
      ? request
      : examined.deploy.plan(request.request, ({ message }) => progress.report(message), progress.signal);
  }

  async #deploy(params: DeployParams, progress: Progress): Promise<DeployOutcome> {
    const outcome = await (params.confirmed === undefined
      ? this.#askAndDeploy(params, progress)
      : this.#deployConfirmed(params, params.confirmed, progress));
    this.#options.log.info(summaryOf(params.uri, outcome));
    return outcome;
  }

  async #deployConfirmed(
    params: DeployParams,
    confirmed: string,
    progress: Progress,
  ): Promise<DeployOutcome> {
    const examined = await this.#examine(params);
    if (examined.kind === "failed") {
      return examined;
    }
    const { doubtfulBecause } = examined.obstacles;
    if (doubtfulBecause.length > 0 && params.deployAnyway !== true) {
      return refusal({ reason: "doubtful", findings: doubtfulBecause });
    }
    const request = this.#requestOf(params, examined);
    return request.kind === "failed" ? request : this.#send(request.request, confirmed, examined, progress);
  }

  /** For editors without a client of ours: the same questions, as messages. */
  async #askAndDeploy(params: DeployParams, progress: Progress): Promise<DeployOutcome> {
    const outcome = await this.#askThenDeploy(params, progress);
    const wasDeclined =
      outcome.kind === "failed" && (outcome.reason === "notConfirmed" || outcome.reason === "cancelled");
    if (!wasDeclined) {
      const type = outcome.kind === "deployed" ? MessageType.Info : MessageType.Error;
      const { message } = outcome;
      // A notification: the library's own calls ask, and wait for an answer that nobody needs.
      await this.#options.connection.sendNotification(ShowMessageNotification.type, { type, message });
    }
    return outcome;
  }

  async #askThenDeploy(params: DeployParams, progress: Progress): Promise<DeployOutcome> {
    const examined = await this.#examine(params);
    if (examined.kind === "failed") {
      return examined;
    }
    const { doubtfulBecause } = examined.obstacles;
    if (doubtfulBecause.length > 0 && params.deployAnyway !== true) {
      const doubts = refusal({ reason: "doubtful", findings: doubtfulBecause });
      const answer = await this.#ask(doubts.message, "Deploy Anyway", progress);
      if (answer !== "agreed") {
        return answer;
      }
    }
    const request = this.#requestOf(params, examined);
    if (request.kind === "failed") {
      return request;
    }
    const report = ({ message }: DeployStep): void => progress.report(message);
    const plan = await examined.deploy.plan(request.request, report, progress.signal);
    if (plan.kind === "failed") {
      return plan;
    }
    const answer = await this.#ask(questionOf(plan), "Deploy", progress);
    return answer === "agreed" ? this.#send(request.request, plan.digest, examined, progress) : answer;
  }

  async #ask(
    question: string,
    title: string,
    { signal, report }: Progress,
  ): Promise<"agreed" | DeployFailure> {
    report("Waiting for your answer");
    const asked = this.#options.connection.window
      .showWarningMessage(question, { title }, { title: "Cancel" })
      .then((answer) => (answer?.title === title ? "agreed" : refusal(DECLINED)));
    return Promise.race([asked.catch(() => refusal(DECLINED)), cancelled(signal)]);
  }

  /** Sends what was confirmed, unless the buffer moves on before it is on its way. */
  async #send(
    request: DeployRequest,
    confirmed: string,
    { document, deploy }: Examined,
    { signal, report }: Progress,
  ): Promise<DeployOutcome> {
    const { documents } = this.#options;
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) {
      stop();
    }
    let changed = !documents.isCurrent(document);
    if (changed) {
      return refusal({ reason: "documentChanged" });
    }
    const outcome = await deploy.deploy(
      request,
      confirmed,
      ({ kind, message }) => {
        report(message);
        if ((kind === "keeping" || kind === "sending") && !signal.aborted && !documents.isCurrent(document)) {
          changed = true;
          stop();
        }
      },
      controller.signal,
    );
    return changed && outcome.kind === "failed" && outcome.reason === "cancelled"
      ? refusal({ reason: "documentChanged" })
      : outcome;
  }

  /** What every command looks at first, in the order in which it refuses. */
  async #examine(
    place: Pick<DeployParams, "uri" | "version" | "line" | "character">,
  ): Promise<Examined | DeployFailure> {
    const { host, deploy, documents, settings } = this.#options;
    if (!host().trusted) {
      return refusal({ reason: "untrusted" });
    }
    if (deploy === undefined) {
      return refusal({ reason: "unsupportedHost" });
    }
    const examined = await examineDocument(documents, place);
    if (examined.kind === "failed") {
      return examined;
    }
    const { document, analysis, block } = examined;
    const obstacles = obstaclesOf(document, { analysis, block }, settings.of(place.uri).rules);
    return { ...examined, obstacles, deploy };
  }

  /** What would be sent, and where. What the document leaves open, and only that, is the caller's to fill in. */
  #requestOf(
    { uri, target, profile, region }: Pick<DeployParams, "uri" | "target" | "profile" | "region">,
    { document, analysis, block, status, obstacles }: Examined,
  ): { readonly kind: "request"; readonly request: DeployRequest } | DeployFailure {
    const wanted = wantedOf(analysis, block);
    if (
      wanted.kind === "none" &&
      (wanted.reason === "notRecognised" || wanted.reason === "severalResponses")
    ) {
      return refusal({ reason: wanted.reason });
    }
    if (wanted.kind === "none" || obstacles.blockedBy.length > 0) {
      return refusal({ reason: "blocked", findings: obstacles.blockedBy });
    }
    if (status.conflicts.length > 0) {
      return refusal({ reason: "targetConflict", conflicts: status.conflicts });
    }
    const contradicted = TARGET_KEYS.flatMap((key) => {
      const [inDocument, asked] = [status.known[key], target?.[key]];
      return inDocument === undefined || asked === undefined || inDocument === asked
        ? []
        : [{ key, inDocument, asked }];
    });
    if (contradicted.length > 0) {
      return refusal({ reason: "targetConflict", contradicted });
    }
    const { endpointUrl } = this.#options.host();
    return {
      kind: "request",
      request: {
        uri,
        version: document.version,
        target: { ...status.known, ...target } satisfies Partial<DeployTarget>,
        wanted: wanted.wanted satisfies WantedResponse,
        ...(profile === undefined ? {} : { profile }),
        ...(region === undefined ? {} : { region }),
        ...(endpointUrl === undefined ? {} : { endpointUrl }),
      },
    };
  }
}

interface Examined extends ExaminedDocument {
  readonly obstacles: Obstacles;
  readonly deploy: Deploy;
}

const DECLINED = { reason: "notConfirmed", because: "declined" } as const;

/** More differences than a message box can show. */
const MAX_DIFFERENCES = 8;

function questionOf({ target, endpoint, region, profile, liveState, differences }: DeployPlan): string {
  const where = endpoint === "AWS" ? `AWS in ${region}` : `${endpoint} (region ${region})`;
  const who = profile === undefined ? "" : ` with the profile ${profile}`;
  const named = differences.slice(0, MAX_DIFFERENCES).map(({ kind, path }) => `${kind} ${path}`);
  const more = differences.length - named.length;
  const listed = more > 0 ? [...named, `and ${more} more`] : named;
  const changes =
    liveState === "denied"
      ? "What is deployed now could not be read, so what it replaces cannot be shown or kept."
      : liveState === "absent"
        ? "Nothing is deployed there yet."
        : differences.length === 0
          ? "It equals what is deployed."
          : `Against what is deployed: ${listed.join(", ")}.`;
  return `Deploy ${targetWords(target)} to ${where}${who}? ${changes}`;
}

/** For the log: how it ended, and nothing of what was sent. */
function summaryOf(uri: string, outcome: DeployOutcome): string {
  if (outcome.kind === "deployed") {
    return `Deployed ${uri}: HTTP ${outcome.httpStatus}${outcome.settled ? ", settled by reading" : ""}.`;
  }
  const facts = [
    outcome.httpStatus === undefined ? [] : [`HTTP ${outcome.httpStatus}`],
    outcome.serviceCode === undefined ? [] : [outcome.serviceCode],
    outcome.requestId === undefined ? [] : [`request ${outcome.requestId}`],
  ].flat();
  return `Did not deploy ${uri}: ${[outcome.reason, ...facts].join(", ")}.`;
}

function cancelled(signal: AbortSignal): Promise<DeployFailure> {
  return new Promise((resolve) => {
    const stop = (): void => resolve(refusal({ reason: "cancelled" }));
    if (signal.aborted) {
      stop();
    }
    signal.addEventListener("abort", stop, { once: true });
  });
}

function required<T>(params: T | undefined): T {
  if (params === undefined) {
    throw new ResponseError(ErrorCodes.InvalidParams, "The command's argument is not what it takes.");
  }
  return params;
}
