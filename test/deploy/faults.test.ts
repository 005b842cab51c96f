// The named faults on real sockets: deploys through the SDK to API Gateway Local, and what it holds afterwards.
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createDeploy,
  type DeployRequest,
  type DeployStep,
  pacedAccess,
  type Store,
} from "../../server/src/deploy";
import { createAws, Wire } from "../../server/src/deploy/aws";
import { lockName } from "../../server/src/deploy/lock";
import { createNodeStore } from "../../server/src/hosts/nodeStore";
import { createEndpoint, emptyState, type Fault, type Listening, listen } from "../../server/src/sandbox";
import { FakeClock } from "./fakes";
import { isolateAws, type Surroundings } from "./surroundings";

const NEVER = new AbortController().signal;
const LIVE = { selectionPattern: "old" };
const WANTED = { selectionPattern: "new" };
/** Milliseconds for a call that will not be answered; any other has as long as a loaded machine may need. */
const SHORT = 700;
const LONG = 20_000;

/** Beyond what any system here gives a process. */
const GONE = 2 ** 30;

let aws: Surroundings;
let local: Listening;
let directory: string;
let stored: () => object | undefined;
/** The access keys of the requests, in their order. */
let signers: string[];
let target: { restApiId: string; resourceId: string; httpMethod: string; statusCode: string };

beforeEach(async () => {
  aws = await isolateAws();
  await aws.credentials("[local]\naws_access_key_id = local\naws_secret_access_key = local\n");
  signers = [];
  directory = await mkdtemp(join(tmpdir(), "faults-"));
  const endpoint = createEndpoint({ state: emptyState(), now: Date.now, random: Math.random });
  const ask = (verb: string, path: string, body: object): Record<string, string> =>
    endpoint.serve({ verb, path, query: new Map(), body: JSON.stringify(body) }).body as Record<
      string,
      string
    >;
  const { id: restApiId = "", rootResourceId: resourceId = "" } = ask("POST", "/restapis", { name: "pets" });
  const path = `/restapis/${restApiId}/resources/${resourceId}/methods/GET`;
  target = { restApiId, resourceId, httpMethod: "GET", statusCode: "200" };
  ask("PUT", path, {});
  ask("PUT", `${path}/integration`, { type: "MOCK" });
  ask("PUT", `${path}/integration/responses/200`, LIVE);
  stored = () => {
    const method = endpoint.state().apis[0]?.resources[0]?.methods[0];
    const { statusCode: _, ...response } = method?.integration?.responses[0] ?? { statusCode: "" };
    return response;
  };
  local = await listen({ endpoint, port: 0 });
});

afterEach(async () => {
  await local.close();
  await aws.restore();
  await rm(directory, { recursive: true, force: true });
});

class Watched extends Wire {
  readonly #takeStep: () => void;

  constructor(options: ConstructorParameters<typeof Wire>[0], takeStep: () => void) {
    super(options);
    this.#takeStep = takeStep;
  }

  protected override async carry(
    ...[request, options]: Parameters<Wire["handle"]>
  ): ReturnType<Wire["handle"]> {
    signers.push(/Credential=(\w+)/.exec(request.headers["authorization"] ?? "")?.[1] ?? "");
    this.#takeStep();
    const answer = await super.carry(request, options);
    this.#takeStep();
    return answer;
  }
}

/** A window with the state directory that all share. */
function openWindow(
  options: { readonly timeout?: number; readonly store?: Store; readonly takeStep?: () => void } = {},
) {
  const { timeout = LONG, store = createNodeStore(directory), takeStep = () => undefined } = options;
  const clock = new FakeClock();
  clock.meanwhile = takeStep;
  const steps: DeployStep[] = [];
  const deploy = createDeploy({
    loadAws: async () =>
      pacedAccess(
        createAws({
          readTimeout: LONG,
          writeTimeout: timeout,
          createWire: (wireOptions) => new Watched(wireOptions, takeStep),
        }),
        clock,
      ),
    store,
    clock,
  });
  const request: DeployRequest = {
    uri: "file:///200.json",
    version: 1,
    target,
    wanted: WANTED,
    profile: "local",
    region: "us-east-1",
    endpointUrl: local.url,
  };
  const report = (step: DeployStep): void => {
    takeStep();
    steps.push(step);
  };
  const planned = async (part: Partial<DeployRequest> = {}) => {
    const plan = await deploy.plan({ ...request, ...part }, report, NEVER);
    return plan.kind === "plan" ? plan.digest : expect.fail(plan.message);
  };
  const send = (digest: string, part: Partial<DeployRequest> = {}) =>
    deploy.deploy({ ...request, ...part }, digest, report, NEVER);
  const run = async (faults: readonly Fault[] = []) => {
    const digest = await planned();
    for (const fault of faults) {
      local.faults.add(fault);
    }
    return send(digest);
  };
  return { deploy, clock, steps, request, report, planned, send, run };
}

