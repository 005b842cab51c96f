// The language of templates inside its escaped string, then in the template's own editor: completion with a sample's
// paths, hover, a broken directive and its fix, and the members that the sample has behind a dot.
import { writeFileSync } from "node:fs";
import path from "node:path";

const NAME = "orders.integration-response.json";
const TEMPLATE = `#set($order = $input.path('$.order'))
{
  "customer": "$util.escapeJavaScript($order.customer).replaceAll("\\\\'", "'")",
  "lines": [
#foreach($line in $order.lines)
    { "sku": $line.sku }#if($foreach.hasNext),#end
#end
  ]
}`;
const SAMPLE = [
  {
    name: "An order",
    status: 200,
    body: { order: { customer: "Ann O'Hara", lines: [{ sku: 7, price: 12.5 }] } },
  },
];

export async function options() {
  return {};
}

export async function walk(window) {
  const { page } = window;
  const response = {
    responseTemplates: {
      "application/json": TEMPLATE,
      "text/html": "<b>#if($input.path('$.order') == 1)x#elsif($input.path('$.order') == 2)y#end</b>",
      "text/plain": "",
    },
  };
  writeFileSync(path.join(window.folder, NAME), `${JSON.stringify(response, undefined, 2)}\n`);
  writeFileSync(
    path.join(window.folder, NAME.replace(".integration-response.json", ".samples.json")),
    JSON.stringify(SAMPLE),
  );
  const suggestion = (text) => page.locator(".suggest-widget.visible .monaco-list-row", { hasText: text });
  const line = (editor, text) => editor.locator(".view-line", { hasText: text }).first();
  const type = (text) => page.keyboard.type(text, { delay: 40 });

  // In the string.
  await window.openFile(NAME);
  await line(window.editor, "text/plain").click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await type("$input.");
  await suggestion("json").first().waitFor();
  await window.shot("templates-members");
  await type("json('");
  await page.keyboard.press("Control+Space");
  await suggestion("$.order.lines[0].sku").waitFor();
  await window.shot("templates-paths");
  await suggestion("$.order.customer").click();
  await line(window.editor, "$input.json('$.order.customer").waitFor();
  await page.keyboard.press("Escape");

  // What ends a call closes no block; what ends the head of one does.
  await type("')#if(1 == 1)");
  await line(window.editor, "#if(1 == 1)#end").waitFor();
  await page.keyboard.press("Control+Z");
  await line(window.editor, '#if(1 == 1)"').waitFor();

  const slip = window.place("text/html", "#elsif");
  await window.editor.locator(".squiggly-warning").first().waitFor();
  await window.hover(slip, "Write `#elseif`");
  await window.shot("templates-slip");
  const { x, y, width, height } = await slip.boundingBox();
  await page.mouse.click(x + width / 2, y + height / 2);
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row", { hasText: "Write #elseif" }).click();
  await line(window.editor, "#elseif(").waitFor();

  // In an editor of its own.
  await page.locator(".codelens-decoration a", { hasText: "Edit Template" }).first().click();
  const template = page.locator(".editor-instance .monaco-editor[role='code']").nth(1);
  const inTemplate = (text) => line(template, text);
  await inTemplate("#foreach").waitFor();
  await inTemplate("#set").locator("span", { hasText: "path" }).last().waitFor();
  await window.hover(inTemplate("#set").locator("span", { hasText: "path" }).last(), "In the sample");
  await window.shot("templates-hover");
  await inTemplate("#set").click();
  await page.keyboard.press("End");
  await type("\n#set($who = $order.");
  await suggestion("customer").first().waitFor();
  await window.shot("templates-sample-members");

  // A block that is begun is closed, in one step to undo, the cursor before its end.
  await page.keyboard.press("Escape");
  await type("customer)\n#if($who)");
  await inTemplate("#if($who)#end").waitFor();
  await page.keyboard.press("Control+Z");
  await template.locator(".view-line", { hasText: /^\s*#if\(\$who\)$/ }).waitFor();
  await page.keyboard.press("Control+Shift+Z");
  await inTemplate("#if($who)#end").waitFor();
  await page.keyboard.press("Enter");
  await type("known");
  await template.locator(".view-line", { hasText: /^\s*known$/ }).waitFor();
  await window.shot("templates-closed");
  await line(window.editor, "#if($who)\\n  known\\n#end").waitFor();
}
