// A window of VS Code as far as the view and its commands need one: files, documents, questions, and a user who answers.
// Invariant: it has state and no expectations; what nobody answers is dismissed.

import { FakeView, type Provider } from "./fakeView";

type Listener<Value> = (value: Value) => unknown;

export class EventEmitter<Value> {
  readonly #listeners = new Set<Listener<Value>>();

  readonly event = (listener: Listener<Value>): Disposable => {
    this.#listeners.add(listener);
    return new Disposable(() => this.#listeners.delete(listener));
  };

  fire(value: Value): void {
    for (const listener of [...this.#listeners]) {
      listener(value);
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** Nobody calls anything off here. */
export class CancellationTokenSource {
  readonly token = { isCancellationRequested: false, onCancellationRequested: () => undefined };
  cancel(): void {}
  dispose(): void {}
}

export class Disposable {
  readonly #end: () => unknown;

  constructor(end: () => unknown) {
    this.#end = end;
  }

  static from(...all: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) {
        one.dispose();
      }
    });
  }

  dispose(): void {
    this.#end();
  }
}

class Uri {
  readonly scheme: string;
  readonly path: string;

  constructor(scheme: string, path: string) {
    this.scheme = scheme;
    this.path = path;
  }

  static parse(text: string): Uri {
    const [, scheme = "", path = ""] = /^(\w*):?(?:\/\/)?(.*)$/.exec(text) ?? [];
    return new Uri(scheme, path);
  }

  static joinPath(uri: Uri, ...parts: readonly string[]): Uri {
    return new Uri(uri.scheme, [uri.path, ...parts].join("/"));
  }

  get fsPath(): string {
    return this.path;
  }

  toString(): string {
    return `${this.scheme}://${this.path}`;
  }
}

class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

class WorkspaceEdit {
  readonly texts = new Map<string, string>();

  replace(uri: Uri, _range: unknown, text: string): void {
    this.texts.set(uri.toString(), text);
  }
}

/** Where a document is saved. */
interface Disk {
  readonly read: () => string | undefined;
  readonly write: (text: string) => void;
}

export class Document {
  readonly uri: Uri;
  readonly languageId: string;
  readonly isClosed = false;
  text: string;
  readonly #disk: Disk;

  constructor(uri: Uri, languageId: string, text: string, disk: Disk) {
    this.uri = uri;
    this.languageId = languageId;
    this.text = text;
    this.#disk = disk;
  }

  get isDirty(): boolean {
    return this.#disk.read() !== this.text;
  }

  get lineCount(): number {
    return this.text.split("\n").length;
  }

  getText(): string {
    return this.text;
  }

  positionAt(offset: number): Position {
    const lines = this.text.slice(0, offset).split("\n");
    return new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
  }

  save(): Promise<boolean> {
    this.#disk.write(this.text);
    return Promise.resolve(true);
  }
}

class ShellExecution {
  readonly commandLine: string;

  constructor(commandLine: string) {
    this.commandLine = commandLine;
  }
}

/** A question, as the user saw it. */
export interface Asked {
  readonly title: string;
  /** Of a list its rows, of a dialog its buttons. */
  readonly choices: readonly string[];
  readonly detail?: string;
}

/** A notification, which waits for nobody. */
interface Toast {
  readonly message: string;
  readonly actions: readonly { readonly title: string }[];
  readonly press: (title: string) => void;
}

interface Row {
  readonly label: string;
  readonly description?: string;
}

const ROOT = new Uri("file", "/folder");

type FileChange = "changed" | "created" | "deleted";

export class FakeWindow {
  readonly files = new Map<string, string>();
  readonly documents: Document[] = [];
  readonly asked: Asked[] = [];
  readonly toasts: Toast[] = [];
  readonly asides: string[] = [];
  readonly settings = new Map<string, unknown>();
  readonly configured = new EventEmitter<{ affectsConfiguration(name: string): boolean }>();
  readonly fileChanged = new EventEmitter<{ readonly how: FileChange; readonly uri: Uri }>();
  /** What ran in a terminal; all of it succeeds. */
  readonly commandLines: string[] = [];
  readonly #taskEnded = new EventEmitter<{ readonly execution: ShellExecution; readonly exitCode: number }>();
  readonly #commands = new Map<string, (...args: readonly unknown[]) => unknown>();
  readonly #answers: string[] = [];
  active: Document | undefined;
  view: FakeView | undefined;
  isTrusted = true;
  isReadOnly = false;
  reads = 0;

  /** As it was when it was opened for the first time. */
  restart(): void {
    this.files.clear();
    this.settings.clear();
    this.configured.dispose();
    this.fileChanged.dispose();
    for (const list of [
      this.documents,
      this.asked,
      this.toasts,
      this.asides,
      this.commandLines,
      this.#answers,
    ]) {
      list.length = 0;
    }
    this.active = undefined;
    this.view = undefined;
    this.isTrusted = true;
    this.isReadOnly = false;
    this.reads = 0;
  }

  /** What the user will answer, question by question: a part of a row's or a button's text, or a text to type. */
  willAnswer(...answers: readonly string[]): void {
    this.#answers.push(...answers);
  }

  run(command: string, ...args: readonly unknown[]): Promise<unknown> {
    const known = this.#commands.get(command);
    if (known === undefined) {
      throw new Error(`There is no command ${command}.`);
    }
    return Promise.resolve(known(...args));
  }

  write(path: string, text: string): void {
    this.files.set(`${ROOT}/${path}`, text);
  }

  /** Saved outside of an editor. */
  change(path: string, text: string): void {
    this.#store(Uri.joinPath(ROOT, path), text);
  }

  /** A folder that was made elsewhere comes to its place: one event for all that is in it. */
  moveIn(folder: string, files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      this.write(name, text);
    }
    this.fileChanged.fire({ how: "created", uri: Uri.joinPath(ROOT, folder) });
  }

  /** A folder is taken away: one event for all that was in it. */
  remove(folder: string): void {
    const gone = Uri.joinPath(ROOT, folder);
    for (const file of [...this.files.keys()].filter((name) => name.startsWith(`${gone}/`))) {
      this.files.delete(file);
    }
    this.fileChanged.fire({ how: "deleted", uri: gone });
  }

  read(path: string): string | undefined {
    return this.files.get(`${ROOT}/${path}`);
  }

  open(path: string, text = this.read(path) ?? "", languageId = "apigateway-integration-response"): Document {
    const uri = Uri.joinPath(ROOT, path);
    return this.#open(uri, languageId, text);
  }

  set(name: string, value: unknown): void {
    this.settings.set(name, value);
    this.configured.fire({ affectsConfiguration: (other) => other === name });
  }

  /** A notification with this text; its last, where it came more than once. */
  toast(text: string): Toast {
    const found = this.toasts.findLast(({ message }) => message.includes(text));
    if (found === undefined) {
      throw new Error(`Nobody said “${text}”, but: ${this.toasts.map(({ message }) => message).join(" | ")}`);
    }
    return found;
  }

  /** What `import "vscode"` gives. */
  readonly vscode = {
    EventEmitter,
    CancellationTokenSource,
    Disposable,
    Uri,
    Position,
    Range: class {},
    WorkspaceEdit,
    TreeItem: class {
      readonly label: string;
      readonly collapsibleState: number;

      constructor(label: string, collapsibleState: number) {
        this.label = label;
        this.collapsibleState = collapsibleState;
      }
    },
    ThemeIcon: class {
      readonly id: string;

      constructor(id: string) {
        this.id = id;
      }
    },
    ThemeColor: class {},
    CodeLens: class {},
    TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
    FileType: { Unknown: 0, File: 1, Directory: 2 },
    ProgressLocation: { Notification: 15 },
    ConfigurationTarget: { Global: 1 },
    ViewColumn: { Active: -1 },
    QuickInputButtons: { Back: {} },
    env: { remoteName: undefined, clipboard: { writeText: () => Promise.resolve() } },
    l10n: {
      t: (text: string, ...values: readonly unknown[]) =>
        text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])),
    },
    commands: {
      registerCommand: (name: string, run: (...args: readonly unknown[]) => unknown) => {
        this.#commands.set(name, run);
        return new Disposable(() => this.#commands.delete(name));
      },
      executeCommand: (name: string, ...args: readonly unknown[]) =>
        Promise.resolve(this.#commands.get(name)?.(...args)),
    },
    languages: { registerCodeLensProvider: () => new Disposable(() => undefined) },
    TaskScope: { Workspace: 2 },
    Task: class {
      readonly execution: ShellExecution;

      constructor(...[, , , , execution]: readonly [unknown, unknown, unknown, unknown, ShellExecution]) {
        this.execution = execution;
      }
    },
    ShellExecution,
    tasks: {
      onDidEndTaskProcess: this.#taskEnded.event,
      executeTask: async ({ execution }: { readonly execution: ShellExecution }) => {
        this.commandLines.push(execution.commandLine);
        queueMicrotask(() => this.#taskEnded.fire({ execution, exitCode: 0 }));
        return execution;
      },
    },
    TextEditorRevealType: { InCenterIfOutsideViewport: 2 },
    window: {
      visibleTextEditors: [],
      createTreeView: (_: string, { treeDataProvider }: { readonly treeDataProvider: Provider }) => {
        this.view = new FakeView(treeDataProvider);
        return new Disposable(() => undefined);
      },
      createQuickPick: () => this.#input(),
      createInputBox: () => this.#input(),
      showInformationMessage: (...said: readonly unknown[]) => this.#say(said),
      showWarningMessage: (...said: readonly unknown[]) => this.#say(said),
      showErrorMessage: (...said: readonly unknown[]) => this.#say(said),
      setStatusBarMessage: (message: string) => this.asides.push(message),
      showWorkspaceFolderPick: () => Promise.resolve({ uri: ROOT }),
      createOutputChannel: () => ({ info: () => undefined, warn: () => undefined, error: () => undefined }),
      withProgress: (_: unknown, work: (progress: object, token: object) => Promise<unknown>) =>
        work({ report: () => undefined }, { onCancellationRequested: () => undefined }),
      showTextDocument: async (shown: Uri | Document) => {
        const isOpen = shown instanceof Document;
        this.active = isOpen ? shown : this.#open(shown, "json", this.files.get(shown.toString()) ?? "");
        return { document: this.active };
      },
    },
    workspace: {
      workspaceFolders: [{ uri: ROOT }],
      textDocuments: this.documents,
      onDidGrantWorkspaceTrust: new EventEmitter<void>().event,
      onDidSaveTextDocument: new EventEmitter<void>().event,
      onDidCreateFiles: new EventEmitter<void>().event,
      onDidDeleteFiles: new EventEmitter<void>().event,
      onDidRenameFiles: new EventEmitter<void>().event,
      onDidChangeConfiguration: this.configured.event,
      createFileSystemWatcher: (glob: string) => {
        const pattern = globPattern(glob);
        const on = (kind: FileChange) => (heard: (uri: Uri) => unknown) =>
          this.fileChanged.event(({ how, uri }) =>
            how === kind && pattern.test(uri.path) ? heard(uri) : undefined,
          );
        return {
          onDidChange: on("changed"),
          onDidCreate: on("created"),
          onDidDelete: on("deleted"),
          dispose: () => undefined,
        };
      },
      getConfiguration: () => ({
        inspect: (name: string) => ({ globalValue: this.settings.get(name) }),
      }),
      openTextDocument: async (what: Uri | { readonly language: string; readonly content: string }) =>
        what instanceof Uri
          ? this.#open(what, "json", this.files.get(what.toString()) ?? "")
          : this.#open(new Uri("untitled", `${this.documents.length}`), what.language, what.content),
      applyEdit: async ({ texts }: WorkspaceEdit) => {
        for (const [uri, text] of texts) {
          const document = this.documents.find((one) => one.uri.toString() === uri);
          if (document !== undefined) {
            document.text = text;
          }
        }
        return true;
      },
      fs: {
        readFile: async (uri: Uri) => {
          this.reads++;
          const text = this.files.get(uri.toString());
          if (text === undefined) {
            throw new Error("FileNotFound");
          }
          return new TextEncoder().encode(text);
        },
        writeFile: async (uri: Uri, bytes: Uint8Array) => {
          if (this.isReadOnly) {
            throw new Error("NoPermissions");
          }
          // Into a folder that may be new: the watcher says nothing.
          this.files.set(uri.toString(), new TextDecoder().decode(bytes));
        },
        readDirectory: async (uri: Uri) =>
          [...this.files.keys()]
            .filter((file) => file.startsWith(`${uri}/`))
            .map((file) => [file.slice(`${uri}/`.length), 1]),
      },
    },
  };

  constructor() {
    const isTrusted = { get: () => this.isTrusted };
    const selection = { active: new Position(0, 0) };
    const active = { get: () => this.active && { document: this.active, selection } };
    Object.defineProperty(this.vscode.workspace, "isTrusted", isTrusted);
    Object.defineProperty(this.vscode.window, "activeTextEditor", active);
  }

  #open(uri: Uri, languageId: string, text: string): Document {
    const known = this.documents.find((one) => one.uri.toString() === uri.toString());
    const disk = {
      read: () => this.files.get(uri.toString()),
      write: (saved: string) => this.#store(uri, saved),
    };
    const document = known ?? new Document(uri, languageId, text, disk);
    if (known === undefined) {
      this.documents.push(document);
    }
    this.active = document;
    return document;
  }

  #store(uri: Uri, text: string): void {
    const how = this.files.has(uri.toString()) ? "changed" : "created";
    this.files.set(uri.toString(), text);
    this.fileChanged.fire({ how, uri });
  }

  #next(choices: readonly string[]): string | undefined {
    const answer = this.#answers.shift();
    if (answer !== undefined && choices.length > 0 && !choices.some((choice) => choice.includes(answer))) {
      throw new Error(`“${answer}” is none of: ${choices.join(" | ")}`);
    }
    return answer;
  }

  #input() {
    const accepted = new EventEmitter<void>();
    const changed = new EventEmitter<string>();
    const hidden = new EventEmitter<void>();
    const input = {
      title: "",
      value: "",
      items: [] as readonly Row[],
      selectedItems: [] as readonly Row[],
      onDidAccept: accepted.event,
      onDidHide: hidden.event,
      onDidChangeValue: changed.event,
      onDidChangeSelection: () => undefined,
      onDidTriggerButton: () => undefined,
      dispose: () => undefined,
      show: () => {
        const rows = () => input.items.map(({ label, description = "" }) => `${label} ${description}`.trim());
        const listed = rows();
        this.asked.push({ title: input.title, choices: listed });
        const answer = this.#answers[0];
        input.value = answer ?? "";
        changed.fire(input.value);
        // A list may take what was typed in as a row of its own.
        if (this.#next(rows()) === undefined || answer === undefined) {
          hidden.fire();
          return;
        }
        input.selectedItems = input.items.filter((_, index) => rows()[index]?.includes(answer)).slice(0, 1);
        accepted.fire();
      },
    };
    return input;
  }

  #say([message, ...rest]: readonly unknown[]): Promise<unknown> {
    const [first] = rest;
    const isModal = typeof first === "object" && first !== null && "modal" in first;
    if (isModal) {
      const buttons = rest.slice(1) as readonly string[];
      const { detail } = first as { readonly detail?: string };
      this.asked.push({
        title: String(message),
        choices: buttons,
        ...(detail === undefined ? {} : { detail }),
      });
      const answer = this.#next(buttons);
      return Promise.resolve(buttons.find((button) => button === answer));
    }
    const actions = rest as readonly { readonly title: string }[];
    return new Promise((resolve) => {
      const press = (title: string): void => resolve(actions.find((action) => action.title === title));
      this.toasts.push({ message: String(message), actions, press });
    });
  }
}

/** The window of a test file: a module is put in the place of another once. */
/** Of the globs that are in use: `{a,b}`, a double star for folders, and a star within a name. */
function globPattern(glob: string): RegExp {
  const source = glob
    .replace(/\./g, "\\.")
    .replace(/\{(.*)\}/, (_, parts: string) => `(?:${parts.replaceAll(",", "|")})`)
    .replace(/\*\*\/|\*\*|\*/g, (stars) => ({ "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*" })[stars] ?? stars);
  return new RegExp(`^/?${source}$`);
}

export const WINDOW = new FakeWindow();

/** `Memento`, and what is in it. */
export class Memory {
  readonly #values = new Map<string, string>();

  get<Value>(key: string): Value | undefined;
  get<Value>(key: string, otherwise: Value): Value;
  get<Value>(key: string, otherwise?: Value): Value | undefined {
    const text = this.#values.get(key);
    return text === undefined ? otherwise : JSON.parse(text);
  }

  update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }
}
