// What a process that was killed in mid-write leaves behind: an entry of the journal without an end, or a note.
import type { DeployTarget, WantedResponse } from "../../server/src/contract";
import { type Attempt, keepAttempt } from "../../server/src/deploy/history";
import { noteOf, type PublishRecord, writeNote } from "../../server/src/deploy/publishNotes";
import { createNodeStore } from "../../server/src/hosts/nodeStore";

export interface LeftDoubt {
  readonly target: DeployTarget;
  readonly endpoint: string;
  readonly region: string;
  readonly profile?: string;
  readonly sent: WantedResponse;
  /** What was deployed before; absent where nothing was. */
  readonly replaced?: WantedResponse;
}

/** Long enough ago that the PUT is under way no more. */
const LONG_AGO = Date.UTC(2026, 0, 1);

export async function leaveDoubt(state: string, { replaced, ...left }: LeftDoubt): Promise<void> {
  const live: Attempt["live"] =
    replaced === undefined ? { state: "absent" } : { state: "read", response: replaced };
  const kept = await keepAttempt(createNodeStore(state), { ...left, time: LONG_AGO, live });
  if ("kind" in kept) {
    throw new Error(kept.why);
  }
}

/** The same of a deployment to a stage: a note that nobody took away. */
export async function leavePublish(
  state: string,
  left: Omit<PublishRecord, "format" | "time">,
): Promise<void> {
  const time = new Date(LONG_AGO).toISOString();
  const noted = await writeNote(createNodeStore(state), noteOf({ format: 1, time, ...left }));
  if (noted.kind === "failed") {
    throw new Error(noted.why);
  }
}
