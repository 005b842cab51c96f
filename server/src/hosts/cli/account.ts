// What the commands that talk to API Gateway share: whose account, what is asked before anything is sent, how it ends.
// Invariant: nothing that writes is sent without --yes or a yes at the terminal; no credential and no text is printed.
import { createInterface } from "node:readline/promises";
import type { DeployFailure, DeployFailureKind } from "../../contract";
import { createDeploy, createRemote, type Deploy, judgeEndpoint, type Remote } from "../../deploy";
import { NODE_CLOCK } from "../nodeClock";
import { createNodeStore } from "../nodeStore";
import { EXIT, UsageError } from "./usage";

export const ACCOUNT_OPTIONS = {
  profile: { type: "string" },
  region: { type: "string" },
  "endpoint-url": { type: "string" },
  yes: { type: "boolean", short: "y", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

export interface AccountValues {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly "endpoint-url"?: string | undefined;
}

export interface Chosen {
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
}

export interface Account {
  readonly chosen: Chosen;
  readonly deploy: Deploy;
  readonly remote: Remote;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export function openAccount(command: string, values: AccountValues): Account {
  const { profile, region, "endpoint-url": endpointUrl } = values;
  if (endpointUrl !== undefined && !judgeEndpoint(endpointUrl).lawful) {
    throw new UsageError(
      "--endpoint-url takes an https address, or an http one on this machine, without user, query or fragment.",
      command,
    );
  }
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  const loadAws = async () => (await import("../../deploy/aws/index")).createAws();
  return {
    chosen: {
      ...(profile === undefined ? {} : { profile }),
      ...(region === undefined ? {} : { region }),
      ...(endpointUrl === undefined ? {} : { endpointUrl }),
    },
    deploy: createDeploy({ loadAws, store: createNodeStore(), clock: NODE_CLOCK }),
    remote: createRemote({ loadAws, clock: NODE_CLOCK }),
    signal: controller.signal,
  };
}

/** Whether somebody can be asked. */
export function hasTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Before anything is read: a script without --yes is told at once. */
export function requireYes(command: string, isYes: boolean): void {
  if (!isYes && !hasTerminal()) {
    throw new UsageError("There is no terminal to ask at: say --yes.", command);
  }
}

export async function isAgreed(question: string, isYes: boolean): Promise<boolean> {
  if (isYes) {
    return true;
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await asking.question(`${printable(question)} [y/N] `)).trim());
  } catch {
    return false;
  } finally {
    asking.close();
  }
}

/** What the service judged, or what is wrong with the file's content; every other reason never got that far. */
const JUDGED: ReadonlySet<DeployFailureKind> = new Set<DeployFailureKind>([
  "accessDenied",
  "badRequest",
  "blocked",
  "conflict",
  "documentChanged",
  "doubtful",
  "inDoubt",
  "liveChanged",
  "notFound",
  "notStored",
  "throttled",
]);

export function exitOf({ reason }: DeployFailure): number {
  return JUDGED.has(reason) ? EXIT.findings : EXIT.usage;
}

/** Tells a failure, and answers how the command ends. */
export function fail(failure: DeployFailure, isJson: boolean): number {
  if (isJson) {
    printJson({ failed: failureData(failure) });
  }
  tell(failure.message);
  return exitOf(failure);
}

export function failureData({ reason, message, httpStatus, requestId }: DeployFailure): object {
  return { reason, message, httpStatus, requestId };
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}

export function tell(text: string): void {
  process.stderr.write(`apigw-response: ${printable(text)}\n`);
}

/** Without what a terminal would obey. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, "\uFFFD");
}
