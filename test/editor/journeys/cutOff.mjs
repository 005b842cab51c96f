// A deploy whose process is killed before the answer: the next window looks, and tells what it found.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { dummyProfile, withoutAws, writeDummyAws } from "../../vscode-host/dummyAws.mjs";

const FILE = "restapis/local00000/resources/abc123/methods/GET/integration/responses/200.json";

export async function options() {
  const folder = mkdtempSync(path.join(tmpdir(), "cut-off-"));
  const state = path.join(folder, "state");
  const local = await startLocal(folder);
  await deployAndDie(folder, local, { APIGW_RESPONSE_STATE_DIR: state });
  return {
    machineSettings: { "apigatewayResponse.endpointUrl": local.url },
    env: { APIGW_RESPONSE_STATE_DIR: state, SHELL: "/bin/bash" },
    done: () => {
      local.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function walk(window) {
  await window.openFile("responses/200.json");
  await window.toast("was in doubt: reading shows that it was stored").waitFor({ timeout: 30_000 });
  await window.shot("cut-off-settled");

  await window.runCommand("Copy as AWS CLI Command");
  const copied = window.toast("The command for bash is on the clipboard.");
  await copied.waitFor({ timeout: 20_000 });
  await window.shot("copied-command");
  await copied.locator(".monaco-button", { hasText: "For PowerShell" }).click();
  await window.toast("The command for PowerShell is on the clipboard.").waitFor({ timeout: 20_000 });
}

async function startLocal(folder) {
  const seed = path.join(folder, "seed.json");
  const method = {
    methodResponses: { 200: {} },
    methodIntegration: { type: "MOCK", integrationResponses: { 200: { selectionPattern: "old" } } },
  };
  writeFileSync(
    seed,
    JSON.stringify({ items: [{ id: "abc123", path: "/", resourceMethods: { GET: method } }] }),
  );
  const child = spawn(
    process.execPath,
    ["dist/cli.js", "sandbox", "--in-memory", "--port", "0", "--faults", "--seed", seed],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const put = new Promise((resolve) => {
    child.stderr.setEncoding("utf8").on("data", (text) => text.includes("PUT ") && resolve());
  });
  const [url] = await once(child.stdout.setEncoding("utf8"), "data");
  return { url: url.trim(), put, stop: () => child.kill() };
}

/** The PUT takes place; its answer never comes, and whoever waits for it is killed. */
async function deployAndDie(folder, local, env) {
  const fault = { kind: "silentAfter", operation: "PutIntegrationResponse" };
  await fetch(`${local.url}/_local/faults`, { method: "POST", body: JSON.stringify(fault) });
  const file = path.join(folder, FILE);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ selectionPattern: "new" }));
  const child = spawn(
    process.execPath,
    ["dist/cli.js", "deploy", path.join(folder, "restapis"), "--yes", "--endpoint-url", local.url].concat([
      ...["--profile", dummyProfile.name, "--region", dummyProfile.region],
    ]),
    {
      env: { ...withoutAws(process.env), ...writeDummyAws(path.join(folder, "aws")), ...env },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const ended = once(child, "exit");
  await local.put;
  child.kill("SIGKILL");
  const [code, signal] = await ended;
  assert.deepEqual([code, signal], [null, "SIGKILL"]);
}
