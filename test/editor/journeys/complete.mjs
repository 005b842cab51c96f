// Type a header and where it comes from with completion, and read the hovers of what was typed.
import assert from "node:assert/strict";

export async function options() {
  return {};
}

export async function walk(window) {
  const { page } = window;
  const suggestions = page.locator(".suggest-widget.visible .monaco-list-row");
  await window.openFile("documentation-sample.integration-response.json");
  await window.line("Content-Type").waitFor();
  // The end of the last mapping, where a user goes on with a comma.
  await window.line("Content-Type").click();
  await page.keyboard.press("End");
  await page.keyboard.type(',\n"method.response.header.Loc', { delay: 30 });
  await suggestions.filter({ hasText: "Location" }).first().waitFor({ timeout: 15_000 });
  await window.shot("completion-header");
  await page.keyboard.press("Enter");
  // The list of sources opens by itself.
  await suggestions.filter({ hasText: "integration.response.body" }).first().waitFor({ timeout: 15_000 });
  await page.keyboard.type("integration.response.body.", { delay: 10 });
  await suggestions.first().waitFor({ timeout: 15_000 });
  await window.shot("completion-source");
  await page.keyboard.type("redirect.url", { delay: 10 });
  await page.keyboard.press("Escape");
  const written = '"method.response.header.Location": "integration.response.body.redirect.url"';
  assert.ok((await window.text()).includes(written), await window.text());

  await window.hover(window.place("header.Location", "Location"), "Location");
  await window.shot("hover-header");
  await page.keyboard.press("Escape");
  await window.hover(window.place("integration.response.body", "integration"), "body");
  await window.shot("hover-source");
}
