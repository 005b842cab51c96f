// New Integration Response: one of a kind, as a file of the user's choice or as an untitled document.
// Invariant: nothing is written but the file that the user named and its samples, and no samples over others.
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

async function write({ statusCode, text, sample }: ResponseTemplate, place: Place): Promise<void> {
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
    const encoder = new TextEncoder();
    await workspace.fs.writeFile(uri, encoder.encode(text));
    const samples = samplesBeside(uri);
    if (!(await exists(samples))) {
      await workspace.fs.writeFile(samples, encoder.encode(samplesText(uri, sample)));
    }
    await window.showTextDocument(uri);
  }
}

const RESPONSE_NAME = /(?:\.integration-response)?(?:\.json)?$/i;

/** The file of samples that belongs to a response by its name. */
function samplesBeside(uri: Uri): Uri {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  return Uri.joinPath(uri, "..", `${name.replace(RESPONSE_NAME, "")}.samples.json`);
}

/** What to expect is the status that the file's name begins with; of another name nothing is known. */
function samplesText({ path }: Uri, sample: ResponseTemplate["sample"]): string {
  const expect = /\/([1-5]\d\d)\b[^/]*$/.exec(path)?.[1];
  return `${JSON.stringify([{ ...sample, ...(expect === undefined ? {} : { expect }) }], undefined, 2)}\n`;
}

async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** That of the document in front, else the workspace's first. */
function folderAtHand(): Uri | undefined {
  const active = window.activeTextEditor?.document.uri;
  const isStored = active !== undefined && workspace.getWorkspaceFolder(active) !== undefined;
  return isStored ? Uri.joinPath(active, "..") : workspace.workspaceFolders?.[0]?.uri;
}
