// Several responses in one go: each is confirmed by its own plan, and ends in its own way.
import { describe, expect, test } from "vitest";
import { type DeployAllAnswer, type DeployedFileParams, SERVER_COMMANDS } from "../../server/src/contract";
import { codesOf, PULLS } from "./editor";
import { type LocalScene, setLocalScene } from "./localScene";

const UNDECLARED = { selectionPattern: "404", responseParameters: { "method.response.header.X": "'a'" } };

/** Opens a response for each status and plans it. */
async function confirmed(
  scene: LocalScene,
  responses: Readonly<Record<string, object>>,
): Promise<readonly DeployedFileParams[]> {
  const files: DeployedFileParams[] = [];
  for (const [status, response] of Object.entries(responses)) {
    scene.ask(`PUT ${scene.method}/responses/${status}`, {});
    await scene.open(status, response);
    const { digest } = await scene.planOf(status);
    files.push({
      uri: scene.uriOf(status),
      version: 1,
      target: scene.target(status),
      confirmed: digest,
    });
  }
  return files;
}

function deployAll(
  scene: LocalScene,
  files: readonly DeployedFileParams[],
  more: object = {},
): Promise<DeployAllAnswer> {
  const where = { profile: "dev", region: "us-east-1" };
  return scene.run(SERVER_COMMANDS.deployAll, { files, ...where, ...more });
}

/** Two responses are under way, and the second is told to come back in a second. */
async function untilSecondWaits(
  scene: LocalScene,
  files: readonly DeployedFileParams[],
): Promise<{ readonly answer: Promise<DeployAllAnswer> }> {
  scene.fail({ operation: "GetIntegrationResponse", after: 1, kind: "throttled", retryAfterSeconds: 1 });
  const answer = deployAll(scene, files, { workDoneToken: "mine" });
  await scene.editor.next(
    ({ method, params }) => method === "$/progress" && /^2 of 2: Waiting/.test(params.value.message ?? ""),
  );
  return { answer };
}

/** What is deployed as the default gets a pattern, and another response becomes the default. */
async function handedOver(scene: LocalScene): Promise<readonly DeployedFileParams[]> {
  scene.ask(`PUT ${scene.method}/integration/responses/200`, {});
  const [gives, takes] = await confirmed(scene, { 200: { selectionPattern: "2.." }, 404: {} });
  return [gives, { ...takes, after: ["200"] }] as readonly DeployedFileParams[];
}

function endsOf({ outcomes }: DeployAllAnswer): readonly string[] {
  return outcomes.map(({ outcome }) => (outcome.kind === "failed" ? outcome.reason : outcome.kind));
}

