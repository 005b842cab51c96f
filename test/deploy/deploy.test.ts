import { describe, expect, it } from "vitest";
import { createDeploy, type DeployRequest, type GatewayFailure } from "../../server/src/deploy";
import { PATIENCE } from "../../server/src/deploy/patience";
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
import { DENIED, LOST, OFFLINE, scene } from "./scene";

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
  ])("ends with %s", async (_name, fault, expected) => {
    const { plan, gateway } = scene();
    gateway.readFaults.push(fault);
    expect(await plan()).toMatchObject({ kind: "failed", ...expected });
  });

  it.each([LOST, failure("serviceError", "maybe", { httpStatus: 500 })])(
    "reads again after $reason, and not for ever",
    async (fault) => {
      const { plan, gateway, clock } = scene();
      gateway.readFaults.push(fault);
      gateway.methodFaults.push(fault);
      expect(await plan()).toMatchObject({ kind: "plan", liveState: "read" });
      expect(clock.slept).toEqual([1_000, 1_000]);
      gateway.readFaults.push(...Array.from({ length: PATIENCE.tries }, () => fault));
      expect(await plan()).toMatchObject({ kind: "failed", reason: fault.reason });
    },
  );

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
      kept: "/state/history/2025-01-02T03-04-05.006Z=fugvjdxtri=3kzxbg5sa2=GET=200=us-east-1=.json",
      message: expect.stringContaining("(HTTP 201)"),
    });
    expect(gateway.log).toEqual(["GET", "PUT"]);
    expect(gateway.sent).toEqual(WANTED);
    expect(steps.map(({ kind }) => kind)).toEqual(["reading", "reading", "reading", "keeping", "sending"]);
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
    expect(gateway.log).toEqual([]);
  });

  it("writes nothing that it cannot note down, even where nothing is replaced", async () => {
    const { confirmed, gateway, store } = scene(undefined);
    gateway.live = undefined;
    store.write = async () => ({ kind: "failed", why: "the disk is full" });
    expect(await confirmed()).toMatchObject({ reason: "notKept" });
    expect(gateway.log).toEqual(["GET"]);
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
