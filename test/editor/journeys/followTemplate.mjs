// A template's editor while its document changes under it: the key renamed by hand, the JSON broken and mended, another
// version on the disk, the document's tab closed, the file renamed, and the window reloaded.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const NAME = "pets.integration-response.json";
const MOVED = "animals.integration-response.json";
/** Judged as JSON it has a finding, as text none. */
const TEMPLATE = `#set($pet = $input.path('$.pet'))
{ "name": "$util.escapeJavaScript($pet.name)" }`;

export async function options() {
  return {};
}

export async function walk(window) {
  const { page } = window;
  const file = path.join(window.folder, NAME);
  const write = (template) => {
    const response = { statusCode: "200", responseTemplates: { "application/json": template } };
    writeFileSync(file, `${JSON.stringify(response, undefined, 2)}\n`);
  };
  write(TEMPLATE);
  const editors = page.locator(".editor-instance .monaco-editor[role='code']");
  const template = editors.nth(1);
  const line = (editor, text) => editor.locator(".view-line", { hasText: text }).first();
  const tab = (name, state = "") => page.locator(`.tab${state}`, { hasText: name }).first();
  const warnings = template.locator(".squiggly-warning");
  const toasts = () => page.locator(".notification-toast").count();

  await window.openFile(NAME);
  await page.locator(".codelens-decoration a", { hasText: "Edit Template" }).click({ timeout: 30_000 });
  await warnings.first().waitFor({ timeout: 30_000 });
  await window.runCommand("View: Toggle Primary Side Bar Visibility");

  // Its key is typed anew: it is followed at each key, and judged by what it is.
  const key = await window.place("application/json", "application/json").boundingBox();
  await page.mouse.click(key.x + key.width / 2, key.y + key.height / 2);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  for (let letter = 0; letter < "application/json".length; letter++) {
    await page.keyboard.press("Delete");
  }
  await page.keyboard.type("text/plain", { delay: 20 });
  await page.keyboard.press("Escape");
  await warnings.first().waitFor({ state: "detached" });
  await window.shot("follow-renamed");
  await line(template, '"name"').click();
  await page.keyboard.press("Home");
  await page.keyboard.type("$pet.id ", { delay: 20 });
  await page.keyboard.press("Escape");
  await line(window.editor, '"text/plain": "#set($pet').waitFor();
  await line(window.editor, "$pet.id {").waitFor();

  // The JSON is broken by hand and mended: nobody is asked anything, and what was typed meanwhile is carried over.
  await line(window.editor, "statusCode").click();
  await page.keyboard.press("End");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await window.squiggles("error").first().waitFor();
  await window.shot("follow-broken");
  assert.equal(await toasts(), 0);
  await page.keyboard.type('",');
  await window.squiggles("error").first().waitFor({ state: "detached" });
  assert.equal(await toasts(), 0);

  // Saved from the template, then another version comes to the disk.
  await line(template, '"name"').click();
  await page.keyboard.press("Control+S");
  await tab(NAME, ":not(.dirty)").waitFor();
  assert.ok(readFileSync(file, "utf8").includes("$pet.id {"));
  write("$fromDisk");
  await line(template, "$fromDisk").waitFor({ timeout: 20_000 });
  await line(window.editor, '"application/json": "$fromDisk"').waitFor();
  assert.equal(await toasts(), 0);

  // The file gets another name, and the document's tab is closed: what is typed goes into the file.
  await window.runCommand("View: Toggle Primary Side Bar Visibility");
  await line(window.editor, "$fromDisk").click();
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: NAME }).click();
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: NAME }).press("F2");
  await page.locator(".explorer-item-edited input").waitFor();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(MOVED, { delay: 5 });
  await page.keyboard.press("Enter");
  await tab(MOVED).waitFor();
  assert.equal(await toasts(), 0);
  await window.shot("follow-moving");
  await line(window.editor, "$fromDisk").click();
  await page.keyboard.press("Control+W");
  await tab(MOVED).waitFor({ state: "detached" });
  await line(editors.first(), "$fromDisk").click();
  await page.keyboard.press("End");
  await page.keyboard.type("$more", { delay: 20 });
  await page.keyboard.press("Escape");
  await tab(MOVED, ".dirty").waitFor();
  await window.shot("follow-moved");
  await page.keyboard.press("Control+S");
  await tab(MOVED, ":not(.dirty)").waitFor();
  assert.ok(readFileSync(path.join(window.folder, MOVED), "utf8").includes("$fromDisk$more"));
  assert.ok(!existsSync(file));

  // With the window it comes back, under the name that it has now.
  await window.reload();
  const restored = page.locator(".editor-instance .monaco-editor[role='code']", {
    hasText: "$fromDisk$more",
  });
  await restored.first().waitFor({ timeout: 60_000 });
  await window.shot("follow-reloaded");
}
