// A way to API Gateway Local on which everything goes wrong now and then, in virtual time.
// Invariant: what an answer says of `reached` is what a caller could know; what was applied is told to the ledger.
import type {
  CallAnswer,
  ControlPlane,
  DeployTarget,
  Gateway,
  GatewayFailure,
  MethodTarget,
  WantedResponse,
} from "../../server/src/deploy";
import { readMethod, readResponse, readStages } from "../../server/src/deploy/aws/read";
import type { Endpoint } from "../../server/src/sandbox";
import { failure } from "../deploy/fakes";
import type { Random } from "./random";
import type { VirtualClock } from "./virtualClock";

/** What befalls one call. `lost`: the answer does not arrive; `late`: nor has the call taken place by then. */
export const FAULTS = {
  resetBefore: { serves: "never", answer: failure("network", "maybe", { cause: "connectionLost" }) },
  resetAfter: { serves: "now", answer: failure("network", "maybe", { cause: "connectionLost" }) },
  timeoutBefore: { serves: "never", answer: failure("timeout", "maybe"), takes: 30_000 },
  timeoutAfter: { serves: "now", answer: failure("timeout", "maybe"), takes: 30_000 },
  timeoutThenServed: { serves: "late", answer: failure("timeout", "maybe"), takes: 30_000 },
  unreadable: {
    serves: "now",
    answer: failure("unexpected", "maybe", { cause: "unreadableAnswer", httpStatus: 200 }),
  },
  serverError: { serves: "never", answer: failure("serviceError", "maybe", { httpStatus: 500 }) },
  serverErrorAfter: { serves: "now", answer: failure("serviceError", "maybe", { httpStatus: 500 }) },
  nameNotFound: { serves: "never", answer: failure("network", "no", { cause: "nameNotFound" }) },
  notTrusted: { serves: "never", answer: failure("network", "no", { cause: "notTrusted" }) },
  throttled: { serves: "never", answer: failure("throttled", "refused", { httpStatus: 429 }) },
  throttledFor: {
    serves: "never",
    answer: failure("throttled", "refused", { httpStatus: 429, retryAfterSeconds: 7 }),
  },
  throttledForever: {
    serves: "never",
    answer: failure("throttled", "refused", { httpStatus: 429, retryAfterSeconds: 300 }),
  },
  concurrent: {
    serves: "never",
    answer: failure("conflict", "refused", {
      httpStatus: 409,
      serviceMessage: "Unable to complete operation due to concurrent modification. Please try again later.",
    }),
  },
  expired: {
    serves: "never",
    answer: failure("expiredCredentials", "refused", {
      httpStatus: 403,
      serviceCode: "ExpiredTokenException",
    }),
  },
  denied: { serves: "never", answer: failure("accessDenied", "refused", { httpStatus: 403 }) },
} as const satisfies Readonly<Record<string, Fault>>;

interface Fault {
  readonly serves: "never" | "now" | "late";
  readonly answer: GatewayFailure;
  /** Milliseconds until the caller gives up. */
  readonly takes?: number;
}

export type FaultName = keyof typeof FAULTS;
const NAMES = Object.keys(FAULTS) as readonly FaultName[];

export interface NetworkOptions {
  readonly endpoint: Endpoint;
  readonly clock: VirtualClock;
  readonly random: Random;
  /** How often a call meets a fault; 0: never. */
  readonly badness: () => number;
  readonly isDown: () => boolean;
  readonly befell: (fault: FaultName | "down") => void;
}

export interface CallerPorts {
  /** Just before a write leaves, and just after it took place. */
  readonly leaves: (path: string) => void;
  readonly applied: (attempt: string | undefined) => void;
  /** The journal's file that announced the write under way. */
  readonly attempt: () => string | undefined;
  /** A write that left has arrived, or never will. */
  readonly over: (path: string) => void;
  /** A reading failed. */
  readonly unread: () => void;
  /** How a reading of the stages ended. */
  readonly looked: (answer: "read" | GatewayFailure["reason"]) => void;
}

/** A write may arrive as much later than its caller gave up, or was killed. */
const LATEST = 3_500;

