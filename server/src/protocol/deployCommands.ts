// The server's commands to deploy: choices, plan, one response or several.
// What is sent is the open buffer at the version it was asked for.
// Invariant: nothing is signed in an untrusted workspace, and nothing is written that the user did not confirm.
import {
  type Connection,
  ErrorCodes,
  MessageType,
  type ProgressToken,
  ResponseError,
  ShowMessageNotification,
} from "vscode-languageserver";
import {
  type ChoicesOutcome,
  type DeployAllAnswer,
  type DeployAllParams,
  type DeployedFileParams,
  type DeployFailure,
  type DeployOutcome,
  type DeployParams,
  type DeployTarget,
  type HostState,
  type PlanOutcome,
  SERVER_COMMANDS,
  TARGET_KEYS,
  verdictOf,
  type WantedResponse,
} from "../contract";
import {
  type Deploy,
  type DeployRequest,
  type DeployStep,
  type FileOutcome,
  type Report,
  refusal,
} from "../deploy";
import { wantedOf } from "../service";
import type { Answers, Log } from "./answer";
import { type CommandCall, required } from "./commandCall";
import { failureWords, questionOf, summaryOf, TITLES, waysOf } from "./deployWords";
import type { Documents, OpenDocument } from "./documents";
import { type ExaminedDocument, examineDocument } from "./examineDocument";
import {
  type DocumentPlace,
  fromLspDeploy,
  fromLspDeployAll,
  fromLspPlace,
  fromLspPlan,
  type PlanParams,
} from "./fromLsp";
import { createMfaQuestion } from "./mfaQuestion";
import type { Progress, WithProgress } from "./progress";
import type { Refusals } from "./refusals";
import type { SettingsByDocument } from "./settings";
import { heeded, type Obstacles, obstaclesOf, toldOf } from "./target";

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
  readonly refusals: Refusals;
  /** There is something else to tell of the document: what the service said against it. */
  readonly onRefused: (document: OpenDocument) => Promise<void>;
}

type DeployCommandAnswer = ChoicesOutcome | PlanOutcome | DeployOutcome | DeployAllAnswer;

export class DeployCommands {
  readonly #options: DeployCommandsOptions;

  constructor(options: DeployCommandsOptions) {
    this.#options = options;
  }

  /** Always the outcome, also of a command that was cancelled: what happened by then must not be lost. */
  async run(call: CommandCall): Promise<DeployCommandAnswer> {
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
      case SERVER_COMMANDS.deployAll:
        return this.#guarded(call, required(fromLspDeployAll(call.argument)), (params) =>
          this.#withProgress(call, params.workDoneToken, "Deploying integration responses", (progress) =>
            this.#deployAll(params, progress),
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
    const choices = await deploy.choices(this.#options.host().endpointUrl);
    return { uri, version: document.version, target: status, ...choices, ...obstacles };
  }

  async #plan(params: PlanParams, progress: Progress): Promise<PlanOutcome> {
    const examined = await this.#examine(params);
    if (examined.kind === "failed") {
      return examined;
    }
    const request = this.#requestOf(params, examined);
    if (request.kind === "failed") {
      return request;
    }
    const report = ({ message }: DeployStep): void => progress.report(message);
    const outcome = await this.#planned(request.request, examined, report, progress.signal);
    return this.#placed(request.request, examined, outcome);
  }

