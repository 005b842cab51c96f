// Restricted Mode: the language is there, and deploy is refused before anything is signed.
import assert from "node:assert/strict";
import { startStandIn } from "../../support/standIn.mjs";
import { dummyProfile } from "../../vscode-host/dummyAws.mjs";

export async function options() {
  const standIn = await startStandIn({ credentials: dummyProfile });
  return {
    trust: true,
    machineSettings: { "apigatewayResponse.endpointUrl": standIn.url },
    standIn,
    done: () => standIn.stop(),
  };
}

export async function walk(window, { standIn }) {
  await window.openFile("responses/200.json");
  await window.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).first().waitFor();
  const lens = window.page.locator(".codelens-decoration a", { hasText: "Deploy Integration Response" });
  await lens.click();
  await window.toast("Restricted Mode").waitFor({ timeout: 20_000 });
  await window.shot("restricted");
  assert.deepEqual(standIn.requests, []);
}
