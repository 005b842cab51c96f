// Restarts the language server, after a crash or to be rid of a doubt.
import { l10n } from "vscode";
import type { Connection } from "../connect";
import type { Tell } from "../tell";

export async function restartServer(connection: Connection, tell: Tell): Promise<void> {
  try {
    await connection.restart();
    tell.aside(l10n.t("The language server was restarted."));
  } catch {
    tell.error(l10n.t("The language server could not be started."), tell.showLog);
  }
}
