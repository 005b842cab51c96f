// The map of the server: what answers each request and notification, in order. One session per connection.
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
  DefinitionRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticParams,
  DocumentDiagnosticRequest,
  type DocumentFormattingParams,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  type DocumentOnTypeFormattingParams,
  DocumentOnTypeFormattingRequest,
  type DocumentRangeFormattingParams,
  DocumentRangeFormattingRequest,
  DocumentSymbolRequest,
  ErrorCodes,
  ExecuteCommandRequest,
  FileChangeType,
  FoldingRangeRequest,
  type HoverParams,
  HoverRequest,
  type InlayHintParams,
  InlayHintRequest,
  PrepareRenameRequest,
  type ReferenceParams,
  ReferencesRequest,
  RegistrationRequest,
  type RenameParams,
  RenameRequest,
  ResponseError,
  type SelectionRangeParams,
  SelectionRangeRequest,
  type SemanticTokensParams,
  type SemanticTokensRangeParams,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
  type TextDocumentPositionParams,
} from "vscode-languageserver";
import {
  HOST_STATE_NOTIFICATION,
  type HostState,
  OWN_LANGUAGE_ID,
  PREVIEW_REQUEST,
  type ProxyVariables,
  SETTINGS_SECTION,
  TARGET_REQUEST,
  TEMPLATE_LANGUAGE_ID,
  TEMPLATE_NAME_NOTIFICATION,
} from "../contract";
import type { Deploy, LocalEndpoint, Remote } from "../deploy";
import { Answers, Stop, SUPERSEDED } from "./answer";
import { type AwsFiles, AwsNews } from "./awsNews";
import { ON_TYPE } from "./capabilities";
import type { Client } from "./client";
import { createClientFiles } from "./clientFiles";
import { DeployCommands } from "./deployCommands";
import { Documents } from "./documents";
import { Doubts, isDoubtCommand } from "./doubts";
import { Features, type View } from "./features";
import {
  arePositions,
  fromLspActionKey,
  fromLspCommand,
  fromLspPreview,
  fromLspQuestion,
  fromLspShown,
  fromLspTemplateName,
  fromLspUri,
  isActionContext,
  isFormatting,
  isPosition,
  isRange,
  type Parts,
} from "./fromLsp";
import { readHostState } from "./hostState";
import { lookedWith } from "./lookedWith";
import * as names from "./names";
import { preview } from "./preview";
import { createProgress } from "./progress";
import { Publisher } from "./publish";
import { answerQuestion, isQuestion } from "./questions";
import { Refusals } from "./refusals";
import { isRemoteCommand, RemoteCommands } from "./remoteCommands";
import { SampleFiles } from "./sampleFiles";
import { SettingsByDocument } from "./settings";
import { type Files, SiblingFiles } from "./siblingFiles";
import { type Sibling, Siblings } from "./siblings";
import { targetStatusOf } from "./target";

/** What a host binds to the world. */
export interface Ports {
  /** For a client that does not answer for its files. Absent where there is no disk. */
  readonly files?: Files;
  /** Absent where there is no disk. */
  readonly awsFiles?: AwsFiles;
  /** Absent where requests to AWS cannot be signed. */
  readonly deploy?: Deploy;
  readonly remote?: Remote;
  readonly local?: LocalEndpoint;
  /** Takes the proxy that a client's settings name from now on. Absent where requests are not ours to send. */
  readonly useProxy?: (variables: ProxyVariables) => void;
}

/** What was agreed on when the connection was opened. */
export interface Opening {
  readonly connection: Connection;
  readonly client: Client;
  readonly host: HostState;
  /** Gives the event loop a turn, so that messages which have arrived are seen. */
  turn(): Promise<void>;
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
  readonly remoteCommands: RemoteCommands;
  readonly awsNews: AwsNews;
  readonly settings: SettingsByDocument;
  readonly siblings: Siblings;
  readonly samples: SampleFiles;
  readonly refusals: Refusals;
  readonly doubts: Doubts;
  host: HostState;
  readonly useProxy: Ports["useProxy"];
}

