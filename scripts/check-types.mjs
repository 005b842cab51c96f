// Checks each part of the tree against its own tsconfig, so that no layer sees globals it must not use.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const PARTS = ["server/src/service", "server", "client", "test", "test/editor"];

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const failed = PARTS.filter((part) => existsSync(`${part}/tsconfig.json`)).filter((part) => {
  const { status } = spawnSync(process.execPath, [tsc, "-p", part], { stdio: "inherit" });
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`Types are wrong in: ${failed.join(", ")}.`);
  process.exit(1);
}
