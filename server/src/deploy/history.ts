// What is replaced is kept: one file per PUT, written before it is sent and again with how it ended.
// Invariant: holds what was deployed and what was sent, never a credential; listing reads no more than it is asked for.

import type { DeployOutcome, DeployTarget, DoneDeclaration, SettledDoubt, WantedResponse } from "../contract";
import { type Place, placePart } from "./place";
import type { Live } from "./plan";
import { canonicalResponse } from "./response";
import type { Store, StoreAnswer } from "./store";

export interface HistoryRecord {
  readonly format: 1;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly target: DeployTarget;
  readonly region: string;
  readonly endpoint: string;
  readonly profile?: string;
  /** `absent`: nothing was there. `denied`: it could not be read, so `replaced` is missing. */
  readonly replacedState: Live["state"];
  /** What was deployed before: the body of a PUT that would bring it back. */
  readonly replaced?: WantedResponse;
  readonly sent: WantedResponse;
  /** The response was taken away instead of replaced; `sent` is then empty. */
  readonly removes?: true;
  /** The entry whose replaced version this put back. */
  readonly restores?: string;
  /** What was, or may have been, declared on the method response before the write; a restore does not take it back. */
  readonly declared?: DoneDeclaration;
  readonly outcome: RecordedOutcome;
}

/**
 * `sent` stays when the end could not be recorded: then it is not known here. `overtaken`: when it could be looked at
 * again, something else was deployed.
 */
export type RecordedOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "overtaken" }
  | { readonly kind: "deployed"; readonly httpStatus: number; readonly settled: boolean }
  | { readonly kind: "failed"; readonly reason: string; readonly httpStatus?: number };

export interface Attempt {
  readonly time: number;
  readonly target: DeployTarget;
  readonly region: string;
  readonly endpoint: string;
  readonly profile?: string;
  readonly live: Live;
  readonly sent: WantedResponse;
  readonly removes?: true;
  readonly restores?: string;
}

export interface KeptAttempt {
  readonly name: string;
  readonly place: string;
  readonly record: HistoryRecord;
}

/** Keeps an attempt before it is made. */
export async function keepAttempt(
  store: Store,
  attempt: Attempt,
): Promise<KeptAttempt | Extract<StoreAnswer, { kind: "failed" }>> {
  const { live, profile, removes, restores } = attempt;
  const record: HistoryRecord = {
    format: 1,
    time: new Date(attempt.time).toISOString(),
    target: attempt.target,
    region: attempt.region,
    endpoint: attempt.endpoint,
    ...(profile === undefined ? {} : { profile }),
    replacedState: live.state,
    ...(live.state === "read" ? { replaced: canonicalResponse(live.response) } : {}),
    sent: attempt.sent,
    ...(removes === undefined ? {} : { removes }),
    ...(restores === undefined ? {} : { restores }),
    outcome: { kind: "sent" },
  };
  const name = freeName(record, await store.list(HISTORY));
  const answer = await store.write(name, textOf(record));
  return answer.kind === "failed" ? answer : { name, place: answer.place, record };
}

/** Adds how it ended. That it cannot be added changes nothing about the deploy. */
export async function closeAttempt(store: Store, kept: KeptAttempt, outcome: DeployOutcome): Promise<void> {
  const { declared } = outcome;
  const record = { ...kept.record, ...(declared === undefined ? {} : { declared }) };
  await store.write(kept.name, textOf({ ...record, outcome: recorded(outcome) }));
}

export interface HistoryEntry {
  readonly name: string;
  readonly record: HistoryRecord;
}

export interface HistoryQuery {
  readonly limit?: number;
  readonly target?: DeployTarget;
  /** Of one entry. */
  readonly name?: string;
}

