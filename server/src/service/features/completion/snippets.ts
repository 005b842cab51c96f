// The vocabulary's snippets as drafts: members that belong together, for wherever the cursor stands.
import { SNIPPETS, type SnippetEntry, type SnippetMember, snippetPieces } from "../../vocabulary/snippets";
import { entryMarkdown } from "../markdown";
import { indented, type Piece, quoted, stop, text } from "./pieces";
import { type Draft, defineDraft } from "./slot";

type SnippetPlace = SnippetEntry["place"];

/** Snippets to add to an object that has the given keys already. */
export function memberSnippets(place: SnippetPlace, isPresent: (key: string) => boolean): readonly Draft[] {
  return snippetsFor(place).flatMap(([entry, index]) => {
    const missing = entry.members.filter(({ key }) => !isPresent(key));
    const isUsable =
      place === "responseParameters" ? missing.length > 0 : missing.length === entry.members.length;
    return isUsable ? [draftOf(entry, index, membersText(missing))] : [];
  });
}

/** Snippets that are a whole object: a document, or the value of a map. */
export function objectSnippets(place: SnippetPlace): readonly Draft[] {
  return snippetsFor(place).map(([entry, index]) => draftOf(entry, index, objectText(entry.members)));
}

/** The templates of the snippets for `responseTemplates`, as values. */
export function templateSnippets(): readonly Draft[] {
  return snippetsFor("responseTemplates").flatMap(([entry, index]) => {
    const value = entry.members[0]?.value;
    return typeof value === "string" ? [draftOf(entry, index, valuePieces(value), "template")] : [];
  });
}

function snippetsFor(place: SnippetPlace): readonly (readonly [SnippetEntry, number])[] {
  return [...SNIPPETS.values()]
    .filter((entry) => entry.place === place)
    .map((entry, index) => [entry, index]);
}

function draftOf(
  entry: SnippetEntry,
  index: number,
  pieces: readonly Piece[],
  kind: "snippet" | "template" = "snippet",
): Draft {
  return defineDraft({
    label: entry.label,
    kind,
    detail: entry.name,
    documentation: () => entryMarkdown(entry),
    filter: `${entry.name} ${entry.label}`,
    order: `8${String(index).padStart(2, "0")}`,
    pieces,
    raw: kind === "snippet",
  });
}

function membersText(members: readonly SnippetMember[]): readonly Piece[] {
  return members.flatMap(({ key, value }, index) => [
    ...(index === 0 ? [] : [text(",\n")]),
    ...quoted(valuePieces(key)),
    text(": "),
    ...(typeof value === "string" ? quoted(valuePieces(value)) : objectText(value)),
  ]);
}

function objectText(members: readonly SnippetMember[]): readonly Piece[] {
  return [text("{\n\t"), ...indented(membersText(members)), text("\n}")];
}

function valuePieces(value: string): readonly Piece[] {
  return snippetPieces(value).map((piece) =>
    piece.kind === "text" ? text(piece.text) : stop(piece.index, piece.text),
  );
}
