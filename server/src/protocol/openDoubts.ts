// Deploys and deployments whose end nobody saw, in editors without a client of ours: told once at the start, looked into on request.
// Invariant: nothing is signed before the user asks for it, and nothing is told in an untrusted workspace.
import {
  CancellationToken,
  type Connection,
  MessageType,
  ShowMessageNotification,
} from "vscode-languageserver";
import type { DeployTarget, HostState } from "../contract";
import {
  type Deploy,
  type HistoryEntry,
  judgeEndpoint,
  type PublishDoubt,
  type Remote,
  type Report,
  type SettledDoubt,
  type SettleRequest,
  stageWords,
  targetWords,
} from "../deploy";
import { createMfaQuestion } from "./mfaQuestion";
import type { WithProgress } from "./progress";

export interface OpenDoubtsOptions {
  readonly connection: Connection;
  readonly host: () => HostState;
  /** Both absent where the host cannot sign requests. */
  readonly deploy: Deploy | undefined;
  readonly remote: Remote | undefined;
  readonly withProgress: WithProgress;
}

const LOOK = "Look Now";

type Doubt = HistoryEntry | PublishDoubt;

type SettleAll = (
  given: Omit<SettleRequest, "doubts">,
  report: Report,
  signal: AbortSignal,
) => Promise<readonly (readonly SettledDoubt[])[]>;

export class OpenDoubts {
  readonly #options: OpenDoubtsOptions;
  #told = false;

  constructor(options: OpenDoubtsOptions) {
    this.#options = options;
  }

  /** To be called whenever trust may have been given. */
  async tell(): Promise<void> {
    const { connection, deploy, remote, host } = this.#options;
    if (
      this.#told ||
      deploy === undefined ||
      remote === undefined ||
      !host().trusted ||
      host().settlesDoubts === true
    ) {
      return;
    }
    this.#told = true;
    const isOpen = (doubt: Doubt): boolean => !isBygone(doubt, host());
    const deploys = (await deploy.openDoubts()).filter(isOpen);
    const publishes = (await remote.openDoubts()).filter(isOpen);
    const doubts = [...deploys, ...publishes];
    if (doubts.length > 0) {
      const answer = await connection.window.showWarningMessage(
        questionOf(doubts),
        { title: LOOK },
        { title: "Later" },
      );
      if (answer?.title === LOOK) {
        await this.#settle((given, report, signal) =>
          Promise.all([
            deploy.settleDoubts({ ...given, doubts: deploys }, report, signal),
            remote.settleDoubts({ ...given, doubts: publishes }, report, signal),
          ]),
        );
      }
    }
  }

  async #settle(settleAll: SettleAll): Promise<void> {
    const { connection, host, withProgress } = this.#options;
    const { endpointUrl, answersMfa } = host();
    const progress = {
      title: "Reading what is deployed",
      token: undefined,
      cancellation: CancellationToken.None,
    };
    const settled = await withProgress(progress, ({ signal, report }) =>
      settleAll(
        {
          ...(endpointUrl === undefined ? {} : { endpointUrl }),
          ...(answersMfa === true ? { askMfaCode: createMfaQuestion(connection, signal) } : {}),
        },
        ({ message }) => report(message),
        signal,
      ),
    ).then((found) => found.flat());
    await connection.sendNotification(ShowMessageNotification.type, {
      type: settled.some(({ found }) => found === "unsettled") ? MessageType.Warning : MessageType.Info,
      message: [...firstWords(settled), ...settled.map(({ message }) => message)].join(" "),
    });
  }
}

/** An editor may show no more than the first words of a notification. */
function firstWords([only, ...others]: readonly SettledDoubt[]): readonly string[] {
  const isAlone = only !== undefined && others.length === 0;
  return isAlone ? [(isResponse(only.target) ? FOUND : FOUND_ON_STAGE)[only.found]] : [];
}

const FOUND: Readonly<Record<SettledDoubt["found"], string>> = {
  stored: "It is stored.",
  notStored: "It was not stored.",
  overtaken: "It is not what is deployed now.",
  unsettled: "It is still not known.",
};

const FOUND_ON_STAGE: typeof FOUND = {
  stored: "The stage has another deployment since.",
  notStored: "It did not take place.",
  overtaken: "There is no such stage any more.",
  unsettled: "It is still not known.",
};

function isResponse(target: SettledDoubt["target"]): target is DeployTarget {
  return "statusCode" in target;
}

/** An endpoint on this machine that is not in use any more, such as API Gateway Local on another port, would never answer. */
function isBygone({ record: { endpoint } }: Doubt, { endpointUrl }: HostState): boolean {
  const inUse = judgeEndpoint(endpointUrl ?? "");
  return endpoint.startsWith("http:") && !(inUse.lawful && inUse.url === endpoint);
}

function questionOf(doubts: readonly Doubt[]): string {
  const [first, ...others] = doubts;
  const more =
    others.length === 0 ? "" : `, and ${others.length} ${others.length === 1 ? "other" : "others"},`;
  if (first === undefined) {
    return "";
  }
  const { target } = first.record;
  const what = isResponse(target)
    ? `stored a deploy of ${targetWords(target)}`
    : `deployed ${stageWords(target)}`;
  return `Whether API Gateway ${what}${more} is not known: it was cut off, or its answer was lost. Look at what is deployed now?`;
}
