// What answers each editor question: offsets in, the service's feature, the protocol's words out.
// Invariant: no feature is asked twice in one request, and edits nobody has chosen yet are not sent.
import type {
  CodeAction,
  CodeActionParams,
  CodeLens,
  Command,
  CompletionItem,
  CompletionList,
  CompletionParams,
  DocumentFormattingParams,
  DocumentLink,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  DocumentSymbol,
  FoldingRange,
  Hover,
  HoverParams,
  InlayHint,
  InlayHintParams,
  SelectionRange,
  SelectionRangeParams,
  SignatureHelp,
  SymbolInformation,
  TextDocumentPositionParams,
  TextEdit,
} from "vscode-languageserver";
import { CLIENT_COMMANDS, type HostState, SERVER_COMMANDS } from "../contract";
import {
  type ActionData,
  type Analysis,
  actionsAt,
  type CompletionItemData,
  completionsAt,
  conversionsAt,
  fixAllAction,
  fixesOf,
  foldingOf,
  formatEdits,
  hoverAt,
  inlayHintsIn,
  type LensData,
  lensesOf,
  linksOf,
  mendableFindings,
  type NamedSample,
  type Span,
  selectionAt,
  signatureAt,
  symbolsOf,
  typedClosing,
} from "../service";
import { CONVERT_KIND, FIX_ALL_KIND } from "./capabilities";
import type { Client } from "./client";
import type { OpenDocument } from "./documents";
import { type ActionKey, fromLspFormatting, fromLspItemKey, wantsActions } from "./fromLsp";
import type { Refusals } from "./refusals";
import type { SettingsByDocument } from "./settings";
import {
  toLspAction,
  toLspCompletion,
  toLspDocumentation,
  toLspEdits,
  toLspFolding,
  toLspHover,
  toLspLens,
  toLspLink,
  toLspSelection,
  toLspSignature,
  toLspSymbol,
  toLspSymbolList,
  toLspWorkspaceEdit,
} from "./toLsp";

/** A version of a document with its analysis. */
export interface View {
  readonly document: OpenDocument;
  readonly analysis: Analysis;
}

export interface FeaturesOptions {
  readonly client: Client;
  readonly settings: SettingsByDocument;
  readonly host: () => HostState;
  readonly canDeploy: boolean;
  readonly refusals: Refusals;
}

export class Features {
  readonly #options: FeaturesOptions;
  /** The list that the client shows. It goes on asking for its items after the document has changed. */
  #offered: { readonly list: number; readonly items: readonly CompletionItemData[] } = { list: 0, items: [] };

  constructor(options: FeaturesOptions) {
    this.#options = options;
  }

  completion(
    { document, analysis }: View,
    { position, context }: CompletionParams,
    sample: () => NamedSample | undefined,
  ): CompletionList {
    const { client, host } = this.#options;
    const { positions } = document;
    const { items, isIncomplete } = completionsAt(analysis, positions.offset(position), {
      sample,
      trigger: context?.triggerCharacter,
    });
    const list = this.#offered.list + 1;
    this.#offered = { list, items };
    const ownClient = (host().clientCommands ?? []).length > 0;
    return {
      isIncomplete,
      items: items.flatMap(
        (item, index) => toLspCompletion(item, { positions, client, ownClient, data: { list, index } }) ?? [],
      ),
    };
  }

