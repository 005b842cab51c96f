// The samples beside a document: asked of the client where it reads them, which knows what is not saved yet, else of
// the disk. Invariant: what cannot be read is no samples and no error.
import type { Connection } from "vscode-languageserver";
import { type HostState, READ_SAMPLES_REQUEST, type ReadSamplesParams } from "../contract";
import { type NamedSample, readSamples, sampleFilesOf } from "../service";
import type { Files } from "./siblings";

export interface SampleFile {
  readonly uri: string;
  readonly samples: readonly NamedSample[];
}

export interface SampleFilesOptions {
  readonly connection: Connection;
  readonly files: Files | undefined;
  readonly host: () => HostState;
}

export class SampleFiles {
  readonly #options: SampleFilesOptions;
  /** What was read last, by its text: a keystroke in a response reads no samples anew. */
  readonly #read = new Map<string, { readonly text: string; readonly samples: readonly NamedSample[] }>();

  constructor(options: SampleFilesOptions) {
    this.#options = options;
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

  async #file(uri: string): Promise<SampleFile | undefined> {
    const text = await this.#text(uri);
    if (typeof text !== "string") {
      this.#read.delete(uri);
      return undefined;
    }
    const known = this.#read.get(uri);
    const read = known?.text === text ? known : { text, samples: readSamples(text).samples };
    this.#read.set(uri, read);
    return { uri, samples: read.samples };
  }

  async #text(uri: string): Promise<unknown> {
    const { connection, files, host } = this.#options;
    if (host().readsSamples !== true) {
      return files?.read(uri);
    }
    const params: ReadSamplesParams = { uri };
    return connection.sendRequest<unknown>(READ_SAMPLES_REQUEST, params).catch(() => undefined);
  }
}
