// Deployments to stages among fakes with state: what is sent, what is told, and what is left for the next to look into.
// Invariant: whatever is told of a stage is compared with what it has.
import { describe, expect, test } from "vitest";
import type { StageSummary } from "../../server/src/contract";
import {
  type AwsAccess,
  type ControlPlane,
  createDeploy,
  createRemote,
  type DeployStep,
  type GatewayFailure,
  pacedAccess,
} from "../../server/src/deploy";
import { lockName } from "../../server/src/deploy/lock";
import { FakeClock, FakeGateway, failure, MemoryStore, NO_SETTINGS, REQUEST } from "./fakes";
import { DENIED, LOST, OFFLINE } from "./scene";

const API = "fugvjdxtri";
const WHERE = { region: "us-east-1", restApiId: API, stageName: "prod" };
const NEVER = new AbortController().signal;
const THROTTLED = failure("throttled", "refused", { httpStatus: 429, retryAfterSeconds: 2 });

/** What becomes of a request. `arrives`: the readings of the stage before it arrives, where its answer is lost. */
type Fault =
  | GatewayFailure
  | { readonly lost: GatewayFailure; readonly arrives: number }
  | { readonly during: () => void; readonly answer: GatewayFailure };

class FakeStages extends FakeGateway implements ControlPlane {
  readonly stages = new Map<string, string>();
  readonly faults: Fault[] = [];
  /** Each to be answered with once, in place of the stages. */
  readonly unread: (GatewayFailure | undefined)[] = [];
  #made = 0;
  #arrivals: (() => void)[] = [];

  readonly getStages: ControlPlane["getStages"] = async () => {
    this.log.push("GET stages");
    this.#arrivals = this.#arrivals.filter((arrive) => arrive());
    const fault = this.unread.shift();
    const value: StageSummary[] = Array.from(this.stages, ([stageName, deploymentId]) => ({
      stageName,
      deploymentId,
    }));
    return fault ?? { kind: "answer", httpStatus: 200, value };
  };

  readonly createDeployment: ControlPlane["createDeployment"] = async ({ stageName }) => {
    this.log.push("POST");
    const fault = this.faults.shift();
    if (fault === undefined) {
      return { kind: "answer", httpStatus: 201, value: this.#deploy(stageName) };
    }
    if ("kind" in fault) {
      return fault;
    }
    if ("during" in fault) {
      fault.during();
      return fault.answer;
    }
    let left = fault.arrives;
    this.#arrivals.push(() => {
      left--;
      if (left < 0) {
        this.#deploy(stageName);
      }
      return left >= 0;
    });
    return fault.lost;
  };

  getRestApis = unasked;
  getResources = unasked;
  testInvokeMethod = unasked;

  #deploy(stageName: string): string {
    this.#made++;
    const id = `new${this.#made}`;
    this.stages.set(stageName, id);
    return id;
  }
}

function unasked(): never {
  throw new Error("Nobody asks this here.");
}

function scene(held: Readonly<Record<string, string>> = { prod: "old" }) {
  const plane = new FakeStages();
  for (const [stageName, deploymentId] of Object.entries(held)) {
    plane.stages.set(stageName, deploymentId);
  }
  const clock = new FakeClock();
  const store = new MemoryStore();
  const steps: DeployStep[] = [];
  const controller = new AbortController();
  const access: AwsAccess = { loadSettings: async () => NO_SETTINGS, openGateway: () => plane };
  const remote = createRemote({ loadAws: async () => pacedAccess(access, clock), store, clock });
  const report = (step: DeployStep) => void steps.push(step);
  const publish = (part: Partial<Parameters<typeof remote.publish>[0]> = {}) =>
    remote.publish({ ...WHERE, ...part }, report, controller.signal);
  const settle = async (endpointUrl?: string) =>
    remote.settleDoubts(
      { doubts: await remote.openDoubts(undefined), ...(endpointUrl === undefined ? {} : { endpointUrl }) },
      report,
      NEVER,
    );
  const messages = () => steps.map(({ message }) => message);
  return { plane, clock, store, steps, controller, remote, publish, settle, messages };
}

