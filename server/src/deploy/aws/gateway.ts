// The one adapter over the AWS SDK: a few commands, signed with the user's credentials, each tried once.
// Invariant: it never rejects; the endpoint is the one it was given, whatever the environment or a profile says.

import {
  APIGatewayClient,
  CreateDeploymentCommand,
  DeleteIntegrationResponseCommand,
  GetIntegrationResponseCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStagesCommand,
  PutIntegrationResponseCommand,
  type PutIntegrationResponseCommandInput,
  PutMethodResponseCommand,
  TestInvokeMethodCommand,
  UpdateMethodResponseCommand,
} from "@aws-sdk/client-api-gateway";
import type { DeployTarget, WantedResponse } from "../../contract";
import { judgeEndpoint } from "../endpoint";
import type { CallAnswer, Connection, ControlPlane, GatewayFailure } from "../gateway";
import { loadAuthorities } from "./authorities";
import { type CredentialsAnswer, type Identity, resolveCredentials } from "./credentials";
import { callFailure, isClockCorrected } from "./failure";
import { askIdentity } from "./identity";
import { invocationInput } from "./invocationInput";
import type { MfaSessions } from "./mfaSessions";
import {
  membersOf,
  readMethod,
  readPage,
  readResource,
  readResponse,
  readRestApi,
  readStages,
  readTestInvocation,
} from "./read";
import { SharedWork } from "./sharedWork";
import type { Wire, WireOptions } from "./wire";

/** Milliseconds, each from start to end. */
export interface Limits {
  readonly read: number;
  readonly write: number;
  readonly credentials: number;
  readonly connect: number;
}

export interface GatewayParts {
  readonly createWire: (options: WireOptions) => Wire;
  readonly sessions: MfaSessions<Identity>;
  /** Whose credentials those of a profile were when that was last asked, by profile and place. */
  readonly accounts: Map<string, string>;
}

