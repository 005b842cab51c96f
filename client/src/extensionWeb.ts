// The browser entry: the server is a worker, and there are no credentials to deploy with.
import { type ExtensionContext, Uri } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient/browser";
import { activateWith } from "./activate";
import { CLIENT_ID, CLIENT_NAME } from "./connect";

export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, "dist", "web", "server.js").toString(true);
  activateWith(context, { deploys: false, createClient: (options) => workerClient(script, options) });
}

/** Makes the worker at each start, and ends it once the client has stopped, which only asks it to end itself. */
async function workerClient(script: string, options: LanguageClientOptions): Promise<BaseLanguageClient> {
  const { BrowserMessageReader, BrowserMessageWriter, LanguageClient } = await import(
    "vscode-languageclient/browser"
  );
  let worker: Worker | undefined;
  const start = async () => {
    worker?.terminate();
    worker = new Worker(script);
    // Not the worker itself: what VS Code's host makes of `Worker` is no instance of it.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  // Not at the state `Stopped`: that is told when stopping begins, and a worker that is gone answers nothing any more.
  class WorkerClient extends LanguageClient {
    override async stop(timeout?: number): Promise<void> {
      try {
        await super.stop(timeout);
      } finally {
        worker?.terminate();
        worker = undefined;
      }
    }
  }
  return new WorkerClient(CLIENT_ID, CLIENT_NAME, start, options);
}
