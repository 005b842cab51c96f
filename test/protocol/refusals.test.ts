// What the service refused is underlined in the document that was deployed, until its text changes.
import { describe, expect, test } from "vitest";
import { SERVER_COMMANDS, TARGET_REQUEST } from "../../server/src/contract";
import { type Scene, setScene, WHERE } from "./deployScene";
import { codesOf, OWN_URI, PULLS } from "./editor";

const KEY = "method.response.header.X-Undeclared";
const BODY = `{\n  "responseParameters": { "${KEY}": "'a'" }\n}`;
const AT_KEY = { start: { line: 1, character: 27 }, end: { line: 1, character: 27 + KEY.length } };
const SAID = "Invalid mapping expression parameter specified: method.response.header.X-Undeclared";

/** Deploys the open document over whatever is there. */
async function deploy(scene: Scene): Promise<unknown> {
  const plan = await scene.plan();
  return scene.run(SERVER_COMMANDS.deploy, { ...WHERE, confirmed: plan.digest });
}

function refused(range: object) {
  return {
    code: "service-undeclared-header",
    source: "apigateway",
    severity: 1,
    range,
    message: `The last deploy was refused here with HTTP 400: “${SAID}”. Declare \`${KEY}\` in the method response for 200 first, or correct the header's name here.`,
  };
}

describe("a 400 that names a key", () => {
  test("is pushed on that key, told with the outcome, and gone with the next edit", async () => {
    await using scene = await setScene();
    const { editor } = scene;
    await editor.open(BODY);
    expect(codesOf(await editor.pushed(1))).toEqual([]);
    expect(await deploy(scene)).toMatchObject({
      kind: "failed",
      reason: "badRequest",
      findings: [{ rule: "service-undeclared-header", line: 1, character: 27 }],
    });
    const [foreseen, told] = editor.received.filter(({ params }) => params?.diagnostics?.length > 0);
    expect(codesOf(foreseen?.params.diagnostics)).toEqual(["undeclared-header"]);
    expect(told?.params).toEqual({ uri: OWN_URI, version: 1, diagnostics: [refused(AT_KEY)] });
    await editor.change([{ text: `${BODY}\n` }]);
    expect(await editor.pushed(2)).toEqual([]);
  });

  test("is pulled, after the client was asked to, with no page for its code", async () => {
    const capabilities = {
      textDocument: { diagnostic: {}, publishDiagnostics: { codeDescriptionSupport: true } },
      workspace: { diagnostics: { refreshSupport: true } },
    };
    await using scene = await setScene({ capabilities });
    const { editor } = scene;
    await editor.open(BODY);
    const first = await editor.request("textDocument/diagnostic", { textDocument: { uri: OWN_URI } });
    expect(first.items).toEqual([]);
    await deploy(scene);
    expect(editor.methods()).toContain("workspace/diagnostic/refresh");
    expect(await editor.pulled(OWN_URI, first.resultId)).toEqual([refused(AT_KEY)]);
    await editor.change([{ text: `${BODY}\n` }]);
    expect(await editor.pulled()).toEqual([]);
  });

  test.each(["refuses", "neverAnswers"] as const)(
    "is told with the outcome to a client that %s when it is asked to pull",
    async (how) => {
      const capabilities = { ...PULLS, workspace: { diagnostics: { refreshSupport: true } } };
      await using scene = await setScene({
        capabilities,
        misbehaves: { "workspace/diagnostic/refresh": how },
      });
      await scene.editor.open(BODY);
      expect(await deploy(scene)).toMatchObject({ kind: "failed", reason: "badRequest" });
      expect(await scene.editor.pulled()).toEqual([refused(AT_KEY)]);
    },
  );

  test("is gone when the same text is deployed after all", async () => {
    await using scene = await setScene({ capabilities: PULLS });
    const { editor, service } = scene;
    await editor.open(BODY);
    await deploy(scene);
    expect(codesOf(await editor.pulled())).toEqual(["service-undeclared-header"]);
    for (const { methodResponses } of service.state.methods.values()) {
      methodResponses.get("200")?.add("X-Undeclared");
    }
    expect(await deploy(scene)).toMatchObject({ kind: "deployed" });
    expect(await editor.pulled()).toEqual([]);
  });

  test("is gone when the document is opened anew", async () => {
    await using scene = await setScene({ capabilities: PULLS });
    const { editor } = scene;
    await editor.open(BODY);
    await deploy(scene);
    expect(codesOf(await editor.pulled())).toEqual(["service-undeclared-header"]);
    await editor.notify("textDocument/didClose", { textDocument: { uri: OWN_URI } });
    await editor.open(BODY);
    expect(await editor.pulled()).toEqual([]);
  });
});

test("a text that is not known underlines nothing", async () => {
  await using scene = await setScene({ capabilities: PULLS });
  await scene.editor.open(BODY);
  scene.service.play({ play: "badRequest", message: "Something new" });
  expect(await deploy(scene)).toMatchObject({ reason: "badRequest", serviceMessage: "Something new" });
  expect(await scene.editor.pulled()).toEqual([]);
});

test("a rule that is turned off lends its fix", async () => {
  const settings = { rules: { "static-quotes": "off" } };
  await using scene = await setScene({
    capabilities: { ...PULLS, workspace: { configuration: true } },
    settings,
  });
  const { editor, service } = scene;
  await editor.open('{ "responseParameters": { "method.response.header.A": "no-store" } }');
  expect(await editor.pulled()).toEqual([]);
  service.play({
    play: "badRequest",
    message:
      "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: no-store]",
  });
  await deploy(scene);
  const [diagnostic] = await editor.pulled();
  expect(diagnostic).toMatchObject({ code: "service-mapping-source" });
  const actions = await editor.request("textDocument/codeAction", {
    textDocument: { uri: OWN_URI },
    range: diagnostic?.range,
    context: { diagnostics: [diagnostic] },
  });
  expect(actions).toMatchObject([{ kind: "quickfix", diagnostics: [{ code: "service-mapping-source" }] }]);
});

test("an identifier that the service does not know is told of the target", async () => {
  await using scene = await setScene({ capabilities: PULLS });
  const { editor } = scene;
  await editor.open(BODY);
  const status = () => editor.request(TARGET_REQUEST, { uri: OWN_URI });
  expect(await status()).not.toHaveProperty("problem");
  const target = { ...WHERE.target, resourceId: "nowhere" };
  expect(await scene.plan({ target })).toMatchObject({ kind: "failed", reason: "notFound" });
  expect(await status()).toMatchObject({ problem: "Invalid Resource identifier specified" });
  expect(await editor.pulled()).toEqual([]);
  await scene.plan();
  expect(await status()).not.toHaveProperty("problem");
});
