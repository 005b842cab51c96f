// After the last test: of the temporary folders that test files had none is left, or the run has failed.
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { folderPrefix } from "./temporaryFolderName";

export function teardown(): void {
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith(folderPrefix()));
  if (left.length > 0) {
    // What is thrown here is shown, and no more.
    process.exitCode = 1;
    throw new Error(`The tests left ${left.join(", ")} in ${tmpdir()}.`);
  }
}
