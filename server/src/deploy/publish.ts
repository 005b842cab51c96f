// Makes an API live on a stage: read what the stage has, note it, send CreateDeployment, settle what stays in doubt.
// Invariant: no second CreateDeployment while an earlier one from here may still arrive, and none called failed that may
// have taken place without a reading of the stage after it.
import type { DeployFailure, DeploymentAnswer, StageTarget } from "../contract";
import { type Guarded, withheld } from "./identify";
import { lockApi } from "./lock";
import type { Run } from "./open";
import type { Chosen } from "./openConnection";
import { refusal, withEarlier } from "./outcome";
import { pause, waitBefore, waitBeforeReading } from "./patience";
import { lookAtStage, type PlaneConnection, readStage, settleNoted } from "./publishDoubts";
import { dropNote, noteOf, type PublishRecord, type StageHeld, writeNote } from "./publishNotes";
import { madeLive, notKnownLive, notMadeLive, STAGES } from "./publishWords";
import { calledOff, callerOf, failureOf, type RemoteSubject } from "./remoteWords";

export interface PublishRequest extends Chosen, Guarded, StageTarget {
  readonly description?: string;
}

export type PublishOutcome = DeploymentAnswer | DeployFailure;

export async function publish(
  request: PublishRequest,
  opened: PlaneConnection,
  run: Run,
): Promise<PublishOutcome> {
  const held = await withheld(request, run.protection, opened, run.signal);
  if (held !== undefined) {
    return held;
  }
  const { restApiId } = request;
  const lock = await lockApi({ ...opened, restApiId }, run);
  if (lock.kind === "failed") {
    return lock;
  }
  try {
    const { settled: earlier, unread } = await settleNoted(restApiId, opened, run);
    // Credentials that may not read stages never will: they have waited, and go on.
    const outcome =
      unread === undefined || unread.reason === "accessDenied"
        ? await publishAlone(request, opened, run)
        : unreadable(restApiId, opened, unread);
    return withEarlier(outcome, earlier);
  } finally {
    await lock.release();
  }
}

async function publishAlone(
  { restApiId, stageName, description }: PublishRequest,
  opened: PlaneConnection,
  run: Run,
): Promise<PublishOutcome> {
  const { store, report, signal } = run;
  const target: StageTarget = { restApiId, stageName };
  const subject = writesDeployments(restApiId);
  const caller = callerOf(opened, subject);
  for (let tried = 1; ; tried++) {
    const before = await readBefore(target, opened, run);
    if ("kind" in before) {
      return before;
    }
    const note = noteOf(recordOf(target, before, opened, run));
    const noted = await writeNote(store, note);
    if (noted.kind === "failed") {
      return refusal({ reason: "notKept", why: noted.why });
    }
    report({ kind: "sending", message: `Deploying to the stage ${stageName}` });
    if (signal.aborted) {
      await dropNote(store, note);
      return calledOff();
    }
    const answer = await opened.gateway.createDeployment(
      { ...target, ...(description === undefined ? {} : { description }) },
      signal,
    );
    if (answer.kind === "answer") {
      await dropNote(store, note);
      return madeLive(target, opened.endpoint, { deploymentId: answer.value, settled: false });
    }
    if (answer.reached !== "maybe") {
      await dropNote(store, note);
      const wait = waitBefore(answer, tried);
      if (wait === undefined || signal.aborted) {
        return failureOf(answer, caller, subject);
      }
      await pause(wait, answer, run);
      continue;
    }
    report({ kind: "settling", message: "The answer was lost: reading the stage" });
    const look = await lookAtStage(note.record, opened, run);
    switch (look.found) {
      case "live":
        await dropNote(store, note);
        return madeLive(target, opened.endpoint, { deploymentId: look.deploymentId, settled: true });
      case "notLive":
        await dropNote(store, note);
        return notMadeLive(answer, caller, target, before.state);
      case "unread":
        return notKnownLive(answer, caller, target, look.failure);
      default:
        await dropNote(store, note);
        return notKnownLive(answer, caller, target, look.found);
    }
  }
}

/** What the stage has now. That the credentials may not read it keeps nobody from deploying to it. */
async function readBefore(
  target: StageTarget,
  opened: PlaneConnection,
  run: Run,
): Promise<StageHeld | DeployFailure> {
  if (run.signal.aborted) {
    return calledOff();
  }
  const held = await readStage(target, opened, run, waitBeforeReading);
  if (run.signal.aborted) {
    return calledOff();
  }
  if (!("kind" in held)) {
    return held;
  }
  return held.reason === "accessDenied" ? { state: "denied" } : unreadable(target.restApiId, opened, held);
}

function unreadable(
  restApiId: string,
  opened: PlaneConnection,
  failure: Parameters<typeof failureOf>[0],
): DeployFailure {
  const subject: RemoteSubject = {
    operation: "read",
    words: STAGES,
    permission: { verb: "GET", path: `/restapis/${restApiId}/stages` },
  };
  return failureOf(failure, callerOf(opened, subject), subject);
}

function writesDeployments(restApiId: string): RemoteSubject {
  return {
    operation: "write",
    words: "deployments of this API",
    permission: { verb: "POST", path: `/restapis/${restApiId}/deployments` },
  };
}

function recordOf(
  target: StageTarget,
  before: StageHeld,
  { region, endpoint, profile }: PlaneConnection,
  { clock }: Run,
): PublishRecord {
  return {
    format: 1,
    time: new Date(clock.now()).toISOString(),
    target,
    region,
    endpoint,
    ...(profile === undefined ? {} : { profile }),
    before,
  };
}
