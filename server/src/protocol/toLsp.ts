// The service's plain data in the protocol's words, cut to what the client can do.
// Invariant: the one place, with `positions.ts`, that knows ranges and the protocol's numbers.
import {
  type CodeAction,
  type CodeLens,
  type Command,
  type CompletionItem,
  type CompletionItemKind,
  type Diagnostic,
  type DiagnosticSeverity,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  InsertTextFormat,
  InsertTextMode,
  type SymbolKind as LspSymbolKind,
  type TextEdit as LspTextEdit,
  type MarkupContent,
  type MarkupKind,
  type SelectionRange,
  type SignatureHelp,
  type SymbolInformation,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { CLIENT_COMMANDS, DIAGNOSTIC_SOURCE } from "../contract";
import {
  type ActionData,
  type CompletionItemData,
  type CompletionKind,
  type Finding,
  type FoldingData,
  type HoverData,
  type LinkData,
  RULES_BY_ID,
  ruleUrl,
  type Severity,
  type SignatureData,
  type Span,
  type SymbolData,
  type SymbolKind,
  type TextEdit,
} from "../service";
import { FIX_ALL_KIND } from "./capabilities";
import type { Client } from "./client";
import type { OpenDocument } from "./documents";
import type { Positions } from "./positions";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: 1,
  warning: 2,
  information: 3,
  hint: 4,
};

export function toLspDiagnostic(finding: Finding, positions: Positions, client: Client): Diagnostic {
  // What the service said has a code of its own, and no page.
  const href = client.codeDescriptions && RULES_BY_ID.has(finding.rule) ? ruleUrl(finding.rule) : undefined;
  return {
    range: positions.range(finding.span),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    source: DIAGNOSTIC_SOURCE,
    message: finding.message,
  };
}

export function toLspEdits(edits: readonly TextEdit[], positions: Positions): LspTextEdit[] {
  return edits.map(({ span, newText }) => ({ range: positions.range(span), newText }));
}

export function toLspHover(hover: HoverData, positions: Positions, client: Client): Hover {
  return { range: positions.range(hover.span), contents: markup(hover.markdown, client.hoverFormat) };
}

export function toLspSignature(signature: SignatureData, format: MarkupKind): SignatureHelp {
  const { label, markdown, parameters, active } = signature;
  return {
    signatures: [
      {
        label,
        documentation: markup(markdown, format),
        parameters: parameters.map((parameter) => ({
          label: parameter.label,
          ...(parameter.markdown === "" ? {} : { documentation: markup(parameter.markdown, format) }),
        })),
      },
    ],
    activeSignature: 0,
    activeParameter: active,
  };
}

/** `editor.action.triggerSuggest` exists where our own client runs, and nowhere else. */
const SUGGEST_AGAIN: Command = { title: "Suggest", command: "editor.action.triggerSuggest" };

/** By kind: `CompletionItemKind`. */
const COMPLETION_KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  member: 10,
  target: 18,
  header: 5,
  source: 18,
  variable: 6,
  method: 2,
  value: 12,
  constant: 21,
  mediaType: 12,
  template: 15,
  snippet: 15,
};

export interface CompletionContext {
  readonly positions: Positions;
  readonly client: Client;
  readonly ownClient: boolean;
  /** What `completionItem/resolve` gives back. */
  readonly data: unknown;
}

