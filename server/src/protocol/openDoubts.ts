// Deploys whose end nobody saw, in editors without a client of ours: told once at the start, looked into on request.
// Invariant: nothing is signed before the user asks for it, and nothing is told in an untrusted workspace.
import {
  CancellationToken,
  type Connection,
  MessageType,
  ShowMessageNotification,
} from "vscode-languageserver";
import type { HostState } from "../contract";
import { type Deploy, type HistoryEntry, judgeEndpoint, type SettledDoubt, targetWords } from "../deploy";
import { createMfaQuestion } from "./mfaQuestion";
import type { WithProgress } from "./progress";

export interface OpenDoubtsOptions {
  readonly connection: Connection;
  readonly host: () => HostState;
  /** Absent where the host cannot sign requests. */
  readonly deploy: Deploy | undefined;
  readonly withProgress: WithProgress;
}

const LOOK = "Look Now";

export class OpenDoubts {
  readonly #options: OpenDoubtsOptions;
  #told = false;

  constructor(options: OpenDoubtsOptions) {
    this.#options = options;
  }

  /** To be called whenever trust may have been given. */
  async tell(): Promise<void> {
    const { connection, deploy, host } = this.#options;
    if (this.#told || deploy === undefined || !host().trusted || host().settlesDoubts === true) {
      return;
    }
    this.#told = true;
    const doubts = (await deploy.openDoubts()).filter((doubt) => !isBygone(doubt, host()));
    if (doubts.length > 0) {
      const answer = await connection.window.showWarningMessage(
        questionOf(doubts),
        { title: LOOK },
        { title: "Later" },
      );
      if (answer?.title === LOOK) {
        await this.#settle(deploy, doubts);
      }
    }
  }

  async #settle(deploy: Deploy, doubts: readonly HistoryEntry[]): Promise<void> {
    const { connection, host, withProgress } = this.#options;
    const { endpointUrl, answersMfa } = host();
    const progress = {
      title: "Reading what is deployed",
      token: undefined,
      cancellation: CancellationToken.None,
    };
    const settled = await withProgress(progress, ({ signal, report }) =>
      deploy.settleDoubts(
        {
          doubts,
          ...(endpointUrl === undefined ? {} : { endpointUrl }),
          ...(answersMfa === true ? { askMfaCode: createMfaQuestion(connection, signal) } : {}),
        },
        ({ message }) => report(message),
        signal,
      ),
    );
    await connection.sendNotification(ShowMessageNotification.type, {
      type: settled.some(({ found }) => found === "unsettled") ? MessageType.Warning : MessageType.Info,
      message: [...firstWords(settled), ...settled.map(({ message }) => message)].join(" "),
    });
  }
}

/** An editor may show no more than the first words of a notification. */
function firstWords([only, ...others]: readonly SettledDoubt[]): readonly string[] {
  return only === undefined || others.length > 0 ? [] : [FOUND[only.found]];
}

const FOUND: Readonly<Record<SettledDoubt["found"], string>> = {
  stored: "It is stored.",
  notStored: "It was not stored.",
  overtaken: "It is not what is deployed now.",
  unsettled: "It is still not known.",
};

/** An endpoint on this machine that is not in use any more, such as API Gateway Local on another port, would never answer. */
function isBygone({ record: { endpoint } }: HistoryEntry, { endpointUrl }: HostState): boolean {
  const inUse = judgeEndpoint(endpointUrl ?? "");
  return endpoint.startsWith("http:") && !(inUse.lawful && inUse.url === endpoint);
}

function questionOf(doubts: readonly HistoryEntry[]): string {
  const [first, ...others] = doubts;
  const more =
    others.length === 0 ? "" : `, and ${others.length} ${others.length === 1 ? "other" : "others"},`;
  return first === undefined
    ? ""
    : `Whether API Gateway stored a deploy of ${targetWords(first.record.target)}${more} is not known: it was cut off, or its answer was lost. Look at what is deployed now?`;
}
