import { describe, expect, it } from "vitest";
import type { DeployStep, GatewayFailure } from "../../server/src/deploy";
import { settleEach } from "../../server/src/deploy/doubts";
import { PATIENCE } from "../../server/src/deploy/patience";
import { failure, REQUEST, WANTED } from "./fakes";
import { DENIED, LOST, OFFLINE, scene } from "./scene";

describe("trying again", () => {
  const THROTTLED = failure("throttled", "refused", { httpStatus: 429, retryAfterSeconds: 2 });
  const CONCURRENT = failure("conflict", "refused", {
    httpStatus: 409,
    serviceMessage: "Unable to complete operation due to concurrent modification. Please try again later.",
  });

  it("waits as long as the service asks, and reads before each PUT", async () => {
    const { confirmed, gateway, clock, steps, history } = scene();
    gateway.writeFaults.push(THROTTLED);
    expect(await confirmed()).toMatchObject({ kind: "deployed" });
    expect(clock.slept).toEqual([2_000]);
    expect(gateway.log).toEqual(["GET", "PUT", "GET", "PUT"]);
    expect(steps.find(({ kind }) => kind === "waiting")?.message).toBe("Waiting 2 s: too many requests");
    expect(await history()).toMatchObject([
      { outcome: { kind: "deployed" } },
      { outcome: { reason: "throttled" } },
    ]);
  });

  it("doubles the wait when the service names none, and gives up in the end", async () => {
    const { confirmed, gateway, clock } = scene();
    const fault = failure("throttled", "refused", { httpStatus: 429 });
    gateway.writeFaults.push(...Array.from({ length: 10 }, () => fault));
    expect(await confirmed()).toMatchObject({ reason: "throttled" });
    expect(clock.slept).toEqual([1_000, 2_000, 4_000]);
    expect(gateway.log.filter((call) => call === "PUT")).toHaveLength(PATIENCE.tries);
  });

  it("does not wait longer than is bearable, and says how long the service asks", async () => {
    const { confirmed, gateway, clock } = scene();
    gateway.writeFaults.push(failure("throttled", "refused", { httpStatus: 429, retryAfterSeconds: 300 }));
    const outcome = await confirmed();
    expect(outcome).toMatchObject({ reason: "throttled" });
    expect(outcome.message).toContain("Wait 300 seconds");
    expect(clock.slept).toEqual([]);
  });

  it("tries again after a concurrent modification, even one called a bad request", async () => {
    const { confirmed, gateway, clock } = scene();
    gateway.writeFaults.push(CONCURRENT, { ...CONCURRENT, reason: "badRequest", httpStatus: 400 });
    expect(await confirmed()).toMatchObject({ kind: "deployed" });
    expect(clock.slept).toEqual([1_000, 2_000]);
  });

  it("sees what the concurrent modification changed", async () => {
    const { confirmed, gateway, clock } = scene();
    gateway.writeFaults.push(CONCURRENT);
    clock.meanwhile = () => {
      gateway.live = { selectionPattern: "somebody else's" };
    };
    expect(await confirmed()).toMatchObject({ reason: "liveChanged" });
    expect(gateway.log).toEqual(["GET", "PUT", "GET"]);
  });

  it("is cancelled while it waits", async () => {
    const { confirmed, gateway, clock, controller } = scene();
    gateway.writeFaults.push(THROTTLED);
    clock.meanwhile = () => controller.abort();
    expect(await confirmed()).toMatchObject({ reason: "cancelled" });
    expect(gateway.log).toEqual(["GET", "PUT"]);
  });
});

