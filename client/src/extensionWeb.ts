// The browser entry: the server is a worker, and there are no credentials to deploy with.
import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { activateWith } from "./activate";
import { CLIENT_ID, CLIENT_NAME } from "./connect";

export function activate(context: ExtensionContext): void {
  const script = Uri.joinPath(context.extensionUri, "dist", "web", "server.js").toString(true);
  activateWith(context, {
    // The worker is made at the first start, not now: most JSON is not ours.
    createClient: (options) =>
      new LanguageClient(CLIENT_ID, CLIENT_NAME, async () => new Worker(script), options),
    deploys: false,
  });
}
