// What a test run inside VS Code says about itself, and what its caller makes of it. VS Code reports success
// when the extension host dies half-way, so a run counts as green only when the suite itself printed its result:
// one line `##vscode-tests {"passes":…,"failures":…}`, written by the test entry file.
const mark = "##vscode-tests ";

export const exitCode = { passed: 0, failed: 1, noReport: 70, hung: 124 };

/** A promise of the exit code that belongs to the first signal that asks this process to end. */
export function interruption() {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve(130));
    process.once("SIGTERM", () => resolve(143));
    process.once("SIGHUP", () => resolve(129));
  });
}

/** What the suite reported, if this is the line that says so. The line itself is to be printed: CI counts by it. */
export function readReport(line) {
  const at = line.indexOf(mark);
  return at < 0 ? undefined : JSON.parse(line.slice(at + mark.length));
}

export function verdict(code, report) {
  const isGreen = report !== undefined && report.passes > 0 && report.failures === 0;
  return code === exitCode.passed && !isGreen ? exitCode.noReport : code;
}

export function describe(code, report) {
  if (code > 128) return "interrupted";
  if (code === exitCode.noReport)
    return "the suite did not report its result: did the extension host end early?";
  if (code === exitCode.hung) return "no result in time";
  if (report === undefined) return `failed with exit code ${code} before the suite reported`;
  return `${report.passes} passed, ${report.failures} failed`;
}
