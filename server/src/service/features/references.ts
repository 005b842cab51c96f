// Every place of one method, or of one template, where the name under the cursor stands.
import type { Analysis } from "../analysis";
import { isSameThing, nameAt, namesIn } from "../model/names";
import { placeAt, templateAt } from "../model/place";
import type { Span } from "../text/span";
import { templateNamesAt } from "./template/names";

export interface ReferenceOptions {
  readonly includeDeclaration: boolean;
}

export function referencesAt(
  analysis: Analysis,
  offset: number,
  { includeDeclaration }: ReferenceOptions,
): readonly Span[] {
  const template = templateAt(placeAt(analysis, offset));
  const inTemplate = template && templateNamesAt(template);
  if (inTemplate !== undefined) {
    return inTemplate.occurrences
      .filter(({ isGiven }) => includeDeclaration || !isGiven)
      .map(({ span }) => span);
  }
  const names = namesIn(analysis);
  const here = nameAt(names, offset);
  return here === undefined
    ? []
    : names
        .filter((name) => isSameThing(name, here) && (includeDeclaration || name.role !== "declared"))
        .map(({ span }) => span);
}
