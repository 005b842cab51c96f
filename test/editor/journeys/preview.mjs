// Preview a response to the side, see it change with each key, choose another sample, write one of one's own, and
// edit the template apart beside it.
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
  const lens = (text) => preview.locator(".codelens-decoration", { hasText: text }).first().waitFor();
  await lens("Sample: two pets");
  await window.shot("preview-sample");

  // The preview follows the response in front.
  await window.openFile("responses/404.json");
  await shows("HTTP/1.1 404 Not Found");
  await shows('"detail": "[NotFound] No such item."');
  await lens("Response 404");
  await window.shot("preview-follows");

  // A sample of one's own, beside the others.
  await window.runCommand("New Sample…");
  await window.pick("HTTP 404");
  await page.locator(".tab.active", { hasText: "method.samples.json" }).first().waitFor({ timeout: 30_000 });
  await window.line("There is no pet 7.").waitFor();
  await shows("Sample “HTTP 404”, from method.samples.json.");
  assert.equal(await window.squiggles("error").count(), 0);
  await lens("Sample: HTTP 404");
  await window.shot("preview-new-sample");

  // A template edited apart: it opens where the response is, and the preview stays in sight and follows it.
  await window.openFile("responses/404.json");
  await page.locator(".codelens-decoration a", { hasText: "Edit Template" }).click({ timeout: 30_000 });
  await page.locator(".tab.active", { hasText: "application-json.vtl" }).waitFor({ timeout: 30_000 });
  await shows("HTTP/1.1 404 Not Found");
  await window.line('"title"').click();
  await page.keyboard.press("End");
  await page.keyboard.type('\n"path": "$context.resourcePath",', { delay: 20 });
  await page.keyboard.press("Escape");
  await shows('"path": "/sample"');
  await preview.locator(".codelens-decoration a", { hasText: "Sample:" }).first().click();
  await window.pick("a pet that is not there");
  await shows('"detail": "[NotFound] No pet 7."');
  await page.locator(".tab.active", { hasText: "application-json.vtl" }).waitFor();
  await lens("Sample: a pet");
  await window.runCommand("View: Toggle Primary Side Bar Visibility");
  await window.shot("preview-template");

  // With the window it comes back, beside what it followed, with the sample that was chosen; and it follows on.
  await window.reload();
  await shows("HTTP/1.1 404 Not Found");
  await shows('"path": "/sample"');
  await shows('"detail": "[NotFound] No pet 7."');
  await window.shot("preview-reloaded");
  await window.line('"path"').click();
  await page.keyboard.press("End");
  await page.keyboard.type('\n"stage": "$context.stage",', { delay: 20 });
  await page.keyboard.press("Escape");
  await shows('"stage":');
  await window.openFile("responses/200.json");
  await shows("HTTP/1.1 200 OK");
  // Also where it was in front itself.
  await preview.locator(".view-line").first().click();
  await window.reload();
  await shows("HTTP/1.1 200 OK");
  await shows("Sample “two pets”, from method.samples.json.");
  await window.runCommand("Preferences: Toggle between Light/Dark Themes");
  await page.locator(".monaco-workbench.vs").waitFor();
  await window.shot("preview-light");
}
