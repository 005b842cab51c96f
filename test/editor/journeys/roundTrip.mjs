// The round trip by name, against API Gateway Local as it ships: the view, pull, edit, compare, deploy, make live, try out,
// look back, undo.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { seedPets, startLocal } from "../apiGatewayLocal.mjs";

/** What is there to begin with. */
export const seedRoundTrip = (url) =>
  seedPets(url, {
    declared: { 200: [], 404: ["Cache-Control"], 409: [] },
    deployed: { 200: {}, 404: LIVE },
  });

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
  await window.openView();
  await page.locator(".monaco-button", { hasText: "Choose Profile and Region" }).waitFor({ timeout: 30_000 });
  await window.shot("apis-welcome");

  await page.locator(".monaco-button", { hasText: "Choose Profile and Region" }).click();
  await window.pick("us-east-1");
  await window.node("pets").waitFor({ timeout: 30_000 });
  await window.node("pets").click();
  await window.node("/pets/{petId}").click({ timeout: 20_000 });
  await window.node("not pulled").waitFor({ timeout: 20_000 });
  await window.node(`us-east-1, NOT AWS: ${local.url}`).waitFor();
  await window.shot("apis-tree");

  await window.runCommand("Pull Integration Responses");
  await window.pick("us-east-1");
  await window.pick("pets");
  await window.row("GET /pets/{petId}").waitFor({ timeout: 20_000 });
  await window.shot("pull-method");
  await window.pick("GET /pets/{petId}");
  await window.node("same here").waitFor({ timeout: 20_000 });
  await open(window, "404");
  await window.line("no such pet").waitFor({ timeout: 20_000 });
  const file = path.join(window.folder, seeded.path, "404.json");
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), LIVE);
  await window.shot("pulled");

  await pullOverBroken(window, path.join(window.folder, seeded.path, "200.json"));

  await open(window, "404");
  await window.replace("no-store", "max-age=60");
  await window.node("changed here").waitFor({ timeout: 20_000 });
  await window.runCommand("Compare with Deployed");
  await window.pick("us-east-1");
  await page.locator(".monaco-diff-editor").first().waitFor({ timeout: 20_000 });
  await page.locator(".diff-editor-status, .monaco-diff-editor .line-insert").first().waitFor();
  await window.shot("compare-deployed");
  assert.equal(
    (await local.get(`/${seeded.path}/404`)).responseParameters["method.response.header.Cache-Control"],
    "'no-store'",
  );

  await compareLoose(window);

  await open(window, "404");
  await page.locator(".monaco-diff-editor").first().waitFor({ state: "detached" });
  // The view knows whose the file is: it is asked for nothing but a yes.
  const asked = window.dialog("Deploy GET");
  await window.pressOn(response(window, "404"), "Deploy Integration Response", asked);
  await window.shot("deploy-from-view");
  await window.pressInDialog("Deploy GET", "Deploy");
  await window.toast("201").waitFor({ timeout: 30_000 });
  await window.node("changed here").waitFor({ state: "detached", timeout: 20_000 });
  await window.shot("round-deployed");
  assert.equal(
    (await local.get(`/${seeded.path}/404`)).responseParameters["method.response.header.Cache-Control"],
    "'max-age=60'",
  );

  writeFileSync(path.join(window.folder, seeded.path, "409.json"), '{ "selectionPattern": "409" }\n');
  await window.runCommand("Refresh APIs");
  await window.node("new here").waitFor({ timeout: 20_000 });
  await window.shot("new-here");
  await window.pressOn(response(window, "409"), "Deploy Integration Response", asked);
  await window.pressInDialog("Deploy GET", "Deploy");
  await window.node("new here").waitFor({ state: "detached", timeout: 30_000 });
  assert.equal((await local.get(`/${seeded.path}/409`)).selectionPattern, "409");

  await window.runCommand("Create Deployment");
  await window.pick("us-east-1");
  await window.pick("pets");
  await window.answer("Name of the new stage", "prod");
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
  await page.locator(".codelens-decoration a", { hasText: "Run" }).click();
  await window.dialog("Run GET").waitFor({ timeout: 20_000 });
  await window.shot("test-invoke-asked");
  await window.pressInDialog("Run GET", "Run");
  await window.line("HTTP/1.1 404").waitFor({ timeout: 20_000 });
  await window.shot("test-invoked");
  let answer = await window.text();
  await window.line("HTTP/1.1 404").click();
  await page.keyboard.press("Control+End");
  await window.line("Method completed with status: 404").waitFor();
  answer += await window.text();
  for (const part of ["Cache-Control: max-age=60", "no such pet", "# Log"]) {
    assert.ok(answer.includes(part), answer);
  }

  await open(window, "404");
  await window.runCommand("Deploy History");
  await window.row("GET /pets/{petId} 404").waitFor({ timeout: 20_000 });
  await window.row("Deploys of other responses").waitFor();
  await window.shot("history");
  await page.keyboard.press("Enter");
  await window.toast("This is what the deploy").waitFor({ timeout: 20_000 });
  await page.locator(".monaco-diff-editor").first().waitFor({ timeout: 20_000 });
  await window.shot("history-entry");

  await open(window, "404");
  await window.runCommand("Restore Previous");
  await window.row("GET /pets/{petId} 404").waitFor({ timeout: 20_000 });
  await page.keyboard.press("Enter");
  await window.dialog("Restore GET /pets/{petId} 404").waitFor({ timeout: 20_000 });
  await window.shot("restore");
  await window.pressInDialog("Restore GET /pets/{petId} 404", "Restore");
  await window.toast("is restored").waitFor({ timeout: 20_000 });
  await window.node("changed there").waitFor({ timeout: 20_000 });
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")).responseParameters, {
    "method.response.header.Cache-Control": "'max-age=60'",
  });
  assert.equal(
    (await local.get(`/${seeded.path}/404`)).responseParameters["method.response.header.Cache-Control"],
    "'no-store'",
  );
  await window.shot("restored");

  await window.runCommand("Restore Previous");
  await window.row("Deploys of other responses").waitFor({ timeout: 20_000 });
  await window.pick("Deploys of other responses");
  await window.row("GET /pets/{petId} 409").waitFor({ timeout: 20_000 });
  await page.keyboard.press("Enter");
  await window.dialog("Take GET /pets/{petId} 409").waitFor({ timeout: 20_000 });
  await window.shot("take-away");
  await window.pressInDialog("Take GET /pets/{petId} 409", "Take Away");
  await window.node("gone there").waitFor({ timeout: 20_000 });
  await window.shot("gone-there");

  await window.runCommand("Preferences: Toggle between Light/Dark Themes");
  await window.shot("apis-light");
  local.stop();
  await window.runCommand("Refresh APIs");
  await page.locator(".pane-body .monaco-list-row .codicon-error").first().waitFor({ timeout: 30_000 });
  await window.shot("apis-failed");
}

