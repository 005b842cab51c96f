// What the server offers. Told before the service is loaded, so nothing of it is asked here.
// Invariant: what a client does not know how to use is not offered to it.
import { type ServerCapabilities, TextDocumentSyncKind } from "vscode-languageserver";
import { DIAGNOSTIC_SOURCE, SERVER_COMMANDS } from "../contract";
import { TOKEN_MODIFIERS, TOKEN_TYPES } from "../service/features/tokenLegend";
import type { Client } from "./client";

export function capabilitiesFor(client: Client): ServerCapabilities {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    ...(client.pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: DIAGNOSTIC_SOURCE,
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {}),
    completionProvider: {
      triggerCharacters: ['"', ".", "'", ":", "\\", "$", "#"],
      resolveProvider: client.completion.resolvesDocumentation,
    },
    hoverProvider: true,
    signatureHelpProvider: { triggerCharacters: ["("], retriggerCharacters: [",", ")"] },
    inlayHintProvider: { resolveProvider: false },
    ...(client.actionLiterals
      ? {
          codeActionProvider: {
            codeActionKinds: ["quickfix", CONVERT_KIND, FIX_ALL_KIND],
            resolveProvider: client.resolvesActionEdits,
          },
        }
      : {}),
    documentSymbolProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: { resolveProvider: false },
    documentHighlightProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: client.preparesRename ? { prepareProvider: true } : true,
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: true,
      range: true,
    },
    codeLensProvider: { resolveProvider: false },
    // What JSON support does too is registered for our own language only, where the client lets us choose.
    ...(client.registersFolding ? {} : { foldingRangeProvider: true }),
    ...(client.registersFormatting ? {} : { documentFormattingProvider: true }),
    ...(client.registersRangeFormatting ? {} : { documentRangeFormattingProvider: true }),
    ...(client.registersOnTypeFormatting ? {} : { documentOnTypeFormattingProvider: ON_TYPE }),
    executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
  };
}

/** The end of a head may want an `#end`. */
export const ON_TYPE = { firstTriggerCharacter: ")" };

export const CONVERT_KIND = "refactor.rewrite";

export const FIX_ALL_KIND = "source.fixAll.apigateway";
