// A deploy's surroundings with state: a clock in virtual time, a store in memory, a gateway that keeps responses.
// Invariant: nothing here waits, and everything that passes through is remembered for a test to look at.

import type { CallerIdentity } from "../../server/src/contract";
import type {
  AwsSettings,
  Clock,
  Connection,
  DeployAccess,
  DeployRequest,
  DeployTarget,
  Gateway,
  GatewayFailure,
  Store,
  WantedResponse,
} from "../../server/src/deploy";

export const TARGET: DeployTarget = {
  restApiId: "fugvjdxtri",
  resourceId: "3kzxbg5sa2",
  httpMethod: "GET",
  statusCode: "200",
};

export const WANTED: WantedResponse = {
  selectionPattern: "2\\d{2}",
  responseParameters: { "method.response.header.Content-Type": "'application/json'" },
};

export const LIVE: WantedResponse = { selectionPattern: "200" };

export const REQUEST: DeployRequest = {
  uri: "file:///pets.integration-response.json",
  version: 7,
  target: TARGET,
  wanted: WANTED,
  region: "us-east-1",
};

export class FakeClock implements Clock {
  readonly slept: number[] = [];
  #now = Date.UTC(2025, 0, 2, 3, 4, 5, 6);

  now(): number {
    return this.#now;
  }

  /** What happens meanwhile, once per sleep. */
  meanwhile: () => void = () => {};

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.meanwhile();
    if (!signal.aborted) {
      this.slept.push(milliseconds);
      this.#now += milliseconds;
    }
  }
}

export class MemoryStore implements Store {
  readonly files = new Map<string, string>();
  readonly writes: string[] = [];
  /** Set to have every write fail. */
  full: string | undefined;

  async write(name: string, text: string): ReturnType<Store["write"]> {
    if (this.full !== undefined) {
      return { kind: "failed", why: this.full };
    }
    this.writes.push(name);
    this.files.set(name, text);
    return { kind: "written", place: `/state/${name}` };
  }

  async read(name: string, maxBytes: number): Promise<string | undefined> {
    const text = this.files.get(name);
    return text !== undefined && text.length <= maxBytes ? text : undefined;
  }

  readonly locked = new Set<string>();

  async bytes(name: string): Promise<number> {
    return this.files.get(name)?.length ?? 0;
  }

  async remove(name: string): Promise<void> {
    this.files.delete(name);
  }

  async lock(name: string): ReturnType<Store["lock"]> {
    if (this.full !== undefined) {
      return { kind: "failed", why: this.full };
    }
    if (this.locked.has(name)) {
      return { kind: "busy" };
    }
    this.locked.add(name);
    return {
      kind: "locked",
      release: async () => {
        this.locked.delete(name);
      },
    };
  }

  async list(folder: string): Promise<readonly string[]> {
    const prefix = `${folder}/`;
    return [...this.files.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
  }
}

export type Fault =
  | GatewayFailure
  /** The write takes place and its answer is lost. */
  | { readonly kind: "lostAfterStoring"; readonly failure: GatewayFailure };

/** Answers from what it holds, but for the faults it was told to play first. */
export class FakeGateway implements Gateway {
  live: WantedResponse | undefined;
  readonly log: string[] = [];
  readonly readFaults: (GatewayFailure | undefined)[] = [];
  readonly writeFaults: Fault[] = [];
  /** Runs at the start of each call, with its name. */
  before: (call: "GET" | "PUT") => void = () => {};
  sent: WantedResponse | undefined;

  constructor(live?: WantedResponse) {
    this.live = live;
  }

  async getIntegrationResponse(): ReturnType<Gateway["getIntegrationResponse"]> {
    this.log.push("GET");
    this.before("GET");
    const fault = this.readFaults.shift();
    if (fault !== undefined) {
      return fault;
    }
    return this.live === undefined
      ? failure("notFound", "refused", {
          httpStatus: 404,
          serviceMessage: "Invalid Response status code specified",
        })
      : { kind: "read", httpStatus: 200, response: this.live };
  }

