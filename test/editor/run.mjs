// Everything that needs a real VS Code: the in-host suites under Node and in the web host, then the journeys of
// a user through the packaged extension. Screenshots go to out/screenshots.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { packageExtension } from "../../scripts/package.mjs";
import { openWindow } from "./workbench.mjs";

const JOURNEYS = [
  "edit",
  "complete",
  "declare",
  "rename",
  "create",
  "patterns",
  "editTemplate",
  "inTemplate",
  "followTemplate",
  "preview",
  "templates",
  "deploy",
  "refused",
  "signIn",
  "roundTrip",
  "publish",
  "guarded",
  "preflight",
  "cutOff",
  "restricted",
  "newcomer",
];
const asked = process.argv.slice(2);
const isAsked = (part) => asked.length === 0 || asked.includes(part);
let failed = 0;

run("scripts/build.mjs", ["--tests"]);
const vsix = await packageExtension();
mkdirSync("out/screenshots", { recursive: true });
if (isAsked("node")) {
  runSuite("test/editor/runDesktop.mjs", [], {
    VSCODE_EXECUTABLE_PATH: "test/vscode-host/vscodeExecutable.mjs",
  });
}
if (isAsked("web")) {
  runSuite("test/vscode-host/runWebTests.mjs", [
    ...["--extension", ".", "--tests", "out/test/editor/web.js"],
    ...["--workspace", "examples", "--screenshot", "out/screenshots/web-host.png"],
  ]);
}
await runJourneys(JOURNEYS.filter(isAsked));
process.exitCode = failed > 0 ? 1 : 0;

async function runJourneys(names) {
  const stats = { passes: 0, failures: 0 };
  for (const name of names) {
    const passed = (await passes(name)) || (await passes(name, "again"));
    stats[passed ? "passes" : "failures"]++;
  }
  if (names.length > 0) {
    console.log(`##vscode-tests ${JSON.stringify(stats)}`);
    failed += stats.failures;
  }
}

/**
 * What fails once and passes in a new window is a race, of the walk or of the product: it is said and is to be
 * found, but says nothing of the commit. What fails twice is broken.
 */
async function passes(name, again = "") {
  const started = Date.now();
  let window;
  let prepared;
  try {
    const { options, walk } = await import(pathToFileURL(`test/editor/journeys/${name}.mjs`).href);
    prepared = await options();
    window = await openWindow({ vsix, ...prepared });
    await walk(window, prepared);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`journey ${name}: passed in ${seconds} s${again && ", AFTER IT HAD FAILED ONCE"}`);
    return true;
  } catch (error) {
    await window?.shot(`${name}-failure${again && "-again"}`).catch(() => undefined);
    console.log(`journey ${name}: failed${again && " again"}\n${error.stack}`);
    return false;
  } finally {
    await window?.close();
    await prepared?.done?.();
  }
}

function runSuite(script, args, env = {}) {
  if (run(script, args, env, false) !== 0) {
    failed++;
  }
}

function run(script, args, env = {}, mustSucceed = true) {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  if (mustSucceed && status !== 0) {
    throw new Error(`${script} failed.`);
  }
  return status;
}
