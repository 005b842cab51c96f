// Thousands of deploys, restores and looks by several windows while everything goes wrong, in virtual time.
// Invariant: a seed says everything that happens; what is reported was counted, not assumed.
import {
  type ConfirmedRequest,
  type DeployTarget,
  type HistoryEntry,
  type HistoryRecord,
  listHistory,
  type PlanOutcome,
  type WantedResponse,
} from "../../server/src/deploy";
import { createEndpoint, type Endpoint, emptyState } from "../../server/src/sandbox";
import type { NetworkOptions } from "./badNetwork";
import { heldText, Ledger } from "./ledger";
import { Random } from "./random";
import { SharedStore } from "./sharedStore";
import { type DeployedApi, StageLedger } from "./stageLedger";
import { VirtualClock } from "./virtualClock";
import { type Mishap, type Surroundings, Window } from "./windows";

export interface FaultReport {
  readonly operations: number;
  readonly disagreements: readonly string[];
  /** How often each thing happened, by name. */
  readonly counts: ReadonlyMap<string, number>;
  readonly virtualHours: number;
}

/** Operations between two moments at which all must be settled. */
const ROUND = 250;
const WINDOWS = 4;

export async function runFaults(seed: number, operations: number): Promise<FaultReport> {
  const world = createWorld(seed);
  const { clock, counts, ledger } = world;
  const began = clock.now();
  let left = operations;
  while (left > 0) {
    const round = Math.min(ROUND, left);
    left -= round;
    const quota = { left: round };
    await clock.until(Promise.all(Array.from({ length: WINDOWS }, () => useWindows(world, quota))));
    await clock.until(settleAll(world));
  }
  return {
    operations: counts.get("operations") ?? 0,
    disagreements: ledger.disagreements,
    counts,
    virtualHours: (clock.now() - began) / 3_600_000,
  };
}

interface World extends Surroundings {
  readonly clock: VirtualClock;
  readonly counts: Map<string, number>;
  readonly count: (what: string) => void;
  readonly targets: readonly DeployTarget[];
  readonly weather: { badness: number; downUntil: number };
  readonly made: { responses: number; deployments: number };
  readonly never: AbortSignal;
}

function createWorld(seed: number): World {
  const random = new Random(seed);
  const clock = new VirtualClock();
  const endpoint = createEndpoint({
    state: emptyState(),
    now: () => clock.now(),
    random: () => random.next(),
    throttled: false,
  });
  const targets = [...methodsIn(endpoint, "pets"), ...methodsIn(endpoint, "orders")];
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const weather = { badness: 0.15, downUntil: 0 };
  const network: NetworkOptions = {
    endpoint,
    clock,
    random,
    badness: () => weather.badness,
    isDown: () => clock.now() < weather.downUntil,
    befell: (fault) => count(`fault ${fault}`),
  };
  const ledger = new Ledger((key) => heldText(heldBy(endpoint, key)));
  const stages = new StageLedger(
    (restApiId) => deployedOf(endpoint, restApiId),
    (what) => ledger.disagree(what),
  );
  const shared = new SharedStore(clock);
  const made = { responses: 0, deployments: 0 };
  const never = new AbortController().signal;
  return { network, shared, ledger, stages, random, clock, counts, count, targets, weather, made, never };
}

const LAMBDA =
  "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations";

/** Four methods with a response each and one with a second; the last has no method response yet. */
function methodsIn(endpoint: Endpoint, name: string): readonly DeployTarget[] {
  const ask = (verb: string, path: string, body: object): Record<string, string> =>
    endpoint.serve({ verb, path, query: new Map(), body: JSON.stringify(body) }).body as Record<
      string,
      string
    >;
  const { id: restApiId = "", rootResourceId: resourceId = "" } = ask("POST", "/restapis", { name });
  const targets = ["GET", "POST", "PUT", "DELETE"].map((httpMethod) => {
    const path = `/restapis/${restApiId}/resources/${resourceId}/methods/${httpMethod}`;
    ask("PUT", path, { authorizationType: "NONE" });
    ask("PUT", `${path}/integration`, { type: "AWS", httpMethod: "POST", uri: LAMBDA });
    ask("PUT", `${path}/responses/200`, {});
    return { restApiId, resourceId, httpMethod, statusCode: "200" };
  });
  return [...targets, { restApiId, resourceId, httpMethod: "DELETE", statusCode: "404" }];
}

function heldBy(endpoint: Endpoint, key: string): WantedResponse | undefined {
  const [restApiId, resourceId, httpMethod, statusCode] = key.split("/");
  const api = endpoint.state().apis.find(({ id }) => id === restApiId);
  const resource = api?.resources.find(({ id }) => id === resourceId);
  const method = resource?.methods.find((one) => one.httpMethod === httpMethod);
  const found = method?.integration?.responses.find((one) => one.statusCode === statusCode);
  return found as WantedResponse | undefined;
}

