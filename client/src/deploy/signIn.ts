// Runs the command that signs in again, and goes on by itself once it has succeeded.
// Invariant: a line that a shell could read otherwise than it is written is left for the user to look at and to enter.
import { l10n, ShellExecution, Task, TaskScope, tasks, window } from "vscode";
import type { Tell } from "../tell";

export interface SignIn {
  readonly commandLine: string;
  /** What was interrupted by the sign-in. */
  readonly resume: () => unknown;
}

const PLAIN_COMMAND = /^[\w.@+:/= -]+$/;

export async function runSignIn(tell: Tell, { commandLine, resume }: SignIn): Promise<void> {
  const ended = PLAIN_COMMAND.test(commandLine) ? await runAsTask(commandLine) : "notRun";
  if (ended === 0) {
    await resume();
    return;
  }
  const goOn = { title: l10n.t("Continue"), run: resume };
  if (ended === "notRun") {
    const terminal = window.createTerminal({ name: l10n.t("AWS sign-in") });
    terminal.show();
    terminal.sendText(commandLine, false);
    tell.info(l10n.t("When you have signed in, continue."), goOn);
  } else {
    tell.warn(l10n.t("The sign-in did not succeed; the terminal says why."), goOn);
  }
}

/** Its exit code; `undefined` when it was stopped. A task tells when it ends, in every shell. */
async function runAsTask(commandLine: string): Promise<number | undefined | "notRun"> {
  const task = new Task(
    { type: "shell" },
    TaskScope.Workspace,
    l10n.t("AWS sign-in"),
    "API Gateway",
    new ShellExecution(commandLine),
  );
  let end: (code: number | undefined) => void = () => {};
  const ending = new Promise<number | undefined>((resolve) => {
    end = resolve;
  });
  const early = new Map<unknown, number | undefined>();
  let execution: unknown;
  const listening = tasks.onDidEndTaskProcess((event) => {
    early.set(event.execution, event.exitCode);
    if (event.execution === execution) {
      end(event.exitCode);
    }
  });
  try {
    execution = await tasks.executeTask(task);
    if (early.has(execution)) {
      end(early.get(execution));
    }
    return await ending;
  } catch {
    return "notRun";
  } finally {
    listening.dispose();
  }
}
