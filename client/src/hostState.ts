// What only the user's own configuration may decide, read where a workspace cannot write.
import { workspace } from "vscode";
import { CLIENT_COMMANDS, type HostState, SETTINGS_SECTION } from "../../server/src/contract";
import { proxyVariables } from "./proxyVariables";

export const ENDPOINT_SETTING = `${SETTINGS_SECTION}.endpointUrl`;

const PROTECTED_SETTING = `${SETTINGS_SECTION}.protected`;

/** What the state is made of, besides trust. */
export const HOST_SETTINGS = [
  ENDPOINT_SETTING,
  PROTECTED_SETTING,
  "http.proxySupport",
  "http.proxy",
  "http.noProxy",
] as const;

export function hostState(deploys: boolean): HostState {
  const endpointUrl = own(ENDPOINT_SETTING);
  const names = own(PROTECTED_SETTING);
  const { deploy, ...others } = CLIENT_COMMANDS;
  return {
    trusted: workspace.isTrusted,
    ...(typeof endpointUrl === "string" && endpointUrl.trim() !== ""
      ? { endpointUrl: endpointUrl.trim() }
      : {}),
    ...(Array.isArray(names) ? { protected: names.filter((name) => typeof name === "string") } : {}),
    proxyVariables: proxyVariables({
      support: own("http.proxySupport"),
      proxy: own("http.proxy"),
      noProxy: own("http.noProxy"),
    }),
    answersFiles: true,
    answersMfa: true,
    hearsAwsFiles: true,
    settlesDoubts: true,
    clientCommands: deploys ? [deploy, ...Object.values(others)] : Object.values(others),
  };
}

/** `get` would answer with a workspace's value where the scope is not respected; `inspect` says whose it is. */
function own(setting: (typeof HOST_SETTINGS)[number]): unknown {
  return workspace.getConfiguration().inspect<unknown>(setting)?.globalValue;
}
