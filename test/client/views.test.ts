// The view of APIs as a user meets it: what it shows, when it asks, and what its rows do.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { SERVER_COMMANDS } from "../../server/src/contract";
import { EXPIRED, FOLDER, LINE_DOWN, METHOD } from "./fakeService";
import { opened, type Scene, setScene, stateOf } from "./scene";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

const LOCAL = "http://127.0.0.1:4570";
const HERE = "\n{ }";

let scene: Scene;

beforeEach(() => {
  scene = setScene();
  scene.service.deployed.set("200", "{}");
});

describe("the tree", () => {
  test("shows what is deployed beside the files here", async () => {
    scene.service.deployed.set("404", '{"a":1}');
    scene.service.deployed.set("500", "{}");
    scene.window.write(`${FOLDER}/200.json`, HERE);
    scene.window.write(`${FOLDER}/404.json`, "{}");
    scene.window.write(`${FOLDER}/409.json`, "{}");
    expect(await opened(scene)).toBe(
      [
        "dev · us-east-1",
        "  pets · api1",
        "    /pets",
        "      GET · MOCK",
        "        200 · same here",
        "        404 · differs",
        "        409 · new here",
        "        500 · not pulled",
      ].join("\n"),
    );
  });

  test("asks for nothing below a path before it is opened", async () => {
    await scene.view.show();
    await scene.view.open("pets");
    expect(await scene.view.text()).toBe("dev · us-east-1\n  pets · api1\n    /pets");
    expect(scene.service.calls()).toEqual(["listApis", "listResources"]);
  });

  test.each([
    ["changed here", "{}", '{"a":1}', "changed here"],
    ["changed there", '{"a":1}', "{}", "changed there"],
    ["both", '{"a":1}', '{"b":1}', "changed here and there"],
  ])("says which side moved since both were the same: %s", async (_, there, here, words) => {
    scene.window.write(`${FOLDER}/200.json`, "{}");
    await opened(scene);
    scene.window.change(`${FOLDER}/200.json`, here);
    scene.service.deploy("200", there);
    expect(await stateOf(scene, "200")).toBe(words);
  });

  test("is painted anew where a row looks otherwise, however often a file is told of", async () => {
    scene.window.write(`${FOLDER}/200.json`, "{}");
    await opened(scene);
    scene.view.painted = 0;
    for (const text of ["{}", '{"a":1}', '{"a":1}', '{"a":2}']) {
      scene.window.change(`${FOLDER}/200.json`, text);
      expect(await stateOf(scene, "200")).toBe(text === "{}" ? "same here" : "changed here");
    }
    expect(scene.view.painted).toBe(1);
  });

  test("looks once more, however many files of a method are told of while it looks", async () => {
    scene.window.write(`${FOLDER}/200.json`, "{}");
    await opened(scene);
    scene.window.reads = 0;
    for (let index = 0; index < 50; index++) {
      scene.window.change(`${FOLDER}/200.json`, `{"a":${index}}`);
    }
    expect(await stateOf(scene, "200")).toBe("changed here");
    // Twice to look and once to paint.
    expect(scene.window.reads).toBeLessThanOrEqual(3);
  });

  test("says that a response whose file is here is gone there", async () => {
    scene.window.write(`${FOLDER}/200.json`, "{}");
    await opened(scene);
    scene.service.deployed.delete("200");
    await scene.run("refreshApis");
    expect(await stateOf(scene, "200")).toBe("gone there");
    expect((await scene.view.row("200 ·")).item.contextValue).toBe("response.goneThere");
  });

  test("has a row for a method without responses, and one for a file that is new in it", async () => {
    scene.service.deployed.clear();
    expect(await opened(scene)).toContain("        No integration response yet.");
    scene.window.change(`${FOLDER}/404.json`, "{}");
    expect(await scene.view.text()).toContain("        404 · new here");
  });

  test("says of a file that cannot be read that it differs, and that it changed here where it was the same", async () => {
    scene.window.write(`${FOLDER}/200.json`, "{ broken");
    await opened(scene);
    expect(await stateOf(scene, "200")).toBe("differs");
    scene.window.change(`${FOLDER}/200.json`, "{}");
    expect(await stateOf(scene, "200")).toBe("same here");
    scene.window.change(`${FOLDER}/200.json`, "{ broken");
    expect(await stateOf(scene, "200")).toBe("changed here");
    scene.service.deploy("200", '{"a":1}');
    expect(await stateOf(scene, "200")).toBe("changed here and there");
  });

  test("looks at one method's files when one of them is saved, and asks the account nothing", async () => {
    scene.service.deployed.set("404", "{}");
    scene.window.write(`${FOLDER}/200.json`, "{}");
    scene.window.write(`${FOLDER}/404.json`, "{}");
    await opened(scene);
    const asked = scene.service.calls();
    scene.window.reads = 0;
    scene.window.change(`${FOLDER}/200.json`, '{"a":1}');
    expect(await stateOf(scene, "200")).toBe("changed here");
    expect(scene.service.calls().slice(asked.length)).toEqual(["readLocal"]);
    // Each once to see whether a row looks otherwise, and once to paint.
    expect(scene.window.reads).toBe(4);
    scene.window.change("restapis/api2/resources/r/methods/GET/integration/responses/200.json", "{}");
    await scene.view.settled();
    expect(scene.window.reads).toBe(4);
  });

  test.each(["restapis", "restapis/api1", `${FOLDER}/..`])(
    "sees that a folder with its files is gone, and that one has come: %s",
    async (above) => {
      const folder = above.replace("/responses/..", "");
      scene.window.write(`${FOLDER}/200.json`, "{}");
      await opened(scene);
      expect(await stateOf(scene, "200")).toBe("same here");
      const asked = scene.service.calls().length;
      scene.window.remove(folder);
      expect(await stateOf(scene, "200")).toBe("not pulled");
      scene.window.moveIn(folder, { [`${FOLDER}/200.json`]: "{}" });
      expect(await stateOf(scene, "200")).toBe("same here");
      expect(
        scene.service
          .calls()
          .slice(asked)
          .filter((call) => call !== "readLocal"),
      ).toEqual([]);
    },
  );

  test("looks at no file where a folder of others comes or goes", async () => {
    scene.window.write(`${FOLDER}/200.json`, "{}");
    await opened(scene);
    scene.window.reads = 0;
    for (const folder of ["restapis/api2", "restapis/api1/resources/other", "src", "restapis/api1/src"]) {
      scene.window.remove(folder);
    }
    await scene.view.settled();
    expect(scene.window.reads).toBe(0);
  });

  test("asks again for the API in which something was deployed, and for no other", async () => {
    await opened(scene);
    const asked = scene.service.calls();
    scene.service.deploy("404", "{}");
    expect(await scene.view.text()).toContain("404 · not pulled");
    expect(scene.service.calls().slice(asked.length)).toEqual(["listResources"]);
  });

  test("asks again for what is on show where it is not said what was deployed", async () => {
    await opened(scene);
    const asked = scene.service.calls();
    scene.service.deployed.set("404", "{}");
    scene.service.touchUnnamed();
    expect(await scene.view.text()).toContain("404 · not pulled");
    expect(scene.service.calls().slice(asked.length)).toEqual(["listResources"]);
  });

  test("starts over when the shared AWS files have changed", async () => {
    scene.service.fails(SERVER_COMMANDS.listApis, EXPIRED);
    await scene.view.show();
    expect(await scene.view.text()).toContain(EXPIRED.message);
    scene.service.changeAwsFiles();
    expect(await scene.view.text()).toContain("pets · api1");
  });

  test("keeps what a failed list can be mended with: a sign-in that goes on by itself", async () => {
    scene.service.fails(SERVER_COMMANDS.listApis, EXPIRED);
    await scene.view.show();
    expect(await scene.view.text()).toBe(`dev · us-east-1\n  ${EXPIRED.message}`);
    expect((await scene.view.row("session")).item.contextValue).toBe("note.signIn");
    await scene.runOn("session");
    expect(scene.window.toast("session").actions.map(({ title }) => title)).toContain("Run aws sso login");
    await scene.runOn("session", "signIn");
    expect(scene.window.commandLines).toEqual(["aws sso login --profile dev"]);
    expect(await scene.view.text()).toContain("pets · api1");
  });

  test("asks again below the API whose list failed", async () => {
    scene.service.fails(SERVER_COMMANDS.listResources, LINE_DOWN);
    await scene.view.show();
    await scene.view.open("pets");
    expect((await scene.view.row(LINE_DOWN.message)).item.contextValue).toBe("note.failed");
    await scene.runOn(LINE_DOWN.message, "readAgain");
    expect(await scene.view.text()).toContain("/pets");
    expect(scene.service.calls()).toEqual(["listApis", "listResources", "listResources"]);
  });

  test("names an endpoint that is not AWS at the account, and starts over where the setting changes", async () => {
    await opened(scene);
    scene.service.endpoint = LOCAL;
    scene.service.deployed.clear();
    scene.window.set("apigatewayResponse.endpointUrl", LOCAL);
    const text = await scene.view.text();
    expect(text).toContain(`dev · us-east-1, NOT AWS: ${LOCAL}`);
    expect(text).toContain("No integration response yet.");
    scene.window.set("apigatewayResponse.rules", {});
    expect(scene.service.calls().filter((call) => call === "listApis")).toHaveLength(2);
  });

  test("agreed at one endpoint, or in one region, is not agreed at another", async () => {
    scene.window.write(`${FOLDER}/200.json`, "{}");
    await opened(scene);
    scene.service.endpoint = LOCAL;
    scene.service.deployed.set("200", '{"a":1}');
    scene.window.set("apigatewayResponse.endpointUrl", LOCAL);
    expect(await stateOf(scene, "200")).toBe("differs");
  });

  test("sends what is asked of a node to where the node was read", async () => {
    scene.service.endpoint = LOCAL;
    await opened(scene);
    await scene.runOn("GET ·", "pull");
    expect(scene.service.paramsOf(SERVER_COMMANDS.listResources)).toMatchObject({ shownEndpoint: LOCAL });
    expect(scene.service.paramsOf(SERVER_COMMANDS.pullResponses)).toMatchObject({ shownEndpoint: LOCAL });
  });
});

