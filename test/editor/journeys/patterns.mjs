// The patterns of a method: coloured, told in words under the mouse, and tried on what the backend may answer.
import assert from "node:assert/strict";

const RESPONSES = "restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses";

export async function options() {
  return {};
}

export async function walk(window) {
  await window.openFile(`${RESPONSES}/500.json`);
  const lens = window.page.locator(".codelens-decoration a", { hasText: "Which Response Matches?" }).first();
  await lens.waitFor({ timeout: 30_000 });
  await window.shot("pattern-colours");
  await window.hover(window.place("selectionPattern", "NotFound"), "where not followed by");
  await window.shot("pattern-hover");
  await window.page.keyboard.press("Escape");

  await lens.click();
  const input = window.page.locator(".quick-input-widget input[type='text']").first();
  await input.waitFor();
  await input.fill("Unhandled: no connection\\n    at index.js:3");
  await window.row("Its pattern matches.").waitFor({ timeout: 20_000 });
  assert.match(await window.row("Its pattern matches.").innerText(), /5\u20600\u20600/);
  await window.shot("which-response-stack-trace");

  await input.fill("404");
  await window.row("default, no pattern").waitFor();
  await window.page.locator(".quick-input-title", { hasText: "taken for: HTTP backend" }).waitFor();
  await window.shot("which-response-404");
  await input.fill("[NotFound] No such item.");
  // The answer to this sample: until it comes, the list is that of the one before.
  await window.page.locator(".quick-input-title", { hasText: "taken for: Lambda function" }).waitFor();
  await window.row("Its pattern matches.").waitFor();
  await window.page
    .locator(".quick-input-list .monaco-list-row", { hasText: "Its pattern matches." })
    .click();
  await window.page.locator(".tab.active", { hasText: "404.json" }).first().waitFor();
  await window.shot("which-response-gone-to");
}
