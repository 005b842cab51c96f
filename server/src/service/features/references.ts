// Every place of one method where the name under the cursor stands, in the documents of its siblings too.
import type { Analysis } from "../analysis";
import { isSameThing, nameAt, namesIn } from "../model/names";
import type { Span } from "../text/span";

export interface ReferenceOptions {
  readonly includeDeclaration: boolean;
  /** The documents of the method's other responses. */
  readonly siblings?: readonly Analysis[];
}

export interface ReferenceData {
  readonly uri: string;
  readonly span: Span;
}

export function referencesAt(
  analysis: Analysis,
  offset: number,
  { includeDeclaration, siblings = [] }: ReferenceOptions,
): readonly ReferenceData[] {
  const here = nameAt(namesIn(analysis), offset);
  return here === undefined
    ? []
    : [analysis, ...siblings].flatMap((document) =>
        namesIn(document)
          .filter((name) => isSameThing(name, here) && (includeDeclaration || name.role !== "declared"))
          .map(({ span }) => ({ uri: document.uri, span })),
      );
}
