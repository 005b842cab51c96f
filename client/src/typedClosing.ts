// The `#end` that comes behind a head when its `)` is typed: the cursor stays in front of it.
// Invariant: it is written into the version that was asked about, or not at all.
import { SnippetString, window } from "vscode";
import type { Middleware } from "vscode-languageclient";

/** An edit where the cursor stands takes the cursor along; a snippet says where it stays, and is one step to undo. */
export const typedClosing: NonNullable<Middleware["provideOnTypeFormattingEdits"]> = async (
  document,
  position,
  character,
  options,
  token,
  next,
) => {
  const { version } = document;
  const edits = (await next(document, position, character, options, token)) ?? [];
  const [edit] = edits;
  const editor = window.activeTextEditor;
  const isAtCursor = edits.length === 1 && edit?.range.isEmpty && edit.range.start.isEqual(position);
  if (edit === undefined || !isAtCursor || editor?.document !== document || editor.selections.length > 1) {
    return edits;
  }
  if (!token.isCancellationRequested && document.version === version) {
    const snippet = new SnippetString().appendTabstop(0).appendText(edit.newText);
    await editor.insertSnippet(snippet, position, { undoStopBefore: true, undoStopAfter: true });
  }
  return [];
};
