// What a document is seen together with: the other responses of its method, open buffers first, then files beside it or
// of its workspace folder; of a template that is shown apart, the response that it is part of.
// Invariant: a buffer beats the disk, and a file that cannot be read is no sibling and no error.
import type { CancellationToken, FileEvent } from "vscode-languageserver";
import type { TemplateName } from "../contract";
import {
  type Analysis,
  memberOfMethod,
  methodKeysOf,
  namesItsMethod,
  responseHolding,
  withHolder,
  withSiblings,
} from "../service";
import { Stop } from "./answer";
import type { Documents, OpenDocument } from "./documents";
import { plain, type SiblingFiles } from "./siblingFiles";

export interface Joined {
  readonly analysis: Analysis;
  /** Stands for the siblings that the analysis was joined with. */
  readonly stamp: string;
}

/** Another response of the method. */
export interface Sibling {
  readonly analysis: Analysis;
  /** Absent where it was read from a file. */
  readonly document: OpenDocument | undefined;
}

export class Siblings {
  readonly #documents: Documents;
  readonly #files: SiblingFiles;
  #changes = 0;

  constructor(documents: Documents, files: SiblingFiles) {
    this.#documents = documents;
    this.#files = files;
  }

  /**
   * A template that is shown from a response sees that response, in place of siblings. Whoever cancels gets what there is
   * by then.
   */
  async join(document: OpenDocument, analysis: Analysis, token?: CancellationToken): Promise<Joined> {
    if (document.shows !== undefined) {
      return this.#joinHolder(document.shows, analysis, token);
    }
    const siblings = await this.of(document, analysis, token);
    // Nobody tells when a file changes that is not watched, so what was told with it is never called unchanged.
    const isFromFile = siblings.some((sibling) => sibling.document === undefined);
    this.#changes += isFromFile && !this.#files.isWatched(document.uri) ? 1 : 0;
    const versions = siblings.flatMap(({ document: open }) =>
      open === undefined ? [] : [`${open.opening}.${open.version}`],
    );
    const members = siblings.flatMap((sibling) => memberOfMethod(sibling.analysis) ?? []);
    return {
      analysis: withSiblings(analysis, members),
      stamp: methodKeysOf(analysis).length === 0 ? "" : [this.#changes, ...versions].join("+"),
    };
  }

  /** Open documents of the method before files. */
  async of(
    document: OpenDocument,
    analysis: Analysis,
    token?: CancellationToken,
  ): Promise<readonly Sibling[]> {
    const keys = new Set(methodKeysOf(analysis));
    if (keys.size === 0) {
      return [];
    }
    const open = await this.#openSharing(document.uri, keys, token);
    const files = await this.#files.around(document.uri, {
      except: new Set(this.#documents.all.map(({ uri }) => plain(uri))),
      everywhere: namesItsMethod(analysis),
    });
    const ofMethod = files.filter((file) => methodKeysOf(file).some((key) => keys.has(key)));
    return [...open, ...ofMethod.map((file) => ({ analysis: file, document: undefined }))];
  }

  /** Open documents of the same method as one that changed, and the templates that are shown from it. */
  async sharing(analysis: Analysis): Promise<readonly OpenDocument[]> {
    const open = await this.#openSharing(analysis.uri, new Set(methodKeysOf(analysis)));
    const shown = this.#documents.all.filter(({ shows }) => shows?.document === analysis.uri);
    return [...open.map(({ document }) => document), ...shown];
  }

  /** Files changed on the disk: what was read of them is read again. Whether that may change what was told. */
  forget(changes: readonly FileEvent[]): boolean {
    const matters = this.#files.forget(changes);
    this.#changes += matters ? 1 : 0;
    return matters;
  }

  async #joinHolder(
    { document: uri, address }: TemplateName,
    analysis: Analysis,
    token: CancellationToken | undefined,
  ): Promise<Joined> {
    const document = this.#documents.get(uri);
    const holder = document && (await this.#documents.analysisOf(document, token));
    return document === undefined || holder === undefined || holder instanceof Stop
      ? { analysis, stamp: "" }
      : {
          analysis: withHolder(analysis, responseHolding(holder, address)),
          stamp: `${document.opening}.${document.version}`,
        };
  }

  async #openSharing(
    uri: string,
    keys: ReadonlySet<string>,
    token?: CancellationToken,
  ): Promise<readonly OpenSibling[]> {
    const sharing: OpenSibling[] = [];
    for (const other of keys.size === 0 ? [] : this.#documents.all) {
      const found = other.uri === uri ? undefined : await this.#documents.analysisOf(other, token);
      if (
        found !== undefined &&
        !(found instanceof Stop) &&
        methodKeysOf(found).some((key) => keys.has(key))
      ) {
        sharing.push({ analysis: found, document: other });
      }
    }
    return sharing;
  }
}

interface OpenSibling extends Sibling {
  readonly document: OpenDocument;
}
