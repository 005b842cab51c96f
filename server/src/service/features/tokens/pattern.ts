// The parts of a selection pattern: text that stands for itself, sets of characters, and what repeats and groups them.
import type { BlockAnalysis } from "../../analysis";
import { bracketsOf, foldRegex, type RegexNode, type RepeatNode } from "../../islands/regex";
import type { Span } from "../../text/span";
import { spanOf } from "../../text/span";
import type { TokenModifier, TokenType } from "../tokenLegend";
import { type TokenData, token } from "./token";

/** More parts than this in one pattern are no help to the eye. */
const MOST_TOKENS = 10_000;

interface Part {
  readonly span: Span;
  readonly type: TokenType;
  readonly modifiers?: readonly TokenModifier[];
}

export function* patternTokens({ response }: BlockAnalysis): Generator<TokenData> {
  const pattern = response?.pattern;
  if (pattern === undefined || pattern.node.text.value === "") {
    return;
  }
  const { root, quoteMarks, comments, source } = pattern.regex();
  const parts: Part[] = [
    ...quoteMarks.map((span) => ({ span, type: "keyword" }) as const),
    ...comments.flatMap((span) => commentPart(span, source)),
  ];
  foldRegex(root, (node) => {
    if (parts.length < MOST_TOKENS) {
      parts.push(...partsOf(node, source));
    }
  });
  parts.sort((a, b) => a.span.start - b.span.start);
  let end = 0;
  for (const { span, type, modifiers } of withRuns(parts)) {
    // What Java takes out of the middle of a part, such as a quote mark, is told by itself or not at all.
    if (span.start >= end && span.end > span.start) {
      end = span.end;
      yield token(pattern.node, span, type, modifiers);
    }
  }
}

/** Characters next to one another are one text. */
function withRuns(parts: readonly Part[]): readonly Part[] {
  const runs: Part[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    const goesOn = part.type === "string" && last?.type === "string" && last.span.end === part.span.start;
    if (goesOn) {
      runs[runs.length - 1] = { span: spanOf(last.span.start, part.span.end), type: "string" };
    } else {
      runs.push(part);
    }
  }
  return runs;
}

/** White space needs no colour. */
function commentPart({ start, end }: Span, source: string): readonly Part[] {
  const at = start + source.slice(start, end).search(/\S/);
  return at < start ? [] : [{ span: spanOf(at, end), type: "comment" }];
}

function partsOf(node: RegexNode, source: string): readonly Part[] {
  const { span } = node;
  switch (node.kind) {
    case "alternation":
      return node.branches
        .slice(0, Math.min(node.branches.length - 1, MOST_TOKENS))
        .flatMap((branch, index) => barsAfter(branch, node.branches[index + 1], source));
    case "character":
      return [{ span, type: "string" }];
    case "any":
    case "set":
    case "lineBreak":
    case "grapheme":
      return [{ span, type: "class" }];
    case "assertion":
    case "flags":
      return [{ span, type: "keyword" }];
    case "reference":
      return [{ span, type: "variable" }];
    case "group":
    case "look":
      return groupParts(node, source);
    case "repeat":
      return [quantifierPart(node, source)];
    default:
      return [];
  }
}

function barsAfter(branch: RegexNode, next: RegexNode | undefined, source: string): readonly Part[] {
  const at = source.indexOf("|", branch.span.end);
  return next === undefined || at < 0 || at >= next.span.start
    ? []
    : [{ span: spanOf(at, at + 1), type: "keyword" }];
}

function groupParts(node: Extract<RegexNode, { kind: "group" | "look" }>, source: string): readonly Part[] {
  const type = node.kind === "look" ? "keyword" : "operator";
  const name = node.kind === "group" ? node.nameSpan : undefined;
  const { open, close } = bracketsOf(node, source);
  const opening: readonly Part[] =
    name === undefined
      ? [{ span: open, type }]
      : [
          { span: spanOf(open.start, name.start), type },
          { span: name, type: "variable", modifiers: ["declaration"] },
          { span: spanOf(name.end, open.end), type },
        ];
  return close === undefined ? opening : [...opening, { span: close, type }];
}

function quantifierPart({ quantifierSpan }: RepeatNode, source: string): Part {
  return { span: quantifierSpan, type: source.charAt(quantifierSpan.start) === "{" ? "number" : "operator" };
}