  /** Who signs; `undefined` where the endpoint does not know the call. */
  identity: CallerIdentity | undefined;

  async getCallerIdentity(): ReturnType<Gateway["getCallerIdentity"]> {
    return this.identity === undefined
      ? failure("accessDenied", "refused", { httpStatus: 403 })
      : { kind: "answer", httpStatus: 200, value: this.identity };
  }

  async putIntegrationResponse(
    _target: DeployTarget,
    wanted: WantedResponse,
  ): ReturnType<Gateway["putIntegrationResponse"]> {
    this.log.push("PUT");
    this.before("PUT");
    this.sent = wanted;
    const fault = this.writeFaults.shift();
    if (fault?.kind === "failed") {
      return fault;
    }
    this.live = wanted;
    return fault === undefined ? { kind: "stored", httpStatus: 201, response: wanted } : fault.failure;
  }

  async deleteIntegrationResponse(): ReturnType<Gateway["deleteIntegrationResponse"]> {
    this.log.push("DELETE");
    this.before("PUT");
    const fault = this.writeFaults.shift();
    if (fault?.kind === "failed") {
      return fault;
    }
    this.live = undefined;
    return fault === undefined ? { kind: "answer", httpStatus: 204, value: undefined } : fault.failure;
  }

  /** Each to be answered with once by a look at the method, which is not logged. */
  readonly methodFaults: GatewayFailure[] = [];
  /** The declared headers by status code. */
  readonly methodResponses = new Map<string, string[]>([["200", ["method.response.header.Content-Type"]]]);

  async getMethod(): ReturnType<Gateway["getMethod"]> {
    const fault = this.methodFaults.shift();
    if (fault !== undefined) {
      return fault;
    }
    const methodResponses = Object.fromEntries(
      Array.from(this.methodResponses, ([status, headers]) => [
        status,
        { responseParameters: Object.fromEntries(headers.map((header) => [header, false])) },
      ]),
    );
    const integrationResponses = this.live === undefined ? {} : { 200: this.live };
    return {
      kind: "answer",
      httpStatus: 200,
      value: { httpMethod: "GET", methodResponses, integration: { type: "HTTP", integrationResponses } },
    };
  }

  async putMethodResponse(
    { statusCode }: DeployTarget,
    headers: readonly string[],
  ): ReturnType<Gateway["putMethodResponse"]> {
    return this.#declare("PUT method response", statusCode, headers);
  }

  async declareHeaders(
    { statusCode }: DeployTarget,
    headers: readonly string[],
  ): ReturnType<Gateway["declareHeaders"]> {
    return this.#declare("PATCH method response", statusCode, headers);
  }

  /** Played by the next declarations. */
  readonly declareFaults: Fault[] = [];

  async #declare(
    call: string,
    statusCode: string,
    headers: readonly string[],
  ): ReturnType<Gateway["declareHeaders"]> {
    this.log.push(call);
    const fault = this.declareFaults.shift();
    if (fault?.kind === "failed") {
      return fault;
    }
    this.methodResponses.set(statusCode, [...(this.methodResponses.get(statusCode) ?? []), ...headers]);
    return fault === undefined ? { kind: "answer", httpStatus: 200, value: undefined } : fault.failure;
  }
}

export function failure(
  reason: GatewayFailure["reason"],
  reached: GatewayFailure["reached"],
  facts: Omit<GatewayFailure, "kind" | "reason" | "reached"> = {},
): GatewayFailure {
  return { kind: "failed", reason, reached, ...facts };
}

export const NO_SETTINGS: AwsSettings = { profiles: [], regions: [], endpoint: {} };

export class FakeAws implements DeployAccess {
  settings: AwsSettings = NO_SETTINGS;
  readonly opened: Connection[] = [];
  readonly gateway: Gateway;

  constructor(gateway: Gateway) {
    this.gateway = gateway;
  }

  async loadSettings(): Promise<AwsSettings> {
    return this.settings;
  }

  openGateway(connection: Connection): Gateway {
    this.opened.push(connection);
    return this.gateway;
  }
}
