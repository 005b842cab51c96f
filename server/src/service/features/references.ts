// Every place of one method where the name under the cursor stands.
import type { Analysis } from "../analysis";
import { isSameThing, nameAt, namesIn } from "../model/names";
import type { Span } from "../text/span";

export interface ReferenceOptions {
  readonly includeDeclaration: boolean;
}

export function referencesAt(
  analysis: Analysis,
  offset: number,
  { includeDeclaration }: ReferenceOptions,
): readonly Span[] {
  const names = namesIn(analysis);
  const here = nameAt(names, offset);
  return here === undefined
    ? []
    : names
        .filter((name) => isSameThing(name, here) && (includeDeclaration || name.role !== "declared"))
        .map(({ span }) => span);
}
