// The map of the server: what it offers and what answers it, in order. One session per connection.
// Invariant: every request and notification goes through `Answers`; all state belongs to the session.
import {
  CancellationToken,
  type CodeAction,
  type CodeActionParams,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeLensRefreshRequest,
  CodeLensRequest,
  type CompletionItem,
  type CompletionParams,
  CompletionRequest,
  CompletionResolveRequest,
  type Connection,
  DidChangeConfigurationNotification,
  type DocumentDiagnosticParams,
  DocumentDiagnosticRequest,
  type DocumentFormattingParams,
  DocumentFormattingRequest,
  DocumentLinkRequest,
  type DocumentRangeFormattingParams,
  DocumentRangeFormattingRequest,
  DocumentSymbolRequest,
  ErrorCodes,
  type ExecuteCommandParams,
  ExecuteCommandRequest,
  FoldingRangeRequest,
  type HoverParams,
  HoverRequest,
  type InitializeResult,
  RegistrationRequest,
  ResponseError,
  type SelectionRangeParams,
  SelectionRangeRequest,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import {
  DIAGNOSTIC_SOURCE,
  HOST_STATE_NOTIFICATION,
  type HostState,
  OWN_LANGUAGE_ID,
  SERVER_COMMANDS,
  SETTINGS_SECTION,
  TARGET_REQUEST,
  type TargetParams,
} from "../contract";
import type { Deploy } from "../deploy";
import { Answers, Stop, SUPERSEDED } from "./answer";
import { type Client, readClient } from "./client";
import { DeployCommands } from "./deployCommands";
import { Documents } from "./documents";
import { Features, type View } from "./features";
import { fromLspActionKey } from "./fromLsp";
import { readHostState } from "./hostState";
import { createProgress } from "./progress";
import { Publisher } from "./publish";
import { SettingsByDocument } from "./settings";
import { targetStatusOf } from "./target";
import { FIX_ALL_KIND } from "./toLsp";

/** What a host brings. */
export interface Runtime {
  readonly version: string;
  /** Gives the event loop a turn, so that messages which have arrived are seen. */
  turn(): Promise<void>;
  /** Absent where requests to AWS cannot be signed. */
  readonly deploy?: Deploy;
}

export function startServer(connection: Connection, runtime: Runtime): void {
  const answers = new Answers(connection.console);
  let isInitialized = false;
  connection.onRequest((method: string) =>
    isInitialized
      ? new ResponseError(ErrorCodes.MethodNotFound, `${method} is not supported.`)
      : new ResponseError(ErrorCodes.ServerNotInitialized, "The server has not been initialized."),
  );
  connection.onInitialize((params): InitializeResult | ResponseError<never> => {
    if (isInitialized) {
      return new ResponseError(ErrorCodes.InvalidRequest, "The server has been initialized before.");
    }
    isInitialized = true;
    const client = readClient(params);
    startSession({ connection, runtime, answers, client, host: readHostState(params.initializationOptions) });
    return {
      capabilities: capabilitiesFor(client, runtime),
      serverInfo: { name: "apigw-response", version: runtime.version },
    };
  });
  connection.onShutdown(() => {
    answers.closed = true;
  });
  connection.listen();
}

function capabilitiesFor(client: Client, { deploy }: Runtime): ServerCapabilities {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    ...(client.pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: DIAGNOSTIC_SOURCE,
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {}),
    completionProvider: {
      triggerCharacters: ['"', ".", "'", ":", "\\"],
      resolveProvider: client.completion.resolvesDocumentation,
    },
    hoverProvider: true,
    ...(client.actionLiterals
      ? {
          codeActionProvider: {
            codeActionKinds: ["quickfix", FIX_ALL_KIND],
            resolveProvider: client.resolvesActionEdits,
          },
        }
      : {}),
    documentSymbolProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: { resolveProvider: false },
    ...(deploy === undefined ? {} : { codeLensProvider: { resolveProvider: false } }),
    // What JSON support does too is registered for our own language only, where the client lets us choose.
    ...(client.registersFolding ? {} : { foldingRangeProvider: true }),
    ...(client.registersFormatting ? {} : { documentFormattingProvider: true }),
    ...(client.registersRangeFormatting ? {} : { documentRangeFormattingProvider: true }),
    executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
  };
}