describe("pull", () => {
  const pulled = (): Promise<void> => scene.runOn("GET ·", "pull");

  test("writes what is not here yet, and asks nothing", async () => {
    await opened(scene);
    await pulled();
    expect(scene.window.read(`${FOLDER}/200.json`)).toBe("{}");
    expect(scene.window.asked).toEqual([]);
    expect(await stateOf(scene, "200")).toBe("same here");
  });

  test.each([
    ["that cannot be read", "{ broken"],
    ["of another text, never pulled here", '{"mine":1}'],
  ])("writes over no file %s without a yes", async (_, mine) => {
    scene.window.write(`${FOLDER}/200.json`, mine);
    await opened(scene);
    await pulled();
    expect(scene.window.asked).toMatchObject([{ choices: ["Overwrite", "Keep Mine"] }]);
    expect(scene.window.read(`${FOLDER}/200.json`)).toBe(mine);
    scene.window.willAnswer("Keep Mine");
    await pulled();
    expect(scene.window.read(`${FOLDER}/200.json`)).toBe(mine);
    scene.window.willAnswer("Overwrite");
    await pulled();
    expect(scene.window.read(`${FOLDER}/200.json`)).toBe("{}");
  });

  test("leaves a buffer alone that is broken and not saved", async () => {
    scene.window.write(`${FOLDER}/200.json`, "{}");
    await opened(scene);
    const document = scene.window.open(`${FOLDER}/200.json`);
    document.text = "{ half";
    scene.service.deployed.set("200", '{"a":1}');
    await pulled();
    expect([document.text, scene.window.read(`${FOLDER}/200.json`)]).toEqual(["{ half", "{}"]);
    expect(scene.window.asked).toHaveLength(1);
  });

  test("says which file could not be written", async () => {
    await opened(scene);
    scene.window.isReadOnly = true;
    await pulled();
    expect(scene.window.toast(`${FOLDER}/200.json could not be written`).message).toMatch(/\.$/);
    expect(await stateOf(scene, "200")).toBe("not pulled");
  });

  test("leaves a buffer alone whose file was deleted", async () => {
    await opened(scene);
    const document = scene.window.open(`${FOLDER}/200.json`, '{"mine":1}');
    await pulled();
    expect(scene.window.asked).toHaveLength(1);
    expect(document.text).toBe('{"mine":1}');
  });

  test("shows the view what it read, so that nobody asks for it again", async () => {
    await opened(scene);
    scene.service.deployed.set("404", "{}");
    const asked = scene.service.calls();
    await pulled();
    expect(await scene.view.text()).toContain("404 · same here");
    expect(scene.service.calls().slice(asked.length)).not.toContain("listResources");
  });

  test("says of a response that is only here that there is nothing to pull", async () => {
    scene.window.write(`${FOLDER}/409.json`, "{}");
    await opened(scene);
    await scene.runOn("409 ·", "pull");
    expect(scene.window.toast("409 of GET /pets is not deployed").message).toMatch(/\.$/);
    expect(scene.window.read(`${FOLDER}/409.json`)).toBe("{}");
  });
});

