// Compares whole files with how the grammars scoped them when last looked at. `--update` takes what they do now.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TOOL = join(ROOT, "node_modules/vscode-tmgrammar-test/dist/snapshot.js");
const SNAPSHOTS = [
  { scope: "source.apigateway-vtl", grammar: "vtl", files: "*.vtl" },
  {
    scope: "source.apigateway-integration-response",
    grammar: "integration-response",
    files: "*.integration-response.json",
  },
  { scope: "text.apigateway-preview", grammar: "preview", files: "*.preview" },
  { scope: "text.apigateway-invoke", grammar: "invoke", files: "*.invoke" },
];

for (const { scope, grammar, files } of SNAPSHOTS) {
  const args = ["-s", scope, "-g", `syntaxes/${grammar}.tmLanguage.json`];
  const update = process.argv.includes("--update") ? ["--updateSnapshot"] : [];
  const { status } = spawnSync(
    process.execPath,
    [TOOL, ...args, ...update, `test/grammar/snapshots/${files}`],
    { cwd: ROOT, stdio: "inherit" },
  );
  process.exitCode = process.exitCode || (status ?? 1);
}
