// Deploys that an earlier run, or an editor, left in doubt: each is looked at before anything else, and told.
// Invariant: nothing is written to the service, and a doubt that cannot be looked at stands in nobody's way.
import type { Account } from "./account";
import { tell } from "./answer";

export async function settleDoubts({ chosen, deploy, signal }: Account): Promise<void> {
  const { endpointUrl, profile } = chosen;
  // Where a profile is named, the credentials of no other are used.
  const doubts = (await deploy.openDoubts()).filter(
    ({ record }) => profile === undefined || record.profile === profile,
  );
  const settled = await deploy.settleDoubts(
    { doubts, ...(endpointUrl === undefined ? {} : { endpointUrl }) },
    () => undefined,
    signal,
  );
  for (const { message } of settled) {
    tell(message);
  }
}
