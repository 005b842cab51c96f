// What a deploy would meet: a deploy that a kill left in doubt, a header nobody declared, and three files in one go.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { seedPets, startLocal } from "../apiGatewayLocal.mjs";
import { killDeploy } from "../killedDeploy.mjs";

const CACHE = "method.response.header.Cache-Control";
const REASON = "method.response.header.X-Reason";
const LIVE = {
  selectionPattern: "4\\d{2}",
  responseTemplates: { "application/json": '{"message": "no such pet"}' },
};
const SENT = { ...LIVE, responseParameters: { [CACHE]: "'no-store'" } };

export async function options() {
  const local = await startLocal({ takesFaults: true });
  const seeded = await seedPets(local.url, {
    declared: { 200: [], 404: ["Cache-Control"], 500: [] },
    deployed: { 200: {}, 404: LIVE },
  });
  const scratch = mkdtempSync(path.join(os.tmpdir(), "preflight-"));
  const state = path.join(scratch, "state");
  await killDeploy({ local, route: `${seeded.path}/404`, response: SENT, scratch, state });
  return {
    machineSettings: { "apigatewayResponse.endpointUrl": local.url },
    env: { APIGW_RESPONSE_STATE_DIR: state },
    local,
    seeded,
    done: () => {
      local.stop();
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

export async function walk(window, { local, seeded }) {
  await settled(window);
  await declared(window, local, seeded);
  await several(window, local, seeded);
}

/** The first start of the server says what became of the deploy that was killed. */
async function settled(window) {
  await window.openFile("cli-input.json");
  await window.toast("was in doubt: reading shows that it was stored").waitFor({ timeout: 30_000 });
  await window.shot("doubt-settled");
  await clearToasts(window);
}

/** One header more than the method response declares. */
async function declared(window, local, { path: folder }) {
  write(window, `${folder}/404.json`, {
    ...SENT,
    responseParameters: { ...SENT.responseParameters, [REASON]: "'gone'" },
  });
  await window.openFile(`${folder}/404.json`);
  await window.line("X-Reason").waitFor();
  assert.equal(await window.squiggles("error").count(), 0);
  await deploy(window);
  await window.dialog("API Gateway would refuse it as it stands").waitFor({ timeout: 30_000 });
  await window.dialog("UpdateMethodResponse").waitFor();
  await window.shot("preflight");
  await window.pressInDialog("Declare and Deploy", "Cancel");
  await window.squiggles("error").first().waitFor();
  await window.shot("preflight-underlined");
  assert.equal(
    (await local.get(`/${folder}/404`)).responseParameters[REASON],
    undefined,
    "Nothing is sent before it is confirmed.",
  );

  await deploy(window);
  await window.pressInDialog("Declare and Deploy", "Declare and Deploy");
  await window.toast("201").waitFor({ timeout: 30_000 });
  await window.squiggles("error").first().waitFor({ state: "detached" });
  await window.shot("preflight-declared");
  assert.equal((await local.get(`/${folder}/404`)).responseParameters[REASON], "'gone'");
  const method = await local.get(`/${folder.replace("/integration/responses", "")}`);
  assert.deepEqual(Object.keys(method.methodResponses[404].responseParameters).sort(), [CACHE, REASON]);
  await clearToasts(window);
}

/** Three files, of which the one that maps what was not declared is refused. */
async function several(window, local, { api, path: folder }) {
  write(window, `${folder}/200.json`, { responseTemplates: { "application/json": '{"id": 7}' } });
  write(window, `${folder}/500.json`, { selectionPattern: "5\\d{2}" });
  await window.editor.click();
  await window.replace("X-Reason", "X-Other");
  await window.runCommand("Deploy Changed Responses");
  await window.pick("us-east-1");
  await window.row("GET /pets/{petId} 500").waitFor({ timeout: 30_000 });
  for (const [status, words] of [
    ["200", "added application/json"],
    ["404", "Refused unless it is declared first: X-Other"],
    ["500", "new here"],
  ]) {
    await window.row(`GET /pets/{petId} ${status}`).filter({ hasText: words }).waitFor();
  }
  await window.shot("several-listed");
  await window.page.keyboard.press("Enter");
  await window.dialog("Deploy 3 integration responses of pets").waitFor({ timeout: 20_000 });
  await window.shot("several-confirm");
  await window.pressInDialog("Deploy 3 integration responses of pets", "Deploy Anyway");
  await window.toast("2 of 3 integration responses are stored").waitFor({ timeout: 30_000 });
  await window.squiggles("error").first().waitFor();
  await window.shot("several-deployed");
  assert.deepEqual((await local.get(`/${folder}/200`)).responseTemplates, {
    "application/json": '{"id": 7}',
  });
  assert.equal((await local.get(`/${folder}/500`)).selectionPattern, "5\\d{2}");
  assert.equal((await local.get(`/${folder}/404`)).responseParameters[REASON], "'gone'");

  await window.toast("2 of 3").locator(".monaco-button", { hasText: "Create Deployment" }).click();
  await window.answer("Name of the new stage", "prod");
  await window.pressInDialog("prod", "Create Deployment");
  await window.toast("is live on stage prod").waitFor({ timeout: 20_000 });
  assert.equal((await local.get(`/restapis/${api}/stages`)).item[0].stageName, "prod");
}

async function deploy(window) {
  await window.runCommand("Deploy Integration Response");
  await window.pick("us-east-1");
}

async function clearToasts(window) {
  await window.runCommand("Notifications: Clear All Notifications");
  await window.page.locator(".notification-toast").first().waitFor({ state: "detached" });
}

function write(window, name, response) {
  const file = path.join(window.folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(response, undefined, 2)}\n`);
}
