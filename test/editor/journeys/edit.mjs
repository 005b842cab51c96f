// The documentation's own sample, as people paste it: see the broken escape, apply the fix, see the file clean.
import assert from "node:assert/strict";

export async function options() {
  return {};
}

export async function walk(window) {
  await window.openFile("documentation-sample.integration-response.json");
  await window.squiggles("error").first().waitFor({ timeout: 30_000 });
  await window.page
    .locator(".codelens-decoration", { hasText: "Deploy" })
    .first()
    .waitFor({ timeout: 30_000 });
  await window.shot("squiggle");

  await window.hover(window.squiggles("error").first(), "no escape that JSON knows");
  await window.shot("squiggle-hover");

  await window.page.keyboard.press("Escape");
  await window.editor.click();
  await window.page.keyboard.press("F8");
  await window.page.keyboard.press("Escape");
  await window.page.keyboard.press("Control+.");
  const menu = window.page.locator(".action-widget .monaco-list-row", { hasText: "Write \\\\d" }).first();
  await menu.waitFor();
  await window.shot("quick-fix");
  await menu.click();

  await window.squiggles("error").first().waitFor({ state: "detached" });
  assert.match(await window.text(), /2\\\\d\{2\}/);
  await window.shot("clean");
}
