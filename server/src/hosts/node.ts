// The server as a Node process: over IPC for our extension, over `--stdio` for every other editor.
// Invariant: it ends with its parent, outlives a bug of ours, and loads the AWS part at the first deploy.
import { Console } from "node:console";
import module from "node:module";
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { createDeploy } from "../deploy";
import { faultOf } from "../protocol/fault";
import { startServer } from "../protocol/server";
import { NODE_CLOCK } from "./nodeClock";
import { createNodeStore } from "./nodeStore";
import { VERSION } from "./version";

const messages = connect(process.argv.slice(2));
if (messages === undefined) {
  process.stderr.write("The language server needs to be told how it is spoken to: --stdio or --node-ipc.\n");
  process.exitCode = 2;
} else {
  run(messages);
}

function connect(args: readonly string[]): MessageConnection | undefined {
  if (args.includes("--node-ipc")) {
    return createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  }
  if (!args.includes("--stdio")) {
    return undefined;
  }
  // The standard output belongs to the protocol; whoever prints means the standard error.
  globalThis.console = new Console(process.stderr);
  return createMessageConnection(
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
}

function run(connection: MessageConnection): void {
  // The AWS part is large, and compiled anew by every process otherwise. Node 20 does not know the cache.
  if ("enableCompileCache" in module && typeof module.enableCompileCache === "function") {
    module.enableCompileCache();
  }
  const exit = (isRegular: boolean): never => process.exit(isRegular ? 0 : 1);
  process.on("disconnect", () => exit(false));
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => process.stderr.write(`${event}: ${faultOf(error)}\n`));
  }
  startServer(connection, {
    version: VERSION,
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    exit,
    watchParent: (processId) => watch(processId, () => exit(false)),
    deploy: createDeploy({
      loadAws: async () => (await import("../deploy/aws/index")).createAws(),
      store: createNodeStore(),
      clock: NODE_CLOCK,
    }),
  });
}

const WATCH_INTERVAL = 3_000;

/** A parent that was killed closes no stream where it was not the one that held it. */
function watch(processId: number, gone: () => void): void {
  setInterval(() => {
    try {
      process.kill(processId, 0);
    } catch (error) {
      // Not being allowed to signal a process shows that it is there.
      if (!(error instanceof Error && "code" in error && error.code === "EPERM")) {
        gone();
      }
    }
  }, WATCH_INTERVAL).unref();
}