export function startSession({ connection, client, host, turn }: Opening, ports: Ports): void {
  const { files, awsFiles, deploy, remote, local, useProxy } = ports;
  useProxy?.(host.proxyVariables ?? {});
  const answers = new Answers(connection.console);
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
  const known = host.answersFiles === true ? createClientFiles(connection) : files;
  const withProgress = createProgress(connection, client);
  const log = connection.console;
  const siblings = new Siblings(documents, new SiblingFiles(known, client));
  const refusals = new Refusals();
  const publisher = new Publisher({ connection, client, documents, settings, siblings, refusals, turn });
  const session: Session = {
    connection,
    answers,
    client,
    documents,
    publisher,
    features: new Features({ ...current, client, refusals, canDeploy: deploy !== undefined }),
    deployCommands: new DeployCommands({
      ...current,
      connection,
      documents,
      answers,
      deploy,
      refusals,
      // Whatever comes of it, the outcome of the deploy is told.
      onRefused: (document) =>
        answers.run({ request: "textDocument/publishDiagnostics", uri: document.uri }, () =>
          publisher.retell(document),
        ),
      log,
      withProgress,
    }),
    remoteCommands: new RemoteCommands({
      ...{ connection, documents, answers, log, withProgress, deploy, remote, local },
      host: current.host,
    }),
    awsNews: new AwsNews(connection, awsFiles),
    settings,
    siblings,
    samples: new SampleFiles(known),
    refusals,
    doubts: new Doubts({ connection, answers, log, deploy, remote, withProgress, host: current.host }),
    host,
    useProxy,
  };
  registerDocuments(session);
  registerDiagnostics(session);
  registerFiles(session);
  registerFeatures(session);
  registerResolvers(session);
  registerCommands(session);
  registerPreview(session);
  registerSettings(session);
  connection.onShutdown(() => {
    answers.closed = true;
    session.awsNews.end();
  });
}

function registerDocuments(session: Session): void {
  const { connection, answers, documents, publisher, refusals, samples, settings, siblings } = session;
  connection.onDidOpenTextDocument(({ textDocument }) =>
    answers.run({ request: "textDocument/didOpen", uri: textDocument.uri }, async () => {
      const document = documents.open(textDocument);
      samples.refresh(document.uri);
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
      refusals.forget(uri);
      // It may have been saved where the client hears of no change.
      siblings.forget([{ uri, type: FileChangeType.Changed }]);
      samples.choose(uri, undefined);
      return documents.close(uri) ? publisher.clear(uri) : undefined;
    }),
  );
  connection.onNotification(TEMPLATE_NAME_NOTIFICATION, (params: unknown) => {
    const named = fromLspTemplateName(params);
    return answers.run({ request: TEMPLATE_NAME_NOTIFICATION, uri: named?.uri }, () => {
      const document = named && documents.show(named.uri, named);
      return document && publisher.retell(document);
    });
  });
}

/** Takes a request's params as they come: `undefined` where they are no single value, so that nothing is read blindly. */
function onRequest(
  { connection }: Session,
  method: string,
  handler: (params: unknown, token: CancellationToken) => Promise<unknown>,
): void {
  connection.onRequest<unknown, void>(method, (...received: unknown[]) => {
    const token = received.at(-1) as CancellationToken;
    return handler(received.length === 2 ? received[0] : undefined, token);
  });
}

function invalidParams(method: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, `The params are not what ${method} takes.`);
}

function registerDiagnostics(session: Session): void {
  const { answers, publisher } = session;
  const { method } = DocumentDiagnosticRequest;
  onRequest(session, method, (params, token) => {
    const uri = fromLspQuestion(params);
    return answers.answer<unknown>({ request: method, uri }, token, () =>
      uri === undefined ? invalidParams(method) : publisher.pull(params as DocumentDiagnosticParams, token),
    );
  });
}

/** Files on the disk that may be responses of a method that is open. */
function registerFiles({ connection, answers, publisher, siblings }: Session): void {
  connection.onDidChangeWatchedFiles(({ changes }) =>
    answers.run({ request: "workspace/didChangeWatchedFiles" }, () =>
      siblings.forget(changes) ? publisher.tellAnew() : undefined,
    ),
  );
}

/** A response beside another may have any name. */
const WATCHED = { watchers: [{ globPattern: "**/*.json" }] };

