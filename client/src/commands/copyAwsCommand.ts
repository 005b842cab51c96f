// Copy as AWS CLI Command: the PUT of the response under the cursor, for the shell that its user has.
import { env, l10n, type TextDocument, type TextEditor, window } from "vscode";
import {
  type AwsCommandAnswer,
  type AwsCommandParams,
  COMMAND_SHELLS,
  type CommandShell,
  SERVER_COMMANDS,
} from "../../../server/src/contract";
import { askAll, pick } from "../ask";
import type { Connection } from "../connect";
import { plain } from "../deploy/words";
import type { Action, Tell } from "../tell";

const NAMES: Readonly<Record<CommandShell, string>> = { bash: "bash", powershell: "PowerShell" };

export async function copyAwsCommand(connection: Connection, tell: Tell): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    tell.warn(l10n.t("Open an integration response to copy its command."));
    return;
  }
  const shell = shellNamed(env.shell) ?? (await chosenShell());
  if (shell !== undefined) {
    await copyFor(shell, editor, { connection, tell });
  }
}

interface Means {
  readonly connection: Connection;
  readonly tell: Tell;
}

async function copyFor(shell: CommandShell, editor: TextEditor, { connection, tell }: Means): Promise<void> {
  const { document, selection } = editor;
  const { line, character } = selection.active;
  const params: AwsCommandParams = { uri: document.uri.toString(), line, character, shell };
  const answer = await connection
    .run<AwsCommandAnswer>(SERVER_COMMANDS.awsCommand, params)
    .catch(() => undefined);
  if (answer === undefined) {
    tell.error(l10n.t("The language server did not answer."), tell.showLog);
  } else if (answer.kind === "none") {
    tell.warn(plain(answer.message));
  } else {
    await env.clipboard.writeText(answer.command);
    const others = COMMAND_SHELLS.filter((other) => other !== shell).map(
      (other): Action => ({
        title: l10n.t("For {0}", NAMES[other]),
        run: () => copyFor(other, editor, { connection, tell }),
      }),
    );
    tell.info(toldOf(answer, NAMES[shell], document), ...others);
  }
}

function toldOf(
  { readsFile, variables }: AwsCommandAnswer & { readonly kind: "command" },
  shell: string,
  { isDirty }: TextDocument,
): string {
  if (readsFile && isDirty) {
    return l10n.t(
      "The command for {0} is on the clipboard. It reads the file, so save your changes first.",
      shell,
    );
  }
  return variables.length > 0
    ? l10n.t("The command for {0} is on the clipboard. Set {1} first.", shell, variables.join(", "))
    : l10n.t("The command for {0} is on the clipboard.", shell);
}

/** By the path of the shell in which the user's terminals open. */
function shellNamed(path: string): CommandShell | undefined {
  const name =
    /[^/\\]*$/
      .exec(path)?.[0]
      .replace(/\.exe$/i, "")
      .toLowerCase() ?? "";
  if (/^(?:pwsh|powershell)(?:-preview)?$/.test(name)) {
    return "powershell";
  }
  return /^(?:ba|z|k|da)?sh$/.test(name) ? "bash" : undefined;
}

/** For a shell that is neither, such as the command prompt, or none that is known. */
async function chosenShell(): Promise<CommandShell | undefined> {
  let chosen: CommandShell | undefined;
  const question = pick<CommandShell>({
    placeholder: l10n.t("Which shell is the command for?"),
    items: COMMAND_SHELLS.map((value) => ({ label: NAMES[value], value })),
    answer: (value) => {
      chosen = value;
    },
  });
  return (await askAll(l10n.t("Copy as AWS CLI Command"), [question])) ? chosen : undefined;
}