describe("a cancel", () => {
  it.each([["the reading", "GET", ["GET"]]] as const)("during %s writes nothing", async (_name, at, log) => {
    const { digest, apply, gateway, controller, store } = scene();
    const confirmed = await digest();
    gateway.log.length = 0;
    gateway.before = (call) => {
      if (call === at) {
        controller.abort();
      }
    };
    expect(await apply(confirmed)).toMatchObject({ reason: "cancelled" });
    expect(gateway.log).toEqual(log);
    expect(store.files.size).toBe(0);
  });

  it("while the version is being kept writes nothing, and says so in the history", async () => {
    const { confirmed, gateway, controller, store, history } = scene();
    const write = store.write.bind(store);
    store.write = async (name, text) => {
      controller.abort();
      return write(name, text);
    };
    expect(await confirmed()).toMatchObject({ reason: "cancelled" });
    expect(gateway.log).toEqual(["GET"]);
    expect(await history()).toMatchObject([{ outcome: { kind: "failed", reason: "cancelled" } }]);
  });

  it("at the word that it is being sent still sends nothing", async () => {
    const { digest, deploy, gateway, controller } = scene();
    const confirmed = await digest();
    const report = ({ kind }: DeployStep): void => (kind === "sending" ? controller.abort() : undefined);
    expect(await deploy.deploy(REQUEST, confirmed, report, controller.signal)).toMatchObject({
      reason: "cancelled",
    });
    expect(gateway.log).toEqual(["GET", "GET"]);
  });

  it("after the request left is settled all the same", async () => {
    const { confirmed, gateway, controller } = scene();
    gateway.before = (call) => {
      if (call === "PUT") {
        controller.abort();
      }
    };
    const cancelled = failure("cancelled", "maybe");
    gateway.writeFaults.push({ kind: "lostAfterStoring", failure: cancelled });
    expect(await confirmed()).toMatchObject({ kind: "deployed", settled: true });
    expect(gateway.log).toEqual(["GET", "PUT", "GET"]);
  });

  it("that kept the request from being stored says so", async () => {
    const { confirmed, gateway } = scene();
    gateway.writeFaults.push(failure("cancelled", "maybe"));
    const outcome = await confirmed();
    expect(outcome).toMatchObject({ reason: "cancelled" });
    expect(outcome.message).toContain("still held the earlier version");
  });
});

