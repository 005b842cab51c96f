// Gives a header of the client's response another name, wherever its method maps or declares it, siblings included,
// and a variable or macro of a template wherever it stands in that.
// Invariant: nothing is renamed to what API Gateway refuses, and no two names become one.
import type { Analysis } from "../analysis";
import { isSameName, isSameThing, type Name, nameAt, namesIn } from "../model/names";
import { placeAt, templateAt } from "../model/place";
import type { Span } from "../text/span";
import type { TextEdit } from "../text/textEdit";
import { HEADER_TARGET_PREFIX, PARAMETER_NAME, PARAMETER_NAME_TEXT } from "../vocabulary/grammar";
import { templateNamesAt, whyNoName } from "./template/names";

export interface Refusal {
  readonly kind: "refused";
  readonly message: string;
}

export type RenameTarget = { readonly kind: "target"; readonly span: Span; readonly name: string } | Refusal;

export type Renamed =
  | {
      readonly kind: "renamed";
      readonly edits: readonly TextEdit[];
      /** In the documents of the method's other responses, those that have any. */
      readonly elsewhere: readonly ElsewhereEdits[];
    }
  | Refusal;

export interface ElsewhereEdits {
  readonly uri: string;
  readonly edits: readonly TextEdit[];
}

export function renameTargetAt(analysis: Analysis, offset: number): RenameTarget {
  const template = templateAt(placeAt(analysis, offset));
  const inTemplate = template && templateNamesAt(template);
  if (template !== undefined && inTemplate !== undefined) {
    const { name, origin: span } = inTemplate;
    const problem = whyNoName(inTemplate, name, template);
    return problem === undefined ? { kind: "target", span, name } : refused(problem);
  }
  const here = nameAt(namesIn(analysis), offset);
  return here?.kind === "header"
    ? { kind: "target", span: here.span, name: here.name }
    : refused(here === undefined ? noName(template) : NOT_HERE[here.kind]);
}

/** `siblings`: the documents of the method's other responses. */
export function renameAt(
  analysis: Analysis,
  offset: number,
  typed: string,
  siblings: readonly Analysis[] = [],
): Renamed {
  const template = templateAt(placeAt(analysis, offset));
  const inTemplate = template && templateNamesAt(template);
  if (template !== undefined && inTemplate !== undefined) {
    const bare = typed.trim().replace(/^[$#]/, "");
    const problem = whyNoName(inTemplate, bare, template);
    return problem === undefined
      ? { kind: "renamed", edits: inTemplate.occurrences.map(({ rewrite }) => rewrite(bare)), elsewhere: [] }
      : refused(problem);
  }
  const names = namesIn(analysis);
  const here = nameAt(names, offset);
  if (here?.kind !== "header") {
    return refused(here === undefined ? noName(template) : NOT_HERE[here.kind]);
  }
  const trimmed = typed.trim();
  const name = trimmed.startsWith(HEADER_TARGET_PREFIX)
    ? trimmed.slice(HEADER_TARGET_PREFIX.length)
    : trimmed;
  const own = placesIn(analysis, names, here);
  const others = siblings.map((sibling) => placesIn(sibling, namesIn(sibling), here));
  const problem =
    whatIsWrong(name) ??
    [own, ...others].map((places) => collision(name, places)).find((told) => told !== undefined);
  const editsOf = ({ places }: Places) => places.map(({ rewrite }) => rewrite(name));
  return problem === undefined
    ? {
        kind: "renamed",
        edits: editsOf(own),
        elsewhere: others
          .map((other) => ({ uri: other.uri, edits: editsOf(other) }))
          .filter(({ edits }) => edits.length > 0),
      }
    : refused(problem);
}

/** The places of one thing among the names of a document. */
interface Places {
  readonly uri: string;
  readonly places: readonly Name[];
  readonly names: readonly Name[];
}

function placesIn({ uri }: Analysis, names: readonly Name[], here: Name): Places {
  return { uri, names, places: names.filter((other) => isSameThing(other, here)) };
}

function noName(template: object | undefined): string {
  return template === undefined
    ? `Only the name of a header after \`${HEADER_TARGET_PREFIX}\` can be renamed.`
    : "In a template only variables and macros can be renamed: put the cursor on the name of one.";
}

const NOT_HERE = {
  backendHeader: "The backend names this header: change it there, then write its new name here.",
  bodyPath: "The backend names what is in its body: change it there, then write its new path here.",
  stageVariable: "The stage names its variables: change it there, then write its new name here.",
  context: "API Gateway names the context variables, so this one cannot be renamed.",
} as const;

function whatIsWrong(name: string): string | undefined {
  if (name === "") {
    return "A header needs a name.";
  }
  if (PARAMETER_NAME.test(name)) {
    return undefined;
  }
  return (
    `API Gateway documents that names match \`${PARAMETER_NAME_TEXT}\`: ` +
    "write letters and digits of ASCII, `.`, `_`, `$` and `-`."
  );
}

/** A list that would hold the new name twice: the later mapping would silently win. */
function collision(name: string, { places, names }: Places): string | undefined {
  const lists = new Set(places.map(({ list }) => list));
  const wanted = { kind: "header", name } as const;
  const taken = names.find(
    (other) => lists.has(other.list) && !places.includes(other) && isSameName(other, wanted),
  );
  return (
    taken &&
    `The header \`${taken.name}\` is ${taken.role} beside it already: choose another name, or remove one of the two.`
  );
}

function refused(message: string): Refusal {
  return { kind: "refused", message };
}
