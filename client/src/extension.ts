// The desktop and remote entry: the server is a Node process beside the extension host, and runs in no workspace.
import { type ExtensionContext, workspace } from "vscode";
import { activateWith } from "./activate";
import { CLIENT_ID, CLIENT_NAME } from "./connect";
import { proxyVariables } from "./proxyVariables";

export function activate(context: ExtensionContext): void {
  const module = context.asAbsolutePath("dist/server.js");
  activateWith(context, {
    deploys: true,
    async createClient(options) {
      const { LanguageClient, TransportKind } = await import("vscode-languageclient/node");
      const env = proxyVariables(proxySettings());
      const cwd = context.extensionPath;
      const run = { module, transport: TransportKind.ipc, options: { cwd, env } };
      const debug = { ...run, options: { cwd, env, execArgv: ["--nolazy", "--inspect=6029"] } };
      return new LanguageClient(CLIENT_ID, CLIENT_NAME, { run, debug }, options);
    },
  });
}

/** The user's own: which way signed requests take is for no workspace to say. */
function proxySettings() {
  const http = workspace.getConfiguration("http");
  const own = (name: string): unknown => http.inspect<unknown>(name)?.globalValue;
  return { support: own("proxySupport"), proxy: own("proxy"), noProxy: own("noProxy") };
}
