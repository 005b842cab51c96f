// Copy as AWS CLI Command: the PUT of the response under the cursor, for bash.
import { env, l10n, window } from "vscode";
import { type AwsCommandAnswer, type AwsCommandParams, SERVER_COMMANDS } from "../../../server/src/contract";
import type { Connection } from "../connect";
import { plain } from "../deploy/words";
import type { Tell } from "../tell";

export async function copyAwsCommand(connection: Connection, tell: Tell): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    tell.warn(l10n.t("Open an integration response to copy its command."));
    return;
  }
  const { document, selection } = editor;
  const { line, character } = selection.active;
  const params: AwsCommandParams = { uri: document.uri.toString(), line, character };
  const answer = await connection
    .run<AwsCommandAnswer>(SERVER_COMMANDS.awsCommand, params)
    .catch(() => undefined);
  if (answer === undefined) {
    tell.error(l10n.t("The language server did not answer."), tell.showLog);
  } else if (answer.kind === "none") {
    tell.warn(plain(answer.message));
  } else {
    await env.clipboard.writeText(answer.command);
    if (answer.readsFile && document.isDirty) {
      tell.info(l10n.t("The command is on the clipboard. It reads the file, so save your changes first."));
    } else if (answer.variables.length > 0) {
      tell.info(l10n.t("The command is on the clipboard. Set {0} first.", answer.variables.join(", ")));
    } else {
      tell.aside(l10n.t("The command is on the clipboard."));
    }
  }
}
