// The language server as the client's commands see it: accounts with APIs, and a history. It answers, and counts what it is asked.
import { isDeepStrictEqual } from "node:util";
import {
  type DeployFailure,
  type DeployTarget,
  type HistorySummary,
  type RemoteResponse,
  SERVER_COMMANDS,
} from "../../server/src/contract";
import { EventEmitter } from "./fakeWindow";

export const METHOD = { restApiId: "api1", resourceId: "res1", httpMethod: "GET" };
export const FOLDER = "restapis/api1/resources/res1/methods/GET/integration/responses";

export const EXPIRED: DeployFailure = {
  kind: "failed",
  reason: "expiredSso",
  message: "The sign-in session of the profile dev has ended.",
  commandLine: "aws sso login --profile dev",
};

export const LINE_DOWN: DeployFailure = { kind: "failed", reason: "network", message: "The line is down." };

const CHOICES = {
  kind: "choices",
  profiles: ["dev", "prod"].map((name) => ({ name, method: "static keys" })),
  regions: ["us-east-1", "eu-west-1"].map((name) => ({ name, title: name })),
};

type Params = Readonly<Record<string, unknown>>;

/** Digests are the texts themselves, blanks aside. A text that is no JSON has none. */
function digestOf(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What the path of a file says. */
function targetIn(uri: string): DeployTarget | undefined {
  const [, restApiId, resourceId, httpMethod, statusCode] =
    /restapis\/([^/]+)\/resources\/([^/]+)\/methods\/([^/]+)\/integration\/responses\/(\d+)\.json$/.exec(
      uri,
    ) ?? [];
  return restApiId === undefined || !resourceId || !httpMethod || !statusCode
    ? undefined
    : { restApiId, resourceId, httpMethod, statusCode };
}

function isOf({ target }: HistorySummary, wanted: unknown): boolean {
  return wanted === undefined || isDeepStrictEqual(target, wanted);
}

export class FakeService {
  endpoint = "AWS";
  /** By status code, of the one method there is. */
  readonly deployed = new Map<string, string>();
  readonly asked: { readonly command: string; readonly params: Params }[] = [];
  /** Answers of the next calls of a command, instead of its own. */
  readonly failing = new Map<string, DeployFailure[]>();
  history: readonly HistorySummary[] = [];
  restorePlan: Params = {};
  /** What a restore says beside its target. */
  restored: Params = {};
  /** Whether the profile has to be typed before a write. */
  isProtected = false;
  /** What planning a deploy answers. */
  deployPlan: object = LINE_DOWN;
  /** Whether the endpoint is API Gateway Local. */
  isLocal = false;
  known: Partial<DeployTarget> = {};
  readonly #didDeploy = new EventEmitter<DeployTarget | undefined>();
  readonly #didChangeAwsFiles = new EventEmitter<void>();

  /** The names of the commands that were asked for, without the first words that they share. */
  calls(): readonly string[] {
    return this.asked.map(({ command }) => command.replace("apigatewayResponse.server.", ""));
  }

  paramsOf(command: string): Params | undefined {
    return this.asked.findLast((one) => one.command === command)?.params;
  }

  fails(command: string, ...failures: readonly DeployFailure[]): void {
    this.failing.set(command, [...failures]);
  }

  deploy(statusCode: string, text: string): void {
    this.deployed.set(statusCode, text);
    this.#didDeploy.fire({ ...METHOD, statusCode });
  }

  /** Something was written of which it is not said where. */
  touchUnnamed(): void {
    this.#didDeploy.fire(undefined);
  }

  changeAwsFiles(): void {
    this.#didChangeAwsFiles.fire();
  }

  readonly connection = {
    onDidChangeAwsFiles: this.#didChangeAwsFiles.event,
    onDidDeploy: this.#didDeploy.event,
    target: () => Promise.resolve({ known: this.known }),
    run: async (command: string, params: Params): Promise<unknown> => {
      this.asked.push({ command, params });
      return this.failing.get(command)?.shift() ?? this.#answer(command, params);
    },
  };

  #answer(command: string, params: Params): unknown {
    const { endpoint } = this;
    switch (command) {
      case SERVER_COMMANDS.awsChoices:
        return this.isLocal ? { ...CHOICES, local: endpoint } : CHOICES;
      case SERVER_COMMANDS.deployChoices:
        return {
          ...CHOICES,
          uri: params["uri"],
          version: 1,
          target: { recognised: true, known: this.known, conflicts: [] },
          blockedBy: [],
          doubtfulBecause: [],
        };
      case SERVER_COMMANDS.compareDeployed:
        return { kind: "comparison", endpoint, target: params["target"], here: "{}", same: true };
      case SERVER_COMMANDS.planDeploy:
        return this.deployPlan;
      case SERVER_COMMANDS.deploy:
        return { kind: "deployed", httpStatus: 201, target: params["target"], stored: {}, settled: false };
      case SERVER_COMMANDS.listApis:
        return { kind: "apis", endpoint, apis: [{ id: "api1", name: "pets" }] };
      case SERVER_COMMANDS.listResources:
        return {
          kind: "resources",
          endpoint,
          resources: [
            {
              id: "res1",
              path: "/pets",
              methods: [{ httpMethod: "GET", integrationType: "MOCK", responses: this.#responses() }],
            },
          ],
        };
      case SERVER_COMMANDS.pullResponses:
        return { kind: "pulled", endpoint, responses: this.#responses() };
      case SERVER_COMMANDS.readLocal: {
        const digest = digestOf(String(params["text"]));
        const target = targetIn(String(params["uri"]));
        return { ...(digest === undefined ? {} : { digest }), ...(target === undefined ? {} : { target }) };
      }
      case SERVER_COMMANDS.listStages:
        return { kind: "stages", endpoint, stages: [] };
      case SERVER_COMMANDS.signer:
        return {
          kind: "signer",
          endpoint,
          profile: params["profile"],
          region: params["region"],
          identity: { account: "000000000000", arn: "arn:aws:iam::000000000000:user/me" },
          ...(this.isLocal ? { isLocal: true } : {}),
          ...(this.isProtected ? { typedBefore: params["profile"] } : {}),
        };
      case SERVER_COMMANDS.createDeployment:
        return { kind: "deployment", endpoint, deploymentId: "dep1" };
      case SERVER_COMMANDS.restore:
        return { kind: "deployed", target: this.restorePlan["target"], ...this.restored };
      case SERVER_COMMANDS.testInvoke:
        return {
          kind: "invocation",
          endpoint,
          result: { status: 200, headers: { A: ["1"] }, body: "done", log: "a log\n", latency: 3 },
        };
      case SERVER_COMMANDS.deployHistory:
        return { kind: "history", entries: this.history.filter((entry) => isOf(entry, params["target"])) };
      case SERVER_COMMANDS.planRestore:
        return this.restorePlan;
      default:
        throw new Error(`Nobody answers ${command}.`);
    }
  }

  #responses(): readonly RemoteResponse[] {
    return [...this.deployed].map(([statusCode, text]) => ({
      target: { ...METHOD, statusCode },
      path: `${FOLDER}/${statusCode}.json`,
      text,
      digest: digestOf(text) ?? "",
    }));
  }
}
