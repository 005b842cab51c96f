// The endpoint on a socket: loopback alone, and only for callers that are no web page.
// Invariant: an answer leaves after what it says is kept; requests are served one after the other.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, OWN_ANSWER } from "./answer";
import type { Endpoint, Request } from "./endpoint";
import { createFaults, type Fault, type Faults, readFault } from "./faults";
import { findRoute } from "./routes";
import { CALLER_ARN, identityAnswer } from "./sts";

export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  /** Ends open connections too. */
  readonly close: () => Promise<void>;
}

export interface ListenOptions {
  readonly endpoint: Endpoint;
  /** 0: any that is free. */
  readonly port: number;
  /** A line for each request, without bodies and without credentials. */
  readonly log?: (line: string) => void;
  /** Whether requests may add faults, by `POST /_local/faults`. */
  readonly faultsByRequest?: boolean;
  /** Whether it keeps from callers what it is: for tests, which sign here as they would for AWS. */
  readonly disguised?: boolean;
}

const HOST = "127.0.0.1";
const MOST_BYTES = 16 * 1024 * 1024;

/** How a caller learns before it signs that this is API Gateway Local, which is to see nobody's keys. */
export const WHAT_IT_IS = { path: "/_local", answer: { service: "API Gateway Local" } } as const;

/** The header that names what about an answer is unproven. */
export const UNPROVEN_HEADER = "x-apigateway-local-unproven";
/** The header by which a caller states what the backend answers, for TestInvokeMethod: JSON of a `StatedBackend`. */
export const BACKEND_HEADER = "x-apigateway-local-backend";

