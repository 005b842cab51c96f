#!/usr/bin/env node
// Stands in for the VS Code executable, so that `runTests({ vscodeExecutablePath: <this file> })` of
// @vscode/test-electron works where desktop VS Code cannot be downloaded.
import { runNodeTests } from "./runNodeTests.mjs";
import { exitCode } from "./testReport.mjs";

const given = process.argv.slice(2);
const option = (name) => given.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);

const code = await runNodeTests({
  extension: option("extensionDevelopmentPath"),
  tests: option("extensionTestsPath"),
  workspace: given.find((one) => !one.startsWith("-")),
}).catch((error) => {
  console.error(error);
  return exitCode.failed;
});
process.exit(code);
