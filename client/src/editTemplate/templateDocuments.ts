// The virtual documents that templates are edited in: each is bound to its string for as long as it is open.
// Invariant: a text that is not in its string is never taken for saved, so closing asks before it is lost.
import {
  commands,
  Disposable,
  type Event,
  EventEmitter,
  type FileChangeEvent,
  type FileStat,
  FileSystemError,
  FileType,
  l10n,
  type TextDocument,
  TextDocumentSaveReason,
  type Uri,
  window,
  workspace,
} from "vscode";
import { type NoTemplate, TEMPLATE_SCHEME } from "../../../server/src/contract";
import type { Connection } from "../connect";
import { SingleFiles } from "../singleFiles";
import type { Tell } from "../tell";
import { type Apart, Binding } from "./binding";
import { TemplateEditor, withLineFeeds } from "./templateEditor";
import { sameTemplate, type TemplateNames } from "./templateNames";
import { TemplateSource } from "./templateSource";
import { fileNameOf, readTemplateUri, type TemplateUriName, templateUri } from "./templateUri";

interface Bound {
  readonly source: TemplateSource;
  readonly editor: TemplateEditor;
  readonly binding: Binding;
}

interface Move {
  readonly oldUri: Uri;
  readonly newUri: Uri;
}

interface Stored {
  readonly text: string;
  readonly mtime: number;
}

export class TemplateDocuments extends SingleFiles implements Disposable {
  readonly #connection: Connection;
  readonly #tell: Tell;
  readonly #names: TemplateNames;
  readonly #bound = new Map<string, Bound>();
  /** What the editor takes for saved. */
  readonly #stored = new Map<string, Stored>();
  /** Those that are being marked as saved, to be told from those that the user saves. */
  readonly #keeping = new Set<string>();
  /**
   * Documents that may get another name just now: each is closed under the old one before the new one is told. A rename
   * that is refused is never told, so that one close uses up what is noted here.
   */
  readonly #moving = new Set<string>();
  readonly #didChangeFile = new EventEmitter<FileChangeEvent[]>();
  readonly #listening: Disposable;

  readonly onDidChangeFile: Event<FileChangeEvent[]> = this.#didChangeFile.event;