export async function listen({
  endpoint,
  port,
  log = () => undefined,
  faultsByRequest = false,
  disguised = false,
}: ListenOptions): Promise<Listening> {
  const faults = createFaults();
  const server = createServer((incoming, outgoing) => {
    void take(incoming).then((body) => {
      if (body === undefined) {
        send(outgoing, {
          status: 413,
          body: { message: "The request is too large." },
          unproven: OWN_ANSWER,
        });
        return;
      }
      answer({ incoming, outgoing, body, endpoint, faults, log, faultsByRequest, disguised });
    }, ignore);
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  await started(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${taken}`,
    port: taken,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly body: string;
  readonly endpoint: Endpoint;
  readonly faults: Faults;
  readonly log: (line: string) => void;
  readonly faultsByRequest: boolean;
  readonly disguised: boolean;
}

function answer(exchange: Exchange): void {
  const { incoming, outgoing, body, endpoint, faults, log, faultsByRequest, disguised } = exchange;
  const verb = incoming.method ?? "GET";
  // As it came: a URL object would swallow or refuse a path like `//`.
  const [path = "/", query = ""] = (incoming.url ?? "/").split("?");
  const refused = strangerIn(incoming);
  if (refused !== undefined) {
    send(outgoing, refused);
    return;
  }
  if (verb === "GET" && path === WHAT_IT_IS.path) {
    send(outgoing, disguised ? UNSIGNED : { status: 200, body: WHAT_IT_IS.answer });
    return;
  }
  if (faultsByRequest && verb === "POST" && path === "/_local/faults") {
    const fault = readFault(body);
    if (fault !== undefined) {
      faults.add(fault);
    }
    send(outgoing, { status: fault === undefined ? 400 : 204 });
    return;
  }
  const identity = identityAnswer(verb, path, body);
  if (identity !== undefined) {
    outgoing.writeHead(200, { "content-type": "text/xml" }).end(identity);
    return;
  }
  const stated = incoming.headers[BACKEND_HEADER];
  const request: Request = {
    verb,
    path,
    query: new Map(new URLSearchParams(query)),
    body,
    ...(typeof stated === "string" ? { statedBackend: stated } : {}),
  };
  const operation = findRoute(verb, request.path)?.route.name;
  const fault = faults.next(operation);
  if (fault !== undefined) {
    log(`${verb} ${request.path} (fault: ${fault.kind})`);
    misbehave(fault, outgoing, { request, serve: () => endpoint.serve(request) });
    return;
  }
  const answered =
    isSigned(incoming) || path.startsWith("/_local/") ? endpoint.serve(request) : unsigned(incoming);
  log(
    `${verb} ${request.path} ${answered.status}${answered.error === undefined ? "" : ` ${answered.error}`}`,
  );
  send(outgoing, answered);
}

/** A signature is asked for, as by the service, but not verified: nothing here is worth a forgery. */
function isSigned({ headers }: IncomingMessage): boolean {
  return headers.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=") ?? false;
}

/** Without any signature it is the service's own answer; with one of another kind nobody recorded it. */
function unsigned({ headers }: IncomingMessage): Answer {
  return headers.authorization === undefined
    ? UNSIGNED
    : { ...UNSIGNED, unproven: "the answer to a signature of another kind" };
}

const UNSIGNED: Answer = {
  status: 403,
  error: "MissingAuthenticationTokenException",
  body: { message: "Missing Authentication Token" },
};

/** A web page in the user's browser must not reach the endpoint, whatever name its host has taken on. */
function strangerIn({ headers }: IncomingMessage): Answer | undefined {
  const host = (headers.host ?? "").replace(/:\d+$/, "");
  const isLoopback = host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
  const isPage = headers.origin !== undefined || headers["sec-fetch-site"] !== undefined;
  return isLoopback && !isPage
    ? undefined
    : {
        status: 403,
        error: "AccessDeniedException",
        body: { message: "API Gateway Local answers programs on this machine, and no web page." },
        unproven: OWN_ANSWER,
      };
}

function send(outgoing: ServerResponse, { status, body, error, unproven, retryAfterSeconds }: Answer): void {
  outgoing.writeHead(status, {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(error === undefined ? {} : { "x-amzn-errortype": error }),
    ...(unproven === undefined ? {} : { [UNPROVEN_HEADER]: unproven }),
    ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
    "x-amzn-requestid": crypto.randomUUID(),
  });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
}

/** What a bad network and a bad day of the service do. */
function misbehave(
  fault: Fault,
  outgoing: ServerResponse,
  { request: { verb, path }, serve }: { readonly request: Request; readonly serve: () => Answer },
): void {
  const wait = fault.retryAfterSeconds;
  const retry = wait === undefined ? {} : { retryAfterSeconds: wait };
  switch (fault.kind) {
    case "resetBefore":
      outgoing.socket?.resetAndDestroy();
      return;
    case "resetAfter":
      serve();
      outgoing.socket?.resetAndDestroy();
      return;
    case "silentBefore":
      return;
    case "silentAfter":
      serve();
      return;
    case "halfAnswer": {
      const text = JSON.stringify(serve().body ?? {});
      outgoing.writeHead(200, { "content-type": "application/json", "content-length": text.length + 1 });
      outgoing.write(text.slice(0, text.length / 2), () => outgoing.socket?.resetAndDestroy());
      return;
    }
    case "trickle": {
      const { status, body } = serve();
      trickle(outgoing.writeHead(status, { "content-type": "application/json" }), JSON.stringify(body ?? {}));
      return;
    }
    case "malformed": {
      const { status } = serve();
      outgoing.writeHead(status, { "content-type": "application/json" }).end('{"selectionPattern": ');
      return;
    }
    case "html":
      outgoing
        .writeHead(502, { "content-type": "text/html" })
        .end("<html><body><h1>Bad gateway</h1></body></html>");
      return;
    case "throttled":
      send(outgoing, {
        status: 429,
        error: "TooManyRequestsException",
        body: { message: "Too Many Requests" },
        ...retry,
      });
      return;
    case "serverError":
      send(outgoing, { status: 500, error: "InternalFailure", body: {}, ...retry });
      return;
    case "serverErrorAfter":
      serve();
      send(outgoing, { status: 500, error: "InternalFailure", body: {}, ...retry });
      return;
    case "concurrent":
      send(outgoing, {
        status: 409,
        error: "ConflictException",
        body: {
          message: "Unable to complete operation due to concurrent modification. Please try again later.",
        },
      });
      return;
    case "accessDenied":
      send(outgoing, {
        status: 403,
        body: {
          message: `User: ${CALLER_ARN} is not authorized to perform: apigateway:${verb} on resource: arn:aws:apigateway:us-east-1::${path}`,
        },
        error: "AccessDeniedException",
      });
      return;
    case "expiredToken":
      send(outgoing, {
        status: 403,
        body: { message: "The security token included in the request is expired" },
        error: "ExpiredTokenException",
      });
      return;
    case "skewed":
      // An hour ahead of this machine: the date is what a caller can set its clock by.
      outgoing.setHeader("date", new Date(Date.now() + 3_600_000).toUTCString());
      send(outgoing, {
        status: 403,
        body: { message: "Signature expired" },
        error: "InvalidSignatureException",
      });
  }
}

/** A character at a time. */
function trickle(outgoing: ServerResponse, text: string): void {
  if (text === "") {
    outgoing.end();
    return;
  }
  outgoing.write(text.slice(0, 1));
  setTimeout(() => trickle(outgoing, text.slice(1)), 5);
}

/** The body of a request, or nothing where it is too large. */
function take(incoming: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BYTES) {
        chunks.push(chunk);
      }
    });
    incoming.on("end", () => resolve(size > MOST_BYTES ? undefined : Buffer.concat(chunks).toString("utf8")));
    incoming.on("error", reject);
  });
}

function started(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

/** A caller that hangs up in the middle of a request wants no answer. */
function ignore(): void {}