describe("a PUT in doubt", () => {
  const DOUBTS: readonly [string, GatewayFailure][] = [
    ["a lost connection", LOST],
    ["no answer in time", failure("timeout", "maybe")],
    ["an error of the service", failure("serviceError", "maybe", { httpStatus: 500 })],
    ["an unreadable answer", failure("unexpected", "maybe", { cause: "unreadableAnswer", httpStatus: 201 })],
  ];

  it.each(DOUBTS)("after %s is deployed when a GET shows it", async (_name, fault) => {
    const { confirmed, gateway, clock, steps, history } = scene();
    gateway.writeFaults.push({ kind: "lostAfterStoring", failure: fault });
    const outcome = await confirmed();
    expect(outcome).toMatchObject({ kind: "deployed", settled: true, stored: WANTED, httpStatus: 200 });
    expect(outcome.message).toContain("reading it back shows");
    expect(gateway.log).toEqual(["GET", "PUT", "GET"]);
    expect(clock.slept).toEqual([0]);
    expect(steps.at(-1)?.kind).toBe("settling");
    expect(await history()).toMatchObject([{ outcome: { kind: "deployed", settled: true } }]);
  });

  it.each(DOUBTS)("after %s is not stored when the earlier version stays", async (_name, fault) => {
    const { confirmed, gateway, clock } = scene();
    gateway.writeFaults.push(fault);
    const outcome = await confirmed();
    expect(outcome).toMatchObject({ reason: fault.reason === "serviceError" ? "serviceError" : "notStored" });
    expect(outcome.message).toContain("still held the earlier version, so the new one was not stored");
    expect(clock.slept).toEqual([...PATIENCE.settleAfter]);
  });

  it("is not stored when there is still nothing", async () => {
    const { confirmed, gateway } = scene(undefined);
    gateway.live = undefined;
    gateway.writeFaults.push(LOST);
    const outcome = await confirmed();
    expect(outcome).toMatchObject({ reason: "notStored" });
    expect(outcome.message).toContain("still held no such response");
  });

  it("is given time to arrive", async () => {
    const { confirmed, gateway, clock } = scene();
    gateway.writeFaults.push(LOST);
    clock.meanwhile = () => {
      gateway.live = clock.slept.length === 2 ? WANTED : gateway.live;
    };
    expect(await confirmed()).toMatchObject({ kind: "deployed", settled: true });
    expect(gateway.log).toEqual(["GET", "PUT", "GET", "GET", "GET"]);
  });

  it("stays in doubt when nothing can be read", async () => {
    const { confirmed, gateway } = scene();
    gateway.writeFaults.push({ kind: "lostAfterStoring", failure: LOST });
    gateway.before = (call) => {
      if (call === "PUT") {
        gateway.readFaults.push(OFFLINE, OFFLINE, OFFLINE);
      }
    };
    const outcome = await confirmed();
    expect(outcome).toMatchObject({ reason: "inDoubt" });
    expect(outcome.message).toContain("may or may not be stored");
    expect(outcome.message).not.toMatch(/failed/i);
  });

  it("stays in doubt when something else is there", async () => {
    const { confirmed, gateway } = scene();
    gateway.writeFaults.push(LOST);
    gateway.before = (call) => {
      if (call === "PUT") {
        gateway.live = { selectionPattern: "somebody else's" };
      }
    };
    const outcome = await confirmed();
    expect(outcome).toMatchObject({ reason: "inDoubt" });
    expect(outcome.message).toContain("neither the earlier version nor the new one");
  });

  it("stays in doubt when what was there was never known", async () => {
    const { digest, apply, gateway } = scene();
    gateway.readFaults.push(DENIED);
    const unread = await digest();
    gateway.readFaults.push(DENIED, DENIED, DENIED, DENIED);
    gateway.writeFaults.push({ kind: "lostAfterStoring", failure: LOST });
    expect(await apply(unread)).toMatchObject({ reason: "inDoubt" });
  });

  it("does not call earlier what was never known", async () => {
    const { digest, apply, gateway } = scene();
    gateway.readFaults.push(DENIED);
    const unread = await digest();
    gateway.readFaults.push(DENIED);
    gateway.writeFaults.push(LOST);
    const outcome = await apply(unread);
    expect(outcome).toMatchObject({ reason: "inDoubt" });
    expect(outcome.message).toContain("what it held before is not known");
  });

  it("is not counted among the earlier when both are the same", async () => {
    const { confirmed, gateway } = scene(WANTED);
    gateway.writeFaults.push(LOST);
    expect(await confirmed()).toMatchObject({ kind: "deployed", settled: true });
  });

  it("that changes nothing is given time to arrive, so that it overwrites nobody else's afterwards", async () => {
    const { confirmed, gateway, clock } = scene(WANTED);
    gateway.writeFaults.push(LOST);
    await confirmed();
    expect(gateway.log).toEqual(["GET", "PUT", "GET", "GET", "GET"]);
    expect(clock.slept).toEqual([...PATIENCE.settleAfter]);
  });
});

describe("several doubts", () => {
  const target = { restApiId: "a", stageName: "prod" };
  const told = (entry: string, message: string) => ({ entry, target, found: "unsettled", message }) as const;
  const leave = ({ name }: { readonly name: string }, why: string) => told(name, `${why}.`);

  it("are looked at one after the other, and what was told with another is not told again", async () => {
    const looked: string[] = [];
    const settle = async ({ name }: { readonly name: string }) => {
      looked.push(name);
      return name === "a" ? [told("a", "A."), told("b", "B.")] : [told(name, "C.")];
    };
    const doubts = [{ name: "a" }, { name: "b" }, { name: "c" }];
    const settled = await settleEach(doubts, new AbortController().signal, { settle, leave });
    expect(settled.map(({ message }) => message)).toEqual(["A.", "B.", "C."]);
    expect(looked).toEqual(["a", "c"]);
  });

  it("stay as they are where they cannot be looked at, or where the user leaves", async () => {
    const controller = new AbortController();
    const settle = async () => {
      controller.abort();
      return { kind: "failed", reason: "network", message: "No connection." } as const;
    };
    const settled = await settleEach([{ name: "a" }, { name: "b" }], controller.signal, { settle, leave });
    expect(settled.map(({ message }) => message)).toEqual([
      "it could not be looked at. No connection.",
      "it was not looked at.",
    ]);
  });
});
