// New Integration Response: one of a kind, as a file of the user's choice or as an untitled document.
// Invariant: no file is written that the user did not name.
import { l10n, Uri, window, workspace } from "vscode";
import { OWN_LANGUAGE_ID, type ResponseTemplate, SERVER_COMMANDS } from "../../../server/src/contract";
import { askAll, pick } from "../ask";
import type { Connection } from "../connect";
import type { Tell } from "../tell";

type Place = "untitled" | "file";

export async function newResponse(connection: Connection, tell: Tell): Promise<void> {
  const templates = await connection
    .run<readonly ResponseTemplate[]>(SERVER_COMMANDS.listResponseTemplates, {})
    .catch(() => undefined);
  if (templates === undefined) {
    tell.error(l10n.t("The language server did not answer."), tell.showLog);
    return;
  }
  let template: ResponseTemplate | undefined;
  let place: Place = "untitled";
  const isAnswered = await askAll(l10n.t("New Integration Response"), [
    pick<ResponseTemplate>({
      placeholder: l10n.t("Kind of response"),
      items: templates.map((value) => ({
        label: value.label,
        description: value.statusCode,
        detail: value.summary,
        value,
      })),
      answer: (value) => {
        template = value;
      },
    }),
    pick<Place>({
      placeholder: l10n.t("Where to write it"),
      items: [
        { label: l10n.t("File…"), detail: l10n.t("Choose its folder and name"), value: "file" },
        { label: l10n.t("Untitled document"), detail: l10n.t("Save it later, or never"), value: "untitled" },
      ],
      answer: (value) => {
        place = value;
      },
    }),
  ]);
  if (isAnswered && template !== undefined) {
    await write(template, place);
  }
}

async function write({ statusCode, text }: ResponseTemplate, place: Place): Promise<void> {
  if (place === "untitled") {
    const untitled = await workspace.openTextDocument({ language: OWN_LANGUAGE_ID, content: text });
    await window.showTextDocument(untitled);
    return;
  }
  const folder = folderAtHand();
  const uri = await window.showSaveDialog({
    ...(folder === undefined
      ? {}
      : { defaultUri: Uri.joinPath(folder, `${statusCode}.integration-response.json`) }),
    filters: { [l10n.t("Integration responses")]: ["integration-response.json", "json"] },
    title: l10n.t("New Integration Response"),
  });
  if (uri !== undefined) {
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await window.showTextDocument(uri);
  }
}

/** That of the document in front, else the workspace's first. */
function folderAtHand(): Uri | undefined {
  const active = window.activeTextEditor?.document.uri;
  const isStored = active !== undefined && workspace.getWorkspaceFolder(active) !== undefined;
  return isStored ? Uri.joinPath(active, "..") : workspace.workspaceFolders?.[0]?.uri;
}
