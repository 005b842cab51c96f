// Which proxy a request goes through, read from the environment as the AWS CLI and curl read it.
// Invariant: what stays on this machine is never proxied; what names a proxy to the user has no password in it.
import { judgeEndpoint } from "../endpoint";

export interface HttpsProxy {
  /** Without user and password. */
  readonly url: string;
  /** As the user knows it. */
  readonly name: string;
  /** The value of `Proxy-Authorization`. */
  readonly authorization?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws `ProxyProblem` where the environment names one that cannot be used. */
export function proxyFor(
  hostname: string,
  port: number,
  env: Environment = process.env,
): HttpsProxy | undefined {
  const configured = firstOf(env, ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]);
  // Plain http is lawful on this machine alone.
  const isHere = judgeEndpoint(`http://${hostname}`).lawful;
  if (configured === undefined || isHere) {
    return undefined;
  }
  return isExcepted(hostname, port, firstOf(env, ["no_proxy", "NO_PROXY"]) ?? "")
    ? undefined
    : readProxy(configured);
}

export type ProxyCause = "proxyUnusable" | "proxyUnreachable" | "proxyRefused" | "proxyAuthentication";

/** Why there is no way through the proxy; nothing of the request has left by then. */
export class ProxyProblem extends Error {
  readonly proxyCause: ProxyCause;
  readonly status: number | undefined;

  constructor(proxyCause: ProxyCause, proxy: string, status?: number) {
    super(`There is no way through the proxy ${proxy}.`);
    this.name = "ProxyProblem";
    this.proxyCause = proxyCause;
    this.status = status;
  }
}

function firstOf(env: Environment, names: readonly string[]): string | undefined {
  return names.map((name) => env[name]?.trim()).find((value) => value);
}

/** `host:port` alone is an http proxy. */
function readProxy(text: string): HttpsProxy {
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  } catch {
    throw new ProxyProblem("proxyUnusable", "of the environment");
  }
  const { protocol, hostname, host, username, password } = url;
  if ((protocol !== "http:" && protocol !== "https:") || hostname === "") {
    throw new ProxyProblem("proxyUnusable", "of the environment");
  }
  const user = `${decoded(username)}:${decoded(password)}`;
  return {
    url: `${protocol}//${host}`,
    name: host,
    ...(user === ":" ? {} : { authorization: `Basic ${Buffer.from(user).toString("base64")}` }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `*`, `example.com` and `.example.com` with all that is below them, each with a port or without. */
function isExcepted(hostname: string, port: number, list: string): boolean {
  const host = hostname.toLowerCase();
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      const [, name = "", only] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      const suffix = name.replace(/^\*?\./, "");
      const fits = suffix === "*" || (suffix !== "" && (host === suffix || host.endsWith(`.${suffix}`)));
      return fits && (only === undefined || Number(only) === port);
    });
}