  constructor(connection: Connection, tell: Tell, names: TemplateNames) {
    super();
    this.#connection = connection;
    this.#tell = tell;
    this.#names = names;
    this.#listening = Disposable.from(
      this.#didChangeFile,
      workspace.registerFileSystemProvider(TEMPLATE_SCHEME, this, { isCaseSensitive: true }),
      workspace.onDidOpenTextDocument((document) => this.#bind(document)),
      workspace.onDidChangeTextDocument(({ document: { uri }, contentChanges }) => {
        this.#of(uri).forEach(({ source }) => void source.edited(contentChanges));
        this.#changed(uri);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.#closed(uri)),
      workspace.onWillRenameFiles(({ files }) => {
        this.#moving.clear();
        for (const { source } of this.#bound.values()) {
          if (movedWith(source.uri, files) !== undefined) {
            this.#moving.add(source.uri.toString());
          }
        }
      }),
      workspace.onDidRenameFiles(({ files }) => {
        this.#moving.clear();
        for (const { source, binding } of this.#bound.values()) {
          const uri = movedWith(source.uri, files);
          if (uri !== undefined) {
            source.moved(uri);
            binding.changed();
          }
        }
      }),
      workspace.onWillSaveTextDocument((event) => {
        const under = this.#of(event.document.uri);
        if (under.length > 0 && event.reason === TextDocumentSaveReason.Manual) {
          // What was typed last is saved too.
          event.waitUntil(Promise.all(under.map(({ binding }) => binding.settled())).then(() => []));
        }
      }),
      connection.onDidStart(() => {
        for (const { binding, editor } of this.#bound.values()) {
          this.#tellName(editor.document.uri);
          binding.changed();
        }
      }),
    );
    workspace.textDocuments.forEach((document) => void this.#bind(document));
  }

  /** Which template a virtual document shows, whatever it was called when it was opened. */
  nameOf(uri: Uri): TemplateUriName | undefined {
    return this.#bound.get(uri.toString())?.source.name ?? this.#names.get(uri) ?? readTemplateUri(uri);
  }

  /** The virtual document of a template: the one that is open, else one of its own. */
  uriOf(name: TemplateUriName): Uri {
    const open = [...this.#bound.values()].find(({ source }) => source.is(name));
    if (open !== undefined) {
      return open.editor.document.uri;
    }
    let copy = 0;
    while (this.#showsOther(templateUri(name, copy), name)) {
      copy++;
    }
    return templateUri(name, copy);
  }

  /** Saves the document of a template. One that is apart from its string is left to the editor, which says why. */
  async save(uri: Uri | undefined): Promise<void> {
    const bound = this.#bound.get(uri?.toString() ?? "");
    if (bound === undefined || (await bound.binding.settled()) !== undefined) {
      await commands.executeCommand("workbench.action.files.save");
    } else {
      await this.#keep(bound.editor.document);
      await (await bound.source.open())?.save();
    }
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { text, mtime } = await this.#load(uri);
    return { type: FileType.File, ctime: 0, mtime, size: new TextEncoder().encode(text).length };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return new TextEncoder().encode((await this.#load(uri)).text);
  }

  /** The user saves a template: that is to save its document. */
  override async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const key = uri.toString();
    if (!this.#keeping.has(key)) {
      await this.#saveDocumentOf(uri);
    }
    const { mtime } = this.#stored.get(key) ?? { mtime: 0 };
    this.#stored.set(key, { text: withLineFeeds(new TextDecoder().decode(content)), mtime: mtime + 1 });
  }

  dispose(): void {
    this.#listening.dispose();
    for (const { binding, editor } of this.#bound.values()) {
      binding.end();
      editor.dispose();
    }
  }

  async #load(uri: Uri): Promise<Stored> {
    const key = uri.toString();
    const stored = this.#stored.get(key);
    if (stored !== undefined) {
      return stored;
    }
    const name = this.nameOf(uri);
    const found = name && (await this.#sourceOf(uri, name).read(undefined));
    if (found?.kind !== "template") {
      throw FileSystemError.FileNotFound(found?.message ?? uri);
    }
    const loaded = { text: found.text, mtime: 1 };
    this.#stored.set(key, loaded);
    return loaded;
  }

  #bind(document: TextDocument): void {
    const { uri } = document;
    const key = uri.toString();
    const name = readTemplateUri(uri) && this.nameOf(uri);
    if (name === undefined || this.#bound.has(key)) {
      return;
    }
    const source = this.#sourceOf(uri, name);
    const editor = new TemplateEditor(document, (saved) => void this.#keep(saved));
    const binding = new Binding({
      document: source,
      editor,
      // One that was restored with changes of its own has nothing stored.
      shared: document.isDirty ? this.#stored.get(key)?.text : withLineFeeds(document.getText()),
      tell: (apart) => this.#tellApart(apart, source, () => this.#bound.get(key)?.binding),
    });
    this.#bound.set(key, { source, editor, binding });
    this.#tellName(uri);
    binding.changed();
  }

  /** A tab that was restored may have the URI too, though nobody has looked at it yet. */
  #showsOther(uri: Uri, name: TemplateUriName): boolean {
    const kept = this.#names.get(uri);
    return this.#bound.has(uri.toString()) || (kept !== undefined && !sameTemplate(kept, name));
  }

  #changed(uri: Uri): void {
    const bound = this.#bound.get(uri.toString());
    for (const { binding } of bound === undefined ? this.#of(uri) : [bound]) {
      binding.changed();
    }
  }

  #closed(uri: Uri): void {
    const key = uri.toString();
    const bound = this.#bound.get(key);
    if (bound !== undefined) {
      bound.binding.end();
      bound.editor.dispose();
      this.#bound.delete(key);
      this.#stored.delete(key);
      void this.#names.forget(uri);
    }
    const ofDocument = this.#of(uri);
    ofDocument.forEach(({ source }) => void source.forgetPlace());
    const isMoving = this.#moving.delete(key);
    if (ofDocument.length > 0 && !isMoving) {
      // A document that only changes its language is open again before this runs.
      queueMicrotask(() => {
        for (const { binding, source } of ofDocument) {
          if (uri.scheme === "untitled" && !isOpen(uri)) {
            source.die();
          }
          // A file is opened anew, to be read as it is on the disk.
          binding.changed();
        }
      });
    }
  }

  /** The open templates of a document. */
  #of(document: Uri): readonly Bound[] {
    const key = document.toString();
    return [...this.#bound.values()].filter(({ source }) => source.uri.toString() === key);
  }

  #sourceOf(virtual: Uri, name: TemplateUriName): TemplateSource {
    const renamed = (now: TemplateUriName, before: TemplateUriName) => {
      if (now.address.mediaType !== before.address.mediaType) {
        this.#tell.aside(l10n.t("The template has the key {0} now.", now.address.mediaType));
      }
      void this.#names.set(virtual, now);
      this.#connection.tellTemplateName(virtual, now);
    };
    return new TemplateSource({ name, connection: this.#connection, renamed });
  }

  /** To a server that knows no more than the URI. */
  #tellName(virtual: Uri): void {
    const name = this.#names.get(virtual);
    if (name !== undefined) {
      this.#connection.tellTemplateName(virtual, name);
    }
  }

  /** Marks a virtual document as saved: its text is in its string. */
  async #keep(document: TextDocument): Promise<void> {
    const key = document.uri.toString();
    this.#keeping.add(key);
    try {
      await document.save();
    } finally {
      this.#keeping.delete(key);
    }
  }

  async #saveDocumentOf(uri: Uri): Promise<void> {
    const bound = this.#bound.get(uri.toString());
    const apart = await bound?.binding.settled();
    if (bound === undefined || apart !== undefined) {
      throw FileSystemError.Unavailable(
        apart === undefined ? uri : wordsOf(apart, fileNameOf(bound?.source.uri ?? uri)),
      );
    }
    const document = await bound.source.open();
    if (document?.isDirty === true) {
      await document.save();
    }
  }

