// What answers the questions about names: highlights, references, definitions, rename, and the colours of their parts.
// Invariant: a rename that is refused says why in a sentence; it is never an empty edit.
import {
  type Definition,
  type DefinitionLink,
  type DocumentHighlight,
  type DocumentHighlightKind,
  type Location,
  LSPErrorCodes,
  type PrepareRenameResult,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensRangeParams,
  type TextDocumentPositionParams,
  type WorkspaceEdit,
} from "vscode-languageserver";
import {
  definitionAt,
  type HighlightData,
  highlightsAt,
  referencesAt,
  renameAt,
  renameTargetAt,
  type Span,
  semanticTokensOf,
  TOKEN_MODIFIERS,
  TOKEN_TYPES,
} from "../service";
import type { Client } from "./client";
import type { View } from "./features";
import { plainText, toLspWorkspaceEdit } from "./toLsp";

const HIGHLIGHT_KINDS: Readonly<Record<HighlightData["kind"], DocumentHighlightKind>> = {
  text: 1,
  read: 2,
  write: 3,
};

export function highlights(
  { document: { positions }, analysis }: View,
  { position }: TextDocumentPositionParams,
): DocumentHighlight[] {
  return highlightsAt(analysis, positions.offset(position)).map(({ span, kind }) => ({
    range: positions.range(span),
    kind: HIGHLIGHT_KINDS[kind],
  }));
}

export function references(
  { document: { uri, positions }, analysis }: View,
  { position, context }: ReferenceParams,
): Location[] {
  const { includeDeclaration } = context;
  return referencesAt(analysis, positions.offset(position), { includeDeclaration }).map((span) => ({
    uri,
    range: positions.range(span),
  }));
}

export function definition(
  { document: { uri, positions }, analysis }: View,
  { position }: TextDocumentPositionParams,
  { definitionLinks }: Client,
): Definition | DefinitionLink[] | null {
  const found = definitionAt(analysis, positions.offset(position));
  if (found === undefined) {
    return null;
  }
  const ranges = found.targets.map((span) => positions.range(span));
  return definitionLinks
    ? ranges.map((range) => ({
        originSelectionRange: positions.range(found.origin),
        targetUri: uri,
        targetRange: range,
        targetSelectionRange: range,
      }))
    : ranges.map((range) => ({ uri, range }));
}

export function prepareRename(
  { document: { positions }, analysis }: View,
  { position }: TextDocumentPositionParams,
): PrepareRenameResult | ResponseError {
  const target = renameTargetAt(analysis, positions.offset(position));
  return target.kind === "refused"
    ? refused(target.message)
    : { range: positions.range(target.span), placeholder: target.name };
}

export function rename(
  { document, analysis }: View,
  { position, newName }: RenameParams,
  client: Client,
): WorkspaceEdit | ResponseError {
  const renamed = renameAt(analysis, document.positions.offset(position), newName);
  return renamed.kind === "refused"
    ? refused(renamed.message)
    : toLspWorkspaceEdit(renamed.edits, document, client);
}

/** Clients show it as plain text. */
function refused(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, plainText(message));
}

export function semanticTokens(
  { document: { positions }, analysis }: View,
  range?: SemanticTokensRangeParams["range"],
): SemanticTokens {
  const wanted = range && positions.span(range);
  const builder = new SemanticTokensBuilder();
  for (const { span, type, modifiers } of semanticTokensOf(analysis)) {
    if (wanted === undefined || overlaps(span, wanted)) {
      const { start, end } = positions.range(span);
      builder.push(
        start.line,
        start.character,
        end.character - start.character,
        TOKEN_TYPES.indexOf(type),
        modifiers.reduce((bits, modifier) => bits | (1 << TOKEN_MODIFIERS.indexOf(modifier)), 0),
      );
    }
  }
  return builder.build();
}

function overlaps(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
