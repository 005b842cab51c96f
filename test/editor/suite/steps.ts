// The steps that the suites of both hosts are made of. Nothing here sleeps: it waits for the editor's own events.
import {
  type CompletionItem,
  type CompletionList,
  commands,
  type Diagnostic,
  type Event,
  extensions,
  languages,
  type Range,
  type TextDocument,
  ViewColumn,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";

export const OWN = "apigateway-integration-response";
export const SERVER_DEPLOY = "apigatewayResponse.server.deploy";
const EXTENSION = "apigateway-response.apigateway-integration-response";
const CURSOR = "‸";

export function holds(condition: boolean, message: string): void {
  if (!condition) {
    throw new Error(message);
  }
}

export function equal(actual: unknown, expected: unknown): void {
  const [one, other] = [actual, expected].map((value) => JSON.stringify(value));
  holds(one === other, `${one} is not ${other}`);
}

export async function activated(): Promise<void> {
  const extension = extensions.getExtension(EXTENSION);
  holds(extension !== undefined, `${EXTENSION} is not installed`);
  await extension?.activate();
}

/** An untitled document, shown. */
export async function documentOf(language: string, content: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument({ language, content });
  await window.showTextDocument(document);
  return document;
}

/** Looks now and after each event until there is something. Mocha's timeout is the limit. */
export function until<Found>(event: Event<unknown>, look: () => Found | undefined): Promise<Found> {
  return new Promise((resolve) => {
    const now = look();
    if (now !== undefined) {
      resolve(now);
      return;
    }
    const listening = event(() => {
      const found = look();
      if (found !== undefined) {
        listening.dispose();
        resolve(found);
      }
    });
  });
}

/** Our findings in a document, once there are so many. */
export function oursIn(document: TextDocument, count: number): readonly Diagnostic[] | undefined {
  const ours = languages.getDiagnostics(document.uri).filter(({ source }) => source === "apigateway");
  return ours.length === count ? ours : undefined;
}

export async function replace(document: TextDocument, range: Range, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, range, text);
  holds(await workspace.applyEdit(edit), "the edit was not applied");
}

/** What is offered at the cursor of an own document: the text that each item would insert. */
export async function completionsAt(marked: string): Promise<readonly string[]> {
  const at = marked.indexOf(CURSOR);
  const document = await documentOf(OWN, marked.replace(CURSOR, ""));
  const list = await commands.executeCommand<CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    document.positionAt(at),
  );
  return list.items.map(({ insertText, label }: CompletionItem) => {
    const text = insertText ?? label;
    return typeof text === "string" ? text : "value" in text ? text.value : text.label;
  });
}

/** Opens the preview of a document and waits until it shows a text. */
export async function previewShows(document: TextDocument, text: string): Promise<void> {
  await window.showTextDocument(document, ViewColumn.One);
  await commands.executeCommand("apigatewayResponse.preview");
  await until(workspace.onDidChangeTextDocument, () => {
    const preview = workspace.textDocuments.find(({ uri }) => uri.scheme === "apigateway-preview");
    return preview?.getText().includes(text) === true ? true : undefined;
  });
}

/** A test that failed is tried once more; what passes then is a race, which is told with what was there to see. */
export function tellRetry(test: { fullTitle(): string }, error: Error): void {
  const documents = workspace.textDocuments.map(
    ({ uri, version, isDirty, languageId }) => `${uri} ${languageId} ${version}${isDirty ? " dirty" : ""}`,
  );
  const shown = window.visibleTextEditors.map(({ document }) => `${document.uri}\n${document.getText()}`);
  console.log([`FAILED ONCE: ${test.fullTitle()}`, error.message, ...documents, ...shown].join("\n"));
}
