// Which response of a document is meant by a place in it, and which findings speak of that one.
// Invariant: in a document of several responses none is meant unless the place is in it or on its name.
import type { Analysis, Block } from "../analysis";
import { blockAt } from "../model/place";
import type { Finding } from "../rules/rule";
import { type Span, shiftSpan, spanOf, touches } from "../text/span";
import { isAboutSyntax, mendableFindings, type RuleSettings } from "./findings";
import { onlyBlock } from "./targetKeys";

/** `offset`: where the cursor is, if anywhere. */
export function chosenBlock(analysis: Analysis, offset: number | undefined): Block | undefined {
  const only = onlyBlock(analysis);
  return only !== undefined || offset === undefined
    ? only
    : (blockAt(analysis, offset) ??
        analysis.blocks.find((block) => touches(nameOf(analysis, block) ?? NOWHERE, offset)));
}

/** What is told of one response: of its text, of its part in the method, and of the document if that is broken. */
export function findingsOfBlock(
  analysis: Analysis,
  block: Block,
  settings: RuleSettings,
): readonly Finding[] {
  const all = mendableFindings(analysis, settings);
  if (analysis.frame === undefined) {
    return all;
  }
  const own = spanOf(block.start, block.start + block.content.text.length);
  const name = nameOf(analysis, block) ?? own;
  return all.filter(
    (finding) => isAboutSyntax(finding) || [own, name].some((part) => isWithin(finding.span, part)),
  );
}

const NOWHERE: Span = { start: -1, end: -1 };

/** What the response is marked by as a whole: the status that it stands under. */
function nameOf({ methods = [] }: Analysis, block: Block): Span | undefined {
  for (const { start, content } of methods) {
    const member = content.method.members.find(
      ({ response }) => start + response.object.start === block.start,
    );
    if (member !== undefined) {
      return shiftSpan(member.nameSpan, start);
    }
  }
  return undefined;
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
