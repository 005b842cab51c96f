// The files of a workspace beside what is deployed: whether they are the same, and which side moved on.
// Invariant: what was last the same on both sides is remembered by a digest, never by its text.
import { l10n, type Memento, Range, Uri, WorkspaceEdit, window, workspace } from "vscode";
import { type LocalAnswer, type RemoteResponse, SERVER_COMMANDS } from "../../../server/src/contract";
import type { Connection } from "../connect";

export type FileState = "notPulled" | "same" | "changedHere" | "changedThere" | "both";

const KEY = "apigatewayResponse.pulled";

export class LocalFiles {
  readonly #connection: Connection;
  readonly #memory: Memento;

  constructor(connection: Connection, memory: Memento) {
    this.#connection = connection;
    this.#memory = memory;
  }

  /** The file that a response is or would be, in the folder that has it or in the first one. */
  async find({ path }: RemoteResponse): Promise<{ readonly uri: Uri; readonly text?: string } | undefined> {
    const uris = (workspace.workspaceFolders ?? []).map(({ uri }) => Uri.joinPath(uri, path));
    for (const uri of uris) {
      const text = await textOf(uri);
      if (text !== undefined) {
        return { uri, text };
      }
    }
    const [uri] = uris;
    return uri === undefined ? undefined : { uri };
  }

  async stateOf(response: RemoteResponse): Promise<FileState> {
    const file = await this.find(response);
    if (file?.text === undefined) {
      return "notPulled";
    }
    const here = await this.#digest(file.uri, file.text);
    if (here === response.digest) {
      await this.#agree(file.uri, here);
      return "same";
    }
    const before = this.#agreed()[file.uri.toString()];
    if (before === here) {
      return "changedThere";
    }
    return before === response.digest ? "changedHere" : "both";
  }

  async write(uri: Uri, { text, digest }: RemoteResponse): Promise<void> {
    const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open === undefined) {
      await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    } else {
      const edit = new WorkspaceEdit();
      edit.replace(uri, new Range(0, 0, open.lineCount, 0), text);
      await workspace.applyEdit(edit);
      await open.save();
    }
    await this.#agree(uri, digest);
  }

  /** Where pulled files go; the user is asked where there are several folders. */
  async folder(): Promise<Uri | undefined> {
    const { workspaceFolders = [] } = workspace;
    return workspaceFolders.length < 2
      ? workspaceFolders[0]?.uri
      : (await window.showWorkspaceFolderPick({ placeHolder: l10n.t("Folder to pull into") }))?.uri;
  }

  async #digest(uri: Uri, text: string): Promise<string | undefined> {
    const { digest } = await this.#connection.run<LocalAnswer>(SERVER_COMMANDS.readLocal, {
      uri: uri.toString(),
      text,
    });
    return digest;
  }

  #agreed(): Readonly<Record<string, string>> {
    return this.#memory.get<Record<string, string>>(KEY, {});
  }

  async #agree(uri: Uri, digest: string): Promise<void> {
    const before = this.#agreed();
    if (before[uri.toString()] !== digest) {
      await this.#memory.update(KEY, { ...before, [uri.toString()]: digest });
    }
  }
}

/** An open document beats its file. */
async function textOf(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return (
    open?.getText() ??
    workspace.fs.readFile(uri).then(
      (bytes) => new TextDecoder().decode(bytes),
      () => undefined,
    )
  );
}
