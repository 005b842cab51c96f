// A deploy to API Gateway Local whose process is killed before the answer: the next window looks, and tells what it found.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { seedPets, startLocal } from "../apiGatewayLocal.mjs";
import { killDeploy } from "../killedDeploy.mjs";

export async function options() {
  const scratch = mkdtempSync(path.join(tmpdir(), "cut-off-"));
  const state = path.join(scratch, "state");
  const local = await startLocal({ isDisguised: false, takesFaults: true });
  const seeded = await seedPets(local.url, {
    declared: { 200: [] },
    deployed: { 200: { selectionPattern: "old" } },
  });
  const route = `${seeded.path}/200`;
  await killDeploy({ local, route, response: { selectionPattern: "new" }, scratch, state });
  return {
    machineSettings: { "apigatewayResponse.endpointUrl": local.url },
    env: { APIGW_RESPONSE_STATE_DIR: state, SHELL: "/bin/bash" },
    done: () => {
      local.stop();
      rmSync(scratch, { recursive: true });
    },
  };
}

export async function walk(window) {
  await window.openFile("responses/200.json");
  await window.toast("was in doubt: reading shows that it was stored").waitFor({ timeout: 30_000 });
  await window.shot("cut-off-settled");

  await window.runCommand("Copy as AWS CLI Command");
  const copied = window.toast("The command for bash is on the clipboard.");
  await copied.waitFor({ timeout: 20_000 });
  await window.shot("copied-command");
  await copied.locator(".monaco-button", { hasText: "For PowerShell" }).click();
  await window.toast("The command for PowerShell is on the clipboard.").waitFor({ timeout: 20_000 });
}
