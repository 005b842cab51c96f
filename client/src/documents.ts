// Which documents are ours: our own always, foreign JSON while it holds a marker.
// Invariant: cheap enough for every JSON document that is opened and every keystroke in it.
import type { TextDocument, TextDocumentChangeEvent } from "vscode";
import {
  FOREIGN_LANGUAGE_IDS,
  holdsMarker,
  OWN_LANGUAGE_ID,
  TEMPLATE_LANGUAGE_ID,
} from "../../server/src/contract";
import { SHOWN_SCHEME } from "./views/shownDocuments";

/** Documents that only mirror another one: nothing in them can be mended or deployed. */
const MIRROR_SCHEMES: ReadonlySet<string> = new Set([SHOWN_SCHEME, "git", "gitfs", "output", "vscode-scm"]);

const OWN_LANGUAGE_IDS: ReadonlySet<string> = new Set([OWN_LANGUAGE_ID, TEMPLATE_LANGUAGE_ID]);

export function isForeign({ languageId, uri }: TextDocument): boolean {
  return !MIRROR_SCHEMES.has(uri.scheme) && FOREIGN_LANGUAGE_IDS.some((id) => id === languageId);
}

export function isOurs(document: TextDocument): boolean {
  return (
    (OWN_LANGUAGE_IDS.has(document.languageId) && !MIRROR_SCHEMES.has(document.uri.scheme)) ||
    (isForeign(document) && holdsMarker(document.getText()))
  );
}

/** A template by itself, which is no response. */
export function isTemplate({ languageId }: TextDocument): boolean {
  return languageId === TEMPLATE_LANGUAGE_ID;
}

/** Looks at the touched lines only: a marker never spans lines. */
export function bringsMarker({ document, contentChanges }: TextDocumentChangeEvent): boolean {
  return contentChanges.some(({ range, text }) => {
    const last = Math.min(range.start.line + text.split("\n").length, document.lineCount) - 1;
    for (let line = range.start.line; line <= last; line++) {
      if (holdsMarker(document.lineAt(line).text)) {
        return true;
      }
    }
    return false;
  });
}
