// Diagnostics, by pull where the client can, else by push.
// Invariant: never both; what is told belongs to the version that was open when it was told.
import type {
  CancellationToken,
  Connection,
  Diagnostic,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
} from "vscode-languageserver";
import { type Analysis, type Finding, findingsOf } from "../service";
import { CANCELLED, Stop } from "./answer";
import type { Client } from "./client";
import type { Documents, OpenDocument } from "./documents";
import type { Refusals } from "./refusals";
import type { SettingsByDocument } from "./settings";
import type { Siblings } from "./siblings";
import { toLspDiagnostic } from "./toLsp";

export interface PublishOptions {
  readonly connection: Connection;
  readonly client: Client;
  readonly documents: Documents;
  readonly turn: () => Promise<void>;
  readonly settings: SettingsByDocument;
  readonly siblings: Siblings;
  readonly refusals: Refusals;
}

export class Publisher {
  readonly #options: PublishOptions;
  /** Counts the settings seen, so that an earlier report is not called unchanged under later ones. */
  #settingsSeen = 0;

  constructor(options: PublishOptions) {
    this.#options = options;
  }

  /** A document was opened or changed: it is told anew, and what is open of the same method too. */
  async push(document: OpenDocument): Promise<void> {
    const { client, documents, siblings } = this.#options;
    if (client.pullsDiagnostics) {
      return;
    }
    await this.#push(document);
    const analysis = documents.isCurrent(document) ? document.analysis : undefined;
    const others = analysis === undefined ? [] : await siblings.sharing(analysis);
    await Promise.all(others.map((other) => this.#push(other)));
  }

  async #push(document: OpenDocument): Promise<void> {
    const { connection, documents, settings, siblings, turn } = this.#options;
    // A change that has already arrived is handed over in the first turn and taken up before the second ends.
    await turn();
    await turn();
    await settings.ready(document.uri);
    if (!documents.isCurrent(document)) {
      return;
    }
    const alone = await documents.analysisOf(document);
    if (alone instanceof Stop) {
      return;
    }
    const { analysis } = await siblings.join(document, alone);
    if (documents.isCurrent(document)) {
      const { uri, version } = document;
      await connection.sendDiagnostics({ uri, version, diagnostics: this.#diagnostics(document, analysis) });
    }
  }

  /** A document was closed: what was pushed of it is taken back. */
  async clear(uri: string): Promise<void> {
    const { client, connection } = this.#options;
    if (!client.pullsDiagnostics) {
      await connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  }

  /** The client asks. When the document changes meanwhile the answer is about its newer version. */
  async pull(
    { textDocument, previousResultId }: DocumentDiagnosticParams,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport | Stop> {
    const { documents, refusals, settings, siblings } = this.#options;
    await Promise.race([settings.ready(textDocument.uri), cancelled(token)]);
    for (;;) {
      const document = documents.get(textDocument.uri);
      if (token.isCancellationRequested) {
        return CANCELLED;
      }
      if (document === undefined) {
        return { kind: "full", items: [] };
      }
      const alone = await documents.analysisOf(document, token);
      if (alone instanceof Stop) {
        if (alone.why === "cancelled") {
          return alone;
        }
        continue;
      }
      const { analysis, stamp } = await siblings.join(document, alone, token);
      if (!documents.isCurrent(document)) {
        continue;
      }
      const resultId = `${document.opening}.${document.version}.${this.#settingsSeen}.${refusals.stamp}.${stamp}`;
      return resultId === previousResultId
        ? { kind: "unchanged", resultId }
        : { kind: "full", resultId, items: this.#diagnostics(document, analysis) };
    }
  }

  /** The settings changed: everything open is told anew. */
  async refresh(): Promise<void> {
    this.#settingsSeen++;
    await this.tellAnew();
  }

  /** What the findings rest on changed outside of the documents: everything open is told anew. */
  async tellAnew(): Promise<void> {
    const { client, documents } = this.#options;
    if (client.pullsDiagnostics) {
      this.#askToPull();
    } else {
      await Promise.all(documents.all.map((document) => this.#push(document)));
    }
  }

  /** What is told of one document changed, though its text did not. */
  async retell(document: OpenDocument): Promise<void> {
    if (this.#options.client.pullsDiagnostics) {
      this.#askToPull();
    } else {
      await this.#push(document);
    }
  }

  /** What the client answers says nothing, so that nobody waits for it. */
  #askToPull(): void {
    const { client, connection } = this.#options;
    if (client.refreshesDiagnostics) {
      connection.languages.diagnostics.refresh().catch(() => {
        connection.console.warn("The client refused to ask for diagnostics anew.");
      });
    }
  }

  #diagnostics(document: OpenDocument, analysis: Analysis): Diagnostic[] {
    const { client, refusals, settings } = this.#options;
    const { positions, uri } = document;
    const { findings: known } = refusals.of(document);
    const own = findingsOf(analysis, settings.of(uri).rules);
    // What the service has is surer than what files beside this one make likely.
    const others = own.filter((finding) => !known.some((surer) => isSame(surer, finding)));
    return [...others, ...known].map((finding) => toLspDiagnostic(finding, positions, client));
  }
}

function isSame(one: Finding, other: Finding): boolean {
  return one.rule === other.rule && one.span.start <= other.span.end && other.span.start <= one.span.end;
}

function cancelled(token: CancellationToken): Promise<void> {
  return new Promise((resolve) => {
    token.onCancellationRequested(() => resolve());
  });
}
