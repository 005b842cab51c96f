// Deployments of which it is not known whether they took place: which there are, and what reading the stage shows.
// Invariant: a doubt ends by a reading alone, with the lock of its API; a deployment has come through where the stage's
// is another one than before.
import type { DeployFailure, SettledDoubt } from "../contract";
import { whyUnread } from "./doubts";
import type { ControlPlane, GatewayFailure } from "./gateway";
import { lockApi, lockName } from "./lock";
import type { Run } from "./open";
import type { OpenedConnection } from "./openConnection";
import { PATIENCE, pause, waitBefore } from "./patience";
import { dropNote, listNotes, type PublishDoubt, type PublishRecord, type StageHeld } from "./publishNotes";
import { type NotTold, settledPublish } from "./publishWords";
import type { Store } from "./store";

export type PlaneConnection = OpenedConnection<ControlPlane>;

/** The newest first. What another window or a command line is busy with is no doubt yet. */
export async function openPublishes(store: Store): Promise<readonly PublishDoubt[]> {
  const doubts: PublishDoubt[] = [];
  for (const { name, record } of await listNotes(store)) {
    const api = { ...record, restApiId: record.target.restApiId };
    const lock = await store.lock(lockName(api));
    if (lock.kind === "busy") {
      continue;
    }
    try {
      // Whoever had the lock may have taken the note away meanwhile.
      doubts.push(...(await listNotes(store, api)).filter((note) => note.name === name));
    } finally {
      if (lock.kind === "locked") {
        await lock.release();
      }
    }
  }
  return doubts;
}

/** Takes the lock of the API, and settles what is in doubt about it: nothing where nothing is any more. */
export async function settlePublishes(
  { record: { target } }: PublishDoubt,
  opened: PlaneConnection,
  run: Run,
): Promise<readonly SettledDoubt[] | DeployFailure> {
  const lock = await lockApi({ ...opened, restApiId: target.restApiId }, run);
  if (lock.kind === "failed") {
    return lock;
  }
  try {
    return (await settleNoted(target.restApiId, opened, run)).settled;
  } finally {
    await lock.release();
  }
}

/**
 * Settles what is noted about an API; the caller has its lock. The user's cancel does not stop a reading: it is bounded,
 * and what happened is worth more than the seconds.
 */
export async function settleNoted(
  restApiId: string,
  opened: PlaneConnection,
  run: Run,
): Promise<{ readonly settled: readonly SettledDoubt[]; readonly unread?: GatewayFailure }> {
  const { store, clock, report } = run;
  const settled: SettledDoubt[] = [];
  let unread: GatewayFailure | undefined;
  for (const doubt of await listNotes(store, { ...opened, restApiId })) {
    report({ kind: "settling", message: "An earlier deployment is in doubt: reading the stage" });
    const isYoung = clock.now() - Date.parse(doubt.record.time) < PATIENCE.underWay;
    const look = await lookAtStage(doubt.record, opened, run, isYoung ? PATIENCE.settleAfter : [0]);
    if (look.found === "unread") {
      unread ??= look.failure;
    } else {
      // No later reading would tell more.
      await dropNote(store, doubt);
    }
    settled.push(settledOf(doubt, look, opened.profile));
  }
  return unread === undefined ? { settled } : { settled, unread };
}

function settledOf(doubt: PublishDoubt, look: StageLook, profile: string | undefined): SettledDoubt {
  switch (look.found) {
    case "live":
      return settledPublish(doubt, "stored");
    case "notLive":
      return settledPublish(doubt, "notStored");
    case "gone":
      return settledPublish(doubt, "overtaken");
    case "beforeUnknown":
      return settledPublish(doubt, "unsettled", "which deployment its stage had before is not known");
    case "unread":
      return settledPublish(doubt, "unsettled", whyUnread(look.failure, profile));
  }
}

export type StageLook =
  | { readonly found: "live"; readonly deploymentId: string }
  | { readonly found: "notLive" | NotTold }
  | { readonly found: "unread"; readonly failure: GatewayFailure };

/** While the deployment may still be under way, a reading that does not show it is repeated. */
export async function lookAtStage(
  { target, before }: PublishRecord,
  opened: PlaneConnection,
  { clock }: Pick<Run, "clock">,
  after: readonly number[] = PATIENCE.settleAfter,
): Promise<StageLook> {
  const quiet: Pick<Run, "clock" | "report" | "signal"> = {
    clock,
    // It was told why the stage is read.
    report: () => undefined,
    signal: new AbortController().signal,
  };
  let look: StageLook = { found: "notLive" };
  for (const milliseconds of after) {
    await clock.sleep(milliseconds, quiet.signal);
    look = lookOf(before, await readStage(target, opened, quiet));
    if (look.found === "live") {
      break;
    }
  }
  return look;
}

function lookOf(before: StageHeld, held: StageRead | GatewayFailure): StageLook {
  if (before.state === "denied") {
    return { found: "beforeUnknown" };
  }
  if ("kind" in held) {
    // The API itself is not there any more.
    return held.reason === "notFound" ? { found: "gone" } : { found: "unread", failure: held };
  }
  if (held.state === "absent") {
    return { found: before.state === "absent" ? "notLive" : "gone" };
  }
  return before.state === "deployed" && before.deploymentId === held.deploymentId
    ? { found: "notLive" }
    : { found: "live", deploymentId: held.deploymentId };
}

type StageRead = Exclude<StageHeld, { readonly state: "denied" }>;

/** Whoever reads several times anyway passes no patience of its own. */
export async function readStage(
  { restApiId, stageName }: PublishRecord["target"],
  { gateway }: Pick<PlaneConnection, "gateway">,
  { clock, report, signal }: Pick<Run, "clock" | "report" | "signal">,
  patience: typeof waitBefore = waitBefore,
): Promise<StageRead | GatewayFailure> {
  for (let tried = 1; ; tried++) {
    report({ kind: "reading", message: `Reading the stage ${stageName}` });
    const answer = await gateway.getStages(restApiId, signal);
    if (answer.kind === "answer") {
      const stage = answer.value.find((one) => one.stageName === stageName);
      return stage === undefined
        ? { state: "absent" }
        : { state: "deployed", deploymentId: stage.deploymentId };
    }
    const wait = patience(answer, tried);
    if (wait === undefined || signal.aborted) {
      return answer;
    }
    await pause(wait, answer, { clock, report, signal });
  }
}
