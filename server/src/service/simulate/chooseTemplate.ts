// Which of several templates runs for what the client accepts.
// Two pages of AWS and recorded answers say it differently; where they part, the answer says so.
import type { IntegrationResponse, Template } from "../model/integrationResponse";
import type { Evidence } from "../vocabulary/entry";
import { firstMediaType } from "./mediaTypes";

export interface ChosenTemplate {
  readonly template: Template;
  /** A full sentence. */
  readonly why: string;
  readonly evidence: Evidence;
}

const JSON_TYPE = "application/json";

export function chooseTemplate(
  { templates }: IntegrationResponse,
  accept: string | undefined,
): ChosenTemplate | undefined {
  const known = new Map(templates.map((template) => [template.mediaType, template]));
  const wanted = firstMediaType(accept) ?? JSON_TYPE;
  const exact = [...known.values()].find(({ mediaType }) => firstMediaType(mediaType) === wanted);
  const asked = accept === undefined ? "The request has no Accept, which counts as application/json" : "";
  if (exact !== undefined) {
    const said = asked || `The first type that the client accepts is ${wanted}`;
    const isSure = accept === undefined || !accept.includes(",");
    return {
      template: exact,
      why: `${said}: the template of ${exact.mediaType} runs.`,
      evidence: exact.mediaType !== wanted || !isSure ? "uncertain" : "documented",
    };
  }
  const [first] = known.values();
  if (first === undefined) {
    return undefined;
  }
  const said = asked || `No template is for ${wanted}, the first type that the client accepts`;
  const json = [...known.values()].find(({ mediaType }) => firstMediaType(mediaType) === JSON_TYPE);
  if (json === undefined || json === first) {
    return {
      template: first,
      why: `${said}: the template of ${first.mediaType} runs.`,
      evidence: "documented",
    };
  }
  return {
    template: json,
    why:
      `${said}: the template of ${json.mediaType} runs, as seen in an emulator that was compared with the service. ` +
      `An older page of AWS's says that the first one runs, here ${first.mediaType}.`,
    evidence: "uncertain",
  };
}
