// Answers to CreateDeployment that are lost: one is settled by reading the stage, one stays in doubt until the next.
import assert from "node:assert/strict";
import { seedPets, startLocal } from "../apiGatewayLocal.mjs";

export async function options() {
  const local = await startLocal({ takesFaults: true });
  const seeded = await seedPets(local.url, { declared: { 200: [] }, deployed: { 200: {} } });
  return {
    machineSettings: { "apigatewayResponse.endpointUrl": local.url },
    local,
    seeded,
    done: () => local.stop(),
  };
}

export async function walk(window, { local, seeded }) {
  const fail = (fault) =>
    fetch(`${local.url}/_local/faults`, { method: "POST", body: JSON.stringify(fault) });
  const deployments = async () => (await local.get(`/restapis/${seeded.api}/deployments`)).item ?? [];
  // VS Code shows three notifications at a time, and those of what was asked before stay for a moment.
  const confirm = async () => {
    await window.dialog("prod").waitFor({ timeout: 20_000 });
    for (const asked of ["Asking who signs", "Reading the stages"]) {
      await window.toast(asked).waitFor({ state: "detached" });
    }
    await window.pressInDialog("prod", "Create Deployment");
  };
  const LOST = { operation: "CreateDeployment", kind: "resetAfter" };

  await window.openFile("cli-input.json");
  await fail(LOST);
  await window.runCommand("Create Deployment");
  await window.pick("us-east-1");
  await window.pick("pets");
  await window.answer("Name of the new stage", "prod");
  await confirm();
  await window.toast("reading the stage showed a new deployment").waitFor({ timeout: 30_000 });
  await window.shot("publish-settled");
  assert.equal((await deployments()).length, 1);

  await fail(LOST);
  // The choice and the reading before it succeed, the three after it do not.
  await fail({ operation: "GetStages", kind: "accessDenied", after: 2, times: 3 });
  await window.runCommand("Create Deployment");
  await window.pick("us-east-1");
  await window.pick("pets");
  await window.pick("prod");
  await confirm();
  const open = window.toast("may or may not be live on prod");
  await open.waitFor({ timeout: 30_000 });
  await window.shot("publish-in-doubt");
  assert.equal((await deployments()).length, 2);

  await open.locator(".monaco-button", { hasText: "Try Again" }).click();
  await window.pick("prod");
  await confirm();
  await window.toast("has had another deployment since").waitFor({ timeout: 30_000 });
  await window.shot("publish-again");
  assert.equal((await deployments()).length, 3);
}
