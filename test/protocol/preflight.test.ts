// What a plan foresees on the method: told with it, underlined in the document, declared first when that is confirmed.
import { describe, expect, test } from "vitest";
import { SERVER_COMMANDS } from "../../server/src/contract";
import { codesOf, PULLS } from "./editor";
import { setLocalScene } from "./localScene";

const X = "method.response.header.X-New";
const MAPS_X = { responseParameters: { [X]: "'a'" } };

describe("a header that the method response does not declare", () => {
  test("is told with the plan, and declared before the PUT where that was confirmed", async () => {
    await using scene = await setLocalScene();
    await scene.open("200", MAPS_X);
    const plan = await scene.planOf("200");
    expect(plan).toMatchObject({
      preflight: [
        {
          rule: "undeclared-header",
          severity: "error",
          evidence: "observed",
          path: `responseParameters/${X}`,
          offer: "declareHeaders",
        },
      ],
      declaration: { call: "declareHeaders", headers: [X] },
      verdict: "needsDeclaration",
    });
    const confirmed = { ...scene.whereOf("200"), confirmed: plan.declaration?.digest };
    expect(await scene.run(SERVER_COMMANDS.deploy, confirmed)).toMatchObject({ kind: "deployed" });
    expect(scene.writes()).toEqual(["PATCH responses/200", "PUT integration/responses/200"]);
  });

  test("is declared by nothing but that confirmation", async () => {
    await using scene = await setLocalScene();
    await scene.open("200", MAPS_X);
    const { digest } = await scene.planOf("200");
    const confirmed = { ...scene.whereOf("200"), confirmed: digest };
    expect(await scene.run(SERVER_COMMANDS.deploy, confirmed)).toMatchObject({ reason: "badRequest" });
    expect(scene.writes()).toEqual(["PUT integration/responses/200"]);
  });

  test("is underlined from the plan on, until it is declared", async () => {
    await using scene = await setLocalScene({ capabilities: PULLS });
    const { editor } = scene;
    const uri = scene.uriOf("200");
    await scene.open("200", MAPS_X);
    expect(await editor.pulled(uri)).toEqual([]);
    const plan = await scene.planOf("200");
    const [told, ...others] = await editor.pulled(uri);
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      code: "undeclared-header",
      severity: 1,
      range: { start: { line: 2, character: 5 }, end: { line: 2, character: 5 + X.length } },
      message: expect.stringMatching(
        /answers 400.*That is how the method is deployed now, and a deploy can declare it first\.$/,
      ),
    });
    const actions = await editor.request("textDocument/codeAction", {
      textDocument: { uri },
      range: told?.range,
      context: { diagnostics: [told] },
    });
    expect(actions).toContainEqual({
      title: "Declare it on the method response and deploy…",
      kind: "quickfix",
      command: {
        title: "Declare it on the method response and deploy…",
        command: "apigatewayResponse.deploy",
        arguments: [uri, 2, 5],
      },
    });
    const confirmed = { ...scene.whereOf("200"), confirmed: plan.declaration?.digest };
    await scene.run(SERVER_COMMANDS.deploy, confirmed);
    expect(await editor.pulled(uri)).toEqual([]);
  });

  test("is free again with the next edit", async () => {
    await using scene = await setLocalScene({ capabilities: PULLS });
    const uri = scene.uriOf("200");
    await scene.open("200", MAPS_X);
    await scene.planOf("200");
    expect(codesOf(await scene.editor.pulled(uri))).toEqual(["undeclared-header"]);
    await scene.editor.change([{ text: '{ "selectionPattern": "" }' }], uri);
    expect(await scene.editor.pulled(uri)).toEqual([]);
  });

  test.each([
    ["off", [], undefined],
    ["warning", ["warning"], "wantsDeclaration"],
    ["hint", ["hint"], undefined],
  ])("is taken as the user set its rule: %s", async (set, severities, verdict) => {
    await using scene = await setLocalScene({ settings: { rules: { "undeclared-header": set } } });
    await scene.editor.notify("workspace/didChangeConfiguration", {
      settings: { apigatewayResponse: { rules: { "undeclared-header": set } } },
    });
    await scene.open("200", MAPS_X);
    const plan = await scene.planOf("200");
    expect(plan.preflight.map(({ severity }) => severity)).toEqual(severities);
    expect(plan.verdict).toBe(verdict);
  });
});

