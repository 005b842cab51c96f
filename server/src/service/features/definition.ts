// From a mapped header to where the method response of the same status declares it, and from a variable of a
// template to where it gets its value.
import type { Analysis } from "../analysis";
import { isSameThing, type Name, nameAt, namesIn } from "../model/names";
import { placeAt, templateAt } from "../model/place";
import type { Span } from "../text/span";
import { templateNamesAt } from "./template/names";

export interface DefinitionData {
  /** The name that was asked about. */
  readonly origin: Span;
  readonly targets: readonly Span[];
}

/** Nothing where the method responses are not in the document, or do not declare it. */
export function definitionAt(analysis: Analysis, offset: number): DefinitionData | undefined {
  const template = templateAt(placeAt(analysis, offset));
  const inTemplate = template && templateNamesAt(template);
  if (inTemplate !== undefined) {
    const given = inTemplate.occurrences.filter(({ isGiven }) => isGiven);
    return given.length === 0
      ? undefined
      : { origin: inTemplate.origin, targets: given.map(({ span }) => span) };
  }
  const names = namesIn(analysis);
  const here = nameAt(names, offset);
  if (here === undefined) {
    return undefined;
  }
  const targets = names.filter((name) => name.role === "declared" && isOfResponse(name, here));
  return targets.length === 0 ? undefined : { origin: here.span, targets: targets.map(({ span }) => span) };
}

function isOfResponse(declared: Name, here: Name): boolean {
  return isSameThing(declared, here) && declared.status === here.status;
}
