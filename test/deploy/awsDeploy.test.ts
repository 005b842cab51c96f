import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDeploy, type DeployRequest, type DeployStep, listHistory } from "../../server/src/deploy";
import { createAws } from "../../server/src/deploy/aws";
import { STAND_IN_CREDENTIALS, startStandIn } from "../support/standIn.mjs";
import { FakeClock, MemoryStore, TARGET, WANTED } from "./fakes";
import { isolateAws, type Surroundings } from "./surroundings";

type StandIn = Awaited<ReturnType<typeof startStandIn>>;
type Script = Parameters<StandIn["play"]>;

const CREDENTIALS = { ...STAND_IN_CREDENTIALS, sessionToken: "a-session-token-that-nobody-may-see" };
const LIVE = {
  selectionPattern: "200",
  responseParameters: { "method.response.header.Content-Type": "'text/plain'" },
};
/** Milliseconds for a PUT that will hang. Any other has as long as a loaded machine may need. */
const SHORT = 700;
const LONG = 20_000;

let aws: Surroundings;
let standIn: StandIn;

beforeEach(async () => {
  aws = await isolateAws();
  standIn = await startStandIn({ credentials: CREDENTIALS });
  await aws.credentials(
    `[dev]\naws_access_key_id = ${CREDENTIALS.accessKeyId}\naws_secret_access_key = ${CREDENTIALS.secretAccessKey}\naws_session_token = ${CREDENTIALS.sessionToken}\n`,
  );
});

afterEach(async () => {
  await standIn.stop();
  await aws.restore();
});

function scene(writeTimeout = LONG) {
  const store = new MemoryStore();
  const clock = new FakeClock();
  const steps: DeployStep[] = [];
  const deploy = createDeploy({
    loadAws: async () => createAws({ readTimeout: LONG, writeTimeout }),
    store,
    clock,
  });
  const request: DeployRequest = {
    uri: "file:///pets.json",
    version: 1,
    target: TARGET,
    wanted: WANTED,
    profile: "dev",
    region: "us-east-1",
    endpointUrl: standIn.url,
  };
  const report = (step: DeployStep) => void steps.push(step);
  const never = new AbortController().signal;
  const plan = (part: Partial<DeployRequest> = {}) => deploy.plan({ ...request, ...part }, report, never);
  const run = async (part: Partial<DeployRequest> = {}, script: Script = [], signal = never) => {
    const planned = await plan(part);
    if (planned.kind === "failed") {
      return planned;
    }
    standIn.play(...script);
    return deploy.deploy({ ...request, ...part }, planned.digest, report, signal);
  };
  const stored = () => standIn.state.methods.get("fugvjdxtri/3kzxbg5sa2/GET")?.responses.get("200");
  return { store, clock, steps, deploy, plan, run, stored };
}

const calls = () => standIn.requests.map(({ method, status }) => `${method} ${status ?? "-"}`);

