// A deploy among fakes, and the shortest ways to plan, confirm and carry it out.
// Invariant: every call goes through the public surface of the layer.

import { expect } from "vitest";
import {
  createDeploy,
  type DeployRequest,
  type DeployStep,
  type HistoryRecord,
  listHistory,
  type WantedResponse,
} from "../../server/src/deploy";
import { FakeAws, FakeClock, FakeGateway, failure, LIVE, MemoryStore, REQUEST } from "./fakes";

export const LOST = failure("network", "maybe", { cause: "connectionLost" });
export const DENIED = failure("accessDenied", "refused", {
  httpStatus: 403,
  serviceCode: "AccessDeniedException",
});
export const OFFLINE = failure("network", "no", { cause: "nameNotFound" });

export function scene(live: WantedResponse | undefined = LIVE) {
  const gateway = new FakeGateway(live);
  const aws = new FakeAws(gateway);
  const clock = new FakeClock();
  const store = new MemoryStore();
  const steps: DeployStep[] = [];
  const controller = new AbortController();
  const deploy = createDeploy({ loadAws: async () => aws, store, clock });
  const report = (step: DeployStep) => void steps.push(step);
  const plan = (request: DeployRequest = REQUEST) => deploy.plan(request, report, controller.signal);
  const apply = (confirmed: string | undefined, request: DeployRequest = REQUEST) =>
    deploy.deploy(request, confirmed, report, controller.signal);
  /** Plans, then deploys what was planned. */
  const confirmed = async (request: DeployRequest = REQUEST) => {
    const planned = await plan(request);
    if (planned.kind === "failed") {
      throw new Error(planned.message);
    }
    gateway.log.length = 0;
    return apply(planned.digest, request);
  };
  const digest = async () => {
    const planned = await plan();
    return planned.kind === "plan" ? planned.digest : expect.fail(planned.message);
  };
  const history = async (): Promise<readonly HistoryRecord[]> =>
    (await listHistory(store)).map(({ record }) => record);
  return { gateway, aws, clock, store, steps, controller, deploy, plan, apply, confirmed, digest, history };
}
