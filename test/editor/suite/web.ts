// Runs inside the browser's extension host: the server is a worker there, and has to do the same.

// The browser build of mocha, which sets `mocha` and the words of its interface.
import "mocha/mocha";
import { tellRetry } from "./steps";

export async function run(): Promise<void> {
  mocha.setup({ ui: "tdd", reporter: "spec", color: false, timeout: 30_000, failZero: true, retries: 1 });
  await import("./webSuite");
  await import("./templateSuite");
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      console.log(`##vscode-tests ${JSON.stringify(runner.stats)}`);
      failures === 0 ? resolve() : reject(new Error(`${failures} tests failed.`));
    });
    runner.on("retry", tellRetry);
  });
}
