// What only the user's own configuration may decide, read where a workspace cannot write.
import { workspace } from "vscode";
import { CLIENT_COMMANDS, type HostState, SETTINGS_SECTION } from "../../server/src/contract";

export const ENDPOINT_SETTING = `${SETTINGS_SECTION}.endpointUrl`;

export const PROTECTED_SETTING = `${SETTINGS_SECTION}.protected`;

export function hostState(deploys: boolean): HostState {
  // `get` would answer with a workspace's value where the scope is not respected; `inspect` says whose it is.
  const endpointUrl = workspace.getConfiguration().inspect<unknown>(ENDPOINT_SETTING)?.globalValue;
  const names = workspace.getConfiguration().inspect<unknown>(PROTECTED_SETTING)?.globalValue;
  const { deploy, ...others } = CLIENT_COMMANDS;
  return {
    trusted: workspace.isTrusted,
    ...(typeof endpointUrl === "string" && endpointUrl.trim() !== ""
      ? { endpointUrl: endpointUrl.trim() }
      : {}),
    ...(Array.isArray(names) ? { protected: names.filter((name) => typeof name === "string") } : {}),
    answersFiles: true,
    answersMfa: true,
    hearsAwsFiles: true,
    settlesDoubts: true,
    clientCommands: deploys ? [deploy, ...Object.values(others)] : Object.values(others),
  };
}