export function openGateway(
  connection: Connection,
  limits: Limits,
  { createWire, sessions, accounts }: GatewayParts,
): ControlPlane {
  const { endpointUrl, stsEndpointUrl } = connection;
  const common = { connectTimeout: limits.connect, authorities: onceFor(connection.profile) };
  const law: WireOptions = {
    ...common,
    ...(endpointUrl === undefined ? {} : { only: endpointUrl }),
  };
  const stsLaw = stsEndpointUrl === undefined ? law : { ...law, only: stsEndpointUrl };
  const wire = createWire(law);
  const chain = createWire(common);
  // Somebody has to look for a device and read from it.
  const forCredentials =
    connection.askMfaCode === undefined ? limits.credentials : Math.max(limits.credentials, LONGEST_FOR_MFA);
  let opening: SharedWork<OpenAnswer> | undefined;
  /** A deploy opens anew what its plan had open: whose credentials they were is known of either. */
  const place = JSON.stringify([connection.profile ?? null, connection.region, endpointUrl ?? null]);

  async function open(stop: AbortSignal): Promise<OpenAnswer> {
    const answer = await resolveCredentials(connection, chain, sessions, stop);
    return answer.kind === "failed"
      ? answer
      : { kind: "open", client: clientOf(connection, answer.identity, wire), identity: answer.identity };
  }

  async function exchange<Output>(
    within: number,
    signal: AbortSignal,
    send: (client: APIGatewayClient, stop: AbortSignal) => Promise<Output>,
  ): Promise<{ readonly kind: "answer"; readonly output: Output } | GatewayFailure> {
    opening ??= new SharedWork(open);
    const resolving = opening;
    const opened = await bounded(forCredentials, signal, (stop) => resolving.join(stop));
    if (opened.kind !== "done") {
      opening = undefined;
      return unopened(opened);
    }
    if (opened.value.kind === "failed") {
      return opened.value;
    }
    let { client, identity } = opened.value;
    let isRenewed = false;
    for (let tried = 1; ; tried++) {
      const before = wire.requests;
      const sent = await bounded(within, signal, (stop) => send(client, stop));
      const reached = wire.requests > before ? "maybe" : "no";
      switch (sent.kind) {
        case "done":
          return { kind: "answer", output: sent.value };
        case "cancelled":
          return { kind: "failed", reason: "cancelled", reached };
        case "timedOut":
          return { kind: "failed", reason: "timeout", reached };
        case "threw": {
          // A refused signature stored nothing, so that one more try can do no harm.
          if (tried === 1 && isClockCorrected(sent.error)) {
            continue;
          }
          if (wire.refused) {
            return { kind: "failed", reason: "invalidEndpoint", reached: "no" };
          }
          const failure = callFailure(sent.error, {
            sent: reached === "maybe",
            secrets: secretsOf(identity),
            proxy: wire.proxy,
          });
          if (failure.reason !== "expiredCredentials") {
            return failure;
          }
          sessions.drop(identity);
          const renewed = isRenewed ? undefined : await rotated(identity, signal);
          if (renewed === undefined) {
            return failure;
          }
          isRenewed = true;
          ({ client, identity } = renewed);
        }
      }
    }
  }

  /**
   * Other credentials than those that were refused, where the source has some by now: of the same account, if that was
   * asked before, since the user confirmed no other. Nobody is asked for a code.
   */
  async function rotated(refused: Identity, signal: AbortSignal): Promise<Open | undefined> {
    const { askMfaCode: _, ...unasked } = connection;
    const found = await bounded(limits.credentials, signal, (stop) =>
      resolveCredentials(unasked, chain, sessions, stop),
    );
    if (found.kind !== "done" || found.value.kind === "failed") {
      return undefined;
    }
    const { identity } = found.value;
    if (JSON.stringify(secretsOf(identity)) === JSON.stringify(secretsOf(refused))) {
      return undefined;
    }
    const open: Open = { kind: "open", client: clientOf(connection, identity, wire), identity };
    const account = accounts.get(place);
    if (account !== undefined && (await accountOf(open, signal)) !== account) {
      return undefined;
    }
    opening = new SharedWork(async () => open);
    return open;
  }

  async function accountOf({ client }: Open, signal: AbortSignal): Promise<string | undefined> {
    const asked = await bounded(LONGEST_FOR_IDENTITY, signal, (stop) =>
      askIdentity(client, connection, createWire(stsLaw), stop),
    );
    return asked.kind === "done" ? asked.value.identity?.account : undefined;
  }

  async function call<Output extends Answered, Value>(
    within: number,
    signal: AbortSignal,
    send: (client: APIGatewayClient, options: Stopping) => Promise<Output>,
    read: (output: Output) => Value | undefined,
  ): Promise<CallAnswer<Value>> {
    const answer = await exchange(within, signal, (client, abortSignal) => send(client, { abortSignal }));
    if (answer.kind === "failed") {
      return answer;
    }
    const { output } = answer;
    const httpStatus = output.$metadata.httpStatusCode ?? 0;
    const value = read(output);
    return value === undefined ? unreadable(httpStatus) : { kind: "answer", httpStatus, value };
  }

  /** A call of whose answer nothing is needed. */
  async function done(
    signal: AbortSignal,
    send: (client: APIGatewayClient, options: Stopping) => Promise<Answered>,
  ): Promise<CallAnswer<undefined>> {
    const answer = await call(limits.write, signal, send, () => true);
    return answer.kind === "failed" ? answer : { ...answer, value: undefined };
  }

  return {
    getIntegrationResponse: async (target, signal) => {
      const answer = await exchange(limits.read, signal, (client, abortSignal) =>
        client.send(new GetIntegrationResponseCommand(labelsOf(target)), { abortSignal }),
      );
      if (answer.kind === "failed") {
        return answer;
      }
      const { output } = answer;
      const httpStatus = output.$metadata.httpStatusCode ?? 0;
      const response = responseOf(output, target);
      return response === undefined ? unreadable(httpStatus) : { kind: "read", httpStatus, response };
    },
    putIntegrationResponse: async (target, wanted, signal) => {
      const answer = await exchange(limits.write, signal, (client, abortSignal) =>
        client.send(new PutIntegrationResponseCommand({ ...labelsOf(target), ...bodyOf(wanted) }), {
          abortSignal,
        }),
      );
      if (answer.kind === "failed") {
        return answer;
      }
      const { output } = answer;
      const httpStatus = output.$metadata.httpStatusCode ?? 0;
      const response = responseOf(output, target);
      return response === undefined ? unreadable(httpStatus) : { kind: "stored", httpStatus, response };
    },
    getCallerIdentity: async (signal) => {
      if (stsEndpointUrl !== undefined && !judgeEndpoint(stsEndpointUrl).lawful) {
        return { kind: "failed", reason: "invalidEndpoint", reached: "no" };
      }
      // A wire of its own: whether a write has left is counted on the other.
      const identityWire = createWire(stsLaw);
      const answer = await exchange(Math.min(limits.read, LONGEST_FOR_IDENTITY), signal, (client, stop) =>
        askIdentity(client, connection, identityWire, stop),
      );
      if (answer.kind === "failed") {
        return answer;
      }
      const { httpStatus, identity } = answer.output;
      if (identity !== undefined) {
        accounts.set(place, identity.account);
      }
      return identity === undefined
        ? unreadable(httpStatus)
        : { kind: "answer", httpStatus, value: identity };
    },
    getRestApis: (position, signal) =>
      call(
        limits.read,
        signal,
        (client, options) => client.send(new GetRestApisCommand({ limit: 500, ...at(position) }), options),
        (output) => readPage(output, readRestApi),
      ),
    getResources: (restApiId, position, signal) => {
      const input = { restApiId, embed: ["methods"], limit: 500, ...at(position) };
      return call(
        limits.read,
        signal,
        (client, options) => client.send(new GetResourcesCommand(input), options),
        (output) => readPage(output, readResource),
      );
    },
    getMethod: ({ restApiId, resourceId, httpMethod }, signal) =>
      call(
        limits.read,
        signal,
        (client, options) =>
          client.send(new GetMethodCommand({ restApiId, resourceId, httpMethod }), options),
        (output) => readMethod(output),
      ),
    putMethodResponse: (target, headers, signal) => {
      const responseParameters = Object.fromEntries(headers.map((header) => [header, false]));
      const input = { ...labelsOf(target), responseParameters };
      return done(signal, (client, options) => client.send(new PutMethodResponseCommand(input), options));
    },
    declareHeaders: (target, headers, signal) => {
      const patchOperations = headers.map((header) => ({
        op: "add" as const,
        path: `/responseParameters/${header.replaceAll("~", "~0").replaceAll("/", "~1")}`,
        value: "false",
      }));
      const input = { ...labelsOf(target), patchOperations };
      return done(signal, (client, options) => client.send(new UpdateMethodResponseCommand(input), options));
    },
    deleteIntegrationResponse: (target, signal) =>
      done(signal, (client, options) =>
        client.send(new DeleteIntegrationResponseCommand(labelsOf(target)), options),
      ),
    getStages: (restApiId, signal) =>
      call(
        limits.read,
        signal,
        (client, options) => client.send(new GetStagesCommand({ restApiId }), options),
        readStages,
      ),
    createDeployment: (request, signal) =>
      call(
        limits.write,
        signal,
        (client, options) => client.send(new CreateDeploymentCommand(request), options),
        ({ id }) => id,
      ),
    testInvokeMethod: (invocation, signal) =>
      call(
        limits.write,
        signal,
        (client, options) => client.send(new TestInvokeMethodCommand(invocationInput(invocation)), options),
        readTestInvocation,
      ),
  };
}

