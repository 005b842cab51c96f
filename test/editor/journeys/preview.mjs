// Preview a response to the side, see it change with each key, choose another sample, and write one of one's own.
import assert from "node:assert/strict";

export async function options() {
  return {};
}

export async function walk(window) {
  const { page } = window;
  await window.openFile("responses/200.json");
  await window.line("pets").waitFor();
  await window.runCommand("Preview Response");
  const preview = page.locator(".editor-group-container", {
    has: page.locator(".tab", { hasText: "Response Preview" }),
  });
  const shows = (text) =>
    preview.locator(".view-line", { hasText: text }).first().waitFor({ timeout: 30_000 });
  await shows("HTTP/1.1 200 OK");
  await shows("max-age=60");
  await shows('{ "pets": [{"id":1,"name":"Rex"}] }');
  await shows("from method.samples.json");
  await window.shot("preview");

  // Type in the template: the body follows.
  await window.line("$input.json").click();
  await page.keyboard.press("Home");
  await page.keyboard.press("Control+F");
  await page.keyboard.type("pets");
  await page.keyboard.press("Escape");
  await page.keyboard.type("animals");
  await shows('"animals":');
  await window.shot("preview-typed");

  // Another sample.
  await preview.locator(".codelens-decoration a", { hasText: "Sample:" }).first().click();
  await window.pick("two pets");
  await shows("Tom");
  await shows("Sample “two pets”, from method.samples.json.");
  await window.shot("preview-sample");

  // The preview follows the response in front.
  await window.openFile("responses/404.json");
  await shows("HTTP/1.1 404 Not Found");
  await shows('"detail": "[NotFound] No such item."');
  await window.shot("preview-follows");

  // A sample of one's own, beside the others.
  await window.runCommand("New Sample…");
  await window.pick("HTTP 404");
  await page.locator(".tab.active", { hasText: "method.samples.json" }).first().waitFor({ timeout: 30_000 });
  await window.line("There is no pet 7.").waitFor();
  await shows("Sample “HTTP 404”, from method.samples.json.");
  assert.equal(await window.squiggles("error").count(), 0);
  await window.shot("preview-new-sample");
}
