// The server as a Node process: over IPC for our extension, over `--stdio` for every other editor.
// Invariant: it ends with its parent, outlives a bug of ours, and loads the AWS part at the first deploy.
import "./compileCache";
import { createConnection } from "vscode-languageserver/node";
import { faultOf } from "../protocol/fault";
import { startServer } from "../protocol/startServer";
import { VERSION } from "./version";

const TRANSPORTS = /^--(?:node-ipc|stdio|socket|pipe)(?:=|$)/;

if (process.argv.some((argument) => TRANSPORTS.test(argument))) {
  run();
} else {
  process.stderr.write("The language server needs to be told how it is spoken to: --stdio or --node-ipc.\n");
  process.exitCode = 2;
}

function run(): void {
  process.on("disconnect", () => process.exit(1));
  startServer({
    version: VERSION,
    connect: (options) => {
      const connection = createConnection(options);
      for (const event of ["uncaughtException", "unhandledRejection"] as const) {
        process.on(event, (error: unknown) => connection.console.error(`${event}: ${faultOf(error)}`));
      }
      return connection;
    },
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    loadSession: async () => (await import("./nodeSession")).startNodeSession,
  });
}
