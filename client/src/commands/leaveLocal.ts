// Back to AWS: takes the endpoint out of the user's own settings. API Gateway Local goes on, and keeps what it has.
import { ConfigurationTarget, l10n, workspace } from "vscode";
import { ENDPOINT_SETTING } from "../hostState";
import type { Tell } from "../tell";

export async function leaveLocal(tell: Tell): Promise<void> {
  await workspace.getConfiguration().update(ENDPOINT_SETTING, undefined, ConfigurationTarget.Global);
  tell.aside(l10n.t("No endpoint is set any more: requests go to AWS, or where the profile says."));
}