/** The questions about one document. One that is not open has no answer. */
function registerFeatures(session: Session): void {
  const { answers, features } = session;
  const on = <P, R>(
    { method }: { readonly method: string },
    feature: (view: View, params: P, token: CancellationToken) => R,
    parts: Parts = {},
  ): void => {
    onRequest(session, method, (params, token) => {
      const uri = fromLspQuestion(params, parts);
      return answers.answer<unknown>({ request: method, uri }, token, async () => {
        if (uri === undefined) {
          return invalidParams(method);
        }
        const view = await viewOf(session, uri, token);
        return view === undefined ? null : view instanceof Stop ? view : feature(view, params as P, token);
      });
    });
  };
  const position = isPosition;
  const range = isRange;
  const options = isFormatting;
  const sample = (view: View, at: TextDocumentPositionParams, token: CancellationToken) =>
    lookedWith(view, view.document.positions.offset(at.position), {
      samples: session.samples,
      viewOf: (uri) => viewOf(session, uri, token),
    });
  on(
    CompletionRequest,
    async (view, params: CompletionParams, token) =>
      features.completion(view, params, await sample(view, params, token)),
    { position },
  );
  on(SignatureHelpRequest, (view, params: TextDocumentPositionParams) => features.signature(view, params), {
    position,
  });
  on(InlayHintRequest, (view, params: InlayHintParams) => features.inlayHints(view, params), { range });
  on(
    HoverRequest,
    async (view, params: HoverParams, token) =>
      features.hover(view, params, await sample(view, params, token)),
    { position },
  );
  on(
    CodeActionRequest,
    async (view, params: CodeActionParams, token) =>
      features.actions(await joined(session, view, token), params),
    { range, context: isActionContext },
  );
  on(DocumentSymbolRequest, (view) => features.symbols(view));
  on(FoldingRangeRequest, (view) => features.folding(view));
  on(SelectionRangeRequest, (view, params: SelectionRangeParams) => features.selection(view, params), {
    positions: arePositions,
  });
  on(
    DocumentFormattingRequest,
    (view, params: DocumentFormattingParams) => features.formatting(view, params),
    { options },
  );
  on(
    DocumentRangeFormattingRequest,
    (view, params: DocumentRangeFormattingParams) => features.rangeFormatting(view, params),
    { options, range },
  );
  on(
    DocumentOnTypeFormattingRequest,
    (view, params: DocumentOnTypeFormattingParams) => features.onTypeFormatting(view, params),
    { position },
  );
  on(DocumentLinkRequest, (view) => features.links(view));
  on(DocumentHighlightRequest, (view, params: TextDocumentPositionParams) => names.highlights(view, params), {
    position,
  });
  on(
    DefinitionRequest,
    (view, params: TextDocumentPositionParams) => names.definition(view, params, session.client),
    { position },
  );
  on(
    ReferencesRequest,
    async (view, params: ReferenceParams, token) =>
      names.references(view, params, await siblingsOf(session, view, token), session.client),
    { position },
  );
  on(PrepareRenameRequest, (view, params: TextDocumentPositionParams) => names.prepareRename(view, params), {
    position,
  });
  on(
    RenameRequest,
    async (view, params: RenameParams, token) =>
      names.rename(view, params, await siblingsOf(session, view, token), session.client),
    { position },
  );
  on(SemanticTokensRequest, (view, _: SemanticTokensParams) => names.semanticTokens(view));
  on(
    SemanticTokensRangeRequest,
    (view, { range: asked }: SemanticTokensRangeParams) => names.semanticTokens(view, asked),
    { range },
  );
  on(CodeLensRequest, async (view, _: unknown, token) => features.lenses(await joined(session, view, token)));
}

/** With the other responses of its method in sight. */
async function joined(
  { siblings }: Session,
  { document, analysis }: View,
  token: CancellationToken,
): Promise<View> {
  return { document, analysis: (await siblings.join(document, analysis, token)).analysis };
}

function siblingsOf(
  { siblings }: Session,
  { document, analysis }: View,
  token: CancellationToken,
): Promise<readonly Sibling[]> {
  return siblings.of(document, analysis, token);
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
  const { answers, features } = session;
  const { method: completion } = CompletionResolveRequest;
  onRequest(session, completion, (params, token) => {
    const item = fromLspShown<CompletionItem>(params, "label");
    return answers.answer<unknown>({ request: completion }, token, () =>
      item === undefined ? invalidParams(completion) : features.resolveCompletion(item),
    );
  });
  const { method: codeAction } = CodeActionResolveRequest;
  onRequest(session, codeAction, (params, token) => {
    const action = fromLspShown<CodeAction>(params, "title");
    const key = fromLspActionKey(action?.data);
    return answers.answer<unknown>({ request: codeAction, uri: key?.uri }, token, async () => {
      if (action === undefined) {
        return invalidParams(codeAction);
      }
      if (key === undefined) {
        return action;
      }
      const view = await viewOf(session, key.uri, token);
      if (view === undefined || view instanceof Stop) {
        return view ?? SUPERSEDED;
      }
      const { opening, version } = view.document;
      const isSame = opening === key.opening && version === key.version;
      return (
        (isSame ? features.resolveAction(await joined(session, view, token), action, key) : undefined) ??
        SUPERSEDED
      );
    });
  });
}

