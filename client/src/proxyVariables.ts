// The proxy of VS Code's own settings, as the environment of the server, which is a process of its own and reads that.
// Invariant: a setting goes before the environment, and a setting that is not made leaves it alone.

export interface ProxySettings {
  /** `http.proxySupport`. */
  readonly support?: unknown;
  /** `http.proxy`. */
  readonly proxy?: unknown;
  /** `http.noProxy`. */
  readonly noProxy?: unknown;
}

export function proxyVariables({ support, proxy, noProxy }: ProxySettings): Readonly<Record<string, string>> {
  const isOff = support === "off";
  const named = typeof proxy === "string" ? proxy.trim() : "";
  const hosts = Array.isArray(noProxy) ? noProxy.filter((host) => typeof host === "string") : [];
  return {
    ...(isOff || named !== "" ? bothSpellings("HTTPS_PROXY", isOff ? "" : named) : {}),
    ...(isOff ? bothSpellings("ALL_PROXY", "") : {}),
    ...(hosts.length > 0 ? bothSpellings("NO_PROXY", hosts.join(",")) : {}),
  };
}

/** Who reads the environment may look at either first. */
function bothSpellings(name: string, value: string): Readonly<Record<string, string>> {
  return { [name]: value, [name.toLowerCase()]: value };
}