/** Read at the first request that needs it. */
function onceFor(profile: string | undefined): () => Promise<string | undefined> {
  let loading: Promise<string | undefined> | undefined;
  return () => {
    loading ??= loadAuthorities(profile);
    return loading;
  };
}

const LONGEST_FOR_MFA = 5 * 60_000;

/** Milliseconds that a plan may wait for a name it can do without. */
const LONGEST_FOR_IDENTITY = 5_000;

interface Stopping {
  readonly abortSignal: AbortSignal;
}

interface Answered {
  readonly $metadata: { readonly httpStatusCode?: number | undefined };
}

function at(position: string | undefined): { readonly position?: string } {
  return position === undefined ? {} : { position };
}

interface Open {
  readonly kind: "open";
  readonly client: APIGatewayClient;
  readonly identity: Identity;
}

type OpenAnswer = Open | Exclude<CredentialsAnswer, { readonly kind: "identity" }>;

function clientOf(
  { profile, region, endpointUrl }: Connection,
  identity: Identity,
  wire: Wire,
): APIGatewayClient {
  return new APIGatewayClient({
    region,
    credentials: identity,
    requestHandler: wire,
    // Tries are counted by the deploy, in its own clock.
    maxAttempts: 1,
    retryMode: "standard",
    // Which configured endpoint counts was decided before; the SDK looks in another order, and not at the law.
    ignoreConfiguredEndpointUrls: true,
    customUserAgent: "apigateway-integration-response",
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl === undefined
      ? {}
      : { endpoint: endpointUrl, useFipsEndpoint: false, useDualstackEndpoint: false }),
  });
}

