// The files of a workspace beside what is deployed: whether they are the same, and which side moved on.
// Invariant: what was last the same on both sides is remembered by a digest, never by its text; a file that cannot be
// read as a response counts as changed here.
import {
  EventEmitter,
  FileType,
  l10n,
  type Memento,
  Range,
  RelativePattern,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import {
  type DeployTarget,
  type LocalAnswer,
  OWN_FILES,
  type RemoteResponse,
  SERVER_COMMANDS,
} from "../../../server/src/contract";
import type { Connection } from "../connect";
import { isWhole } from "../deploy/target";
import { uriOf } from "../deploy/words";
import type { MethodPlace, ResponsePlace } from "./nodes";

/**
 * `differs`: nothing is remembered of it, so that it is not known which side moved on. `newHere`: it was never deployed
 * there, as far as is known here. `goneThere`: it was.
 */
export type Side = "same" | "changedHere" | "changedThere" | "both" | "differs" | "newHere" | "goneThere";

export type FileState = Side | "notPulled";

/** Where something is deployed: the same ids may mean something else at another endpoint or in another region. */
export interface Origin {
  readonly endpoint: string;
  readonly region: string;
}

export function originOf({ account, endpoint }: Pick<MethodPlace, "account" | "endpoint">): Origin {
  return { endpoint, region: account.region };
}

/** One response on both sides. */
export type LocalResponse = Pick<ResponsePlace, "response" | "state" | "target" | "uri">;

/** A file that says where it belongs. */
export interface ResponseFile {
  readonly uri: Uri;
  readonly target: DeployTarget;
  /** Absent where its text cannot be sent as it stands. */
  readonly digest?: string;
}

export interface ResponseFiles {
  readonly files: readonly ResponseFile[];
  /** There are more than are looked at. */
  readonly isCut: boolean;
}

const KEY = "apigatewayResponse.agreed";
/** Files that are ours by their name, as `OWN_FILES` says. */
const OURS = "{**/*.integration-response.json,**/integration/responses/*.json}";
/** More than a workspace of responses holds. Beyond these the user is told. */
export const MOST_FILES = 2000;
/** What others wrote is deployed by nobody here. */
const NOT_OURS = "**/node_modules/**";
/** Read at a time: each is asked about at the server as well. */
const AT_A_TIME = 50;

export class LocalFiles {
  readonly #connection: Connection;
  readonly #memory: Memento;
  /** By file, for the text that was read. */
  readonly #read = new Map<string, { readonly text: string; readonly answer: LocalAnswer }>();

  readonly #didWrite = new EventEmitter<Uri>();

  readonly onDidWrite = this.#didWrite.event;

  constructor(connection: Connection, memory: Memento) {
    this.#connection = connection;
    this.#memory = memory;
  }

  /** The responses of a method that are deployed, and those that are only here, by their codes. */
  async besideMethod(
    origin: Origin,
    method: Omit<DeployTarget, "statusCode">,
    responses: readonly RemoteResponse[],
  ): Promise<readonly LocalResponse[]> {
    const files = await filesOf(method);
    const there = new Map(responses.map((response) => [response.target.statusCode, response]));
    const codes = [...new Set([...there.keys(), ...files.keys()])].sort();
    return Promise.all(
      codes.map((statusCode) =>
        this.#look(origin, { ...method, statusCode }, there.get(statusCode), files.get(statusCode)),
      ),
    );
  }

  /** What is deployed beside its file, whatever else lies there. */
  async beside(origin: Origin, responses: readonly RemoteResponse[]): Promise<readonly LocalResponse[]> {
    const listed = new Map<string, Promise<ReadonlyMap<string, Uri>>>();
    return Promise.all(
      responses.map(async (response) => {
        const { target } = response;
        const folder = folderOf(target);
        const listing = listed.get(folder) ?? filesOf(target);
        listed.set(folder, listing);
        return this.#look(origin, target, response, (await listing).get(target.statusCode));
      }),
    );
  }

  /** The file of a response, where there is one. */
  async find(target: DeployTarget): Promise<Uri | undefined> {
    return (await filesOf(target)).get(target.statusCode);
  }

  /** The files that say where they belong, in all folders or below one. */
  async all(below: Uri | undefined): Promise<ResponseFiles> {
    const pattern = below === undefined ? OURS : new RelativePattern(below, OURS);
    const uris = await workspace.findFiles(pattern, NOT_OURS, MOST_FILES + 1);
    const ours = uris.slice(0, MOST_FILES).filter(({ path }) => OWN_FILES.test(path));
    const found: ResponseFile[] = [];
    for (let at = 0; at < ours.length; at += AT_A_TIME) {
      const some = ours.slice(at, at + AT_A_TIME).map((uri) => this.#placed(uri));
      found.push(...(await Promise.all(some)).flat());
    }
    return {
      files: found.sort((one, other) => (one.uri.path < other.uri.path ? -1 : 1)),
      isCut: uris.length > MOST_FILES,
    };
  }

  async #placed(uri: Uri): Promise<readonly ResponseFile[]> {
    const { digest, target = {} } = await this.#reading(uri);
    return isWhole(target) ? [{ uri, target, ...(digest === undefined ? {} : { digest }) }] : [];
  }

  /** Which side moved on since both were last the same. A file that cannot be read has no digest, and is changed. */
  async sideOf(
    origin: Origin,
    { uri, digest: here }: Pick<ResponseFile, "digest" | "uri">,
    there: RemoteResponse | undefined,
  ): Promise<Side> {
    const before = this.#agreed()[keyOf(origin, uri)];
    if (there === undefined) {
      return before === undefined ? "newHere" : "goneThere";
    }
    if (here !== undefined && here === there.digest) {
      await this.#agree(origin, uri, here);
      return "same";
    }
    if (before === undefined) {
      return "differs";
    }
    if (before === here) {
      return "changedThere";
    }
    return before === there.digest ? "changedHere" : "both";
  }

  /** Whether it was written. */
  async write(origin: Origin, uri: Uri, { text, digest }: RemoteResponse): Promise<boolean> {
    const open = openAt(uri);
    if (open === undefined) {
      await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    } else {
      const edit = new WorkspaceEdit();
      edit.replace(uri, new Range(0, 0, open.lineCount, 0), text);
      if (!(await workspace.applyEdit(edit))) {
        return false;
      }
      await open.save();
    }
    await this.#agree(origin, uri, digest);
    this.#didWrite.fire(uri);
    return true;
  }

  /** Where pulled files go; the user is asked where there are several folders. */
  async folder(): Promise<Uri | undefined> {
    const { workspaceFolders = [] } = workspace;
    return workspaceFolders.length < 2
      ? workspaceFolders[0]?.uri
      : (await window.showWorkspaceFolderPick({ placeHolder: l10n.t("Folder to pull into") }))?.uri;
  }

  async #look(
    origin: Origin,
    target: DeployTarget,
    response: RemoteResponse | undefined,
    file: Uri | undefined,
  ): Promise<LocalResponse> {
    const uri = file ?? wouldBe(target);
    return {
      target,
      ...(response === undefined ? {} : { response }),
      ...(uri === undefined ? {} : { uri }),
      state: file === undefined ? "notPulled" : await this.#stateOf(origin, file, response),
    };
  }

  async #stateOf(origin: Origin, uri: Uri, response: RemoteResponse | undefined): Promise<FileState> {
    const { digest } = response === undefined ? {} : await this.#reading(uri);
    return this.sideOf(origin, { uri, ...(digest === undefined ? {} : { digest }) }, response);
  }

  /** Empty where the text is no response, or cannot be read at all. */
  async #reading(uri: Uri): Promise<LocalAnswer> {
    const key = uri.toString();
    const text = await textOf(uri);
    const known = this.#read.get(key);
    if (text === undefined || known?.text === text) {
      return (text === undefined ? undefined : known?.answer) ?? {};
    }
    try {
      const params = { uri: key, text };
      const answer = await this.#connection.run<LocalAnswer>(SERVER_COMMANDS.readLocal, params);
      this.#read.set(key, { text, answer });
      return answer;
    } catch {
      return {};
    }
  }

  #agreed(): Readonly<Record<string, string>> {
    return this.#memory.get<Record<string, string>>(KEY, {});
  }

  async #agree(origin: Origin, uri: Uri, digest: string): Promise<void> {
    const key = keyOf(origin, uri);
    const before = this.#agreed();
    if (before[key] !== digest) {
      await this.#memory.update(KEY, { ...before, [key]: digest });
    }
  }
}

