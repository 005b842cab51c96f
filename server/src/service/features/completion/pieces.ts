// Text with places to fill in, from which an LSP snippet and the plain text for lesser clients are made.
import { encodeJson } from "../../syntax/json/string";

export type Piece =
  | { readonly kind: "text"; readonly text: string }
  /** `index` 0 is where the cursor ends up. */
  | { readonly kind: "stop"; readonly index: number; readonly text: string }
  | { readonly kind: "choice"; readonly index: number; readonly texts: readonly string[] };

export function text(value: string): Piece {
  return { kind: "text", text: value };
}

export function stop(index: number, value = ""): Piece {
  return { kind: "stop", index, text: value };
}

/** A choice among texts, the first one set. Those that a snippet cannot hold alike in every editor are left out. */
export function choice(index: number, texts: readonly string[]): Piece {
  const fit = texts.filter((value) => !/[$}]/.test(value));
  return fit.length > 1 ? { kind: "choice", index, texts: fit } : stop(index, fit[0] ?? "");
}

/** Pieces in the two forms that clients take. Made once for what is a constant. */
export interface Written {
  readonly snippet: string;
  readonly plain: string;
  readonly isSnippet: boolean;
}

/** Lines of their own have to be indented, which only snippets are everywhere. */
export function written(pieces: readonly Piece[]): Written {
  const plain = plainText(pieces);
  const isSnippet = plain.includes("\n") || pieces.some(({ kind }) => kind !== "text");
  return { snippet: snippetText(pieces), plain, isSnippet };
}

/** The pieces as the inside of a JSON string. */
export function encoded(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece) =>
    piece.kind === "choice"
      ? { ...piece, texts: piece.texts.map(encodeJson) }
      : { ...piece, text: encodeJson(piece.text) },
  );
}

export function quoted(pieces: readonly Piece[]): readonly Piece[] {
  return [text('"'), ...encoded(pieces), text('"')];
}

/** Every line but the first one step further in. */
export function indented(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.map((piece) =>
    piece.kind === "text" ? { ...piece, text: piece.text.replaceAll("\n", "\n\t") } : piece,
  );
}

function snippetText(pieces: readonly Piece[]): string {
  return pieces.map(snippetPiece).join("");
}

function snippetPiece(piece: Piece): string {
  switch (piece.kind) {
    case "text":
      return escapeSnippet(piece.text);
    case "stop":
      return piece.text === "" ? `$\{${piece.index}}` : `$\{${piece.index}:${escapeSnippet(piece.text)}}`;
    case "choice":
      return `$\{${piece.index}|${piece.texts.map(escapeChoice).join(",")}|}`;
  }
}

function plainText(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.kind === "choice" ? (piece.texts[0] ?? "") : piece.text)).join("");
}

function escapeSnippet(value: string): string {
  return value.replace(/[\\$}]/g, "\\$&");
}

function escapeChoice(value: string): string {
  return value.replace(/[\\,|]/g, "\\$&");
}
