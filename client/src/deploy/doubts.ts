// Deploys that a window left in doubt when it was closed, killed or cut off: looked at when the next one starts.
// Invariant: what became of them is told once; in a workspace that is not trusted nothing is asked at all.
import { commands, Disposable, l10n, type Memento, ProgressLocation, window, workspace } from "vscode";
import {
  type DoubtsAnswer,
  type Remotely,
  SERVER_COMMANDS,
  type SettleDoubtsParams,
  type SettledAnswer,
  type SettledDoubt,
} from "../../../server/src/contract";
import type { Connection } from "../connect";
import type { Action, Tell } from "../tell";
import { plain } from "./words";

export interface DoubtsMeans {
  readonly connection: Connection;
  readonly tell: Tell;
  /** Of this user on this machine, as the doubts are. */
  readonly memory: Memento;
  /** Opens the history of deploys. */
  readonly historyCommand: string;
}

/** Of doubts that the user wants to hear of no more, the names of their entries. */
const KEY = "apigatewayResponse.leftInDoubt";

/** Beyond these a notification is not read any more. */
const LISTED = 3;

export function watchDoubts(means: DoubtsMeans): Disposable {
  const { connection } = means;
  const look = (): void => void lookAtStart(means).catch(() => undefined);
  return Disposable.from(
    connection.onDidStart(look),
    workspace.onDidGrantWorkspaceTrust(() => connection.started && look()),
  );
}

/** Nobody asked for it, so no code is asked for either, and what the user wants to hear of no more is let be. */
async function lookAtStart(means: DoubtsMeans): Promise<void> {
  const { connection, memory } = means;
  if (!workspace.isTrusted) {
    return;
  }
  const known = await connection.run<Remotely<DoubtsAnswer>>(SERVER_COMMANDS.openDoubts, {});
  const left = memory.get<readonly string[]>(KEY, []);
  const open = known.kind === "failed" ? [] : namesOf(known.doubts).filter((entry) => !left.includes(entry));
  if (open.length > 0) {
    await settle(means, { entries: open });
  }
}

async function settle(means: DoubtsMeans, params: SettleDoubtsParams): Promise<void> {
  const { connection } = means;
  const answer = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t("Looking at what became of an earlier deploy…") },
    (progress, token) =>
      connection.run<Remotely<SettledAnswer>>(SERVER_COMMANDS.settleDoubts, params, {
        report: (message) => progress.report({ message }),
        token,
      }),
  );
  if (answer.kind === "failed") {
    means.tell.warn(plain(answer.message), means.tell.showLog);
    return;
  }
  const { settled } = answer;
  tellSettled(
    means,
    settled.filter(({ found }) => found !== "unsettled"),
  );
  tellOpen(
    means,
    settled.filter(({ found }) => found === "unsettled"),
  );
}

function tellSettled({ tell, historyCommand }: DoubtsMeans, settled: readonly SettledDoubt[]): void {
  if (settled.length > 0) {
    const say = settled.every(({ found }) => found === "stored") ? "info" : "warn";
    tell[say](wordsOf(settled), ...history(historyCommand, settled));
  }
}

function tellOpen(means: DoubtsMeans, open: readonly SettledDoubt[]): void {
  const { historyCommand, memory, tell } = means;
  if (open.length > 0) {
    tell.warn(
      wordsOf(open),
      { title: l10n.t("Look Again"), run: () => settle(means, { entries: namesOf(open), askMfa: true }) },
      ...history(historyCommand, open),
      {
        title: l10n.t("Do Not Say Again"),
        run: () => memory.update(KEY, [...memory.get<readonly string[]>(KEY, []), ...namesOf(open)]),
      },
    );
  }
}

function namesOf(doubts: readonly Pick<SettledDoubt, "entry">[]): readonly string[] {
  return doubts.map(({ entry }) => entry);
}

/** Deployments to stages are not in the history: they replace nothing that could come back. */
function history(command: string, doubts: readonly SettledDoubt[]): readonly Action[] {
  return doubts.some(({ target }) => "statusCode" in target)
    ? [{ title: l10n.t("Deploy History"), run: () => commands.executeCommand(command) }]
    : [];
}

function wordsOf(doubts: readonly SettledDoubt[]): string {
  const told = doubts.slice(0, LISTED).map(({ message }) => plain(message));
  const more = doubts.length - told.length;
  return [...told, ...(more > 0 ? [l10n.t("And {0} more.", more)] : [])].join(" ");
}
