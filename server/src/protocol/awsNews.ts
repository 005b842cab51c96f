// News of the shared AWS files, for a client that shows what depends on them.
// Invariant: watched from the first command around a deploy on, and in no window that runs none.
import type { Connection } from "vscode-languageserver";
import { AWS_FILES_NOTIFICATION, type HostState } from "../contract";

/** The shared config and credentials files, wherever they are. */
export interface AwsFiles {
  /** Calls back after each change, until it is told to stop. */
  watch(didChange: () => void): () => void;
}

export class AwsNews {
  readonly #connection: Pick<Connection, "sendNotification">;
  readonly #files: AwsFiles | undefined;
  #stop: (() => void) | undefined;

  constructor(connection: Pick<Connection, "sendNotification">, files: AwsFiles | undefined) {
    this.#connection = connection;
    this.#files = files;
  }

  /** Begins to watch, where the client wants to hear of it. */
  begin({ trusted, hearsAwsFiles }: HostState): void {
    if (trusted && hearsAwsFiles === true) {
      this.#stop ??= this.#files?.watch(() => {
        this.#connection.sendNotification(AWS_FILES_NOTIFICATION).catch(() => undefined);
      });
    }
  }

  end(): void {
    this.#stop?.();
  }
}
