// What the client can do, read once at `initialize`.
// Invariant: what a client does not say it can do is not asked of it.
import type { ClientCapabilities, InitializeParams, MarkupKind } from "vscode-languageserver";
import type { Encoding } from "./positions";

export interface Client {
  readonly encoding: Encoding;
  /** Pull diagnostics: then none are pushed. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly codeDescriptions: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersFormatting: boolean;
  readonly registersRangeFormatting: boolean;
  readonly registersOnTypeFormatting: boolean;
  readonly registersFolding: boolean;
  readonly hoverFormat: MarkupKind;
  readonly signatureFormat: MarkupKind;
  readonly completion: CompletionAbilities;
  readonly actionLiterals: boolean;
  readonly preferredActions: boolean;
  /** Whether the edits of an action may be worked out when it is chosen. */
  readonly resolvesActionEdits: boolean;
  readonly versionedEdits: boolean;
  readonly symbolTrees: boolean;
  readonly foldsLinesOnly: boolean;
  readonly foldingLimit: number;
  readonly linkTooltips: boolean;
  /** Whether a definition may say which name it is of. */
  readonly definitionLinks: boolean;
  readonly preparesRename: boolean;
  readonly createsProgress: boolean;
  /** Whether it tells of changes on the disk when it is asked to. */
  readonly watchesFiles: boolean;
  /** The URIs of the folders that it had open at the start, without a `/` at the end. */
  readonly folders: readonly string[];
}

export interface CompletionAbilities {
  readonly snippets: boolean;
  readonly commitCharacters: boolean;
  readonly deprecatedTag: boolean;
  readonly preselect: boolean;
  readonly adjustsIndentation: boolean;
  /** Whether documentation may be left out until the item is looked at. */
  readonly resolvesDocumentation: boolean;
  readonly documentationFormat: MarkupKind;
}

export function readClient({
  capabilities,
  rootUri,
  workspaceFolders,
}: Pick<InitializeParams, "capabilities" | "workspaceFolders"> & {
  readonly rootUri?: string | null;
}): Client {
  const { general, textDocument, window, workspace }: ClientCapabilities = capabilities ?? {};
  const literals = textDocument?.codeAction?.codeActionLiteralSupport;
  const resolved = textDocument?.codeAction?.resolveSupport?.properties ?? [];
  return {
    encoding: encodingOf(general?.positionEncodings),
    pullsDiagnostics: textDocument?.diagnostic != null,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    codeDescriptions:
      textDocument?.publishDiagnostics?.codeDescriptionSupport === true ||
      textDocument?.diagnostic?.codeDescriptionSupport === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersFormatting: textDocument?.formatting?.dynamicRegistration === true,
    registersRangeFormatting: textDocument?.rangeFormatting?.dynamicRegistration === true,
    registersOnTypeFormatting: textDocument?.onTypeFormatting?.dynamicRegistration === true,
    registersFolding: textDocument?.foldingRange?.dynamicRegistration === true,
    signatureFormat: formatOf(textDocument?.signatureHelp?.signatureInformation?.documentationFormat),
    hoverFormat: formatOf(textDocument?.hover?.contentFormat),
    completion: completionOf(textDocument?.completion?.completionItem),
    actionLiterals: literals != null,
    preferredActions: textDocument?.codeAction?.isPreferredSupport === true,
    resolvesActionEdits: textDocument?.codeAction?.dataSupport === true && resolved.includes("edit"),
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    symbolTrees: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    foldsLinesOnly: textDocument?.foldingRange?.lineFoldingOnly === true,
    foldingLimit: textDocument?.foldingRange?.rangeLimit ?? Number.POSITIVE_INFINITY,
    linkTooltips: textDocument?.documentLink?.tooltipSupport === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    folders: foldersOf(workspaceFolders, rootUri),
    createsProgress: window?.workDoneProgress === true,
  };
}

type CompletionItemCapabilities = NonNullable<
  NonNullable<NonNullable<ClientCapabilities["textDocument"]>["completion"]>["completionItem"]
>;

/** `InsertTextMode.adjustIndentation` and `CompletionItemTag.Deprecated`. */
const ADJUST_INDENTATION = 2;
const DEPRECATED = 1;

function completionOf(item: CompletionItemCapabilities | undefined): CompletionAbilities {
  return {
    snippets: item?.snippetSupport === true,
    commitCharacters: item?.commitCharactersSupport === true,
    deprecatedTag: item?.tagSupport?.valueSet?.includes(DEPRECATED) === true,
    preselect: item?.preselectSupport === true,
    adjustsIndentation: item?.insertTextModeSupport?.valueSet?.includes(ADJUST_INDENTATION) === true,
    resolvesDocumentation: item?.resolveSupport?.properties?.includes("documentation") === true,
    documentationFormat: formatOf(item?.documentationFormat),
  };
}

/** As a client sends them, which may be no folders at all. */
function foldersOf(folders: unknown, rootUri: unknown): readonly string[] {
  const named = Array.isArray(folders) ? folders.map((folder: unknown) => uriOf(folder)) : [rootUri];
  return named.filter((uri) => typeof uri === "string").map((uri) => uri.replace(/\/$/, ""));
}

function uriOf(folder: unknown): unknown {
  return typeof folder === "object" && folder !== null && "uri" in folder ? folder.uri : undefined;
}

/** The client's first choice. Every client knows UTF-16, which is also what silence means. */
function encodingOf(offered: readonly string[] | undefined): Encoding {
  for (const encoding of offered ?? []) {
    if (encoding === "utf-8" || encoding === "utf-16" || encoding === "utf-32") {
      return encoding;
    }
  }
  return "utf-16";
}

function formatOf(offered: readonly MarkupKind[] | undefined): MarkupKind {
  return offered?.includes("markdown") === true ? "markdown" : "plaintext";
}
