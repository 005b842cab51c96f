// The editor side of a binding: a template's virtual document.
// Invariant: offsets are those of its text with line feeds, whatever line ends the editor gives it.
import { Position, Range, type TextDocument, WorkspaceEdit, workspace } from "vscode";
import type { EditorSide, Version, Written } from "./binding";
import type { Change } from "./change";

/** After the last keystroke; the text is in the document by then, so that nothing is left to be saved. */
const KEPT_AFTER_MS = 150;

export class TemplateEditor implements EditorSide {
  readonly document: TextDocument;
  readonly #save: (document: TextDocument) => void;
  #due: ReturnType<typeof setTimeout> | undefined;

  /** `save`: marks the virtual document as having nothing that its string has not. */
  constructor(document: TextDocument, save: (document: TextDocument) => void) {
    this.document = document;
    this.#save = save;
  }

  read(): Version {
    return { version: this.document.version, text: withLineFeeds(this.document.getText()) };
  }

  async write(version: number, { start, end, newText }: Change): Promise<Written> {
    const { document } = this;
    if (document.isClosed || document.version !== version) {
      return "moved";
    }
    const { text } = this.read();
    const edit = new WorkspaceEdit();
    edit.replace(document.uri, new Range(positionAt(text, start), positionAt(text, end)), newText);
    return (await workspace.applyEdit(edit)) ? "written" : document.version === version ? "refused" : "moved";
  }

  inStep(version: number): void {
    clearTimeout(this.#due);
    // Whether it is dirty is told after what has changed, so it is looked at later.
    this.#due = setTimeout(() => {
      if (!this.document.isClosed && this.document.isDirty && this.document.version === version) {
        this.#save(this.document);
      }
    }, KEPT_AFTER_MS);
  }

  dispose(): void {
    clearTimeout(this.#due);
  }
}

export function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

function positionAt(text: string, offset: number): Position {
  let line = 0;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", start)) {
    line++;
    start = at + 1;
  }
  return new Position(line, offset - start);
}
