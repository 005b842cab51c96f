// Where a document goes that does not say it: chosen by name, for a deploy as for a comparison.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { type DeployFailure, type DeployTarget, SERVER_COMMANDS } from "../../server/src/contract";
import { EXPIRED, METHOD } from "./fakeService";
import { type Scene, setScene } from "./scene";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

const DENIED: DeployFailure = { kind: "failed", reason: "accessDenied", message: "It is not allowed." };
const ACCOUNT = ["dev", "us-east-1"];
const [API, RESOURCE] = ["fugvjdxtri", "3kzxbg5sa2"];

let scene: Scene;

beforeEach(() => {
  scene = setScene();
  scene.service.deployed.set("200", "{}");
  scene.service.deployed.set("404", "{}");
  scene.window.open("a.json", "{}");
});

/** What the command then asks the service about, and what it listed for that. */
const COMMANDS: readonly [name: string, run: () => Promise<void>, asks: string][] = [
  ["compare", () => scene.run("compareDeployed"), SERVER_COMMANDS.compareDeployed],
  ["deploy", () => scene.deployActive(), SERVER_COMMANDS.planDeploy],
];

describe.each(COMMANDS)("%s", (_, run, asks) => {
  const listed = () => scene.service.calls().filter((call) => call.startsWith("list"));
  const answered = async (known: Partial<DeployTarget>, ...answers: readonly string[]) => {
    scene.service.known = known;
    scene.window.willAnswer(...ACCOUNT, ...answers);
    await run();
    return scene.service.paramsOf(asks);
  };

  test.each<[string, Partial<DeployTarget>, readonly string[], string, readonly string[]]>([
    ["nothing", {}, ["pets", "GET /pets", "404"], "404", ["listApis", "listResources"]],
    ["the status", { statusCode: "200" }, ["pets", "GET /pets"], "200", ["listApis", "listResources"]],
    ["the API", { restApiId: "api1" }, ["GET /pets", "200"], "200", ["listResources"]],
    [
      "the resource",
      { restApiId: "api1", resourceId: "res1" },
      ["GET /pets", "200"],
      "200",
      ["listResources"],
    ],
    ["all but the status", METHOD, ["503"], "503", []],
    ["all", { ...METHOD, statusCode: "200" }, [], "200", []],
  ])(
    "asks by name what a document that says %s leaves open",
    async (_words, known, answers, statusCode, lists) => {
      expect(await answered(known, ...answers)).toMatchObject({
        profile: "dev",
        region: "us-east-1",
        target: { ...METHOD, statusCode },
      });
      expect(listed()).toEqual(lists);
      expect(scene.memory.targetOf(String(scene.window.active?.uri))).toEqual({ ...METHOD, statusCode });
    },
  );

  test("lists no method that is not what the document says", async () => {
    expect(await answered({ restApiId: "api1", httpMethod: "PUT" })).toBeUndefined();
    expect(scene.window.asked.at(-1)?.choices).toEqual([]);
  });

  test("takes a status that is typed and not listed", async () => {
    expect(await answered({}, "pets", "GET /pets", "410")).toMatchObject({ target: { statusCode: "410" } });
    expect(scene.window.asked.at(-1)?.choices).toContain("200 deployed");
  });

  test("has identifiers typed where no list may be read", async () => {
    scene.service.fails(SERVER_COMMANDS.listApis, DENIED);
    scene.service.fails(SERVER_COMMANDS.listResources, DENIED);
    expect(await answered({}, API, RESOURCE, "PUT", "200")).toMatchObject({
      target: { restApiId: API, resourceId: RESOURCE, httpMethod: "PUT", statusCode: "200" },
    });
    expect(listed()).toEqual(["listApis", "listResources"]);
  });

  test("lists the methods of an API whose identifier was typed", async () => {
    scene.service.fails(SERVER_COMMANDS.listApis, DENIED);
    expect(await answered({}, API, "GET /pets", "200")).toMatchObject({
      target: { ...METHOD, restApiId: API, statusCode: "200" },
    });
  });

  test("goes on with the account once a list that failed can be read", async () => {
    scene.service.fails(SERVER_COMMANDS.listApis, EXPIRED);
    expect(await answered({})).toBeUndefined();
    const asked = scene.window.asked.length;
    scene.window.willAnswer("pets", "GET /pets", "200");
    scene.window.toast(EXPIRED.message).press("Run aws sso login");
    await vi.waitFor(() =>
      expect(scene.service.paramsOf(asks)).toMatchObject({ profile: "dev", target: METHOD }),
    );
    expect(scene.window.asked).toHaveLength(asked + 3);
  });

  test("sends nothing where a question was left", async () => {
    expect(await answered({}, "pets")).toBeUndefined();
    expect(scene.memory.targetOf(String(scene.window.active?.uri))).toEqual({});
  });
});