describe("a file remembers whose it is", () => {
  const uri = `file:///folder/${FOLDER}/200.json`;

  test("though others were pulled from another account since", async () => {
    await opened(scene);
    await scene.runOn("GET ·", "pull");
    await scene.memory.rememberPlace({ profile: "prod", region: "eu-west-1" });
    const { profile, regionOf } = scene.memory.of(uri);
    expect([scene.memory.profile, profile, regionOf("dev"), regionOf("prod")]).toEqual([
      "prod",
      "dev",
      "us-east-1",
      "eu-west-1",
    ]);
    expect(scene.memory.targetOf(uri)).toEqual({ ...METHOD, statusCode: "200" });
    expect(scene.memory.of("file:///other.json").profile).toBe("prod");
  });

  test.each(["changed here", "new here"])("and is deployed from the view as it: %s", async (words) => {
    scene.window.write(`${FOLDER}/200.json`, "{}");
    await opened(scene);
    scene.window.change(`${FOLDER}/200.json`, '{"a":1}');
    scene.window.change(`${FOLDER}/404.json`, "{}");
    const row = words === "new here" ? "404" : "200";
    expect(await stateOf(scene, row)).toBe(words);
    await scene.runOn(`${row} ·`, "deployPulled");
    expect(scene.deployed).toEqual([
      [
        `/folder/${FOLDER}/${row}.json`,
        { profile: "dev", region: "us-east-1", target: { ...METHOD, statusCode: row } },
      ],
    ]);
  });
});
