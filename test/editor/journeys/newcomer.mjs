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
  await window.openView();
  const there = endpoint.replace("http://", "");
  await window.node(there).waitFor({ timeout: 30_000 });
  await window.node("Pet store").click();
  await expand(window, "/pets");
  await window.node("POST").waitFor({ timeout: 20_000 });
  await window.shot("newcomer-apis");

  const pulled = page.locator(".tab.active", { hasText: "400.json" });
  await window.pressOn(window.node("POST", /^POST/), "Pull Integration Responses", pulled);
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
  await window.node("changed here", /^400/).waitFor({ timeout: 20_000 });
  // The editor saves by itself, about a second after the last key.
  for (let looked = 0; looked < 100 && file().responseParameters[ORIGIN] !== "'*'"; looked++) {
    await page.waitForTimeout(100);
  }
  assert.equal(file().responseParameters[ORIGIN], "'*'");

  const response = window.node("400", /^400/);
  const difference = page.locator(".monaco-diff-editor .line-insert").first();
  await window.pressOn(response, "Compare with Deployed", difference);
  await silence(window);
  await window.shot("newcomer-compared");
  assert.deepEqual(await live(), before);

  await window.pressOn(
    response,
    "Deploy Integration Response",
    window.dialog("Deploy POST /pets 400 of Pet store"),
  );
  await silence(window);
  await window.shot("newcomer-asked");
  await window.pressInDialog("Deploy", "Deploy");
  await window.toast("201: POST /pets 400 of Pet store is stored.").waitFor({ timeout: 30_000 });
  await window.node("same here", /^400/).waitFor({ timeout: 20_000 });
  await window.shot("newcomer-deployed");
  assert.equal((await live()).responseParameters[ORIGIN], "'*'");

  await window.toast("201").locator(".monaco-button", { hasText: "Create Deployment" }).click();
  await window.answer("new stage", "prod");
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
  await window.node("changed there", /^400/).waitFor({ timeout: 20_000 });
  await window.shot("newcomer-undone");
  assert.deepEqual(await live(), before);

  // To AWS and back: nothing of it stays behind, and what is running is found again with all that it has.
  const start = page.locator(".monaco-button", { hasText: "Start API Gateway Local" });
  await window.pressOn(window.node("API Gateway Local", /^API Gateway Local/), "Back to AWS", start);
  await window.shot("newcomer-aws");
  await start.click();
  const running = window.toast(endpoint);
  await running.waitFor({ timeout: 30_000 });
  await running.locator(".monaco-button", { hasText: "Send Everything There" }).click();
  await window.node(there).waitFor({ timeout: 20_000 });
  await window.node("Pet store").waitFor({ timeout: 20_000 });
  await window.shot("newcomer-again");
  assert.deepEqual(
    readdirSync(home, { recursive: true }).filter((name) => name.includes("apigateway-integration-response")),
    [],
  );
}

/** Opens a node of the view unless it stands open. */
async function expand(window, text) {
  const found = window.node(text);
  await found.waitFor({ timeout: 20_000 });
  if ((await found.getAttribute("aria-expanded")) === "false") {
    await found.click();
  }
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
