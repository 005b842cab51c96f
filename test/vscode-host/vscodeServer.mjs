// The server half of a real VS Code, taken from the npm package `code-server` and started without its wrapper.
// Each server has a folder of its own for settings, data and sockets, which goes when the server stops.
import { execFile, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { withoutAws, writeDummyAws } from "./dummyAws.mjs";
import { serverNode } from "./serverNode.mjs";

export const vscodeDir = fileURLToPath(new URL("node_modules/code-server/lib/vscode", import.meta.url));
const serverMain = path.join(vscodeDir, "out", "server-main.js");

/** What keeps a test's window quiet and alike on every machine. */
const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "chat.disableAIFeatures": true,
  "chat.agentHost.enabled": false,
  "git.enabled": false,
  "update.mode": "none",
  "window.commandCenter": false,
  "editor.minimap.enabled": false,
  // On the web VS Code saves after a second: a test's edit would end up in its file.
  "files.autoSave": "off",
};

/** The server and the browser both look for VS Code's dependencies in `lib/vscode/node_modules`. */
export function prepare() {
  const link = path.join(vscodeDir, "node_modules");
  if (!existsSync(link)) symlinkSync("../../..", link, "junction");
}

/**
 * @param {object} options
 * - `settings`: user settings, above the quiet ones.
 * - `machineSettings`: settings of the machine scope. VS Code takes those from the remote's own file only.
 * - `trust`: whether Workspace Trust is on, and so asks, as it does for a user. Off by default.
 * - `smokeTestDriver`: needed to run tests from a URL. It hides notification toasts.
 * - `extensionsDir`: where extensions are installed; empty and private by default.
 * - `env`: laid over an environment that holds the dummy AWS profile; `undefined` takes a name away.
 */
export async function startServer(options = {}) {
  const { settings = {}, machineSettings = {}, trust = false, smokeTestDriver = true } = options;
  const { extensionsDir, env = {}, port = 0, verbose = false } = options;
  prepare();
  const folder = privateFolder();
  const userData = path.join(folder, "user-data");
  const trustSetting = { "security.workspace.trust.enabled": trust };
  writeJson(path.join(userData, "User", "settings.json"), { ...quietSettings, ...trustSetting, ...settings });
  writeJson(path.join(userData, "Machine", "settings.json"), machineSettings);
  const token = randomBytes(16).toString("hex");
  const child = spawn(
    serverNode(),
    [
      serverMain,
      ...["--host", "localhost", "--port", String(port), "--connection-token", token],
      ...["--accept-server-license-terms", "--telemetry-level", "off"],
      // Otherwise the extension host takes its environment from the user's login shell, AWS keys and all.
      "--force-disable-user-env",
      ...["--server-data-dir", path.join(folder, "server-data"), "--user-data-dir", userData],
      ...["--extensions-dir", extensionsDir ?? path.join(folder, "extensions")],
      ...(smokeTestDriver ? ["--enable-smoke-test-driver"] : []),
    ],
    { stdio: ["ignore", "pipe", "pipe"], detached: true, env: serverEnvironment(folder, env) },
  );
  const stop = stopsWith(child, folder);
  try {
    const actualPort = await listeningPort(child, verbose);
    return {
      url: `http://localhost:${actualPort}/?tkn=${token}`,
      port: actualPort,
      pid: child.pid,
      folder,
      ended: new Promise((resolve) => child.once("exit", resolve)),
      remote: (file) => `vscode-remote://localhost:${actualPort}${path.resolve(file)}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Installs a packaged extension the way a user does, with the server's own command line. */
export async function installVsix(vsix, extensionsDir) {
  prepare();
  const folder = privateFolder();
  const removeNow = () => remove(folder);
  process.once("exit", removeNow);
  try {
    const { stdout, stderr } = await promisify(execFile)(
      serverNode(),
      [
        ...[serverMain, "--accept-server-license-terms", "--extensions-dir", extensionsDir],
        ...[
          "--server-data-dir",
          path.join(folder, "server-data"),
          "--user-data-dir",
          path.join(folder, "user-data"),
        ],
        ...["--install-extension", path.resolve(vsix), "--force"],
      ],
      { env: serverEnvironment(folder, {}) },
    );
    if (!/successfully installed/.test(stdout))
      throw new Error(`${vsix} was not installed.\n${stdout}${stderr}`);
  } finally {
    process.off("exit", removeNow);
    removeNow();
  }
}

/** Its path stays short, because a socket in it has a path limit of about a hundred characters. */
function privateFolder() {
  const base = process.platform === "darwin" ? "/tmp" : os.tmpdir();
  const folder = mkdtempSync(path.join(base, "vscode-"));
  mkdirSync(path.join(folder, "t"));
  return folder;
}

function serverEnvironment(folder, env) {
  const inherited = Object.entries(withoutAws(process.env)).filter(([name]) => !/^(VSCODE_|npm_)/.test(name));
  const aws = writeDummyAws(path.join(folder, "aws"));
  return { ...Object.fromEntries(inherited), TMPDIR: path.join(folder, "t"), ...aws, ...env };
}

function listeningPort(child, verbose) {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk) => {
      output += chunk;
      if (verbose) process.stderr.write(chunk);
      const port = /agent listening on (\d+)/.exec(output)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The VS Code server ended with ${code}.\n${output}`)));
  });
}

/** Stops the whole process group: the extension hosts and language servers are the server's children. */
function stopsWith(child, folder) {
  const gone = new Promise((resolve) => child.once("close", resolve));
  const endNow = () => {
    killGroup(child.pid, "SIGKILL");
    remove(folder);
  };
  process.once("exit", endNow);
  return async () => {
    process.off("exit", endNow);
    killGroup(child.pid, "SIGTERM");
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
    endNow();
  };
}

function killGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    if (process.platform === "win32")
      execFileSync("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    else process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}

function writeJson(file, value) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value, undefined, 2));
}

function remove(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
