// Whoever has just cloned it and has no account: what `npm start` opens, from the first window to an undone deploy.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ask } from "../apiGatewayLocal.mjs";

const RESPONSE = "restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/POST/integration/responses/400";
const ORIGIN = "method.response.header.Access-Control-Allow-Origin";

export async function options() {
  const scratch = mkdtempSync(path.join(os.tmpdir(), "newcomer-"));
  const home = mkdtempSync(path.join(scratch, "home-"));
  const places = ["--no-open", "--port", "0", "--folder", path.join(scratch, "start")];
  const child = spawn(process.execPath, ["scripts/start.mjs", ...places], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, HOME: home, XDG_STATE_HOME: "", XDG_CONFIG_HOME: "" },
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const told = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      if (said.includes("Ctrl-C stops everything.")) resolve(said);
    });
    ended.then((code) => reject(new Error(`npm start ended with ${code}.\n${said}`)));
  });
  const find = (pattern) => pattern.exec(told)?.[1] ?? assert.fail(told);
  return {
    served: { url: find(/(http:\/\/localhost:\S+)/), folder: find(/^Folder +(.+)$/m) },
    endpoint: find(/^Endpoint +(\S+)/m),
    home,
    done: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

export async function walk(window, { endpoint, home }) {
  const { page } = window;
  const live = () => ask(endpoint, "GET", `/${RESPONSE}`);
  const file = () => JSON.parse(readFileSync(path.join(window.folder, `${RESPONSE}.json`), "utf8"));
  const before = await live();

  await page.locator(".monaco-dialog-box .monaco-button", { hasText: "Yes" }).first().click();
  await page.locator(".activitybar .action-item a[aria-label^='API Gateway']").first().click();
  const there = endpoint.replace("http://", "");
  await row(window, there).waitFor({ timeout: 30_000 });
  await row(window, "Pet store").click();
  await expand(window, "/pets");
  await row(window, "POST").waitFor({ timeout: 20_000 });
  await window.shot("newcomer-apis");

  await pressOn(window, /^POST/, "Pull Integration Responses");
  await page.locator(".tab.active", { hasText: "400.json" }).waitFor({ timeout: 20_000 });
  await window.line("https://example.com").waitFor();
  assert.deepEqual({ ...file(), statusCode: "400" }, before);
  await window.shot("newcomer-pulled");

  await replace(window, "'https://example.com'", "*");
  await window.squiggles("error").first().waitFor({ timeout: 20_000 });
  await window.shot("newcomer-broken");
  await page.keyboard.press("F8");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row", { hasText: "'*'" }).first().click();
  await window.line("\"'*'\"").waitFor();
  await window.squiggles("error").first().waitFor({ state: "detached" });
  await row(window, "changed here", /^400/).waitFor({ timeout: 20_000 });
  // The editor saves by itself, about a second after the last key.
  for (let looked = 0; looked < 100 && file().responseParameters[ORIGIN] !== "'*'"; looked++) {
    await page.waitForTimeout(100);
  }
  assert.equal(file().responseParameters[ORIGIN], "'*'");

  await pressOn(window, /^400/, "Compare with Deployed");
  await page.locator(".monaco-diff-editor .line-insert").first().waitFor({ timeout: 20_000 });
  await silence(window);
  await window.shot("newcomer-compared");
  assert.deepEqual(await live(), before);

  await pressOn(window, /^400/, "Deploy Integration Response");
  await window.dialog("Deploy").waitFor({ timeout: 20_000 });
  await silence(window);
  await window.shot("newcomer-asked");
  await window.pressInDialog("Deploy", "Deploy");
  await window.toast("201").waitFor({ timeout: 30_000 });
  await row(window, "same here", /^400/).waitFor({ timeout: 20_000 });
  await window.shot("newcomer-deployed");
  assert.equal((await live()).responseParameters[ORIGIN], "'*'");

  await window.toast("201").locator(".monaco-button", { hasText: "Create Deployment" }).click();
  await page.locator(".quick-input-widget", { hasText: "new stage" }).waitFor({ timeout: 20_000 });
  await page.keyboard.type("prod");
  await page.keyboard.press("Enter");
  await window.dialog("prod").waitFor({ timeout: 20_000 });
  await silence(window);
  await window.pressInDialog("prod", "Create Deployment");
  await window.toast("is live on stage prod").waitFor({ timeout: 20_000 });
  await window.toast("Deploying Pet store").waitFor({ state: "detached", timeout: 20_000 });
  await window.shot("newcomer-published");

  await window.runCommand("Test Invoke");
  await window.pick("Pet store");
  await window.pick("POST /pets");
  await page.locator(".codelens-decoration a", { hasText: "Run" }).click({ timeout: 20_000 });
  await window.dialog("Run POST").waitFor({ timeout: 20_000 });
  await silence(window);
  await window.pressInDialog("Run POST", "Run");
  await window.line("HTTP/1.1 400").waitFor({ timeout: 20_000 });
  await window.line("A pet needs a name.").waitFor();
  await window.toast("Running POST").waitFor({ state: "detached", timeout: 20_000 });
  await window.shot("newcomer-invoked");

  await window.runCommand("Restore Previous");
  await page
    .locator(".quick-input-list .monaco-list-row", { hasText: "400" })
    .first()
    .click({ timeout: 20_000 });
  await window.dialog("Restore").waitFor({ timeout: 20_000 });
  await silence(window);
  await window.shot("newcomer-restore");
  await window.pressInDialog("Restore", "Restore");
  await window.toast("is restored").waitFor({ timeout: 20_000 });
  await row(window, "changed there", /^400/).waitFor({ timeout: 20_000 });
  await window.shot("newcomer-undone");
  assert.deepEqual(await live(), before);

  // To AWS and back: nothing of it stays behind, and what is running is found again with all that it has.
  await pressOn(window, /^API Gateway Local/, "Back to AWS");
  const start = page.locator(".monaco-button", { hasText: "Start API Gateway Local" });
  await start.waitFor({ timeout: 20_000 });
  await window.shot("newcomer-aws");
  await start.click();
  const running = window.toast(endpoint);
  await running.waitFor({ timeout: 30_000 });
  await running.locator(".monaco-button", { hasText: "Send Everything There" }).click();
  await row(window, there).waitFor({ timeout: 20_000 });
  await row(window, "Pet store").waitFor({ timeout: 20_000 });
  await window.shot("newcomer-again");
  assert.deepEqual(
    readdirSync(home, { recursive: true }).filter((name) => name.includes("apigateway-integration-response")),
    [],
  );
}

/** A row of the view by what it shows, and how it begins where several show it. */
function row(window, text, beginning = /^/) {
  return rows(window, beginning).filter({ hasText: text }).first();
}

function rows(window, beginning) {
  return window.page.locator(".pane-body .monaco-list-row").filter({
    has: window.page.locator(".monaco-icon-label", { hasText: beginning }),
  });
}

/** Opens a node of the view unless it stands open. */
async function expand(window, text) {
  const found = row(window, text);
  await found.waitFor({ timeout: 20_000 });
  if ((await found.getAttribute("aria-expanded")) === "false") {
    await found.click();
  }
}

/** Presses a button that a row shows under the mouse. */
async function pressOn(window, beginning, button) {
  const found = rows(window, beginning).first();
  await found.hover();
  await found.locator(`.actions a[aria-label^="${button}"]`).first().click();
}

/** VS Code shows no more than three notifications in a second, and nobody reads faster. */
async function silence(window) {
  await window.page.locator(".notification-toast").first().waitFor({ state: "detached", timeout: 20_000 });
}

/** Finds and replaces, as a user does; the editor saves by itself. */
async function replace(window, before, after) {
  const { page } = window;
  await window.editor.click();
  await page.keyboard.press("Control+H");
  await page.locator(".find-widget.visible").waitFor();
  await page.keyboard.type(before);
  await page.keyboard.press("Tab");
  await page.keyboard.type(after);
  await page.keyboard.press("Control+Alt+Enter");
  await page.keyboard.press("Escape");
}
