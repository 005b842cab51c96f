// The public surface of the service, in the order of the pipeline: text → analysis → findings and features.
// Invariant: everything is data in and data out, in absolute UTF-16 offsets. No clock, no disk, no editor.

export {
  type AnalyseOptions,
  type Analysis,
  analyse,
  analyseInSteps,
  type Block,
  type BlockAnalysis,
  type Frame,
  failuresOf,
  type MethodAnalysis,
  type Part,
  type SourceDocument,
  withHolder,
  withSiblings,
} from "./analysis";
export { type AwsCommand, awsCommandOf, type ShellName } from "./features/awsCommand";
export { chosenBlock, findingsOfBlock } from "./features/chosenBlock";
export { type ActionData, actionsAt, fixAllAction, fixAllEdits, fixesOf } from "./features/codeActions";
export {
  type CompletionData,
  type CompletionItemData,
  type CompletionKind,
  completionsAt,
} from "./features/completion";
export { type ConversionData, conversionsAt } from "./features/convert";
export { type DefinitionData, definitionAt } from "./features/definition";
export {
  type ListedTemplate,
  type NotShown,
  type NotShownReason,
  responseHolding,
  type ShownTemplate,
  shownTemplate,
  type TemplateAddress,
  type TemplateEdits,
  templateAddressAt,
  templateEdits,
  templateSpan,
  templatesOf,
} from "./features/editTemplate";
export { findingsOf, MAX_FINDINGS, mendableFindings, type RuleSettings } from "./features/findings";
export { type FoldingData, foldingOf } from "./features/folding";
export { type FormattingOptions, formatEdits } from "./features/formatting";
export { type HighlightData, highlightsAt } from "./features/highlight";
export { type HoverData, hoverAt } from "./features/hover";
export { type InlayHintData, inlayHintsIn } from "./features/inlayHints";
export { type LensData, lensesOf } from "./features/lenses";
export { type LinkData, linksOf } from "./features/links";
export { memberPathAt, spanOfMemberPath } from "./features/memberPath";
export { type NewResponse, newResponses } from "./features/newResponse";
export { type OfferedSample, type PreviewData, previewAt, sampleAt } from "./features/preview";
export { type ReferenceData, type ReferenceOptions, referencesAt } from "./features/references";
export { type RefusedPlace, refusedPlaces } from "./features/refusedPlaces";
export {
  type ElsewhereEdits,
  type Renamed,
  type RenameTarget,
  renameAt,
  renameTargetAt,
} from "./features/rename";
export { selectionAt } from "./features/selection";
export { semanticTokensOf } from "./features/semanticTokens";
export { type SignatureData, signatureAt } from "./features/signatureHelp";
export { type SymbolData, type SymbolKind, symbolsOf } from "./features/symbols";
export { onlyBlock, type TargetKeys, targetKeysOf } from "./features/targetKeys";
export { TOKEN_MODIFIERS, TOKEN_TYPES } from "./features/tokenLegend";
export type { TokenData } from "./features/tokens/token";
export { typedClosing } from "./features/typedClosing";
export { type NotWantedReason, type Wanted, type WantedOrNone, wantedOf } from "./features/wanted";
export { type WhichAnswer, type WhichQuestion, type WhichRow, whichResponse } from "./features/whichResponse";
export { readMapping } from "./islands/mapping/readMapping";
export { parseRegex } from "./islands/regex";
export { parseVtlText } from "./islands/vtl";
export type { DialectId, DocumentFacts } from "./model/dialects/dialect";
export { resemblesOurs } from "./model/dialects/resemble";
export {
  type IntegrationResponse,
  type Mapping,
  type SelectionPattern,
  stringMember,
  type Template,
} from "./model/integrationResponse";
export type {
  Declaration,
  Declarations,
  DeclaredHeader,
  Integration,
  Method,
  MethodMember,
} from "./model/method";
export { backendOf } from "./model/method";
export { blockAt, type Place, placeAt } from "./model/place";
export { memberOfMethod, methodKeysOf, namesItsMethod } from "./model/siblings";
export type { RuleFailure } from "./rules/checkRules";
export { explainRule } from "./rules/explain";
export { RULES, RULES_BY_ID } from "./rules/index";
export type { FaultyExample, Finding, Fix, Rule, Severity } from "./rules/rule";
export { ruleUrl } from "./rules/ruleUrl";
export { builtInSample, fittingSample, sampleFilesOf } from "./simulate/chooseSample";
export { type Difference, differencesOf } from "./simulate/expectation";
export { builtInSamples, type NewSample, newSamples } from "./simulate/newSamples";
export { previewText, sentencesOf } from "./simulate/previewText";
export { type RequestRendering, renderRequest } from "./simulate/renderRequest";
export {
  type BackendAnswer,
  type ExpectedResponse,
  type Named,
  type NamedSample,
  readSamples,
  type SampleProblem,
  type SampleRequest,
  type Samples,
  sampleOf,
  templateProblems,
  triedSample,
} from "./simulate/samples";
export {
  BACKENDS,
  type Backend,
  type Choice,
  type Sample,
  type Selection,
  selectResponse,
  type Trace,
  type Verdict,
} from "./simulate/select";
export {
  type Candidate,
  type ClientResponse,
  type Exchange,
  type Simulation,
  simulate,
} from "./simulate/simulate";
export type { Step } from "./simulate/trace";
export { type LinePosition, Lines } from "./text/lines";
export { nearest } from "./text/nearest";
export { plainText } from "./text/plainText";
export { encloses, type Span, shiftSpan, spanOf, touches } from "./text/span";
export { applyEdits, type TextEdit } from "./text/textEdit";

export type { Entry, Evidence, Vocabulary } from "./vocabulary/entry";
export { PARAMETER_NAME, PARAMETER_NAME_TEXT } from "./vocabulary/grammar";
