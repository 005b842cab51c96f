// Where else in the document the name under the cursor stands: the same header, variable or path.
// In a pattern it is the bracket that belongs to the one at the cursor: in strings editors match none.
import type { Analysis } from "../analysis";
import { bracketPairAt } from "../islands/regex";
import { isSameName, nameAt, namesIn } from "../model/names";
import { patternAt, placeAt, templateAt } from "../model/place";
import { type Span, shiftSpan } from "../text/span";
import { templateKeywordsAt, templateNamesAt } from "./template/names";

export interface HighlightData {
  readonly span: Span;
  /** `write`: it is given its value there. `text`: it is only declared. */
  readonly kind: "text" | "read" | "write";
}

const KINDS = { declared: "text", mapped: "write", read: "read" } as const;

/** In all methods of the document: a highlight helps the eye and changes nothing. */
export function highlightsAt(analysis: Analysis, offset: number): readonly HighlightData[] {
  const brackets = bracketsAt(analysis, offset);
  if (brackets.length > 0) {
    return brackets.map((span) => ({ span, kind: "text" }));
  }
  const template = templateAt(placeAt(analysis, offset));
  if (template !== undefined) {
    return [
      ...(templateNamesAt(template)?.occurrences ?? []).map(({ span, isGiven }) => ({
        span,
        kind: isGiven ? ("write" as const) : ("read" as const),
      })),
      ...templateKeywordsAt(template).map((span) => ({ span, kind: "text" as const })),
    ];
  }
  const names = namesIn(analysis);
  const here = nameAt(names, offset);
  return here === undefined
    ? []
    : names.filter((name) => isSameName(name, here)).map(({ span, role }) => ({ span, kind: KINDS[role] }));
}

function bracketsAt(analysis: Analysis, offset: number): readonly Span[] {
  const place = placeAt(analysis, offset);
  const pattern = patternAt(place);
  if (pattern === undefined || place.kind !== "memberValue") {
    return [];
  }
  const { text } = pattern.node;
  if (place.offset < text.sourceStart || place.offset > text.sourceEnd) {
    return [];
  }
  const pair = bracketPairAt(pattern.regex(), text.fromSource(place.offset)) ?? [];
  return pair.map((span) => shiftSpan(text.toSourceSpan(span), place.block.start));
}