  resolveCompletion(item: CompletionItem): CompletionItem {
    const key = fromLspItemKey(item.data);
    const offered = key?.list === this.#offered.list ? this.#offered.items[key.index] : undefined;
    return offered === undefined
      ? item
      : { ...item, ...toLspDocumentation(offered, this.#options.client.completion.documentationFormat) };
  }

  hover(
    { document, analysis }: View,
    { position }: HoverParams,
    sample: () => NamedSample | undefined,
  ): Hover | null {
    const { positions } = document;
    const hover = hoverAt(analysis, positions.offset(position), { sample });
    return hover === undefined ? null : toLspHover(hover, positions, this.#options.client);
  }

  signature({ document, analysis }: View, { position }: TextDocumentPositionParams): SignatureHelp | null {
    const signature = signatureAt(analysis, document.positions.offset(position));
    return signature === undefined ? null : toLspSignature(signature, this.#options.client.signatureFormat);
  }

  inlayHints({ document: { positions }, analysis }: View, { range }: InlayHintParams): InlayHint[] {
    return inlayHintsIn(analysis, positions.span(range)).map(({ offset, text }) => ({
      position: positions.at(offset),
      label: text,
      paddingLeft: true,
    }));
  }

  actions({ document, analysis }: View, params: CodeActionParams): CodeAction[] {
    const { client, host } = this.#options;
    const span = document.positions.span(params.range);
    const context = {
      document,
      client,
      clientCommands: host().clientCommands ?? [],
      diagnostics: params.context.diagnostics,
    };
    const { uri, opening, version } = document;
    const key = { uri, opening, version, start: span.start, end: span.end };
    const quickFixes = wantsActions(params, "quickfix", true)
      ? this.#actionsAt({ document, analysis }, span)
      : [];
    const isInvoked = params.context.triggerKind === INVOKED;
    const conversions = wantsActions(params, CONVERT_KIND, isInvoked) ? convert(analysis, span) : [];
    const fixAll = wantsActions(params, FIX_ALL_KIND, false) ? this.#fixAll(analysis) : undefined;
    return [
      ...quickFixes.map((action, index) => toLspAction(action, { ...context, data: { ...key, index } })),
      ...conversions.map((action, index) =>
        toLspAction(action, { ...context, data: { ...key, index: -1 - index } }),
      ),
      fixAll && toLspAction(fixAll, { ...context, data: { ...key, index: "all" } }),
      ...(wantsActions(params, "quickfix", true)
        ? [...this.#declaring(document, span), ...this.#explanations(analysis, span)]
        : []),
    ].filter((action) => action !== undefined);
  }

  /** The action with its edits; `undefined` when it is none of this version's. */
  resolveAction({ document, analysis }: View, action: CodeAction, key: ActionKey): CodeAction | undefined {
    const { start, end, index } = key;
    const span = { start, end };
    const chosen =
      index === "all"
        ? this.#fixAll(analysis)
        : index < 0
          ? convert(analysis, span)[-1 - index]
          : this.#actionsAt({ document, analysis }, span)[index];
    return chosen && { ...action, edit: toLspWorkspaceEdit(chosen.edits, document, this.#options.client) };
  }

  symbols({ document, analysis }: View): DocumentSymbol[] | SymbolInformation[] {
    const symbols = symbolsOf(analysis);
    return this.#options.client.symbolTrees
      ? symbols.map((symbol) => toLspSymbol(symbol, document.positions))
      : toLspSymbolList(symbols, document);
  }

  /** As for formatting: where the editor takes the file for JSON, its JSON support folds it. */
  folding({ document, analysis }: View): FoldingRange[] | null {
    const { client } = this.#options;
    return isForeignToUs(document)
      ? null
      : foldingOf(analysis)
          .flatMap((folding) => toLspFolding(folding, document.positions, client))
          .slice(0, client.foldingLimit);
  }

  selection({ document, analysis }: View, { positions }: SelectionRangeParams): SelectionRange[] {
    return positions.map((position) => {
      const offset = document.positions.offset(position);
      const spans = selectionAt(analysis, offset);
      return (
        toLspSelection(spans, document.positions) ?? {
          range: document.positions.range({ start: offset, end: offset }),
        }
      );
    });
  }

  formatting({ document, analysis }: View, { options }: DocumentFormattingParams): TextEdit[] | null {
    return isForeignToUs(document)
      ? null
      : toLspEdits(formatEdits(analysis, fromLspFormatting(options)), document.positions);
  }

  rangeFormatting(
    { document, analysis }: View,
    { options, range }: DocumentRangeFormattingParams,
  ): TextEdit[] | null {
    const { positions } = document;
    return isForeignToUs(document)
      ? null
      : toLspEdits(formatEdits(analysis, fromLspFormatting(options), positions.span(range)), positions);
  }

  onTypeFormatting(
    { document: { positions }, analysis }: View,
    { position }: DocumentOnTypeFormattingParams,
  ): TextEdit[] {
    return toLspEdits(typedClosing(analysis, positions.offset(position)), positions);
  }

  links({ document, analysis }: View): DocumentLink[] {
    return linksOf(analysis).map((link) => toLspLink(link, document.positions, this.#options.client));
  }

  lenses({ document, analysis }: View): CodeLens[] {
    const { uri, positions } = document;
    return this.#options.settings.of(uri).codeLens
      ? lensesOf(analysis).flatMap((lens) => {
          const command = this.#commandOf(lens, document);
          return command === undefined ? [] : [toLspLens(lens.span, command, positions)];
        })
      : [];
  }

  /** What a lens runs, where client or server can. */
  #commandOf(lens: LensData, document: OpenDocument): Command | undefined {
    const { host } = this.#options;
    const { uri, positions } = document;
    const can = (command: string): boolean => host().clientCommands?.includes(command) === true;
    const { line, character } = positions.range(lens.span).start;
    switch (lens.kind) {
      case "deploy":
        return this.#deployAt(document, lens.span, "Deploy Integration Response");
      case "editTemplate": {
        const command = CLIENT_COMMANDS.editTemplate;
        return can(command) ? { title: "Edit Template", command, arguments: [uri, lens.address] } : undefined;
      }
      case "which": {
        // It asks for a sample while one types, which only a client can.
        const command = CLIENT_COMMANDS.whichResponse;
        return can(command)
          ? { title: "Which Response Matches?", command, arguments: [uri, line, character] }
          : undefined;
      }
    }
  }

  #deployAt({ uri, positions }: OpenDocument, span: Span, title: string): Command | undefined {
    const { canDeploy, host } = this.#options;
    const { line, character } = positions.range(span).start;
    if (!canDeploy) {
      return undefined;
    }
    return host().clientCommands?.includes(CLIENT_COMMANDS.deploy) === true
      ? { title, command: CLIENT_COMMANDS.deploy, arguments: [uri, line, character] }
      : { title, command: SERVER_COMMANDS.deploy, arguments: [{ uri, line, character }] };
  }

  /** What the method lacks is declared by a deploy, which asks before it does. */
  #declaring(document: OpenDocument, span: Span): readonly CodeAction[] {
    const at = this.#options.refusals
      .of(document)
      .declarable.find(({ start, end }) => start <= span.end && span.start <= end);
    const title = "Declare it on the method response and deploy…";
    const command = at && this.#deployAt(document, at, title);
    return command === undefined ? [] : [{ title, kind: "quickfix", command }];
  }

  /** What the service said may be mended by a rule of ours that the settings have turned off. */
  #actionsAt({ document, analysis }: View, span: Span): readonly ActionData[] {
    const { refusals, settings } = this.#options;
    const own = actionsAt(analysis, span, settings.of(analysis.uri).rules);
    const lent = fixesOf(refusals.of(document).findings, span);
    return [...own, ...lent.filter(({ title }) => own.every((action) => action.title !== title))];
  }

  /** One for each rule that has something to say of the place, where the client can show its page. */
  #explanations(analysis: Analysis, span: Span): readonly CodeAction[] {
    const { host, settings } = this.#options;
    if (host().clientCommands?.includes(CLIENT_COMMANDS.explainRule) !== true) {
      return [];
    }
    const here = mendableFindings(analysis, settings.of(analysis.uri).rules, span);
    return [...new Set(here.map(({ rule }) => rule))].map((rule) => {
      const title = `Explain this rule (${rule})`;
      return {
        title,
        kind: "quickfix",
        command: { title, command: CLIENT_COMMANDS.explainRule, arguments: [rule] },
      };
    });
  }

  #fixAll(analysis: Analysis): ActionData | undefined {
    return fixAllAction(analysis, this.#options.settings.of(analysis.uri).rules);
  }
}

/** `CodeActionTriggerKind`: the user asked. A conversion lights no bulb of its own. */
const INVOKED = 1;

function convert(analysis: Analysis, { start }: Span): readonly ActionData[] {
  return conversionsAt(analysis, start).map(({ title, edits }) => ({
    title,
    kind: CONVERT_KIND,
    edits,
    preferred: false,
  }));
}

function isForeignToUs({ facts }: OpenDocument): boolean {
  return !facts.own || !facts.tellsSyntax;
}