const on = (kind: Fault["kind"], facts: Partial<Fault> = {}): Fault => ({
  operation: "PutIntegrationResponse",
  kind,
  ...facts,
});
const READING_FAILS: Fault = { operation: "GetIntegrationResponse", after: 1, kind: "serverError", times: 3 };

describe("a deploy that meets", () => {
  test.each<[string, readonly Fault[], object, object]>([
    ["a timeout before the PUT took place", [on("silentBefore")], { reason: "notStored" }, LIVE],
    ["a timeout after it took place", [on("silentAfter")], { kind: "deployed", settled: true }, WANTED],
    ["a reset before", [on("resetBefore")], { reason: "notStored" }, LIVE],
    ["a reset after", [on("resetAfter")], { kind: "deployed", settled: true }, WANTED],
    ["a reset in mid-answer", [on("halfAnswer")], { kind: "deployed", settled: true }, WANTED],
    ["a storm of 429", [on("throttled", { times: 3 })], { kind: "deployed", settled: false }, WANTED],
    ["one that does not end", [on("throttled", { times: 9 })], { reason: "throttled" }, LIVE],
    ["429 for minutes", [on("throttled", { retryAfterSeconds: 300 })], { reason: "throttled" }, LIVE],
    ["another change at the same time", [on("concurrent")], { kind: "deployed" }, WANTED],
    ["500 that stored nothing", [on("serverError")], { reason: "serviceError" }, LIVE],
    ["500 after storing", [on("serverErrorAfter")], { kind: "deployed", settled: true }, WANTED],
    ["an answer that trickles", [on("trickle")], { kind: "deployed", settled: false }, WANTED],
    ["a malformed answer", [on("malformed")], { kind: "deployed", settled: true }, WANTED],
    ["HTML instead of JSON", [on("html")], { reason: "serviceError" }, LIVE],
    ["credentials that expired meanwhile", [on("expiredToken")], { reason: "expiredCredentials" }, LIVE],
    ["credentials that may not", [on("accessDenied")], { reason: "accessDenied" }, LIVE],
    ["a clock that is an hour off", [on("skewed")], { kind: "deployed", settled: false }, WANTED],
    ["a clock that stays off", [on("skewed", { times: 2 })], { reason: "expiredCredentials" }, LIVE],
  ])("%s", async (_name, faults, outcome, held) => {
    const isSilent = faults.some(({ kind }) => kind.startsWith("silent"));
    const { run, deploy } = openWindow({ timeout: isSilent ? SHORT : LONG });
    expect(await run(faults)).toMatchObject(outcome);
    expect(stored()).toEqual(held);
    expect(await deploy.openDoubts(local.url)).toEqual([]);
  });

  test("500, and then the next deploy", async () => {
    const { run } = openWindow();
    expect(await run([on("serverError")])).toMatchObject({ reason: "serviceError" });
    expect(await run()).toMatchObject({ kind: "deployed", settled: false });
    expect(stored()).toEqual(WANTED);
  });

  test("credentials that expire in the middle of several, and are renewed", async () => {
    const { deploy, request, report, planned } = openWindow();
    const requests = [];
    for (const [statusCode, selectionPattern] of Object.entries({ 200: "new", 404: "4..", 500: "5.." })) {
      const part = { target: { ...target, statusCode }, wanted: { selectionPattern } };
      requests.push({ request: { ...request, ...part }, confirmed: await planned(part) });
    }
    local.faults.add(on("expiredToken", { after: 1 }));
    const renewed: Promise<void>[] = [];
    const outcomes = await deploy.deployAll(
      requests,
      ({ outcome }) => {
        if (outcome.kind === "failed") {
          renewed.push(
            aws.credentials("[local]\naws_access_key_id = RENEWED\naws_secret_access_key = renewed\n"),
          );
        }
      },
      report,
      NEVER,
    );
    await Promise.all(renewed);
    expect(
      outcomes.map(({ outcome }) => (outcome.kind === "failed" ? outcome.reason : outcome.kind)),
    ).toEqual(["deployed", "expiredCredentials", "deployed"]);
    expect(renewed).toHaveLength(1);
    const [, second] = requests;
    await deploy.deploy(second?.request ?? request, second?.confirmed, report, NEVER);
    expect(signers.at(-1)).toBe("RENEWED");
    expect(signers).toContain("local");
  });

  test("500 while it reads", async () => {
    local.faults.add({ operation: "GetMethod", kind: "serverError" });
    const { run } = openWindow();
    expect(await run()).toMatchObject({ kind: "deployed" });
  });

  test.each([
    ["a name that is not found", "https://no-such-host.invalid", "could not be found"],
    ["nothing that listens", "http://127.0.0.1:1", "Nothing accepts connections"],
  ])("%s", async (_name, endpointUrl, words) => {
    const { deploy, request, report } = openWindow();
    const plan = await deploy.plan({ ...request, endpointUrl }, report, NEVER);
    expect(plan).toMatchObject({
      kind: "failed",
      reason: "network",
      message: expect.stringContaining(words),
    });
    expect(stored()).toEqual(LIVE);
  });

  test("TLS with what speaks none", async () => {
    const plain = createServer((socket) => {
      socket.on("error", () => undefined).resume();
      socket.end("not TLS\r\n");
    });
    await new Promise<void>((resolve) => {
      plain.listen(0, "127.0.0.1", resolve);
    });
    const { port } = plain.address() as { port: number };
    const { deploy, request, report } = openWindow();
    const plan = await deploy.plan({ ...request, endpointUrl: `https://127.0.0.1:${port}` }, report, NEVER);
    expect(plan).toMatchObject({ kind: "failed", reason: "network" });
    await new Promise((resolve) => {
      plain.close(resolve);
    });
  });
});

