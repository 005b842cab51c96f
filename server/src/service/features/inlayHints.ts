// What an `#end` closes, where its beginning is out of sight.
import type { Analysis } from "../analysis";
import { type Span, touches } from "../text/span";
import { blocksOf, templateOf } from "./template/blocks";

export interface InlayHintData {
  /** Where it is shown. */
  readonly offset: number;
  readonly text: string;
}

/** A block of fewer lines is seen as a whole. */
const FEWEST_LINES = 5;
const LONGEST = 40;

/** In templates that stand alone: in a string everything is on one line, and hints would only lengthen it. */
export function inlayHintsIn(analysis: Analysis, span: Span): readonly InlayHintData[] {
  const template = templateOf(analysis);
  return template === undefined
    ? []
    : blocksOf(template).flatMap(({ inside, end, head }) => {
        const lines = analysis.text.slice(inside.start, inside.end).split(/\r\n|\r|\n/).length;
        return lines >= FEWEST_LINES && touches(span, end.end)
          ? [{ offset: end.end, text: head.length > LONGEST ? `${head.slice(0, LONGEST - 1)}…` : head }]
          : [];
      });
}
