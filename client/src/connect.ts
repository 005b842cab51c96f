// The connection to the language server: started when first needed, told about trust, asked through typed requests.
// Invariant: at most one server per window, and no request reaches it for a document it was not told of.
import { type CancellationToken, type Disposable, EventEmitter, type Uri, workspace } from "vscode";
import {
  type BaseLanguageClient,
  ExecuteCommandRequest,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
} from "vscode-languageclient";
import {
  DIAGNOSTIC_SOURCE,
  FOREIGN_LANGUAGE_IDS,
  HOST_STATE_NOTIFICATION,
  OWN_LANGUAGE_ID,
  TARGET_REQUEST,
  type TargetParams,
  type TargetStatus,
} from "../../server/src/contract";
import type { Host } from "./activate";
import { Forwarding } from "./forwarding";
import { ENDPOINT_SETTING, hostState } from "./hostState";
import type { Tell } from "./tell";

/** The client's id must differ from the settings' section: its trace setting would write templates into the log. */
export const CLIENT_ID = "apigateway-integration-response";
export const CLIENT_NAME = "API Gateway Integration Response";

export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** Where a long request reports to, and whence it is cancelled. */
export interface Watch {
  readonly report: (message: string) => void;
  readonly token: CancellationToken;
}

export interface Connection extends Disposable {
  /** Whether a start was asked for, not whether it is done. */
  readonly started: boolean;
  readonly onDidStart: (listener: () => void) => Disposable;
  start(): Promise<BaseLanguageClient>;
  restart(): Promise<void>;
  /** Carries out one of the server's commands. */
  run<Result>(command: string, params: object, watch?: Watch): Promise<Result>;
  /** What a document says of its target; nothing when the server does not know the document. */
  target(uri: Uri): Promise<TargetStatus | undefined>;
}

export function connect(host: Host, tell: Tell): Connection {
  return new ServerConnection(host, tell);
}

class ServerConnection implements Connection {
  readonly #host: Host;
  readonly #tell: Tell;
  readonly #forwarding = new Forwarding(() => this.#client);
  readonly #didStart = new EventEmitter<void>();
  readonly #listening: readonly Disposable[];
  #client: BaseLanguageClient | undefined;
  #requests = 0;

  constructor(host: Host, tell: Tell) {
    this.#host = host;
    this.#tell = tell;
    this.#listening = [
      this.#didStart,
      workspace.onDidGrantWorkspaceTrust(() => this.#tellHostState()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(ENDPOINT_SETTING)) {
          this.#tellHostState();
        }
      }),
    ];
  }

  readonly onDidStart = (listener: () => void): Disposable => this.#didStart.event(listener);

  get started(): boolean {
    return this.#client !== undefined;
  }

  async start(): Promise<BaseLanguageClient> {
    this.#client ??= this.#create();
    const client = this.#client;
    await client.start();
    return client;
  }

  async restart(): Promise<void> {
    const old = this.#client;
    this.#client = undefined;
    await old?.dispose().catch(() => undefined);
    this.#forwarding.reset();
    await this.start();
  }

  async run<Result>(command: string, params: object, watch?: Watch): Promise<Result> {
    const client = await this.start();
    this.#requests += 1;
    const workDoneToken = `${CLIENT_ID}-${this.#requests}`;
    const listening =
      watch === undefined
        ? []
        : [
            client.onProgress(WorkDoneProgress.type, workDoneToken, (progress) => {
              if (progress.kind !== "end" && progress.message !== undefined) {
                watch.report(progress.message);
              }
            }),
            // The work is cancelled, not the request: what became of a PUT must still be answered.
            watch.token.onCancellationRequested(() =>
              client.sendNotification(WorkDoneProgressCancelNotification.type, { token: workDoneToken }),
            ),
          ];
    try {
      return await client.sendRequest(ExecuteCommandRequest.type, {
        command,
        arguments: [{ ...params, workDoneToken }],
        workDoneToken,
      });
    } finally {
      for (const one of listening) {
        one.dispose();
      }
    }
  }

  async target(uri: Uri): Promise<TargetStatus | undefined> {
    if (this.#client?.isRunning() !== true || !this.#forwarding.has(uri)) {
      return undefined;
    }
    const params: TargetParams = { uri: uri.toString() };
    return this.#client.sendRequest<TargetStatus>(TARGET_REQUEST, params);
  }

  dispose(): void {
    for (const one of this.#listening) {
      one.dispose();
    }
    this.#forwarding.reset();
    this.#client?.dispose().catch(() => undefined);
  }

  #create(): BaseLanguageClient {
    const client = this.#host.createClient({
      documentSelector: [OWN_LANGUAGE_ID, ...FOREIGN_LANGUAGE_IDS].map((language) => ({ language })),
      diagnosticCollectionName: DIAGNOSTIC_SOURCE,
      initializationOptions: () => hostState(this.#host.deploys),
      middleware: this.#forwarding.middleware,
      outputChannel: this.#tell.log,
      // A failed hover is for the log. What the user has to know, `Tell` says.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    });
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        this.#didStart.fire();
      } else {
        this.#forwarding.reset();
      }
    });
    return client;
  }

  #tellHostState(): void {
    this.#client
      ?.sendNotification(HOST_STATE_NOTIFICATION, hostState(this.#host.deploys))
      .catch(() => undefined);
  }
}
