// Deployments to stages through `workspace/executeCommand`, and what the log says of what failed around a deploy.
import { describe, expect, test } from "vitest";
import { SERVER_COMMANDS } from "../../server/src/contract";
import { lockName } from "../../server/src/deploy/lock";
import { createNodeStore } from "../../server/src/hosts/nodeStore";
import { leavePublish } from "../support/leaveDoubt";
import { type LocalScene, setLocalScene } from "./localScene";

const PLACE = { profile: "dev", region: "us-east-1" };

const requestIn = (scene: LocalScene) => ({
  ...PLACE,
  restApiId: scene.target("200").restApiId,
  stageName: "prod",
  confirmed: true,
});

const publish = (scene: LocalScene) => scene.run(SERVER_COMMANDS.createDeployment, requestIn(scene));

/** A deployment of which nobody saw the end, to a stage that had none. */
function leave(scene: LocalScene, changes: object = {}): Promise<void> {
  const { restApiId, stageName } = requestIn(scene);
  return leavePublish(scene.state, {
    ...PLACE,
    endpoint: scene.url,
    target: { restApiId, stageName },
    before: { state: "absent" },
    ...changes,
  });
}

function deployBehind(scene: LocalScene): void {
  const { restApiId, stageName } = requestIn(scene);
  scene.ask(`POST /restapis/${restApiId}/deployments`, { stageName });
}

describe("a deployment", () => {
  test("whose answer is lost is settled by reading the stage", async () => {
    await using scene = await setLocalScene();
    scene.fail({ operation: "CreateDeployment", kind: "resetAfter" });
    const made = await publish(scene);
    expect(made).toMatchObject({ kind: "deployment", settled: true });
    expect(await scene.run(SERVER_COMMANDS.listStages, requestIn(scene))).toMatchObject({
      stages: [{ stageName: "prod", deploymentId: made.deploymentId }],
    });
    expect(scene.editor.log()).toContain(
      `Deployment ${made.deploymentId} of API ${requestIn(scene).restApiId} to the stage prod, settled by reading.`,
    );
  });

  test("waits for whoever writes to the API, and says so", async () => {
    await using scene = await setLocalScene();
    const { restApiId, region } = requestIn(scene);
    const lock = lockName({ restApiId, region, endpoint: scene.url });
    expect(await createNodeStore(scene.state).lock(lock)).toMatchObject({ kind: "locked" });
    const token = "watched";
    const making = scene.editor.request("workspace/executeCommand", {
      command: SERVER_COMMANDS.createDeployment,
      arguments: [requestIn(scene)],
      workDoneToken: token,
    });
    await scene.editor.next(
      ({ method, params }) =>
        method === "$/progress" &&
        params.value.message === "Waiting: another deploy to this API is in progress",
    );
    expect(scene.writes()).toEqual([]);
    await scene.editor.notify("window/workDoneProgress/cancel", { token });
    expect(await making).toMatchObject({ kind: "failed", reason: "cancelled" });
    expect(scene.writes()).toEqual([]);
  });

  test("that was left in doubt is told by the next", async () => {
    await using scene = await setLocalScene();
    await leave(scene);
    deployBehind(scene);
    expect(await publish(scene)).toMatchObject({ kind: "deployment", earlier: [{ found: "stored" }] });
  });
});