function labelsOf({ restApiId, resourceId, httpMethod, statusCode }: DeployTarget): DeployTarget {
  return { restApiId, resourceId, httpMethod, statusCode };
}

type Body = Omit<PutIntegrationResponseCommandInput, keyof DeployTarget>;

function bodyOf({ contentHandling, ...rest }: WantedResponse): Body {
  // The service judges the value; the SDK's type knows only the two it has today.
  const handling = contentHandling as Body["contentHandling"];
  return { ...rest, ...(handling === undefined ? {} : { contentHandling: handling }) };
}

/** An answer is believed when it is about the status code that was asked for and holds nothing but strings. */
function responseOf(output: object, target: DeployTarget): WantedResponse | undefined {
  return membersOf(output)["statusCode"] === target.statusCode ? readResponse(output) : undefined;
}

function unreadable(httpStatus: number): GatewayFailure {
  return { kind: "failed", reason: "unexpected", reached: "maybe", cause: "unreadableAnswer", httpStatus };
}

function secretsOf({ accessKeyId, secretAccessKey, sessionToken }: Identity): readonly string[] {
  return [secretAccessKey, sessionToken ?? "", accessKeyId];
}

type Bounded<Value> =
  | { readonly kind: "done"; readonly value: Value }
  | { readonly kind: "threw"; readonly error: unknown }
  | { readonly kind: "cancelled" }
  | { readonly kind: "timedOut" };

/** Waits for work no longer than it may take or the user wants it, even for work that does not heed the signal. */
function bounded<Value>(
  within: number,
  signal: AbortSignal,
  work: (stop: AbortSignal) => Promise<Value>,
): Promise<Bounded<Value>> {
  if (signal.aborted) {
    return Promise.resolve({ kind: "cancelled" });
  }
  return new Promise((resolve) => {
    const stop = new AbortController();
    const end = (how: Bounded<Value>): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      resolve(how);
      stop.abort();
    };
    const cancel = (): void => end({ kind: "cancelled" });
    const timer = setTimeout(() => end({ kind: "timedOut" }), within);
    signal.addEventListener("abort", cancel, { once: true });
    work(stop.signal).then(
      (value) => end({ kind: "done", value }),
      (error: unknown) => end({ kind: "threw", error }),
    );
  });
}

function unopened(opened: Exclude<Bounded<unknown>, { readonly kind: "done" }>): GatewayFailure {
  switch (opened.kind) {
    case "cancelled":
      return { kind: "failed", reason: "cancelled", reached: "no" };
    case "timedOut":
      return { kind: "failed", reason: "noCredentials", reached: "no", cause: "credentialsTimeout" };
    case "threw":
      return { kind: "failed", reason: "unexpected", reached: "no" };
  }
}
