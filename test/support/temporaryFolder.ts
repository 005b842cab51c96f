// Set up before each test file: a temporary folder of its own, for what it starts too.
// Invariant: whatever a file leaves there goes with it, also where a test failed before it could clean up.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { folderPrefix } from "./temporaryFolderName";

const NAMES = ["TMPDIR", "TMP", "TEMP"];
const systems = tmpdir();
const before = NAMES.map((name) => [name, process.env[name]] as const);
const folder = mkdtempSync(join(systems, folderPrefix()));

for (const name of NAMES) {
  process.env[name] = folder;
}
// What a process has compiled is of use to the next, whichever file starts it.
process.env["NODE_COMPILE_CACHE"] ??= join(systems, "node-compile-cache");

afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
