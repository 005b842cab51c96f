// The words for every way a deployment to a stage can end, and for what became of one that had stayed in doubt.
// Invariant: as live is called only what was answered or read; a message is whole sentences.
import type { DeployFailure, DeploymentAnswer, SettledDoubt, StageTarget } from "../contract";
import type { GatewayFailure } from "./gateway";
import { type Caller, happened, lowerFirst, withFacts } from "./outcome";
import type { PublishDoubt, StageHeld } from "./publishNotes";
import { ended } from "./remoteWords";

/** `API fugvjdxtri to the stage prod` */
export function stageWords({ restApiId, stageName }: StageTarget): string {
  return `API ${restApiId} to the stage ${stageName}`;
}

export function madeLive(
  { stageName }: StageTarget,
  endpoint: string,
  { deploymentId, settled }: Pick<DeploymentAnswer, "deploymentId" | "settled">,
): DeploymentAnswer {
  const message = settled
    ? `The answer was lost, but reading shows that the stage ${stageName} has another deployment than before (${deploymentId}).`
    : `Stage ${stageName} serves the API as it is defined now (deployment ${deploymentId}).`;
  return { kind: "deployment", endpoint, deploymentId, settled, message };
}

/** It may have taken place, and reading showed that it did not. */
export function notMadeLive(
  failure: GatewayFailure,
  caller: Caller,
  { stageName }: StageTarget,
  before: StageHeld["state"],
): DeployFailure {
  const held =
    before === "absent"
      ? `there was still no stage ${stageName}`
      : `the stage ${stageName} still had the deployment from before`;
  const words = `${ended(failure, caller)} Read again afterwards, ${held}, so the API was not made live.`;
  const reason =
    failure.reason === "serviceError" || failure.reason === "cancelled" ? failure.reason : "notStored";
  const next = failure.reason === "cancelled" ? "" : " Try again.";
  return { ...withFacts(failure, `${words}${next}`, caller), reason };
}

/** It may have taken place, and reading could not show whether it did. */
export function notKnownLive(
  failure: GatewayFailure,
  caller: Caller,
  { stageName }: StageTarget,
  why: GatewayFailure | NotTold,
): DeployFailure {
  const seen =
    typeof why === "string"
      ? NOT_TOLD[why]
      : `Which deployment the stage has now could not be read either: ${lowerFirst(happened(why, { ...caller, operation: "read", subject: STAGES }))}`;
  const again = typeof why === "string" ? "" : " Trying again looks first, too.";
  const next = `The API may or may not be live on ${stageName}: look at the stage before you repeat it.${again}`;
  return { ...withFacts(failure, `${ended(failure, caller)} ${seen} ${next}`, caller), reason: "inDoubt" };
}

/** Why a reading that succeeded does not tell. `beforeUnknown`: what the stage had before could not be read. */
export type NotTold = "gone" | "beforeUnknown";

const NOT_TOLD: Readonly<Record<NotTold, string>> = {
  gone: "Read again afterwards, the stage was not there any more.",
  beforeUnknown:
    "What the stage had before could not be read, so that reading it now does not show whether it took place.",
};

/** What the credentials may not read, to go on in “may not read …”. */
export const STAGES = "the stages of this API";

/** What became of an earlier deployment that had stayed in doubt. */
export function settledPublish(
  { name, record: { target } }: PublishDoubt,
  found: SettledDoubt["found"],
  why = "its stage could not be read",
): SettledDoubt {
  const which = `An earlier deployment of ${stageWords(target)}`;
  const words: Readonly<Record<SettledDoubt["found"], string>> = {
    stored: `${which} was in doubt: reading shows that the stage has had another deployment since.`,
    notStored: `${which} was in doubt: reading shows that it did not take place.`,
    overtaken: `${which} was in doubt: by now there is no such stage.`,
    unsettled: `${which} is still in doubt: ${why}.`,
  };
  return { entry: name, target, found, message: words[found] };
}
