// The document side of a binding: the template in its string, read and edited through the server.
// Invariant: an edit is applied only to the version that it was made for.
import { l10n, Position, Range, type TextDocument, type Uri, WorkspaceEdit, workspace } from "vscode";
import {
  type EditTemplateParams,
  type NoTemplate,
  type ReadTemplateParams,
  SERVER_COMMANDS,
  type SourcePosition,
  type TemplateAddress,
  type TemplateAnswer,
  type TemplateEditsAnswer,
} from "../../../server/src/contract";
import type { Connection } from "../connect";
import type { DocumentSide, Version, Written } from "./binding";
import { type Change, changed } from "./change";
import type { TemplateUriName } from "./templateUri";

export interface TemplateSourceOptions {
  readonly name: TemplateUriName;
  readonly connection: Connection;
  /** The template has another key now. */
  readonly followed: (address: TemplateAddress) => void;
}

export class TemplateSource implements DocumentSide {
  readonly #options: TemplateSourceOptions;
  #uri: Uri;
  #address: TemplateAddress;
  #isDead = false;
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
  is({ document, address }: TemplateUriName): boolean {
    return (
      !this.#isDead &&
      document.toString() === this.#uri.toString() &&
      JSON.stringify(stepsOf(address)) === JSON.stringify(stepsOf(this.#address))
    );
  }

  /** The document was untitled and is gone: another one may come to have its name. */
  die(): void {
    this.#isDead = true;
  }

  /** The file of the document has another name now. */
  renamed(uri: Uri): void {
    this.#uri = uri;
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
    const answer = await this.#ask<TemplateAnswer>(SERVER_COMMANDS.readTemplate, {});
    if (answer === "moved") {
      return this.read(known);
    }
    if (answer.kind === "template") {
      this.#known = { document, version: answer.version, text: answer.text };
    }
    return answer.kind === "none" && answer.reason === "gone" && known !== undefined
      ? this.#follow(known, answer)
      : answer;
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
      edit.replace(document.uri, new Range(place(range.start), place(range.end)), newText);
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

  async #follow(
    known: string,
    gone: NoTemplate,
  ): Promise<({ readonly kind: "template" } & Version) | NoTemplate> {
    const found = await this.#ask<TemplateAnswer>(SERVER_COMMANDS.readTemplate, { like: known });
    if (found === "moved") {
      return this.read(known);
    }
    if (found.kind === "none") {
      return gone;
    }
    this.#address = found.address;
    this.#options.followed(found.address);
    return found;
  }

  async #ask<Answer extends TemplateAnswer | TemplateEditsAnswer>(
    command: string,
    params: Omit<Partial<EditTemplateParams & ReadTemplateParams>, "uri" | "address">,
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

/** Of the language server protocol: the document has changed since it was asked about. */
const CONTENT_MODIFIED = -32801;

function stepsOf({ path, mediaType, occurrence }: TemplateAddress): readonly unknown[] {
  return [path, mediaType, occurrence];
}

function lost(message: string): NoTemplate {
  return { kind: "none", reason: "notOpen", message };
}

function place({ line, character }: SourcePosition): Position {
  return new Position(line, character);
}

async function reopened(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
