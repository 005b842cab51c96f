// An editor made of a JSON-RPC client: the real server bundle as a child process, spoken to over stdio.
// Invariant: it declares no capability that a test did not name, and sees every message the server sends.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import {
  createMessageConnection,
  ErrorCodes,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import type {
  ClientCapabilities,
  Diagnostic,
  InitializeResult,
  PublishDiagnosticsParams,
  TextDocumentContentChangeEvent,
} from "vscode-languageserver";
import {
  LIST_FILES_REQUEST,
  MFA_CODE_REQUEST,
  OWN_LANGUAGE_ID,
  READ_FILE_REQUEST,
} from "../../server/src/contract";

export const SERVER = join(import.meta.dirname, "../../dist/server.js");
export const OWN_URI = "file:///work/a.integration-response.json";

export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** What `workspace/configuration` is answered with for the section `apigatewayResponse`. */
  readonly settings?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  /** The title of the button that is pressed in each message that asks, in order; `null` closes it. */
  readonly answers?: readonly (string | null)[];
  /** What an MFA device shows to the user who is asked for it, once the user has found it. */
  readonly mfaCode?: string | Promise<string>;
  /** The folder that is open, by its URI. */
  readonly folder?: string;
  /** The files that the client answers for, by their URIs. */
  readonly files?: ReadonlyMap<string, string>;
  /** Requests of the server that the client answers with an error, or not at all. */
  readonly misbehaves?: Readonly<Record<string, "refuses" | "neverAnswers">>;
}

export interface Received {
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a server sends is what the test is about.
  readonly params: any;
}

export class Editor {
  readonly connection: MessageConnection;
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  /** Notifications and requests of the server, in the order in which they came. */
  readonly received: Received[] = [];
  settings: unknown;
  capabilities: InitializeResult["capabilities"] = {};
  #awaited: {
    readonly test: (message: Received) => boolean;
    readonly resolve: (message: Received) => void;
  }[] = [];
  readonly #answers: (string | null)[];
  readonly #files: ReadonlyMap<string, string>;
  readonly #mfaCode: string | Promise<string> | null;
  readonly #misbehaves: NonNullable<EditorOptions["misbehaves"]>;
  readonly #versions = new Map<string, number>();

  constructor({ settings, env, answers, files, mfaCode, misbehaves }: EditorOptions = {}) {
    this.settings = settings ?? null;
    this.#answers = [...(answers ?? [])];
    this.#files = files ?? new Map();
    this.#mfaCode = mfaCode ?? null;
    this.#misbehaves = misbehaves ?? {};
    this.child = spawn(process.execPath, [SERVER, "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ...env },
    });
    const { stdin, stdout } = this.child;
    if (stdin === null || stdout === null) {
      throw new Error("The server has no standard streams.");
    }
    this.exited = once(this.child, "exit").then(([code]) => code);
    this.connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    this.connection.onNotification((method, params) => this.#receive({ method, params }));
    this.connection.onRequest((method, params, token) => {
      token.onCancellationRequested(() => this.#receive({ method: "$/cancelRequest", params: { method } }));
      return this.#answer({ method, params });
    });
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    this.connection.onUnhandledProgress((params: any) => this.#receive({ method: "$/progress", params }));
    this.connection.onError(() => undefined);
    this.connection.listen();
  }

  async initialize({
    capabilities,
    initializationOptions,
    folder,
  }: EditorOptions = {}): Promise<InitializeResult> {
    const result = await this.request<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: null,
      ...(folder === undefined ? {} : { workspaceFolders: [{ uri: folder, name: "folder" }] }),
      capabilities: capabilities ?? {},
      initializationOptions,
    });
    this.capabilities = result.capabilities;
    await this.notify("initialized", {});
    return result;
  }

  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asks for.
  request<T = any>(method: string, params?: unknown): Promise<T> {
    const ended = this.exited.then((code) => {
      throw new Error(`The server ended with ${code} before it answered ${method}.`);
    });
    return Promise.race([this.connection.sendRequest<T>(method, params), ended]);
  }

  notify(method: string, params?: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  async open(text: string, { uri = OWN_URI, languageId = OWN_LANGUAGE_ID } = {}): Promise<void> {
    this.#versions.set(uri, 1);
    await this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
  }

  async change(changes: TextDocumentContentChangeEvent[], uri = OWN_URI): Promise<number> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: changes });
    return version;
  }

  /** The next message from the server that fits, or one that has come already. */
  async next(test: (message: Received) => boolean): Promise<Received> {
    const found = this.received.find(test);
    return found ?? new Promise((resolve) => this.#awaited.push({ test, resolve }));
  }

  /** The diagnostics that are pushed for a version. */
  async pushed(version: number, uri = OWN_URI): Promise<Diagnostic[]> {
    const { params } = await this.next(
      ({ method, params: told }) =>
        method === "textDocument/publishDiagnostics" && told.uri === uri && told.version === version,
    );
    return (params as PublishDiagnosticsParams).diagnostics;
  }

  async pulled(uri = OWN_URI, previousResultId?: string): Promise<Diagnostic[]> {
    const report = await this.request("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
    return report.items;
  }

  methods(): readonly string[] {
    return this.received.map(({ method }) => method);
  }

  log(): string {
    return this.received
      .filter(({ method }) => method === "window/logMessage")
      .map(({ params }) => params.message)
      .join("\n");
  }

  async stop(): Promise<number | null> {
    if (this.child.exitCode === null) {
      await this.request("shutdown").catch(() => undefined);
      await this.notify("exit").catch(() => undefined);
    }
    const code = await this.exited;
    this.connection.dispose();
    return code;
  }

  #receive(message: Received): void {
    this.received.push(message);
    const fitting = this.#awaited.filter(({ test }) => test(message));
    this.#awaited = this.#awaited.filter((awaited) => !fitting.includes(awaited));
    for (const { resolve } of fitting) {
      resolve(message);
    }
  }

  #answer(message: Received): unknown {
    this.#receive(message);
    switch (this.#misbehaves[message.method]) {
      case "refuses":
        return new ResponseError(ErrorCodes.InternalError, "This client cannot do what it said it could.");
      case "neverAnswers":
        return new Promise(() => undefined);
      case undefined:
        break;
    }
    switch (message.method) {
      case "workspace/configuration":
        return message.params.items.map(() => this.settings);
      case "window/showMessageRequest": {
        const wanted = this.#answers.shift() ?? null;
        return message.params.actions?.find(({ title }: { title: string }) => title === wanted) ?? null;
      }
      case LIST_FILES_REQUEST: {
        const { kind, uri } = message.params;
        const folder = kind === "beside" ? uri.replace(/[^/]*$/, "") : `${uri}/`;
        return [...this.#files.keys()].filter(
          (file) => file.startsWith(folder) && (kind === "below" || !file.slice(folder.length).includes("/")),
        );
      }
      case MFA_CODE_REQUEST:
        return this.#mfaCode;
      case READ_FILE_REQUEST:
        return this.#files.get(message.params.uri) ?? null;
      default:
        return null;
    }
  }
}

/** A server that is ready for documents. Stopped by `await using`. */
export async function startEditor(options: EditorOptions = {}): Promise<Editor & AsyncDisposable> {
  const editor = new Editor(options);
  await editor.initialize(options);
  return Object.assign(editor, {
    [Symbol.asyncDispose]: async () => {
      await editor.stop();
    },
  });
}

/** Pull diagnostics, and nothing else. */
export const PULLS = { textDocument: { diagnostic: {} } } satisfies ClientCapabilities;

export function codesOf(diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ code }) => code);
}
