// What can be run on a response, shown above it.
import type { Analysis } from "../analysis";
import { type Span, shiftSpan } from "../text/span";
import { onlyBlock } from "./targetKeys";

export interface LensData {
  readonly span: Span;
  readonly kind: "deploy";
}

/** Of several responses in one document none can be named yet to the one who deploys it. */
export function lensesOf(analysis: Analysis): readonly LensData[] {
  const block = onlyBlock(analysis);
  return (block === undefined ? [] : [block]).flatMap(({ start, content: { response } }) =>
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
