// Ignore this rule: writes `off` for it where the user's workspace keeps its settings, and says so with a way back.
import { ConfigurationTarget, l10n, workspace } from "vscode";
import { SETTINGS_SECTION } from "../../../server/src/contract";
import type { Tell } from "../tell";

const KEY = "rules";

type Rules = Readonly<Record<string, string>>;

export async function ignoreRule(tell: Tell, rule: unknown): Promise<void> {
  if (typeof rule !== "string" || rule === "") {
    return;
  }
  const inWorkspace = (workspace.workspaceFolders?.length ?? 0) > 0;
  const target = inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const settings = workspace.getConfiguration(SETTINGS_SECTION);
  const inspected = settings.inspect<Rules>(KEY);
  const before = inWorkspace ? inspected?.workspaceValue : inspected?.globalValue;
  await settings.update(KEY, { ...before, [rule]: "off" }, target);
  tell.info(
    inWorkspace
      ? l10n.t("The rule {0} is off in this workspace.", rule)
      : l10n.t("The rule {0} is off in your user settings.", rule),
    { title: l10n.t("Undo"), run: () => settings.update(KEY, before, target) },
  );
}
