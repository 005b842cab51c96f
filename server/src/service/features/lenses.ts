// What can be run on a response or a method, shown above it.
import type { Analysis } from "../analysis";
import { patternOf } from "../model/method";
import { type Span, shiftSpan, spanOf } from "../text/span";
import { type TemplateAddress, templatesOf } from "./editTemplate";
import { onlyBlock } from "./targetKeys";

/** `which`: the patterns of the method's responses can be tried. */
export type LensData =
  | { readonly kind: "deploy" | "which"; readonly span: Span }
  | { readonly kind: "editTemplate"; readonly span: Span; readonly address: TemplateAddress };

export function lensesOf(analysis: Analysis): readonly LensData[] {
  return [
    ...deployLenses(analysis),
    ...whichLenses(analysis),
    ...templatesOf(analysis).map(({ address, span }) => ({ kind: "editTemplate" as const, span, address })),
  ];
}

/** One for each response: where it stands says which of several is meant. */
function deployLenses({ blocks }: Analysis): readonly LensData[] {
  return blocks.flatMap(({ start, content: { response } }) =>
    response === undefined
      ? []
      : [{ span: shiftSpan(firstOf(response.object), start), kind: "deploy" as const }],
  );
}

/** Above the responses of each method; of a document by itself, above the response that is one of a set. */
function whichLenses(analysis: Analysis): readonly LensData[] {
  const { methods = [], frame } = analysis;
  if (frame !== undefined) {
    return methods.flatMap(({ start, content: { method, text } }) =>
      method.members.length === 0 || method.integration?.backend === "proxy"
        ? []
        : [
            {
              span: shiftSpan(method.listSpan ?? spanOf(0, Math.min(1, text.length)), start),
              kind: "which",
            },
          ],
    );
  }
  const block = onlyBlock(analysis);
  const response = block?.content.response;
  if (block === undefined || response === undefined || response.dialect === "parameterMap") {
    return [];
  }
  const isOfSet = methods.length > 0 || (patternOf(response) ?? "") !== "";
  return isOfSet ? [{ span: shiftSpan(firstOf(response.object), block.start), kind: "which" }] : [];
}

function firstOf({ start }: Span): Span {
  return spanOf(start, start + 1);
}
