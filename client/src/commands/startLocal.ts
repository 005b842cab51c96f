// Start API Gateway Local: an endpoint on this machine, and the offer to send everything there.
// Invariant: the setting is written only when the user says so, and in the user's own settings.
import { ConfigurationTarget, env, l10n, workspace } from "vscode";
import { SERVER_COMMANDS, type StartLocalAnswer } from "../../../server/src/contract";
import { ENDPOINT_SETTING, hostState } from "../hostState";
import type { Account, Remote } from "../remote/remote";
import type { Action, Tell } from "../tell";

export async function startLocal(
  remote: Remote,
  tell: Tell,
  didUse: (account: Account) => unknown,
): Promise<void> {
  if (!remote.isAllowed()) {
    return;
  }
  const started = await remote.ask<Extract<StartLocalAnswer, { readonly kind: "started" }>>(
    l10n.t("Starting API Gateway Local…"),
    SERVER_COMMANDS.startLocal,
    {},
    () => startLocal(remote, tell, didUse),
  );
  if (started === undefined) {
    return;
  }
  const { url, already } = started;
  const message = already
    ? l10n.t("API Gateway Local is running at {0}.", url)
    : l10n.t(
        "API Gateway Local listens at {0} and keeps what is stored there. It stops with this window.",
        url,
      );
  const use: Action = {
    title: l10n.t("Send Everything There"),
    run: async () => {
      await workspace.getConfiguration().update(ENDPOINT_SETTING, url, ConfigurationTarget.Global);
      tell.info(l10n.t("Deploys go to {0} until you change the setting. Your own keys are not used.", url), {
        title: l10n.t("Back to AWS"),
        run: () =>
          workspace.getConfiguration().update(ENDPOINT_SETTING, undefined, ConfigurationTarget.Global),
      });
      await didUse({ region: "us-east-1" });
    },
  };
  const copy: Action = { title: l10n.t("Copy Address"), run: () => env.clipboard.writeText(url) };
  const inUse = hostState(true).endpointUrl === url;
  tell.info(message, ...(inUse ? [] : [use]), copy);
  if (inUse) {
    await didUse({ region: "us-east-1" });
  }
}
