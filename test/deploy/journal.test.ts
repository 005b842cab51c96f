// What a deploy declares first, what its history keeps, and what is put back: among fakes.
import { describe, expect, test } from "vitest";
import { pruneHistory } from "../../server/src/deploy/prune";
import { failure, REQUEST } from "./fakes";
import { DENIED, LOST, OFFLINE, scene } from "./scene";

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

test("names a method response that may have been created", async () => {
  const { plan, apply, gateway } = scene();
  gateway.methodResponses.clear();
  const planned = await plan(WITH_HEADER);
  gateway.declareFaults.push(LOST, LOST, LOST, LOST);
  const outcome = await apply((planned.kind === "plan" && planned.declaration?.digest) || "", WITH_HEADER);
  expect(outcome.message).toContain(
    "Before that, the method response 200 may have been created with X: the answer was lost.",
  );
});

test("says what was declared where a wait came between", async () => {
  const { plan, apply, gateway } = scene();
  const planned = await plan(WITH_HEADER);
  gateway.writeFaults.push(failure("throttled", "refused", { httpStatus: 429 }));
  const outcome = await apply((planned.kind === "plan" && planned.declaration?.digest) || "", WITH_HEADER);
  expect(outcome.message).toContain("Before that, X was declared on the method response 200.");
});

describe("a declaration whose answer was lost", () => {
  const MAY =
    "Before that, X may have been declared on the method response 200: the answer was lost. If it happened, it stays.";
  const declared = { call: "declareHeaders", headers: [X], unsure: true };
  const STORED = { kind: "lostAfterStoring", failure: LOST } as const;
  type Scene = ReturnType<typeof scene>;

  test.each<[string, (scene: Scene) => void, string]>([
    [
      "the deploy is cancelled",
      ({ gateway, clock, controller }) => {
        gateway.declareFaults.push(STORED);
        clock.meanwhile = () => controller.abort();
      },
      "cancelled",
    ],
    [
      "the method is changed",
      ({ gateway, clock }) => {
        gateway.declareFaults.push(STORED);
        clock.meanwhile = () => gateway.methodResponses.clear();
      },
      "liveChanged",
    ],
    [
      "the method cannot be read again",
      ({ gateway, clock }) => {
        gateway.declareFaults.push(STORED);
        clock.meanwhile = () => {
          clock.meanwhile = () => undefined;
          gateway.methodFaults.push(OFFLINE);
        };
      },
      "network",
    ],
    ["another try is refused", ({ gateway }) => gateway.declareFaults.push(LOST, DENIED), "accessDenied"],
    ["all tries are lost", ({ gateway }) => gateway.declareFaults.push(LOST, LOST, LOST, LOST), "network"],
  ])("is told and kept where %s then", async (_, happens, reason) => {
    const among = scene();
    const planned = await among.plan(WITH_HEADER);
    happens(among);
    const outcome = await among.apply(
      (planned.kind === "plan" && planned.declaration?.digest) || "",
      WITH_HEADER,
    );
    expect(outcome).toMatchObject({ kind: "failed", reason, declared });
    expect(outcome.message).toContain(MAY);
    expect(await among.history()).toMatchObject([{ outcome: { reason }, declared }]);
    expect(among.gateway.log).not.toContain("PUT");
  });

  test("is certain once reading shows it", async () => {
    const { plan, apply, gateway, history } = scene();
    const planned = await plan(WITH_HEADER);
    gateway.declareFaults.push(STORED);
    gateway.writeFaults.push(DENIED);
    const outcome = await apply((planned.kind === "plan" && planned.declaration?.digest) || "", WITH_HEADER);
    expect(outcome.message).toContain("Before that, X was declared on the method response 200; this stays.");
    expect((await history())[0]?.declared).toEqual({ call: "declareHeaders", headers: [X] });
  });

  test.each([
    ["refused", DENIED, "accessDenied"],
    ["not sent", OFFLINE, "network"],
  ])("is not told of where it was %s", async (_, fault, reason) => {
    const { plan, apply, gateway, history } = scene();
    const planned = await plan(WITH_HEADER);
    gateway.declareFaults.push(fault);
    const outcome = await apply((planned.kind === "plan" && planned.declaration?.digest) || "", WITH_HEADER);
    expect(outcome).toMatchObject({ reason });
    expect(outcome).not.toHaveProperty("declared");
    expect((await history())[0]).not.toHaveProperty("declared");
  });
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
  // Whoever wrote the second one was killed before its end was known.
  const [, second = ""] = [...store.files.keys()].filter((name) => name.startsWith("history/")).sort();
  const record: unknown = JSON.parse(store.files.get(second) ?? "");
  store.files.set(second, JSON.stringify({ ...(record as object), outcome: { kind: "sent" } }));
  await pruneHistory(store, { entries: 1, bytes: 1 });
  expect((await deploy.history()).map(({ record: { sent } }) => sent.selectionPattern)).toEqual(["d", "b"]);
});
