// The files of a workspace beside what is deployed: whether they are the same, and which side moved on.
// Invariant: what was last the same on both sides is remembered by a digest, never by its text.
import { l10n, type Memento, Range, RelativePattern, Uri, WorkspaceEdit, window, workspace } from "vscode";
import {
  type DeployTarget,
  type LocalAnswer,
  OWN_FILES,
  type RemoteResponse,
  SERVER_COMMANDS,
  TARGET_KEYS,
} from "../../../server/src/contract";
import type { Connection } from "../connect";

export type FileState = "notPulled" | "same" | "changedHere" | "changedThere" | "both";

/** `differs`: nothing is remembered of it, so that it is not known which side moved on. */
export type Side = Exclude<FileState, "notPulled"> | "differs" | "notDeployed";

/** A file that says where it belongs. */
export interface LocalResponse {
  readonly uri: Uri;
  readonly target: DeployTarget;
  /** Absent where its text cannot be sent as it stands. */
  readonly digest?: string;
}

const KEY = "apigatewayResponse.pulled";
/** Files that are ours by their name, as `OWN_FILES` says. */
const OURS = "{**/*.integration-response.json,**/integration/responses/*.json}";
/** More than a workspace of responses holds. */
const MOST_FILES = 2000;

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
    const { digest } = await this.#read(file.uri, file.text);
    const side = await this.sideOf(file.uri, digest, response);
    return side === "differs" || side === "notDeployed" ? "both" : side;
  }

  /** Which side moved on since both were last the same. */
  async sideOf(uri: Uri, here: string | undefined, there: RemoteResponse | undefined): Promise<Side> {
    if (there === undefined) {
      return "notDeployed";
    }
    if (here === there.digest) {
      await this.#agree(uri, here);
      return "same";
    }
    const before = this.#agreed()[uri.toString()];
    if (before === undefined) {
      return "differs";
    }
    if (before === here) {
      return "changedThere";
    }
    return before === there.digest ? "changedHere" : "both";
  }

  /** The files that say where they belong, in all folders or below one. */
  async all(below: Uri | undefined): Promise<readonly LocalResponse[]> {
    const pattern = below === undefined ? OURS : new RelativePattern(below, OURS);
    const uris = await workspace.findFiles(pattern, undefined, MOST_FILES);
    const found = await Promise.all(
      uris.filter(({ path }) => OWN_FILES.test(path)).map((uri) => this.#responseIn(uri)),
    );
    return found.flat().sort((one, other) => (one.uri.path < other.uri.path ? -1 : 1));
  }

  async #responseIn(uri: Uri): Promise<readonly LocalResponse[]> {
    const text = await textOf(uri);
    const { digest, target = {} } = text === undefined ? {} : await this.#read(uri, text);
    return isComplete(target) ? [{ uri, target, ...(digest === undefined ? {} : { digest }) }] : [];
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

  #read(uri: Uri, text: string): Promise<LocalAnswer> {
    return this.#connection.run<LocalAnswer>(SERVER_COMMANDS.readLocal, { uri: uri.toString(), text });
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

function isComplete(target: Partial<DeployTarget>): target is DeployTarget {
  return TARGET_KEYS.every((key) => target[key] !== undefined);
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
