// Deploys of which it is not known whether they were stored: which there are, and what reading shows of them.
// Invariant: a doubt ends only by a reading, or by a later deploy to the same response that is known to be stored.

import type { DeployFailure, SettledDoubt } from "../contract";
import type { DeployAccess, GatewayFailure } from "./gateway";
import {
  type HistoryEntry,
  type HistoryRecord,
  historyNames,
  isUndecided,
  noteFound,
  placeInHistory,
  readEntry,
} from "./history";
import { lockName } from "./lock";
import type { Opened, Run } from "./open";
import { resolveEndpoint } from "./openConnection";
import { settledDoubt } from "./outcome";
import { PATIENCE } from "./patience";
import { type Held, sameHeld } from "./plan";
import { readHeld } from "./reading";
import type { Store } from "./store";

/** The newest first. What another window or a command line is busy with is no doubt yet. */
export async function openDoubts(store: Store): Promise<readonly HistoryEntry[]> {
  const doubts: HistoryEntry[] = [];
  for (const name of [...(await historyNames(store))].reverse()) {
    const entry = await readEntry(store, name);
    if (entry !== undefined && isUndecided(entry.record)) {
      const still = await stillUndecided(store, entry);
      doubts.push(...(still === undefined ? [] : [still]));
    }
  }
  return doubts;
}

/** Looked at again under the lock: whoever had it may have noted the end meanwhile. */
async function stillUndecided(
  store: Store,
  { name, record }: HistoryEntry,
): Promise<HistoryEntry | undefined> {
  const lock = await store.lock(lockName({ ...record, restApiId: record.target.restApiId }));
  if (lock.kind === "busy") {
    return undefined;
  }
  try {
    const entry = await readEntry(store, name);
    return entry !== undefined && isUndecided(entry.record) ? entry : undefined;
  } finally {
    if (lock.kind === "locked") {
      await lock.release();
    }
  }
}

/**
 * An endpoint on this machine that is not in use, such as API Gateway Local on a port of yesterday, would never answer.
 * What is in doubt there is kept, and brought up once that endpoint is in use again.
 */
export async function withoutBygone<
  Doubt extends { readonly record: Pick<HistoryRecord, "endpoint" | "profile"> },
>(
  doubts: readonly Doubt[],
  endpointUrl: string | undefined,
  aws: () => Promise<Pick<DeployAccess, "loadSettings">>,
): Promise<readonly Doubt[]> {
  if (!doubts.some(isOnThisMachine)) {
    return doubts;
  }
  const settings = await (await aws()).loadSettings();
  return doubts.filter((doubt) => {
    const { endpoint, profile } = doubt.record;
    const { choice } = resolveEndpoint({ profile, endpointUrl }, settings);
    return !isOnThisMachine(doubt) || (choice.kind === "custom" && choice.url === endpoint);
  });
}

/** `http` is lawful on this machine alone. */
function isOnThisMachine({ record }: { readonly record: Pick<HistoryRecord, "endpoint"> }): boolean {
  return record.endpoint.startsWith("http:");
}

/**
 * Settles what is undecided of one response; the caller has the lock of its API. The user's cancel does not stop a
 * reading: it is bounded, and what happened is worth more than the seconds.
 */
export async function settleEarlier(
  opened: Opened,
  run: Run,
  reach: "sinceStored" | "all" = "sinceStored",
): Promise<Settling> {
  const { store } = run;
  const undecided = await undecidedOf(store, opened, reach);
  if (undecided.length === 0) {
    return { settled: [] };
  }
  run.report({ kind: "settling", message: "An earlier deploy is in doubt: reading what is deployed" });
  const settled: SettledDoubt[] = [];
  let stored = false;
  let unread: GatewayFailure | undefined;
  for (const { entry, overwritten } of undecided) {
    const look: Look =
      stored || overwritten ? { found: "overtaken", httpStatus: 0 } : await lookAt(entry.record, opened, run);
    stored ||= look.found === "stored";
    unread ??= look.unread;
    await noteFound(store, entry, look.found, look.httpStatus);
    const why = whyUnread(look.unread, opened.profile);
    settled.push(settledDoubt(entry.name, entry.record.target, look.found, why));
  }
  return unread === undefined ? { settled } : { settled, unread };
}

export interface Settling {
  readonly settled: readonly SettledDoubt[];
  /** Why a reading failed, where a doubt stays for it. */
  readonly unread?: GatewayFailure;
}

/** Where the user can do something about it; `undefined` where it cannot be read for another reason. */
export function whyUnread(failure: GatewayFailure | undefined, profile = "default"): string | undefined {
  return failure?.cause === "mfa"
    ? `the profile ${profile} asks for an MFA code, so sign in and look again`
    : undefined;
}

