// Read-only documents that are only looked at: what is deployed, what will be, what was stored.
// Invariant: the text lives as long as its tab, and is never written to disk.
import {
  commands,
  Disposable,
  TabInputText,
  TabInputTextDiff,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";

export const SHOWN_SCHEME = "apigateway-response";

export interface Comparison {
  readonly title: string;
  readonly left: { readonly name: string; readonly text: string };
  readonly right: { readonly name: string; readonly text: string };
}

export class ShownDocuments implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #pages = new Map<string, string>();
  readonly #listening: Disposable;
  #count = 0;

  constructor() {
    this.#listening = Disposable.from(
      workspace.registerTextDocumentContentProvider(SHOWN_SCHEME, {
        provideTextDocumentContent: (uri) =>
          this.#texts.get(uri.toString()) ?? this.#pages.get(uri.toString()) ?? "",
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  /** Opens a document; disposing of the result closes its tab. */
  async show(name: string, text: string): Promise<Disposable> {
    const uri = this.#add(name, text);
    await window.showTextDocument(uri, { preview: true, viewColumn: ViewColumn.Active });
    return new Disposable(() => void closeTab(uri));
  }

  /** Opens a page of Markdown as a preview. Pages are few and stay, since a preview outlives its document. */
  async showPage(name: string, markdown: string): Promise<void> {
    const uri = Uri.from({ scheme: SHOWN_SCHEME, path: `/pages/${name}.md` });
    this.#pages.set(uri.toString(), markdown);
    await commands.executeCommand("markdown.showPreview", uri);
  }

  /** Opens the editor's own comparison; disposing of the result closes its tab. */
  async compare({ title, left, right }: Comparison): Promise<Disposable> {
    const original = this.#add(left.name, left.text);
    const modified = this.#add(right.name, right.text);
    await commands.executeCommand("vscode.diff", original, modified, title, { preview: true });
    return new Disposable(() => void closeTab(modified));
  }

  dispose(): void {
    this.#listening.dispose();
    this.#texts.clear();
    this.#pages.clear();
  }

  #add(name: string, text: string): Uri {
    this.#count += 1;
    const uri = Uri.from({ scheme: SHOWN_SCHEME, path: `/${this.#count}/${name}.integration-response.json` });
    this.#texts.set(uri.toString(), text);
    return uri;
  }
}

async function closeTab(uri: Uri): Promise<void> {
  const shows = (input: unknown): boolean =>
    (input instanceof TabInputText && input.uri.toString() === uri.toString()) ||
    (input instanceof TabInputTextDiff && input.modified.toString() === uri.toString());
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => shows(tab.input));
  await window.tabGroups.close(tabs, true);
}
