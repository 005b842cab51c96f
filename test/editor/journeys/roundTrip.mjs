// The round trip by name, against API Gateway Local as it ships: the view, pull, edit, compare, deploy, make live, try out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { seedPets, startLocal } from "../apiGatewayLocal.mjs";

/** What is there to begin with. */
export const seedRoundTrip = (url) =>
  seedPets(url, { declared: { 200: [], 404: ["Cache-Control"] }, deployed: { 200: {}, 404: LIVE } });

const LIVE = {
  selectionPattern: "4\\d{2}",
  responseParameters: { "method.response.header.Cache-Control": "'no-store'" },
  responseTemplates: { "application/json": '{"message": "no such pet"}' },
};

export async function options() {
  const local = await startLocal();
  const seeded = await seedRoundTrip(local.url);
  return {
    machineSettings: { "apigatewayResponse.endpointUrl": local.url },
    local,
    seeded,
    done: () => local.stop(),
  };
}

export async function walk(window, { local, seeded }) {
  const { page } = window;
  await page.locator(".activitybar .action-item a[aria-label^='API Gateway']").first().click();
  await page.locator(".monaco-button", { hasText: "Choose Profile and Region" }).waitFor({ timeout: 30_000 });
  await window.shot("apis-welcome");

  await page.locator(".monaco-button", { hasText: "Choose Profile and Region" }).click();
  await window.pick("us-east-1");
  await node(window, "pets").waitFor({ timeout: 30_000 });
  await node(window, "pets").click();
  await node(window, "/pets/{petId}").waitFor({ timeout: 20_000 });
  await node(window, "not pulled").waitFor();
  await window.shot("apis-tree");

  await window.runCommand("Pull Integration Responses");
  await window.pick("us-east-1");
  await window.pick("pets");
  await window.row("GET /pets/{petId}").waitFor({ timeout: 20_000 });
  await window.shot("pull-method");
  await window.pick("GET /pets/{petId}");
  await node(window, "same here").waitFor({ timeout: 20_000 });
  await node(window, "404").click();
  await window.line("no such pet").waitFor({ timeout: 20_000 });
  const file = path.join(window.folder, seeded.path, "404.json");
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), LIVE);
  await window.shot("pulled");

  await window.replace("no-store", "max-age=60");
  await node(window, "changed here").waitFor({ timeout: 20_000 });
  await window.runCommand("Compare with Deployed");
  await window.pick("us-east-1");
  await page.locator(".monaco-diff-editor").first().waitFor({ timeout: 20_000 });
  await page.locator(".diff-editor-status, .monaco-diff-editor .line-insert").first().waitFor();
  await window.shot("compare-deployed");
  assert.equal(
    (await local.get(`/${seeded.path}/404`)).responseParameters["method.response.header.Cache-Control"],
    "'no-store'",
  );

  await node(window, "404").click();
  await page.locator(".monaco-diff-editor").first().waitFor({ state: "detached" });
  await window.runCommand("Deploy Integration Response");
  await window.pick("us-east-1");
  await window.pressInDialog("Deploy", "Deploy");
  await window.toast("201").waitFor({ timeout: 30_000 });
  await node(window, "changed here").waitFor({ state: "detached", timeout: 20_000 });
  await window.shot("round-deployed");
  assert.equal(
    (await local.get(`/${seeded.path}/404`)).responseParameters["method.response.header.Cache-Control"],
    "'max-age=60'",
  );

  await window.runCommand("Create Deployment");
  await window.pick("us-east-1");
  await window.pick("pets");
  await page
    .locator(".quick-input-widget", { hasText: "Name of the new stage" })
    .waitFor({ timeout: 20_000 });
  await page.keyboard.type("prod");
  await page.keyboard.press("Enter");
  await window.dialog("prod").waitFor({ timeout: 20_000 });
  await window.shot("create-deployment");
  assert.deepEqual((await local.get(`/restapis/${seeded.api}/stages`)).item ?? [], []);
  await window.pressInDialog("prod", "Create Deployment");
  await window.toast("is live on stage prod").waitFor({ timeout: 20_000 });
  assert.equal((await local.get(`/restapis/${seeded.api}/stages`)).item[0].stageName, "prod");

  await window.runCommand("Test Invoke");
  await window.pick("us-east-1");
  await window.pick("pets");
  await window.pick("GET /pets/{petId}");
  await page.locator(".tab.active", { hasText: "GET /pets/{petId}" }).waitFor({ timeout: 20_000 });
  await page.locator(".codelens-decoration a", { hasText: "Run" }).waitFor();
  // What has to be filled in is selected.
  await page.keyboard.type("7");
  await window.line("GET /pets/7").waitFor();
  await window.shot("test-invoke");

  await window.runCommand("Restore Previous");
  await window.row("GET …/404").waitFor({ timeout: 20_000 });
  await window.shot("history");
  await page.keyboard.press("Enter");
  await window.dialog("Restore GET").waitFor({ timeout: 20_000 });
  await window.shot("restore");
  await window.pressInDialog("Restore GET", "Restore");
  await window.toast("is restored").waitFor({ timeout: 20_000 });
  await node(window, "changed there").waitFor({ timeout: 20_000 });
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")).responseParameters, {
    "method.response.header.Cache-Control": "'max-age=60'",
  });
  assert.equal(
    (await local.get(`/${seeded.path}/404`)).responseParameters["method.response.header.Cache-Control"],
    "'no-store'",
  );
  await window.shot("restored");
}

export function node(window, text) {
  return window.page.locator(".pane-body .monaco-list-row", { hasText: text }).first();
}
