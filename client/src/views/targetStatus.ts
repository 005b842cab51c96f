// The language status item of the active document: where its integration response belongs.
// Invariant: it is there only while the active document is one of ours, and says nothing by colour alone.
import {
  commands,
  Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  type TextDocument,
  window,
  workspace,
} from "vscode";
import {
  CLIENT_COMMANDS,
  type DeployTarget,
  TARGET_KEYS,
  type TargetStatus,
} from "../../../server/src/contract";
import type { Connection } from "../connect";
import { conflictWords, uriOf } from "../deploy/words";

/** For the `when` clauses of the manifest. */
const RECOGNISED = "apigatewayResponse.recognised";
const REFRESHED_AFTER_MS = 300;

export class TargetStatusItem implements Disposable {
  readonly #connection: Connection;
  readonly #listening: Disposable;
  #item: LanguageStatusItem | undefined;
  #due: ReturnType<typeof setTimeout> | undefined;
  #recognised = false;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#listening = Disposable.from(
      connection.onDidStart(() => this.#refreshLater()),
      connection.onDidAskService(() => this.#refreshLater()),
      window.onDidChangeActiveTextEditor(() => this.#refreshLater()),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === window.activeTextEditor?.document) {
          this.#refreshLater();
        }
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#due);
    this.#listening.dispose();
    this.#item?.dispose();
  }

  #refreshLater(): void {
    clearTimeout(this.#due);
    this.#due = setTimeout(() => void this.#refresh().catch(() => undefined), REFRESHED_AFTER_MS);
  }

  async #refresh(): Promise<void> {
    const document = window.activeTextEditor?.document;
    const status = document && (await this.#connection.target(document.uri));
    if (document !== window.activeTextEditor?.document) {
      return;
    }
    const recognised = status?.recognised === true;
    if (recognised !== this.#recognised) {
      this.#recognised = recognised;
      await commands.executeCommand("setContext", RECOGNISED, recognised);
    }
    if (document === undefined || status === undefined || !recognised) {
      this.#item?.dispose();
      this.#item = undefined;
    } else {
      this.#show(document, status);
    }
  }

  #show({ languageId }: TextDocument, status: TargetStatus): void {
    this.#item ??= languages.createLanguageStatusItem("apigatewayResponse.target", []);
    const item = this.#item;
    item.selector = { language: languageId };
    item.name = l10n.t("API Gateway Target");
    item.command = { command: CLIENT_COMMANDS.deploy, title: l10n.t("Deploy…") };
    Object.assign(item, wordsOf(status));
  }
}

function wordsOf({ conflicts, known, problem }: TargetStatus) {
  if (conflicts.length > 0) {
    return {
      severity: LanguageStatusSeverity.Warning,
      text: `$(warning) ${l10n.t("Target in conflict")}`,
      detail: conflictWords(conflicts),
    };
  }
  if (problem !== undefined) {
    return {
      severity: LanguageStatusSeverity.Warning,
      text: `$(warning) ${l10n.t("Target not found")}`,
      detail: l10n.t("At the last deploy the service said: {0}", problem),
    };
  }
  const missing = TARGET_KEYS.filter((key) => known[key] === undefined);
  const severity = LanguageStatusSeverity.Information;
  if (missing.length === TARGET_KEYS.length) {
    return { severity, text: l10n.t("No target yet"), detail: l10n.t("Asked for when you deploy") };
  }
  const text = `${known.httpMethod ?? "…"} …/${known.statusCode ?? "…"}`;
  return missing.length === 0
    ? { severity, text, detail: uriOf(known as DeployTarget) }
    : { severity, text, detail: l10n.t("Asked for when you deploy: {0}", missing.join(", ")) };
}
