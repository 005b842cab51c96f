// Who signs, and whether that is somebody whose writes the user wants to be asked about twice.
// Invariant: whatever the client asked of its user, a protected profile or account is written to only with its name typed.
import type { CallerIdentity, DeployFailure } from "../contract";
import type { Gateway } from "./gateway";
import type { OpenedConnection } from "./openConnection";
import { refusal } from "./outcome";
import { type OwnProtection, type ProtectedNames, protectsAccounts, typedBefore } from "./protection";

/** What the user wants to be asked about twice, and what they typed. */
export interface Guarded {
  /** The setting `apigatewayResponse.protected`. */
  readonly protected?: readonly string[] | undefined;
  /** What the user typed where it was asked for. */
  readonly typed?: string | undefined;
}

type Signing = Pick<OpenedConnection<Gateway>, "gateway" | "profile">;

/** `undefined` where the service does not say. */
export async function identify(
  { gateway }: Pick<Signing, "gateway">,
  signal: AbortSignal,
): Promise<CallerIdentity | undefined> {
  const answer = await gateway.getCallerIdentity(signal);
  return answer.kind === "answer" ? answer.value : undefined;
}

/** What the setting names, and the user's own file and environment: neither takes away from the other. */
export async function protectedNames(
  { protected: set = [] }: Guarded,
  own: OwnProtection | undefined,
): Promise<ProtectedNames> {
  const read: ProtectedNames = (await own?.read()) ?? { kind: "names", names: [] };
  return read.kind === "names" ? { kind: "names", names: [...set, ...read.names] } : read;
}

/** Why nothing may be written yet, if so. */
export async function withheld(
  guarded: Guarded,
  own: OwnProtection | undefined,
  { gateway, profile }: Signing,
  signal: AbortSignal,
): Promise<DeployFailure | undefined> {
  const known = await protectedNames(guarded, own);
  if (known.kind === "unreadable") {
    return refusal({ reason: "protected", unreadable: known.place });
  }
  const { names } = known;
  const account = protectsAccounts(names) ? (await identify({ gateway }, signal))?.account : undefined;
  const word = typedBefore(names, { profile, account });
  return word === undefined || guarded.typed === word ? undefined : refusal({ reason: "protected", word });
}
