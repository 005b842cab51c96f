// The connection to the language server: started when first needed, told about trust, asked through typed requests.
// Invariant: at most one server per window, and nothing of the language client is loaded before it is needed.
import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  EventEmitter,
  ProgressLocation,
  type Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import {
  type DeployTarget,
  type PreviewAnswer,
  type PreviewParams,
  SERVER_COMMANDS,
  type TargetStatus,
} from "../../server/src/contract";
import type { Host } from "./activate";
import { touchedBy } from "./deploy/touched";
import type { TemplateUriName } from "./editTemplate/templateUri";
import { HOST_SETTINGS, hostState } from "./hostState";
import type { Session } from "./session";
import type { Tell } from "./tell";

/** The client's id must differ from the settings' section: its trace setting would write templates into the log. */
export const CLIENT_ID = "apigateway-integration-response";
export const CLIENT_NAME = "API Gateway Integration Response";

export type CreateClient = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

const ASKS_SERVICE: ReadonlySet<string> = new Set([
  SERVER_COMMANDS.planDeploy,
  SERVER_COMMANDS.deploy,
  SERVER_COMMANDS.deployAll,
]);

/** Where a long request reports to, and whence it is cancelled. */
export interface Watch {
  readonly report: (message: string) => void;
  readonly token: CancellationToken;
}

/** Milliseconds. VS Code hides what is said too soon after three other messages, and progress is one of them. */
const TOO_SHORT_TO_SHOW = 400;

/** Work that the user sees, and can call off. What is done at once is not shown, so that its answer is. */
export async function watched<Result>(
  title: string,
  work: (watch: Watch) => Promise<Result>,
): Promise<Result> {
  const calledOff = new CancellationTokenSource();
  let last: string | undefined;
  let show = (message: string): void => {
    last = message;
  };
  const running = work({ report: (message) => show(message), token: calledOff.token });
  const timer = setTimeout(() => {
    window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        token.onCancellationRequested(() => calledOff.cancel());
        show = (message) => progress.report({ message });
        if (last !== undefined) {
          show(last);
        }
        return running.then(
          () => undefined,
          () => undefined,
        );
      },
    );
  }, TOO_SHORT_TO_SHOW);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
    calledOff.dispose();
  }
}

/** For what cannot be stopped: the user need not wait for it. Nothing where they left. */
export function cancellable<Result>(title: string, work: () => Promise<Result>): Promise<Result | undefined> {
  return watched(title, ({ token }) =>
    Promise.race([
      work(),
      new Promise<undefined>((resolve) => token.onCancellationRequested(() => resolve(undefined))),
    ]),
  );
}

export class Connection implements Disposable {
  readonly #host: Host;
  readonly #tell: Tell;
  readonly #didStart = new EventEmitter<void>();
  readonly #didAsk = new EventEmitter<void>();
  readonly #didChangeAwsFiles = new EventEmitter<void>();
  readonly #didDeploy = new EventEmitter<DeployTarget | undefined>();
  readonly #listening: readonly Disposable[];
  #session: Promise<Session> | undefined;

  constructor(host: Host, tell: Tell) {
    this.#host = host;
    this.#tell = tell;
    this.#listening = [
      this.#didStart,
      this.#didAsk,
      this.#didChangeAwsFiles,
      this.#didDeploy,
      workspace.onDidGrantWorkspaceTrust(() => this.#tellHostState()),
      workspace.onDidChangeConfiguration((event) => {
        if (HOST_SETTINGS.some((name) => event.affectsConfiguration(name))) {
          this.#tellHostState();
        }
      }),
    ];
  }

  readonly onDidStart = this.#didStart.event;
  /** The service was asked about a document, so that more is known of its target. */
  readonly onDidAskService = this.#didAsk.event;
  /** The shared AWS files changed: what was read with them may be old. */
  readonly onDidChangeAwsFiles = this.#didChangeAwsFiles.event;
  /** A response may be another one now than it was shown; `undefined` where it is not known which. */
  readonly onDidDeploy = this.#didDeploy.event;

  /** Whether a start was asked for, not whether it is done. */
  get started(): boolean {
    return this.#session !== undefined;
  }

  async start(): Promise<void> {
    await this.#open();
  }

  async restart(): Promise<void> {
    const old = this.#session;
    this.#session = undefined;
    await old?.then((session) => session.end()).catch(() => undefined);
    await this.#open();
  }

  /** Carries out one of the server's commands. */
  async run<Result>(command: string, params: object, watch?: Watch): Promise<Result> {
    const session = await this.#open();
    try {
      const answer = await session.run<Result>(command, params, watch);
      for (const target of touchedBy(answer, params)) {
        this.#didDeploy.fire(target);
      }
      return answer;
    } finally {
      if (ASKS_SERVICE.has(command)) {
        this.#didAsk.fire();
      }
    }
  }

  /** What a document says of its target; nothing when the server does not know the document. */
  async target(uri: Uri): Promise<TargetStatus | undefined> {
    return (await this.#session)?.target(uri);
  }

  /** What a client of the API would receive. */
  async preview(params: PreviewParams, token?: CancellationToken): Promise<PreviewAnswer> {
    return (await this.#open()).preview(params, token);
  }

  /** A server that is not there yet is told when it has started. */
  tellTemplateName(virtual: Uri, { document, address }: TemplateUriName): void {
    this.#session
      ?.then((session) =>
        session.tellTemplateName({ uri: virtual.toString(), document: document.toString(), address }),
      )
      .catch(() => undefined);
  }

  dispose(): void {
    for (const one of this.#listening) {
      one.dispose();
    }
    this.#session?.then((session) => session.end()).catch(() => undefined);
  }

  #open(): Promise<Session> {
    this.#session ??= import("./session").then(({ openSession }) =>
      openSession(this.#host, this.#tell, {
        didStart: () => this.#didStart.fire(),
        didChangeAwsFiles: () => this.#didChangeAwsFiles.fire(),
      }),
    );
    return this.#session;
  }

  #tellHostState(): void {
    this.#session
      ?.then((session) => session.tellHostState(hostState(this.#host.deploys)))
      .catch(() => undefined);
  }
}