describe("a deployment to a stage", () => {
  test("is made once the stage was read, and leaves no note", async () => {
    const { plane, store, publish, messages } = scene();
    expect(await publish()).toEqual({
      kind: "deployment",
      endpoint: "AWS",
      deploymentId: "new1",
      settled: false,
      message: "Stage prod serves the API as it is defined now (deployment new1).",
    });
    expect(plane.log).toEqual(["GET stages", "POST"]);
    expect(messages()).toEqual(["Reading the stage prod", "Deploying to the stage prod"]);
    expect(await store.list("publishes")).toEqual([]);
    expect([...store.locked]).toEqual([]);
  });

  test("is noted before it is sent, without a credential", async () => {
    const { plane, store, publish } = scene();
    let noted: unknown;
    plane.faults.push({
      during: () => {
        const [text] = [...store.files.entries()].flatMap(([name, one]) =>
          name.startsWith("publishes/") ? [one] : [],
        );
        noted = JSON.parse(text ?? "");
      },
      answer: THROTTLED,
    });
    await publish({ profile: "dev" });
    expect(noted).toEqual({
      format: 1,
      time: "2025-01-02T03:04:05.006Z",
      target: { restApiId: API, stageName: "prod" },
      region: "us-east-1",
      endpoint: "AWS",
      profile: "dev",
      before: { state: "deployed", deploymentId: "old" },
    });
  });

  test("that cannot be noted is not sent", async () => {
    const { plane, store, publish } = scene();
    const { write } = store;
    store.write = async (name, text) =>
      name.startsWith("publishes/")
        ? { kind: "failed", why: "the disk is full" }
        : write.call(store, name, text);
    expect(await publish()).toMatchObject({
      reason: "notKept",
      message: expect.stringContaining("disk is full"),
    });
    expect(plane.log).toEqual(["GET stages"]);
  });

  test("waits for whoever writes to the API, and gives up with words", async () => {
    const { plane, store, publish, messages } = scene();
    await store.lock(lockName({ ...WHERE, endpoint: "AWS" }));
    expect(await publish()).toMatchObject({
      kind: "failed",
      reason: "busy",
      message: expect.stringContaining("Another deploy to this API is in progress"),
    });
    expect(messages()).toEqual(["Waiting: another deploy to this API is in progress"]);
    expect(plane.log).toEqual([]);
  });

  test("is not held up by one to another API", async () => {
    const { store, publish } = scene();
    await store.lock(lockName({ ...WHERE, restApiId: "other", endpoint: "AWS" }));
    expect(await publish()).toMatchObject({ kind: "deployment" });
  });

  test("does not come between the responses that are sent together", async () => {
    const { plane, store, clock, publish } = scene();
    const access = { loadSettings: async () => NO_SETTINGS, openGateway: () => plane };
    const deploy = createDeploy({ loadAws: async () => access, store, clock });
    const quiet = (): void => undefined;
    const requests = [];
    for (const restApiId of [API, API, "another"]) {
      const request = { ...REQUEST, target: { ...REQUEST.target, restApiId } };
      const plan = await deploy.plan(request, quiet, NEVER);
      requests.push({ request, confirmed: plan.kind === "plan" ? plan.digest : expect.fail(plan.message) });
    }
    const locked: string[][] = [];
    const taken: string[] = [];
    const { lock } = store;
    store.lock = (name) => {
      taken.push(name);
      return lock.call(store, name);
    };
    await deploy.deployAll(requests, () => void locked.push([...store.locked]), quiet, NEVER);
    const [ours, other] = [API, "another"].map((restApiId) =>
      lockName({ ...WHERE, restApiId, endpoint: "AWS" }),
    );
    expect(locked).toEqual([[ours], [ours], [other]]);
    // It is not let go and taken anew, either.
    expect(taken).toEqual([ours, other]);
    expect([...store.locked]).toEqual([]);
    expect(await publish()).toMatchObject({ kind: "deployment" });
  });

  test("is sent again where the service refused it for haste, and says that it waits", async () => {
    const { plane, publish, messages } = scene();
    plane.faults.push(THROTTLED);
    expect(await publish()).toMatchObject({ kind: "deployment", deploymentId: "new1" });
    expect(plane.log).toEqual(["GET stages", "POST", "GET stages", "POST"]);
    expect(messages()).toContain("Waiting 2 s: too many requests");
  });

  test("says that it waits for the account's limit", async () => {
    const { publish, clock, messages } = scene();
    await publish();
    expect(messages().filter((message) => message.startsWith("Waiting"))).toEqual([]);
    await publish({ restApiId: "another" });
    expect(messages()).toContain("Waiting 5 s: API Gateway takes one deployment every 5 s");
    expect(clock.slept).toEqual([5_000]);
  });

  test.each<[string, GatewayFailure, object]>([
    [
      "no methods",
      failure("badRequest", "refused", {
        httpStatus: 400,
        serviceMessage: "The REST API doesn't contain any methods",
      }),
      { reason: "badRequest", message: expect.stringContaining("only when it has a method.") },
    ],
    [
      "a method without integration",
      failure("badRequest", "refused", {
        httpStatus: 400,
        serviceMessage: "No integration defined for method",
      }),
      { reason: "badRequest", message: expect.stringContaining("each of its methods has an integration.") },
    ],
    [
      "not allowed",
      DENIED,
      { message: expect.stringContaining(`apigateway:us-east-1::/restapis/${API}/deployments`) },
    ],
    ["no way", OFFLINE, { reason: "network" }],
  ])("is called failed where it was refused: %s", async (_name, fault, told) => {
    const { plane, store, publish } = scene();
    plane.faults.push(fault);
    expect(await publish()).toMatchObject({ kind: "failed", ...told });
    expect(plane.log).toEqual(["GET stages", "POST"]);
    expect(await store.list("publishes")).toEqual([]);
  });

  test("is not sent where the stages cannot be read", async () => {
    const { plane, publish } = scene();
    plane.unread.push(OFFLINE);
    expect(await publish()).toMatchObject({ reason: "network" });
    expect(plane.log).toEqual(["GET stages"]);
  });

  test("is sent where the stages may not be read", async () => {
    const { plane, publish } = scene();
    plane.unread.push(DENIED);
    expect(await publish()).toMatchObject({ kind: "deployment", deploymentId: "new1" });
  });

  test("that was called off before it left was not sent", async () => {
    const { plane, store, controller, clock, publish } = scene();
    await publish();
    // It waits for its turn then.
    clock.meanwhile = () => controller.abort();
    plane.log.length = 0;
    expect(await publish()).toMatchObject({
      reason: "cancelled",
      message: "It was cancelled, and nothing was sent.",
    });
    expect(plane.log).toEqual(["GET stages"]);
    expect(await store.list("publishes")).toEqual([]);
  });
});

