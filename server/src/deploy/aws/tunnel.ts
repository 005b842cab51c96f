// A tunnel through a proxy: it is told where to, and sees nothing of what goes there.
// Invariant: nothing of a request is written before the tunnel stands; that it does not stand is a `ProxyProblem`.
import type { IncomingMessage } from "node:http";
import { HttpsProxyAgent } from "https-proxy-agent";
import { type HttpsProxy, ProxyProblem } from "./proxy";

export interface TunnelOptions {
  /** Who is trusted in place of whom Node trusts, as PEM. */
  readonly ca?: string;
}

type Connect = HttpsProxyAgent<string>["connect"];

export class Tunnel extends HttpsProxyAgent<string> {
  readonly #name: string;
  readonly #trust: TunnelOptions;

  constructor({ url, name, authorization }: HttpsProxy, trust: TunnelOptions) {
    // The password goes in by a header: what the library logs of itself is the address.
    const headers = authorization === undefined ? {} : { "Proxy-Authorization": authorization };
    super(url, { ...trust, keepAlive: false, headers });
    this.#name = name;
    this.#trust = trust;
  }

  /** Only https goes through a proxy here. */
  override isSecureEndpoint(): boolean {
    return true;
  }

  override async connect(...[request, options]: Parameters<Connect>): ReturnType<Connect> {
    const answered = { status: 0 };
    request.once("proxyConnect", ({ statusCode = 0 }: IncomingMessage) => {
      answered.status = statusCode;
    });
    const socket = await super.connect(request, { ...options, ...this.#trust }).catch(() => {
      throw new ProxyProblem("proxyUnreachable", this.#name);
    });
    const { status } = answered;
    if (status === 200) {
      return socket;
    }
    // In its place the library would have the proxy's own answer taken for the service's.
    socket.destroy();
    throw status === 407
      ? new ProxyProblem("proxyAuthentication", this.#name, status)
      : new ProxyProblem("proxyRefused", this.#name, status);
  }
}
