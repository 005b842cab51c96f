// Runs the in-host suite under @vscode/test-electron: in the executable of VSCODE_EXECUTABLE_PATH, else in the
// desktop VS Code that test-electron fetches. Works on a copy of the examples, since a test writes settings there.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runTests } from "@vscode/test-electron";

const root = fileURLToPath(new URL("../..", import.meta.url));
const given = process.env.VSCODE_EXECUTABLE_PATH;
const folder = mkdtempSync(path.join(tmpdir(), "apigw-suite-"));
const workspace = path.join(folder, "examples");
cpSync(path.join(root, "examples"), workspace, { recursive: true });
try {
  await runTests({
    ...(given ? { vscodeExecutablePath: path.resolve(given) } : {}),
    version: "stable",
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, "out/test/editor/index.js"),
    launchArgs: [workspace, "--disable-extensions", "--disable-workspace-trust"],
  });
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
