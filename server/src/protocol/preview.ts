// Answers what a client of the API would receive of the response at a place.
import type { PreviewAnswer, SampleChoice } from "../contract";
import { type OfferedSample, previewAt, sampleFilesOf, templateSpan } from "../service";
import type { View } from "./features";
import type { PreviewPlace } from "./fromLsp";
import type { SampleFile } from "./sampleFiles";

export function preview(
  { document, analysis }: View,
  { uri, position, sample, template }: PreviewPlace,
  found: readonly SampleFile[],
): PreviewAnswer {
  const cursor = position === undefined ? 0 : document.positions.offset(position);
  const offset = (template && templateSpan(analysis, template)?.start) ?? cursor;
  const saved = found.flatMap(({ uri: file, samples }) =>
    samples.map((one): OfferedSample => ({ sample: one, file: nameOf(file) })),
  );
  const made = previewAt(analysis, offset, saved, sample);
  if (made === undefined) {
    return { kind: "none", message: "There is no integration response in this document yet." };
  }
  const choiceOf = ({ sample: { name }, file }: OfferedSample): SampleChoice => {
    const from = found.find((one) => nameOf(one.uri) === file);
    return { name, ...(from === undefined ? {} : { file: from.uri }) };
  };
  return {
    kind: "preview",
    version: document.version,
    text: made.text,
    title: made.title,
    sample: choiceOf(made.shown),
    samples: made.offered.map(choiceOf),
    files: sampleFilesOf(uri),
  };
}

function nameOf(uri: string): string {
  const name = /([^/]*)$/.exec(uri)?.[1] ?? uri;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
