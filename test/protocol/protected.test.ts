// A protected profile is written to only with its name typed, whichever editor asks.
import { expect, test } from "vitest";
import { HOST_STATE_NOTIFICATION, SERVER_COMMANDS } from "../../server/src/contract";
import { STAND_IN_IDENTITY } from "../support/standIn.mjs";
import { BODY, type Scene, setScene, TARGET, WHERE } from "./deployScene";
import { OWN_URI } from "./editor";

function puts({ service }: Scene) {
  return service.requests.filter(({ method }) => method === "PUT");
}

test.each([["dev"], [STAND_IN_IDENTITY.account]])("with a client of ours: %s", async (name) => {
  await using scene = await setScene({ host: { protected: [name] } });
  await scene.editor.open(BODY);
  const plan = await scene.plan();
  expect(plan).toMatchObject({ identity: STAND_IN_IDENTITY, typedBefore: name });
  const confirmed = { ...WHERE, confirmed: plan.digest };
  expect(await scene.run(SERVER_COMMANDS.deploy, confirmed)).toMatchObject({ reason: "protected" });
  expect(await scene.run(SERVER_COMMANDS.deploy, { ...confirmed, typed: "de" })).toMatchObject({
    reason: "protected",
  });
  expect(puts(scene)).toEqual([]);
  expect(await scene.run(SERVER_COMMANDS.deploy, { ...confirmed, typed: name })).toMatchObject({
    kind: "deployed",
  });
});

test("with any other editor, which cannot ask for it", async () => {
  await using scene = await setScene({
    host: { clientCommands: [], protected: ["dev"] },
    answers: ["Deploy", "Deploy"],
  });
  const { editor } = scene;
  await editor.open(BODY);
  const asked = { uri: OWN_URI, target: TARGET, profile: "dev" };
  expect(await scene.run(SERVER_COMMANDS.deploy, asked)).toMatchObject({
    reason: "protected",
    message: expect.stringContaining("type `dev`"),
  });
  expect(editor.methods()).not.toContain("window/showMessageRequest");
  expect(puts(scene)).toEqual([]);
  expect(await scene.run(SERVER_COMMANDS.deploy, { ...asked, typed: "dev" })).toMatchObject({
    kind: "deployed",
  });
  const question = await editor.next(({ method }) => method === "window/showMessageRequest");
  expect(question.params.message).toContain(
    `as ${STAND_IN_IDENTITY.arn} in the account ${STAND_IN_IDENTITY.account}`,
  );
});

test("no workspace setting takes it away", async () => {
  await using scene = await setScene({
    host: { protected: ["dev"] },
    settings: { protected: [] },
    capabilities: { workspace: { configuration: true } },
  });
  await scene.editor.open(BODY);
  await scene.editor.notify("workspace/didChangeConfiguration", {
    settings: { apigatewayResponse: { protected: [] } },
  });
  expect(await scene.plan()).toMatchObject({ typedBefore: "dev" });
  await scene.editor.notify(HOST_STATE_NOTIFICATION, { trusted: true, endpointUrl: scene.service.url });
  expect(await scene.plan()).not.toHaveProperty("typedBefore");
});
