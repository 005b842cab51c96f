// What rules of templates start from: a template whose text is known, and which Velocity can read.
import type { TemplateStudy } from "../islands/vtl";
import type { DecodedText } from "../text/decodedText";
import type { Island, TemplateIsland } from "./rule";

export interface StudiedTemplate {
  readonly text: DecodedText;
  readonly study: TemplateStudy;
  /** Whether its output is to be JSON. */
  readonly isJson: boolean;
}

/** Nothing where the syntax is the one thing to mend. */
export function studiedTemplate(island: Island): StudiedTemplate | undefined {
  return island.kind === "template" && /[$#]/.test(island.text.value) ? studied(island) : undefined;
}

/** The same for every template, even one that is plain text. */
export function studied(island: Island): StudiedTemplate | undefined {
  return island.kind === "template" && island.parsed().problems.length === 0
    ? studiedAsFarAsRead(island)
    : undefined;
}

/** The same for a template with mistakes, of which only parts may have been read. */
export function studiedAsFarAsRead(island: TemplateIsland): StudiedTemplate | undefined {
  const { text, mediaType, mayBeCut } = island;
  return text.hasHoles || mayBeCut
    ? undefined
    : { text, study: island.parsed().study(), isJson: mediaType !== undefined && isJsonType(mediaType) };
}

export function isJsonType(mediaType: string): boolean {
  return /^\s*application\/(?:[^;\s]+\+)?json\s*(?:;|$)/i.test(mediaType);
}

/** What AWS documents to write behind `$util.escapeJavaScript(…)` in JSON. */
export const QUOTES_BACK = String.raw`.replaceAll("\\'", "'")`;

/** In Velocity 1.7 a hyphen is part of a name: of `$a-1`, where nothing sets that, the `a` that something sets. */
export function nameBeforeHyphen(root: string, { assigned }: TemplateStudy): string | undefined {
  if (assigned.has(root) || !root.includes("-")) {
    return undefined;
  }
  const parts = root.split("-", MOST_HYPHENS);
  const names = parts.map((_, index) => parts.slice(0, index + 1).join("-"));
  return names.findLast((name) => name.length < root.length && assigned.has(name));
}

/** Of a longer name this much is looked at. */
const MOST_HYPHENS = 20;
