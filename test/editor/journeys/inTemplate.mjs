// A template in its own editor used as a file: folded, hinted, renamed in, undone and redone on either side, typed in
// fast, saved with its document, looked at in the light, and closed.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const NAME = "orders.integration-response.json";
const TEMPLATE = `#set($order = $input.path('$.order'))
{
  "customer": $order.customer,
  "lines": [
#foreach($line in $order.lines)
    {
      "sku": $line.sku,
      "of": $order.number
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
  const response = { statusCode: "200", responseTemplates: { "application/json": TEMPLATE } };
  writeFileSync(file, `${JSON.stringify(response, undefined, 2)}\n`);
  const stored = (key = "application/json") => JSON.parse(readFileSync(file, "utf8")).responseTemplates[key];
  const template = page.locator(".editor-instance .monaco-editor[role='code']").nth(1);
  const line = (editor, text) => editor.locator(".view-line", { hasText: text }).first();
  const gone = (editor, text) => line(editor, text).waitFor({ state: "detached" });
  const tab = (name, state = "") => page.locator(`.tab${state}`, { hasText: name }).first();
  const clickEnd = async (editor, text) => {
    await line(editor, text).click();
    await page.keyboard.press("End");
  };

  await window.openFile(NAME);
  await page.locator(".codelens-decoration a", { hasText: "Edit Template" }).click({ timeout: 30_000 });
  await line(template, "#foreach").waitFor({ timeout: 30_000 });
  await template.locator(".view-line", { hasText: "#foreach($line in $order.lines)" }).nth(1).waitFor();
  await window.runCommand("View: Toggle Primary Side Bar Visibility");
  await window.shot("in-template");

  // Fold the loop, and unfold it.
  await clickEnd(template, "#foreach($line");
  await page.keyboard.press("Control+Shift+BracketLeft");
  await gone(template, '"sku"');
  await window.shot("in-template-folded");
  await page.keyboard.press("Control+Shift+BracketRight");
  await line(template, '"sku"').waitFor();

  // Rename a variable: everywhere in the template, and in its string.
  await clickEnd(template, '"customer"');
  await page.keyboard.press("F2");
  await page.locator(".monaco-editor-overlaymessage", { hasText: "only variables and macros" }).waitFor();
  await window.shot("in-template-no-name");
  // From before its sign, where the jump over a word goes to.
  for (let jump = 0; jump < 3; jump++) {
    await page.keyboard.press("Control+ArrowLeft");
  }
  await page.keyboard.press("F2");
  await page.locator(".rename-box input:focus").waitFor({ timeout: 15_000 });
  await page.keyboard.press("Control+A");
  await page.keyboard.type("purchase", { delay: 10 });
  await window.shot("in-template-rename");
  await page.keyboard.press("Enter");
  await line(template, "#set($purchase").waitFor();
  await line(template, "$purchase.number").waitFor();
  const renamed = TEMPLATE.replaceAll("$order.", "$purchase.").replace("#set($order", "#set($purchase");
  await line(window.editor, "#set($purchase").waitFor();
  await window.shot("in-template-renamed");

  // One undo takes it back in the template, and with it in the string; one redo does it again.
  await page.keyboard.press("Control+Z");
  await line(template, "#set($order").waitFor();
  await line(window.editor, "#set($order").waitFor();
  await page.keyboard.press("Control+Shift+Z");
  await line(window.editor, "#set($purchase").waitFor();

  // Typed fast, then all of it undone in the string and done again there: the template's editor is the same at each end.
  await clickEnd(template, '"customer"');
  await page.keyboard.type('\n"first": 1,\n"second": 2,\n"third": 3,');
  await page.keyboard.press("Escape");
  await line(window.editor, "third").waitFor();
  await line(window.editor, "statusCode").click();
  await pressed(page, "Control+Z");
  await gone(template, "first");
  await line(template, "#set($order").waitFor();
  await window.shot("in-template-undone");
  await pressed(page, "Control+Shift+Z");
  await line(template, "third").waitFor();
  await line(template, "#foreach").click();
  await page.keyboard.press("Control+S");
  await tab(NAME, ":not(.dirty)").waitFor();
  const typed = '$purchase.customer,\n  "first": 1,\n  "second": 2,\n  "third": 3,';
  assert.equal(stored(), renamed.replace("$purchase.customer,", typed));
  await window.runCommand("Preferences: Toggle between Light/Dark Themes");
  await page.locator(".monaco-workbench.vs").waitFor();
  await window.shot("in-template-light");

  // Closed without a question, since its text is in its string.
  await line(template, "#foreach").click();
  await page.keyboard.press("Control+W");
  await tab("application-json.vtl").waitFor({ state: "detached" });
  assert.equal(await window.dialog("").count(), 0);
}

/** As often as it takes: each step that was carried over from a template is one of its string. */
async function pressed(page, keys) {
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press(keys);
  }
}