/** Everything that lasts as long as the connection. */
interface Session {
  readonly connection: Connection;
  readonly answers: Answers;
  readonly client: Client;
  readonly documents: Documents;
  readonly publisher: Publisher;
  readonly features: Features;
  readonly deployCommands: DeployCommands;
  readonly settings: SettingsByDocument;
  host: HostState;
}

interface Start {
  readonly connection: Connection;
  readonly runtime: Runtime;
  readonly answers: Answers;
  readonly client: Client;
  readonly host: HostState;
}

function startSession({ connection, runtime, answers, client, host }: Start): void {
  const { turn, deploy } = runtime;
  const settings = new SettingsByDocument(connection, connection.console, client.answersConfiguration);
  const current = { settings, host: (): HostState => session.host };
  const documents = new Documents({
    encoding: client.encoding,
    turn,
    onFailures: ({ uri }, failures) => {
      for (const { rule, error } of failures) {
        answers.report({ request: `The rule ${rule}`, uri }, error);
      }
    },
  });
  const session: Session = {
    connection,
    answers,
    client,
    documents,
    publisher: new Publisher({ connection, client, documents, settings, turn }),
    features: new Features({ ...current, client, canDeploy: deploy !== undefined }),
    deployCommands: new DeployCommands({
      ...current,
      connection,
      documents,
      answers,
      deploy,
      log: connection.console,
      withProgress: createProgress(connection, client),
    }),
    settings,
    host,
  };
  registerDocuments(session);
  registerDiagnostics(session);
  registerFeatures(session);
  registerResolvers(session);
  registerCommands(session);
  registerSettings(session);
}

function registerDocuments(session: Session): void {
  const { connection, answers, documents, publisher, settings } = session;
  connection.onDidOpenTextDocument(({ textDocument }) =>
    answers.run({ request: "textDocument/didOpen", uri: textDocument.uri }, async () => {
      const document = documents.open(textDocument);
      const loading = settings.load([document.uri]);
      await publisher.push(document);
      if (await loading) {
        await refreshLenses(session);
      }
    }),
  );
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
    answers.run({ request: "textDocument/didChange", uri }, () => {
      const document = documents.change(uri, version, contentChanges);
      return document === undefined
        ? connection.console.warn(`A document that is not open was changed: ${uri}`)
        : publisher.push(document);
    }),
  );
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) =>
    answers.run({ request: "textDocument/didClose", uri }, () => {
      settings.forget(uri);
      return documents.close(uri) ? publisher.clear(uri) : undefined;
    }),
  );
}

function registerDiagnostics({ connection, answers, publisher }: Session): void {
  const { method } = DocumentDiagnosticRequest;
  connection.onRequest<unknown, void>(method, (params: DocumentDiagnosticParams, token: CancellationToken) =>
    answers.answer({ request: method, uri: params.textDocument.uri }, token, () =>
      publisher.pull(params, token),
    ),
  );
}

/** The questions about one document. One that is not open has no answer. */
function registerFeatures(session: Session): void {
  const { connection, answers, features } = session;
  const on = <P extends AboutDocument, R>(
    { method }: { readonly method: string },
    feature: (view: View, params: P) => R,
  ): void => {
    connection.onRequest<unknown, void>(method, (params: P, token: CancellationToken) => {
      const { uri } = params.textDocument;
      return answers.answer({ request: method, uri }, token, async () => {
        const view = await viewOf(session, uri, token);
        return view === undefined ? null : view instanceof Stop ? view : feature(view, params);
      });
    });
  };
  on(CompletionRequest, (view, params: CompletionParams) => features.completion(view, params));
  on(HoverRequest, (view, params: HoverParams) => features.hover(view, params));
  on(CodeActionRequest, (view, params: CodeActionParams) => features.actions(view, params));
  on(DocumentSymbolRequest, (view) => features.symbols(view));
  on(FoldingRangeRequest, (view) => features.folding(view));
  on(SelectionRangeRequest, (view, params: SelectionRangeParams) => features.selection(view, params));
  on(DocumentFormattingRequest, (view, params: DocumentFormattingParams) =>
    features.formatting(view, params),
  );
  on(DocumentRangeFormattingRequest, (view, params: DocumentRangeFormattingParams) =>
    features.rangeFormatting(view, params),
  );
  on(DocumentLinkRequest, (view) => features.links(view));
  on(CodeLensRequest, (view) => features.lenses(view));
}

interface AboutDocument {
  readonly textDocument: { readonly uri: string };
}

