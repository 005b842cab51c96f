// A deployment to a stage is noted before it is sent, and the note goes when its end is known: what stays is in doubt.
// Invariant: the next deployment of an API looks into what is left of it first; a note holds no credential.
import type { StageTarget } from "../contract";
import { type ApiPlace, apiPart } from "./lock";
import type { Store, StoreAnswer } from "./store";

/** Which deployment a stage has; `denied`: the credentials may not read it. */
export type StageHeld =
  | { readonly state: "deployed"; readonly deploymentId: string }
  | { readonly state: "absent" }
  | { readonly state: "denied" };

export interface PublishRecord {
  readonly format: 1;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly target: StageTarget;
  readonly region: string;
  readonly endpoint: string;
  readonly profile?: string;
  /** What the stage had before. */
  readonly before: StageHeld;
}

/** A deployment to a stage of which it is not known whether it took place. */
export interface PublishDoubt {
  readonly name: string;
  readonly record: PublishRecord;
}

/** To be written before the deployment is sent. */
export function noteOf(record: PublishRecord): PublishDoubt {
  return { name: nameOf(record), record };
}

export function writeNote(store: Store, { name, record }: PublishDoubt): Promise<StoreAnswer> {
  return store.write(`${NOTES}/${name}`, `${JSON.stringify(record, undefined, 2)}\n`);
}

export function dropNote(store: Store, { name }: PublishDoubt): Promise<void> {
  return store.remove(`${NOTES}/${name}`);
}

/** The newest first; of one API, or of all. */
export async function listNotes(store: Store, api?: ApiPlace): Promise<readonly PublishDoubt[]> {
  const end = api === undefined ? ".json" : endOf(api);
  const names = (await store.list(NOTES)).filter((name) => name.endsWith(end));
  const notes = await Promise.all(
    names.sort((one, other) => (one < other ? 1 : -1)).map((name) => readNote(store, name)),
  );
  return notes.filter((note) => note !== undefined);
}

const NOTES = "publishes";

/** Of a few lines; a file beyond this is not ours. */
const LARGEST_NOTE = 64 * 1024;

/** Names sort by time. Who has the lock of an API writes no two notes about it in one millisecond. */
function nameOf({ time, target: { restApiId }, ...place }: PublishRecord): string {
  return `${time.replaceAll(":", "-")}${endOf({ ...place, restApiId })}`;
}

function endOf(api: ApiPlace): string {
  return `=${apiPart(api)}.json`;
}

async function readNote(store: Store, name: string): Promise<PublishDoubt | undefined> {
  const text = await store.read(`${NOTES}/${name}`, LARGEST_NOTE);
  if (text === undefined) {
    return undefined;
  }
  try {
    const record: unknown = JSON.parse(text);
    return isRecord(record) ? { name, record } : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is PublishRecord {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    value.format === 1 &&
    ["time", "target", "region", "endpoint", "before"].every((member) => member in value)
  );
}