  #tellApart(apart: Apart | undefined, source: TemplateSource, binding: () => Binding | undefined): void {
    const name = fileNameOf(source.uri);
    const show = {
      title: l10n.t("Show Document"),
      run: async () => {
        const document = await source.open();
        return document && window.showTextDocument(document);
      },
    };
    if (apart === undefined) {
      this.#tell.aside(l10n.t("The template and its string in {0} are the same again.", name));
    } else if (apart.kind === "conflict") {
      this.#tell.warn(
        wordsOf(apart, name),
        { title: l10n.t("Use the Editor"), run: () => binding()?.resolve("mine") },
        { title: l10n.t("Use the Document"), run: () => binding()?.resolve("theirs") },
        show,
      );
    } else if (apart.kind === "lost" && !apart.holdsMore && isPassing(apart.because)) {
      this.#tell.aside(apart.because.message);
    } else {
      this.#tell.warn(wordsOf(apart, name), show);
    }
  }
}

function isOpen(uri: Uri): boolean {
  return workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}

/** What comes and goes while somebody types in the document, and is underlined there. */
function isPassing({ reason }: NoTemplate): boolean {
  return reason !== "gone" && reason !== "notOpen";
}

/** Where a document is after it, or a folder above it, has got another name. */
function movedWith(document: Uri, moves: readonly Move[]): Uri | undefined {
  const path = document.toString();
  const move = moves.find(({ oldUri }) => `${path}/`.startsWith(`${oldUri.toString()}/`));
  return move?.newUri.with({ path: move.newUri.path + document.path.slice(move.oldUri.path.length) });
}

function wordsOf(apart: Apart, name: string): string {
  switch (apart.kind) {
    case "conflict":
      return l10n.t(
        "This template was changed in {0} and in its own editor, at the same place. Neither text was touched: choose which one stays.",
        name,
      );
    case "refused":
      return apart.side === "document"
        ? l10n.t("{0} cannot be written, so the template stays as it is there.", name)
        : l10n.t("The template's editor did not take the change from {0}.", name);
    case "lost":
      return l10n.t(
        "The template's editor has lost its string in {0}. {1} The text is still in the editor.",
        name,
        apart.because.message,
      );
  }
}
