// The view's actions without the view: from the palette, by name, and on again after a failure.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { SERVER_COMMANDS } from "../../server/src/contract";
import { EXPIRED, FOLDER, LINE_DOWN, METHOD } from "./fakeService";
import type { Document } from "./fakeWindow";
import { opened, type Scene, setScene } from "./scene";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

let scene: Scene;

beforeEach(() => {
  scene = setScene();
  scene.service.deployed.set("200", "{}");
});

describe("from the palette", () => {
  test.each([
    ["pull", ["pets", "GET /pets"], "pullResponses"],
    ["testInvoke", ["pets", "GET /pets"], "listResources"],
    ["createDeployment", ["pets"], "listStages"],
    ["openPulled", ["pets", "GET /pets", "200"], "pullResponses"],
  ])(
    "%s goes on with what was chosen, once a list that failed can be read",
    async (command, answers, last) => {
      scene.service.fails(SERVER_COMMANDS.listApis, LINE_DOWN, EXPIRED);
      scene.window.willAnswer("dev", "us-east-1");
      await scene.run(command);
      scene.window.toast(LINE_DOWN.message).press("Try Again");
      await vi.waitFor(() => scene.window.toast(EXPIRED.message));
      scene.window.willAnswer(...answers);
      scene.window.toast(EXPIRED.message).press("Run aws sso login");
      await vi.waitFor(() => expect(scene.service.calls()).toContain(last));
      expect(scene.window.commandLines).toEqual(["aws sso login --profile dev"]);
      expect(scene.service.calls().filter((call) => call === "awsChoices")).toHaveLength(1);
      expect(scene.service.paramsOf(SERVER_COMMANDS.listApis)).toMatchObject({ profile: "dev" });
    },
  );

  test("an account is asked for anew where nothing could be read to choose from", async () => {
    scene = setScene([]);
    scene.service.fails(SERVER_COMMANDS.awsChoices, LINE_DOWN);
    await scene.run("addAccount");
    scene.window.willAnswer("prod", "eu-west-1");
    scene.window.toast(LINE_DOWN.message).press("Try Again");
    await vi.waitFor(async () => expect(await scene.view.text()).toContain("prod · eu-west-1"));
  });

  test("an account is removed by name", async () => {
    await scene.view.show();
    scene.window.willAnswer("dev us-east-1");
    await scene.run("removeAccount");
    expect(await scene.view.text()).toBe("");
    await scene.run("removeAccount");
    expect(scene.window.toast("none to remove").message).toMatch(/\.$/);
  });

  test("an account that was removed is read anew when it comes back", async () => {
    await opened(scene);
    scene.window.willAnswer("dev us-east-1");
    await scene.run("removeAccount");
    scene.service.deployed.set("404", "{}");
    scene.window.willAnswer("dev", "us-east-1");
    await scene.run("addAccount");
    await opened(scene);
    expect(await scene.view.text()).toContain("404 · not pulled");
  });

  test("a response is opened by name, and pulled where it is not here", async () => {
    scene.window.willAnswer("dev", "us-east-1", "pets", "GET /pets", "200 not pulled");
    await scene.run("openPulled");
    expect(scene.window.read(`${FOLDER}/200.json`)).toBe("{}");
    expect(scene.window.active?.uri.path).toBe(`/folder/${FOLDER}/200.json`);
  });
});

describe("the document in front", () => {
  const target = { ...METHOD, statusCode: "200" };
  const plan = {
    ...{ kind: "plan", uri: `file:///folder/${FOLDER}/200.json`, version: 1, target },
    ...{ region: "us-east-1", endpoint: "AWS", profile: "dev", liveState: "read", live: {} },
    ...{ wanted: { selectionPattern: "a" }, preflight: [], digest: "d" },
    differences: [{ path: "selectionPattern", kind: "added", wanted: "a" }],
  };

  beforeEach(() => {
    scene.service.deployPlan = plan;
    scene.service.known = target;
    scene.window.open(`/folder/${FOLDER}/200.json`, "{}");
  });

  test("is deployed by its name, where that was seen", async () => {
    await opened(scene);
    scene.window.willAnswer("dev", "us-east-1", "Deploy");
    await scene.deployActive();
    expect(scene.window.asked.at(-1)?.title).toBe("Deploy GET /pets 200 of pets to AWS?");
    expect(scene.window.toast("201").message).toBe(
      "201: GET /pets 200 of pets is stored. Clients see it after the next deployment of the API to a stage.",
    );
  });

  test("by its method and status alone, where nothing else is known of it", async () => {
    scene.window.willAnswer("dev", "us-east-1", "Deploy");
    await scene.deployActive();
    expect(scene.window.asked.at(-1)?.title).toBe("Deploy GET /…/200 to AWS?");
    expect(scene.window.toast("201").message).toMatch(/^201: GET \/…\/200 is stored\./);
  });
});

describe("a deployment to a stage", () => {
  test.each([
    ["AWS", false, "pets is live on stage prod (deployment dep1). Clients may see it a little later."],
    ["API Gateway Local, which has no clients", true, "pets is live on stage prod (deployment dep1)."],
  ])("says what is live on %s", async (_, isLocal, words) => {
    scene.service.isLocal = isLocal;
    await opened(scene);
    scene.window.willAnswer("prod", "Create Deployment");
    await scene.runOn("pets ·", "createDeployment");
    expect(scene.window.toast("is live").message).toBe(words);
  });
});

