// The pipeline on one page: text → tree → response → findings, block by block.
// Invariant: an analysis never changes, and every span inside a block is relative to the block's start.
import { finish } from "./inSteps";
import type { DocumentFacts } from "./model/dialects/dialect";
import { recogniseDialect } from "./model/dialects/recognise";
import type { IntegrationResponse } from "./model/integrationResponse";
import { readResponse } from "./model/readResponse";
import { checkRules, type RuleFailure } from "./rules/checkRules";
import { RULES } from "./rules/index";
import type { Finding, Rule } from "./rules/rule";
import { JSON_FORMAT } from "./syntax/json/format";
import type { Tree } from "./syntax/node";

const LEADING_SPACE = /^\uFEFF?[ \t\r\n]*/;

export interface SourceDocument extends DocumentFacts {
  readonly text: string;
}

/** All that a feature gets to know of a document. */
export interface Analysis extends SourceDocument {
  /** In the order of the text. A standalone document is one block; a foreign one that is not ours has none. */
  readonly blocks: readonly Block[];
}

export interface Block {
  /** Where the block begins in the document: the only absolute offset in it. */
  readonly start: number;
  readonly content: BlockAnalysis;
}

export interface BlockAnalysis {
  readonly text: string;
  readonly tree: Tree;
  /** Absent where the text is no integration response, or not yet. */
  readonly response: IntegrationResponse | undefined;
  readonly findings: readonly Finding[];
  /** Rules that threw: a bug of ours, to be logged, that costs the user only that rule. */
  readonly failures: readonly RuleFailure[];
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
  const start = contentStart(document.text);
  const text = start === 0 ? document.text : document.text.slice(start);
  const kept = keptBlock(previous, document, text);
  const content = kept ?? (yield* analyseBlock(text, document, rules));
  const isOurs = document.own || content.response !== undefined;
  return { ...document, blocks: isOurs ? [{ start, content }] : [] };
}

export function analyse(document: SourceDocument, options?: AnalyseOptions): Analysis {
  return finish(analyseInSteps(document, options));
}

function* analyseBlock(
  text: string,
  facts: DocumentFacts,
  rules: readonly Rule[],
): Generator<void, BlockAnalysis> {
  const tree = yield* JSON_FORMAT.parse(text);
  const dialect = recogniseDialect(tree.root, facts);
  const response =
    dialect !== undefined && tree.root?.kind === "object"
      ? yield* readResponse(tree, tree.root, dialect)
      : undefined;
  if (response === undefined && !facts.own) {
    return { text, tree, response, findings: [], failures: [] };
  }
  const { findings, failures } = yield* checkRules(rules, { tree, response, facts });
  return { text, tree, response, findings, failures };
}

function keptBlock(
  previous: Analysis | undefined,
  facts: DocumentFacts,
  text: string,
): BlockAnalysis | undefined {
  const sameFacts = previous?.own === facts.own && previous.tellsSyntax === facts.tellsSyntax;
  return sameFacts ? previous.blocks.find((block) => block.content.text === text)?.content : undefined;
}

/** Where the text begins, after the byte order mark and white space. */
function contentStart(text: string): number {
  return LEADING_SPACE.exec(text)?.[0].length ?? 0;
}
