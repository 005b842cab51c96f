// Files on the disk that may be responses of an open document's method, kept while the client tells of changes.
// Invariant: bounded. A folder or tree with more files than a few methods have is not read, and none is no error.
import type { FileEvent } from "vscode-languageserver";
import { holdsMarker, MAX_FILES_BELOW, MAX_FILES_BESIDE, OWN_FILES } from "../contract";
import { type Analysis, analyse, methodKeysOf } from "../service";
import type { Client } from "./client";

/** The files of the world: the client's own, or the disk's. A host without any leaves it out. */
export interface Files {
  /** The JSON files in the folder that a file lies in. */
  beside(uri: string): Promise<readonly string[]>;
  /** The files in a folder and those below it that are ours by their name; some more than the limit at most. */
  below(folder: string, limit: number): Promise<readonly string[]>;
  /** Its text; `undefined` where it cannot be read or is no text of a sensible length. */
  read(uri: string): Promise<string | undefined>;
}

export class SiblingFiles {
  readonly #files: Files | undefined;
  readonly #client: Pick<Client, "watchesFiles" | "folders">;
  readonly #lists = new Map<string, Promise<readonly string[]>>();
  readonly #read = new Map<string, Promise<Analysis | undefined>>();

  constructor(files: Files | undefined, client: Pick<Client, "watchesFiles" | "folders">) {
    this.#files = files;
    this.#client = client;
  }

  /** The responses beside a file; `everywhere`: those in its workspace folder too, if their names say so. */
  async around(
    uri: string,
    { except, everywhere }: { readonly except: ReadonlySet<string>; readonly everywhere: boolean },
  ): Promise<readonly Analysis[]> {
    const folder = this.#folderOf(uri);
    const beside = await this.#listed(besideOf(uri), uri, MAX_FILES_BESIDE, () => this.#files?.beside(uri));
    const below =
      everywhere && folder !== undefined && this.isWatched(uri)
        ? await this.#listed(`${plain(folder)}/**`, uri, MAX_FILES_BELOW, () =>
            this.#files?.below(folder, MAX_FILES_BELOW),
          )
        : [];
    const found = new Map([...beside, ...below].map((file) => [plain(file), file]));
    const wanted = [...found].filter(([path]) => !except.has(path)).map(([, file]) => file);
    const read = await Promise.all(wanted.map((file) => this.#reading(file)));
    return read.filter((analysis) => analysis !== undefined);
  }

  /** Whether the client tells when the files around this one change, so that what was read may be kept. */
  isWatched(uri: string): boolean {
    return this.#client.watchesFiles && this.#folderOf(uri) !== undefined;
  }

  /** Whether any of the changes is of a file that was read, or that would be now. */
  forget(changes: readonly FileEvent[]): boolean {
    let matters = false;
    for (const { uri, type } of changes) {
      const path = plain(uri);
      const isListed = this.#lists.has(besideOf(uri)) || OWN_FILES.test(path);
      matters ||= this.#read.has(path) || (type !== CHANGED && isListed);
      this.#read.delete(path);
      if (type !== CHANGED) {
        this.#lists.clear();
      }
    }
    return matters;
  }

  #folderOf(uri: string): string | undefined {
    return this.#client.folders.find((folder) => plain(uri).startsWith(`${plain(folder)}/`));
  }

  async #listed(
    key: string,
    uri: string,
    limit: number,
    list: () => Promise<readonly string[]> | undefined,
  ): Promise<readonly string[]> {
    const known = this.isWatched(uri) ? this.#lists.get(key) : undefined;
    const listing = known ?? Promise.resolve(list()).then((found) => found ?? []);
    this.#lists.set(key, listing);
    const found = await listing;
    return found.length > limit ? [] : found;
  }

  #reading(uri: string): Promise<Analysis | undefined> {
    const known = this.isWatched(uri) ? this.#read.get(plain(uri)) : undefined;
    const reading = known ?? this.#readNow(uri);
    this.#read.set(plain(uri), reading);
    return reading;
  }

  async #readNow(uri: string): Promise<Analysis | undefined> {
    const text = await this.#files?.read(uri);
    const own = OWN_FILES.test(uri);
    if (text === undefined || !(own || holdsMarker(text))) {
      return undefined;
    }
    const analysis = analyse({ uri, text, own, tellsSyntax: false }, { rules: [] });
    return methodKeysOf(analysis).length === 0 ? undefined : analysis;
  }
}

/** `FileChangeType.Changed`. */
const CHANGED = 2;

function besideOf(uri: string): string {
  return plain(uri).replace(/\/[^/]*$/, "/*");
}

/** One spelling for the URIs that client and disk write with other escapes. */
export function plain(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/^file:\/\/\/[A-Z]:/, (drive) => drive.toLowerCase());
  } catch {
    return uri;
  }
}
