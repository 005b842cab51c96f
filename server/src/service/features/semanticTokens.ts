// What the parts of the little languages are, for colouring. Each language contributes the tokens of its strings.
// Invariant: in the order of the text, none overlaps another, and none crosses the end of a line.
import type { Analysis, BlockAnalysis } from "../analysis";
import type { JsonPathStep } from "../islands/jsonpath/jsonPath";
import type { MappingSource } from "../islands/mapping/mapping";
import type { Located, Mapping } from "../model/integrationResponse";
import type { StringNode } from "../syntax/node";
import { type Span, shiftSpan, spanOf } from "../text/span";
import { findContextVariable } from "../vocabulary/contextVariables";
import type { TokenModifier, TokenType } from "./tokenLegend";

export interface TokenData {
  readonly span: Span;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** The tokens of one language in a block, their spans relative to the block. */
export type TokenContributor = (block: BlockAnalysis) => Iterable<TokenData>;

const CONTRIBUTORS: readonly TokenContributor[] = [mappingTokens];

export function semanticTokensOf(analysis: Analysis): readonly TokenData[] {
  const tokens = analysis.blocks.flatMap(({ start, content }) =>
    CONTRIBUTORS.flatMap((contribute) =>
      [...contribute(content)]
        .filter(({ span }) => isInLine(content.text, span))
        .map((token) => ({ ...token, span: shiftSpan(token.span, start) })),
    ),
  );
  return tokens.sort((a, b) => a.span.start - b.span.start);
}

function isInLine(text: string, { start, end }: Span): boolean {
  return start < end && !/[\r\n]/.test(text.slice(start, end));
}

function* mappingTokens({ response }: BlockAnalysis): Generator<TokenData> {
  for (const mapping of response?.mappings ?? []) {
    yield* keyTokens(mapping);
    if (mapping.source !== undefined) {
      yield* sourceTokens(mapping.source);
    }
  }
}

function* keyTokens({ key, property }: Mapping): Generator<TokenData> {
  if (key.kind === "header") {
    yield* prefixed(property.key, key.nameSpan, "property", ["declaration"]);
  }
}

/** A static value is text and stays a string; what is no source has no parts. */
function* sourceTokens({ node, value }: Located<MappingSource>): Generator<TokenData> {
  switch (value.kind) {
    case "integrationHeader":
    case "integrationMultivalueHeader":
      yield* prefixed(node, value.nameSpan, "property");
      return;
    case "stageVariable":
      yield* prefixed(node, value.nameSpan, "variable");
      return;
    case "context": {
      const isKnown = findContextVariable(value.name) !== undefined;
      yield* prefixed(node, value.nameSpan, "variable", isKnown ? ["readonly", "defaultLibrary"] : []);
      return;
    }
    case "integrationBody":
      yield token(node, spanOf(0, node.text.value.length), "namespace");
      return;
    case "integrationBodyPath":
      yield token(node, spanOf(0, prefixEnd(node, value.pathSpan)), "namespace");
      for (const step of value.jsonPath.steps) {
        yield* stepTokens(node, step);
      }
  }
}

function* stepTokens(node: StringNode, step: JsonPathStep): Generator<TokenData> {
  switch (step.kind) {
    case "member":
      yield* step.names.map(({ span }) => token(node, span, "property"));
      return;
    case "index":
      yield* step.indexes.map(({ span }) => token(node, span, "number"));
      return;
    case "function":
      yield token(node, step.nameSpan, "function");
      return;
    case "slice":
      yield token(node, step.sliceSpan, "number");
      return;
    case "wildcard":
    case "descent":
      yield token(node, step.span, "operator");
  }
}

/** A name and, as one token, what stands before it. */
function* prefixed(
  node: StringNode,
  nameSpan: Span,
  type: TokenType,
  modifiers: readonly TokenModifier[] = [],
): Generator<TokenData> {
  yield token(node, spanOf(0, prefixEnd(node, nameSpan)), "namespace");
  yield token(node, nameSpan, type, modifiers);
}

/** Without the dot that ends a prefix. */
function prefixEnd({ text }: StringNode, { start }: Span): number {
  return text.value.charAt(start - 1) === "." ? start - 1 : start;
}

function token(
  { text }: StringNode,
  span: Span,
  type: TokenType,
  modifiers: readonly TokenModifier[] = [],
): TokenData {
  return { span: text.toSourceSpan(span), type, modifiers };
}
