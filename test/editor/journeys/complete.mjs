// Type a header and where it comes from with completion, and read the hovers of what was typed.
import assert from "node:assert/strict";

export async function options() {
  return {};
}

export async function walk(window) {
  const { page } = window;
  await window.openFile("documentation-sample.integration-response.json");
  await window.line("Content-Type").waitFor();
  // The end of the last mapping, where a user goes on with a comma.
  await window.line("Content-Type").click();
  await page.keyboard.press("End");
  await page.keyboard.type(',\n"method.response.header.Loc', { delay: 30 });
  const suggestions = page.locator(".suggest-widget.visible .monaco-list-row");
  await suggestions.filter({ hasText: "Location" }).first().waitFor({ timeout: 15_000 });
  await window.shot("completion-header");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(500);
  if (!(await suggestions.first().isVisible())) {
    await page.keyboard.press("Control+Space");
  }
  await suggestions.filter({ hasText: "integration.response.body" }).first().waitFor({ timeout: 15_000 });
  await window.shot("completion-source");
  await suggestions.filter({ hasText: "integration.response.header" }).first().click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  assert.match(await window.text(), /"method\.response\.header\.Location": "integration\.response\.header\./);

  await window.hover(window.place("header.Location", "Location"), "Location");
  await window.shot("hover-header");
}
