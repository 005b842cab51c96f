// `apigw-response`: the command line. Picks the command; each has a file of its own in `cli/`.
// Invariant: exit 0 is clean, 1 is findings, 2 is usage or a file that cannot be read. A closed pipe is no error.

import { faultOf } from "../protocol/fault";
import { runCheck } from "./cli/check";
import { runDeploy } from "./cli/deploy";
import { runDiff } from "./cli/diff";
import { runExplain } from "./cli/explain";
import { runInvoke } from "./cli/invoke";
import { runLsp } from "./cli/lsp";
import { runMatch } from "./cli/match";
import { runPublish } from "./cli/publish";
import { runPull } from "./cli/pull";
import { runRender } from "./cli/render";
import { runSandbox } from "./cli/sandbox";
import { EXIT, MAIN_HELP, UsageError } from "./cli/usage";
import { VERSION } from "./version";

type Command = (args: readonly string[]) => number | undefined | Promise<number | undefined>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["check", runCheck],
  ["deploy", runDeploy],
  ["diff", runDiff],
  ["explain", runExplain],
  ["invoke", runInvoke],
  ["lsp", runLsp],
  ["match", runMatch],
  ["publish", runPublish],
  ["pull", runPull],
  ["render", runRender],
  ["sandbox", runSandbox],
  ["--help", () => print(MAIN_HELP)],
  ["-h", () => print(MAIN_HELP)],
  ["help", () => print(MAIN_HELP)],
  ["--version", () => print(`${VERSION}\n`)],
  ["-v", () => print(`${VERSION}\n`)],
]);

// `apigw-response check . | head` closes the pipe early, which is the reader's right.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") {
      process.exit();
    }
    throw error;
  });
}

void run(process.argv.slice(2));

async function run([name, ...args]: readonly string[]): Promise<void> {
  const command = name === undefined ? undefined : COMMANDS.get(name);
  try {
    if (command === undefined) {
      throw new UsageError(name === undefined ? "Which command?" : `There is no command “${name}”.`);
    }
    process.exitCode = await command(args);
  } catch (error) {
    process.exitCode = EXIT.usage;
    process.stderr.write(
      error instanceof UsageError
        ? `apigw-response: ${error.message} ${error.hint}\n`
        : `apigw-response: this is a bug of ours. ${faultOf(error)}\n`,
    );
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return EXIT.clean;
}
