// The sample that a template is looked at with: that of the preview, or the first that fits.
// Invariant: it waits for no file. What was read last counts, and is read anew for the next time.
import { type NamedSample, type OfferedSample, sampleAt, templateSpan } from "../service";
import { Stop } from "./answer";
import type { View } from "./features";
import type { SampleFiles } from "./sampleFiles";

type ViewOf = (uri: string) => Promise<View | Stop | undefined>;
type LookedWith = () => NamedSample | undefined;

/** `offset`: where in the document of the view; a template of its own is looked for in the document that holds it. */
export async function lookedWith(
  { document, analysis }: View,
  offset: number,
  { samples, viewOf }: { readonly samples: SampleFiles; readonly viewOf: ViewOf },
): Promise<LookedWith> {
  const name = document.shows;
  if (name === undefined) {
    return () => sampleOf(samples, { document, analysis }, offset);
  }
  const holder = await viewOf(name.document);
  return holder === undefined || holder instanceof Stop
    ? () => undefined
    : () => sampleOf(samples, holder, templateSpan(holder.analysis, name.address)?.start ?? 0);
}

function sampleOf(
  samples: SampleFiles,
  { document, analysis }: View,
  offset: number,
): NamedSample | undefined {
  const { uri } = document;
  const saved = samples
    .known(uri)
    .flatMap(({ uri: file, samples: found }) => found.map((sample): OfferedSample => ({ sample, file })));
  samples.refresh(uri);
  return sampleAt(analysis, offset, saved, samples.chosen(uri));
}
