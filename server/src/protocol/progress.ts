// Work-done progress for what takes long: over the client's token, or one that is made for it.
// Invariant: what was begun is ended, and cancelling it aborts the work's signal.
import {
  type CancellationToken,
  type Connection,
  type ProgressToken,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from "vscode-languageserver";
import type { Client } from "./client";

export interface ProgressOptions {
  readonly title: string;
  /** The client's own token, where it sent one. */
  readonly token: ProgressToken | undefined;
  readonly cancellation: CancellationToken;
}

export interface Progress {
  /** Aborted when the client cancels the request or its progress. */
  readonly signal: AbortSignal;
  report(message: string): void;
}

/** Runs work with progress that the user can watch and cancel. */
export type WithProgress = <T>(
  options: ProgressOptions,
  work: (progress: Progress) => Promise<T>,
) => Promise<T>;

/** To be called after `initialize`, whose own listener for cancelled progress this one replaces. */
export function createProgress(connection: Connection, client: Client): WithProgress {
  const running = new Map<ProgressToken, AbortController>();
  let made = 0;
  connection.onNotification(WorkDoneProgressCancelNotification.type, ({ token }) => {
    running.get(token)?.abort();
  });

  /** A client that will not make one still gets its work done. */
  const makeToken = async (): Promise<ProgressToken | undefined> => {
    const token = `apigateway-${++made}`;
    try {
      await connection.sendRequest(WorkDoneProgressCreateRequest.type, { token });
      return token;
    } catch {
      return undefined;
    }
  };

  return async ({ title, token: given, cancellation }, work) => {
    const controller = new AbortController();
    const token = given ?? (client.createsProgress ? await makeToken() : undefined);
    if (token !== undefined) {
      running.set(token, controller);
    }
    const cancelled = cancellation.onCancellationRequested(() => controller.abort());
    if (cancellation.isCancellationRequested) {
      controller.abort();
    }
    const send = (value: WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd): void => {
      if (token !== undefined) {
        void connection.sendProgress(WorkDoneProgress.type, token, value).catch(() => undefined);
      }
    };
    send({ kind: "begin", title, cancellable: true });
    try {
      return await work({
        signal: controller.signal,
        report: (message) => send({ kind: "report", message }),
      });
    } finally {
      send({ kind: "end" });
      cancelled.dispose();
      if (token !== undefined) {
        running.delete(token);
      }
    }
  };
}
