// New Sample: writes one of the kinds that the server knows into the file of samples beside the active response.
import {
  l10n,
  type Position,
  Range,
  Selection,
  type TextDocument,
  Uri,
  ViewColumn,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import { type SampleTemplate, SERVER_COMMANDS } from "../../../server/src/contract";
import { askAll, pick } from "../ask";
import type { Connection } from "../connect";
import { isOurs, isTemplate } from "../documents";
import type { Tell } from "../tell";
import type { ResponsePreview } from "../views/responsePreview";

export interface NewSampleMeans {
  readonly connection: Connection;
  readonly preview: ResponsePreview;
  readonly tell: Tell;
}

export async function newSample({ connection, preview, tell }: NewSampleMeans): Promise<void> {
  const active = window.activeTextEditor?.document;
  const response = active !== undefined && isOurs(active) && !isTemplate(active) ? active : preview.source;
  const templates = await connection
    .run<readonly SampleTemplate[]>(SERVER_COMMANDS.listSampleTemplates, {})
    .catch(() => undefined);
  if (templates === undefined) {
    tell.error(l10n.t("The language server did not answer."), tell.showLog);
    return;
  }
  let template: SampleTemplate | undefined;
  const isAnswered = await askAll(l10n.t("New Sample"), [
    pick<SampleTemplate>({
      placeholder: l10n.t("What the backend answers"),
      items: templates.map((value) => ({ label: value.label, detail: value.summary, value })),
      answer: (value) => {
        template = value;
      },
    }),
  ]);
  if (!isAnswered || template === undefined) {
    return;
  }
  const file = response && (await fileFor(connection, response));
  if (file === undefined) {
    const content = `[\n${indented(template.text)}\n]\n`;
    await window.showTextDocument(await workspace.openTextDocument({ language: "json", content }));
    return;
  }
  const name = await write(file, template, preview.sourceColumn ?? ViewColumn.Active);
  preview.choose(name);
}

/** The file of samples that there is, else the one of the method, else the response's own. */
async function fileFor(connection: Connection, response: TextDocument): Promise<Uri | undefined> {
  const answer = await connection.preview({ uri: response.uri.toString() }).catch(() => undefined);
  const files = answer?.kind === "preview" ? answer.files.map((file) => Uri.parse(file)) : [];
  for (const file of files) {
    const isThere = await workspace.fs.stat(file).then(
      () => true,
      () => false,
    );
    if (isThere) {
      return file;
    }
  }
  return files.at(-1);
}

/** Adds the sample at the end of the list, and answers what it is called there. */
async function write(file: Uri, { label, text }: SampleTemplate, viewColumn: ViewColumn): Promise<string> {
  const isThere = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await workspace.fs.writeFile(file, new TextEncoder().encode("[\n]\n"));
  }
  const document = await workspace.openTextDocument(file);
  const before = document.getText();
  const name = freeName(label, before);
  const sample = indented(text.replace(JSON.stringify(label), JSON.stringify(name)));
  const { at, lead, trail } = placeFor(document);
  const edit = new WorkspaceEdit();
  edit.insert(file, at, `${lead}${sample}${trail}`);
  await workspace.applyEdit(edit);
  // A file that was just made holds nothing yet that somebody may want back.
  if (!isThere) {
    await document.save();
  }
  const line = at.line + lead.split("\n").length - 1;
  await window.showTextDocument(document, {
    viewColumn,
    selection: new Selection(line, 2, line, 2),
  });
  return name;
}

/** Behind the last sample, before the bracket that closes the list. */
function placeFor(document: TextDocument): { at: Position; lead: string; trail: string } {
  const text = document.getText();
  const close = text.lastIndexOf("]");
  const end = text.slice(0, Math.max(0, close)).trimEnd().length;
  const isFirst = !/[\]}"\d]$/.test(text.slice(0, end).replace(/^\s*\[/, ""));
  const at = document.positionAt(end);
  const isClosedOnOwnLine = new Range(at, document.positionAt(close)).isSingleLine === false;
  return { at, lead: isFirst ? "\n" : ",\n", trail: isClosedOnOwnLine ? "" : "\n" };
}

function freeName(label: string, text: string): string {
  let name = label;
  for (let count = 2; text.includes(JSON.stringify(name)); count++) {
    name = `${label} ${count}`;
  }
  return name;
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
