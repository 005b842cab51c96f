// Links to AWS's pages. Few, since editors underline them: the members of the body and the content handling.
import type { Analysis } from "../analysis";
import type { StringNode } from "../syntax/node";
import { type Span, shiftSpan } from "../text/span";
import { CONTENT_HANDLING } from "../vocabulary/contentHandling";
import { MEMBERS } from "../vocabulary/members";

export interface LinkData {
  readonly span: Span;
  readonly target: string;
  readonly tooltip: string;
}

/** Links of documents of our own. */
export function linksOf(analysis: Analysis): readonly LinkData[] {
  if (!analysis.own) {
    return [];
  }
  return analysis.blocks.flatMap(({ start, content: { response } }) =>
    (response?.members ?? []).flatMap((member) => {
      const entry = MEMBERS.get(member.key.text.value);
      if (entry?.role !== "body") {
        return [];
      }
      const links = [linkOf(member.key, start, entry.source, entry.name)];
      const { value } = member;
      const handling =
        entry.name === "contentHandling" && value?.kind === "string"
          ? CONTENT_HANDLING.get(value.text.value)
          : undefined;
      if (value?.kind === "string" && handling !== undefined) {
        links.push(linkOf(value, start, handling.source, handling.name));
      }
      return links;
    }),
  );
}

function linkOf({ text }: StringNode, start: number, target: string, name: string): LinkData {
  return {
    span: shiftSpan({ start: text.sourceStart, end: text.sourceEnd }, start),
    target,
    tooltip: `${name} in the API Gateway documentation`,
  };
}