function deployedOf(endpoint: Endpoint, restApiId: string): DeployedApi {
  const api = endpoint.state().apis.find(({ id }) => id === restApiId);
  const stage = api?.stages.find(({ stageName }) => stageName === "prod");
  return { deployments: api?.deployments ?? [], serves: stage?.deploymentId };
}

/** One user after another in the same place: a window that is killed is followed by a new one. */
async function useWindows(world: World, quota: { left: number }): Promise<void> {
  let window = new Window(world);
  while (quota.left > 0) {
    quota.left--;
    world.count("operations");
    changeWeather(world);
    await world.clock.sleep(world.random.below(3_000), world.never);
    const mishap = mishapIn(world.random);
    window.begin(mishap);
    const end = await Promise.race([operate(world, window), window.killed]);
    if (end === "killed") {
      world.count("killed");
      const { publishes } = window;
      window = new Window(world);
      window.publishes = publishes;
    }
  }
}

function changeWeather({ random, weather, clock, shared, count }: World): void {
  if (random.chance(0.005)) {
    weather.downUntil = clock.now() + random.below(20_000);
    count("outages");
  }
  if (random.chance(0.05)) {
    weather.badness = random.of([0, 0.05, 0.15, 0.3, 0.6]);
  }
  if (random.chance(0.002)) {
    shared.fillFor(random.below(10_000));
    count("disk full");
  }
}

function mishapIn(random: Random): Mishap | undefined {
  return random.chance(0.3)
    ? {
        kind: random.of(["cancel", "cancel", "kill", "kill", "kill", "full"]),
        at: 1 + random.below(random.chance(0.3) ? 15 : 60),
      }
    : undefined;
}

const QUIET = (): void => undefined;

async function operate(world: World, window: Window): Promise<void> {
  const { random } = world;
  // Who was cut off in the middle of it may well try again at once.
  if (window.publishes !== undefined && random.chance(0.7)) {
    return publish(world, window, window.publishes);
  }
  window.publishes = undefined;
  const choice = random.next();
  if (choice < 0.58) {
    return put(world, window);
  }
  if (choice < 0.8) {
    return restore(world, window);
  }
  if (choice < 0.86) {
    return putSeveral(world, window);
  }
  return choice < 0.96 ? publish(world, window) : look(world, window);
}

async function put(world: World, window: Window): Promise<void> {
  const { random, ledger, count } = world;
  const request = requestFor(world);
  const plan = await window.deploy.plan(request, QUIET, window.signal);
  window.show(plan);
  const confirmed = confirmedOf(plan, random);
  if (confirmed === undefined) {
    count("put: no plan");
    return;
  }
  window.couldSettle = true;
  const outcome = await window.deploy.deploy(request, confirmed, QUIET, window.signal);
  count(`put: ${outcome.kind === "failed" ? outcome.reason : outcome.settled ? "settled" : "deployed"}`);
  ledger.told(outcome, window.attempts, window.couldSettle);
}

async function putSeveral(world: World, window: Window): Promise<void> {
  const { random, ledger, count, shared } = world;
  const requests: ConfirmedRequest[] = [];
  for (let files = 0; files < 3; files++) {
    const request = requestFor(world);
    const plan = await window.deploy.plan(request, QUIET, window.signal);
    const confirmed = confirmedOf(plan, random);
    if (confirmed !== undefined && !requests.some((other) => other.request.target === request.target)) {
      window.show(plan);
      requests.push({ request, confirmed });
    }
  }
  window.attempts = [];
  window.couldSettle = true;
  await window.deploy.deployAll(
    requests,
    ({ uri, outcome }) => {
      const at = requests.findIndex(({ request }) => request.uri === uri);
      const [one, next] = requests.slice(at).map(({ request }) => request.target.restApiId);
      if (outcome.kind === "deployed" && one === next && !shared.isLocked(window)) {
        ledger.disagree("the lock was let go between two responses of one API");
      }
      count(`several: ${outcome.kind === "failed" ? outcome.reason : "deployed"}`);
      ledger.told(outcome, window.attempts, window.couldSettle);
      window.attempts = [];
      window.couldSettle = true;
    },
    QUIET,
    window.signal,
  );
}

async function restore(world: World, window: Window): Promise<void> {
  const { random, ledger, count } = world;
  const entries = await window.deploy.history({ limit: 20, target: random.of(world.targets) });
  const removing = entries.filter(({ record }) => record.replacedState === "absent");
  const entry = random.of<HistoryEntry | undefined>(
    removing.length > 0 && random.chance(0.3) ? removing : entries,
  );
  if (entry === undefined) {
    return;
  }
  const plan = await window.deploy.planRestore({ entry }, QUIET, window.signal);
  if (plan.kind === "failed") {
    count("restore: no plan");
    return;
  }
  window.show(plan);
  window.couldSettle = true;
  const outcome = await window.deploy.restore({ entry }, plan.digest, QUIET, window.signal);
  const verb = entry.record.replacedState === "absent" ? "delete" : "restore";
  count(`${verb}: ${outcome.kind === "failed" ? outcome.reason : "deployed"}`);
  ledger.told(outcome, window.attempts, window.couldSettle);
}

