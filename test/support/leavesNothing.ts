// Around a whole run: what runs that were killed left in the system's temporary folder is taken away before it, and of
// its own folders none is left after it, or the run has failed.
import { readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderPrefix } from "./temporaryFolderName";

export function setup(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, owner] = /^apigw-tests-(\d+)-/.exec(name) ?? [];
    if (owner !== undefined && !runs(Number(owner))) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

export function teardown(): void {
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith(folderPrefix()));
  if (left.length > 0) {
    // What is thrown here is shown, and no more.
    process.exitCode = 1;
    throw new Error(`The tests left ${left.join(", ")} in ${tmpdir()}.`);
  }
}

/** One that may not be signalled runs as somebody else. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