describe("a deployment of which nobody saw the end", () => {
  test.each([
    ["stored", deployBehind, "has had another deployment since"],
    ["notStored", () => undefined, "it did not take place"],
  ])("is listed without a request and settled: %s", async (found, prepare, words) => {
    await using scene = await setLocalScene();
    await leave(scene);
    prepare(scene);
    const { restApiId, stageName } = requestIn(scene);
    const target = { restApiId, stageName };
    expect(await scene.run(SERVER_COMMANDS.openDoubts, {})).toMatchObject({
      doubts: [{ target, endpoint: scene.url, time: "2026-01-01T00:00:00.000Z" }],
    });
    expect(await scene.run(SERVER_COMMANDS.settleDoubts, {})).toMatchObject({
      settled: [{ found, target, message: expect.stringContaining(words) }],
    });
    expect(await scene.run(SERVER_COMMANDS.openDoubts, {})).toMatchObject({ doubts: [] });
    expect(scene.writes()).toEqual([]);
  });

  test("is looked at with the profile it names, and with no other", async () => {
    await using scene = await setLocalScene();
    await leave(scene, { profile: "gone" });
    expect(await scene.run(SERVER_COMMANDS.settleDoubts, {})).toMatchObject({
      settled: [{ found: "unsettled" }],
    });
  });

  test("is told to editors without a client of ours, and looked into when they say so", async () => {
    await using scene = await setLocalScene({
      host: { settlesDoubts: false, trusted: false },
      answers: ["Look Now"],
    });
    await leave(scene);
    deployBehind(scene);
    await scene.editor.notify("apigatewayResponse/hostState", { trusted: true, endpointUrl: scene.url });
    const { restApiId } = requestIn(scene);
    const asked = await scene.editor.next(({ method }) => method === "window/showMessageRequest");
    expect(asked.params.message).toBe(
      `Whether API Gateway deployed API ${restApiId} to the stage prod is not known: it was cut off, or its answer was lost. Look at what is deployed now?`,
    );
    const told = await scene.editor.next(({ method }) => method === "window/showMessage");
    expect(told.params.message).toBe(
      `The stage has another deployment since. An earlier deployment of API ${restApiId} to the stage prod was in doubt: reading shows that the stage has had another deployment since.`,
    );
  });
});

describe("what the log says of a failure", () => {
  const failing = (scene: LocalScene) =>
    [
      [SERVER_COMMANDS.listApis, "GetRestApis", {}],
      [SERVER_COMMANDS.listResources, "GetResources", {}],
      [SERVER_COMMANDS.pullResponses, "GetMethod", scene.target("200")],
      [
        SERVER_COMMANDS.compareDeployed,
        "GetIntegrationResponse",
        { uri: scene.uriOf("200"), target: scene.target("200") },
      ],
      [SERVER_COMMANDS.listStages, "GetStages", {}],
      [SERVER_COMMANDS.createDeployment, "CreateDeployment", {}],
      [SERVER_COMMANDS.testInvoke, "TestInvokeMethod", scene.target("200")],
    ] as const;

  test("is its reason, status and request id, and nothing of what was asked", async () => {
    await using scene = await setLocalScene();
    await scene.open("200", { responseTemplates: { "text/plain": "a secret" } });
    for (const [command, operation, params] of failing(scene)) {
      scene.fail({ operation, kind: "accessDenied" });
      const failed = await scene.run(command, { ...requestIn(scene), ...params });
      expect(failed, command).toMatchObject({ kind: "failed", reason: "accessDenied" });
      expect(scene.editor.log()).toMatch(
        new RegExp(
          `^${command} failed: accessDenied, HTTP 403, AccessDeniedException, request [\\w-]+\\.$`,
          "m",
        ),
      );
    }
    expect(scene.editor.log()).not.toContain("a secret");
  });

  test("is nothing where the user wanted it so", async () => {
    await using scene = await setLocalScene();
    await scene.run(SERVER_COMMANDS.createDeployment, { ...requestIn(scene), confirmed: undefined });
    expect(scene.editor.log()).not.toContain("failed");
  });

  test("of a plan is in it as well", async () => {
    await using scene = await setLocalScene();
    await scene.open("200", {});
    scene.fail({ operation: "GetIntegrationResponse", kind: "expiredToken" });
    expect(await scene.planOf("200")).toMatchObject({ kind: "failed" });
    expect(scene.editor.log()).toContain(`Comparing ${scene.uriOf("200")} failed: expiredCredentials`);
  });
});
