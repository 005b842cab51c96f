// What carries signed requests: Node's own client under the endpoint law, a new connection for each request.
// Invariant: nothing signed leaves but by https or to this machine, whatever endpoint the SDK came by; redirects are not followed.

import { NodeHttpHandler } from "@smithy/node-http-handler";
import { judgeEndpoint } from "../endpoint";

export interface WireOptions {
  readonly connectTimeout: number;
  /** The only place to go, as an URL; without it any that is https. */
  readonly only?: string;
}

type Handle = NodeHttpHandler["handle"];

export class Wire extends NodeHttpHandler {
  readonly #only: string | undefined;
  #requests = 0;
  #refused = false;

  constructor({ connectTimeout, only }: WireOptions) {
    // An idle connection that the other side has closed would lose the next request without an answer.
    const agent = { keepAlive: false, maxSockets: Number.POSITIVE_INFINITY };
    super({ connectionTimeout: connectTimeout, httpAgent: agent, httpsAgent: agent });
    this.#only = only;
  }

  /** How many requests were handed on. */
  get requests(): number {
    return this.#requests;
  }

  /** Whether a request was held back because of where it would have gone. */
  get refused(): boolean {
    return this.#refused;
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
  protected carry(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    return super.handle(request, options);
  }

  #allows(origin: string): boolean {
    if (this.#only !== undefined) {
      return new URL(origin).origin === new URL(this.#only).origin;
    }
    return judgeEndpoint(origin).lawful;
  }
}