/** What is done about one doubt: it is looked at, or it is left open for a reason. */
export interface Settlement<Doubt> {
  /** What became of it, and of others that were settled with it. */
  readonly settle: (doubt: Doubt) => Promise<readonly SettledDoubt[] | DeployFailure>;
  readonly leave: (doubt: Doubt, why: string) => SettledDoubt;
}

/** One after the other, each once. What keeps a doubt from being looked at leaves it as it is. */
export async function settleEach<Doubt extends { readonly name: string }>(
  doubts: readonly Doubt[],
  signal: AbortSignal,
  { settle, leave }: Settlement<Doubt>,
): Promise<readonly SettledDoubt[]> {
  const told: SettledDoubt[] = [];
  for (const doubt of doubts) {
    if (told.some(({ entry }) => entry === doubt.name)) {
      continue;
    }
    const settled = signal.aborted ? [leave(doubt, "it was not looked at")] : await settle(doubt);
    if ("kind" in settled) {
      const open = leave(doubt, "it could not be looked at");
      told.push({ ...open, message: `${open.message} ${settled.message}` });
    } else {
      told.push(...settled);
    }
  }
  return told;
}

/** A deploy that is known to be stored ends every earlier doubt about the same response. */
export async function overtake(
  store: Store,
  earlier: readonly SettledDoubt[],
): Promise<readonly SettledDoubt[]> {
  return Promise.all(
    earlier.map(async (one) => {
      const entry = one.found === "unsettled" ? await readEntry(store, one.entry) : undefined;
      if (entry === undefined) {
        return one;
      }
      await noteFound(store, entry, "overtaken", 0);
      return settledDoubt(one.entry, entry.record.target, "overtaken");
    }),
  );
}

interface Undecided {
  readonly entry: HistoryEntry;
  /** A later deploy is known to be stored. */
  readonly overwritten: boolean;
}

/** The newest first. A deploy settles what is before it, so that there is hardly anything beyond one that was stored. */
async function undecidedOf(
  store: Store,
  opened: Opened,
  reach: "sinceStored" | "all",
): Promise<readonly Undecided[]> {
  const part = placeInHistory(opened);
  const undecided: Undecided[] = [];
  let overwritten = false;
  for (const name of [...(await historyNames(store))].reverse()) {
    const entry = name.includes(part) ? await readEntry(store, name) : undefined;
    if (entry === undefined) {
      continue;
    }
    if (isUndecided(entry.record)) {
      undecided.push({ entry, overwritten });
    } else if (entry.record.outcome.kind === "deployed") {
      overwritten = true;
    }
    if (overwritten && reach === "sinceStored") {
      break;
    }
  }
  return undecided;
}

interface Look {
  readonly found: SettledDoubt["found"];
  readonly httpStatus: number;
  readonly unread?: GatewayFailure;
}

/** While the write may still be under way, a reading that does not show it is repeated. */
async function lookAt(record: HistoryRecord, opened: Opened, run: Run): Promise<Look> {
  const { clock, report } = run;
  const signal = new AbortController().signal;
  const isYoung = clock.now() - Date.parse(record.time) < PATIENCE.underWay;
  let look: Look = { found: "unsettled", httpStatus: 0 };
  for (const after of isYoung ? PATIENCE.settleAfter : [0]) {
    await clock.sleep(after, signal);
    const answer = await readHeld(opened, { clock, report, signal });
    look =
      answer.kind === "held"
        ? { found: foundOf(record, answer.held), httpStatus: answer.httpStatus }
        : isGone(answer.failure.reason)
          ? { found: "overtaken", httpStatus: 0 }
          : { found: "unsettled", httpStatus: 0, unread: answer.failure };
    if (look.found === "stored" && wouldTell(record)) {
      break;
    }
  }
  return look;
}

/** Where the same was deployed before, a reading does not tell whether the write has arrived. */
function wouldTell(record: HistoryRecord): boolean {
  const before = heldBefore(record);
  return before !== undefined && !sameHeld(before, heldAfter(record));
}

/** The method itself, or all of the API, is not there any more. */
function isGone(reason: string): boolean {
  return reason === "notFound";
}

function foundOf(record: HistoryRecord, held: Held): SettledDoubt["found"] {
  if (sameHeld(held, heldAfter(record))) {
    return "stored";
  }
  const before = heldBefore(record);
  return before !== undefined && sameHeld(held, before) ? "notStored" : "overtaken";
}

function heldAfter({ removes, sent }: HistoryRecord): Held {
  return removes ? { state: "absent" } : { state: "read", response: sent };
}

/** `undefined` where it could not be read. */
function heldBefore({ replaced, replacedState }: HistoryRecord): Held | undefined {
  if (replacedState === "absent") {
    return { state: "absent" };
  }
  return replaced === undefined ? undefined : { state: "read", response: replaced };
}
