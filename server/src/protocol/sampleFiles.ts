// The samples beside a document, as the client or the disk has them.
// Invariant: what cannot be read is no samples and no error.
import { type NamedSample, readSamples, sampleFilesOf } from "../service";
import type { Files } from "./siblingFiles";

export interface SampleFile {
  readonly uri: string;
  readonly samples: readonly NamedSample[];
}

export class SampleFiles {
  readonly #files: Files | undefined;
  /** What was read last, by its text: a keystroke in a response reads no samples anew. */
  readonly #read = new Map<string, { readonly text: string; readonly samples: readonly NamedSample[] }>();

  readonly #chosen = new Map<string, string>();

  constructor(files: Files | undefined) {
    this.#files = files;
  }

  /** The files that there are, the nearest first. */
  async of(uri: string): Promise<readonly SampleFile[]> {
    const found = await Promise.all(sampleFilesOf(uri).map((file) => this.#file(file)));
    return found.filter((file) => file !== undefined);
  }

  /** The same as it was read last, for answers that wait for nothing. */
  known(uri: string): readonly SampleFile[] {
    return sampleFilesOf(uri).flatMap((file) => {
      const read = this.#read.get(file);
      return read === undefined ? [] : [{ uri: file, samples: read.samples }];
    });
  }

  /** Reads them for the next time. */
  refresh(uri: string): void {
    void this.of(uri).catch(() => undefined);
  }

  /** The sample that the document was previewed with last. */
  chosen(uri: string): string | undefined {
    return this.#chosen.get(uri);
  }

  choose(uri: string, name: string | undefined): void {
    if (name === undefined) {
      this.#chosen.delete(uri);
    } else {
      this.#chosen.set(uri, name);
    }
  }

  async #file(uri: string): Promise<SampleFile | undefined> {
    const text = await this.#files?.read(uri);
    if (text === undefined) {
      this.#read.delete(uri);
      return undefined;
    }
    const known = this.#read.get(uri);
    const read = known?.text === text ? known : { text, samples: readSamples(text).samples };
    this.#read.set(uri, read);
    return { uri, samples: read.samples };
  }
}
