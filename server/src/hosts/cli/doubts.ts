// Deploys that an earlier run, or an editor, left in doubt: each is looked at before anything else, and told.
// Invariant: nothing is written to the service, and a doubt that cannot be looked at stands in nobody's way.
import type { Account } from "./account";
import { tell } from "./answer";

export async function settleDoubts({ chosen, deploy, signal }: Account): Promise<void> {
  const doubts = await deploy.openDoubts();
  const { endpointUrl } = chosen;
  const settled = await deploy.settleDoubts(
    { doubts, ...(endpointUrl === undefined ? {} : { endpointUrl }) },
    () => undefined,
    signal,
  );
  for (const { message } of settled) {
    tell(message);
  }
}
