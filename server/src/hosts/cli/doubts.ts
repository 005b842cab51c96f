// Deploys and deployments to stages that an earlier run, or an editor, left in doubt: looked at first, and told.
// Invariant: nothing is written to the service, and a doubt that cannot be looked at stands in nobody's way.
import { allDoubts, couldBeLocal, type Doubt, settleAll } from "../../deploy";
import { lookLocal } from "../nodeLookLocal";
import type { Account } from "./account";
import { tell } from "./answer";

export async function settleDoubts(
  account: Pick<Account, "chosen" | "deploy" | "remote" | "signal">,
): Promise<void> {
  const { endpointUrl, profile, askMfaCode } = account.chosen;
  const doubts: Doubt[] = [];
  for (const doubt of await allDoubts(account, endpointUrl)) {
    if (await isOurs(doubt, profile)) {
      doubts.push(doubt);
    }
  }
  const given = {
    ...(endpointUrl === undefined ? {} : { endpointUrl }),
    ...(askMfaCode === undefined ? {} : { askMfaCode }),
  };
  for (const { message } of await settleAll(account, { doubts, ...given }, () => undefined, account.signal)) {
    tell(message);
  }
}

/** Where a profile is named, the credentials of no other are used; API Gateway Local is asked with nobody's. */
async function isOurs({ record }: Doubt, profile: string | undefined): Promise<boolean> {
  return (
    profile === undefined ||
    record.profile === profile ||
    (record.profile === undefined &&
      couldBeLocal(record.endpoint) &&
      (await lookLocal(record.endpoint)) === "local")
  );
}