/** Of a file that says nothing of its target, the target is chosen by name. */
async function compareLoose(window) {
  const { page } = window;
  writeFileSync(
    path.join(window.folder, "loose.integration-response.json"),
    '{ "selectionPattern": "4.." }\n',
  );
  await window.openFile("loose.integration-response.json");
  await page.locator(".monaco-diff-editor").first().waitFor({ state: "detached" });
  await window.runCommand("Compare with Deployed");
  await window.pick("us-east-1");
  await window.row("pets").waitFor({ timeout: 20_000 });
  await window.shot("target-api");
  await window.pick("pets");
  await window.row("GET /pets/{petId}").waitFor({ timeout: 20_000 });
  await window.shot("target-method");
  await window.pick("GET /pets/{petId}");
  await window.row("404").filter({ hasText: "deployed" }).waitFor({ timeout: 20_000 });
  await window.shot("target-status");
  await window.pick("404");
  await page.locator(".monaco-diff-editor").first().waitFor({ timeout: 20_000 });
}

/** A file that cannot be read is nobody's to write over unasked. */
async function pullOverBroken(window, file) {
  const { page } = window;
  const asked = window.dialog("differs from");
  await open(window, "200");
  await window.line("{}").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("{ half of it");
  await page.keyboard.press("Control+S");
  await window.node("changed here").waitFor({ timeout: 20_000 });
  const broken = readFileSync(file, "utf8");
  assert.throws(() => JSON.parse(broken));
  await window.pressOn(response(window, "200"), "Pull Integration Responses", asked);
  await window.shot("pull-asks");
  await window.pressInDialog("differs from", "Keep Mine");
  await asked.waitFor({ state: "detached" });
  await window.pressOn(response(window, "200"), "Pull Integration Responses", asked);
  assert.equal(readFileSync(file, "utf8"), broken);
  await window.pressInDialog("differs from", "Overwrite");
  await window.node("changed here").waitFor({ state: "detached", timeout: 20_000 });
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), {});
}

/** Opens the file of a response, and waits until what is typed goes into it. */
async function open(window, code) {
  await response(window, code).click();
  await window.page
    .locator(".tab.active", { hasText: `${code}.json` })
    .first()
    .waitFor({ timeout: 20_000 });
  await window.line("{").click();
  await window.page.locator(".editor-instance .monaco-editor.focused").first().waitFor({ timeout: 20_000 });
}

/** By its code, which the address of an endpoint may hold too. */
function response(window, code) {
  return window.node(code, new RegExp(`^${code}`));
}
