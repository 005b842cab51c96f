// An account that is protected, and a session that has ended: signing in from the view, then a publish and a trial, each
// with who signs before the eyes and the account typed.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { startLocal } from "../apiGatewayLocal.mjs";
import { seedRoundTrip } from "./roundTrip.mjs";
import { endedSession } from "./signIn.mjs";

const ACCOUNT = "000000000000";

export async function options() {
  const local = await startLocal();
  const seeded = await seedRoundTrip(local.url);
  const { config, env, remove } = endedSession();
  return {
    machineSettings: { "apigatewayResponse.endpointUrl": local.url },
    env: { ...env, APIGW_RESPONSE_PROTECTED: ACCOUNT },
    ...{ local, seeded, config },
    done: () => {
      local.stop();
      remove();
    },
  };
}

export async function walk(window, { local, seeded, config }) {
  const { page } = window;
  await window.openView();
  await page.locator(".monaco-button", { hasText: "Choose Profile and Region" }).click({ timeout: 30_000 });
  await window.pick("us-east-1");
  const ended = window.node("sign-in session");
  await ended.waitFor({ timeout: 30_000 });
  await ended.click();
  const toast = window.toast("sign-in session");
  await toast.waitFor({ timeout: 20_000 });
  await window.shot("view-sign-in");
  await toast.locator(".monaco-button", { hasText: "Run aws sso login" }).click();
  // The list comes by itself once the command has succeeded.
  await window.node("pets").waitFor({ timeout: 30_000 });
  await window.shot("view-signed-in");

  await window.runCommand("Create Deployment");
  await window.pick("us-east-1");
  await window.pick("pets");
  await window.answer("Name of the new stage", "prod");
  await window.dialog(`Account: ${ACCOUNT}`).waitFor({ timeout: 20_000 });
  await window.shot("publish-identity");
  await window.pressInDialog("prod", "Create Deployment");
  await window.answer(`Type ${ACCOUNT}`, "prod");
  await page.locator(".quick-input-widget", { hasText: `This is not ${ACCOUNT}.` }).waitFor();
  await window.shot("publish-protected");
  assert.deepEqual((await local.get(`/restapis/${seeded.api}/stages`)).item ?? [], []);
  await window.answer(`This is not ${ACCOUNT}.`, ACCOUNT);
  await window.toast("is live on stage prod").waitFor({ timeout: 20_000 });

  await window.runCommand("Test Invoke");
  await window.pick("us-east-1");
  await window.pick("pets");
  await window.pick("GET /pets/{petId}");
  await page.locator(".codelens-decoration a", { hasText: "Run" }).waitFor({ timeout: 20_000 });
  await page.keyboard.type("7");
  await page.locator(".codelens-decoration a", { hasText: "Run" }).click();
  await window.dialog(`Account: ${ACCOUNT}`).waitFor({ timeout: 20_000 });
  await window.shot("invoke-identity");
  await window.pressInDialog("Run GET", "Run");
  await window.answer(`Type ${ACCOUNT}`, ACCOUNT);
  await window.line("HTTP").waitFor({ timeout: 20_000 });
  await window.shot("invoke-protected");

  // What the view shows was read with a profile that is gone: the files are watched, and it reads anew.
  const others = "[profile other]\nregion = us-east-1\n[profile third]\nregion = us-east-1\n";
  writeFileSync(config, others);
  writeFileSync(path.join(path.dirname(config), "credentials"), "");
  await window.node("is in neither").waitFor({ timeout: 20_000 });
  await window.shot("view-profile-gone");

  // So does a list that is open.
  await window.runCommand("Create Deployment");
  await window.row("third").waitFor({ timeout: 20_000 });
  writeFileSync(config, `${others}[profile fourth]\nregion = us-east-1\n`);
  await window.row("fourth").waitFor({ timeout: 20_000 });
  await window.shot("profiles-renewed");
}
