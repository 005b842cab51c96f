// What a deploy declares first, what its history keeps, and what is put back: among fakes.
import { expect, test } from "vitest";
import { pruneHistory } from "../../server/src/deploy/prune";
import { failure, REQUEST } from "./fakes";
import { LOST, scene } from "./scene";

const X = "method.response.header.X";
const NEVER = new AbortController().signal;
const QUIET = (): void => undefined;
const WITH_HEADER = { ...REQUEST, wanted: { responseParameters: { [X]: "'a'" } } };

test("declares a header when that was confirmed, and not otherwise", async () => {
  const { plan, apply, gateway } = scene();
  const planned = await plan(WITH_HEADER);
  expect(planned).toMatchObject({
    preflight: [{ rule: "undeclared-header", offer: "declareHeaders" }],
    declaration: { call: "declareHeaders", headers: [X] },
  });
  const digest = (planned.kind === "plan" && planned.declaration?.digest) || "";
  gateway.log.length = 0;
  gateway.declareFaults.push({ kind: "lostAfterStoring", failure: LOST });
  expect(await apply(digest, WITH_HEADER)).toMatchObject({ kind: "deployed" });
  expect(gateway.log).toEqual(["GET", "PATCH method response", "PUT"]);
});

test.each([
  ["refused", failure("badRequest", "refused", { httpStatus: 400 }), "badRequest"],
  ["lost", LOST, "notStored"],
])("says what was declared where the write is %s then", async (_name, fault, reason) => {
  const { plan, apply, gateway, history } = scene();
  const planned = await plan(WITH_HEADER);
  gateway.writeFaults.push(fault);
  const outcome = await apply((planned.kind === "plan" && planned.declaration?.digest) || "", WITH_HEADER);
  const declared = { call: "declareHeaders", headers: [X] };
  expect(outcome).toMatchObject({ reason, declared });
  expect(outcome.message).toContain("Before that, X was declared on the method response 200; this stays.");
  expect(await history()).toMatchObject([{ outcome: { reason }, declared }]);
});

test("says what was declared where a wait came between", async () => {
  const { plan, apply, gateway } = scene();
  const planned = await plan(WITH_HEADER);
  gateway.writeFaults.push(failure("throttled", "refused", { httpStatus: 429 }));
  const outcome = await apply((planned.kind === "plan" && planned.declaration?.digest) || "", WITH_HEADER);
  expect(outcome.message).toContain("Before that, X was declared on the method response 200.");
});

test("declares nothing that was not confirmed", async () => {
  const { plan, apply, gateway } = scene();
  const planned = await plan(WITH_HEADER);
  const digest = (planned.kind === "plan" && planned.declaration?.digest) || "";
  gateway.methodResponses.clear();
  expect(await apply(digest, WITH_HEADER)).toMatchObject({ reason: "liveChanged" });
  expect(gateway.log).not.toContain("PUT");
});

test("a method that may not be read is no failure", async () => {
  const { plan, gateway } = scene();
  gateway.methodFaults.push(failure("accessDenied", "refused", { httpStatus: 403 }));
  expect(await plan()).toMatchObject({ kind: "plan", preflight: [], methodUnread: true });
});

test("takes the response away where there was none, and undoes that", async () => {
  const { deploy, confirmed, gateway } = scene(undefined);
  gateway.live = undefined;
  await confirmed();
  const stored = gateway.live;
  for (const after of [undefined, stored]) {
    const [entry] = await deploy.history();
    const plan = entry && (await deploy.planRestore({ entry }, QUIET, NEVER));
    if (entry === undefined || plan?.kind !== "plan") {
      expect.fail("there is no plan");
    }
    expect(await deploy.restore({ entry }, plan.digest, QUIET, NEVER)).toMatchObject({ kind: "deployed" });
    expect(gateway.live).toEqual(after);
  }
});

test("prunes the oldest, but neither the newest of a response nor one in doubt", async () => {
  const { deploy, confirmed, gateway, clock, store } = scene();
  const lost = [LOST, LOST, LOST, LOST];
  for (const [index, wanted] of ["a", "b", "c", "d"].entries()) {
    await clock.sleep(1_000, NEVER);
    gateway.writeFaults.push(...(index === 3 ? [LOST] : []));
    gateway.before = (call) => {
      gateway.readFaults.push(...(index === 3 && call === "PUT" ? lost : []));
    };
    await confirmed({ ...REQUEST, wanted: { selectionPattern: wanted } });
  }
  await pruneHistory(store, { entries: 1, bytes: 1 });
  expect((await deploy.history()).map(({ record }) => record.sent.selectionPattern)).toEqual(["d"]);
});
