// Start API Gateway Local: an endpoint on this machine, and the offer to send everything there.
// Invariant: the setting is written only when the user says so, and in the user's own settings.
import { ConfigurationTarget, commands, env, l10n, workspace } from "vscode";
import { SERVER_COMMANDS, type StartLocalAnswer } from "../../../server/src/contract";
import { ENDPOINT_SETTING, hostState } from "../hostState";
import { LEAVE_LOCAL } from "../remote/localCommands";
import type { Remote } from "../remote/remote";
import type { Action, Tell } from "../tell";

/** The view of APIs, which reads anew by itself when the setting changes. */
export interface View {
  readonly refresh: () => unknown;
  readonly show: () => unknown;
}

export async function startLocal(remote: Remote, tell: Tell, view: View): Promise<void> {
  if (!remote.isAllowed()) {
    return;
  }
  const started = await remote.ask<Extract<StartLocalAnswer, { readonly kind: "started" }>>(
    l10n.t("Starting API Gateway Local…"),
    SERVER_COMMANDS.startLocal,
    {},
    () => startLocal(remote, tell, view),
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
      tell.info(
        l10n.t("All requests go to {0} until you change the setting. Your own keys are not used.", url),
        {
          title: l10n.t("Back to AWS"),
          run: () => commands.executeCommand(LEAVE_LOCAL),
        },
      );
      await view.show();
    },
  };
  const copy: Action = { title: l10n.t("Copy Address"), run: () => env.clipboard.writeText(url) };
  const isInUse = hostState(true).endpointUrl === url;
  tell.info(message, ...(isInUse ? [] : [use]), copy);
  if (isInUse) {
    view.refresh();
    await view.show();
  }
}
