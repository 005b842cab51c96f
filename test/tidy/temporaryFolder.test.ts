// No test leaves anything in the system's temporary folder: each file has one of its own, which goes with it.
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { folderPrefix } from "../support/temporaryFolderName";

const TEMPORARY = 'process.stdout.write(require("node:os").tmpdir())';

test("a test file and what it starts have a folder of its own", () => {
  expect(basename(tmpdir()).startsWith(folderPrefix())).toBe(true);
  expect(execFileSync(process.execPath, ["-e", TEMPORARY], { encoding: "utf8" })).toBe(tmpdir());
});
