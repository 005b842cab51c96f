// JSON-RPC with the manners of a language server. A few lines here cost a start less than the library's forty features.
// Invariant: before `initialize` and after `shutdown` nothing is answered; what cannot be sent is dropped.
import { type CancellationToken, ErrorCodes, type MessageConnection, ResponseError } from "vscode-jsonrpc";
import type {
  ConfigurationItem,
  InitializeParams,
  InitializeResult,
  MessageActionItem,
  ProgressToken,
} from "vscode-languageserver";

export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

/** By kind: `MessageType`. */
const MESSAGE_TYPES = { error: 1, warn: 2, info: 3 } as const;

export class Connection {
  readonly #messages: MessageConnection;
  readonly log: Log;
  #state: "new" | "running" | "shutDown" = "new";

  constructor(messages: MessageConnection) {
    this.#messages = messages;
    const log = (type: keyof typeof MESSAGE_TYPES) => (message: string) =>
      void this.notify("window/logMessage", { type: MESSAGE_TYPES[type], message });
    this.log = { error: log("error"), warn: log("warn"), info: log("info") };
  }

  get isShutDown(): boolean {
    return this.#state === "shutDown";
  }

  /** Listens until the stream ends or the client says `exit`; then `end` is called. */
  listen(initialize: (params: InitializeParams) => InitializeResult, end: () => void): void {
    this.#messages.onRequest((method: string) => this.#refusal(method));
    this.#messages.onRequest("initialize", (params: InitializeParams) => {
      if (this.#state !== "new") {
        return new ResponseError(ErrorCodes.InvalidRequest, "The server has been initialized before.");
      }
      this.#state = "running";
      return initialize(params);
    });
    this.#messages.onRequest("shutdown", () => {
      this.#state = "shutDown";
      return null;
    });
    this.#messages.onNotification("exit", end);
    this.#messages.onClose(end);
    this.#messages.listen();
  }

  onRequest<P>(method: string, answer: (params: P, token: CancellationToken) => unknown): void {
    this.#messages.onRequest(method, (params: P, token: CancellationToken) =>
      this.#state === "running" ? answer(params, token) : this.#refusal(method),
    );
  }

  onNotification<P>(method: string, take: (params: P) => unknown): void {
    this.#messages.onNotification(method, async (params: P) => {
      await take(params);
    });
  }

  request<R>(method: string, params?: object): Promise<R> {
    return params === undefined
      ? this.#messages.sendRequest(method)
      : this.#messages.sendRequest(method, params);
  }

  async notify(method: string, params: object): Promise<void> {
    try {
      await this.#messages.sendNotification(method, params);
    } catch {
      // The client is gone, and with it everybody who could be told.
    }
  }

  progress(token: ProgressToken, value: object): Promise<void> {
    return this.notify("$/progress", { token, value });
  }

  configuration(items: readonly ConfigurationItem[]): Promise<readonly unknown[]> {
    return this.request("workspace/configuration", { items });
  }

  show(type: keyof typeof MESSAGE_TYPES, message: string): Promise<void> {
    return this.notify("window/showMessage", { type: MESSAGE_TYPES[type], message });
  }

  /** The title of the answer that the user chose. */
  async ask(message: string, titles: readonly string[]): Promise<string | undefined> {
    const actions = titles.map((title) => ({ title }));
    const answer = await this.request<MessageActionItem | null>("window/showMessageRequest", {
      type: MESSAGE_TYPES.warn,
      message,
      actions,
    });
    return answer?.title;
  }

  #refusal(method: string): ResponseError<never> {
    switch (this.#state) {
      case "new":
        return new ResponseError(ErrorCodes.ServerNotInitialized, "The server has not been initialized.");
      case "running":
        return new ResponseError(ErrorCodes.MethodNotFound, `${method} is not supported.`);
      case "shutDown":
        return new ResponseError(ErrorCodes.InvalidRequest, "The server has been shut down.");
    }
  }
}
