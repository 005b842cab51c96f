// What rules of templates start from: a template that Velocity can read, and whose text is known.
import type { TemplateStudy } from "../islands/vtl";
import type { SyntaxProblemCode } from "../syntax/node";
import type { DecodedText } from "../text/decodedText";
import type { Island } from "./rule";

export interface StudiedTemplate {
  readonly text: DecodedText;
  readonly study: TemplateStudy;
  /** Whether its output is to be JSON. */
  readonly isJson: boolean;
}

/** Nothing where the syntax is the one thing to mend. */
export function studiedTemplate(island: Island): StudiedTemplate | undefined {
  if (island.kind !== "template" || !/[$#]/.test(island.text.value)) {
    return undefined;
  }
  return studied(island);
}

/** The same for every template, even one that is plain text. */
export function studied(island: Island): StudiedTemplate | undefined {
  if (island.kind !== "template" || island.text.hasHoles) {
    return undefined;
  }
  const { text, within, mediaType } = island;
  // A broken document may have cut the string short.
  if (within?.response.tree.problems.some(({ code }) => !HARMLESS.has(code))) {
    return undefined;
  }
  const { problems, study } = island.parsed();
  if (problems.length > 0) {
    return undefined;
  }
  return {
    text,
    study: study(),
    isJson: mediaType !== undefined && isJsonType(mediaType),
  };
}

const HARMLESS: ReadonlySet<SyntaxProblemCode> = new Set(["comment", "controlCharacter", "trailingComma"]);

export function isJsonType(mediaType: string): boolean {
  return /^\s*application\/(?:[^;\s]+\+)?json\s*(?:;|$)/i.test(mediaType);
}

/** What AWS documents to write behind `$util.escapeJavaScript(…)` in JSON. */
export const QUOTES_BACK = String.raw`.replaceAll("\\'", "'")`;
