// A full run with known keys: nothing that the server says, logs or keeps holds any of them.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SERVER_COMMANDS, TARGET_REQUEST } from "../../server/src/contract";
import { STAND_IN_CREDENTIALS } from "../support/standIn.mjs";
import { BODY, type Scene, setScene, TARGET, WHERE } from "./deployScene";
import { OWN_URI } from "./editor";

const { accessKeyId, secretAccessKey } = STAND_IN_CREDENTIALS;
const SECRETS = [accessKeyId, secretAccessKey, "Signature=", "AWS4-HMAC-SHA256"];

type Script = Parameters<Scene["service"]["play"]>;

const SCRIPTS: readonly Script[] = [
  [],
  ["badRequest"],
  ["accessDenied"],
  ["expiredToken"],
  ["invalidSignature"],
  ["conflictDefault"],
  ["serverErrorAfterStoring"],
  ["reset"],
  ["garbage"],
  // A service that says the keys back.
  [{ play: "badRequest", message: `Credential=${accessKeyId}, key ${secretAccessKey}` }],
  [{ play: "accessDenied", message: `User ${accessKeyId} may not, with ${secretAccessKey}` }],
];

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test.each([
  ["a client of ours", {}],
  ["any other editor", { clientCommands: [] }],
])("with %s", async (_, host) => {
  await using scene = await setScene({ host, answers: SCRIPTS.map(() => "Deploy") });
  const { editor, run, service, state } = scene;
  await editor.open(BODY);
  const produced: unknown[] = [await run(SERVER_COMMANDS.deployChoices, { uri: OWN_URI })];
  for (const script of SCRIPTS) {
    const plan = await scene.plan();
    service.play(...script);
    const confirmed = "clientCommands" in host ? {} : { confirmed: plan.digest };
    produced.push(plan, await run(SERVER_COMMANDS.deploy, { ...WHERE, target: TARGET, ...confirmed }));
    produced.push(await editor.request(TARGET_REQUEST, { uri: OWN_URI }));
  }
  const kept = await filesIn(state);
  produced.push(editor.received, kept, await Promise.all(kept.map((file) => readFile(file, "utf8"))));
  expect(service.requests.filter(({ method }) => method === "PUT").length).toBeGreaterThanOrEqual(
    SCRIPTS.length,
  );
  expect(kept.length).toBeGreaterThan(0);
  expect(editor.log()).toContain("Did not deploy");
  const everything = JSON.stringify(produced);
  for (const secret of SECRETS) {
    expect(everything).not.toContain(secret);
  }
});
