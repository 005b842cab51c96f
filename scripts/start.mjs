// `npm start`: a real editor with the extension in it, on a copy of `examples/`, beside API Gateway Local, which
// answers like API Gateway. Nothing of the user's is used or changed: not their editor's set-up, not their AWS keys, not
// what the extension keeps for them, and not the examples. Runs until Ctrl-C.
//   --browser   the browser-served VS Code, even if there is a desktop one
//   --no-open   the same, and only print its address
//   --port N    the port of its address
//   --folder F  where all that it keeps is, the copy of the examples too; out/start by default
//   --check     start everything, see the address answer, stop: for CI
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startBrowserEditor } from "./start/browserEditor.mjs";
import { findDesktop, startDesktopEditor } from "./start/desktopEditor.mjs";
import { startLocalEndpoint } from "./start/localEndpoint.mjs";
import { localState, ownPlaces } from "./start/ownPlaces.mjs";
import { scratchCopy } from "./start/scratchCopy.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values: options } = parseArgs({
  options: {
    "no-open": { type: "boolean", default: false },
    browser: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    port: { type: "string" },
    folder: { type: "string", default: path.join(root, "out", "start") },
  },
});
const state = path.resolve(options.folder);

const running = [];
let ending;

// Ctrl-C is how a session ends and so no failure; a check that is cut short has not passed.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(options.check ? 1 : 0));

try {
  await end(await start());
} catch (error) {
  if (ending === undefined) console.error(`\nnpm start: ${error.message}`);
  await end(1);
}

/** Answers the exit code, once there is nothing left to do. */
async function start() {
  await build();
  const vsix = await packageVsix();
  const examples = path.join(root, "examples");
  const folder = scratchCopy(examples, state);
  const env = ownPlaces(path.dirname(folder));
  const local = await startLocalEndpoint({ examples, state: localState(env), keeps: !options.check });
  running.push(local);
  const editor = await startEditor({
    vsix,
    folder,
    settings: { "apigatewayResponse.endpointUrl": local.url },
    state,
    env,
  });
  running.push(editor);
  if (options.check) {
    await editor.check();
    console.log(`\nnpm start: ${editor.where} answers.`);
    return 0;
  }
  announce(editor, local);
  if (!options["no-open"]) editor.open?.();
  await editor.closed();
  return 0;
}

async function startEditor(given) {
  const wantsBrowser = options.browser || options.check || options["no-open"];
  const desktop = wantsBrowser ? undefined : findDesktop();
  if (desktop) {
    try {
      return await startDesktopEditor(desktop, given);
    } catch (error) {
      console.warn(
        `${desktop} cannot be used: ${error.message}\nThe browser-served VS Code takes its place.`,
      );
    }
  }
  return startBrowserEditor({ ...given, port: options.port, anyPort: options.check });
}

/** As a process of its own, since that is how the build is made to run. */
function build() {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, "scripts", "build.mjs")], { stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error("The build failed."))));
  });
}

async function packageVsix() {
  const { packageExtension } = await import("./package.mjs");
  return packageExtension();
}

/** Between rules and not in a box: the address is longer than many a terminal is wide. */
function announce({ where, folder }, local) {
  const rule = "━".repeat(72);
  const lines = [
    rule,
    "VS Code with this extension:",
    "",
    `  ${where}`,
    "",
    `Folder    ${folder}`,
    "          (a copy of examples/, yours to change; choose to trust it, to deploy)",
    `Endpoint  ${local.url} (API Gateway Local, with the API of the examples)`,
    "AWS keys  none are needed, and your own are out of reach",
    "",
    "Ctrl-C stops everything.",
    rule,
  ];
  console.log(`\n${lines.join("\n")}\n`);
}

/** Stops what was started, last first, once: another Ctrl-C waits for the same end. */
function end(code) {
  ending ??= (async () => {
    for (const one of running.reverse()) {
      try {
        await one.stop();
      } catch (error) {
        console.error(error.message);
      }
    }
    process.exit(code);
  })();
  return ending;
}
