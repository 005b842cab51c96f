// The proxy of VS Code's own settings, as variables of the server's environment, which is where it looks for one.
// Invariant: a setting goes before the environment, and a setting that is not made leaves it alone.
import type { ProxyVariables } from "../../server/src/contract";

export interface ProxySettings {
  /** `http.proxySupport`. */
  readonly support?: unknown;
  /** `http.proxy`. */
  readonly proxy?: unknown;
  /** `http.noProxy`. */
  readonly noProxy?: unknown;
}

export function proxyVariables({ support, proxy, noProxy }: ProxySettings): ProxyVariables {
  const isOff = support === "off";
  const named = typeof proxy === "string" ? proxy.trim() : "";
  const hosts = Array.isArray(noProxy) ? noProxy.filter((host) => typeof host === "string") : [];
  return {
    ...(isOff || named !== "" ? bothSpellings("HTTPS_PROXY", isOff ? "" : named) : {}),
    ...(isOff ? bothSpellings("ALL_PROXY", "") : {}),
    ...(hosts.length > 0 ? bothSpellings("NO_PROXY", hosts.join(",")) : {}),
  };
}

function bothSpellings(name: "HTTPS_PROXY" | "ALL_PROXY" | "NO_PROXY", value: string): ProxyVariables {
  return { [name]: value, [name.toLowerCase()]: value };
}