describe("two deploys at once", () => {
  test("of the same response: one is stored, the other sees it", async () => {
    const [one, other] = [openWindow(), openWindow()];
    const digests = [await one.planned(), await other.planned({ wanted: { selectionPattern: "other" } })];
    const outcomes = await Promise.all([
      one.send(digests[0] ?? ""),
      other.send(digests[1] ?? "", { wanted: { selectionPattern: "other" } }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["deployed", "failed"]);
    const [deployed] = outcomes.flatMap((outcome) => (outcome.kind === "deployed" ? [outcome] : []));
    expect(stored()).toEqual(deployed?.stored);
  });

  test("of which one never ends: the other says so, and takes over once its process is gone", async () => {
    const { send, planned, steps } = openWindow();
    const digest = await planned();
    const name = lockName({ ...target, region: "us-east-1", endpoint: local.url });
    expect(await createNodeStore(directory).lock(name)).toMatchObject({ kind: "locked" });
    expect(await send(digest)).toMatchObject({ kind: "failed", reason: "busy" });
    expect(steps.map(({ message }) => message)).toContain(
      "Waiting: another deploy to this API is in progress",
    );
    await writeFile(join(directory, name), JSON.stringify({ pid: GONE, host: hostname() }));
    expect(await send(digest)).toMatchObject({ kind: "deployed" });
    expect(await readdir(join(directory, "locks"))).toEqual([]);
  });
});

describe("what stays in doubt", () => {
  test.each<[string, Fault["kind"], object, string]>([
    ["stored", "resetAfter", WANTED, "was stored"],
    ["not stored", "resetBefore", LIVE, "was not stored"],
  ])("is settled by the next look: %s", async (_name, kind, held, words) => {
    const { run, deploy, report } = openWindow();
    expect(await run([on(kind), READING_FAILS])).toMatchObject({ reason: "inDoubt" });
    const doubts = await openWindow().deploy.openDoubts(local.url);
    expect(doubts).toHaveLength(1);
    const [settled] = await deploy.settleDoubts({ doubts, endpointUrl: local.url }, report, NEVER);
    expect(settled?.message).toContain(words);
    expect(stored()).toEqual(held);
    expect(await deploy.openDoubts(local.url)).toEqual([]);
  });

  test("is settled and told by the next deploy", async () => {
    const { run } = openWindow();
    await run([on("resetAfter"), READING_FAILS]);
    const next = openWindow();
    const wanted = { selectionPattern: "newer" };
    const outcome = await next.send(await next.planned({ wanted }), { wanted });
    expect(outcome).toMatchObject({ kind: "deployed", earlier: [{ found: "stored" }] });
    expect(outcome.message).toContain("was in doubt: reading shows that it was stored");
    expect(stored()).toEqual(wanted);
  });

  test("stays where its endpoint is not the one in use", async () => {
    const { run, deploy, report } = openWindow();
    await run([on("resetAfter"), READING_FAILS]);
    const doubts = await deploy.openDoubts(local.url);
    const [settled] = await deploy.settleDoubts({ doubts, endpointUrl: "http://127.0.0.1:1" }, report, NEVER);
    expect(settled).toMatchObject({ found: "unsettled" });
    expect(await deploy.openDoubts(local.url)).toHaveLength(1);
  });
});

test("a folder that cannot be written: no PUT is sent", async () => {
  const place = join(directory, "a file");
  await writeFile(place, "");
  const { run } = openWindow({ store: createNodeStore(place) });
  expect(await run()).toMatchObject({
    reason: "notKept",
    message: expect.stringContaining("a file stands where the folder should be"),
  });
  expect(stored()).toEqual(LIVE);
});

describe("a cancel, at each step of a deploy in turn,", () => {
  test.each<[string, readonly Fault[]]>([
    ["that meets nothing else", []],
    ["whose answer trickles", [on("trickle")]],
    ["whose answer is lost", [on("resetAfter")]],
    ["that was throttled first", [on("throttled")]],
  ])("%s leaves what it says", async (_name, faults) => {
    let isCancelled = true;
    let steps = 0;
    for (let at = 1; isCancelled; at++) {
      const controller = new AbortController();
      // The plan before it is not counted.
      let step = Number.NEGATIVE_INFINITY;
      const takeStep = (): void => {
        step++;
        if (step === at) {
          controller.abort();
        }
      };
      // A journal that grows from one to the next would make each longer than the last.
      const store = createNodeStore(join(directory, String(at)));
      const { deploy, request, report, planned } = openWindow({ store: stepping(store, takeStep), takeStep });
      const wanted = { selectionPattern: `new ${at}` };
      const confirmed = await planned({ wanted });
      const before = stored();
      step = 0;
      for (const fault of faults) {
        local.faults.add(fault);
      }
      const outcome = await deploy.deploy({ ...request, wanted }, confirmed, report, controller.signal);
      isCancelled = controller.signal.aborted;
      steps = step;
      local.faults.clear();
      expect(outcome.kind === "deployed" || outcome.reason === "cancelled", outcome.message).toBe(true);
      expect(stored(), `cancelled at step ${at}`).toEqual(outcome.kind === "deployed" ? wanted : before);
      expect(await deploy.openDoubts(local.url)).toEqual([]);
      expect(await store.list("locks")).toEqual([]);
    }
    expect(steps).toBeGreaterThan(15);
  });

  /** Each function of a port is a step before it and one after it. */
  function stepping<Port extends object>(port: Port, takeStep: () => void): Port {
    return Object.fromEntries(
      Object.entries(port).map(([name, ask]: [string, (...args: unknown[]) => Promise<unknown>]) => [
        name,
        async (...args: unknown[]) => {
          takeStep();
          const answer = await ask(...args);
          takeStep();
          return answer;
        },
      ]),
    ) as Port;
  }
});

test("a full disk: no PUT is sent", async () => {
  const store = createNodeStore(directory);
  const full: Store = { ...store, write: async () => ({ kind: "failed", why: "the disk is full" }) };
  const { run } = openWindow({ store: full });
  expect(await run()).toMatchObject({ reason: "notKept" });
  expect(stored()).toEqual(LIVE);
});

test("what was replaced is put back, and that is undone again", async () => {
  const { run, deploy, report } = openWindow();
  await run();
  for (const held of [LIVE, WANTED]) {
    const [entry] = await deploy.history({ target });
    if (entry === undefined) {
      expect.fail("nothing was kept");
    }
    const request = { entry, endpointUrl: local.url };
    const plan = await deploy.planRestore(request, report, NEVER);
    expect(plan).toMatchObject({ kind: "plan", wanted: held });
    await deploy.restore(request, plan.kind === "plan" ? plan.digest : "", report, NEVER);
    expect(stored()).toEqual(held);
  }
});
