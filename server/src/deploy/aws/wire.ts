// What carries signed requests: Node's own client under the endpoint law, a new connection for each request, through
// the proxy of the environment where there is one.
// Invariant: nothing signed leaves but by https or to this machine, whatever endpoint the SDK came by; redirects are not followed.

import { NodeHttpHandler } from "@smithy/node-http-handler";
import { judgeEndpoint } from "../endpoint";
import { type HttpsProxy, proxyFor } from "./proxy";
import { Tunnel } from "./tunnel";

export interface WireOptions {
  readonly connectTimeout: number;
  /** The only place to go, as an URL; without it any that is https. */
  readonly only?: string;
  /** Who is trusted in place of whom Node trusts, as PEM. */
  readonly authorities?: () => Promise<string | undefined>;
}

// An idle connection that the other side has closed would lose the next request without an answer.
const UNSHARED = { keepAlive: false, maxSockets: Number.POSITIVE_INFINITY };

type Handle = NodeHttpHandler["handle"];

export class Wire extends NodeHttpHandler {
  readonly #only: string | undefined;
  readonly #connectTimeout: number;
  readonly #authorities: () => Promise<string | undefined>;
  #requests = 0;
  #refused = false;
  #proxy: string | undefined;

  constructor({ connectTimeout, only, authorities = async () => undefined }: WireOptions) {
    super({ connectionTimeout: connectTimeout, httpAgent: UNSHARED, httpsAgent: UNSHARED });
    this.#connectTimeout = connectTimeout;
    this.#only = only;
    this.#authorities = authorities;
  }

  /** How many requests were handed on. */
  get requests(): number {
    return this.#requests;
  }

  /** Whether a request was held back because of where it would have gone. */
  get refused(): boolean {
    return this.#refused;
  }

  /** The proxy of the last request, without its password. */
  get proxy(): string | undefined {
    return this.#proxy;
  }

  override async handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    const port = request.port === undefined ? "" : `:${request.port}`;
    if (!this.#allows(`${request.protocol}//${request.hostname}${port}`)) {
      this.refuse();
    }
    this.#requests++;
    return this.carry(request, options);
  }

  /** Ends a request that may not go where it would. */
  refuse(): never {
    this.#refused = true;
    throw new Error("This endpoint is neither https nor on this machine.");
  }

  /** The sending itself, apart from the law. */
  protected async carry(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    if (request.protocol !== "https:") {
      return super.handle(request, options);
    }
    const proxy = proxyFor(request.hostname, request.port ?? 443);
    this.#proxy = proxy?.name;
    const ca = await this.#authorities();
    return proxy === undefined && ca === undefined
      ? super.handle(request, options)
      : this.#through(proxy, ca === undefined ? {} : { ca }).handle(request, options);
  }

  #through(proxy: HttpsProxy | undefined, trust: { readonly ca?: string }): NodeHttpHandler {
    return new NodeHttpHandler({
      connectionTimeout: this.#connectTimeout,
      httpsAgent: proxy === undefined ? { ...UNSHARED, ...trust } : new Tunnel(proxy, trust),
    });
  }

  #allows(origin: string): boolean {
    if (this.#only !== undefined) {
      return new URL(origin).origin === new URL(this.#only).origin;
    }
    return judgeEndpoint(origin).lawful;
  }
}