describe("several responses", () => {
  test("are put one after the other, and one that is refused keeps none from its turn", async () => {
    await using scene = await setLocalScene({ capabilities: PULLS });
    const { editor } = scene;
    const files = await confirmed(scene, {
      200: { selectionPattern: "" },
      404: UNDECLARED,
      500: { selectionPattern: "500" },
    });
    const answer = await deployAll(scene, files);
    expect(endsOf(answer)).toEqual(["deployed", "badRequest", "deployed"]);
    expect(answer.outcomes.map(({ uri }) => uri)).toEqual(files.map(({ uri }) => uri));
    expect(scene.writes()).toEqual([
      "PUT integration/responses/200",
      "PUT integration/responses/404",
      "PUT integration/responses/500",
    ]);
    expect(answer.outcomes[1]?.outcome).toMatchObject({
      findings: [{ rule: "service-undeclared-header", line: 3 }],
    });
    expect(codesOf(await editor.pulled(scene.uriOf("404")))).toEqual(["service-undeclared-header"]);
    expect(editor.log().match(/^(?:Deployed|Did not deploy) .*$/gm)).toHaveLength(3);
  });

  test("say of their progress which one it is", async () => {
    await using scene = await setLocalScene();
    const files = await confirmed(scene, { 200: {}, 404: { selectionPattern: "404" } });
    await deployAll(scene, files, { workDoneToken: "mine" });
    const told = scene.editor.received
      .filter(({ method, params }) => method === "$/progress" && params.token === "mine")
      .flatMap(({ params }) => params.value.message ?? []);
    expect(told).toContain("1 of 2: Sending the 200 response");
    expect(told).toContain("2 of 2: Sending the 404 response");
  });

  test("that moved on since are left out, and say so", async () => {
    await using scene = await setLocalScene();
    const files = await confirmed(scene, {
      200: {},
      404: { selectionPattern: "404" },
      500: { selectionPattern: "500" },
    });
    await scene.editor.change([{ text: '{ "selectionPattern": "40." }' }], scene.uriOf("404"));
    scene.ask(`PUT ${scene.method}/integration/responses/500`, { selectionPattern: "5.." });
    expect(endsOf(await deployAll(scene, files))).toEqual(["deployed", "documentChanged", "liveChanged"]);
    expect(scene.writes()).toEqual(["PUT integration/responses/200"]);
  });

  test("that change while another is sent are left out", async () => {
    await using scene = await setLocalScene();
    const files = await confirmed(scene, { 200: {}, 404: { selectionPattern: "404" } });
    const deploying = await untilSecondWaits(scene, files);
    await scene.editor.change([{ text: "{}" }], scene.uriOf("404"));
    expect(endsOf(await deploying.answer)).toEqual(["deployed", "documentChanged"]);
    expect(scene.writes()).toEqual(["PUT integration/responses/200"]);
  });

  test("are not begun any more once it is cancelled", async () => {
    await using scene = await setLocalScene();
    const files = await confirmed(scene, { 200: {}, 404: { selectionPattern: "404" } });
    const deploying = await untilSecondWaits(scene, files);
    await scene.editor.notify("window/workDoneProgress/cancel", { token: "mine" });
    expect(endsOf(await deploying.answer)).toEqual(["deployed", "cancelled"]);
    expect(scene.writes()).toEqual(["PUT integration/responses/200"]);
  });

  test("of which one takes the default from another are both stored, in the order that allows it", async () => {
    await using scene = await setLocalScene();
    const files = await handedOver(scene);
    expect(endsOf(await deployAll(scene, files))).toEqual(["deployed", "deployed"]);
    expect(scene.writes()).toEqual(["PUT integration/responses/200", "PUT integration/responses/404"]);
  });

  test.each<[string, (scene: LocalScene) => unknown, readonly string[]]>([
    ["moved on", (scene) => scene.editor.change([{ text: "{}" }], scene.uriOf("200")), ["documentChanged"]],
    [
      "is refused",
      (scene) => scene.fail({ operation: "PutIntegrationResponse", kind: "accessDenied" }),
      ["accessDenied"],
    ],
  ])("that take over from one which %s are not sent", async (_, mishap, reasons) => {
    await using scene = await setLocalScene();
    const files = await handedOver(scene);
    await mishap(scene);
    const answer = await deployAll(scene, files);
    expect(endsOf(answer)).toEqual([...reasons, "heldUp"]);
    expect(scene.writes()).not.toContain("PUT integration/responses/404");
    expect(answer.outcomes[1]?.outcome.message).toBe(
      "It takes over what the 200 response of its method gives up first, and that was not stored, so nothing was sent for it. See what became of the 200 response, then deploy both again.",
    );
  });

  test("declare what was confirmed of each", async () => {
    await using scene = await setLocalScene();
    const [file] = await confirmed(scene, { 404: UNDECLARED });
    const { declaration } = await scene.planOf("404");
    const answer = await deployAll(scene, [
      { ...file, confirmed: declaration?.digest } as DeployedFileParams,
    ]);
    expect(endsOf(answer)).toEqual(["deployed"]);
    expect(scene.writes()).toEqual(["PATCH responses/404", "PUT integration/responses/404"]);
  });
});

describe("nothing is sent", () => {
  test("in a workspace that is not trusted", async () => {
    await using scene = await setLocalScene({ host: { trusted: false } });
    const file = { uri: scene.uriOf("200"), confirmed: "x" };
    expect(await deployAll(scene, [file])).toMatchObject({ kind: "failed", reason: "untrusted" });
  });

  test("to a protected profile before its name was typed", async () => {
    await using scene = await setLocalScene({ host: { protected: ["dev"] } });
    const files = await confirmed(scene, { 200: {} });
    expect(endsOf(await deployAll(scene, files, { typed: "de" }))).toEqual(["protected"]);
    expect(scene.writes()).toEqual([]);
    expect(endsOf(await deployAll(scene, files, { typed: "dev" }))).toEqual(["deployed"]);
  });

  test("of what API Gateway may refuse, unless the user saw that", async () => {
    await using scene = await setLocalScene();
    const [file] = await confirmed(scene, { 200: { contentHandling: "" } });
    expect(endsOf(await deployAll(scene, [file as DeployedFileParams]))).toEqual(["doubtful"]);
    expect(scene.writes()).toEqual([]);
    const anyway = { ...(file as DeployedFileParams), deployAnyway: true };
    expect(endsOf(await deployAll(scene, [anyway]))).toEqual(["badRequest"]);
  });

  test("where one of them was not confirmed", async () => {
    await using scene = await setLocalScene();
    const [file] = await confirmed(scene, { 200: {} });
    const { confirmed: _, ...unconfirmed } = file as DeployedFileParams;
    for (const files of [[file, unconfirmed], [{ ...file, after: "404" }], "all", undefined]) {
      const asked = scene.run(SERVER_COMMANDS.deployAll, { files, profile: "dev", region: "us-east-1" });
      await expect(asked).rejects.toMatchObject({ code: -32602 });
    }
    expect(scene.writes()).toEqual([]);
  });
});
