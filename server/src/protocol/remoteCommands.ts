// The commands around a deploy: lists, pull, compare, stages, deployments, trials, and API Gateway Local.
// Invariant: nothing is signed in an untrusted workspace, nothing runs or becomes live that the user did not confirm.
import { type Connection, ResponseError } from "vscode-languageserver";
import {
  type ApisAnswer,
  type AwsChoicesAnswer,
  type ComparisonAnswer,
  type DeployFailure,
  type DeployFailureKind,
  type DeploymentAnswer,
  type DeployOutcome,
  type DeployTarget,
  type HistoryAnswer,
  type HostState,
  type InvocationAnswer,
  type LocalAnswer,
  type MethodDescription,
  type PlanOutcome,
  type PullAnswer,
  type RemoteMethod,
  type RemoteResponse,
  type ResourcesAnswer,
  SERVER_COMMANDS,
  type SignerAnswer,
  type StagesAnswer,
  type StartLocalAnswer,
  type WantedResponse,
} from "../contract";
import {
  type Deploy,
  type DeployStep,
  digestOfResponse,
  isAbsentResponse,
  isCompleteTarget,
  isUndecided,
  type LocalEndpoint,
  type MethodTarget,
  type Remote,
  type RemoteSubject,
  type RestoreRequest,
  refusal,
  responseText,
  stageWords,
} from "../deploy";
import { analyse, onlyBlock, wantedOf } from "../service";
import type { Answers, Log } from "./answer";
import { type CommandCall, required } from "./commandCall";
import { failureWords } from "./deployWords";
import type { Documents } from "./documents";
import { examineDocument } from "./examineDocument";
import { fromLspPlace, fromLspUri } from "./fromLsp";
import {
  fromLspApi,
  fromLspDeployment,
  fromLspInvocation,
  fromLspListPosition,
  fromLspMethod,
  fromLspPort,
  fromLspRemotePlace,
  fromLspRestore,
  fromLspText,
  fromLspTyped,
  fromLspWholeTarget,
  isConfirmed,
} from "./fromLspRemote";
import { createMfaQuestion } from "./mfaQuestion";
import type { WithProgress } from "./progress";
import { targetStatusOf } from "./target";

export interface RemoteCommandsOptions {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly answers: Answers;
  readonly log: Log;
  readonly withProgress: WithProgress;
  readonly host: () => HostState;
  /** All absent where the host cannot sign requests. */
  readonly deploy: Deploy | undefined;
  readonly remote: Remote | undefined;
  readonly local: LocalEndpoint | undefined;
}

type RemoteCommandAnswer =
  | AwsChoicesAnswer
  | ApisAnswer
  | ResourcesAnswer
  | PullAnswer
  | LocalAnswer
  | ComparisonAnswer
  | SignerAnswer
  | StagesAnswer
  | DeploymentAnswer
  | InvocationAnswer
  | StartLocalAnswer
  | HistoryAnswer
  | PlanOutcome
  | DeployOutcome
  | DeployFailure;

const TITLES: Readonly<Record<string, string>> = {
  [SERVER_COMMANDS.awsChoices]: "Reading the shared AWS configuration",
  [SERVER_COMMANDS.listApis]: "Listing APIs",
  [SERVER_COMMANDS.listResources]: "Listing methods",
  [SERVER_COMMANDS.pullResponses]: "Reading integration responses",
  [SERVER_COMMANDS.readLocal]: "Reading a file",
  [SERVER_COMMANDS.compareDeployed]: "Comparing with what is deployed",
  [SERVER_COMMANDS.signer]: "Asking who signs",
  [SERVER_COMMANDS.listStages]: "Listing stages",
  [SERVER_COMMANDS.createDeployment]: "Creating a deployment",
  [SERVER_COMMANDS.testInvoke]: "Running the method",
  [SERVER_COMMANDS.startLocal]: "Starting API Gateway Local",
  [SERVER_COMMANDS.deployHistory]: "Reading what was deployed",
  [SERVER_COMMANDS.planRestore]: "Comparing with what is deployed",
  [SERVER_COMMANDS.restore]: "Restoring an earlier version",
};

export function isRemoteCommand(command: string): boolean {
  return Object.hasOwn(TITLES, command);
}

export class RemoteCommands {
  readonly #options: RemoteCommandsOptions;

  constructor(options: RemoteCommandsOptions) {
    this.#options = options;
  }