describe("a deploy over the wire", () => {
  it("shows what is deployed beside what will be, then stores it", async () => {
    const { plan, run, stored } = scene();
    expect(await plan()).toMatchObject({
      kind: "plan",
      endpoint: standIn.url,
      liveState: "read",
      live: LIVE,
      wanted: WANTED,
      differences: [
        { path: "selectionPattern", kind: "changed", live: "200", wanted: "2\\d{2}" },
        { path: "responseParameters/method.response.header.Content-Type", kind: "changed" },
      ],
    });
    expect(await run()).toMatchObject({ kind: "deployed", httpStatus: 201, stored: WANTED, settled: false });
    expect(stored()).toEqual(WANTED);
    expect(calls()).toEqual(["GET 200", "GET 200", "GET 200", "GET 200", "GET 200", "PUT 201"]);
    expect(standIn.requests.every(({ signature }) => signature === "valid")).toBe(true);
  });

  it("deploys where nothing was", async () => {
    const { run } = scene();
    const target = { ...TARGET, statusCode: "503" };
    expect(await run({ target })).toMatchObject({ kind: "deployed", target });
    expect(calls()).toEqual(["GET 200", "GET 404", "GET 404", "PUT 201"]);
  });

  it.each<[string, Script, object, readonly string[]]>([
    ["400", ["badRequest"], { reason: "badRequest", httpStatus: 400 }, ["GET 200", "PUT 400"]],
    ["403", ["accessDenied"], { reason: "accessDenied", httpStatus: 403 }, ["GET 200", "PUT 403"]],
    ["403 for expired keys", ["expiredToken"], { reason: "expiredCredentials" }, ["GET 200", "PUT 403"]],
    ["404", ["notFound"], { reason: "notFound", httpStatus: 404 }, ["GET 200", "PUT 404"]],
    [
      "409 for a second default",
      ["conflictDefault"],
      { reason: "conflict", httpStatus: 409 },
      ["GET 200", "PUT 409"],
    ],
    [
      "409 for a moment",
      ["conflictConcurrent"],
      { kind: "deployed", httpStatus: 201 },
      ["GET 200", "PUT 409", "GET 200", "PUT 201"],
    ],
    [
      "429 with Retry-After, then 201",
      [{ play: "throttled", retryAfter: 7 }],
      { kind: "deployed", httpStatus: 201 },
      ["GET 200", "PUT 429", "GET 200", "PUT 201"],
    ],
    [
      "500, nothing stored",
      ["serverError"],
      { reason: "serviceError", httpStatus: 500 },
      ["GET 200", "PUT 500", "GET 200", "GET 200", "GET 200"],
    ],
    [
      "500, stored",
      ["serverErrorAfterStoring"],
      { kind: "deployed", settled: true },
      ["GET 200", "PUT 500", "GET 200"],
    ],
    [
      "a hang, nothing stored",
      ["hang"],
      { reason: "notStored" },
      ["GET 200", "PUT -", "GET 200", "GET 200", "GET 200"],
    ],
    [
      "a hang, stored",
      ["hangAfterStoring"],
      { kind: "deployed", settled: true },
      ["GET 200", "PUT -", "GET 200"],
    ],
    [
      "a reset, nothing stored",
      ["reset"],
      { reason: "notStored" },
      ["GET 200", "PUT 201", "GET 200", "GET 200", "GET 200"],
    ],
    [
      "a reset, stored",
      ["resetAfterStoring"],
      { kind: "deployed", settled: true },
      ["GET 200", "PUT 201", "GET 200"],
    ],
    [
      "garbage, nothing stored",
      ["garbage"],
      { reason: "notStored" },
      ["GET 200", "PUT 201", "GET 200", "GET 200", "GET 200"],
    ],
    [
      "garbage, stored",
      ["garbageAfterStoring"],
      { kind: "deployed", settled: true },
      ["GET 200", "PUT 201", "GET 200"],
    ],
    [
      "a reset, and nothing to be read afterwards",
      [
        "reset",
        { play: "stored", on: "GET" },
        ...Array.from({ length: 3 }, () => ({ play: "serverError", on: "GET" }) as const),
      ],
      { reason: "inDoubt" },
      ["GET 200", "PUT 201", "GET 500", "GET 500", "GET 500"],
    ],
  ])("ends well after %s", async (_name, script, expected, log) => {
    const hangs = script.some((step) => step === "hang" || step === "hangAfterStoring");
    const { run, clock, stored } = scene(hangs ? SHORT : LONG);
    const outcome = await run({}, script);
    expect(outcome).toMatchObject({ kind: "failed", ...expected });
    expect(calls()).toEqual(["GET 200", "GET 200", ...log]);
    expect(stored()).toEqual(outcome.kind === "deployed" ? WANTED : LIVE);
    if (script.some((step) => typeof step === "object" && step.retryAfter === 7)) {
      expect(clock.slept).toEqual([7_000]);
    }
  });

  it("sends nothing that is signed to where a redirect points", async () => {
    const elsewhere = await startStandIn({ credentials: CREDENTIALS });
    const { run, stored } = scene();
    const outcome = await run({}, [{ play: "redirect", location: `${elsewhere.url}/` }]);
    expect(outcome).toMatchObject({ reason: "unexpected", httpStatus: 307 });
    expect(outcome.message).toContain("redirected");
    expect(elsewhere.requests).toEqual([]);
    expect(stored()).toEqual(LIVE);
    await elsewhere.stop();
  });

  it("settles a deploy that is cancelled after the request left", async () => {
    const { run, stored } = scene();
    const controller = new AbortController();
    const outcome = run({}, ["hangAfterStoring"], controller.signal);
    await vi.waitUntil(() => standIn.requests.some(({ method }) => method === "PUT"), {
      interval: 1,
      timeout: 5_000,
    });
    controller.abort();
    expect(await outcome).toMatchObject({ kind: "deployed", settled: true });
    expect(stored()).toEqual(WANTED);
  });

  it("sends nothing to an endpoint that the law refuses", async () => {
    const { plan } = scene();
    for (const endpointUrl of ["http://localhost.example", standIn.url.replace("127.0.0.1", "2130706433")]) {
      expect(await plan({ endpointUrl })).toMatchObject({ reason: "invalidEndpoint" });
    }
    aws.set("AWS_ENDPOINT_URL_API_GATEWAY", "http://gateway.example");
    expect(await plan({ endpointUrl: "" })).toMatchObject({
      reason: "invalidEndpoint",
      message: expect.stringContaining("AWS_ENDPOINT_URL_API_GATEWAY"),
    });
    expect(standIn.requests).toEqual([]);
  });

  it("goes where the environment says, within the law", async () => {
    const { plan } = scene();
    aws.set("AWS_ENDPOINT_URL_API_GATEWAY", standIn.url);
    expect(await plan({ endpointUrl: "" })).toMatchObject({ kind: "plan", endpoint: standIn.url });
  });

  it("asks for a sign-in in one line", async () => {
    await aws.config(
      "[profile sso]\nsso_start_url = https://x.example\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = r\n",
    );
    const { plan } = scene();
    expect(await plan({ profile: "sso" })).toMatchObject({
      reason: "expiredSso",
      commandLine: "aws sso login --profile sso",
    });
  });
});

