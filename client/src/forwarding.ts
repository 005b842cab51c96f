// Which documents the server hears of: our own always, foreign JSON while it holds a marker.
// Invariant: a document is forwarded from its didOpen to its didClose, and the server is never asked about another.
import type { TextDocument, Uri } from "vscode";
import type { BaseLanguageClient, Middleware } from "vscode-languageclient";
import { bringsMarker, isForeign, isOurs } from "./documents";

/** How long after the last edit a foreign document is searched for a marker that may have gone. */
const SETTLED_AFTER_MS = 400;

export class Forwarding {
  readonly #forwarded = new Set<string>();
  readonly #settling = new Map<string, ReturnType<typeof setTimeout>>();
  /** Whose middleware this is; given once both are made. */
  client: BaseLanguageClient | undefined;

  has(uri: Uri): boolean {
    return this.#forwarded.has(uri.toString());
  }

  /** After the server has gone, the next one is told everything anew. */
  reset(): void {
    this.#forwarded.clear();
    this.#settling.forEach(clearTimeout);
    this.#settling.clear();
  }

  readonly middleware: Middleware = {
    didOpen: async (document, next) => {
      if (isOurs(document)) {
        this.#forwarded.add(document.uri.toString());
        await next(document);
      }
    },
    didChange: async (event, next) => {
      const { document } = event;
      if (this.has(document.uri)) {
        this.#settleLater(document);
        await next(event);
      } else if (isForeign(document) && bringsMarker(event)) {
        // The open carries the whole text, this change included.
        await this.#feature("textDocument/didOpen", document);
      }
    },
    didSave: async (document, next) => {
      if (this.has(document.uri)) {
        await next(document);
      }
    },
    didClose: async (document, next) => {
      this.#stopSettling(document.uri.toString());
      if (this.#forwarded.delete(document.uri.toString())) {
        await next(document);
      }
    },
    // Every feature asks through here, so that none can forget it. `null` is an empty answer to each of them.
    sendRequest: <P, R>(
      type: Parameters<NonNullable<Middleware["sendRequest"]>>[0],
      param: P | undefined,
      token: Parameters<NonNullable<Middleware["sendRequest"]>>[2],
      next: (requestType: typeof type, params?: P, cancellation?: typeof token) => Promise<R>,
    ): Promise<R> => {
      const uri = documentOf(param);
      return uri !== undefined && !this.#forwarded.has(uri)
        ? Promise.resolve(null as R)
        : next(type, param, token);
    },
  };

  #settleLater(document: TextDocument): void {
    if (!isForeign(document)) {
      return;
    }
    const key = document.uri.toString();
    this.#stopSettling(key);
    this.#settling.set(
      key,
      setTimeout(() => {
        this.#settling.delete(key);
        if (!document.isClosed && this.#forwarded.has(key) && !isOurs(document)) {
          void this.#feature("textDocument/didClose", document);
        }
      }, SETTLED_AFTER_MS),
    );
  }

  #stopSettling(key: string): void {
    clearTimeout(this.#settling.get(key));
    this.#settling.delete(key);
  }

  /** Through the client's own feature, so that diagnostics come and go with the document. */
  async #feature(
    method: "textDocument/didOpen" | "textDocument/didClose",
    document: TextDocument,
  ): Promise<void> {
    const feature =
      method === "textDocument/didOpen" ? this.client?.getFeature(method) : this.client?.getFeature(method);
    await feature?.getProvider(document)?.send(document);
  }
}

function documentOf(param: unknown): string | undefined {
  const uri = (param as { readonly textDocument?: { readonly uri?: unknown } } | undefined)?.textDocument
    ?.uri;
  return typeof uri === "string" ? uri : undefined;
}
