// Which sample a response is previewed with when none was chosen: one that it answers, else the first there is.
import { patternOf } from "../model/method";
import { builtInSamples } from "./newSamples";
import { type NamedSample, triedSample } from "./samples";
import type { Sample } from "./select";
import { selectResponse } from "./select";
import type { Candidate } from "./simulate";

/** The files beside a response that may hold its samples, the response's own first. */
export function sampleFilesOf(uri: string): readonly string[] {
  const path = uri.replace(/[?#].*$/s, "");
  const [, folder = "", name] = /^(.*\/)([^/]+?)(?:\.integration-response)?\.json$/i.exec(path) ?? [];
  if (name === undefined) {
    return [];
  }
  const ofMethod = /\/integration\/responses\/$/i.test(folder) ? [`${folder}method.samples.json`] : [];
  return [`${folder}${name}.samples.json`, ...ofMethod];
}

/** Each is tried on every pattern, so that a file without end costs no more than this many. */
const TRIED = 200;
/** Of these, as many may have their request template run. */
const TEMPLATES_TRIED = 20;

export function fittingSample(
  samples: readonly NamedSample[],
  candidates: readonly Candidate[],
  opened: number | undefined,
): NamedSample | undefined {
  const responses = candidates.map(({ response }) => response);
  let templates = 0;
  const answers = (named: NamedSample) => {
    templates += named.requestTemplate === undefined ? 0 : 1;
    const sample = templates > TEMPLATES_TRIED && named.requestTemplate ? undefined : triedSample(named);
    if (sample === undefined) {
      return false;
    }
    const { choice } = selectResponse(sample, responses);
    return choice.kind === "chosen" && (opened === undefined || choice.index === opened);
  };
  return samples.slice(0, TRIED).find(answers) ?? samples[0];
}

/** A sample of ours for a response without any: of the backend, where that is known, and made to fit the pattern. */
export function builtInSample(
  candidates: readonly Candidate[],
  opened: number | undefined,
  backend: string | undefined,
): NamedSample {
  const known = builtInSamples();
  const likely = known.filter(({ sample }) => backend === undefined || sample.backend === backend);
  const fitting = fittingSample(likely, candidates, opened) ?? known[0];
  if (fitting === undefined) {
    throw new Error("There are samples of our own.");
  }
  const response = opened === undefined ? undefined : candidates[opened]?.response;
  const pattern = response && patternOf(response);
  if (response === undefined || pattern === undefined || pattern === "") {
    return fitting;
  }
  const answers = (sample: Sample) => {
    const { choice } = selectResponse(sample, [response]);
    return choice.kind === "chosen";
  };
  if (answers(fitting.sample)) {
    return fitting;
  }
  return (
    fitted(pattern, candidates[opened ?? 0]?.status, backend, known).find(({ sample }) => answers(sample)) ??
    fitting
  );
}

/** A status or a message that the pattern may take. */
function fitted(
  pattern: string,
  status: string | undefined,
  backend: string | undefined,
  known: readonly NamedSample[],
): readonly NamedSample[] {
  const byStatus = [status ?? "404", "400", "403", "404", "409", "422", "429", "500", "502", "503"].flatMap(
    (code) =>
      known
        .filter(({ sample }) => sample.backend !== "lambda" && (backend ?? "http") === sample.backend)
        .slice(-1)
        .map((sample) => ({
          ...sample,
          name: `Status ${code}`,
          sample: { ...sample.sample, status: code } as Sample,
        })),
  );
  const errorMessage = messageFor(pattern);
  const byMessage = known
    .filter(({ sample }) => sample.backend === "lambda")
    .slice(0, 1)
    .map(
      (sample): NamedSample => ({
        ...sample,
        name: "Lambda error",
        sample: { backend: "lambda", errorMessage },
        answer: {
          headers: [],
          body: { kind: "text", text: JSON.stringify({ errorMessage, errorType: "Error" }) },
        },
      }),
    );
  return backend === "lambda" ? byMessage : backend === undefined ? [...byStatus, ...byMessage] : byStatus;
}

/** What is left of a pattern when its signs are taken for what they mostly stand for. Whoever uses it tries it. */
function messageFor(pattern: string): string {
  return pattern
    .replace(/\(\?[a-z]+\)/g, "")
    .replace(/\(\?[!=<][^)]*\)/g, "")
    .replace(/^\^|\$$/g, "")
    .replace(/\((?:\?:)?([^()|]*)(?:\|[^()]*)*\)[?*+]?/g, "$1")
    .replace(/\.[*+]\??/g, "something")
    .replace(/\\d(?:\{(\d)[^}]*\}|[*+])?/g, (_, count: string | undefined) =>
      "4".repeat(Number(count ?? "1")),
    )
    .replace(/\\([^a-zA-Z0-9])/g, "$1");
}