/** The newest first, no more than asked for. A file that is not a record of ours is passed over. */
export async function listHistory(store: Store, query: HistoryQuery = {}): Promise<readonly HistoryEntry[]> {
  const { limit = 50, target, name: only } = query;
  const part = target === undefined ? "" : targetPart(target);
  const names = (await historyNames(store))
    .filter((name) => name.includes(part) && (only === undefined || name === only))
    .reverse();
  const entries: HistoryEntry[] = [];
  for (const name of names) {
    if (entries.length >= limit) {
      break;
    }
    const entry = await readEntry(store, name);
    if (entry !== undefined) {
      entries.push(entry);
    }
  }
  return entries;
}

/** Of all files of the history, the oldest first. */
export async function historyNames(store: Store): Promise<readonly string[]> {
  const names = (await store.list(HISTORY)).filter((name) => name.endsWith(".json"));
  return names.sort((one, other) => (one < other ? -1 : 1));
}

export async function readEntry(store: Store, name: string): Promise<HistoryEntry | undefined> {
  const record = parseRecord(await store.read(`${HISTORY}/${name}`, LARGEST_RECORD));
  return record === undefined ? undefined : { name, record };
}

/** What deploys to the same response share in the names of their files. */
export function placeInHistory({ target, ...place }: Place & Pick<HistoryRecord, "target">): string {
  return `${targetPart(target)}${placePart(place)}=`;
}

/** Whether it is not known what became of it. */
export function isUndecided({ outcome }: HistoryRecord): boolean {
  return outcome.kind === "sent" || (outcome.kind === "failed" && outcome.reason === "inDoubt");
}

/** Notes what a later look showed. That it cannot be noted leaves the doubt to the next look. */
export async function noteFound(
  store: Store,
  { name, record }: HistoryEntry,
  found: SettledDoubt["found"],
  httpStatus: number,
): Promise<void> {
  const outcome = outcomeFound(found, httpStatus);
  if (outcome !== undefined) {
    await store.write(`${HISTORY}/${name}`, textOf({ ...record, outcome }));
  }
}

function outcomeFound(found: SettledDoubt["found"], httpStatus: number): RecordedOutcome | undefined {
  switch (found) {
    case "stored":
      return { kind: "deployed", httpStatus, settled: true };
    case "notStored":
      return { kind: "failed", reason: "notStored" };
    case "overtaken":
      return { kind: "overtaken" };
    case "unsettled":
      return undefined;
  }
}

export const HISTORY = "history";

/** A template may have 300 KB and a response several; a file beyond this is not ours. */
const LARGEST_RECORD = 16 * 1024 * 1024;

/** Names sort by time. Two attempts in one millisecond get different ones. */
function freeName(record: HistoryRecord, taken: readonly string[]): string {
  const stem = `${record.time.replaceAll(":", "-")}${placeInHistory(record)}`;
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? `${stem}.json` : `${stem}${copy}.json`;
    if (!taken.includes(name)) {
      return `${HISTORY}/${name}`;
    }
  }
}

/** Labels hold only letters, digits, `-` and `_`, but may be of any length; `=` cannot occur in one. */
function targetPart({ restApiId, resourceId, httpMethod, statusCode }: DeployTarget): string {
  const labels = [restApiId, resourceId, httpMethod, statusCode];
  return `=${labels.map((label) => label.replace(/[^\w-]/g, "_").slice(0, 32)).join("=")}=`;
}

function recorded(outcome: DeployOutcome): RecordedOutcome {
  if (outcome.kind === "deployed") {
    return { kind: "deployed", httpStatus: outcome.httpStatus, settled: outcome.settled };
  }
  const { reason, httpStatus } = outcome;
  return { kind: "failed", reason, ...(httpStatus === undefined ? {} : { httpStatus }) };
}

function textOf(record: HistoryRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

function parseRecord(text: string | undefined): HistoryRecord | undefined {
  if (text === undefined) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is HistoryRecord {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    value.format === 1 &&
    ["time", "target", "sent", "outcome"].every((member) => member in value)
  );
}
