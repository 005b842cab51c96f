// The blocks of a template that go over several lines: what can be folded, and what each `#end` closes.
import type { Analysis } from "../../analysis";
import { type VtlNode, walkTemplate } from "../../islands/vtl";
import type { TemplateText } from "../../model/integrationResponse";
import { type Span, spanOf } from "../../text/span";

export interface TemplateBlock {
  /** From the end of the directive's head to the `#end`. */
  readonly inside: Span;
  readonly end: Span;
  /** The directive as it begins, on one line. */
  readonly head: string;
}

/** The template of a document that stands alone. */
export function templateOf({ blocks }: Analysis): TemplateText | undefined {
  return blocks[0]?.content.template;
}

export function blocksOf({ text, parsed }: TemplateText): readonly TemplateBlock[] {
  const blocks: TemplateBlock[] = [];
  walkTemplate(parsed().template, (node) => {
    const block = blockOf(node, text.value);
    if (block !== undefined) {
      blocks.push(block);
    }
    return undefined;
  });
  return blocks;
}

export function commentsOf({ parsed }: TemplateText): readonly Span[] {
  const spans: Span[] = [];
  walkTemplate(parsed().template, (node) => {
    if (node.kind === "comment" && node.style !== "line") {
      spans.push(node.span);
    }
    return undefined;
  });
  return spans;
}

function blockOf(node: VtlNode, value: string): TemplateBlock | undefined {
  const body =
    node.kind === "if" ? node.branches[0]?.body : node.kind === "directive" ? node.body : undefined;
  const end = node.kind === "if" || node.kind === "directive" ? node.end : undefined;
  if (body === undefined || end === undefined) {
    return undefined;
  }
  const headEnd = node.kind === "directive" && node.head !== undefined ? node.head.end : body.span.start;
  // A line end after the head is taken for a part of it; it stays with the body here.
  const written = value.slice(node.span.start, Math.min(headEnd, end.start)).trimEnd();
  const head = written.replaceAll(/\s+/g, " ");
  return { inside: spanOf(node.span.start + written.length, end.start), end, head };
}
