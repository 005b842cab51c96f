// What the commands that talk to API Gateway share: whose account, and the way to it.
// Invariant: the same law, the same protection and the same state directory as in the editor; no credential is printed.
import {
  type AskMfaCode,
  createDeploy,
  createRemote,
  type Deploy,
  judgeEndpoint,
  pacedAccess,
  type Remote,
  remembered,
} from "../../deploy";
import { NODE_CLOCK } from "../nodeClock";
import { lookLocal } from "../nodeLookLocal";
import { createNodeProtection } from "../nodeProtection";
import { createNodeStore } from "../nodeStore";
import { openTerminal } from "./terminal";
import { UsageError } from "./usage";

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
  /** Absent without a terminal. */
  readonly askMfaCode?: AskMfaCode;
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
  // One for both, so that they keep together under the account's limits and a code is asked for once.
  const loadAws = remembered(async () =>
    pacedAccess((await import("../../deploy/aws/index")).createAws(), NODE_CLOCK),
  );
  const shared = {
    loadAws,
    store: createNodeStore(),
    clock: NODE_CLOCK,
    lookLocal,
    protection: createNodeProtection(),
  };
  const terminal = openTerminal();
  return {
    chosen: {
      ...(profile === undefined ? {} : { profile }),
      ...(region === undefined ? {} : { region }),
      ...(endpointUrl === undefined ? {} : { endpointUrl }),
      ...(terminal === undefined
        ? {}
        : {
            askMfaCode: async (question) => {
              const asked = `MFA code of ${question.serial} for the profile ${question.profile}: `;
              return (await terminal.askHidden(asked))?.trim() || undefined;
            },
          }),
    },
    deploy: createDeploy(shared),
    remote: createRemote(shared),
    signal: controller.signal,
  };
}
