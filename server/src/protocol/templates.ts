// The questions of an editor that shows a template as a text of its own.
// Invariant: an edit is answered only for the version it speaks of, and is the client's to apply.
import type { NoTemplate, TemplateAnswer, TemplateEditsAnswer, TemplateList } from "../contract";
import { shownTemplate, templateAddressAt, templateEdits, templatesOf } from "../service";
import { Stop } from "./answer";
import { required } from "./commandCall";
import type { View } from "./features";
import { fromLspEditTemplate, fromLspPlace, fromLspReadTemplate } from "./fromLsp";

type ViewOf = (uri: string) => Promise<View | Stop | undefined>;

const NOT_OPEN: NoTemplate = { kind: "none", reason: "notOpen", message: "The document is not open here." };

export async function listTemplates(argument: unknown, viewOf: ViewOf): Promise<TemplateList | Stop> {
  const place = required(fromLspPlace(argument));
  const view = await viewOf(place.uri);
  if (view === undefined || view instanceof Stop) {
    return view ?? { templates: [] };
  }
  const { document, analysis } = view;
  const here = place.position && templateAddressAt(analysis, document.positions.offset(place.position));
  const templates = templatesOf(analysis).map(({ address }) => address);
  return { templates, ...(here === undefined ? {} : { here }) };
}

export async function readTemplate(argument: unknown, viewOf: ViewOf): Promise<TemplateAnswer | Stop> {
  const { uri, address, within, like } = required(fromLspReadTemplate(argument));
  const view = await viewOf(uri);
  if (view === undefined || view instanceof Stop) {
    return view ?? NOT_OPEN;
  }
  const { document, analysis } = view;
  const found = shownTemplate(analysis, address, {
    within: within && document.positions.span(within),
    like,
  });
  if (found.kind === "none") {
    return found;
  }
  const { span, ...shown } = found;
  return { ...shown, range: document.positions.range(span), version: document.version };
}

export async function editTemplate(argument: unknown, viewOf: ViewOf): Promise<TemplateEditsAnswer | Stop> {
  const { uri, version, address, start, end, newText } = required(fromLspEditTemplate(argument));
  const view = await viewOf(uri);
  if (view === undefined || view instanceof Stop) {
    return view ?? NOT_OPEN;
  }
  const { document, analysis } = view;
  if (document.version !== version) {
    return { kind: "moved" };
  }
  const answer = templateEdits(analysis, address, { start, end }, newText);
  return answer.kind === "none"
    ? answer
    : {
        kind: "edits",
        edits: answer.edits.map(({ span, newText }) => ({ range: document.positions.range(span), newText })),
      };
}
