// A header gets another name where it is mapped and where it is declared, and in the files of the same method.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { METHOD } from "./method.mjs";

export async function options() {
  return {};
}

const RESPONSE = '{\n  "responseParameters": {\n    "method.response.header.X-Trace": "\'on\'"\n  }\n}\n';

export async function walk(window) {
  const { page } = window;
  writeFileSync(path.join(window.folder, "get-method.json"), METHOD);
  await window.openFile("get-method.json");
  await window.squiggles("error").first().waitFor({ timeout: 30_000 });
  await renameIn(window, "max-age=60", "Cache", "X-Cache");
  await window.line('"method.response.header.X-Cache": false').waitFor({ timeout: 15_000 });
  await window.line('"method.response.header.X-Cache": "\'max-age=60\'"').waitFor();
  await window.shot("renamed-header");

  // What a conversion loses stands in its title, before it is chosen.
  await openRefactorings(page);
  await window.shot("convert-menu");
  await page.keyboard.press("Escape");

  const folder = path.join(window.folder, "api/methods/GET/integration/responses");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "201.json"), RESPONSE);
  writeFileSync(path.join(folder, "409.json"), RESPONSE.replace("{", '{\n  "selectionPattern": "409",'));
  await window.openFile("responses/409.json");
  // The lens arrives after the text and moves it.
  await page.locator(".codelens-decoration", { hasText: "Deploy" }).first().waitFor({ timeout: 30_000 });
  await renameIn(window, "X-Trace", "X-Trace", "X-Request");
  await window.line("X-Request").waitFor({ timeout: 15_000 });
  await page.keyboard.press("Escape");
  await window.runCommand("File: Save All");
  const isSaved = () => readFileSync(path.join(folder, "201.json"), "utf8").includes("header.X-Request");
  for (let attempt = 0; attempt < 50 && !isSaved(); attempt++) {
    await page.waitForTimeout(100);
  }
  assert.ok(isSaved(), readFileSync(path.join(folder, "201.json"), "utf8"));
  await window.shot("renamed-across-files");
}

/** A menu that is asked for while the text still settles closes at once. */
async function openRefactorings(page) {
  const row = page
    .locator(".action-widget .monaco-list-row", { hasText: "Convert to PUT Body, Losing" })
    .first();
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press("Control+Shift+R");
    try {
      await row.waitFor({ timeout: 5_000 });
      return;
    } catch (error) {
      if (attempt === 3) {
        throw error;
      }
    }
  }
}

async function renameIn(window, line, part, name) {
  const { page } = window;
  const box = await window.place(line, part).boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.press("F2");
  // The box is there before it asks: it has the focus once it does.
  await page.locator(".rename-box input:focus").waitFor({ timeout: 15_000 });
  await page.keyboard.press("Control+A");
  await page.keyboard.type(name, { delay: 10 });
  await window.shot(`rename-${name}`);
  await page.keyboard.press("Enter");
}