function keyOf({ endpoint, region }: Origin, uri: Uri): string {
  return `${endpoint} ${region} ${uri.toString()}`;
}

/** Below a workspace folder, as the service's own URI has it. */
function folderOf(method: Omit<DeployTarget, "statusCode">): string {
  return uriOf({ ...method, statusCode: "" }).slice(1, -1);
}

function wouldBe(target: DeployTarget): Uri | undefined {
  const [folder] = workspace.workspaceFolders ?? [];
  return folder && Uri.joinPath(folder.uri, folderOf(target), `${target.statusCode}.json`);
}

/** By status code; of several workspace folders, the first that has it. Unsaved work whose file is gone counts too. */
async function filesOf(method: Omit<DeployTarget, "statusCode">): Promise<ReadonlyMap<string, Uri>> {
  const found = new Map<string, Uri>();
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const folder = Uri.joinPath(uri, folderOf(method));
    const entries = await workspace.fs.readDirectory(folder).then(
      (list) => list,
      () => [],
    );
    const files = entries.filter(([, type]) => (type & FileType.File) !== 0).map(([name]) => name);
    for (const name of [...files, ...unsavedIn(folder)]) {
      const [, statusCode] = /^([1-5]\d\d)\.json$/.exec(name) ?? [];
      if (statusCode !== undefined && !found.has(statusCode)) {
        found.set(statusCode, Uri.joinPath(folder, name));
      }
    }
  }
  return found;
}

function unsavedIn(folder: Uri): readonly string[] {
  const start = `${folder}/`;
  return workspace.textDocuments
    .filter(({ isDirty }) => isDirty)
    .map(({ uri }) => uri.toString())
    .filter((uri) => uri.startsWith(start))
    .map((uri) => uri.slice(start.length));
}

function openAt(uri: Uri) {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** An open document beats its file. */
async function textOf(uri: Uri): Promise<string | undefined> {
  return (
    openAt(uri)?.getText() ??
    workspace.fs.readFile(uri).then(
      (bytes) => new TextDecoder().decode(bytes),
      () => undefined,
    )
  );
}
