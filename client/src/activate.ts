// What both hosts share: it puts the parts together and wakes the server when the first document of ours is seen.
// Invariant: a window without a document of ours starts no server and opens no output channel.
import { commands, type ExtensionContext, type TextDocument, window, workspace } from "vscode";
import { CLIENT_COMMANDS } from "../../server/src/contract";
import { chooseSample } from "./commands/chooseSample";
import { copyAwsCommand } from "./commands/copyAwsCommand";
import { type DeployMeans, deployAs, deployCommand } from "./commands/deploy";
import { editTemplate } from "./commands/editTemplate";
import { explainRule } from "./commands/explainRule";
import { ignoreRule } from "./commands/ignoreRule";
import { newResponse } from "./commands/newResponse";
import { newSample } from "./commands/newSample";
import { openSample } from "./commands/openSample";
import { openWalkthrough } from "./commands/openWalkthrough";
import { restartServer } from "./commands/restartServer";
import { whichResponse } from "./commands/whichResponse";
import { Connection, type CreateClient } from "./connect";
import { watchDoubts } from "./deploy/doubts";
import { bringsMarker, isForeign, isOurs } from "./documents";
import { TemplateDocuments } from "./editTemplate/templateDocuments";
import { TemplateNames } from "./editTemplate/templateNames";
import { remembered } from "./remembered";
import { Names } from "./remote/names";
import { registerRemote } from "./remote/register";
import { Tell } from "./tell";
import { PreviewMemory } from "./views/previewMemory";
import { ResponsePreview } from "./views/responsePreview";
import { ShownDocuments } from "./views/shownDocuments";
import { TargetStatusItem } from "./views/targetStatus";

/** What differs between the hosts. */
export interface Host {
  readonly createClient: CreateClient;
  /** Whether the server of this host can sign requests. */
  readonly deploys: boolean;
}

/** Commands of the client alone; code lenses and actions know nothing of them. */
const OWN_COMMANDS = {
  copyAwsCommand: "apigatewayResponse.copyAwsCommand",
  newResponse: "apigatewayResponse.newResponse",
  openSample: "apigatewayResponse.openSample",
  saveTemplate: "apigatewayResponse.saveTemplate",
  restartServer: "apigatewayResponse.restartServer",
} as const;

export function activateWith(context: ExtensionContext, host: Host): void {
  const tell = new Tell();
  const connection = new Connection(host, tell);
  const shown = new ShownDocuments();
  const templates = new TemplateDocuments(connection, tell, new TemplateNames(context.workspaceState));
  const preview = new ResponsePreview({
    connection,
    memory: new PreviewMemory(context.workspaceState),
    templateOf: (uri) => templates.nameOf(uri),
  });
  const addSample = () => newSample({ connection, preview, tell });
  const memory = remembered(context.workspaceState);
  const remote = registerRemote({
    ...{ connection, tell, shown, memory },
    state: context.workspaceState,
    names: new Names(context.globalState),
    signs: host.deploys,
    deploy: (uri, choice) => deployAs(deploying, uri, choice),
  });
  const deploying: DeployMeans = {
    ...{ connection, tell, shown },
    ...remote.chooser,
    publish: remote.publish,
    deploys: host.deploys,
  };
  if (host.deploys) {
    const { globalState: memory } = context;
    context.subscriptions.push(
      watchDoubts({ connection, tell, memory, historyCommand: remote.historyCommand }),
    );
  }
  context.subscriptions.push(
    tell,
    connection,
    remote,
    shown,
    preview,
    new TargetStatusItem(connection),
    commands.registerCommand(CLIENT_COMMANDS.preview, () => preview.open()),
    commands.registerCommand(CLIENT_COMMANDS.chooseSample, () => chooseSample(preview, tell, addSample)),
    commands.registerCommand(CLIENT_COMMANDS.newSample, addSample),
    templates,
    commands.registerCommand(CLIENT_COMMANDS.deploy, deployCommand(deploying)),
    commands.registerCommand(CLIENT_COMMANDS.ignoreRule, (rule: unknown) => ignoreRule(tell, rule)),
    commands.registerCommand(CLIENT_COMMANDS.explainRule, (rule: unknown) =>
      explainRule({ connection, shown, tell }, rule),
    ),
    commands.registerCommand(CLIENT_COMMANDS.editTemplate, (uri: unknown, address: unknown) =>
      editTemplate({ connection, tell, templates }, uri, address),
    ),
    commands.registerCommand(CLIENT_COMMANDS.showLog, () => tell.log.show()),
    commands.registerCommand(CLIENT_COMMANDS.openWalkthrough, () => openWalkthrough(context.extension.id)),
    commands.registerCommand(CLIENT_COMMANDS.whichResponse, (...place: readonly unknown[]) =>
      whichResponse(connection, tell, place),
    ),
    commands.registerCommand(OWN_COMMANDS.copyAwsCommand, () => copyAwsCommand(connection, tell)),
    commands.registerCommand(OWN_COMMANDS.newResponse, () => newResponse(connection, tell)),
    commands.registerCommand(OWN_COMMANDS.openSample, openSample),
    commands.registerCommand(OWN_COMMANDS.saveTemplate, () =>
      templates.save(window.activeTextEditor?.document.uri),
    ),
    commands.registerCommand(OWN_COMMANDS.restartServer, () => restartServer(connection, tell)),
  );
  wakeOnFirstDocument(context, connection);
}

/** Whoever has only other people's JSON open pays for nothing but this scan. */
function wakeOnFirstDocument(context: ExtensionContext, connection: Connection): void {
  const wake = (document: TextDocument): void => {
    if (!connection.started && isOurs(document)) {
      connection.start().catch(() => undefined);
    }
  };
  workspace.textDocuments.forEach(wake);
  context.subscriptions.push(
    workspace.onDidOpenTextDocument(wake),
    workspace.onDidChangeTextDocument((event) => {
      if (!connection.started && isForeign(event.document) && bringsMarker(event)) {
        wake(event.document);
      }
    }),
  );
}
