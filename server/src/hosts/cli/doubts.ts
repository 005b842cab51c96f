// Deploys, and deployments to stages, that an earlier run, or an editor, left in doubt: each is looked at before anything else, and told.
// Invariant: nothing is written to the service, and a doubt that cannot be looked at stands in nobody's way.
import type { HistoryEntry, PublishDoubt } from "../../deploy";
import type { Account } from "./account";
import { tell } from "./answer";

export async function settleDoubts({ chosen, deploy, remote, signal }: Account): Promise<void> {
  const { endpointUrl, profile } = chosen;
  // Where a profile is named, the credentials of no other are used.
  const isOurs = ({ record }: HistoryEntry | PublishDoubt): boolean =>
    profile === undefined || record.profile === profile;
  const deploys = (await deploy.openDoubts()).filter(isOurs);
  const publishes = (await remote.openDoubts()).filter(isOurs);
  const at = endpointUrl === undefined ? {} : { endpointUrl };
  const settled = [
    ...(await deploy.settleDoubts({ doubts: deploys, ...at }, () => undefined, signal)),
    ...(await remote.settleDoubts({ doubts: publishes, ...at }, () => undefined, signal)),
  ];
  for (const { message } of settled) {
    tell(message);
  }
}
