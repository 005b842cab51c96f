// The open buffers, each version immutable, and their analyses, which whoever waits for them drives on.
// Invariant: the text after incremental edits is the client's own; work on a version that is gone is dropped.
import type {
  CancellationToken,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from "vscode-languageserver";
import {
  FOREIGN_LANGUAGE_IDS,
  holdsMarker,
  OWN_FILES,
  OWN_LANGUAGE_ID,
  TEMPLATE_LANGUAGE_ID,
  type TemplateName,
  templateNameOf,
} from "../contract";
import {
  type Analysis,
  analyseInSteps,
  type DocumentFacts,
  failuresOf,
  Lines,
  type RuleFailure,
} from "../service";
import { CANCELLED, type Stop, SUPERSEDED } from "./answer";
import { type Encoding, Positions } from "./positions";

export interface DocumentsOptions {
  readonly encoding: Encoding;
  /** Lets the event loop take other messages before the work goes on. */
  readonly turn: () => Promise<void>;
  /** Hears of rules that threw, once per analysis. */
  readonly onFailures: (document: OpenDocument, failures: readonly RuleFailure[]) => void;
}

export class Documents {
  readonly #options: DocumentsOptions;
  readonly #open = new Map<string, OpenDocument>();
  /** The templates that virtual documents show, where their URI says another one. */
  readonly #shown = new Map<string, TemplateName>();
  #opened = 0;

  constructor(options: DocumentsOptions) {
    this.#options = options;
  }

  get(uri: string): OpenDocument | undefined {
    return this.#open.get(uri);
  }

  get all(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  open({ uri, languageId, version, text }: TextDocumentItem): OpenDocument {
    const document = new OpenDocument({
      uri,
      languageId,
      version,
      opening: ++this.#opened,
      lines: new Lines(text),
      encoding: this.#options.encoding,
      shows: this.#shown.get(uri) ?? templateNameOf(uri),
    });
    this.#open.set(uri, document);
    return document;
  }

  /** The next version; `undefined` when the document is not open. */
  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): OpenDocument | undefined {
    const document = this.#open.get(uri)?.changed(version, changes);
    if (document !== undefined) {
      this.#open.set(uri, document);
    }
    return document;
  }

  /** A virtual document shows another template than it did; `undefined` when it is not open yet. */
  show(uri: string, shows: TemplateName): OpenDocument | undefined {
    this.#shown.set(uri, shows);
    // Another opening, so that what was told of it is not taken for what is told now.
    const document = this.#open.get(uri)?.showing(shows, ++this.#opened);
    if (document !== undefined) {
      this.#open.set(uri, document);
    }
    return document;
  }

  close(uri: string): boolean {
    this.#shown.delete(uri);
    return this.#open.delete(uri);
  }

  isCurrent(document: OpenDocument): boolean {
    return this.#open.get(document.uri) === document;
  }

  /**
   * The document's analysis. Everyone who waits for the same version takes turns in driving the same work, so a
   * request that is cancelled costs the others nothing, and a version nobody asks for any more costs no more work.
   */
  async analysisOf(document: OpenDocument, token?: CancellationToken): Promise<Analysis | Stop> {
    for (;;) {
      if (document.analysis !== undefined) {
        return document.analysis;
      }
      const analysis = document.advance();
      if (analysis !== undefined) {
        const failures = failuresOf(analysis);
        if (failures.length > 0) {
          this.#options.onFailures(document, failures);
        }
        return analysis;
      }
      await this.#options.turn();
      if (token?.isCancellationRequested === true) {
        return CANCELLED;
      }
      if (!this.isCurrent(document)) {
        return SUPERSEDED;
      }
    }
  }
}

interface Version {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  /** Tells one opening of a file from the next: versions begin anew. */
  readonly opening: number;
  readonly lines: Lines;
  readonly encoding: Encoding;
  readonly shows: TemplateName | undefined;
  readonly previous?: Analysis | undefined;
}

/** One version of an open buffer. */
export class OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly opening: number;
  readonly lines: Lines;
  readonly facts: DocumentFacts;
  /** The template that a virtual document shows. */
  readonly shows: TemplateName | undefined;
  readonly positions: Positions;
  readonly #encoding: Encoding;
  #previous: Analysis | undefined;
  #steps: Generator<void, Analysis> | undefined;
  #analysis: Analysis | undefined;
  #fault: { readonly error: unknown } | undefined;

  constructor({ uri, languageId, version, opening, lines, encoding, shows, previous }: Version) {
    this.uri = uri;
    this.languageId = languageId;
    this.version = version;
    this.opening = opening;
    this.lines = lines;
    this.facts = factsOf(uri, languageId, shows);
    this.shows = shows;
    this.positions = new Positions(lines, encoding);
    this.#encoding = encoding;
    this.#previous = previous;
  }

  get text(): string {
    return this.lines.text;
  }

  get analysis(): Analysis | undefined {
    return this.#analysis;
  }

  /** Takes one step of the analysis and answers it when it is done. A bug in it comes up in every later step. */
  advance(): Analysis | undefined {
    if (this.#fault !== undefined) {
      throw this.#fault.error;
    }
    this.#steps ??= this.#begin();
    try {
      const step = this.#steps.next();
      if (step.done) {
        this.#analysis = step.value;
        this.#previous = undefined;
        this.#steps = undefined;
      }
    } catch (error) {
      this.#fault = { error };
      throw error;
    }
    return this.#analysis;
  }

  changed(version: number, changes: readonly TextDocumentContentChangeEvent[]): OpenDocument {
    const lines = changes.reduce<Lines>((before, change) => this.#edited(before, change), this.lines);
    return new OpenDocument({ ...this.#version(), version, lines });
  }

  showing(shows: TemplateName, opening: number): OpenDocument {
    return new OpenDocument({ ...this.#version(), opening, shows });
  }

  #version(): Version {
    const { uri, languageId, version, opening, lines, shows } = this;
    const previous = this.#analysis ?? this.#previous;
    return { ...{ uri, languageId, version, opening, lines, shows, previous }, encoding: this.#encoding };
  }

  #edited(lines: Lines, change: TextDocumentContentChangeEvent): Lines {
    if (!("range" in change) || change.range === undefined) {
      return new Lines(change.text);
    }
    const positions = lines === this.lines ? this.positions : new Positions(lines, this.#encoding);
    return lines.edited({ span: positions.span(change.range), newText: change.text });
  }

  *#begin(): Generator<void, Analysis> {
    const document = { ...this.facts, text: this.text };
    return isOurs(this)
      ? yield* analyseInSteps(document, { previous: this.#previous })
      : { ...document, blocks: [] };
  }
}

/** Own by language or name. In a file that the editor takes for JSON, its JSON support tells the syntax errors. */
function factsOf(uri: string, languageId: string, shows: TemplateName | undefined): DocumentFacts {
  if (languageId === TEMPLATE_LANGUAGE_ID) {
    const mediaType = shows?.address.mediaType;
    return { uri, own: true, tellsSyntax: true, language: "template", mediaType };
  }
  return {
    uri,
    own: languageId === OWN_LANGUAGE_ID || OWN_FILES.test(uri.replace(/[?#].*$/s, "")),
    tellsSyntax: !isForeign(languageId),
  };
}

function isOurs({ facts, languageId, text }: OpenDocument): boolean {
  return facts.own || (isForeign(languageId) && holdsMarker(text));
}

function isForeign(languageId: string): boolean {
  return (FOREIGN_LANGUAGE_IDS as readonly string[]).includes(languageId);
}