it("lets no key material out: not in a message, an outcome, a step, the history or on the console", async () => {
  const printed: unknown[][] = [];
  const spies = (["log", "info", "warn", "error", "debug"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...line: unknown[]) => void printed.push(line)),
  );
  aws.set("AWS_ACCESS_KEY_ID", "AKIDFROMENVIRONMENT0");
  aws.set("AWS_SECRET_ACCESS_KEY", "a-secret-from-the-environment");
  const { run, plan, deploy, steps, store } = scene(SHORT);
  const produced: unknown[] = [await deploy.choices(), await plan()];
  const scripts: Script[] = [
    [],
    ["badRequest"],
    ["accessDenied"],
    ["invalidSignature"],
    [
      {
        play: "badRequest",
        message: `Canonical: x-amz-security-token:${CREDENTIALS.sessionToken} ${CREDENTIALS.secretAccessKey} ${CREDENTIALS.accessKeyId}`,
      },
    ],
    ["serverError"],
    ["reset"],
    ["hang"],
    ["garbage"],
    ["redirect"],
  ];
  for (const script of scripts) {
    produced.push(await run({}, script));
  }
  produced.push(await run({ endpointUrl: `http://user:${CREDENTIALS.secretAccessKey}@127.0.0.1` }));
  produced.push(steps, [...store.files], await listHistory(store), printed, standIn.requests);
  for (const spy of spies) {
    spy.mockRestore();
  }
  expect(store.files.size).toBeGreaterThanOrEqual(scripts.length);
  const everything = JSON.stringify(produced);
  for (const secret of [
    CREDENTIALS.secretAccessKey,
    CREDENTIALS.sessionToken,
    CREDENTIALS.accessKeyId,
    "a-secret-from-the-environment",
    "AKIDFROMENVIRONMENT0",
    "Signature=",
  ]) {
    expect(everything).not.toContain(secret);
  }
});