  async #planned(
    request: DeployRequest,
    { deploy, document }: Examined,
    report: (step: DeployStep) => void,
    signal: AbortSignal,
  ): Promise<PlanOutcome> {
    const plan = await deploy.plan(request, report, signal);
    if (plan.kind === "failed") {
      if (plan.reason !== "cancelled") {
        this.#options.log.warn(failureWords(`Comparing ${document.uri}`, plan));
      }
      return plan;
    }
    const { verdict: _, ...rest } = plan;
    const preflight = heeded(plan.preflight, this.#options.settings.of(document.uri).rules);
    const verdict = verdictOf(preflight, plan.declaration);
    return { ...rest, preflight, ...(verdict === undefined ? {} : { verdict }) };
  }

  /** The outcome, with the places that the service's text speaks of, which are underlined from now on. */
  async #placed<Outcome extends PlanOutcome | DeployOutcome>(
    { target, region }: DeployRequest,
    { document, analysis, block }: Examined,
    outcome: Outcome,
  ): Promise<Outcome> {
    const { refusals, onRefused } = this.#options;
    if (refusals.note({ document, analysis, block, target, region }, outcome)) {
      await onRefused(document);
    }
    const { findings } = refusals.of(document);
    return outcome.kind !== "failed" || findings.length === 0
      ? outcome
      : { ...outcome, findings: findings.map((finding) => toldOf(finding, document)) };
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
    const ready = await this.#ready(params);
    return ready.kind === "failed" ? ready : this.#send(ready.request, confirmed, ready.examined, progress);
  }

  /** What was confirmed by a client of ours, as it would be sent now. */
  async #ready(params: DeployParams): Promise<Ready | DeployFailure> {
    const examined = await this.#examine(params);
    if (examined.kind === "failed") {
      return examined;
    }
    const { doubtfulBecause } = examined.obstacles;
    if (doubtfulBecause.length > 0 && params.deployAnyway !== true) {
      return refusal({ reason: "doubtful", findings: doubtfulBecause });
    }
    const request = this.#requestOf(params, examined);
    return request.kind === "failed" ? request : { kind: "ready", request: request.request, examined };
  }

  /** Each as if it were deployed alone: one that moved on or is refused leaves the others but those after it. */
  async #deployAll(
    { files, workDoneToken: _, ...shared }: DeployAllParams,
    progress: Progress,
  ): Promise<DeployAllAnswer | DeployFailure> {
    const permitted = this.#permitted();
    if (permitted.kind === "failed") {
      return permitted;
    }
    const { deploy } = permitted;
    const known = new Map<number, DeployOutcome>();
    const sending: Sending[] = [];
    for (const [index, file] of files.entries()) {
      const ready = await this.#ready({ ...file, ...shared });
      if (ready.kind === "failed") {
        known.set(index, ready);
      } else {
        const count = `${index + 1} of ${files.length}`;
        const report = (message: string): void => progress.report(`${count}: ${message}`);
        const watch = this.#watchOf(ready.examined, { signal: progress.signal, report });
        sending.push({ index, file, ready, watch });
      }
    }
    const requests = sending.map(({ file: { after, confirmed }, ready: { request }, watch }) => ({
      request,
      confirmed,
      watch,
      ...(after === undefined ? {} : { after }),
    }));
    const report = ({ message }: DeployStep): void => progress.report(message);
    const tell = ({ uri, outcome }: FileOutcome): void => this.#options.log.info(summaryOf(uri, outcome));
    const told = await deploy.deployAll(requests, tell, report, progress.signal);
    for (const [at, { outcome }] of told.entries()) {
      const sent = sending[at];
      if (sent !== undefined) {
        const { index, ready, watch } = sent;
        known.set(index, await this.#placed(ready.request, ready.examined, watch.said(outcome)));
      }
    }
    return {
      kind: "deployedAll",
      outcomes: files.map(({ uri }, index) => ({
        uri,
        outcome: known.get(index) ?? refusal({ reason: "unexpected" }),
      })),
    };
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
      const answer = await this.#ask(doubts.message, [TITLES.anyway], progress);
      if (answer.kind === "failed") {
        return answer;
      }
    }
    const request = this.#requestOf(params, examined);
    if (request.kind === "failed") {
      return request;
    }
    const report = ({ message }: DeployStep): void => progress.report(message);
    const plan = await this.#planned(request.request, examined, report, progress.signal);
    if (plan.kind === "failed") {
      return this.#placed(request.request, examined, plan);
    }
    await this.#placed(request.request, examined, plan);
    if (plan.typedBefore !== undefined && plan.typedBefore !== params.typed) {
      // A message has buttons only: nothing can be typed into it.
      return refusal({ reason: "protected", word: plan.typedBefore });
    }
    const ways = waysOf(plan);
    const answer = await this.#ask(questionOf(plan), [...ways.keys()], progress);
    const confirmed = answer.kind === "failed" ? undefined : ways.get(answer.title);
    return answer.kind === "failed"
      ? answer
      : this.#send(request.request, confirmed ?? plan.digest, examined, progress);
  }

  /** The title of the button that was pressed. */
  async #ask(
    question: string,
    titles: readonly string[],
    { signal, report }: Progress,
  ): Promise<{ readonly kind: "chosen"; readonly title: string } | DeployFailure> {
    report("Waiting for your answer");
    const actions = [...titles, "Cancel"].map((title) => ({ title }));
    const asked = this.#options.connection.window
      .showWarningMessage(question, ...actions)
      .then((answer) =>
        answer !== undefined && titles.includes(answer?.title)
          ? ({ kind: "chosen", title: answer.title } as const)
          : refusal(DECLINED),
      );
    return Promise.race([asked.catch(() => refusal(DECLINED)), cancelled(signal)]);
  }

  async #send(
    request: DeployRequest,
    confirmed: string,
    examined: Examined,
    progress: Progress,
  ): Promise<DeployOutcome> {
    const { report, signal, said } = this.#watchOf(examined, progress);
    const outcome = await examined.deploy.deploy(request, confirmed, report, signal);
    return this.#placed(request, examined, said(outcome));
  }

  /** Calls a deploy off when the buffer moves on before anything of it is on its way. */
  #watchOf({ document }: Examined, { signal, report }: Progress): Watch {
    const { documents } = this.#options;
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) {
      stop();
    }
    let changed = false;
    const look = (): void => {
      if (!signal.aborted && !documents.isCurrent(document)) {
        changed = true;
        stop();
      }
    };
    look();
    return {
      signal: controller.signal,
      report: ({ kind, message }) => {
        report(message);
        if (kind === "keeping" || kind === "declaring" || kind === "sending") {
          look();
        }
      },
      said: (outcome) =>
        changed && outcome.kind === "failed" && outcome.reason === "cancelled"
          ? refusal({ reason: "documentChanged" })
          : outcome,
    };
  }

  /** What every command looks at first, in the order in which it refuses. */
  async #examine(
    place: Pick<DeployParams, "uri" | "version" | "line" | "character">,
  ): Promise<Examined | DeployFailure> {
    const { documents, settings } = this.#options;
    const permitted = this.#permitted();
    if (permitted.kind === "failed") {
      return permitted;
    }
    const examined = await examineDocument(documents, place);
    if (examined.kind === "failed") {
      return examined;
    }
    const { document, analysis, block } = examined;
    const obstacles = obstaclesOf(document, { analysis, block }, settings.of(place.uri).rules);
    return { ...examined, obstacles, deploy: permitted.deploy };
  }

  /** Whether anything may be signed here at all. */
  #permitted(): { readonly kind: "permitted"; readonly deploy: Deploy } | DeployFailure {
    const { deploy, host } = this.#options;
    if (!host().trusted) {
      return refusal({ reason: "untrusted" });
    }
    return deploy === undefined ? refusal({ reason: "unsupportedHost" }) : { kind: "permitted", deploy };
  }

  /** What would be sent, and where. What the document leaves open, and only that, is the caller's to fill in. */
  #requestOf(
    {
      uri,
      target,
      profile,
      region,
      typed,
    }: Pick<DeployParams, "uri" | "target" | "profile" | "region" | "typed">,
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
    const { answersMfa, endpointUrl, protected: names } = this.#options.host();
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
        ...(names === undefined ? {} : { protected: names }),
        ...(typed === undefined ? {} : { typed }),
        ...(answersMfa === true ? { askMfaCode: createMfaQuestion(this.#options.connection) } : {}),
      },
    };
  }
}

interface Examined extends ExaminedDocument {
  readonly obstacles: Obstacles;
  readonly deploy: Deploy;
}

interface Ready {
  readonly kind: "ready";
  readonly request: DeployRequest;
  readonly examined: Examined;
}

/** What is seen of a deploy while it is under way, and what calls it off. */
interface Watch {
  readonly report: Report;
  readonly signal: AbortSignal;
  /** The outcome, with the reason why it was called off. */
  said(outcome: DeployOutcome): DeployOutcome;
}

/** One of several, with its place among them. */
interface Sending {
  readonly index: number;
  readonly file: DeployedFileParams;
  readonly ready: Ready;
  readonly watch: Watch;
}

const DECLINED = { reason: "notConfirmed", because: "declined" } as const;

function cancelled(signal: AbortSignal): Promise<DeployFailure> {
  return new Promise((resolve) => {
    const stop = (): void => resolve(refusal({ reason: "cancelled" }));
    if (signal.aborted) {
      stop();
    }
    signal.addEventListener("abort", stop, { once: true });
  });
}
