// A 400 whose text names a key: that key is underlined, told in a notification that leads there, and free again
// with the next edit.
import assert from "node:assert/strict";
import { startStandIn } from "../../support/standIn.mjs";
import { dummyProfile } from "../../vscode-host/dummyAws.mjs";

export async function options() {
  const standIn = await startStandIn({ credentials: dummyProfile });
  return {
    machineSettings: { "apigatewayResponse.endpointUrl": standIn.url },
    standIn,
    done: () => standIn.stop(),
  };
}

const KEY = "method.response.header.Cache-Control";

export async function walk(window, { standIn }) {
  standIn.play({
    play: "badRequest",
    message: `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${KEY}]`,
  });
  await window.openFile("responses/200.json");
  await window.page.locator(".codelens-decoration a", { hasText: "Deploy Integration Response" }).click();
  await window.row("us-east-1").waitFor({ timeout: 30_000 });
  await window.page.keyboard.press("Enter");
  await window.dialog("Deploy").waitFor({ timeout: 30_000 });
  await window.dialog("Account: 000000000000").waitFor();
  await window.shot("refused-confirm");
  await window.dialog("Deploy").locator(".monaco-button", { hasText: "Deploy" }).first().click();

  await window.toast("400").waitFor({ timeout: 30_000 });
  await window.squiggles("error").first().waitFor();
  await window.shot("refused");
  await window.toast("400").locator(".monaco-button", { hasText: "Go to the Key" }).click();
  // The jump takes the focus, and would take it from the palette.
  await window.page.locator(".statusbar-item", { hasText: "Ln 4" }).waitFor();
  assert.equal(await window.squiggles("error").count(), 1);
  await window.runCommand("Go to Next Problem (Error, Warning, Info)");
  await window.page.locator(".marker-widget", { hasText: "service-undeclared-header" }).waitFor();
  await window.shot("refused-problem");
  await window.page.keyboard.press("Escape");
  await window.page.keyboard.press("End");
  await window.page.keyboard.type(" ");
  await window.squiggles("error").first().waitFor({ state: "detached" });
}
