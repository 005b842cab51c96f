// From the palette to a CORS preflight response of one's own, with the sample beside it that it answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

export async function options() {
  return {};
}

export async function walk(window) {
  const { page } = window;
  // By then the window knows the commands of its extensions.
  await window.openFile("cli-input.json");
  await window.runCommand("New Integration Response");
  await window.row("CORS preflight").waitFor({ timeout: 30_000 });
  await window.shot("new-response-kind");
  await window.pick("CORS preflight");
  await window.pick("File…");
  const name = path.join(window.folder, "200.integration-response.json");
  const input = page.locator(".quick-input-widget input").first();
  await page.locator(".quick-input-widget", { hasText: "New Integration Response" }).first().waitFor();
  // The dialog brings a name of its own, a moment after it is there.
  await page.locator(".quick-input-widget .monaco-list-row").first().waitFor({ timeout: 15_000 });
  for (let attempt = 0; attempt < 20 && (await input.inputValue()) !== name; attempt++) {
    await input.fill(name);
    await page.waitForTimeout(100);
  }
  await window.shot("new-response-name");
  await page.keyboard.press("Enter");
  await page
    .locator(".tab.active", { hasText: path.basename(name) })
    .first()
    .waitFor({ timeout: 15_000 });
  await window.line("Access-Control-Allow-Origin").waitFor();
  await page.locator(".codelens-decoration", { hasText: "Deploy" }).first().waitFor({ timeout: 30_000 });
  assert.equal(await window.squiggles("error").count(), 0);
  assert.equal(await window.squiggles("warning").count(), 0);
  const samples = JSON.parse(readFileSync(path.join(window.folder, "200.samples.json"), "utf8"));
  assert.deepEqual(samples, [{ name: "The mock answers 200", type: "mock", status: "200", expect: "200" }]);
  await window.shot("new-response");
}