test("a status without a method response gets one, if the user wants so", async () => {
  await using scene = await setLocalScene({ capabilities: PULLS });
  await scene.open("404", { selectionPattern: "404" });
  const plan = await scene.planOf("404");
  expect(plan).toMatchObject({
    preflight: [{ rule: "missing-method-response", severity: "warning" }],
    declaration: { call: "putMethodResponse", headers: [] },
    verdict: "wantsDeclaration",
  });
  expect(await scene.editor.pulled(scene.uriOf("404"))).toMatchObject([
    { code: "missing-method-response", range: { start: { line: 1, character: 3 } } },
  ]);
  const confirmed = { ...scene.whereOf("404"), confirmed: plan.declaration?.digest };
  expect(await scene.run(SERVER_COMMANDS.deploy, confirmed)).toMatchObject({ kind: "deployed" });
  expect(scene.writes()).toEqual(["PUT responses/404", "PUT integration/responses/404"]);
});

test("a second default is refused, and no declaration helps", async () => {
  await using scene = await setLocalScene({ capabilities: PULLS });
  scene.ask(`PUT ${scene.method}/integration/responses/200`, {});
  await scene.open("404", { selectionPattern: "" });
  scene.ask(`PUT ${scene.method}/responses/404`, {});
  const plan = await scene.planOf("404");
  expect(plan).toMatchObject({ preflight: [{ rule: "two-defaults" }], verdict: "refused" });
  expect(plan).not.toHaveProperty("declaration");
  expect(codesOf(await scene.editor.pulled(scene.uriOf("404")))).toEqual(["two-defaults"]);
});

test("what files beside it say as well is told once, as the method shows it", async () => {
  const files = new Map<string, string>();
  await using scene = await setLocalScene({
    capabilities: PULLS,
    host: { answersFiles: true },
    files,
  });
  files.set(scene.uriOf("200"), "{}");
  scene.ask(`PUT ${scene.method}/responses/404`, {});
  scene.ask(`PUT ${scene.method}/integration/responses/200`, {});
  await scene.open("404", { selectionPattern: "" });
  const told = async () =>
    (await scene.editor.pulled(scene.uriOf("404"))).map(({ code, severity }) => [code, severity]);
  expect(await told()).toEqual([["two-defaults", 2]]);
  await scene.planOf("404");
  expect(await told()).toEqual([["two-defaults", 1]]);
});

describe("with any other editor", () => {
  const OPTIONS = { host: { clientCommands: [] } };
  const questionOf = async ({ editor }: Awaited<ReturnType<typeof setLocalScene>>) =>
    (await editor.next(({ method }) => method === "window/showMessageRequest")).params;

  test("the message says what would be refused, and the first button declares it", async () => {
    await using scene = await setLocalScene({ ...OPTIONS, answers: ["Declare and Deploy"] });
    await scene.open("200", MAPS_X);
    const asked = { uri: scene.uriOf("200"), profile: "dev" };
    expect(await scene.run(SERVER_COMMANDS.deploy, asked)).toMatchObject({ kind: "deployed" });
    const { actions, message } = await questionOf(scene);
    expect(actions.map(({ title }: { title: string }) => title)).toEqual([
      "Declare and Deploy",
      "Deploy Anyway",
      "Cancel",
    ]);
    expect(message).toContain("API Gateway would refuse it as it stands. The method response `200`");
    expect(message).toContain(`Declare and Deploy adds \`${X}\` to the method response first.`);
    expect(scene.writes()).toEqual(["PATCH responses/200", "PUT integration/responses/200"]);
  });

  test("what is only missing is left to the user", async () => {
    await using scene = await setLocalScene({ ...OPTIONS, answers: ["Deploy without Declaring"] });
    await scene.open("404", { selectionPattern: "404" });
    const asked = { uri: scene.uriOf("404"), profile: "dev" };
    expect(await scene.run(SERVER_COMMANDS.deploy, asked)).toMatchObject({ kind: "deployed" });
    const { message } = await questionOf(scene);
    expect(message).toContain("gets a 500");
    expect(message).toContain("Declare and Deploy puts the method response first.");
    expect(scene.writes()).toEqual(["PUT integration/responses/404"]);
  });
});
