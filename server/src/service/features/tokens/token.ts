// One coloured part of a string: what it is, in the words that editors have colours for.
import type { BlockAnalysis } from "../../analysis";
import type { StringNode } from "../../syntax/node";
import type { Span } from "../../text/span";
import type { TokenModifier, TokenType } from "../tokenLegend";

export interface TokenData {
  readonly span: Span;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** The tokens of one language in a block, their spans relative to the block. */
export type TokenContributor = (block: BlockAnalysis) => Iterable<TokenData>;

/** `span`: in the value of the string. */
export function token(
  { text }: StringNode,
  span: Span,
  type: TokenType,
  modifiers: readonly TokenModifier[] = [],
): TokenData {
  return { span: text.toSourceSpan(span), type, modifiers };
}
