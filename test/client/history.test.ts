// What was deployed from this machine, as a user finds it, reads it and takes it back.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { type HistorySummary, SERVER_COMMANDS } from "../../server/src/contract";
import { EXPIRED, METHOD } from "./fakeService";
import { opened, type Scene, setScene } from "./scene";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

const LOCAL = "http://127.0.0.1:4570";

let scene: Scene;

beforeEach(() => {
  scene = setScene();
  scene.service.deployed.set("200", "{}");
});

type Versions = Pick<HistorySummary, "replaced" | "sent">;

const [BEFORE, AFTER] = ["{}", '{"a":1}'];

function entry(
  changes: Partial<HistorySummary> = {},
  versions: Versions = { replaced: BEFORE, sent: AFTER },
): HistorySummary {
  return {
    entry: "one",
    time: "2026-01-02T03:04:05Z",
    target: { ...METHOD, statusCode: "200" },
    region: "us-east-1",
    endpoint: "AWS",
    outcome: "deployed",
    restorable: true,
    ...versions,
    ...changes,
  };
}

const OTHER = { ...METHOD, resourceId: "res9", statusCode: "404" };

const PLAN = {
  kind: "plan",
  target: { ...METHOD, statusCode: "200" },
  region: "us-east-1",
  endpoint: "AWS",
  liveState: "read",
  live: { selectionPattern: "a" },
  wanted: {},
  differences: [{ path: "selectionPattern", kind: "removed", live: "a" }],
  preflight: [],
  digest: "d",
};

describe("history", () => {
  const rows = () => scene.window.asked.at(-1)?.choices ?? [];

  test("names what was learnt by name, and the rest by its ids", async () => {
    scene.service.history = [entry(), entry({ entry: "two", target: OTHER })];
    await opened(scene);
    await scene.run("deployHistory");
    expect(rows()).toHaveLength(2);
    expect(rows()[0]).toContain("GET /pets 200, deployed");
    expect(rows()[1]).toContain("GET /…/404, deployed");
  });

  test("that is left asks the account nothing", async () => {
    await opened(scene);
    scene.service.history = [entry()];
    const asked = scene.service.calls();
    await scene.run("restorePrevious");
    expect(rows()).toHaveLength(1);
    expect(scene.service.calls().slice(asked.length)).toEqual(["deployHistory"]);
  });

  test("takes no name for one of another endpoint", async () => {
    await opened(scene);
    expect(scene.names.apiOf("AWS", METHOD)).toBe("pets");
    expect(scene.names.pathOf("AWS", METHOD)).toBe("/pets");
    expect(scene.names.apiOf(LOCAL, METHOD)).toBeUndefined();
  });

  test.each([
    ["what the document in front says", () => (scene.service.known = { ...METHOD, statusCode: "200" })],
    ["what its method says", () => (scene.service.known = METHOD)],
    ["what was chosen for it", () => scene.memory.remember("file:///folder/a.json", choiceOf("200"))],
  ])("begins with %s, and has the others one step away", async (_, know) => {
    scene.service.history = [entry({ entry: "two", target: OTHER }), entry()];
    scene.window.open("a.json", "{}");
    await know();
    await scene.run("deployHistory");
    expect(rows()).toEqual([
      expect.stringContaining("GET /…/200"),
      expect.stringContaining("other responses…"),
    ]);
    scene.window.willAnswer("other responses");
    await scene.run("restorePrevious");
    expect(rows()).toEqual([expect.stringContaining("GET /…/404")]);
  });

  const choiceOf = (statusCode: string) => ({ region: "us-east-1", target: { ...METHOD, statusCode } });

  test("lists all there is for a document of which nothing was deployed", async () => {
    scene.service.history = [entry({ target: OTHER })];
    scene.service.known = METHOD;
    scene.window.open("a.json", "{}");
    await scene.run("restorePrevious");
    expect(rows()).toEqual([expect.stringContaining("GET /…/404")]);
  });

  test("says so where nothing else was deployed", async () => {
    scene.service.history = [entry()];
    scene.service.known = { ...METHOD, statusCode: "200" };
    scene.window.open("a.json", "{}");
    scene.window.willAnswer("other responses…");
    await scene.run("deployHistory");
    expect(scene.window.toast("Nothing else").message).toMatch(/\.$/);
    expect(scene.window.asked).toHaveLength(1);
  });

  test("says so where nothing was deployed at all", async () => {
    await scene.run("deployHistory");
    expect(scene.window.toast("Nothing was deployed").message).toMatch(/\.$/);
    expect(scene.window.asked).toEqual([]);
  });

  test("says that a version could not be read, instead of showing that there was none", async () => {
    scene.service.history = [entry({ restorable: false }, { sent: AFTER })];
    scene.window.willAnswer("deployed");
    await scene.run("deployHistory");
    expect(scene.window.active?.getText()).toBe(AFTER);
    expect(scene.window.toast("could not be read at the time").actions).toEqual([]);
  });

  test.each<[Partial<HistorySummary>, Versions | undefined, string]>([
    [{}, undefined, "changed"],
    [{}, { sent: AFTER }, "added"],
    [{}, { replaced: BEFORE }, "took away"],
    [{ outcome: "failed" }, undefined, "failed"],
    [{ outcome: "inDoubt" }, undefined, "not known"],
    [{ outcome: "overtaken" }, undefined, "something else was deployed"],
  ])("says what a deploy did: %j of %j", async (changes, versions, words) => {
    scene.service.history = [entry(changes, versions)];
    scene.window.willAnswer("GET");
    await scene.run("deployHistory");
    expect(scene.window.toast(words).message).toMatch(/^This is what the deploy of .*\.$/);
  });
});

