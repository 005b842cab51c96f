// One server and the language client that talks to it. Loaded at the first start, since most JSON is not ours.
// Invariant: no request reaches the server for a document it was not told of.
import type { CancellationToken, Uri } from "vscode";
import {
  type BaseLanguageClient,
  ExecuteCommandRequest,
  RevealOutputChannelOn,
  State,
  WorkDoneProgress,
  WorkDoneProgressCancelNotification,
} from "vscode-languageclient";
import {
  AWS_FILES_NOTIFICATION,
  DIAGNOSTIC_SOURCE,
  FOREIGN_LANGUAGE_IDS,
  HOST_STATE_NOTIFICATION,
  type HostState,
  OWN_LANGUAGE_ID,
  PREVIEW_REQUEST,
  type PreviewAnswer,
  type PreviewParams,
  TARGET_REQUEST,
  type TargetParams,
  type TargetStatus,
  TEMPLATE_LANGUAGE_ID,
  TEMPLATE_NAME_NOTIFICATION,
  type TemplateNameParams,
} from "../../server/src/contract";
import type { Host } from "./activate";
import { CLIENT_ID, type Watch } from "./connect";
import { answerFiles } from "./files";
import { Forwarding } from "./forwarding";
import { hostState } from "./hostState";
import { answerMfa } from "./mfa";
import type { Tell } from "./tell";
import { typedClosing } from "./typedClosing";

/** What the connection wants to hear of the server. */
export interface Hearing {
  /** It is running, or has come back after a crash. */
  readonly didStart: () => void;
  readonly didChangeAwsFiles: () => void;
}

/** Resolves once the server is running. */
export async function openSession(host: Host, tell: Tell, hearing: Hearing): Promise<Session> {
  const forwarding = new Forwarding();
  const client = await host.createClient({
    documentSelector: [OWN_LANGUAGE_ID, TEMPLATE_LANGUAGE_ID, ...FOREIGN_LANGUAGE_IDS].map((language) => ({
      language,
    })),
    diagnosticCollectionName: DIAGNOSTIC_SOURCE,
    initializationOptions: () => hostState(host.deploys),
    middleware: { ...forwarding.middleware, provideOnTypeFormattingEdits: typedClosing },
    outputChannel: tell.log,
    // A failed hover is for the log. What the user has to know, `Tell` says.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  });
  forwarding.client = client;
  answerFiles(client);
  answerMfa(client);
  client.onNotification(AWS_FILES_NOTIFICATION, hearing.didChangeAwsFiles);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) {
      hearing.didStart();
    } else {
      forwarding.reset();
    }
  });
  await client.start();
  return new Session(client, forwarding);
}

export class Session {
  readonly #client: BaseLanguageClient;
  readonly #forwarding: Forwarding;
  /** What fails the requests that are not answered yet. A client that stops in vain leaves them so for ever. */
  readonly #unanswered = new Set<(error: Error) => void>();
  #requests = 0;

  constructor(client: BaseLanguageClient, forwarding: Forwarding) {
    this.#client = client;
    this.#forwarding = forwarding;
  }

  async run<Result>(command: string, params: object, watch?: Watch): Promise<Result> {
    const client = this.#client;
    // After a crash that it was not restarted from, asking is what starts it again.
    await client.start();
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
      const asked = client.sendRequest(ExecuteCommandRequest.type, {
        command,
        arguments: [{ ...params, workDoneToken }],
        workDoneToken,
      });
      return await this.#answerTo<Result>(asked);
    } finally {
      for (const one of listening) {
        one.dispose();
      }
    }
  }

  async target(uri: Uri): Promise<TargetStatus | undefined> {
    if (!this.#client.isRunning() || !this.#forwarding.has(uri)) {
      return undefined;
    }
    const params: TargetParams = { uri: uri.toString() };
    return this.#answerTo(this.#client.sendRequest<TargetStatus>(TARGET_REQUEST, params));
  }

  async preview(params: PreviewParams, token?: CancellationToken): Promise<PreviewAnswer> {
    const client = this.#client;
    await client.start();
    return this.#answerTo(client.sendRequest<PreviewAnswer>(PREVIEW_REQUEST, params, token));
  }

  async tellHostState(state: HostState): Promise<void> {
    await this.#client.sendNotification(HOST_STATE_NOTIFICATION, state);
  }

  async tellTemplateName(params: TemplateNameParams): Promise<void> {
    await this.#client.sendNotification(TEMPLATE_NAME_NOTIFICATION, params);
  }

  async end(): Promise<void> {
    this.#forwarding.reset();
    try {
      await this.#client.dispose();
    } finally {
      for (const fail of this.#unanswered) {
        fail(new Error("The language server was ended before it answered."));
      }
    }
  }

  #answerTo<Result>(asked: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#unanswered.add(reject);
      asked.then(resolve, reject).finally(() => this.#unanswered.delete(reject));
    });
  }
}
