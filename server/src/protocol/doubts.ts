// What is in doubt, deploys and deployments to stages: the server's commands about it for a client of ours, and a question
// at the start for any other editor.
// Invariant: nothing is told or signed in an untrusted workspace, and a code is asked for only where the user asked to look.
import {
  CancellationToken,
  type Connection,
  MessageType,
  ShowMessageNotification,
} from "vscode-languageserver";
import {
  type DeployFailure,
  type DeployTarget,
  type DoubtsAnswer,
  type HostState,
  SERVER_COMMANDS,
  type SettledAnswer,
} from "../contract";
import {
  allDoubts,
  type Deploy,
  type Doubt,
  type Doubtful,
  type Remote,
  refusal,
  type SettledDoubt,
  settleAll,
  stageWords,
  targetWords,
} from "../deploy";
import type { Answers, Log } from "./answer";
import { type CommandCall, required } from "./commandCall";
import { fromLspSettle } from "./fromLsp";
import { createMfaQuestion } from "./mfaQuestion";
import type { Progress, WithProgress } from "./progress";

export interface DoubtsOptions {
  readonly connection: Connection;
  readonly answers: Answers;
  readonly log: Log;
  readonly withProgress: WithProgress;
  readonly host: () => HostState;
  /** Both absent where the host cannot sign requests. */
  readonly deploy: Deploy | undefined;
  readonly remote: Remote | undefined;
}

export function isDoubtCommand(command: string): boolean {
  return command === SERVER_COMMANDS.openDoubts || command === SERVER_COMMANDS.settleDoubts;
}

const LOOK = "Look Now";
const TITLE = "Reading what is deployed";

export class Doubts {
  readonly #options: DoubtsOptions;
  #told = false;

  constructor(options: DoubtsOptions) {
    this.#options = options;
  }

  /** One of the two commands. A bug of ours is an outcome too. */
  async run(call: CommandCall): Promise<DoubtsAnswer | SettledAnswer | DeployFailure> {
    const { command, workDoneToken: token, cancellation } = call;
    const params = required(fromLspSettle(call.argument));
    const { answers, host, withProgress } = this.#options;
    if (!host().trusted) {
      return refusal({ reason: "untrusted" });
    }
    const doubtful = this.#doubtful();
    if (doubtful === undefined) {
      return refusal({ reason: "unsupportedHost" });
    }
    try {
      const known = await allDoubts(doubtful, host().endpointUrl);
      if (command === SERVER_COMMANDS.openDoubts) {
        return { kind: "doubts", doubts: known.map(toldOf) };
      }
      const { entries, askMfa } = params;
      const doubts = known.filter(({ name }) => entries === undefined || entries.includes(name));
      const settled = await withProgress({ title: TITLE, token, cancellation }, (progress) =>
        this.#settle(doubtful, doubts, askMfa === true, progress),
      );
      return { kind: "settled", settled };
    } catch (error) {
      answers.report({ request: command }, error);
      return refusal({ reason: "unexpected" });
    }
  }

  /** For an editor without a client of ours, once. To be called whenever trust may have been given. */
  async tell(): Promise<void> {
    const { connection, host, withProgress } = this.#options;
    const doubtful = this.#doubtful();
    if (this.#told || doubtful === undefined || !host().trusted || host().settlesDoubts === true) {
      return;
    }
    this.#told = true;
    const doubts = await allDoubts(doubtful, host().endpointUrl);
    if (doubts.length === 0) {
      return;
    }
    const answer = await connection.window.showWarningMessage(
      questionOf(doubts),
      { title: LOOK },
      { title: "Later" },
    );
    if (answer?.title === LOOK) {
      const begin = { title: TITLE, token: undefined, cancellation: CancellationToken.None };
      const settled = await withProgress(begin, (progress) => this.#settle(doubtful, doubts, true, progress));
      await connection.sendNotification(ShowMessageNotification.type, {
        type: settled.some(({ found }) => found === "unsettled") ? MessageType.Warning : MessageType.Info,
        message: [...firstWords(settled), ...settled.map(({ message }) => message)].join(" "),
      });
    }
  }

  #doubtful(): Doubtful | undefined {
    const { deploy, remote } = this.#options;
    return deploy === undefined || remote === undefined ? undefined : { deploy, remote };
  }

  async #settle(
    doubtful: Doubtful,
    doubts: readonly Doubt[],
    asksMfa: boolean,
    { signal, report }: Progress,
  ): Promise<readonly SettledDoubt[]> {
    const { connection, host, log } = this.#options;
    const { answersMfa, endpointUrl } = host();
    const request = {
      doubts,
      ...(endpointUrl === undefined ? {} : { endpointUrl }),
      ...(asksMfa && answersMfa === true ? { askMfaCode: createMfaQuestion(connection) } : {}),
    };
    const settled = await settleAll(doubtful, request, ({ message }) => report(message), signal);
    for (const { entry, found } of settled) {
      log.info(`An earlier deploy was in doubt, ${entry}: ${found}.`);
    }
    return settled;
  }
}

function toldOf({ name, record: { time, target, endpoint } }: Doubt): DoubtsAnswer["doubts"][number] {
  return { entry: name, time, target, endpoint };
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