async function publish(world: World, window: Window, again?: string): Promise<void> {
  const { random, stages, count, made } = world;
  const restApiId = again ?? random.of(world.targets).restApiId;
  window.publishes = restApiId;
  const description = `made ${made.deployments++}`;
  window.publishing = description;
  stages.begins(description, restApiId);
  const outcome = await window.remote.publish(
    { region: "us-east-1", restApiId, stageName: "prod", description },
    QUIET,
    window.signal,
  );
  window.publishes = undefined;
  const end = outcome.kind === "failed" ? outcome.reason : outcome.settled ? "settled" : "live";
  count(`publish: ${end}`);
  stages.told(description, outcome, window.couldSettleStage);
  for (const earlier of outcome.earlier ?? []) {
    count(`earlier publish: ${earlier.found}`);
    stages.settled(earlier, window.couldSettleStage);
  }
}

async function look(world: World, window: Window): Promise<void> {
  const { ledger, stages, count } = world;
  const doubts = await window.deploy.openDoubts(undefined);
  for (const settled of await window.deploy.settleDoubts({ doubts }, QUIET, window.signal)) {
    count(`doubt: ${settled.found}`);
    ledger.settled(settled, window.couldSettle);
  }
  const publishes = await window.remote.openDoubts(undefined);
  for (const doubt of publishes) {
    window.looks = [];
    for (const settled of await window.remote.settleDoubts({ doubts: [doubt] }, QUIET, window.signal)) {
      count(`publish in doubt: ${settled.found}`);
      stages.settled(settled, window.couldSettleStage);
    }
  }
}

/** What all must agree on once the endpoint can be reached, the disk has room and nobody is at work. */
async function settleAll(world: World): Promise<void> {
  const { weather, clock, shared, ledger, stages, count, never } = world;
  const { badness } = weather;
  weather.badness = 0;
  await clock.sleep(120_000, never);
  const window = new Window(world);
  const doubts = await window.deploy.openDoubts(undefined);
  for (const settled of await window.deploy.settleDoubts({ doubts }, QUIET, never)) {
    count(`doubt at the end of a round: ${settled.found}`);
    ledger.settled(settled, true);
  }
  for (const settled of await window.remote.settleDoubts(
    { doubts: await window.remote.openDoubts(undefined) },
    QUIET,
    never,
  )) {
    count(`publish in doubt at the end of a round: ${settled.found}`);
    stages.settled(settled, true);
  }
  stages.agrees();
  const still = [
    ...(await window.deploy.openDoubts(undefined)),
    ...(await window.remote.openDoubts(undefined)),
  ];
  if (still.length > 0) {
    ledger.disagree(`${still.length} doubts stay with the endpoint in reach`);
  }
  const entries = await listHistory(shared.memory, { limit: Number.POSITIVE_INFINITY });
  ledger.agrees(new Map(entries.map(({ name, record }): [string, HistoryRecord] => [name, record])));
  weather.badness = badness;
}

function confirmedOf(plan: PlanOutcome, random: Random): string | undefined {
  if (plan.kind === "failed") {
    return undefined;
  }
  return plan.declaration !== undefined && random.chance(0.8) ? plan.declaration.digest : plan.digest;
}

function requestFor({ random, made, targets }: World) {
  made.responses++;
  const target = random.of(targets);
  const wanted = wantedIn(made.responses, random);
  return {
    uri: `file:///${made.responses}.json`,
    version: 1,
    target,
    wanted: target.statusCode === "200" ? wanted : { ...wanted, selectionPattern: "Missing: .*" },
    region: "us-east-1",
  };
}

/** Now and then one of a few that come again, one that the service refuses, or one with a header to declare. */
function wantedIn(made: number, random: Random): WantedResponse {
  if (random.chance(0.1)) {
    return { contentHandling: random.of(["CONVERT_TO_TEXT", "CONVERT_TO_BINARY"]) };
  }
  if (random.chance(0.05)) {
    return { responseTemplates: { broken: "a key that is no media type" } };
  }
  return {
    responseTemplates: {
      "application/json": `{"made": ${made}}`,
      ...(random.chance(0.1) ? { "text/plain": "" } : {}),
    },
    ...(random.chance(0.2)
      ? { responseParameters: { [`method.response.header.X${random.below(400)}`]: "'x'" } }
      : {}),
  };
}