describe("restore", () => {
  beforeEach(() => {
    scene.service.history = [entry()];
    scene.window.willAnswer("deployed");
  });

  test("names the PUT that it is, and that nothing was sent before a yes", async () => {
    scene.service.restorePlan = PLAN;
    await scene.run("restorePrevious");
    const { title, choices, detail } = scene.window.asked.at(-1) ?? {};
    expect(title).toContain("Restore GET /…/200");
    expect(choices).toEqual(["Restore"]);
    expect(detail).toMatch(/^PUT \/restapis/m);
    expect(scene.service.calls()).not.toContain("restore");
  });

  test("offers to make live what came back, where it came back", async () => {
    scene.service.endpoint = LOCAL;
    scene.service.restorePlan = { ...PLAN, endpoint: LOCAL, profile: "dev" };
    scene.window.willAnswer("Restore");
    await opened(scene);
    await scene.run("restorePrevious");
    expect(scene.service.paramsOf(SERVER_COMMANDS.restore)).toEqual({ entry: "one", confirmed: "d" });
    scene.window.willAnswer("prod", "Create Deployment");
    scene.window.toast("is restored").press("Create Deployment…");
    await vi.waitFor(() => expect(scene.window.toast("pets is live on stage prod")).toBeDefined());
    expect(scene.service.paramsOf(SERVER_COMMANDS.createDeployment)).toEqual({
      profile: "dev",
      region: "us-east-1",
      shownEndpoint: LOCAL,
      restApiId: "api1",
      stageName: "prod",
      confirmed: true,
    });
  });

  test("tells what was declared for it, and what it showed of an earlier deploy", async () => {
    scene.service.restorePlan = PLAN;
    scene.service.restored = {
      declared: { call: "declareHeaders", headers: ["method.response.header.ETag"] },
      earlier: [{ entry: "e", target: PLAN.target, found: "stored", message: "An `earlier` one is stored." }],
    };
    scene.window.willAnswer("Restore");
    await scene.run("restorePrevious");
    const { message } = scene.window.toast("is restored");
    expect(message).toContain(
      "Before that, these headers were declared on the method response: ETag. An earlier one is stored. Clients",
    );
  });

  test("names the DELETE that it is where it takes a response away", async () => {
    scene.service.restorePlan = { ...PLAN, removes: true };
    await scene.run("restorePrevious");
    const { choices, detail } = scene.window.asked.at(-1) ?? {};
    expect(choices).toEqual(["Take Away"]);
    expect(detail).toMatch(/^DELETE \/restapis/m);
    expect(detail).not.toContain("PUT /");
    expect(detail).toContain("kept on this machine before it is taken away.");
  });

  test.each([
    ["is deployed as it was", { ...PLAN, differences: [] }],
    ["is gone already", { ...PLAN, removes: true, liveState: "absent", differences: [] }],
  ])("asks nothing where what would come back %s", async (_, plan) => {
    scene.service.restorePlan = plan;
    await scene.run("restorePrevious");
    expect(scene.window.asked).toHaveLength(1);
    expect(scene.window.toast("so there is nothing to").message).toMatch(/\.$/);
  });

  test("shows no empty side for a version that could not be read", async () => {
    scene.service.restorePlan = { ...PLAN, liveState: "denied", live: undefined, differences: [] };
    await scene.run("restorePrevious");
    expect(scene.window.active?.uri.path).toBe("/folder/shown/To be restored");
    expect(scene.window.asked.at(-1)?.detail).toContain("could not be read");
  });

  test("goes on with the same entry after a failure", async () => {
    scene.service.fails(SERVER_COMMANDS.planRestore, EXPIRED);
    scene.service.restorePlan = PLAN;
    await scene.run("restorePrevious");
    scene.window.toast(EXPIRED.message).press("Run aws sso login");
    await vi.waitFor(() => expect(scene.window.asked.at(-1)?.title).toContain("Restore GET /…/200"));
    expect(scene.service.calls().filter((call) => call === "deployHistory")).toHaveLength(1);
  });
});
