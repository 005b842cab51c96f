// Growing selections: from the word under the cursor to the whole document.
// Invariant: each span truly encloses the one before it.
import type { Analysis } from "../analysis";
import { classPathAt, type Regex, regexPathAt } from "../islands/regex";
import type { VtlNode } from "../islands/vtl";
import {
  blockAt,
  mappingSpansAt,
  patternAt,
  placeAt,
  stringAt,
  type TemplateCursor,
  templateAt,
} from "../model/place";
import { type Node, type Property, pathAt } from "../syntax/node";
import { encloses, type Span, shiftSpan, touches } from "../text/span";
import { nodePathAt } from "./template/target";

/** From the innermost to the outermost. Never empty, so that every cursor has a selection. */
export function selectionAt(analysis: Analysis, offset: number): readonly Span[] {
  const parts = [blockAt(analysis, offset), analysis.frame].filter((part) => part !== undefined);
  const inside = parts.flatMap(({ start, content: { tree } }) =>
    pathAt(tree.root, offset - start)
      .toReversed()
      .flatMap(spansOf)
      .map((span) => shiftSpan(span, start)),
  );
  return growing([...wordsAt(analysis, offset), ...inside, { start: 0, end: analysis.text.length }], offset);
}

/** The parts of a string, the smallest first: a word of a name, the name, the expression. */
function wordsAt(analysis: Analysis, offset: number): readonly Span[] {
  const place = placeAt(analysis, offset);
  const template = templateAt(place);
  if (template !== undefined) {
    return templateSpansAt(template);
  }
  const string = stringAt(place);
  if (place.kind === "nowhere" || string === undefined) {
    return [];
  }
  const { text } = string;
  const at = text.fromSource(place.offset);
  const pattern = patternAt(place);
  const parts = pattern === undefined ? mappingSpansAt(place, at) : partsOfPattern(pattern.regex(), at);
  const word = wordAt(text.value, at);
  const part = pattern === undefined ? word : (parts[0] ?? word);
  // In a pattern a word ends where its part does: the d of \d is none of a word's letters.
  const inPart = { start: Math.max(word.start, part.start), end: Math.min(word.end, part.end) };
  return [inPart, ...parts].map((span) => shiftSpan(text.toSourceSpan(span), place.block.start));
}

/** Up the tree of a pattern; of a class what is written in it, too. */
function partsOfPattern(regex: Regex, at: number): readonly Span[] {
  const path = regexPathAt(regex, at);
  return [...path, ...classPathAt(path.at(-1), at)].map(({ span }) => span).toReversed();
}

/** The parts of a template, the smallest first: a word, a step of a reference, the reference, its directive. */
function templateSpansAt({ text, at, parsed, block }: TemplateCursor): readonly Span[] {
  const spans = nodePathAt(parsed().template, at)
    .toReversed()
    .flatMap((node) => [...insideOf(node, at), node.span]);
  return [wordAt(text.value, at), ...spans].map((span) => shiftSpan(text.toSourceSpan(span), block.start));
}

/** What of a node is selected before the node itself: a reference up to the cursor's step, the body of a block. */
function insideOf(node: VtlNode, at: number): readonly Span[] {
  switch (node.kind) {
    case "reference":
      return node.steps
        .filter(({ span }) => at <= span.end)
        .map(({ span }) => ({ start: node.span.start, end: span.end }));
    case "string":
      return [{ start: node.span.start + 1, end: node.span.end - 1 }];
    case "directive":
      return node.body === undefined ? [] : [node.body.span];
    case "if": {
      const bodies = [...node.branches.map(({ body }) => body), node.otherwise?.body];
      return bodies.flatMap((body) => (body !== undefined && touches(body.span, at) ? [body.span] : []));
    }
    default:
      return [];
  }
}

/** The run of letters and digits around an offset of a value. */
function wordAt(value: string, at: number): Span {
  let start = at;
  while (start > 0 && isWord(value.charAt(start - 1))) {
    start--;
  }
  let end = at;
  while (end < value.length && isWord(value.charAt(end))) {
    end++;
  }
  return { start, end };
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}_]/u.test(character) || /[\uD800-\uDFFF]/.test(character);
}

/** The spans that a node or property adds, the smaller one first. */
function spansOf(item: Node | Property): readonly Span[] {
  const whole = { start: item.start, end: item.end };
  if (!("kind" in item)) {
    return [whole];
  }
  switch (item.kind) {
    case "string":
      return [{ start: item.text.sourceStart, end: item.text.sourceEnd }, whole];
    case "object":
    case "array":
      return [{ start: item.start + 1, end: item.closed ? item.end - 1 : item.end }, whole];
    default:
      return [whole];
  }
}

function growing(spans: readonly Span[], offset: number): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    const isEmpty = span.start === span.end;
    const isLarger =
      last === undefined || (encloses(span, last) && (span.start < last.start || span.end > last.end));
    if (isLarger && !isEmpty && touches(span, offset)) {
      result.push(span);
    }
  }
  return result.length === 0 ? [{ start: offset, end: offset }] : result;
}
