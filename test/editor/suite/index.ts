// Runs the suite inside the Node extension host, of desktop VS Code as of the browser-served one.
import Mocha from "mocha";
import { tellRetry } from "./steps";

export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: "tdd",
    color: false,
    timeout: 30_000,
    reporter: "spec",
    failZero: true,
    forbidOnly: true,
    retries: 1,
  });
  mocha.suite.emit("pre-require", globalThis, "suite", mocha);
  await import("./suite");
  await import("./templateSuite");
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      // The host insists on this line: an extension host that crashed also "exits with 0".
      console.log(`##vscode-tests ${JSON.stringify(runner.stats)}`);
      failures === 0 ? resolve() : reject(new Error(`${failures} tests failed.`));
    });
    runner.on("retry", tellRetry);
  });
}