export function badNetwork(options: NetworkOptions, caller: CallerPorts): ControlPlane {
  const { endpoint, clock, random } = options;
  const never = new AbortController().signal;

  async function call<Value>(
    verb: string,
    path: string,
    body: object | undefined,
    signal: AbortSignal,
    read: (body: unknown) => Value | undefined,
  ): Promise<CallAnswer<Value>> {
    const writes = verb !== "GET";
    const attempt = writes && path.includes("/integration/") ? caller.attempt() : undefined;
    const serve = (): CallAnswer<Value> => {
      const answer = endpoint.serve({
        verb,
        path,
        query: new Map(),
        body: body === undefined ? "" : JSON.stringify(body),
      });
      if (answer.status >= 300) {
        return refused(answer.status, answer.error, answer.body, answer.retryAfterSeconds);
      }
      if (writes && path.includes("/integration/")) {
        caller.applied(attempt);
      }
      const value = read(answer.body);
      return value === undefined
        ? failure("unexpected", "maybe", { cause: "unreadableAnswer" })
        : { kind: "answer", httpStatus: answer.status, value };
    };
    if (options.isDown()) {
      options.befell("down");
      await clock.sleep(random.below(5_000), signal);
      return random.chance(0.5)
        ? failure("timeout", "no", { cause: "notConnected" })
        : failure("network", writes ? "maybe" : "no", { cause: "connectionLost" });
    }
    if (writes) {
      caller.leaves(path);
    }
    const over = (): void => {
      if (writes) {
        caller.over(path);
      }
    };
    // Few calls are about stages: they meet more, so that each fault befalls them often enough.
    const badness = options.badness() * (/\/(?:deployments|stages)$/.test(path) ? 2 : 1);
    const arrivesLater = (): void =>
      void clock.sleep(random.below(LATEST), never).then(() => {
        serve();
        over();
      });
    const name = random.chance(badness) ? random.of(NAMES) : undefined;
    if (name === undefined) {
      await clock.sleep(random.below(100), signal);
      if (signal.aborted) {
        // It had left when its caller called it off, or was killed.
        if (random.chance(0.5)) {
          arrivesLater();
        } else {
          over();
        }
        return failure("cancelled", "maybe");
      }
      const answer = serve();
      over();
      await clock.sleep(random.below(100), signal);
      return signal.aborted && random.chance(0.5) ? failure("cancelled", "maybe") : answer;
    }
    options.befell(name);
    const { serves, answer, takes = 50 }: Fault = FAULTS[name];
    if (serves === "now") {
      serve();
    }
    if (serves !== "late") {
      over();
    }
    await clock.sleep(random.below(takes), signal);
    if (serves === "late") {
      arrivesLater();
    }
    return signal.aborted && answer.reached === "maybe" ? failure("cancelled", "maybe") : answer;
  }

  const known: Gateway = {
    getIntegrationResponse: async (target, signal) => {
      const answer = await call("GET", pathOf(target), undefined, signal, readResponse);
      if (answer.kind === "failed") {
        if (!isAbsent(answer)) {
          caller.unread();
        }
        return answer;
      }
      return { kind: "read", httpStatus: answer.httpStatus, response: answer.value };
    },
    putIntegrationResponse: async (target, wanted: WantedResponse, signal) => {
      const answer = await call("PUT", pathOf(target), wanted, signal, readResponse);
      return answer.kind === "failed"
        ? answer
        : { kind: "stored", httpStatus: answer.httpStatus, response: answer.value };
    },
    deleteIntegrationResponse: (target, signal) => done("DELETE", pathOf(target), undefined, signal),
    getMethod: (target, signal) =>
      call("GET", methodPath(target), undefined, signal, (body) => readMethod(body)),
    putMethodResponse: (target, headers, signal) =>
      done(
        "PUT",
        `${methodPath(target)}/responses/${target.statusCode}`,
        { responseParameters: Object.fromEntries(headers.map((header) => [header, false])) },
        signal,
      ),
    // It is another service's, and told beside the plan only.
    getCallerIdentity: async () => failure("accessDenied", "refused", { httpStatus: 403 }),
    declareHeaders: (target, headers, signal) =>
      done(
        "PATCH",
        `${methodPath(target)}/responses/${target.statusCode}`,
        {
          patchOperations: headers.map((header) => ({
            op: "add",
            path: `/responseParameters/${header}`,
            value: "false",
          })),
        },
        signal,
      ),
  };
  return {
    ...UNASKED,
    ...known,
    getStages: async (restApiId, signal) => {
      const answer = await call("GET", `/restapis/${restApiId}/stages`, undefined, signal, readStages);
      caller.looked(answer.kind === "answer" ? "read" : answer.reason);
      return answer;
    },
    createDeployment: ({ restApiId, ...body }, signal) =>
      call(
        "POST",
        `/restapis/${restApiId}/deployments`,
        body,
        signal,
        (answer) => (answer as { id?: string }).id,
      ),
  };

  async function done(
    verb: string,
    path: string,
    body: object | undefined,
    signal: AbortSignal,
  ): Promise<CallAnswer<undefined>> {
    const answer = await call(verb, path, body, signal, () => true);
    return answer.kind === "failed" ? answer : { ...answer, value: undefined };
  }
}

function unasked(): never {
  throw new Error("Nobody asks this here.");
}

const UNASKED: Omit<ControlPlane, keyof Gateway | "createDeployment" | "getStages"> = {
  getRestApis: unasked,
  getResources: unasked,
  testInvokeMethod: unasked,
};

export function methodPath({ restApiId, resourceId, httpMethod }: MethodTarget): string {
  return `/restapis/${restApiId}/resources/${resourceId}/methods/${httpMethod}`;
}

export function pathOf(target: DeployTarget): string {
  return `${methodPath(target)}/integration/responses/${target.statusCode}`;
}

function isAbsent({ serviceMessage = "" }: GatewayFailure): boolean {
  return serviceMessage.includes("Invalid Response status code specified");
}

function refused(
  httpStatus: number,
  serviceCode: string | undefined,
  body: unknown,
  retryAfterSeconds: number | undefined,
): GatewayFailure {
  const { message: serviceMessage } = body as { readonly message?: string };
  const reasons: Readonly<Record<number, GatewayFailure["reason"]>> = {
    404: "notFound",
    409: "conflict",
    429: "throttled",
    500: "serviceError",
  };
  return failure(reasons[httpStatus] ?? "badRequest", "refused", {
    httpStatus,
    ...(serviceCode === undefined ? {} : { serviceCode }),
    ...(serviceMessage === undefined ? {} : { serviceMessage }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
