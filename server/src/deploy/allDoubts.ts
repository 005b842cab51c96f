// What is in doubt, deploys and deployments to stages alike: what there is, and what reading shows of each.
// Invariant: each is looked at with the credentials its record names, one after the other, so that a code is asked for once.
import type { SettledDoubt } from "../contract";
import type { HistoryEntry } from "./history";
import type { Deploy, Report, SettleRequest } from "./port";
import type { PublishDoubt } from "./publishNotes";
import type { Remote } from "./remote";

export type Doubt = HistoryEntry | PublishDoubt;

export interface Doubtful {
  readonly deploy: Pick<Deploy, "openDoubts" | "settleDoubts">;
  readonly remote: Pick<Remote, "openDoubts" | "settleDoubts">;
}

/** Deploys first, each the newest first. Signs nothing. */
export async function allDoubts(
  { deploy, remote }: Doubtful,
  endpointUrl: string | undefined,
): Promise<readonly Doubt[]> {
  return [...(await deploy.openDoubts(endpointUrl)), ...(await remote.openDoubts(endpointUrl))];
}

export async function settleAll(
  { deploy, remote }: Doubtful,
  { doubts, ...given }: SettleRequest<Doubt>,
  report: Report,
  signal: AbortSignal,
): Promise<readonly SettledDoubt[]> {
  const deploys = doubts.filter(isOfDeploy);
  const publishes = doubts.filter((doubt): doubt is PublishDoubt => !isOfDeploy(doubt));
  return [
    ...(await deploy.settleDoubts({ ...given, doubts: deploys }, report, signal)),
    ...(await remote.settleDoubts({ ...given, doubts: publishes }, report, signal)),
  ];
}

function isOfDeploy(doubt: Doubt): doubt is HistoryEntry {
  return "statusCode" in doubt.record.target;
}
