// From the lens above a response to the 201: Region, the difference, the confirmation, and what was stored.
import assert from "node:assert/strict";
import { startStandIn } from "../../support/standIn.mjs";
import { dummyProfile } from "../../vscode-host/dummyAws.mjs";

const PATH = "/restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/200";

export async function options() {
  const standIn = await startStandIn({ credentials: dummyProfile });
  return {
    machineSettings: { "apigatewayResponse.endpointUrl": standIn.url },
    standIn,
    done: () => standIn.stop(),
  };
}

export async function walk(window, { standIn }) {
  await window.openFile("responses/200.json");
  await window.page.locator(".codelens-decoration a", { hasText: "Deploy Integration Response" }).click();
  await window.row("us-east-1").waitFor({ timeout: 30_000 });
  await window.shot("deploy-region");
  await window.page.keyboard.press("Enter");

  await window.dialog("Deploy").waitFor({ timeout: 30_000 });
  await window.shot("deploy-confirm");
  assert.equal(puts(standIn).length, 0, "Nothing is written before the user confirms.");
  await window.dialog("Deploy").locator(".monaco-button", { hasText: "Deploy" }).first().click();

  await window.toast("201").waitFor({ timeout: 30_000 });
  await window.shot("deployed");
  const [put, ...others] = puts(standIn);
  assert.deepEqual(others, []);
  assert.equal(put.path, PATH);
  assert.equal(put.signature, "valid");
  assert.equal(put.status, 201);
  assert.deepEqual(Object.keys(JSON.parse(put.body)), ["responseParameters", "responseTemplates"]);

  await window.toast("201").locator(".monaco-button", { hasText: "Show Stored" }).click();
  await window.line("max-age=60").waitFor();
  await window.shot("stored");
}

function puts(standIn) {
  return standIn.requests.filter(({ method }) => method === "PUT");
}
