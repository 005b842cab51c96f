// A deploy through `workspace/executeCommand`, down to the request on the wire of a loopback endpoint.
// Invariant: whatever is refused was refused before anything was sent.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CancellationTokenSource } from "vscode-jsonrpc/node";
import { SERVER_COMMANDS } from "../../server/src/contract";
import { STAND_IN_CREDENTIALS } from "../support/standIn.mjs";
import { BODY, PATH, setScene, TARGET, WHERE } from "./deployScene";
import { OWN_URI } from "./editor";

describe("with a client of ours", () => {
  test("choices, plan, and what was confirmed is on the wire", async () => {
    await using scene = await setScene();
    const { editor, service, run } = scene;
    await editor.open(BODY);
    expect(await run(SERVER_COMMANDS.deployChoices, { uri: OWN_URI })).toMatchObject({
      uri: OWN_URI,
      version: 1,
      target: { recognised: true, known: {} },
      profiles: [{ name: "dev", region: "us-east-1" }],
      blockedBy: [],
      doubtfulBecause: [],
    });
    expect(service.requests).toEqual([]);

    const plan = await scene.plan();
    expect(plan).toMatchObject({
      kind: "plan",
      endpoint: service.url,
      region: "eu-west-1",
      liveState: "read",
      differences: [{ path: "selectionPattern", kind: "changed", live: "200", wanted: "2\\d{2}" }],
    });
    expect(service.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);

    const outcome = await run(SERVER_COMMANDS.deploy, { ...WHERE, confirmed: plan.digest });
    expect(outcome).toMatchObject({
      kind: "deployed",
      httpStatus: 201,
      stored: { selectionPattern: "2\\d{2}" },
    });
    expect(service.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${PATH.slice(0, PATH.indexOf("/integration/"))}`,
      `GET ${PATH}`,
      `GET ${PATH}`,
      `PUT ${PATH}`,
    ]);
    const put = service.requests.at(-1);
    expect(put).toMatchObject({ signature: "valid", region: "eu-west-1", service: "apigateway" });
    expect(JSON.parse(put?.body ?? "")).toEqual({ selectionPattern: "2\\d{2}" });
    const kept = await readdir(join(scene.state, "history"));
    expect(kept).toHaveLength(1);
    expect(await readFile(join(scene.state, "history", kept[0] ?? ""), "utf8")).not.toContain(
      STAND_IN_CREDENTIALS.secretAccessKey,
    );
    expect(editor.log()).toBe(`Deployed ${OWN_URI}: HTTP 201.`);
    expect(editor.methods()).not.toContain("window/showMessageRequest");
  });

  describe("of several responses", () => {
    const METHOD = `{
  "httpMethod": "GET",
  "methodIntegration": {
    "type": "AWS",
    "integrationResponses": {
      "200": { "statusCode": "200", "selectionPattern": "2\\\\d{2}" },
      "500": { "statusCode": "500", "contentHandling": "BASE64" }
    }
  }
}`;
    const uri = "file:///work/method.json";
    const at = (needle: string) => {
      const before = METHOD.slice(0, METHOD.indexOf(needle)).split("\n");
      return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    };

    test("the one at the cursor is sent, whatever is wrong with the others", async () => {
      await using scene = await setScene();
      const { editor, service, run } = scene;
      await editor.open(METHOD, { uri, languageId: "json" });
      const place = at("selectionPattern");
      expect(await run(SERVER_COMMANDS.deployChoices, { uri, ...place })).toMatchObject({
        target: { known: { httpMethod: "GET", statusCode: "200" } },
        blockedBy: [],
      });
      const plan = await scene.plan({ uri, ...place });
      expect(plan).toMatchObject({ target: TARGET, wanted: { selectionPattern: "2\\d{2}" } });
      const outcome = await run(SERVER_COMMANDS.deploy, { ...WHERE, uri, ...place, confirmed: plan.digest });
      expect(outcome).toMatchObject({ kind: "deployed", target: TARGET });
      expect(service.requests.at(-1)).toMatchObject({ method: "PUT", path: PATH });
    });

    test.each([
      ["with a fault of its own, is blocked", '500": {', { blockedBy: [{ rule: "content-handling" }] }],
      ["of none, is asked for", "methodIntegration", { kind: "failed", reason: "severalResponses" }],
    ])("the one at the cursor, %s", async (_, needle, expected) => {
      await using scene = await setScene();
      await scene.editor.open(METHOD, { uri, languageId: "json" });
      const choices = await scene.run(SERVER_COMMANDS.deployChoices, { uri, ...at(needle) });
      expect(choices).toMatchObject(expected);
    });

    test("another target than its own is refused", async () => {
      await using scene = await setScene();
      await scene.editor.open(METHOD, { uri, languageId: "json" });
      const target = { ...TARGET, statusCode: "404" };
      const plan = await scene.plan({ uri, target, ...at("selectionPattern") });
      expect(plan).toMatchObject({ kind: "failed", reason: "targetConflict" });
      expect(scene.service.requests).toEqual([]);
    });
  });

  test("progress is told over the client's token", async () => {
    await using scene = await setScene();
    await scene.editor.open(BODY);
    await scene.plan({ workDoneToken: "mine" });
    const told = scene.editor.received.filter(({ method }) => method === "$/progress");
    expect(told.map(({ params }) => [params.token, params.value.kind])).toEqual([
      ["mine", "begin"],
      ["mine", "report"],
      ["mine", "report"],
      ["mine", "end"],
    ]);
  });

  test.each(["the progress", "the request"])(
    "a deploy that hangs ends when %s is cancelled",
    async (what) => {
      await using scene = await setScene();
      const { editor, service } = scene;
      await editor.open(BODY);
      const plan = await scene.plan();
      service.play("hang");
      const source = new CancellationTokenSource();
      const params = { ...WHERE, confirmed: plan.digest, workDoneToken: "mine" };
      const deploying = editor.connection.sendRequest(
        "workspace/executeCommand",
        { command: SERVER_COMMANDS.deploy, arguments: [params] },
        source.token,
      );
      await editor.next(
        ({ method, params: told }) => method === "$/progress" && /^Sending/.test(told.value.message ?? ""),
      );
      if (what === "the request") {
        source.cancel();
      } else {
        await editor.notify("window/workDoneProgress/cancel", { token: "mine" });
      }
      // The PUT may have been on its way: what became of it is the answer, not that somebody lost patience.
      const outcome = await deploying;
      expect(outcome).toMatchObject({ kind: "failed", reason: "cancelled" });
      expect(service.state.methods.get("fugvjdxtri/3kzxbg5sa2/GET")?.responses.get("200")).toEqual({
        selectionPattern: "200",
      });
    },
  );

  test("a service that refuses is an outcome, with its own words", async () => {
    await using scene = await setScene();
    await scene.editor.open(BODY);
    const plan = await scene.plan();
    scene.service.play("badRequest");
    expect(await scene.run(SERVER_COMMANDS.deploy, { ...WHERE, confirmed: plan.digest })).toMatchObject({
      kind: "failed",
      reason: "badRequest",
      httpStatus: 400,
      serviceMessage: expect.stringContaining("Invalid mapping expression"),
    });
    expect(scene.editor.log()).toMatch(
      /^Did not deploy .*: badRequest, HTTP 400, BadRequestException, request /,
    );
  });
});

describe("what changes in between is confirmed again", () => {
  test("the document, before the deploy", async () => {
    await using scene = await setScene();
    const { editor, service, run } = scene;
    await editor.open(BODY);
    const plan = await scene.plan();
    await editor.change([{ text: `${BODY} ` }]);
    const stale = await run(SERVER_COMMANDS.deploy, { ...WHERE, confirmed: plan.digest });
    expect(stale).toMatchObject({ kind: "failed", reason: "documentChanged" });
    // A client that forgets to say which version it means is told by the digest.
    const { version: _, ...anyVersion } = WHERE;
    const unsaid = await run(SERVER_COMMANDS.deploy, { ...anyVersion, confirmed: plan.digest });
    expect(unsaid).toMatchObject({ kind: "failed", reason: "documentChanged" });
    expect(service.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });

  test("the document, while what is deployed is being read", async () => {
    await using scene = await setScene();
    const { editor, service, run } = scene;
    await editor.open(BODY);
    const plan = await scene.plan();
    service.play({ play: "throttled", on: "GET", retryAfter: 1 });
    const deploying = run(SERVER_COMMANDS.deploy, { ...WHERE, confirmed: plan.digest, workDoneToken: 7 });
    await editor.next(
      ({ method, params }) => method === "$/progress" && /^Waiting/.test(params.value.message ?? ""),
    );
    await editor.change([{ text: `${BODY} ` }]);
    expect(await deploying).toMatchObject({ kind: "failed", reason: "documentChanged" });
    expect(service.requests.map(({ method }) => method)).not.toContain("PUT");
  });

  test("what is deployed", async () => {
    await using scene = await setScene();
    await scene.editor.open(BODY);
    const plan = await scene.plan();
    scene.service.state.methods.get("fugvjdxtri/3kzxbg5sa2/GET")?.responses.set("200", {});
    expect(await scene.run(SERVER_COMMANDS.deploy, { ...WHERE, confirmed: plan.digest })).toMatchObject({
      reason: "liveChanged",
    });
  });
});

describe("refused without a request", () => {
  test.each([
    ["in a workspace that is not trusted", { host: { trusted: false } }],
    ["by a client that says nothing of trust", { host: { trusted: undefined } }],
    ["by a client that says it in another way", { host: { trusted: "true" } }],
  ])("%s", async (_, options) => {
    await using scene = await setScene(options);
    await scene.editor.open(BODY);
    for (const command of [
      SERVER_COMMANDS.deployChoices,
      SERVER_COMMANDS.planDeploy,
      SERVER_COMMANDS.deploy,
    ]) {
      expect(await scene.run(command, { ...WHERE, confirmed: "x" })).toMatchObject({
        kind: "failed",
        reason: "untrusted",
      });
    }
    expect(scene.service.requests).toEqual([]);
  });

  test("until trust is granted, and again when it is withdrawn", async () => {
    await using scene = await setScene({ host: { trusted: false } });
    const { editor, service } = scene;
    await editor.open(BODY);
    await editor.notify("apigatewayResponse/hostState", { trusted: true, endpointUrl: service.url });
    expect(await scene.plan()).toMatchObject({ kind: "plan" });
    await editor.notify("apigatewayResponse/hostState", { endpointUrl: service.url });
    expect(await scene.plan()).toMatchObject({ reason: "untrusted" });
  });

  test("to an endpoint of the workspace's settings, which is never read", async () => {
    await using scene = await setScene({
      host: { endpointUrl: "http://evil.example" },
      capabilities: { workspace: { configuration: true } },
    });
    scene.editor.settings = { endpointUrl: scene.service.url };
    await scene.editor.open(BODY);
    expect(await scene.plan()).toMatchObject({ kind: "failed", reason: "invalidEndpoint" });
  });

  test.each([
    ["no integration response", "notRecognised", "[1, 2]", {}],
    ["broken JSON", "blocked", '{ "selectionPattern": "2\\d" }', {}],
    ["what the service refuses", "blocked", '{ "contentHandling": "CONVERT" }', {}],
    ["two targets", "targetConflict", '{ "statusCode": "200", "selectionPattern": "" }', { conflict: true }],
    ["no target", "targetIncomplete", BODY, { target: {} }],
    ["half a target", "targetIncomplete", BODY, { target: { restApiId: "a1" } }],
    ["another version", "documentChanged", BODY, { version: 3 }],
  ])(
    "%s: %s",
    async (_, reason, text, {
      conflict,
      ...params
    }: { conflict?: boolean; target?: object; version?: number }) => {
      const uri = conflict
        ? "file:///restapis/a/resources/b/methods/GET/integration/responses/404.json"
        : OWN_URI;
      await using scene = await setScene();
      await scene.editor.open(text, { uri });
      const outcome = await scene.plan({ uri, ...params });
      expect(outcome).toMatchObject({ kind: "failed", reason });
      expect(scene.service.requests).toEqual([]);
    },
  );

  test.each([
    [
      "path",
      BODY,
      "file:///restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/200.json",
    ],
    ["keys", '{ "statusCode": "200", "selectionPattern": "" }', OWN_URI],
  ])("another target than its %s say, by whichever command", async (_, text, uri) => {
    await using scene = await setScene({ answers: ["Deploy"] });
    await scene.editor.open(text, { uri });
    const target = { ...TARGET, statusCode: "404" };
    const asked = { ...WHERE, uri, target };
    for (const outcome of [
      await scene.plan({ uri, target }),
      await scene.run(SERVER_COMMANDS.deploy, asked),
      await scene.run(SERVER_COMMANDS.deploy, { ...asked, confirmed: "x" }),
    ]) {
      expect(outcome).toMatchObject({
        kind: "failed",
        reason: "targetConflict",
        message: expect.stringContaining(
          "`statusCode` is 200 in the document and 404 in what was asked for.",
        ),
      });
    }
    expect(scene.service.requests).toEqual([]);
  });

  test("a document that is not open", async () => {
    await using scene = await setScene();
    expect(await scene.plan()).toMatchObject({ kind: "failed", reason: "noDocument" });
  });

  test("a blocked response says where and why, unless its rule is turned off", async () => {
    await using scene = await setScene();
    const { editor, run } = scene;
    await editor.open('{\n  "contentHandling": "CONVERT" }');
    const { blockedBy } = await run(SERVER_COMMANDS.deployChoices, { uri: OWN_URI });
    expect(blockedBy).toMatchObject([{ rule: "content-handling", line: 1, character: 22 }]);
    await editor.notify("workspace/didChangeConfiguration", {
      settings: { apigatewayResponse: { rules: { "content-handling": "off" } } },
    });
    expect(await scene.plan()).toMatchObject({ kind: "plan" });
  });

  test("a command that does not exist, or without what it takes", async () => {
    await using scene = await setScene();
    const invalid = { code: -32602 };
    await expect(scene.run("apigatewayResponse.server.delete", {})).rejects.toMatchObject(invalid);
    await expect(scene.run(SERVER_COMMANDS.deploy, { uri: 7 })).rejects.toMatchObject(invalid);
    await expect(scene.run(SERVER_COMMANDS.planDeploy, { uri: OWN_URI })).rejects.toMatchObject(invalid);
  });
});

describe("what is uncertain is the user's to decide", () => {
  const DOUBTFUL = '{ "contentHandling": "" }';

  test("a client of ours says that the user has decided", async () => {
    await using scene = await setScene();
    const { editor, run } = scene;
    await editor.open(DOUBTFUL);
    const choices = await run(SERVER_COMMANDS.deployChoices, { uri: OWN_URI });
    expect(choices.blockedBy).toEqual([]);
    expect(choices.doubtfulBecause).toMatchObject([{ rule: "content-handling" }]);
    const plan = await scene.plan();
    const confirmed = { ...WHERE, confirmed: plan.digest };
    expect(await run(SERVER_COMMANDS.deploy, confirmed)).toMatchObject({
      kind: "failed",
      reason: "doubtful",
      findings: [{ rule: "content-handling" }],
    });
    const anyway = await run(SERVER_COMMANDS.deploy, { ...confirmed, deployAnyway: true });
    expect(scene.service.requests.at(-1)?.method).toBe("PUT");
    expect(anyway).toMatchObject({ kind: "failed", reason: "badRequest" });
  });

  test("in any other editor it is a question of its own", async () => {
    await using scene = await setScene({
      host: { clientCommands: [] },
      answers: ["Deploy Anyway", "Deploy"],
    });
    await scene.editor.open(DOUBTFUL);
    await scene.run(SERVER_COMMANDS.deploy, { uri: OWN_URI, target: TARGET, profile: "dev" });
    const asked = scene.editor.received.filter(({ method }) => method === "window/showMessageRequest");
    expect(asked.map(({ params }) => params.actions[0].title)).toEqual(["Deploy Anyway", "Deploy"]);
    expect(scene.service.requests.at(-1)?.method).toBe("PUT");
  });

  test("and nothing is sent when it is not answered", async () => {
    await using scene = await setScene({ host: { clientCommands: [] } });
    await scene.editor.open(DOUBTFUL);
    const outcome = await scene.run(SERVER_COMMANDS.deploy, { uri: OWN_URI, target: TARGET, profile: "dev" });
    expect(outcome).toMatchObject({ kind: "failed", reason: "notConfirmed" });
    expect(scene.service.requests).toEqual([]);
  });
});

describe("with any other editor", () => {
  const OPTIONS = { host: { clientCommands: [] }, capabilities: { window: { workDoneProgress: true } } };
  const ASKED = { uri: OWN_URI, target: TARGET, profile: "dev" };

  test("the user is asked in a message, told by a message, and sees progress", async () => {
    await using scene = await setScene({ ...OPTIONS, answers: ["Deploy"] });
    const { editor, service } = scene;
    await editor.open(BODY);
    expect(await scene.run(SERVER_COMMANDS.deploy, ASKED)).toMatchObject({ kind: "deployed" });
    const { params } = await editor.next(({ method }) => method === "window/showMessageRequest");
    expect(params.message).toContain("the 200 response of GET (resource 3kzxbg5sa2 of API fugvjdxtri)");
    expect(params.message).toContain(service.url);
    expect(params.message).toContain("changed selectionPattern");
    expect(params.actions).toEqual([{ title: "Deploy" }, { title: "Cancel" }]);
    const shown = await editor.next(({ method }) => method === "window/showMessage");
    expect(shown.params).toMatchObject({ type: 3, message: expect.stringContaining("HTTP 201") });
    expect(editor.methods()).toContain("window/workDoneProgress/create");
  });

  test.each([["Cancel"], [null]])("nothing is sent when the answer is %s", async (answer) => {
    await using scene = await setScene({ ...OPTIONS, answers: [answer] });
    await scene.editor.open(BODY);
    expect(await scene.run(SERVER_COMMANDS.deploy, ASKED)).toMatchObject({
      kind: "failed",
      reason: "notConfirmed",
    });
    expect(scene.service.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });

  test("nothing is sent when the document changes under the question", async () => {
    await using scene = await setScene(OPTIONS);
    const { editor } = scene;
    await editor.open(BODY);
    editor.connection.onRequest("window/showMessageRequest", async () => {
      await editor.change([{ text: "{}" }]);
      return { title: "Deploy" };
    });
    expect(await scene.run(SERVER_COMMANDS.deploy, ASKED)).toMatchObject({ reason: "documentChanged" });
    expect(scene.service.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });

  test("a question that nobody answers ends with the progress", async () => {
    await using scene = await setScene(OPTIONS);
    const { editor } = scene;
    await editor.open(BODY);
    const asked = new Promise<void>((resolve) => {
      editor.connection.onRequest("window/showMessageRequest", () => {
        resolve();
        return new Promise(() => undefined);
      });
    });
    const deploying = scene.run(SERVER_COMMANDS.deploy, { ...ASKED, workDoneToken: "mine" });
    await asked;
    await editor.notify("window/workDoneProgress/cancel", { token: "mine" });
    expect(await deploying).toMatchObject({ reason: "cancelled" });
  });

  test("what is missing is said, and the region is the profile's", async () => {
    await using scene = await setScene(OPTIONS);
    const { editor, service } = scene;
    await editor.open(BODY);
    expect(await scene.run(SERVER_COMMANDS.deploy, { uri: OWN_URI })).toMatchObject({
      reason: "targetIncomplete",
    });
    const shown = await editor.next(({ method }) => method === "window/showMessage");
    expect(shown.params.type).toBe(1);
    await scene.run(SERVER_COMMANDS.deploy, ASKED);
    expect(service.requests.at(-1)?.region).toBe("us-east-1");
  });
});
