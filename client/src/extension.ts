// The desktop and remote entry: the server is a Node process beside the extension host, and runs in no workspace.
import type { ExtensionContext } from "vscode";
import { activateWith } from "./activate";
import { CLIENT_ID, CLIENT_NAME } from "./connect";

export function activate(context: ExtensionContext): void {
  const module = context.asAbsolutePath("dist/server.js");
  activateWith(context, {
    deploys: true,
    async createClient(options) {
      const { LanguageClient, TransportKind } = await import("vscode-languageclient/node");
      const cwd = context.extensionPath;
      const run = { module, transport: TransportKind.ipc, options: { cwd } };
      const debug = { ...run, options: { cwd, execArgv: ["--nolazy", "--inspect=6029"] } };
      return new LanguageClient(CLIENT_ID, CLIENT_NAME, { run, debug }, options);
    },
  });
}
