// Runs a mocha suite inside the Node extension host of a real VS Code. Needs `test/vscode-host/install.mjs`.
//   node runNodeTests.mjs --extension <dir> --tests <file exporting run()> --workspace <dir>
//     [--settings <json>] [--machine-settings <json>] [--trust] [--screenshot <png>] [--timeout <s>] [--verbose]
import { cpSync, realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { format, parseArgs } from "node:util";
import { startBrowser, workbenchUrl } from "./browser.mjs";
import { isChatter } from "./chatter.mjs";
import { describe, exitCode, interruption, readReport, verdict } from "./testReport.mjs";
import { startServer } from "./vscodeServer.mjs";

export async function runNodeTests(options) {
  const {
    extension,
    tests,
    workspace,
    settings,
    machineSettings,
    trust,
    screenshot,
    timeout = 120,
    verbose,
  } = options;
  const interrupted = interruption();
  const server = await startServer({ settings, machineSettings, trust, verbose });
  const browser = await startBrowser().catch(async (error) => {
    await server.stop();
    throw error;
  });
  try {
    const { page } = browser;
    const run = await listen(page, { extension: path.resolve(extension), timeout, verbose });
    await page.goto(
      workbenchUrl(server, copyOf(workspace, server.folder), [
        ["extensionDevelopmentPath", server.remote(extension)],
        ["extensionTestsPath", server.remote(tests)],
        ["skipWelcome", "true"],
      ]),
    );
    const code = verdict(await Promise.race([run.ended, interrupted]), run.report());
    if (screenshot) await page.screenshot({ path: screenshot });
    console.log(`Node extension host: ${describe(code, run.report())}`);
    return code;
  } finally {
    await browser.stop();
    await server.stop();
  }
}

/** The workbench calls these two functions of its page, if it has them, with each log line and with the end. */
async function listen(page, { extension, timeout, verbose }) {
  let report;
  await page.exposeFunction("codeAutomationLog", (kind, values) => {
    const line = format(...values);
    const reported = readReport(line);
    if (reported) report = reported;
    if (verbose || !isChatter(line, extension)) print(kind, line);
  });
  let end;
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  await page.exposeFunction("codeAutomationExit", (code) => end(code));
  page.on("crash", () => end(exitCode.noReport));
  setTimeout(() => end(exitCode.hung), timeout * 1000).unref();
  page.on("pageerror", (error) => console.error(`in the workbench: ${error.message}`));
  return { ended, report: () => report };
}

function print(kind, line) {
  (kind === "error" || kind === "warn" ? console.error : console.log)(line);
}

/** A fresh copy, so that no test can change a fixture. */
function copyOf(workspace, folder) {
  const copy = path.join(folder, "workspace", path.basename(path.resolve(workspace)));
  cpSync(workspace, copy, { recursive: true });
  return copy;
}

function readOptions() {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  const { values } = parseArgs({
    options: {
      ...{ extension: text, tests: text, workspace: text, screenshot: text, timeout: text, verbose: flag },
      ...{ settings: text, "machine-settings": text, trust: flag },
    },
  });
  for (const needed of ["extension", "tests", "workspace"]) {
    if (!values[needed]) throw new Error(`--${needed} is missing.`);
  }
  return {
    ...values,
    settings: JSON.parse(values.settings ?? "{}"),
    machineSettings: JSON.parse(values["machine-settings"] ?? "{}"),
    timeout: Number(values.timeout ?? 120),
  };
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const code = await runNodeTests(readOptions()).catch((error) => {
    console.error(error);
    return exitCode.failed;
  });
  process.exit(code);
}
