// What can be written where the cursor stands.
// Invariant: an edit stays in the cursor's line and holds the cursor; what it writes is legal JSON.
import type { Analysis } from "../analysis";
import { placeAt } from "../model/place";
import type { Span } from "../text/span";
import type { TextEdit } from "../text/textEdit";

export type CompletionKind =
  | "member"
  | "target"
  | "header"
  | "source"
  | "variable"
  | "value"
  | "constant"
  | "mediaType"
  | "template"
  | "snippet";

export interface CompletionItemData {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  /** Markdown. Made when the item is looked at. */
  readonly documentation?: () => string;
  /** Begins as the text that the edit replaces does, quote included, so that clients compare like with like. */
  readonly filterText: string;
  readonly sortText: string;
  readonly edit: { readonly span: Span; readonly newText: string };
  /** Whether `newText` is an LSP snippet. Its lines are indented by tabs, relative to the edit's first line. */
  readonly isSnippet: boolean;
  /** What a client without snippets inserts. */
  readonly plainText?: string;
  readonly additionalEdits?: readonly TextEdit[];
  readonly commitCharacters?: readonly string[];
  /** Whether to ask for completions again once it is accepted. */
  readonly retrigger?: boolean;
  readonly preselect?: boolean;
  readonly deprecated?: boolean;
}

export interface CompletionData {
  readonly items: readonly CompletionItemData[];
  readonly isIncomplete: boolean;
}

export function completionsAt(analysis: Analysis, offset: number): CompletionData {
  placeAt(analysis, offset);
  return { items: [], isIncomplete: false };
}
