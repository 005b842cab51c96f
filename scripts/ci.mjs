// Runs every stage, even after one has failed, and counts: tests one by one, each other check as one.
// Ends with the line `N passed, N failed`, and with exit code 1 if anything failed.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

const RESULTS = "out/results";

/**
 * `report` reads a vitest JSON report; `stats` finds mocha's, the journeys' or the wire's own count in the output.
 * Without what it `needs`, a stage is left out, and said to be.
 */
const STAGES = [
  { name: "unit tests", command: ["npm", "test"], report: `${RESULTS}/unit.json` },
  { name: "oracle", command: ["npm", "run", "test:oracle"] },
  { name: "reference", command: ["npm", "run", "test:reference"] },
  { name: "grammar snapshots", command: ["npm", "run", "test:grammar"] },
  { name: "faults", command: ["npm", "run", "test:faults"] },
  { name: "AWS SDK and AWS CLI", command: ["npm", "run", "test:wire"], stats: true },
  {
    name: "moto",
    command: ["npm", "run", "test:wire", "--", "--moto"],
    stats: true,
    needsCommand: "moto_server",
  },
  { name: "lint and format", command: ["npm", "run", "check:lint"] },
  { name: "types", command: ["npm", "run", "check:types"] },
  { name: "generated files are fresh", command: ["npm", "run", "check:generated"] },
  {
    name: "corpus",
    command: ["npm", "run", "test:corpus"],
    report: `${RESULTS}/corpus.json`,
    needs: "../shared/corpus",
  },
  { name: "package", command: ["npm", "run", "package"] },
  { name: "editor host", command: ["node", "test/vscode-host/install.mjs"] },
  { name: "in VS Code", command: ["npm", "run", "test:editor"], stats: true },
  { name: "npm start", command: ["npm", "start", "--", "--check"] },
];

rmSync(RESULTS, { recursive: true, force: true });
let passed = 0;
let failed = 0;
for (const stage of STAGES) {
  if (stage.needs !== undefined && !existsSync(stage.needs)) {
    console.log(`\n=== ${stage.name}: left out, there is no ${stage.needs}`);
    continue;
  }
  if (stage.needsCommand !== undefined && !isOnPath(stage.needsCommand)) {
    console.log(`\n=== ${stage.name}: left out, there is no ${stage.needsCommand}`);
    continue;
  }
  console.log(`\n=== ${stage.name}: ${stage.command.join(" ")}`);
  const started = Date.now();
  const { code, output } = await run(stage.command);
  const count = countOf(stage, code, output);
  passed += count.passed;
  failed += count.failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`=== ${stage.name}: ${count.passed} passed, ${count.failed} failed in ${seconds} s`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function isOnPath(command) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.some((folder) => existsSync(path.join(folder, command)));
}

/** A stage that counts its own tests and yet fails as a whole counts one failure more. */
function countOf(stage, code, output) {
  const own =
    stage.report === undefined ? (stage.stats ? statsIn(output) : undefined) : reportIn(stage.report);
  if (own === undefined || own.passed + own.failed === 0) {
    const counts = stage.report !== undefined || stage.stats;
    return code === 0 && !counts ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
  return { passed: own.passed, failed: own.failed + (code !== 0 && own.failed === 0 ? 1 : 0) };
}

function reportIn(file) {
  if (!existsSync(file)) {
    return undefined;
  }
  const report = JSON.parse(readFileSync(file, "utf8"));
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}

function statsIn(output) {
  const found = Array.from(output.matchAll(/##vscode-tests (\{.*\})/g), ([, json]) => JSON.parse(json));
  return {
    passed: found.reduce((sum, stats) => sum + stats.passes, 0),
    failed: found.reduce((sum, stats) => sum + stats.failures, 0),
  };
}

function run([command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: process.env });
    let output = "";
    child.stdout.on("data", (data) => {
      output += data;
      process.stdout.write(data);
    });
    child.stderr.pipe(process.stderr);
    child.on("error", (error) => {
      console.error(String(error));
      resolve({ code: 1, output });
    });
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
