// The document side of a binding: the template in its string, read and edited through the server.
// Invariant: an edit is applied only to the version that it was made for.
import { l10n, Position, Range, type TextDocument, type Uri, WorkspaceEdit, workspace } from "vscode";
import {
  type EditTemplateParams,
  type NoTemplate,
  type ReadTemplateParams,
  SERVER_COMMANDS,
  type SourcePosition,
  type SourceRange,
  type TemplateAddress,
  type TemplateAnswer,
  type TemplateEditsAnswer,
} from "../../../server/src/contract";
import type { Connection } from "../connect";
import type { DocumentSide, Version, Written } from "./binding";
import { type Change, changed } from "./change";
import { type Place, placeAfter, type Replacement } from "./place";
import { sameTemplate } from "./templateNames";
import type { TemplateUriName } from "./templateUri";

export interface TemplateSourceOptions {
  readonly name: TemplateUriName;
  readonly connection: Connection;
  /** It is another name now under which the template is found. */
  readonly renamed: (name: TemplateUriName, before: TemplateUriName) => void;
}

export class TemplateSource implements DocumentSide {
  readonly #options: TemplateSourceOptions;
  #uri: Uri;
  #address: TemplateAddress;
  #isDead = false;
  /** Of the current version of the open document; unknown until it was read once. */
  #place: Place | undefined;
  /** The text of a version of an open document, so that it is not asked for twice. */
  #known: ({ readonly document: TextDocument } & Version) | undefined;

  constructor(options: TemplateSourceOptions) {
    this.#options = options;
    this.#uri = options.name.document;
    this.#address = options.name.address;
  }

  get uri(): Uri {
    return this.#uri;
  }

  get name(): TemplateUriName {
    return { document: this.#uri, address: this.#address };
  }

  /** Whether this is the template of that name, whatever name it was opened under. */
  is(name: TemplateUriName): boolean {
    return !this.#isDead && sameTemplate(name, this.name);
  }

  /** The document was untitled and is gone: another one may come to have its name. */
  die(): void {
    this.#isDead = true;
  }

  /** The file of the document has another name now. */
  moved(uri: Uri): void {
    this.forgetPlace();
    this.#rename({ document: uri, address: this.#address });
  }

  /** The document was edited, by whomever. */
  edited(changes: readonly Replacement[]): void {
    this.#place = this.#place && changes.reduce(placeAfter, this.#place);
  }

  /** The document was closed: when it is open again its text may be another. */
  forgetPlace(): void {
    this.#place = undefined;
    this.#known = undefined;
  }

  async read(known: string | undefined): Promise<({ readonly kind: "template" } & Version) | NoTemplate> {
    const document = await this.open();
    if (document === undefined) {
      return lost(l10n.t("The document of this template is closed."));
    }
    if (this.#known?.document === document && this.#known.version === document.version) {
      return { kind: "template", version: document.version, text: this.#known.text };
    }
    const answer = await this.#find(this.#lastSeen(document, known));
    if (answer === "moved") {
      return this.read(known);
    }
    if (answer.kind === "template") {
      const { address, range, text, version } = answer;
      this.#known = { document, version, text };
      if (version === document.version) {
        this.#place = { ...offsetsOf(document, range), isReplaced: false };
      }
      this.#rename({ document: this.#uri, address });
    }
    return answer;
  }

  async write(version: number, change: Change): Promise<Written> {
    const answer = await this.#ask<TemplateEditsAnswer>(SERVER_COMMANDS.editTemplate, { version, ...change });
    if (answer === "moved" || answer.kind !== "edits") {
      return answer === "moved" || answer.kind === "moved" ? "moved" : answer;
    }
    const document = await this.open();
    if (document?.version !== version) {
      return "moved";
    }
    const edit = new WorkspaceEdit();
    for (const { range, newText } of answer.edits) {
      edit.replace(document.uri, new Range(positionOf(range.start), positionOf(range.end)), newText);
    }
    const before = this.#known;
    if (!(await workspace.applyEdit(edit))) {
      return document.version === version ? "refused" : "moved";
    }
    // Only where nobody else wrote meanwhile is the new text known without asking.
    this.#known =
      before?.document === document && before.version === version && document.version === version + 1
        ? { document, version: document.version, text: changed(before.text, change) }
        : undefined;
    return "written";
  }

  /** The document, opened anew where its tab was closed. */
  async open(): Promise<TextDocument | undefined> {
    if (this.#isDead) {
      return undefined;
    }
    const key = this.#uri.toString();
    const open = workspace.textDocuments.find(({ uri, isClosed }) => !isClosed && uri.toString() === key);
    // An untitled document that was closed is gone; opening it would make a new one.
    return open ?? (this.#uri.scheme === "untitled" ? undefined : reopened(this.#uri));
  }

  /** A file that goes back to what it was may give it back the key that it was opened under. */
  async #find(seen: LastSeen): Promise<TemplateAnswer | "moved"> {
    const answer = await this.#ask<TemplateAnswer>(SERVER_COMMANDS.readTemplate, seen);
    const { address } = this.#options.name;
    const opened = { document: this.#uri, address };
    return seen.like === undefined || answer === "moved" || answer.kind !== "none" || this.is(opened)
      ? answer
      : this.#ask<TemplateAnswer>(SERVER_COMMANDS.readTemplate, { ...seen, address });
  }

  /** Its text is told where its place alone does not say which one it is. */
  #lastSeen(document: TextDocument, known: string | undefined): LastSeen {
    const place = this.#place;
    return {
      ...(place === undefined ? {} : { within: rangeOf(document, place) }),
      ...(place?.isReplaced === false || known === undefined ? {} : { like: known }),
    };
  }

  #rename(name: TemplateUriName): void {
    const before = this.name;
    if (!sameTemplate(name, before)) {
      this.#uri = name.document;
      this.#address = name.address;
      this.#options.renamed(name, before);
    }
  }

  async #ask<Answer extends TemplateAnswer | TemplateEditsAnswer>(
    command: string,
    params: Omit<Partial<EditTemplateParams & ReadTemplateParams>, "uri">,
  ): Promise<Answer | NoTemplate | "moved"> {
    const named = { uri: this.#uri.toString(), address: this.#address, ...params };
    try {
      return await this.#options.connection.run<Answer>(command, named);
    } catch (error) {
      const isSuperseded = (error as { readonly code?: unknown }).code === CONTENT_MODIFIED;
      return isSuperseded ? "moved" : lost(l10n.t("The language server did not answer."));
    }
  }
}

type LastSeen = Pick<ReadTemplateParams, "like" | "within">;

/** Of the language server protocol: the document has changed since it was asked about. */
const CONTENT_MODIFIED = -32801;

function lost(message: string): NoTemplate {
  return { kind: "none", reason: "notOpen", message };
}

function positionOf({ line, character }: SourcePosition): Position {
  return new Position(line, character);
}

function rangeOf(document: TextDocument, { start, end }: Place): SourceRange {
  return { start: plain(document.positionAt(start)), end: plain(document.positionAt(end)) };
}

function offsetsOf(document: TextDocument, { start, end }: SourceRange): Omit<Place, "isReplaced"> {
  return { start: document.offsetAt(positionOf(start)), end: document.offsetAt(positionOf(end)) };
}

function plain({ line, character }: Position): SourcePosition {
  return { line, character };
}

async function reopened(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