  async run(call: CommandCall): Promise<RemoteCommandAnswer> {
    const { command, argument, workDoneToken: token, cancellation } = call;
    if (command === SERVER_COMMANDS.readLocal) {
      return readLocal(required(fromLspText(argument)));
    }
    const { host, deploy, remote, withProgress } = this.#options;
    if (!host().trusted) {
      return untrusted();
    }
    if (deploy === undefined || remote === undefined) {
      return refusal({ reason: "unsupportedHost" });
    }
    const title = TITLES[command] ?? "";
    try {
      const answer = await withProgress({ title, token, cancellation }, ({ signal, report }) =>
        this.#answer(command, argument, { deploy, remote, signal, report }),
      );
      // Where its message sends the user to the log, there is something to be found.
      if ("kind" in answer && answer.kind === "failed" && !CHOSEN.has(answer.reason)) {
        this.#options.log.warn(failureWords(command, answer));
      }
      return answer;
    } catch (error) {
      if (error instanceof ResponseError) {
        throw error;
      }
      this.#options.answers.report({ request: command }, error);
      return {
        ...refusal({ reason: "unexpected" }),
        message: "It failed for a reason that is not known. The log says more.",
      };
    }
  }

  #answer(command: string, argument: unknown, means: Means): Promise<RemoteCommandAnswer> {
    switch (command) {
      case SERVER_COMMANDS.awsChoices:
        return means.deploy
          .choices(this.#options.host().endpointUrl)
          .then((choices) => ({ kind: "choices", ...choices }));
      case SERVER_COMMANDS.listApis:
        return this.#listApis(argument, means);
      case SERVER_COMMANDS.listResources:
        return this.#listResources(argument, means);
      case SERVER_COMMANDS.pullResponses:
        return this.#pull(argument, means);
      case SERVER_COMMANDS.compareDeployed:
        return this.#compare(argument, means);
      case SERVER_COMMANDS.signer:
        return means.remote.signer(this.#chosen(argument), means.signal);
      case SERVER_COMMANDS.listStages:
        return this.#listStages(argument, means);
      case SERVER_COMMANDS.createDeployment:
        return this.#createDeployment(argument, means);
      case SERVER_COMMANDS.testInvoke:
        return this.#testInvoke(argument, means);
      case SERVER_COMMANDS.deployHistory:
        return historyOf(means.deploy, fromLspWholeTarget(argument));
      case SERVER_COMMANDS.planRestore:
      case SERVER_COMMANDS.restore:
        return this.#restore(command, argument, means);
      default:
        return this.#startLocal(argument);
    }
  }

  async #listApis(argument: unknown, means: Means): Promise<ApisAnswer | DeployFailure> {
    const from = fromLspListPosition(argument);
    const subject = readsOf("the APIs of this account", "/restapis");
    const answer = await this.#ask(argument, subject, means, (plane, signal) =>
      plane.getRestApis(from, signal),
    );
    if (answer.kind === "failed") {
      return answer;
    }
    const { endpoint, value } = answer;
    const apis = value.items.map(({ id, name, description }) => ({
      id,
      name,
      ...(description === undefined ? {} : { description }),
    }));
    return { kind: "apis", endpoint, apis, ...positionOf(value) };
  }

  async #listResources(argument: unknown, means: Means): Promise<ResourcesAnswer | DeployFailure> {
    const restApiId = required(fromLspApi(argument));
    const from = fromLspListPosition(argument);
    const subject = readsOf("the resources of this API", `/restapis/${restApiId}/resources`);
    const answer = await this.#ask(argument, subject, means, (plane, signal) =>
      plane.getResources(restApiId, from, signal),
    );
    if (answer.kind === "failed") {
      return answer;
    }
    const { endpoint, value } = answer;
    const resources = value.items.map(({ id, path, methods }) => ({
      id,
      path,
      methods: methods.map((method) =>
        remoteMethodOf({ restApiId, resourceId: id, httpMethod: method.httpMethod }, method),
      ),
    }));
    return { kind: "resources", endpoint, resources, ...positionOf(value) };
  }

  async #pull(argument: unknown, means: Means): Promise<PullAnswer | DeployFailure> {
    const method = required(fromLspMethod(argument));
    const subject = readsOf("this method", pathOf(method));
    const answer = await this.#ask(argument, subject, means, (plane, signal) =>
      plane.getMethod(method, signal),
    );
    return answer.kind === "failed"
      ? answer
      : {
          kind: "pulled",
          endpoint: answer.endpoint,
          responses: remoteMethodOf(method, answer.value).responses,
        };
  }

  async #compare(argument: unknown, means: Means): Promise<ComparisonAnswer | DeployFailure> {
    const { documents } = this.#options;
    const uri = required(fromLspUri(argument));
    const target = required(fromLspWholeTarget(argument));
    const examined = await examineDocument(documents, { uri, ...fromLspPlace(argument)?.position });
    if (examined.kind === "failed") {
      return examined;
    }
    const wanted = wantedOf(examined.analysis, examined.block);
    if (wanted.kind === "none") {
      return {
        ...refusal({ reason: "notRecognised" }),
        message: "This text cannot be read as an integration response, so there is nothing to compare.",
      };
    }
    const subject = readsOf(
      "this integration response",
      `${pathOf(target)}/integration/responses/${target.statusCode}`,
    );
    const answer = await this.#ask(argument, subject, means, async (plane, signal) => {
      const read = await plane.getIntegrationResponse(target, signal);
      if (read.kind === "read") {
        return { kind: "answer" as const, httpStatus: read.httpStatus, value: read.response };
      }
      return read.reason === "notFound" && isAbsentResponse(read.serviceMessage)
        ? { kind: "answer" as const, httpStatus: 404, value: undefined }
        : read;
    });
    return answer.kind === "failed"
      ? answer
      : comparisonOf(target, answer.endpoint, answer.value, wanted.wanted);
  }

  async #listStages(argument: unknown, means: Means): Promise<StagesAnswer | DeployFailure> {
    const restApiId = required(fromLspApi(argument));
    const subject = readsOf("the stages of this API", `/restapis/${restApiId}/stages`);
    const answer = await this.#ask(argument, subject, means, (plane, signal) =>
      plane.getStages(restApiId, signal),
    );
    return answer.kind === "failed"
      ? answer
      : { kind: "stages", endpoint: answer.endpoint, stages: answer.value };
  }

  async #createDeployment(argument: unknown, means: Means): Promise<DeploymentAnswer | DeployFailure> {
    const request = required(fromLspDeployment(argument));
    if (!isConfirmed(argument)) {
      return refusal({ reason: "notConfirmed", because: "notAsked" });
    }
    const outcome = await means.remote.publish(
      { ...this.#chosen(argument), ...request },
      ({ message }) => means.report(message),
      means.signal,
    );
    if (outcome.kind === "deployment") {
      const { deploymentId, settled } = outcome;
      this.#options.log.info(
        `Deployment ${deploymentId} of ${stageWords(request)}${settled ? ", settled by reading" : ""}.`,
      );
    }
    return outcome;
  }

  async #testInvoke(argument: unknown, means: Means): Promise<InvocationAnswer | DeployFailure> {
    const invocation = required(fromLspInvocation(argument));
    if (!isConfirmed(argument)) {
      return refusal({ reason: "notConfirmed", because: "notAsked" });
    }
    const subject = writesOf("test invocations of this method", pathOf(invocation));
    const answer = await this.#ask(argument, subject, means, (plane, signal) =>
      plane.testInvokeMethod(invocation, signal),
    );
    return answer.kind === "failed"
      ? answer
      : { kind: "invocation", endpoint: answer.endpoint, result: answer.value };
  }

  async #restore(
    command: string,
    argument: unknown,
    { deploy, signal, report }: Means,
  ): Promise<PlanOutcome | DeployOutcome> {
    const { entry: name, profile, confirmed, typed } = required(fromLspRestore(argument));
    const [entry] = await deploy.history({ name, limit: 1 });
    if (entry === undefined) {
      return refusal({ reason: "nothingKept" });
    }
    const request = {
      entry,
      ...this.#given(),
      ...(typed === undefined ? {} : { typed }),
      ...(profile === undefined ? {} : { profile }),
    };
    const tell = ({ message }: DeployStep): void => report(message);
    return command === SERVER_COMMANDS.planRestore
      ? deploy.planRestore(request, tell, signal)
      : deploy.restore(request, confirmed, tell, signal);
  }

  async #startLocal(argument: unknown): Promise<StartLocalAnswer> {
    const { host, local } = this.#options;
    if (local === undefined) {
      return refusal({ reason: "unsupportedHost" });
    }
    const started = await local.start({ port: fromLspPort(argument), inUse: host().endpointUrl });
    return started.kind === "started"
      ? started
      : { ...refusal({ reason: "unexpected" }), message: `API Gateway Local did not start. ${started.why}` };
  }

  #ask<Value>(
    argument: unknown,
    subject: RemoteSubject,
    means: Means,
    send: Parameters<typeof means.remote.call<Value>>[2],
  ): ReturnType<typeof means.remote.call<Value>> {
    const report = ({ message }: DeployStep): void => means.report(message);
    return means.remote.call(this.#chosen(argument), subject, send, report, means.signal);
  }

  #chosen(argument: unknown): Parameters<Remote["signer"]>[0] {
    return { ...fromLspRemotePlace(argument), typed: fromLspTyped(argument), ...this.#given() };
  }

  /** What the user's own configuration adds to each request, and how the user is asked for a code. */
  #given(): Given {
    const { connection, host } = this.#options;
    const { answersMfa, endpointUrl, protected: names } = host();
    return {
      ...(names === undefined ? {} : { protected: names }),
      ...(endpointUrl === undefined ? {} : { endpointUrl }),
      ...(answersMfa === true ? { askMfaCode: createMfaQuestion(connection) } : {}),
    };
  }
}

