import { describe, expect, it } from "vitest";
import {
  createDeploy,
  type DeployRequest,
  type DeployStep,
  type GatewayFailure,
  type HistoryRecord,
  listHistory,
} from "../../server/src/deploy";
import { PATIENCE } from "../../server/src/deploy/deploy";
import {
  FakeAws,
  FakeClock,
  FakeGateway,
  failure,
  LIVE,
  MemoryStore,
  NO_SETTINGS,
  REQUEST,
  TARGET,
  WANTED,
} from "./fakes";

const LOST = failure("network", "maybe", { cause: "connectionLost" });
const DENIED = failure("accessDenied", "refused", { httpStatus: 403, serviceCode: "AccessDeniedException" });
const OFFLINE = failure("network", "no", { cause: "nameNotFound" });

function scene(live: typeof LIVE | undefined = LIVE) {
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

describe("a plan", () => {
  it("reads what is deployed and writes nothing", async () => {
    const { plan, gateway, store } = scene();
    expect(await plan()).toMatchObject({
      kind: "plan",
      uri: REQUEST.uri,
      version: 7,
      target: TARGET,
      region: "us-east-1",
      endpoint: "AWS",
      liveState: "read",
      wanted: WANTED,
      live: LIVE,
      differences: [
        { path: "selectionPattern", kind: "changed", live: "200", wanted: "2\\d{2}" },
        { path: "responseParameters/method.response.header.Content-Type", kind: "added" },
      ],
    });
    expect(gateway.log).toEqual(["GET"]);
    expect(store.files.size).toBe(0);
  });

  it("says that nothing is deployed yet", async () => {
    const { plan } = scene();
    const absent = scene(undefined);
    absent.gateway.live = undefined;
    expect(await absent.plan()).toMatchObject({
      liveState: "absent",
      differences: [{ kind: "added" }, { kind: "added" }],
    });
    expect(await plan()).toMatchObject({ liveState: "read" });
  });

  it("says that what is deployed may not be read, and claims no difference", async () => {
    const { plan, gateway } = scene();
    gateway.readFaults.push(DENIED);
    expect(await plan()).toMatchObject({ liveState: "denied", differences: [] });
  });

  it("waits and reads again when the service has too many requests", async () => {
    const { plan, gateway, clock } = scene();
    gateway.readFaults.push(
      failure("throttled", "refused", { retryAfterSeconds: 3 }),
      failure("throttled", "refused"),
    );
    expect(await plan()).toMatchObject({ kind: "plan" });
    expect(clock.slept).toEqual([3_000, 2_000]);
  });

  it.each<[string, GatewayFailure, object]>([
    ["no credentials", failure("noCredentials", "no"), { reason: "noCredentials" }],
    [
      "an expired session",
      failure("expiredSso", "no"),
      { reason: "expiredSso", commandLine: "aws sso login" },
    ],
    ["no network", OFFLINE, { reason: "network" }],
    [
      "no method",
      failure("notFound", "refused", { serviceMessage: "Invalid Method identifier specified" }),
      { reason: "notFound" },
    ],
    ["a lost answer", LOST, { reason: "network" }],
  ])("ends with %s", async (_name, fault, expected) => {
    const { plan, gateway } = scene();
    gateway.readFaults.push(fault);
    expect(await plan()).toMatchObject({ kind: "failed", ...expected });
  });

  it.each<[string, Partial<DeployRequest>, object]>([
    ["an incomplete target", { target: { ...TARGET, resourceId: "" } }, { reason: "targetIncomplete" }],
    [
      "a status code that is none",
      { target: { ...TARGET, statusCode: "999" } },
      { reason: "targetIncomplete" },
    ],
    ["a label that would climb", { target: { ...TARGET, restApiId: ".." } }, { reason: "targetIncomplete" }],
    ["a region that is none", { region: "us-east-1.evil.com/" }, { reason: "noRegion" }],
    ["an unlawful endpoint", { endpointUrl: "http://example.com" }, { reason: "invalidEndpoint" }],
    [
      "a null template",
      { wanted: { responseTemplates: { "application/json": null as unknown as string } } },
      { reason: "blocked" },
    ],
  ])("sends nothing for %s", async (_name, part, expected) => {
    const { plan, gateway, aws } = scene();
    expect(await plan({ ...REQUEST, ...part })).toMatchObject({ kind: "failed", ...expected });
    expect(gateway.log).toEqual([]);
    expect(aws.opened).toEqual([]);
  });

  it("is cancelled before it reads", async () => {
    const { plan, controller, gateway } = scene();
    controller.abort();
    expect(await plan()).toMatchObject({ reason: "cancelled" });
    expect(gateway.log).toEqual([]);
  });
});

describe("the region and the profile", () => {
  const profile = { name: "dev", region: "eu-west-1", method: "SSO", endpoint: { sectionFound: false } };
  const { region: _, ...WITHOUT_REGION } = REQUEST;

  it.each([
    ["AWS_REGION before the profile's", { region: "us-west-2", fallbackRegion: "sa-east-1" }, "us-west-2"],
    ["the profile's before AWS_DEFAULT_REGION", { fallbackRegion: "sa-east-1" }, "eu-west-1"],
  ])("takes %s", async (_name, part, region) => {
    const { plan, aws } = scene();
    aws.settings = { ...NO_SETTINGS, profiles: [profile], ...part };
    expect(await plan({ ...WITHOUT_REGION, profile: "dev" })).toMatchObject({ region, profile: "dev" });
    expect(aws.opened).toEqual([{ region, profile: "dev" }]);
  });

  it("takes AWS_DEFAULT_REGION last, and refuses to guess", async () => {
    const { plan, aws } = scene();
    expect(await plan(WITHOUT_REGION)).toMatchObject({ reason: "noRegion" });
    aws.settings = { ...NO_SETTINGS, fallbackRegion: "sa-east-1" };
    expect(await plan(WITHOUT_REGION)).toMatchObject({ region: "sa-east-1" });
  });

  it("names the profile that AWS_PROFILE sets", async () => {
    const { plan, aws } = scene();
    aws.settings = { ...NO_SETTINGS, profiles: [profile], environmentProfile: "dev", defaultProfile: "dev" };
    expect(await plan()).toMatchObject({ profile: "dev" });
    expect(aws.opened).toEqual([{ region: "us-east-1", profile: "dev" }]);
  });

  it("sends to the endpoint of the profile, and says so in the plan", async () => {
    const { plan, aws } = scene();
    const endpoint = { sectionFound: false, every: "https://gateway.example/" };
    aws.settings = { ...NO_SETTINGS, profiles: [{ ...profile, endpoint }] };
    expect(await plan({ ...REQUEST, profile: "dev" })).toMatchObject({ endpoint: "https://gateway.example" });
    expect(aws.opened).toEqual([
      { region: "us-east-1", profile: "dev", endpointUrl: "https://gateway.example" },
    ]);
  });

  it("offers what there is to choose from, and no endpoint of a profile", async () => {
    const { deploy, aws } = scene();
    aws.settings = {
      ...NO_SETTINGS,
      profiles: [profile],
      defaultProfile: "dev",
      withoutProfile: "environment variables",
      regions: [{ name: "eu-west-1", title: "Europe (Ireland)" }],
    };
    expect(await deploy.choices()).toEqual({
      profiles: [{ name: "dev", region: "eu-west-1", method: "SSO" }],
      defaultProfile: "dev",
      defaultRegion: "eu-west-1",
      withoutProfile: "environment variables",
      regions: [{ name: "eu-west-1", title: "Europe (Ireland)" }],
    });
  });

  it("loads the AWS part once, and again after it could not be loaded", async () => {
    let loads = 0;
    const deploy = createDeploy({
      loadAws: async () => {
        loads++;
        if (loads === 1) {
          throw new Error("not there");
        }
        return new FakeAws(new FakeGateway());
      },
      store: new MemoryStore(),
      clock: new FakeClock(),
    });
    await expect(deploy.choices()).rejects.toThrow("not there");
    await deploy.choices();
    await deploy.choices();
    expect(loads).toBe(2);
  });
});

describe("a deploy", () => {
  it("reads once more, keeps what it replaces, then writes", async () => {
    const { confirmed, gateway, steps, history } = scene();
    expect(await confirmed()).toEqual({
      kind: "deployed",
      httpStatus: 201,
      target: TARGET,
      stored: WANTED,
      settled: false,
      kept: "/state/history/2025-01-02T03-04-05.006Z=fugvjdxtri=3kzxbg5sa2=GET=200=.json",
      message: expect.stringContaining("(HTTP 201)"),
    });
    expect(gateway.log).toEqual(["GET", "PUT"]);
    expect(gateway.sent).toEqual(WANTED);
    expect(steps.map(({ kind }) => kind)).toEqual(["reading", "reading", "keeping", "sending"]);
    expect(await history()).toEqual([
      {
        format: 1,
        time: "2025-01-02T03:04:05.006Z",
        target: TARGET,
        region: "us-east-1",
        endpoint: "AWS",
        replacedState: "read",
        replaced: LIVE,
        sent: WANTED,
        outcome: { kind: "deployed", httpStatus: 201, settled: false },
      },
    ]);
  });

  it("has kept what it replaces before the PUT is sent", async () => {
    const { confirmed, gateway, store } = scene();
    let kept = 0;
    gateway.before = (call) => {
      kept = call === "PUT" ? store.files.size : kept;
    };
    await confirmed();
    expect(kept).toBe(1);
    expect(store.writes).toHaveLength(2);
  });

  it("sends an empty template and an empty pattern as they are written", async () => {
    const { confirmed, gateway } = scene();
    const wanted = { selectionPattern: "", responseTemplates: { "application/json": "" } };
    await confirmed({ ...REQUEST, wanted });
    expect(gateway.sent).toEqual(wanted);
  });

  it("says that the service stored something else", async () => {
    const { confirmed, gateway } = scene();
    gateway.putIntegrationResponse = async () => ({ kind: "stored", httpStatus: 201, response: LIVE });
    const outcome = await confirmed();
    expect(outcome).toMatchObject({ kind: "deployed", stored: LIVE });
    expect(outcome.message).toContain("What it stored is not what was sent");
  });

  it("needs a confirmed plan", async () => {
    const { apply, gateway } = scene();
    expect(await apply(undefined)).toMatchObject({ reason: "notConfirmed" });
    expect(await apply("")).toMatchObject({ reason: "documentChanged" });
    expect(gateway.log).toEqual([]);
  });

  it.each<[string, Partial<DeployRequest>, string]>([
    ["the version", { version: 8 }, "documentChanged"],
    ["the text", { wanted: LIVE }, "documentChanged"],
    ["the target", { target: { ...TARGET, statusCode: "201" } }, "notConfirmed"],
    ["the region", { region: "eu-west-1" }, "notConfirmed"],
    ["the profile", { profile: "prod" }, "notConfirmed"],
    ["the endpoint", { endpointUrl: "https://elsewhere.example" }, "notConfirmed"],
  ])("sends nothing when %s is not what was confirmed", async (_name, part, reason) => {
    const { digest, apply, gateway } = scene();
    const confirmed = await digest();
    expect(await apply(confirmed, { ...REQUEST, ...part })).toMatchObject({ kind: "failed", reason });
    expect(gateway.log).toEqual(["GET"]);
  });

  it("writes nothing when what is deployed has changed since", async () => {
    const { digest, apply, gateway, store } = scene();
    const confirmed = await digest();
    gateway.live = { selectionPattern: "somebody else's" };
    expect(await apply(confirmed)).toMatchObject({ reason: "liveChanged" });
    gateway.live = undefined;
    expect(await apply(confirmed)).toMatchObject({ reason: "liveChanged" });
    expect(gateway.log).not.toContain("PUT");
    expect(store.files.size).toBe(0);
  });

  it("takes what only looks different for the same", async () => {
    const { digest, apply, gateway } = scene({
      selectionPattern: "200",
      responseTemplates: { b: "", a: "x" },
    });
    const confirmed = await digest();
    gateway.live = {
      responseTemplates: { a: "x", b: "" },
      responseParameters: {},
      selectionPattern: "200",
      contentHandling: "",
    };
    expect(await apply(confirmed)).toMatchObject({ kind: "deployed" });
  });

  it("writes nothing when what it replaces cannot be kept", async () => {
    const { confirmed, gateway, store } = scene();
    store.full = "the disk is full";
    const outcome = await confirmed();
    expect(outcome).toMatchObject({ reason: "notKept" });
    expect(outcome.message).toContain("the disk is full");
    expect(gateway.log).toEqual(["GET"]);
  });

  it("needs no place to keep what is not there", async () => {
    const { confirmed, gateway, store } = scene(undefined);
    gateway.live = undefined;
    store.full = "the disk is full";
    const outcome = await confirmed();
    expect(outcome).toMatchObject({ kind: "deployed" });
    expect(outcome).not.toHaveProperty("kept");
  });

  it("goes on unread only when that was confirmed", async () => {
    const { digest, apply, gateway, history } = scene();
    const read = await digest();
    gateway.readFaults.push(DENIED);
    const outcome = await apply(read);
    expect(outcome).toMatchObject({ reason: "accessDenied" });
    expect(outcome.message).toContain("apigateway:GET");
    expect(gateway.log).not.toContain("PUT");
    gateway.readFaults.push(DENIED);
    const unread = await digest();
    gateway.readFaults.push(DENIED);
    expect(await apply(unread)).toMatchObject({ kind: "deployed" });
    expect(await history()).toMatchObject([{ replacedState: "denied" }]);
  });

  it("asks again when what could not be read can be read now", async () => {
    const { digest, apply, gateway } = scene();
    gateway.readFaults.push(DENIED);
    const unread = await digest();
    expect(await apply(unread)).toMatchObject({ reason: "liveChanged" });
    expect(gateway.log).not.toContain("PUT");
  });

  it.each<[GatewayFailure["reason"], object]>([
    ["badRequest", { httpStatus: 400, serviceMessage: "Invalid request input", requestId: "r-1" }],
    ["accessDenied", { httpStatus: 403 }],
    ["expiredCredentials", { httpStatus: 403, serviceCode: "ExpiredTokenException" }],
    ["notFound", { httpStatus: 404 }],
    [
      "conflict",
      {
        httpStatus: 409,
        serviceMessage: "Integration response with selection pattern default already exists",
      },
    ],
  ])("ends with the service's %s after one PUT", async (reason, facts) => {
    const { confirmed, gateway, history } = scene();
    gateway.writeFaults.push(failure(reason, "refused", facts));
    expect(await confirmed()).toMatchObject({ kind: "failed", reason, ...facts });
    expect(gateway.log).toEqual(["GET", "PUT"]);
    expect(await history()).toMatchObject([{ outcome: { kind: "failed", reason } }]);
  });

  it.each<[string, GatewayFailure]>([
    ["no network", OFFLINE],
    ["no connection in time", failure("timeout", "no", { cause: "notConnected" })],
    ["a bug of ours", failure("unexpected", "no")],
  ])("does not read afterwards when nothing was sent: %s", async (_name, fault) => {
    const { confirmed, gateway } = scene();
    gateway.writeFaults.push(fault);
    expect(await confirmed()).toMatchObject({ reason: fault.reason });
    expect(gateway.log).toEqual(["GET", "PUT"]);
  });
});

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
});
