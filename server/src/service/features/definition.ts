// From a mapped header to where the method response of the same status declares it.
import type { Analysis } from "../analysis";
import { isSameThing, type Name, nameAt, namesIn } from "../model/names";
import type { Span } from "../text/span";

export interface DefinitionData {
  /** The name that was asked about. */
  readonly origin: Span;
  readonly targets: readonly Span[];
}

/** Nothing where the method responses are not in the document, or do not declare it. */
export function definitionAt(analysis: Analysis, offset: number): DefinitionData | undefined {
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