/** What the user wanted to end so. */
const CHOSEN: ReadonlySet<DeployFailureKind> = new Set(["cancelled", "notConfirmed"]);

type Given = Pick<RestoreRequest, "askMfaCode" | "endpointUrl" | "protected">;

interface Means {
  readonly deploy: Deploy;
  readonly remote: Remote;
  readonly signal: AbortSignal;
  readonly report: (message: string) => void;
}

/** More than anybody looks through. */
const MOST_ENTRIES = 200;

async function historyOf(deploy: Deploy, target: DeployTarget | undefined): Promise<HistoryAnswer> {
  const entries = await deploy.history({
    limit: MOST_ENTRIES,
    ...(target === undefined ? {} : { target }),
  });
  return {
    kind: "history",
    entries: entries.map(({ name, record }) => {
      const { time, target, region, endpoint, replaced, replacedState, sent, removes, outcome } = record;
      return {
        entry: name,
        ...{ time, target, region, endpoint },
        outcome: isUndecided(record) || outcome.kind === "sent" ? "inDoubt" : outcome.kind,
        restorable: replacedState !== "denied",
        ...(replaced === undefined ? {} : { replaced: `${responseText(replaced)}\n` }),
        ...(removes === true ? {} : { sent: `${responseText(sent)}\n` }),
      };
    }),
  };
}

