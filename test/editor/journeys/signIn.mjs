// A session that has ended: the command that renews it runs at a press, and the deploy goes on by itself after it.
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { startStandIn } from "../../support/standIn.mjs";
import { dummyProfile } from "../../vscode-host/dummyAws.mjs";

const SSO_CONFIG = `[profile sso]
region = us-east-1
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
sso_account_id = 000000000000
sso_role_name = deployer
`;

/** In the place of the AWS CLI: a sign-in after which the profile has keys. */
function fakeCli(credentials) {
  const { accessKeyId, secretAccessKey } = dummyProfile;
  return `#!/bin/sh
[ "$*" = "sso login --profile sso" ] || exit 2
printf '[sso]\\naws_access_key_id = ${accessKeyId}\\naws_secret_access_key = ${secretAccessKey}\\n' > '${credentials}'
`;
}

/** A profile whose session has ended, and the command that renews it, in a folder of their own. */
export function endedSession() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "sign-in-"));
  const [config, credentials] = [path.join(folder, "config"), path.join(folder, "credentials")];
  writeFileSync(config, SSO_CONFIG);
  writeFileSync(credentials, "");
  writeFileSync(path.join(folder, "aws"), fakeCli(credentials));
  chmodSync(path.join(folder, "aws"), 0o755);
  return {
    config,
    env: {
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
      PATH: `${folder}${path.delimiter}${process.env.PATH}`,
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function options() {
  const standIn = await startStandIn({ credentials: dummyProfile });
  const session = endedSession();
  return {
    machineSettings: { "apigatewayResponse.endpointUrl": standIn.url },
    env: session.env,
    standIn,
    done: async () => {
      await standIn.stop();
      session.remove();
    },
  };
}

export async function walk(window, { standIn }) {
  await window.openFile("responses/200.json");
  await window.page.locator(".codelens-decoration a", { hasText: "Deploy Integration Response" }).click();
  await window.row("us-east-1").waitFor({ timeout: 30_000 });
  await window.page.keyboard.press("Enter");
  const toast = window.toast("sign-in session");
  await toast.waitFor({ timeout: 30_000 });
  await window.shot("sign-in");
  assert.deepEqual(standIn.requests, []);
  await toast.locator(".monaco-button", { hasText: "Run aws sso login" }).click();

  await window.dialog("Profile: sso").waitFor({ timeout: 30_000 });
  await window.shot("signed-in");
  await window.dialog("Deploy").locator(".monaco-button", { hasText: "Deploy" }).first().click();
  await window.toast("201").waitFor({ timeout: 30_000 });
}
