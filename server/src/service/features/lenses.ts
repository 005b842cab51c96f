// What can be run on a response, shown above it.
import type { Analysis } from "../analysis";
import { type Span, shiftSpan } from "../text/span";
import { type TemplateAddress, templatesOf } from "./editTemplate";
import { onlyBlock } from "./targetKeys";

export type LensData =
  | { readonly kind: "deploy"; readonly span: Span }
  | { readonly kind: "editTemplate"; readonly span: Span; readonly address: TemplateAddress };

export function lensesOf(analysis: Analysis): readonly LensData[] {
  return [
    ...deployLenses(analysis),
    ...templatesOf(analysis).map(({ address, span }) => ({ kind: "editTemplate" as const, span, address })),
  ];
}

/** Of several responses in one document none can be named yet to the one who deploys it. */
function deployLenses(analysis: Analysis): readonly LensData[] {
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