describe("a lost answer", () => {
  test.each<[string, number, Readonly<Record<string, string>>, readonly number[]]>([
    ["arrived", 0, { prod: "old" }, [0]],
    ["arrives between two readings", 1, { prod: "old" }, [0, 1_000]],
    ["arrives before the last reading, on a new stage", 2, {}, [0, 1_000, 3_000]],
  ])("to one that %s is settled as live", async (_name, arrives, held, slept) => {
    const { plane, clock, store, publish, messages } = scene(held);
    plane.faults.push({ lost: LOST, arrives });
    expect(await publish()).toEqual({
      kind: "deployment",
      endpoint: "AWS",
      deploymentId: "new1",
      settled: true,
      message:
        "The answer was lost, but reading shows that the stage prod has another deployment than before (new1).",
    });
    expect(clock.slept).toEqual(slept);
    expect(messages().at(-1)).toBe("The answer was lost: reading the stage");
    expect(plane.log.filter((call) => call === "POST")).toHaveLength(1);
    expect(await store.list("publishes")).toEqual([]);
  });

  test.each<[string, GatewayFailure, Readonly<Record<string, string>>, string, string]>([
    ["lost", LOST, { prod: "old" }, "notStored", "the stage prod still had the deployment from before"],
    ["lost, and no stage", LOST, { dev: "old" }, "notStored", "there was still no stage prod"],
    [
      "an error",
      failure("serviceError", "maybe", { httpStatus: 500 }),
      { prod: "old" },
      "serviceError",
      "the stage prod still had the deployment from before",
    ],
    [
      "cancelled",
      failure("cancelled", "maybe"),
      { prod: "old" },
      "cancelled",
      "the stage prod still had the deployment from before",
    ],
  ])("to one that did not arrive is settled as not live: %s", async (_name, fault, held, reason, words) => {
    const { plane, clock, store, publish } = scene(held);
    plane.faults.push(fault);
    const outcome = await publish();
    expect(outcome).toMatchObject({ kind: "failed", reason });
    expect(outcome.message).toContain(`Read again afterwards, ${words}, so the API was not made live.`);
    expect(clock.slept).toEqual([0, 1_000, 3_000]);
    expect(plane.log.filter((call) => call === "POST")).toHaveLength(1);
    expect(await store.list("publishes")).toEqual([]);
  });

  test("stays open where the stage cannot be read, and the next deployment looks first", async () => {
    const { plane, publish, messages } = scene();
    plane.faults.push({ lost: LOST, arrives: 0 });
    plane.unread.push(undefined, OFFLINE, OFFLINE, OFFLINE);
    const open = await publish();
    expect(open).toMatchObject({ kind: "failed", reason: "inDoubt" });
    expect(open.message).toContain("could not be read either");
    expect(open.message).toContain("Trying again looks first, too.");
    plane.log.length = 0;
    const next = await publish();
    expect(next).toMatchObject({
      kind: "deployment",
      deploymentId: "new2",
      earlier: [{ found: "stored", target: { restApiId: API, stageName: "prod" } }],
    });
    expect(next.message).toContain(
      `An earlier deployment of API ${API} to the stage prod was in doubt: reading shows that the stage has had another deployment since.`,
    );
    expect(messages()).toContain("An earlier deployment is in doubt: reading the stage");
    expect(plane.log).toEqual(["GET stages", "GET stages", "POST"]);
  });

  test("stays noted until a reading has settled it", async () => {
    const { plane, clock, store, publish } = scene();
    plane.faults.push({ lost: LOST, arrives: 2 });
    const noted: number[] = [];
    clock.meanwhile = () => {
      noted.push([...store.files.keys()].filter((name) => name.startsWith("publishes/")).length);
    };
    expect(await publish()).toMatchObject({ settled: true });
    expect(noted).toEqual([1, 1, 1]);
    expect(await store.list("publishes")).toEqual([]);
  });

  test("keeps the next from being sent as long as the stage cannot be read", async () => {
    const { plane, publish, remote } = scene();
    plane.faults.push(LOST);
    plane.unread.push(undefined, ...Array(6).fill(OFFLINE));
    await publish();
    plane.log.length = 0;
    const next = await publish();
    expect(next).toMatchObject({ reason: "network", earlier: [{ found: "unsettled" }] });
    expect(plane.log).toEqual(["GET stages", "GET stages", "GET stages"]);
    expect(await remote.openDoubts(undefined)).toHaveLength(1);
  });

  test("is not told by a reading where what was there before could not be read", async () => {
    const { plane, store, publish } = scene();
    plane.faults.push({ lost: LOST, arrives: 0 });
    plane.unread.push(DENIED);
    const open = await publish();
    expect(open).toMatchObject({ reason: "inDoubt" });
    expect(open.message).toContain("What the stage had before could not be read");
    expect(open.message).not.toContain("Trying again looks first");
    expect(await store.list("publishes")).toEqual([]);
  });
});