async function viewOf(
  { documents }: Session,
  uri: string,
  token: CancellationToken,
): Promise<View | Stop | undefined> {
  const document = documents.get(uri);
  if (document === undefined) {
    return undefined;
  }
  const analysis = await documents.analysisOf(document, token);
  return analysis instanceof Stop ? analysis : { document, analysis };
}

/** What was left out of an answer until somebody looks at it. */
function registerResolvers(session: Session): void {
  const { connection, answers, features } = session;
  connection.onRequest(CompletionResolveRequest.method, (item: CompletionItem, token: CancellationToken) =>
    answers.answer({ request: CompletionResolveRequest.method }, token, () =>
      features.resolveCompletion(item),
    ),
  );
  connection.onRequest(CodeActionResolveRequest.method, (action: CodeAction, token: CancellationToken) => {
    const key = fromLspActionKey(action.data);
    return answers.answer({ request: CodeActionResolveRequest.method, uri: key?.uri }, token, async () => {
      if (key === undefined) {
        return action;
      }
      const view = await viewOf(session, key.uri, token);
      if (view === undefined || view instanceof Stop) {
        return view ?? SUPERSEDED;
      }
      const { opening, version } = view.document;
      const isSame = opening === key.opening && version === key.version;
      return (isSame ? features.resolveAction(view, action, key) : undefined) ?? SUPERSEDED;
    });
  });
}

function registerCommands({ connection, answers, documents, deployCommands }: Session): void {
  connection.onRequest<unknown, void>(
    ExecuteCommandRequest.method,
    (params: ExecuteCommandParams, cancellation: CancellationToken) =>
      // A command's answer is its outcome even when it was cancelled, so the answer does not look at the token.
      answers.answer({ request: params.command }, CancellationToken.None, () =>
        deployCommands.run({
          command: params.command,
          argument: params.arguments?.[0],
          workDoneToken: params.workDoneToken,
          cancellation,
        }),
      ),
  );
  connection.onRequest<unknown, void>(TARGET_REQUEST, ({ uri }: TargetParams, token: CancellationToken) =>
    answers.answer({ request: TARGET_REQUEST, uri }, token, async () => {
      const document = documents.get(uri);
      const analysis = document && (await documents.analysisOf(document, token));
      return analysis instanceof Stop ? analysis : targetStatusOf(uri, analysis);
    }),
  );
}

function registerSettings(session: Session): void {
  const { connection, answers, client, documents, publisher, settings } = session;
  connection.onInitialized(() => answers.run({ request: "initialized" }, () => registerWithClient(session)));
  connection.onDidChangeConfiguration((params) =>
    answers.run({ request: "workspace/didChangeConfiguration" }, async () => {
      const changed = client.answersConfiguration
        ? await settings.load(documents.all.map(({ uri }) => uri))
        : settings.take(params?.settings);
      if (changed) {
        await Promise.all([publisher.refresh(), refreshLenses(session)]);
      }
    }),
  );
  connection.onNotification(HOST_STATE_NOTIFICATION, (params: unknown) =>
    answers.run({ request: HOST_STATE_NOTIFICATION }, () => {
      session.host = readHostState(params);
      return refreshLenses(session);
    }),
  );
}

/** What the client lets a server register for one language only, and news of the settings. */
async function registerWithClient({ connection, client }: Session): Promise<void> {
  const ownOnly = { documentSelector: [{ language: OWN_LANGUAGE_ID }] };
  const wanted: readonly (readonly [isPossible: boolean, method: string, options: object])[] = [
    [client.registersFormatting, DocumentFormattingRequest.method, ownOnly],
    [client.registersRangeFormatting, DocumentRangeFormattingRequest.method, ownOnly],
    [client.registersFolding, FoldingRangeRequest.method, ownOnly],
    [client.registersConfiguration, DidChangeConfigurationNotification.method, { section: SETTINGS_SECTION }],
  ];
  const registrations = wanted
    .filter(([isPossible]) => isPossible)
    .map(([, method, registerOptions]) => ({ id: `apigateway:${method}`, method, registerOptions }));
  if (registrations.length > 0) {
    await connection.sendRequest(RegistrationRequest.type, { registrations });
  }
}

async function refreshLenses({ connection, client }: Session): Promise<void> {
  if (client.refreshesLenses) {
    await connection.sendRequest(CodeLensRefreshRequest.type);
  }
}
