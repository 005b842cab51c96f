// The desktop VS Code of this machine, with settings, extensions and an environment of its own: the user's set-up
// stays as it is, and so does what they left in the window of an earlier `npm start`.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import jsonc from "jsonc-parser";
import { withoutAws, writeDummyAws } from "../../test/vscode-host/dummyAws.mjs";
import { findOnPath, hasDisplay, isWindows } from "./thisMachine.mjs";

/** `code` or `codium`, or what VSCODE_DESKTOP names. */
export function findDesktop() {
  if (process.env.VSCODE_DESKTOP) return process.env.VSCODE_DESKTOP;
  if (!hasDisplay()) return undefined;
  return ["code", "codium"].map(findOnPath).find((found) => found && !opensElsewhere(found));
}

export async function startDesktopEditor(command, { vsix, folder, settings, state, env: places }) {
  const home = path.join(state, "desktop");
  const userData = path.join(home, "user-data");
  if (mainProcess(userData)) throw new Error("The window of an earlier npm start is still open.");
  writeSettings(path.join(userData, "User", "settings.json"), settings);
  const env = { ...editorEnvironment(), ...writeDummyAws(path.join(home, "aws")), ...places };
  const own = ["--user-data-dir", userData, "--extensions-dir", path.join(home, "extensions"), ...asRoot()];
  await run(command, [...own, "--install-extension", vsix, "--force"], env);
  // Unless told not to, VS Code asks the user's login shell for more environment: AWS keys, among others.
  const shown = [
    "--force-disable-user-env",
    "--new-window",
    "--wait",
    folder,
    path.join(folder, "README.md"),
  ];
  const window = run(command, [...own, ...shown], env);
  return { where: command, folder, closed: () => window, stop: () => close(userData) };
}

/** In a VS Code terminal on a server, and in WSL, `code` opens a window of another machine's VS Code. */
function opensElsewhere(command) {
  return command.includes("remote-cli") || (process.env.WSL_DISTRO_NAME && command.startsWith("/mnt/"));
}

/** Changes only the given settings: what the user set up in this editor stays. */
function writeSettings(file, settings) {
  let text = existsSync(file) ? readFileSync(file, "utf8") : "{}";
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  for (const [name, value] of Object.entries(settings)) {
    text = jsonc.applyEdits(text, jsonc.modify(text, [name], value, { formattingOptions }));
  }
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Started from a VS Code terminal we inherit names that would lead back to that window. */
function editorEnvironment() {
  const misleading = /^(VSCODE_|ELECTRON_|npm_)/;
  return Object.fromEntries(
    Object.entries(withoutAws(process.env)).filter(([name]) => !misleading.test(name)),
  );
}

/** VS Code refuses to run for root with its sandbox. */
function asRoot() {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

function run(command, args, env) {
  // On Windows `code` is a batch file, which only a shell can start.
  const quoted = isWindows ? [`"${command}"`, args.map((arg) => `"${arg}"`)] : [command, args];
  const child = spawn(...quoted, { env, stdio: ["ignore", "ignore", "inherit"], shell: isWindows });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0 || signal) resolve();
      else reject(new Error(`It ended with ${code}.`));
    });
  });
}

/** VS Code keeps what is unsaved for the next start, so nothing is lost when it is told to quit. */
async function close(userData) {
  const pid = mainProcess(userData);
  if (pid === undefined) return;
  process.kill(pid, "SIGTERM");
  for (let waited = 0; waited < 5000 && mainProcess(userData); waited += 100) await sleep(100);
  if (mainProcess(userData)) process.kill(pid, "SIGKILL");
}

/** The window outlives the command that opened it; VS Code writes its process id into its data folder. */
function mainProcess(userData) {
  const lock = path.join(userData, "code.lock");
  const pid = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : Number.NaN;
  return pid > 0 && isRunning(pid) ? pid : undefined;
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
