// What `get-method` printed: see the header that is not declared, and declare it in one action.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { METHOD } from "./method.mjs";

export async function options() {
  return {};
}

export async function walk(window) {
  const { page } = window;
  writeFileSync(path.join(window.folder, "get-method.json"), METHOD);
  await window.openFile("get-method.json");
  await window.squiggles("error").first().waitFor({ timeout: 30_000 });
  await window.hover(window.squiggles("error").first(), "does not declare");
  await window.shot("undeclared-header");

  await page.keyboard.press("Escape");
  await window.line('"method.response.header.ETag"').click();
  await page.keyboard.press("F8");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+.");
  const fix = page
    .locator(".action-widget .monaco-list-row", { hasText: "into the method response" })
    .first();
  await fix.waitFor();
  await window.shot("undeclared-header-fix");
  await fix.click();

  await window.squiggles("error").first().waitFor({ state: "detached" });
  const text = await window.text();
  assert.match(text, /"method\.response\.header\.ETag": false/);
  assert.equal(text.match(/method\.response\.header\.ETag/g).length, 2);
  await window.shot("declared-header");
}
