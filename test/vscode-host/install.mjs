// Fetches what the editor host needs: `npm ci` in this folder, once per lock file, with progress to look at.
//   node test/vscode-host/install.mjs
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const lockFile = path.join(here, "package-lock.json");
// Inside node_modules, so that deleting the packages deletes the claim that they are there.
const stampFile = path.join(here, "node_modules", ".installed-for");

export async function install() {
  const stamp = currentStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  console.log("Fetching VS Code from npm, about 170 MB, 600 MB on disk. This happens once.");
  const started = Date.now();
  const progress = showProgress(started);
  try {
    await npmCi();
  } finally {
    progress.end();
  }
  writeFileSync(stampFile, stamp);
  console.log(`VS Code is here, after ${seconds(started)} s.`);
}

function currentStamp() {
  const lock = createHash("sha256").update(readFileSync(lockFile)).digest("hex");
  return `${lock} ${process.platform}-${process.arch}\n`;
}

function npmCi() {
  const [command, ...before] = npmCommand();
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, "ci", "--loglevel=error"], {
      cwd: here,
      stdio: ["ignore", "inherit", "inherit"],
      env: ownEnvironment(),
      shell: process.platform === "win32",
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ci ended with ${code ?? signal} in ${here}`));
    });
  });
}

/** The npm that started us, if one did: it is known to work here. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  return cli?.endsWith("npm-cli.js") ? [process.execPath, cli] : ["npm"];
}

/** npm tells its children which folder it runs in: the npm below is to find this folder instead. */
function ownEnvironment() {
  const misleading = /^npm_(config_local_prefix|config_prefix|package_|lifecycle_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !misleading.test(name)));
}

/** npm itself is silent without a terminal; how many packages have arrived is visible on disk. */
function showProgress(started) {
  const wanted = Object.keys(JSON.parse(readFileSync(lockFile, "utf8")).packages).filter(Boolean);
  const isTerminal = process.stdout.isTTY;
  const show = () => {
    const arrived = wanted.filter((name) => existsSync(path.join(here, name, "package.json"))).length;
    const line = `  ${arrived} of up to ${wanted.length} packages, ${seconds(started)} s`;
    process.stdout.write(isTerminal ? `\r${line}` : `${line}\n`);
  };
  const timer = setInterval(show, isTerminal ? 500 : 4000);
  return {
    end() {
      clearInterval(timer);
      if (isTerminal) process.stdout.write("\n");
    },
  };
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await install().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
