// The other responses of a document's method: open buffers first, then the files beside it.
// Invariant: a buffer beats the disk, and a file that cannot be read is no sibling and no error.
import { holdsMarker, OWN_FILES } from "../contract";
import {
  type Analysis,
  analyse,
  type MethodMember,
  memberOfMethod,
  methodKeysOf,
  withSiblings,
} from "../service";
import { Stop } from "./answer";
import type { Documents, OpenDocument } from "./documents";

/** The files of the world. A host without any leaves it out: then only open buffers know of each other. */
export interface Files {
  /** The JSON files in the folder that a file lies in. */
  beside(uri: string): Promise<readonly string[]>;
  /** Its text; `undefined` where it cannot be read or is no text of a sensible length. */
  read(uri: string): Promise<string | undefined>;
}

export interface Joined {
  readonly analysis: Analysis;
  /** Stands for the siblings that the analysis was joined with. */
  readonly stamp: string;
}

interface Read {
  readonly keys: readonly string[];
  readonly member: MethodMember | undefined;
}

/** A method has some dozen responses; a folder with more files is none of a method. */
const MAX_FILES = 60;

export class Siblings {
  readonly #documents: Documents;
  readonly #files: Files | undefined;
  /** Whether the client tells of changes on the disk, so that what was read may be kept. */
  readonly #isWatched: boolean;
  readonly #read = new Map<string, Promise<Read>>();
  #changes = 0;

  constructor(documents: Documents, files: Files | undefined, isWatched: boolean) {
    this.#documents = documents;
    this.#files = files;
    this.#isWatched = isWatched;
  }

  async join(document: OpenDocument, analysis: Analysis): Promise<Joined> {
    const keys = new Set(methodKeysOf(analysis));
    if (keys.size === 0) {
      return { analysis, stamp: "" };
    }
    const isOfMethod = (found: readonly string[]) => found.some((key) => keys.has(key));
    const members: MethodMember[] = [];
    const versions: string[] = [];
    for (const other of this.#documents.all) {
      const found = other.uri === document.uri ? undefined : await this.#documents.analysisOf(other);
      if (found === undefined || found instanceof Stop || !isOfMethod(methodKeysOf(found))) {
        continue;
      }
      versions.push(`${other.opening}.${other.version}`);
      members.push(...[memberOfMethod(found) ?? []].flat());
    }
    const beside = await this.#beside(document.uri);
    // Nobody tells when these change, so what was told with them is never called unchanged.
    this.#changes += beside.length > 0 && !this.#isWatched ? 1 : 0;
    for (const { keys: found, member } of beside) {
      members.push(...(member !== undefined && isOfMethod(found) ? [member] : []));
    }
    return { analysis: withSiblings(analysis, members), stamp: [this.#changes, ...versions].join("+") };
  }

  /** Open documents of the same method as one that changed. */
  async sharing(analysis: Analysis): Promise<readonly OpenDocument[]> {
    const keys = new Set(methodKeysOf(analysis));
    const sharing: OpenDocument[] = [];
    for (const other of keys.size === 0 ? [] : this.#documents.all) {
      const found = other.uri === analysis.uri ? undefined : await this.#documents.analysisOf(other);
      if (
        found !== undefined &&
        !(found instanceof Stop) &&
        methodKeysOf(found).some((key) => keys.has(key))
      ) {
        sharing.push(other);
      }
    }
    return sharing;
  }

  /** Files changed on the disk: what was read of them is read again. */
  forget(uris: readonly string[]): void {
    this.#changes++;
    for (const uri of uris) {
      this.#read.delete(plain(uri));
    }
  }

  async #beside(uri: string): Promise<readonly Read[]> {
    const open = new Set(this.#documents.all.map((document) => plain(document.uri)));
    const found = (await this.#files?.beside(uri)) ?? [];
    if (found.length > MAX_FILES) {
      return [];
    }
    return Promise.all(found.filter((file) => !open.has(plain(file))).map((file) => this.#reading(file)));
  }

  #reading(uri: string): Promise<Read> {
    const known = this.#isWatched ? this.#read.get(plain(uri)) : undefined;
    const reading = known ?? this.#readNow(uri);
    this.#read.set(plain(uri), reading);
    return reading;
  }

  async #readNow(uri: string): Promise<Read> {
    const text = await this.#files?.read(uri);
    const own = OWN_FILES.test(uri);
    if (text === undefined || !(own || holdsMarker(text))) {
      return { keys: [], member: undefined };
    }
    const analysis = analyse({ uri, text, own, tellsSyntax: false }, { rules: [] });
    return { keys: methodKeysOf(analysis), member: memberOfMethod(analysis) };
  }
}

/** One spelling for the URIs that client and disk write with other escapes. */
function plain(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/^file:\/\/\/[A-Z]:/, (drive) => drive.toLowerCase());
  } catch {
    return uri;
  }
}
