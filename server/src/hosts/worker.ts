// The server as a web worker, for VS Code in the browser. It edits and checks, and cannot sign requests.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { startSession } from "../protocol/session";
import { startServer } from "../protocol/startServer";
import { VERSION } from "./version";

declare const self: DedicatedWorkerGlobalScope;

startServer({
  version: VERSION,
  connect: (options) =>
    createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), options),
  turn: createTurn(),
  loadSession: async () => (opening) => startSession(opening, {}),
});

/** A turn through a message to ourselves: unlike a timer it is not slowed down. */
function createTurn(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(undefined);
    });
}
