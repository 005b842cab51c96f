// What the parts of the little languages are, for colouring. Each language contributes the tokens of its strings.
// Invariant: in the order of the text, none overlaps another, and none crosses the end of a line.
import type { Analysis } from "../analysis";
import { type Span, shiftSpan } from "../text/span";
import { mappingTokens } from "./tokens/mapping";
import { patternTokens } from "./tokens/pattern";
import { templateTokens } from "./tokens/template";
import type { TokenContributor, TokenData } from "./tokens/token";

const CONTRIBUTORS: readonly TokenContributor[] = [mappingTokens, patternTokens, templateTokens];

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
