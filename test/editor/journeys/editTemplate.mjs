// A template in an editor of its own: opened from its lens, edited, undone in its string, saved, lost and found, closed.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const NAME = "pets.integration-response.json";
const TEMPLATE = `#set($pets = $input.path('$.pets'))
## One entry for each pet that has a name.
{
  "count": $pets.size(),
  "requestId": "$context.requestId",
  "pets": [
    #foreach($pet in $pets)
    {
      "id": $pet.id,
      "name": "$util.escapeJavaScript($pet.name)"
    }#if($foreach.hasNext),#end
    #end
  ]
}`;

export async function options() {
  return {};
}

export async function walk(window) {
  const { page } = window;
  const file = path.join(window.folder, NAME);
  const response = {
    selectionPattern: "2\\d{2}",
    responseTemplates: { "application/json": TEMPLATE },
  };
  writeFileSync(file, `${JSON.stringify(response, undefined, 2)}\n`);
  const stored = () => JSON.parse(readFileSync(file, "utf8")).responseTemplates["application/json"];
  const tab = page.locator(".tab", { hasText: "application-json.vtl" });
  const template = page.locator(".editor-instance .monaco-editor[role='code']").nth(1);
  const line = (editor, text) => editor.locator(".view-line", { hasText: text }).first();
  const isSaved = (name) => page.locator(".tab:not(.dirty)", { hasText: name }).first().waitFor();

  await window.openFile(NAME);
  await page.locator(".codelens-decoration a", { hasText: "Edit Template" }).click({ timeout: 30_000 });
  await tab.waitFor({ timeout: 30_000 });
  await line(template, "#foreach").waitFor();
  await window.shot("edit-template");

  await line(template, '"count"').click();
  await page.keyboard.press("End");
  await page.keyboard.type('\n"status": "$context.status",', { delay: 20 });
  await page.keyboard.press("Escape");
  await line(window.editor, String.raw`\n  \"status\": \"$context.status\",`).waitFor();
  await isSaved("application-json.vtl");
  await page.locator(".tab.dirty", { hasText: NAME }).waitFor();
  await window.shot("edit-template-typed");

  // One undo in the string takes back one edit of the template.
  await page.keyboard.type("!", { delay: 20 });
  await line(window.editor, '$context.status\\",!').waitFor();
  await line(window.editor, "selectionPattern").click();
  await page.keyboard.press("Control+Z");
  await line(window.editor, '$context.status\\",!').waitFor({ state: "detached" });
  await template.locator(".view-line", { hasText: '",!' }).waitFor({ state: "detached" });

  await line(template, "#foreach").click();
  await page.keyboard.press("Control+S");
  await isSaved(NAME);
  assert.equal(stored(), TEMPLATE.replace("size(),", 'size(),\n  "status": "$context.status",'));

  await window.runCommand("View: Toggle Primary Side Bar Visibility");
  await window.runCommand("Preferences: Toggle between Light/Dark Themes");
  await page.locator(".monaco-workbench.vs").waitFor();
  await window.shot("edit-template-light");
  await window.runCommand("Preferences: Toggle between Light/Dark Themes");

  // A string that vanished is told of, and the template's editor keeps its text.
  await line(window.editor, "selectionPattern").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await window.toast("has lost its string").waitFor();
  await line(template, "#foreach").waitFor();
  await window.shot("edit-template-lost");
  await page.keyboard.press("Control+Z");
  await line(window.editor, "selectionPattern").waitFor();

  // Both were changed while they were apart: neither is written over until the user says which one stays.
  await line(window.editor, "selectionPattern").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await line(template, "#foreach").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("$mine", { delay: 20 });
  await page.keyboard.press("Escape");
  await window.editor.locator(".view-line").first().click();
  await page.keyboard.insertText('{ "responseTemplates": { "application/json": "$theirs" } }');
  await window.toast("at the same place").waitFor();
  await line(template, "$mine").waitFor();
  await line(window.editor, "$theirs").waitFor();
  await window.shot("edit-template-conflict");
  await window.toast("at the same place").locator(".monaco-button", { hasText: "Use the Editor" }).click();
  await line(window.editor, '"$mine"').waitFor();
  await isSaved("application-json.vtl");

  await line(template, "$mine").click();
  await page.keyboard.press("Control+W");
  await tab.waitFor({ state: "detached" });
  assert.equal(await window.dialog("").count(), 0);
}
