// Named samples, kept in a file beside the responses: what the backend answers, and who should answer then.
// Invariant: total. What is no sample is told by its place in the list and left out.
import { BACKENDS, type Backend, type Sample } from "./select";

export interface NamedSample {
  readonly name: string;
  readonly sample: Sample;
  /** The status of the response that should answer, or `none` where none should. */
  readonly expect: string | undefined;
}

export interface Samples {
  readonly samples: readonly NamedSample[];
  /** Full sentences. */
  readonly problems: readonly string[];
}

export function readSamples(text: string): Samples {
  const entries = parse(text);
  if (!Array.isArray(entries)) {
    return { samples: [], problems: ["It is no JSON array of samples."] };
  }
  const samples: NamedSample[] = [];
  const problems: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const read = readSample(entry, `Sample ${index + 1}`);
    if (typeof read === "string") {
      problems.push(read);
    } else {
      samples.push(read);
    }
  }
  return { samples, problems };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The sample, or what is wrong with it. */
function readSample(entry: unknown, place: string): NamedSample | string {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    return `${place} is no object.`;
  }
  const { name, type, status, errorMessage, expect } = entry as Readonly<Record<string, unknown>>;
  if (typeof name !== "string" || name === "") {
    return `${place} has no name.`;
  }
  const expected = expect === undefined ? undefined : String(expect);
  if (expected !== undefined && !/^(?:[1-5]\d\d|none)$/.test(expected)) {
    return `${place}, “${name}”: expect is a status such as 404, or none.`;
  }
  const sample = sampleOf({ type, status, errorMessage });
  return typeof sample === "string" ? `${place}, “${name}”: ${sample}` : { name, sample, expect: expected };
}

export interface SampleSource {
  readonly type?: unknown;
  readonly status?: unknown;
  readonly errorMessage?: unknown;
}

/** A sample from its parts, or a sentence that says what does not fit. */
export function sampleOf({ type, status, errorMessage }: SampleSource): Sample | string {
  const backend: unknown = type ?? (errorMessage === undefined ? "http" : "lambda");
  if (!isBackend(backend)) {
    return `type is one of ${BACKENDS.join(", ")}.`;
  }
  if (backend === "lambda") {
    return typeof errorMessage === "string" && status === undefined
      ? { backend, errorMessage }
      : "a Lambda function is matched by its errorMessage, which is empty for a success, and by no status.";
  }
  const isStatus = typeof status === "string" || typeof status === "number";
  return isStatus && errorMessage === undefined && /^\d{3}$/.test(String(status))
    ? { backend, status: String(status) }
    : "this backend is matched by its status, three digits, and by no errorMessage.";
}

function isBackend(value: unknown): value is Backend {
  return BACKENDS.some((backend) => backend === value);
}
