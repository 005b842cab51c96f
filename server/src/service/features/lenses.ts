// What can be run on a response, shown above it.
import type { Analysis } from "../analysis";
import { type Span, shiftSpan } from "../text/span";

export interface LensData {
  readonly span: Span;
  readonly kind: "deploy";
}

export function lensesOf(analysis: Analysis): readonly LensData[] {
  return analysis.blocks.flatMap(({ start, content: { response } }) =>
    response === undefined
      ? []
      : [
          {
            span: shiftSpan({ start: response.object.start, end: response.object.start + 1 }, start),
            kind: "deploy",
          },
        ],
  );
}
