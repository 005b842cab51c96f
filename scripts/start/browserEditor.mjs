// The editor where there is no desktop VS Code: the browser-served one of `test/vscode-host`, fetched on first use.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { install } from "../../test/vscode-host/install.mjs";
import { findOnPath, hasDisplay } from "./thisMachine.mjs";

// A browser remembers per address which folders are trusted: with a port that stays, it asks once.
const usualPort = 7420;

export async function startBrowserEditor({ vsix, folder, settings, state, env, port, anyPort }) {
  await install();
  const { installVsix, startServer } = await import("../../test/vscode-host/vscodeServer.mjs");
  const { workbenchUrl } = await import("../../test/vscode-host/browser.mjs");
  mkdirSync(state, { recursive: true });
  const extensionsDir = mkdtempSync(path.join(state, "extensions-"));
  const removeExtensions = () => rmSync(extensionsDir, { recursive: true, force: true });
  process.once("exit", removeExtensions);
  await installVsix(vsix, extensionsDir);
  const server = await startServer({
    // In a remote window a machine setting is read from the machine's own file only.
    machineSettings: settings,
    settings: {
      // Its default is to open a folder in Restricted Mode without asking, which leaves deploying off.
      "security.workspace.trust.startupPrompt": "once",
      "workbench.startupEditor": "readme",
      "files.autoSave": "afterDelay",
    },
    env,
    trust: true,
    smokeTestDriver: false,
    extensionsDir,
    port: port ?? (anyPort || !(await isFree(usualPort)) ? 0 : usualPort),
  });
  const url = workbenchUrl(server, folder);
  return {
    where: url,
    folder,
    async closed() {
      await server.ended;
      throw new Error("The VS Code server ended by itself.");
    },
    check: () => untilWorkbench(url),
    open: () => openInBrowser(url),
    async stop() {
      await server.stop();
      removeExtensions();
    },
  };
}

/** The server answers the first visit with a cookie and a redirection, so a plain fetch would go in circles. */
async function untilWorkbench(url) {
  const first = await fetch(url, { redirect: "manual" });
  const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
  const page = await fetch(new URL(first.headers.get("location") ?? "", url), { headers: { cookie } });
  const text = await page.text();
  if (page.status === 200 && text.includes("vscode-workbench-web-configuration")) return;
  throw new Error(`${url} answered ${page.status}, and not with the workbench.`);
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer().once("error", () => resolve(false));
    probe.listen(port, "localhost", () => probe.close(() => resolve(true)));
  });
}

function openInBrowser(url) {
  const opener = process.platform === "darwin" ? "open" : "xdg-open";
  const command = hasDisplay() ? findOnPath(opener) : undefined;
  if (!command) return;
  const child = spawn(command, [url], { stdio: "ignore", detached: true });
  child.once("error", () => {});
  child.unref();
}
