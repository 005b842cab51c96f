// Deploys of which it is not known whether they were stored: which there are, and what reading shows of them.
// Invariant: each is looked at with the credentials its record names, and nowhere but at the endpoint that is in use.
import type { DoubtsAnswer, SettledAnswer } from "../contract";
import type { Deploy } from "../deploy";
import type { Log } from "./answer";
import type { Progress } from "./progress";

export async function listDoubts(deploy: Deploy): Promise<DoubtsAnswer> {
  const doubts = await deploy.openDoubts();
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
  deploy: Deploy,
  endpointUrl: string | undefined,
  log: Log,
  { signal, report }: Progress,
): Promise<SettledAnswer> {
  const doubts = await deploy.openDoubts();
  const settled = await deploy.settleDoubts(
    { doubts, ...(endpointUrl === undefined ? {} : { endpointUrl }) },
    ({ message }) => report(message),
    signal,
  );
  for (const { entry, found } of settled) {
    log.info(`An earlier deploy was in doubt, ${entry}: ${found}.`);
  }
  return { kind: "settled", settled };
}