describe("test invoke", () => {
  async function invocation(): Promise<Document> {
    await opened(scene);
    await scene.runOn("GET ·", "testInvoke");
    const { active } = scene.window;
    if (active === undefined) {
      throw new Error("No document was opened.");
    }
    return active;
  }

  test("runs what the document says, where it says, and writes below what came of it", async () => {
    const document = await invocation();
    document.text = document.text.replace(
      "Accept: application/json",
      "X-A: 1\nX-A: 2\n# Stage variable: color=blue",
    );
    scene.window.willAnswer("Run");
    await scene.run("runTestInvoke");
    expect(scene.window.asked.at(-1)).toMatchObject({ title: "Run GET /pets of pets?" });
    expect(scene.window.asked.at(-1)?.detail).toContain(
      "Endpoint: AWS\nProfile: dev\nAccount: 000000000000\n",
    );
    expect(scene.window.asked.at(-1)?.detail).toContain("user/me\nRegion: us-east-1");
    expect(scene.service.paramsOf(SERVER_COMMANDS.signer)).toMatchObject({ shownEndpoint: "AWS" });
    expect(scene.service.paramsOf(SERVER_COMMANDS.testInvoke)).toEqual({
      ...METHOD,
      profile: "dev",
      region: "us-east-1",
      shownEndpoint: "AWS",
      pathWithQueryString: "/pets",
      headers: [
        ["X-A", "1"],
        ["X-A", "2"],
      ],
      stageVariables: { color: "blue" },
      confirmed: true,
    });
    expect(document.text).toContain("### Response\nHTTP/1.1 200\nA: 1\n\ndone\n\n# 3 ms\n# Log\n# a log\n");
  });

  test("warns of the backend at AWS, and says of API Gateway Local that none runs", async () => {
    const there = await invocation();
    expect(there.text).toContain("# Running it really runs the backend, with all that this does.\n");
    await scene.run("runTestInvoke");
    expect(scene.window.asked.at(-1)?.detail).toContain("It really runs the backend: ");
    scene = setScene();
    scene.service.endpoint = "http://127.0.0.1:4570";
    scene.service.isLocal = true;
    scene.window.set("apigatewayResponse.endpointUrl", scene.service.endpoint);
    const here = await invocation();
    expect(here.text).toContain("# API Gateway Local runs no backend: it takes the stated answer, else 200");
    expect(here.text).not.toContain("really runs");
    await scene.run("runTestInvoke");
    expect(scene.window.asked.at(-1)?.detail).toMatch(/^API Gateway Local runs no backend: /);
  });

  test("warns anew where something else has come to the address of API Gateway Local", async () => {
    scene.service.endpoint = "http://127.0.0.1:4570";
    scene.service.isLocal = true;
    scene.window.set("apigatewayResponse.endpointUrl", scene.service.endpoint);
    await invocation();
    scene.window.willAnswer("Run");
    await scene.run("runTestInvoke");
    expect(scene.window.asked.at(-1)?.detail).toMatch(/^API Gateway Local runs no backend: /);
    const asked = scene.window.asked.length;
    await scene.run("runTestInvoke");
    expect(scene.window.asked).toHaveLength(asked);
    scene.service.isLocal = false;
    await scene.run("runTestInvoke");
    expect(scene.window.asked.at(-1)?.detail).toMatch(/^It really runs the backend: /);
  });

  test("runs again in a window that knows nothing but the document", async () => {
    const { text } = await invocation();
    scene = setScene();
    scene.window.open("restored", text, "apigateway-invoke");
    scene.window.willAnswer("Run");
    await scene.run("runTestInvoke");
    expect(scene.service.paramsOf(SERVER_COMMANDS.testInvoke)).toMatchObject({ ...METHOD, profile: "dev" });
  });

  test.each([
    ["another verb", "\nGET /", "\nDELETE /", "its request says DELETE"],
    ["a line that says where gone", "# Region: us-east-1\n", "", "say what is run"],
  ])("runs nothing with %s", async (_, before, after, words) => {
    const document = await invocation();
    document.text = document.text.replace(before, after);
    await scene.run("runTestInvoke");
    expect(scene.window.toast(words).message).toMatch(/\.$/);
    expect(scene.service.calls()).not.toContain("testInvoke");
  });

  test("has what is protected typed each time, and shows who signs once", async () => {
    const document = await invocation();
    scene.service.isProtected = true;
    scene.window.willAnswer("Run");
    await scene.run("runTestInvoke");
    expect(document.text).not.toContain("HTTP/1.1");
    expect(scene.service.calls()).not.toContain("testInvoke");
    scene.window.willAnswer("Run", "dev", "dev");
    await scene.run("runTestInvoke");
    await scene.run("runTestInvoke");
    expect(scene.service.paramsOf(SERVER_COMMANDS.testInvoke)).toMatchObject({ typed: "dev" });
    expect(scene.service.calls().filter((call) => call === "signer")).toHaveLength(2);
    expect(scene.service.calls().filter((call) => call === "testInvoke")).toHaveLength(2);
  });

  test("shows who signs once more where the shared AWS files have changed", async () => {
    await invocation();
    scene.window.willAnswer("Run", "Run");
    await scene.run("runTestInvoke");
    scene.service.changeAwsFiles();
    await scene.run("runTestInvoke");
    expect(scene.window.asked).toHaveLength(2);
    expect(scene.service.calls().filter((call) => call === "signer")).toHaveLength(2);
  });

  test("asks again where the document names another place", async () => {
    const document = await invocation();
    scene.window.willAnswer("Run", "Run");
    await scene.run("runTestInvoke");
    await scene.run("runTestInvoke");
    expect(scene.window.asked).toHaveLength(1);
    document.text = document.text.replace("# Profile: dev", "# Profile: prod");
    await scene.run("runTestInvoke");
    expect(scene.window.asked).toHaveLength(2);
  });
});
