// What is in doubt, deploys and deployments to stages: what there is, and what reading shows of each.
// Invariant: each is looked at with the credentials its record names, and nowhere but at the endpoint that is in use.
import type { DoubtsAnswer, SettledAnswer } from "../contract";
import type { Deploy, DeployStep, Remote } from "../deploy";
import type { Log } from "./answer";
import type { Progress } from "./progress";

export interface Doubtful {
  readonly deploy: Deploy;
  readonly remote: Remote | undefined;
}

export async function listDoubts({ deploy, remote }: Doubtful): Promise<DoubtsAnswer> {
  const doubts = [...(await deploy.openDoubts()), ...((await remote?.openDoubts()) ?? [])];
  return {
    kind: "doubts",
    doubts: doubts.map(({ name, record: { time, target, endpoint } }) => ({
      entry: name,
      time,
      target,
      endpoint,
    })),
  };
}

export async function settleDoubts(
  { deploy, remote }: Doubtful,
  endpointUrl: string | undefined,
  log: Log,
  { signal, report }: Progress,
): Promise<SettledAnswer> {
  const at = endpointUrl === undefined ? {} : { endpointUrl };
  const tell = ({ message }: DeployStep): void => report(message);
  const settled = [
    ...(await deploy.settleDoubts({ doubts: await deploy.openDoubts(), ...at }, tell, signal)),
    ...((await remote?.settleDoubts({ doubts: await remote.openDoubts(), ...at }, tell, signal)) ?? []),
  ];
  for (const { entry, found } of settled) {
    log.info(`An earlier deploy was in doubt, ${entry}: ${found}.`);
  }
  return { kind: "settled", settled };
}
