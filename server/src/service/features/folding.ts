// What can be folded away: objects, arrays, comments and blocks of templates, of more than one line. Own documents only.
import type { Analysis } from "../analysis";
import type { Node } from "../syntax/node";
import { type Span, shiftSpan } from "../text/span";
import { blocksOf, commentsOf, templateOf } from "./template/blocks";

export interface FoldingData {
  readonly span: Span;
  readonly kind: "region" | "comment";
}

export function foldingOf(analysis: Analysis): readonly FoldingData[] {
  if (!analysis.own) {
    return [];
  }
  const template = templateOf(analysis);
  if (template !== undefined) {
    const isLong = ({ start, end }: Span) => /[\r\n]/.test(analysis.text.slice(start, end));
    return [
      ...blocksOf(template).map(({ inside }): FoldingData => ({ span: inside, kind: "region" })),
      ...commentsOf(template).map((span): FoldingData => ({ span, kind: "comment" })),
    ].filter(({ span }) => isLong(span));
  }
  return (analysis.frame === undefined ? analysis.blocks : [analysis.frame]).flatMap(({ start, content }) => {
    const { tree } = content;
    const isLong = ({ start: from, end }: Span) => /[\r\n]/.test(tree.text.slice(from, end));
    const containers = containersOf(tree.root)
      .map((span): FoldingData => ({ span, kind: "region" }))
      .concat(tree.comments.map((span) => ({ span, kind: "comment" })));
    return containers
      .filter(({ span }) => isLong(span))
      .map(({ span, kind }) => ({ span: shiftSpan(span, start), kind }));
  });
}

/** What stands between the brackets of every container, the closing line left to be seen. */
function containersOf(node: Node | undefined): readonly Span[] {
  if (node?.kind !== "object" && node?.kind !== "array") {
    return [];
  }
  const children = node.kind === "object" ? node.properties.flatMap(({ value }) => value ?? []) : node.items;
  const inside = { start: node.start + 1, end: node.closed ? node.end - 1 : node.end };
  return [inside, ...children.flatMap(containersOf)];
}
