// A file system whose files come from elsewhere: there are no folders, and no file is made, removed or renamed in it.
// Invariant: who extends it says what a file holds, and whether it can be written; everything else is refused.
import {
  Disposable,
  type Event,
  type FileChangeEvent,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  type FileType,
  type Uri,
} from "vscode";

export abstract class SingleFiles implements FileSystemProvider {
  abstract readonly onDidChangeFile: Event<FileChangeEvent[]>;

  abstract stat(uri: Uri): Promise<FileStat>;

  abstract readFile(uri: Uri): Promise<Uint8Array>;

  writeFile(uri: Uri, _content: Uint8Array): void | Promise<void> {
    throw FileSystemError.NoPermissions(uri);
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }
}
