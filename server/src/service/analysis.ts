// The pipeline on one page: text → tree → responses and methods → findings, block by block.
// Invariant: an analysis never changes, and every span inside a block is relative to the block's start.
import { finish } from "./inSteps";
import type { DocumentFacts } from "./model/dialects/dialect";
import { recogniseDialect } from "./model/dialects/recognise";
import {
  type MethodOutline,
  mayHoldMethods,
  outlineMethod,
  outlineMethods,
} from "./model/dialects/serviceOutput";
import type { IntegrationResponse, TemplateText } from "./model/integrationResponse";
import type { Integration, Method, MethodMember } from "./model/method";
import { readIntegration, readMethod } from "./model/readMethod";
import { readResponse } from "./model/readResponse";
import { joinMethod } from "./model/siblings";
import { standaloneTemplate, treeWithoutNodes } from "./model/standaloneTemplate";
import { type Checked, checkMethod, checkRules, type RuleFailure, type Settled } from "./rules/checkRules";
import { RULES } from "./rules/index";
import type { Finding, Rule } from "./rules/rule";
import { JSON_FORMAT } from "./syntax/json/format";
import type { Tree } from "./syntax/node";
import type { Span } from "./text/span";

const LEADING_SPACE = /^\uFEFF?[ \t\r\n]*/;

export interface SourceDocument extends DocumentFacts {
  readonly text: string;
}

/** All that a feature gets to know of a document. */
export interface Analysis extends SourceDocument {
  /** In the order of the text. A standalone document is one block; a foreign one that is not ours has none. */
  readonly blocks: readonly Block[];
  /** What holds the blocks, where the document is more than one of them: the service's output of methods. */
  readonly frame?: Part<Frame> | undefined;
  /** The methods in sight: those of service output, or the one of a standalone document and its siblings. */
  readonly methods?: readonly Part<MethodAnalysis>[];
}

/** A stretch of the document with what is known of it. */
export interface Part<T> {
  /** Where it begins in the document: the only absolute offset in it. */
  readonly start: number;
  readonly content: T;
}

export type Block = Part<BlockAnalysis>;

export interface BlockAnalysis extends Checked {
  /** Absent where no rule was asked. */
  readonly settled?: Settled;
  readonly text: string;
  readonly tree: Tree;
  /** Absent where the text is no integration response, or not yet. */
  readonly response: IntegrationResponse | undefined;
  /** The whole text, where the document is a template that stands alone. */
  readonly template?: TemplateText;
}

/** The document around the blocks. Its findings are those about the text as such, of the blocks' text too. */
export interface Frame extends Checked {
  readonly tree: Tree;
}

export interface MethodAnalysis extends Checked {
  readonly text: string;
  readonly method: Method;
}

export interface AnalyseOptions {
  /** The analysis of an earlier version of the document: blocks whose text is the same are taken over. */
  readonly previous?: Analysis | undefined;
  readonly rules?: readonly Rule[];
}

/** Analyses a document in bounded steps, so that a host can look up in between. */
export function* analyseInSteps(
  document: SourceDocument,
  { previous, rules = RULES }: AnalyseOptions = {},
): Generator<void, Analysis> {
  if (document.language === "template") {
    return yield* analyseTemplate(document, rules, previous);
  }
  const start = contentStart(document.text);
  const text = start === 0 ? document.text : document.text.slice(start);
  let content = keptBlock(previous, document, text);
  if (content === undefined) {
    const tree = yield* JSON_FORMAT.parse(text);
    const outlines = mayHoldMethods(text) ? outlineMethods(tree.root) : [];
    if (outlines.length > 0) {
      return yield* analyseMethods({ document, start, tree, outlines, rules, previous });
    }
    const earlier = previous?.frame === undefined ? previous?.blocks[0]?.content : undefined;
    content = yield* analyseBlock(tree, document, rules, earlier);
  }
  const isOurs = document.own || content.response !== undefined;
  return { ...document, blocks: isOurs ? [{ start, content }] : [] };
}

