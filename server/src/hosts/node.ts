// The server as a Node process: over IPC for our extension, over `--stdio` for every other editor.
// Invariant: it ends with its parent, outlives a bug of ours, and loads the AWS part at the first deploy.
import module from "node:module";
import { createConnection } from "vscode-languageserver/node";
import { createDeploy } from "../deploy";
import { faultOf } from "../protocol/fault";
import { startServer } from "../protocol/server";
import { NODE_CLOCK } from "./nodeClock";
import { createNodeFiles } from "./nodeFiles";
import { createNodeStore } from "./nodeStore";
import { VERSION } from "./version";

const TRANSPORTS = /^--(?:node-ipc|stdio|socket|pipe)(?:=|$)/;

if (process.argv.some((argument) => TRANSPORTS.test(argument))) {
  run();
} else {
  process.stderr.write("The language server needs to be told how it is spoken to: --stdio or --node-ipc.\n");
  process.exitCode = 2;
}

function run(): void {
  // The AWS part is large and compiled anew by every process otherwise. Node 20 does not know the cache.
  if ("enableCompileCache" in module && typeof module.enableCompileCache === "function") {
    module.enableCompileCache();
  }
  const connection = createConnection();
  process.on("disconnect", () => process.exit(1));
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => connection.console.error(`${event}: ${faultOf(error)}`));
  }
  startServer(connection, {
    version: VERSION,
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    files: createNodeFiles(),
    deploy: createDeploy({
      loadAws: async () => (await import("../deploy/aws/index")).createAws(),
      store: createNodeStore(),
      clock: NODE_CLOCK,
    }),
  });
}
