// Who signs, and whether that is somebody whose writes the user wants to be asked about twice.
// Invariant: whatever the client asked of its user, a protected profile or account is written to only with its name typed.
import type { CallerIdentity, DeployFailure } from "../contract";
import type { Intent, Opened } from "./open";
import { refusal } from "./outcome";
import { protectsAccounts, typedBefore } from "./protection";

/** `undefined` where the service does not say. */
export async function identify(
  { gateway }: Pick<Opened, "gateway">,
  signal: AbortSignal,
): Promise<CallerIdentity | undefined> {
  const answer = await gateway.getCallerIdentity(signal);
  return answer.kind === "answer" ? answer.value : undefined;
}

/** Why nothing may be written yet, if so. */
export async function withheld(
  { protected: names = [], typed }: Pick<Intent, "protected" | "typed">,
  opened: Opened,
  signal: AbortSignal,
): Promise<DeployFailure | undefined> {
  const account = protectsAccounts(names) ? (await identify(opened, signal))?.account : undefined;
  const word = typedBefore(names, { profile: opened.profile, account });
  return word === undefined || typed === word ? undefined : refusal({ reason: "protected", word });
}