function remoteMethodOf(method: MethodTarget, { httpMethod, integration }: MethodDescription): RemoteMethod {
  const responses = Object.entries(integration?.integrationResponses ?? {});
  return {
    httpMethod,
    ...(integration === undefined ? {} : { integrationType: integration.type }),
    // What is no label would lead somewhere else than below the folder it is pulled into.
    responses: responses
      .filter(([statusCode]) => isCompleteTarget({ ...method, statusCode }))
      .map(([statusCode, response]) => remoteResponseOf({ ...method, statusCode }, response)),
  };
}

function remoteResponseOf(target: DeployTarget, response: WantedResponse): RemoteResponse {
  return {
    target,
    path: `${pathOf(target).slice(1)}/integration/responses/${target.statusCode}.json`,
    text: `${responseText(response)}\n`,
    digest: digestOfResponse(response),
  };
}

function comparisonOf(
  target: DeployTarget,
  endpoint: string,
  live: WantedResponse | undefined,
  wanted: WantedResponse,
): ComparisonAnswer {
  const here = `${responseText(wanted)}\n`;
  const there = live && `${responseText(live)}\n`;
  return {
    kind: "comparison",
    target,
    endpoint,
    here,
    ...(there === undefined ? {} : { live: there }),
    same: there === here,
  };
}

function readLocal({ uri, text }: { readonly uri: string; readonly text: string }): LocalAnswer {
  const analysis = analyse({ uri, own: true, tellsSyntax: false, text });
  const block = onlyBlock(analysis);
  const wanted = wantedOf(analysis, block);
  const { conflicts, known } = targetStatusOf(uri, analysis, block);
  return {
    ...(wanted.kind === "none" ? {} : { digest: digestOfResponse(wanted.wanted) }),
    ...(conflicts.length > 0 ? {} : { target: known }),
  };
}

/** The path of a method as the service's URI has it. */
function pathOf({ restApiId, resourceId, httpMethod }: MethodTarget): string {
  return `/restapis/${restApiId}/resources/${resourceId}/methods/${httpMethod}`;
}

function readsOf(words: string, path: string): RemoteSubject {
  return { operation: "read", words, permission: { verb: "GET", path } };
}

function writesOf(words: string, path: string): RemoteSubject {
  return { operation: "write", words, permission: { verb: "POST", path } };
}

function positionOf({ position }: { readonly position?: string }): { readonly position?: string } {
  return position === undefined ? {} : { position };
}

function untrusted(): DeployFailure {
  return {
    ...refusal({ reason: "untrusted" }),
    message: "This workspace is not trusted, so nothing was sent. Trust the workspace, then try again.",
  };
}
