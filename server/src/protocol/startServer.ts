// The server from its first message on: it answers `initialize` at once and has the service loaded after that.
// Invariant: whatever comes after `initialize` waits for the service, in its order, and is never left unanswered.
import {
  type Connection,
  type ConnectionOptions,
  ErrorCodes,
  type InitializeResult,
  MessageType,
  ResponseError,
  ShowMessageNotification,
} from "vscode-languageserver";
import { capabilitiesFor } from "./capabilities";
import { readClient } from "./client";
import { faultOf } from "./fault";
import { readHostState } from "./hostState";
import type { Opening } from "./session";

/** What a host brings. */
export interface Runtime {
  readonly version: string;
  connect(options: ConnectionOptions): Connection;
  /** Gives the event loop a turn, so that messages which have arrived are seen. */
  turn(): Promise<void>;
  /** Brings what answers everything but `initialize`: the larger part of the server. */
  loadSession(): Promise<(opening: Opening) => void>;
}

export function startServer({ version, connect, turn, loadSession }: Runtime): void {
  let state: "new" | "initialized" | "broken" = "new";
  let loading: Promise<void> | undefined;
  const connection = connect({
    messageStrategy: {
      handleMessage: (message, next) =>
        loading === undefined ? next(message) : loading.then(() => next(message)),
    },
  });
  connection.onRequest((method: string) => {
    switch (state) {
      case "new":
        return new ResponseError(ErrorCodes.ServerNotInitialized, "The server has not been initialized.");
      case "broken":
        return new ResponseError(ErrorCodes.InternalError, BROKEN);
      case "initialized":
        return new ResponseError(ErrorCodes.MethodNotFound, `${method} is not supported.`);
    }
  });
  connection.onInitialize((params): InitializeResult | ResponseError<never> => {
    if (state !== "new") {
      return new ResponseError(ErrorCodes.InvalidRequest, "The server has been initialized before.");
    }
    state = "initialized";
    const client = readClient(params);
    const host = readHostState(params.initializationOptions);
    loading = load({ connection, client, host, turn }).then(() => {
      loading = undefined;
    });
    return {
      capabilities: capabilitiesFor(client),
      serverInfo: { name: "apigw-response", version },
    };
  });
  connection.listen();

  async function load(opening: Opening): Promise<void> {
    // The answer to `initialize` is written in the second turn. Loading takes longer than the client's next message.
    await turn();
    await turn();
    try {
      const startSession = await loadSession();
      startSession(opening);
    } catch (error) {
      state = "broken";
      connection.console.error(`The service could not be loaded: ${faultOf(error)}`);
      await connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Error,
        message: BROKEN,
      });
    }
  }
}

const BROKEN = "The language server could not load all of its files. Install it again.";
