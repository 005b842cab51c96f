// What the client receives of the response at a place, with a sample of its files or one of our own, as text.
import type { Analysis } from "../analysis";
import { type IntegrationResponse, stringMember, type Template } from "../model/integrationResponse";
import type { Method, MethodMember } from "../model/method";
import { blockAt } from "../model/place";
import { builtInSample, fittingSample } from "../simulate/chooseSample";
import { chooseTemplate } from "../simulate/chooseTemplate";
import { firstMediaType } from "../simulate/mediaTypes";
import { builtInSamples } from "../simulate/newSamples";
import { previewText } from "../simulate/previewText";
import type { NamedSample } from "../simulate/samples";
import { type Candidate, simulate } from "../simulate/simulate";
import { touches } from "../text/span";
import { onlyBlock } from "./targetKeys";

/** A sample that can be chosen, and the file it is from; one of our own has none. */
export interface OfferedSample {
  readonly sample: NamedSample;
  readonly file: string | undefined;
}

export interface PreviewData {
  readonly text: string;
  /** What the response is called. */
  readonly title: string;
  readonly shown: OfferedSample;
  readonly offered: readonly OfferedSample[];
}

/** `wanted`: the sample that was chosen by name, where it is still there. */
export function previewAt(
  analysis: Analysis,
  offset: number,
  saved: readonly OfferedSample[],
  wanted?: string,
): PreviewData | undefined {
  const subject = subjectAt(analysis, offset);
  if (subject === undefined) {
    return undefined;
  }
  const { candidates, opened, method } = subject;
  const { backend } = method?.integration ?? {};
  const offered = offeredWith(saved);
  const shown = shownOf(subject, saved, wanted);
  const statuses = method?.declarations?.all.map(({ status }) => status);
  const { sample, says } = forTemplate(shown.sample, subject);
  const simulation = simulate({
    sample,
    candidates,
    opened,
    isProxy: backend === "proxy",
    declared: statuses?.some((status) => status === undefined)
      ? undefined
      : statuses?.flatMap((status) => status ?? []),
  });
  const { name } = shown.sample;
  const from =
    shown.file === undefined
      ? saved.length > 0
        ? "one of the built-in samples"
        : "a built-in one, since no file of samples lies beside the response"
      : `from ${shown.file}`;
  const isBroken = candidates[opened]?.response.tree.problems.length !== 0;
  const about = [
    `Sample “${name}”, ${from}.`,
    ...says,
    ...(isBroken ? ["The document is no JSON at the moment: shown is what can be read of it."] : []),
  ];
  const title = candidates[opened]?.name ?? "";
  return { text: previewText(simulation, { about, withTrace: true }), title, shown, offered };
}

/** Of several templates the one that is edited is seen running, unless the sample says what the client accepts. */
function forTemplate(
  sample: NamedSample,
  { candidates, opened, edited }: Subject,
): { readonly sample: NamedSample; readonly says: readonly string[] } {
  const response = candidates[opened]?.response;
  const wanted = firstMediaType(edited?.mediaType);
  const { request } = sample;
  const runs = response && chooseTemplate(response, request.accept)?.template;
  if (edited === undefined || wanted === undefined || runs?.mediaType === edited.mediaType) {
    return { sample, says: [] };
  }
  return request.accept === undefined
    ? {
        sample: { ...sample, request: { ...request, accept: wanted } },
        says: [`Shown is what a client gets that accepts ${wanted}, whose template is edited.`],
      }
    : {
        sample,
        says: [`The template of ${edited.mediaType}, which is edited, does not run for its Accept.`],
      };
}

/** The sample that a preview would show, for completion and hover: only what somebody has written counts. */
export function sampleAt(
  analysis: Analysis,
  offset: number,
  saved: readonly OfferedSample[],
  wanted?: string,
): NamedSample | undefined {
  const subject = saved.length === 0 ? undefined : subjectAt(analysis, offset);
  return subject && shownOf(subject, saved, wanted).sample;
}

function offeredWith(saved: readonly OfferedSample[]): readonly OfferedSample[] {
  return [...saved, ...builtInSamples().map((sample): OfferedSample => ({ sample, file: undefined }))];
}

function shownOf(
  { candidates, opened, method }: Subject,
  saved: readonly OfferedSample[],
  wanted: string | undefined,
): OfferedSample {
  const named = offeredWith(saved).find(({ sample }) => sample.name === wanted);
  if (named !== undefined) {
    return named;
  }
  const samples = saved.map(({ sample }) => sample);
  const fitting = fittingSample(samples, candidates, opened);
  const { backend } = method?.integration ?? {};
  return (
    saved.find(({ sample }) => sample === fitting) ?? {
      sample: builtInSample(candidates, opened, backend === "proxy" ? undefined : backend),
      file: undefined,
    }
  );
}

interface Subject {
  readonly candidates: readonly Candidate[];
  readonly opened: number;
  readonly method: Method | undefined;
  /** The template that the place is in. */
  readonly edited: Template | undefined;
}

/** The response at the place, or the first where none is, together with the others of its method in sight. */
function subjectAt(analysis: Analysis, offset: number): Subject | undefined {
  const block = onlyBlock(analysis) ?? blockAt(analysis, offset) ?? analysis.blocks[0];
  const response = block?.content.response;
  if (block === undefined || response === undefined) {
    return undefined;
  }
  const at = offset - block.start;
  const edited = response.templates.find(({ property }) => touches(property, at));
  const part = (analysis.methods ?? []).find(
    ({ start, content }) => start <= block.start && block.start < start + content.text.length,
  );
  const method = part?.content.method;
  const members: readonly MethodMember[] = method?.members ?? [];
  const index =
    analysis.frame === undefined || part === undefined
      ? members.findIndex((member) => member.response === response)
      : members.findIndex((member) => member.response.object.start === block.start - part.start);
  return index < 0
    ? { candidates: [alone(response, analysis.uri)], opened: 0, method, edited }
    : { candidates: members.map(candidateOf), opened: index, method, edited };
}

function candidateOf({ status, response, uri }: MethodMember): Candidate {
  return { name: status ?? fileOf(uri), status, response };
}

function alone(response: IntegrationResponse, uri: string): Candidate {
  const inKeys = stringMember(response, "statusCode")?.value;
  const inName = /^([1-5]\d\d)\b/.exec(fileOf(uri))?.[1];
  const status = inKeys === undefined || inKeys === "" ? inName : inKeys;
  return { name: status ?? fileOf(uri), status, response };
}

function fileOf(uri: string): string {
  return /([^/]*)$/.exec(uri.replace(/[?#].*$/s, ""))?.[1] ?? uri;
}