describe("a doubt that is left", () => {
  async function left(arrives: number | undefined, from = scene()) {
    from.plane.faults.push(arrives === undefined ? LOST : { lost: LOST, arrives });
    from.plane.unread.push(undefined, OFFLINE, OFFLINE, OFFLINE);
    await from.publish();
    return from;
  }

  test.each([
    ["stored", 0, "has had another deployment since"],
    ["notStored", undefined, "it did not take place"],
  ])("is listed, and settled by reading: %s", async (found, arrives, words) => {
    const { plane, remote, settle } = await left(arrives);
    expect(await remote.openDoubts(undefined)).toMatchObject([{ record: { target: { stageName: "prod" } } }]);
    plane.log.length = 0;
    expect(await settle()).toMatchObject([{ found, message: expect.stringContaining(words) }]);
    expect(plane.log.filter((call) => call === "POST")).toEqual([]);
    expect(await remote.openDoubts(undefined)).toEqual([]);
  });

  test("is over where the stage is gone", async () => {
    const { plane, remote, settle } = await left(undefined);
    plane.stages.clear();
    expect(await settle()).toMatchObject([{ found: "overtaken" }]);
    expect(await remote.openDoubts(undefined)).toEqual([]);
  });

  test("is read once where it is old", async () => {
    const { plane, clock, settle } = await left(undefined);
    await clock.sleep(60_000, NEVER);
    plane.log.length = 0;
    await settle();
    expect(plane.log).toEqual(["GET stages"]);
  });

  test("stays where nothing answers, or another endpoint is in use", async () => {
    const { plane, remote, settle } = await left(undefined);
    plane.unread.push(OFFLINE, OFFLINE, OFFLINE);
    expect(await settle()).toMatchObject([
      { found: "unsettled", message: expect.stringContaining("its stage could not be read") },
    ]);
    expect(await settle("http://127.0.0.1:9")).toMatchObject([
      { found: "unsettled", message: expect.stringContaining("This was deployed to AWS") },
    ]);
    expect(await remote.openDoubts(undefined)).toHaveLength(1);
  });

  test("is nobody's while the API is being written to", async () => {
    const { store, remote } = await left(undefined);
    await store.lock(lockName({ ...WHERE, endpoint: "AWS" }));
    expect(await remote.openDoubts(undefined)).toEqual([]);
  });

  test.each(["{", "[]", '{"format": 2}'])("is none where a file is not ours: %s", async (text) => {
    const { store, remote } = scene();
    await store.write(`publishes/2025=${API}=us-east-1.json`, text);
    expect(await remote.openDoubts(undefined)).toEqual([]);
  });
});
