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
    ...templatesOf(analysis).map(({ address, span }) => ({ kind: "editTemplate" as const, span, address })),
  ];
}

/** Of several responses in one document none can be named yet to the one who deploys it. */
function deployLenses(analysis: Analysis): readonly LensData[] {
  const block = onlyBlock(analysis);
  const response = block?.content.response;
  const deploy: readonly LensData[] =
    block === undefined || response === undefined
      ? []
      : [{ span: shiftSpan(firstOf(response.object), block.start), kind: "deploy" }];
  return [...deploy, ...whichLenses(analysis)];
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
