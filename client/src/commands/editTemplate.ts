// Edit Template: a template in an editor of its own, beside its document.
import { l10n, languages, TabInputText, type TextDocument, Uri, ViewColumn, window, workspace } from "vscode";
import {
  type ListTemplatesParams,
  type ReadTemplateParams,
  SERVER_COMMANDS,
  TEMPLATE_LANGUAGE_ID,
  TEMPLATE_SCHEME,
  type TemplateAddress,
  type TemplateAnswer,
  type TemplateList,
} from "../../../server/src/contract";
import type { Connection } from "../connect";
import type { TemplateDocuments } from "../editTemplate/templateDocuments";
import type { TemplateUriName } from "../editTemplate/templateUri";
import type { Tell } from "../tell";
import { isPreviewShown } from "../views/responsePreview";

interface Parts {
  readonly connection: Connection;
  readonly tell: Tell;
  readonly templates: TemplateDocuments;
}

/** `uri` and `address` as a lens gives them; else the template under the cursor, or one that the user chooses. */
export async function editTemplate(
  { connection, tell, templates }: Parts,
  uri: unknown,
  address: unknown,
): Promise<void> {
  const name = named(uri, address) ?? (await chosen(connection, tell));
  if (name === undefined) {
    return;
  }
  const params: ReadTemplateParams = { uri: name.document.toString(), address: name.address };
  const answer = await connection
    .run<TemplateAnswer>(SERVER_COMMANDS.readTemplate, params)
    .catch(() => undefined);
  if (answer === undefined) {
    tell.error(l10n.t("The language server did not answer."), tell.showLog);
  } else if (answer.kind === "none") {
    tell.warn(answer.message);
  } else {
    await show(templates.uriOf(name));
  }
}

async function show(uri: Uri): Promise<void> {
  const document = await inOurLanguage(await workspace.openTextDocument(uri));
  const shownIn = window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString()),
  );
  // Beside the response is where the preview is, and nobody who watches it wants it covered.
  const free = isPreviewShown() ? ViewColumn.Active : ViewColumn.Beside;
  await window.showTextDocument(document, {
    viewColumn: shownIn?.viewColumn ?? free,
    preview: false,
  });
}

/** Whatever language the user gives to files of such a name. */
async function inOurLanguage(document: TextDocument): Promise<TextDocument> {
  return document.languageId === TEMPLATE_LANGUAGE_ID
    ? document
    : languages.setTextDocumentLanguage(document, TEMPLATE_LANGUAGE_ID);
}

async function chosen(connection: Connection, tell: Tell): Promise<TemplateUriName | undefined> {
  const editor = window.activeTextEditor;
  if (editor === undefined || editor.document.uri.scheme === TEMPLATE_SCHEME) {
    tell.warn(l10n.t("Open an integration response to edit one of its templates."));
    return undefined;
  }
  const { document, selection } = editor;
  const { line, character } = selection.active;
  const params: ListTemplatesParams = { uri: document.uri.toString(), line, character };
  const list = await connection
    .run<TemplateList>(SERVER_COMMANDS.listTemplates, params)
    .catch(() => undefined);
  if (list === undefined) {
    tell.error(l10n.t("The language server did not answer."), tell.showLog);
    return undefined;
  }
  const { here, templates } = list;
  const [first, ...more] = templates;
  if (first === undefined) {
    tell.warn(l10n.t("This document has no template. Add one under responseTemplates first."));
    return undefined;
  }
  const address = here ?? (more.length === 0 ? first : await picked(templates));
  return address && { document: document.uri, address };
}

async function picked(templates: readonly TemplateAddress[]): Promise<TemplateAddress | undefined> {
  const items = templates.map((address) => ({
    label: address.mediaType,
    description: address.path.join(" › "),
    address,
  }));
  const placeHolder = l10n.t("Template to edit");
  return (await window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.address;
}

/** Arguments come from anywhere: a keybinding may hold others. */
function named(uri: unknown, address: unknown): TemplateUriName | undefined {
  return typeof uri === "string" && typeof address === "object" && address !== null
    ? { document: Uri.parse(uri), address: address as TemplateAddress }
    : undefined;
}
