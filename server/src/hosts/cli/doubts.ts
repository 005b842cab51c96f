// Deploys that an earlier run, or an editor, left in doubt with the same profile: looked at before anything else, and told.
// Invariant: nothing is written to the service, and a doubt that cannot be looked at stands in nobody's way.
import type { Account } from "./account";
import { tell } from "./answer";

export async function settleDoubts({ chosen, deploy, signal }: Account): Promise<void> {
  const { endpointUrl, profile } = chosen;
  // Credentials that nobody chose here are not used.
  const doubts = (await deploy.openDoubts()).filter(
    ({ record }) =>
      record.profile === profile && (endpointUrl === undefined || record.endpoint === endpointUrl),
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