function registerCommands(session: Session): void {
  const { answers, awsNews, documents, deployCommands, doubts, refusals, remoteCommands } = session;
  onRequest(session, ExecuteCommandRequest.method, (params, cancellation) => {
    const call = fromLspCommand(params);
    if (isRemoteCommand(call.command)) {
      awsNews.begin(session.host);
    }
    // A command's answer is its outcome even when it was cancelled, so the answer does not look at the token.
    return answers.answer<unknown>({ request: call.command }, CancellationToken.None, () =>
      isQuestion(call.command)
        ? answerQuestion(
            call.command,
            call.argument,
            (uri) => viewOf(session, uri, cancellation),
            async (uri) => {
              const view = await viewOf(session, uri, cancellation);
              return view === undefined || view instanceof Stop ? view : joined(session, view, cancellation);
            },
          )
        : isRemoteCommand(call.command)
          ? remoteCommands.run({ ...call, cancellation })
          : isDoubtCommand(call.command)
            ? doubts.run({ ...call, cancellation })
            : deployCommands.run({ ...call, cancellation }),
    );
  });
  onRequest(session, TARGET_REQUEST, (params, token) => {
    const uri = fromLspUri(params);
    return answers.answer<unknown>({ request: TARGET_REQUEST, uri }, token, async () => {
      if (uri === undefined) {
        return invalidParams(TARGET_REQUEST);
      }
      const document = documents.get(uri);
      const analysis = document && (await documents.analysisOf(document, token));
      const problem = document && refusals.of(document).ofTarget;
      return analysis instanceof Stop
        ? analysis
        : { ...targetStatusOf(uri, analysis), ...(problem === undefined ? {} : { problem }) };
    });
  });
}

function registerPreview(session: Session): void {
  const { answers, samples } = session;
  onRequest(session, PREVIEW_REQUEST, (params, token) => {
    const place = fromLspPreview(params);
    return answers.answer<unknown>({ request: PREVIEW_REQUEST, uri: place?.uri }, token, async () => {
      if (place === undefined) {
        return invalidParams(PREVIEW_REQUEST);
      }
      samples.choose(place.uri, place.sample);
      const view = await viewOf(session, place.uri, token);
      return view === undefined || view instanceof Stop
        ? (view ?? { kind: "none", message: "The document is not open here." })
        : preview(await joined(session, view, token), place, await samples.of(place.uri));
    });
  });
}

function registerSettings(session: Session): void {
  const { connection, answers, client, documents, doubts, publisher, settings } = session;
  const tellDoubts = (): void => void answers.run({ request: "open doubts" }, () => doubts.tell());
  connection.onInitialized(() => {
    tellDoubts();
    return answers.run({ request: "initialized" }, () => registerWithClient(session));
  });
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
      session.useProxy?.(session.host.proxyVariables ?? {});
      tellDoubts();
      return refreshLenses(session);
    }),
  );
}

/** What the client lets a server register for one language only, and news of the settings. */
async function registerWithClient({ connection, client }: Session): Promise<void> {
  const ownOnly = { documentSelector: [{ language: OWN_LANGUAGE_ID }] };
  const ownAndTemplates = {
    documentSelector: [...ownOnly.documentSelector, { language: TEMPLATE_LANGUAGE_ID }],
  };
  const wanted: readonly (readonly [isPossible: boolean, method: string, options: object])[] = [
    [client.registersFormatting, DocumentFormattingRequest.method, ownOnly],
    [client.registersRangeFormatting, DocumentRangeFormattingRequest.method, ownOnly],
    [
      client.registersOnTypeFormatting,
      DocumentOnTypeFormattingRequest.method,
      { ...ownAndTemplates, ...ON_TYPE },
    ],
    [client.registersFolding, FoldingRangeRequest.method, ownAndTemplates],
    [client.watchesFiles, DidChangeWatchedFilesNotification.method, WATCHED],
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
