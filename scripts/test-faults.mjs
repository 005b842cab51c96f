// Deploys against API Gateway Local while everything goes wrong: npm run test:faults [-- <seed> [<operations>]]
// Prints the seed, what happened and how often, and every disagreement; exits 1 if there is one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** How many disagreements are printed. */
const SHOWN = 20;

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000_000);
const operations = Number(process.argv[3] ?? 10_000);
const { runFaults } = await load();
console.log(`seed ${seed}`);
const started = performance.now();
const report = await runFaults(seed, operations);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
for (const [what, count] of [...report.counts].sort()) {
  console.log(`${String(count).padStart(7)} ${what}`);
}
for (const disagreement of report.disagreements.slice(0, SHOWN)) {
  console.log(`disagreement: ${disagreement}`);
}
console.log(`${report.virtualHours.toFixed(1)} hours in ${seconds} s`);
console.log(`${report.operations} operations, ${report.disagreements.length} disagreements`);
process.exitCode = report.disagreements.length === 0 && report.operations === operations ? 0 : 1;

/** Bundled from its sources, since they are TypeScript. */
async function load() {
  const folder = mkdtempSync(join(tmpdir(), "faults-"));
  try {
    const outfile = join(folder, "faults.mjs");
    await build({
      entryPoints: ["test/faults/run.ts"],
      bundle: true,
      platform: "node",
      mainFields: ["module", "main"],
      format: "esm",
      outfile,
      logLevel: "error",
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
