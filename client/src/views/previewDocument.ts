// The document that the preview is read in: a file of a file system of its own, since only files come back with a window.
// Invariant: it can be read and nothing else, and what it says is asked for each time it is read.
import {
  Disposable,
  type Event,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  FileType,
  Uri,
  workspace,
} from "vscode";
import { SingleFiles } from "../singleFiles";

export const PREVIEW_SCHEME = "apigateway-preview";
/** One for all: its name is that of the tab, by which the manifest gives it its language. */
export const PREVIEW_URI = Uri.from({ scheme: PREVIEW_SCHEME, path: "/Response Preview" });

export class PreviewDocument extends SingleFiles implements Disposable {
  readonly #text: () => Promise<string>;
  readonly #didChangeFile = new EventEmitter<FileChangeEvent[]>();
  readonly #listening: Disposable;
  /** Counts the changes: an editor reads again what it knows only when this is another one. */
  #changes = 1;

  readonly onDidChangeFile: Event<FileChangeEvent[]> = this.#didChangeFile.event;

  constructor(text: () => Promise<string>) {
    super();
    this.#text = text;
    this.#listening = Disposable.from(
      this.#didChangeFile,
      workspace.registerFileSystemProvider(PREVIEW_SCHEME, this, { isCaseSensitive: true, isReadonly: true }),
    );
  }

  changed(): void {
    this.#changes++;
    this.#didChangeFile.fire([{ type: FileChangeType.Changed, uri: PREVIEW_URI }]);
  }

  async stat(uri: Uri): Promise<FileStat> {
    const { byteLength } = await this.readFile(uri);
    return { type: FileType.File, ctime: 0, mtime: this.#changes, size: byteLength };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    if (uri.toString() !== PREVIEW_URI.toString()) {
      throw FileSystemError.FileNotFound(uri);
    }
    // An editor shows no file that holds a NUL, so it is drawn.
    return new TextEncoder().encode((await this.#text()).replaceAll("\0", "\u2400"));
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
