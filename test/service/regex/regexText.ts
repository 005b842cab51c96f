// Patterns for tests: decoded texts, a hole where `¤` stands, and the tree and problems drawn under the code.
import { parseRegex } from "../../../server/src/service/islands/regex";
import { childrenOf } from "../../../server/src/service/islands/regex/fold";
import type { Regex, RegexNode } from "../../../server/src/service/islands/regex/regex";
import { DecodedText, HOLE, type Piece } from "../../../server/src/service/text/decodedText";
import { type Span, spanOf } from "../../../server/src/service/text/span";

export function textOf(pattern: string): DecodedText {
  const pieces = [...pattern.matchAll(/¤|[^¤]+/g)].map((part): Piece => {
    const at = part.index;
    const source = spanOf(at, at + part[0].length);
    return part[0] === "¤"
      ? { kind: "hole", at, length: 1, source }
      : { kind: "literal", at, length: part[0].length, source };
  });
  return new DecodedText(pattern.replaceAll("¤", HOLE), pieces, 0, (text) => text);
}

export function parse(pattern: string): Regex {
  return parseRegex(textOf(pattern));
}

/** The pattern, and each problem under it with Java's words and index. */
export function drawProblems(pattern: string): string {
  const { problems } = parse(pattern);
  const lines = problems.map(({ span, description, index }) => `${under(span)} ${description} @${index}`);
  return [pattern, ...lines].join("\n");
}

/** The pattern, and each node under it, from the outside in. */
export function drawTree(pattern: string): string {
  const lines: string[] = [];
  const draw = (node: RegexNode) => {
    lines.push(`${under(node.span)} ${nameOf(node)}`);
    childrenOf(node).forEach(draw);
  };
  draw(parse(pattern).root);
  return [pattern, ...lines].join("\n");
}

function under({ start, end }: Span): string {
  return " ".repeat(start) + (end > start ? "^".repeat(end - start) : "|");
}

function nameOf(node: RegexNode): string {
  switch (node.kind) {
    case "repeat":
      return `repeat ${node.min}..${node.max === 0x7fffffff ? "" : node.max} ${node.mode}`;
    case "group":
      return node.atomic ? "group atomic" : `group ${node.name ?? node.number ?? "plain"}`;
    case "look":
      return `look ${node.negative ? "not " : ""}${node.behind ? "behind" : "ahead"}`;
    case "assertion":
      return `assertion ${node.assertion}`;
    case "reference":
      return `reference ${node.group}`;
    default:
      return node.kind;
  }
}

export function dedent(text: string): string {
  const lines = text.split("\n").slice(1, -1);
  const indent = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join("\n");
}