/** The analysis of a standalone document together with the other responses of its method. */
export function withSiblings(
  analysis: Analysis,
  siblings: readonly MethodMember[],
  rules: readonly Rule[] = RULES,
): Analysis {
  const block = analysis.frame === undefined ? analysis.blocks[0] : undefined;
  const method = block && joinMethod(analysis.uri, block.content.response, siblings);
  if (block === undefined || method === undefined) {
    return analysis;
  }
  const { start, content } = block;
  const checked = checkMethod(rules, method, analysis.uri);
  return { ...analysis, methods: [{ start, content: { text: content.text, method, ...checked } }] };
}

/** The analysis of a template that is shown from a response, with that response in sight. */
export function withHolder(
  analysis: Analysis,
  holder: IntegrationResponse | undefined,
  rules: readonly Rule[] = RULES,
): Analysis {
  const [block] = analysis.blocks;
  const { template, tree, settled } = block?.content ?? {};
  if (block === undefined || template === undefined || tree === undefined || holder === undefined) {
    return analysis;
  }
  const checkable = { tree, response: undefined, facts: analysis, template, holder };
  const checked = finish(checkRules(rules, checkable, settled));
  return { ...analysis, blocks: [{ ...block, content: { ...block.content, ...checked } }] };
}

export function analyse(document: SourceDocument, options?: AnalyseOptions): Analysis {
  return finish(analyseInSteps(document, options));
}

/** Every rule that threw, wherever in the document. */
export function failuresOf({ frame, methods = [], blocks }: Analysis): readonly RuleFailure[] {
  return [...(frame === undefined ? [] : [frame]), ...methods, ...blocks].flatMap(
    ({ content }) => content.failures,
  );
}

/** Every finding with the start of its part, from where its spans count. Not sorted across parts. */
export function* partsWithFindings({
  frame,
  methods = [],
  blocks,
}: Analysis): Generator<{ readonly start: number; readonly findings: readonly Finding[] }> {
  if (frame !== undefined) {
    yield { start: frame.start, findings: frame.content.findings };
  }
  for (const { start, content } of [...methods, ...blocks]) {
    yield { start, findings: content.findings };
  }
}

function* analyseTemplate(
  document: SourceDocument,
  rules: readonly Rule[],
  previous: Analysis | undefined,
): Generator<void, Analysis> {
  const { text } = document;
  const kept = keptBlock(previous, document, text);
  if (kept !== undefined) {
    return { ...document, blocks: [{ start: 0, content: kept }] };
  }
  const tree = treeWithoutNodes(text);
  const template = standaloneTemplate(text);
  const response = undefined;
  const checked = yield* checkRules(rules, { tree, response, facts: document, template });
  return { ...document, blocks: [{ start: 0, content: { text, tree, response, template, ...checked } }] };
}

function* analyseBlock(
  tree: Tree,
  facts: DocumentFacts,
  rules: readonly Rule[],
  earlier: BlockAnalysis | undefined,
): Generator<void, BlockAnalysis> {
  const { text } = tree;
  const dialect = recogniseDialect(tree.root, facts);
  const response =
    dialect !== undefined && tree.root?.kind === "object"
      ? yield* readResponse(tree, tree.root, dialect, { earlier: earlier?.response })
      : undefined;
  if (response === undefined && !facts.own) {
    return { text, tree, response, findings: [], failures: [] };
  }
  return { text, tree, response, ...(yield* checkRules(rules, { tree, response, facts }, earlier?.settled)) };
}

interface MethodsDocument {
  readonly document: SourceDocument;
  readonly start: number;
  readonly tree: Tree;
  readonly outlines: readonly MethodOutline[];
  readonly rules: readonly Rule[];
  readonly previous: Analysis | undefined;
}

