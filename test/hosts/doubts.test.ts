// What the command line looks at before anything else: whoever sits at a terminal is asked for the code of an MFA device.
import { expect, test } from "vitest";
import type { AskMfaCode, Deploy, Remote, SettledDoubt, SettleRequest } from "../../server/src/deploy";
import { settleDoubts } from "../../server/src/hosts/cli/doubts";

const NEVER = new AbortController().signal;

/** Settles nothing, and asks for a code as credentials would. */
class Asking {
  readonly codes: (string | undefined)[] = [];

  async openDoubts(): Promise<readonly []> {
    return [];
  }

  async settleDoubts({ askMfaCode }: SettleRequest<unknown>): Promise<readonly SettledDoubt[]> {
    this.codes.push(await askMfaCode?.({ profile: "role", serial: "device" }, NEVER));
    return [];
  }
}

test.each<[string, AskMfaCode | undefined, string | undefined]>([
  ["at a terminal", async ({ profile }) => `code of ${profile}`, "code of role"],
  ["without one", undefined, undefined],
])("%s", async (_name, askMfaCode, code) => {
  const [deploys, publishes] = [new Asking(), new Asking()];
  await settleDoubts({
    chosen: askMfaCode === undefined ? {} : { askMfaCode },
    deploy: deploys as unknown as Deploy,
    remote: publishes as unknown as Remote,
    signal: NEVER,
  });
  expect([deploys.codes, publishes.codes]).toEqual([[code], [code]]);
});