/** `undefined` for an item that the client cannot insert. */
export function toLspCompletion(
  item: CompletionItemData,
  context: CompletionContext,
): CompletionItem | undefined {
  const { positions, ownClient } = context;
  const { completion: can } = context.client;
  const asSnippet = item.isSnippet && can.snippets;
  const newText = item.isSnippet && !asSnippet ? item.plainText : item.edit.newText;
  if (newText === undefined) {
    return undefined;
  }
  return {
    label: item.label,
    kind: COMPLETION_KINDS[item.kind],
    filterText: item.filterText,
    sortText: item.sortText,
    textEdit: { range: positions.range(item.edit.span), newText },
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(asSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(can.adjustsIndentation ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
    ...(item.additionalEdits === undefined
      ? {}
      : { additionalTextEdits: toLspEdits(item.additionalEdits, positions) }),
    ...(item.commitCharacters === undefined || !can.commitCharacters
      ? {}
      : { commitCharacters: [...item.commitCharacters] }),
    ...(item.preselect === true && can.preselect ? { preselect: true } : {}),
    ...(item.deprecated === true && can.deprecatedTag ? { tags: [1] } : {}),
    ...(item.retrigger === true && ownClient ? { command: SUGGEST_AGAIN } : {}),
    ...(can.resolvesDocumentation
      ? { data: context.data }
      : toLspDocumentation(item, can.documentationFormat)),
  };
}

export function toLspDocumentation(
  item: CompletionItemData,
  format: MarkupKind,
): { documentation?: MarkupContent } {
  return item.documentation === undefined ? {} : { documentation: markup(item.documentation(), format) };
}

export interface ActionContext {
  readonly document: OpenDocument;
  readonly client: Client;
  readonly clientCommands: readonly string[];
  /** The client's own diagnostics in the place. */
  readonly diagnostics: readonly Diagnostic[];
  /** What `codeAction/resolve` gives back for its edits. */
  readonly data?: unknown;
}

/** `undefined` for an action that the client cannot carry out. */
export function toLspAction(action: ActionData, context: ActionContext): CodeAction | undefined {
  const { document, client } = context;
  const { title, finding, ignoreRule } = action;
  if (ignoreRule !== undefined && !context.clientCommands.includes(CLIENT_COMMANDS.ignoreRule)) {
    return undefined;
  }
  const diagnostics =
    finding === undefined ? [] : diagnosticsOf(finding, context.diagnostics, document.positions);
  return {
    title,
    kind: action.kind === "source.fixAll" ? FIX_ALL_KIND : action.kind,
    ...(diagnostics.length === 0 ? {} : { diagnostics }),
    ...(action.preferred && client.preferredActions ? { isPreferred: true } : {}),
    ...(ignoreRule !== undefined
      ? { command: { title, command: CLIENT_COMMANDS.ignoreRule, arguments: [ignoreRule] } }
      : client.resolvesActionEdits && context.data !== undefined
        ? { data: context.data }
        : { edit: toLspWorkspaceEdit(action.edits, document, client) }),
  };
}

export function toLspWorkspaceEdit(
  edits: readonly TextEdit[],
  document: OpenDocument,
  client: Client,
): WorkspaceEdit {
  const { uri, version, positions } = document;
  return toLspWorkspaceEdits([{ uri, version, positions, edits }], client);
}

/** The edits of one document. A file that is not open has no version. */
export interface EditedDocument {
  readonly uri: string;
  readonly version: number | null;
  readonly positions: Positions;
  readonly edits: readonly TextEdit[];
}

export function toLspWorkspaceEdits(documents: readonly EditedDocument[], client: Client): WorkspaceEdit {
  return client.versionedEdits
    ? {
        documentChanges: documents.map(({ uri, version, positions, edits }) => ({
          textDocument: { uri, version },
          edits: toLspEdits(edits, positions),
        })),
      }
    : {
        changes: Object.fromEntries(
          documents.map(({ uri, positions, edits }) => [uri, toLspEdits(edits, positions)]),
        ),
      };
}

function diagnosticsOf(
  finding: Finding,
  diagnostics: readonly Diagnostic[],
  positions: Positions,
): Diagnostic[] {
  const { line, character } = positions.at(finding.span.start);
  return diagnostics.filter(
    ({ code, range }) =>
      code === finding.rule && range.start.line === line && range.start.character === character,
  );
}

export function toLspLens(span: Span, command: Command, positions: Positions): CodeLens {
  return { range: positions.range(span), command };
}

/** By kind: `SymbolKind`. */
const SYMBOL_KINDS: Readonly<Record<SymbolKind, LspSymbolKind>> = {
  method: 6,
  response: 11,
  member: 7,
  target: 20,
  map: 19,
  header: 8,
  template: 15,
  variable: 13,
  function: 12,
};

export function toLspSymbol(symbol: SymbolData, positions: Positions): DocumentSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: SYMBOL_KINDS[symbol.kind],
    range: positions.range(symbol.span),
    selectionRange: positions.range(symbol.selectionSpan),
    children: symbol.children.map((child) => toLspSymbol(child, positions)),
  };
}

/** The same outline for clients that know no trees. */
export function toLspSymbolList(
  symbols: readonly SymbolData[],
  { uri, positions }: Pick<OpenDocument, "uri" | "positions">,
  containerName?: string,
): SymbolInformation[] {
  return symbols.flatMap((symbol) => [
    {
      name: symbol.name,
      kind: SYMBOL_KINDS[symbol.kind],
      location: { uri, range: positions.range(symbol.span) },
      ...(containerName === undefined ? {} : { containerName }),
    },
    ...toLspSymbolList(symbol.children, { uri, positions }, symbol.name),
  ]);
}

/** Of a folded container the line with its closing bracket stays; of a comment only the first line. */
export function toLspFolding(folding: FoldingData, positions: Positions, client: Client): FoldingRange[] {
  const { start, end } = positions.range(folding.span);
  const kind = folding.kind === "comment" ? { kind: "comment" } : {};
  if (!client.foldsLinesOnly) {
    const { line: startLine, character: startCharacter } = start;
    const { line: endLine, character: endCharacter } = end;
    return [{ startLine, startCharacter, endLine, endCharacter, ...kind }];
  }
  const endLine = folding.kind === "comment" ? end.line : end.line - 1;
  return endLine > start.line ? [{ startLine: start.line, endLine, ...kind }] : [];
}

/** From the innermost span outwards. */
export function toLspSelection(spans: readonly Span[], positions: Positions): SelectionRange | undefined {
  return spans.reduceRight<SelectionRange | undefined>((parent, span) => {
    const range = positions.range(span);
    return parent === undefined ? { range } : { range, parent };
  }, undefined);
}

export function toLspLink(
  { span, target, tooltip }: LinkData,
  positions: Positions,
  client: Client,
): DocumentLink {
  return { range: positions.range(span), target, ...(client.linkTooltips ? { tooltip } : {}) };
}

function markup(markdown: string, kind: MarkupKind): MarkupContent {
  return { kind, value: kind === "markdown" ? markdown : plainText(markdown) };
}

/** Markdown as it reads without its marks. Links keep their address; code keeps its characters. */
export function plainText(markdown: string): string {
  return markdown
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? codeText(part) : proseText(part)))
    .join("");
}

function codeText(code: string): string {
  return code.startsWith("```") ? code.replace(/^```[^\n]*\n?|\n?```$/g, "") : code.slice(1, -1);
}

function proseText(prose: string): string {
  return prose
    .replace(/\[([^\]]*)\]\(([^)\s]*)\)/g, "$1 ($2)")
    .replace(/(\*\*|__)(?=\S)(.*?\S)\1/g, "$2")
    .replace(/^#{1,6} +/gm, "")
    .replace(/^\|?[ :|-]*-{3,}[ :|-]*\|?\n?/gm, "")
    .replace(/\\([\\`*_{}[\]()#+.!|<>-])/g, "$1");
}