/** Service output: each response a block of its own, each method a part around its blocks. */
function* analyseMethods(found: MethodsDocument): Generator<void, Analysis> {
  const { document, start, tree, outlines, rules, previous } = found;
  const earlier = sameFacts(previous, document) ? previous : undefined;
  const keptBlocks = byText((earlier?.frame && earlier.blocks) ?? []);
  const keptMethods = byText((earlier?.frame && earlier.methods) ?? []);
  const ofText = rules.filter(({ subject }) => subject === "document");
  const ofResponses = rules.filter(({ subject }) => subject !== "document");
  const frame = {
    start,
    content: { tree, ...(yield* checkRules(ofText, { tree, response: undefined, facts: document })) },
  };
  const methods: Part<MethodAnalysis>[] = [];
  const blocks: Block[] = [];
  for (const [at, outline] of outlines.entries()) {
    const text = sliceOf(tree, outline.object);
    const before = earlier?.methods?.[at]?.content.method;
    const content = keptMethods.get(text) ?? (yield* analyseMethod(text, document.uri, rules, before));
    if (content !== undefined) {
      methods.push({ start: start + outline.object.start, content });
    }
    const integration = readIntegration(outline.integration);
    for (const { object } of outline.responses?.entries ?? []) {
      const source = sliceOf(tree, object);
      const kept = keptBlocks.get(source);
      const block =
        kept !== undefined && standsBefore(integration, kept.response)
          ? kept
          : yield* analysePrinted(
              { text: source, integration },
              document,
              ofResponses,
              earlier?.blocks[blocks.length],
            );
      blocks.push({ start: start + object.start, content: block });
    }
  }
  blocks.sort((a, b) => a.start - b.start);
  return { ...document, frame, methods, blocks };
}

/** Parsed again from its own text, so that its spans are its own whatever stands around it. */
function* analysePrinted(
  { text, integration }: { readonly text: string; readonly integration: Integration },
  facts: DocumentFacts,
  rules: readonly Rule[],
  before: Block | undefined,
): Generator<void, BlockAnalysis> {
  const tree = yield* JSON_FORMAT.parse(text);
  const earlier = before?.content;
  const response =
    tree.root?.kind === "object"
      ? yield* readResponse(tree, tree.root, "serviceOutput", {
          ...integration,
          earlier: earlier?.response,
        })
      : undefined;
  return { text, tree, response, ...(yield* checkRules(rules, { tree, response, facts }, earlier?.settled)) };
}

/** Whether a response was read before the same integration, as far as rules see it. */
function standsBefore(
  { backend, requests }: Integration,
  response: IntegrationResponse | undefined,
): boolean {
  const earlier = response?.requests ?? [];
  return (
    response?.backend === backend &&
    earlier.length === requests.length &&
    requests.every(({ mediaType, text }, index) => {
      return mediaType === earlier[index]?.mediaType && text === earlier[index]?.text;
    })
  );
}

function* analyseMethod(
  text: string,
  uri: string,
  rules: readonly Rule[],
  before: Method | undefined,
): Generator<void, MethodAnalysis | undefined> {
  const tree = yield* JSON_FORMAT.parse(text);
  const outline = tree.root?.kind === "object" ? outlineMethod(tree.root) : undefined;
  if (outline === undefined) {
    return undefined;
  }
  const method = yield* readMethod(tree, outline, uri, before);
  return { text, method, ...checkMethod(rules, method, uri) };
}

function keptBlock(
  previous: Analysis | undefined,
  facts: DocumentFacts,
  text: string,
): BlockAnalysis | undefined {
  return sameFacts(previous, facts) && previous?.frame === undefined
    ? previous?.blocks.find((block) => block.content.text === text)?.content
    : undefined;
}

function sameFacts(previous: Analysis | undefined, facts: DocumentFacts): boolean {
  return (
    previous?.own === facts.own &&
    previous.tellsSyntax === facts.tellsSyntax &&
    previous.language === facts.language &&
    previous.mediaType === facts.mediaType
  );
}

function byText<T extends { readonly text: string }>(parts: readonly Part<T>[]): ReadonlyMap<string, T> {
  return new Map(parts.map(({ content }) => [content.text, content]));
}

function sliceOf({ text }: Tree, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Where the text begins, after the byte order mark and white space. */
function contentStart(text: string): number {
  return LEADING_SPACE.exec(text)?.[0].length ?? 0;
}
