// One replacement in a text. A list of edits speaks of the text before any of them was applied.
import type { Span } from "./span";
import { shiftSpan } from "./span";

export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** The text after the edits. They may come in any order but must not overlap; inserts at one offset keep theirs. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.order - b.order);
  let result = "";
  let done = 0;
  for (const { edit } of ordered) {
    if (edit.span.start < done) {
      throw new RangeError(`Edits overlap at offset ${edit.span.start}.`);
    }
    result += text.slice(done, edit.span.start) + edit.newText;
    done = edit.span.end;
  }
  return result + text.slice(done);
}

export function shiftEdit(edit: TextEdit, by: number): TextEdit {
  return { span: shiftSpan(edit.span, by), newText: edit.newText };
}
