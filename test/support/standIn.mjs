// A loopback HTTP server that plays the control plane of API Gateway for integration responses.
// Invariant: it checks each signature with an implementation that is not the SDK's, answers in the recorded words of
// the service, and neither prints nor remembers a credential. Used by tests and by `npm start`.

import { createServer } from "node:http";
import { addMethod, createState, serve } from "./standInService.mjs";
import { parseAuthorization, verify } from "./standInSignature.mjs";

export { addMethod };

/** @typedef {import("./standInSignature.mjs").Credentials} Credentials */
/** @typedef {import("./standInService.mjs").State} State */
/** @typedef {import("./standInService.mjs").Refusal} Refusal */
/** @typedef {import("./standInService.mjs").Served} Served */

/**
 * What the next request is answered with, once. `on` says which one it waits for: the next PUT when left out.
 *
 * - `stored`: as if nothing were scripted
 * - `badRequest`, `validation`, `accessDenied`, `expiredToken`, `unrecognizedClient`, `invalidSignature`, `notFound`,
 *   `conflictDefault`, `conflictConcurrent`, `throttled`, `serverError`, `unavailable`: that refusal, nothing stored
 * - `serverErrorAfterStoring`: stored, then 500
 * - `hang`, `hangAfterStoring`: no answer
 * - `reset`, `resetAfterStoring`: the connection breaks in mid-answer
 * - `garbage`, `garbageAfterStoring`: 201 with a page of HTML
 * - `proxyPage`: 503 with a page of HTML
 * - `redirect`: 307 to `location`
 *
 * @typedef {object} Step
 * @property {Play} play
 * @property {"GET" | "PUT" | "any"} [on]
 * @property {number} [retryAfter] Seconds, for `throttled` and `unavailable`.
 * @property {string} [message] In place of the usual text.
 * @property {string} [location] For `redirect`.
 */

/** @typedef {keyof typeof REFUSALS | keyof typeof BREAKS | "stored"} Play */

/**
 * One request as it came over the wire, without what could sign another.
 * @typedef {object} SeenRequest
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string>} headers Lower-case names; `authorization` and the session token left out.
 * @property {string} body
 * @property {"valid" | string} signature `valid`, or what is wrong with it.
 * @property {string} [region] As signed for.
 * @property {string} [service] As signed for.
 * @property {readonly string[]} signedHeaders
 * @property {number | undefined} status What it was answered with; `undefined` while it hangs.
 */

/**
 * @typedef {object} StandIn
 * @property {string} url
 * @property {number} port
 * @property {SeenRequest[]} requests
 * @property {SeenRequest[]} identityRequests Those to STS, which asks who signs. They stand apart: a plan makes one on the side.
 * @property {State} state
 * @property {(...steps: (Step | Play)[]) => void} play Adds to the script.
 * @property {() => Promise<void>} stop Ends every connection, hanging ones too.
 */

/** Accepted when no others are given. They open nothing anywhere. */
export const STAND_IN_CREDENTIALS = Object.freeze({
  accessKeyId: "AKIDSTANDINEXAMPLE00",
  secretAccessKey: "stand-in-only-opens-nothing-anywhere-000",
});

/**
 * @param {object} [options]
 * @param {number} [options.port]
 * @param {Credentials | readonly Credentials[]} [options.credentials]
 * @param {readonly (Step | Play)[]} [options.script]
 * @param {(request: SeenRequest) => void} [options.onRequest] Called once a request is answered, or hangs.
 * @returns {Promise<StandIn>}
 */
export async function startStandIn({
  port = 0,
  credentials = STAND_IN_CREDENTIALS,
  script = [],
  onRequest,
} = {}) {
  const known = Array.isArray(credentials) ? credentials : [credentials];
  const state = createState();
  /** @type {SeenRequest[]} */
  const requests = [];
  /** @type {SeenRequest[]} */
  const identityRequests = [];
  /** @type {Step[]} */
  const steps = [];
  play(...script);

  /** @param {(Step | Play)[]} added */
  function play(...added) {
    steps.push(...added.map((step) => (typeof step === "string" ? { play: step } : step)));
  }

  /** @param {string} method */
  function nextStep(method) {
    const at = steps.findIndex(({ on = "PUT" }) => on === method || on === "any");
    return at < 0 ? undefined : steps.splice(at, 1)[0];
  }

  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      if (asksForLocal(request)) {
        response.writeHead(403).end();
        return;
      }
      const seen = look(request, Buffer.concat(chunks), known);
      if (asksIdentity(seen)) {
        identityRequests.push(seen);
        seen.status =
          seen.signature === "valid"
            ? send(response, 200, "text/xml", IDENTITY)
            : refuse(response, signatureRefusal(seen.signature));
        return;
      }
      requests.push(seen);
      const step = seen.signature === "valid" ? nextStep(seen.method) : undefined;
      seen.status = act(seen, step, state, response);
      onRequest?.(seen);
    });
    request.on("error", () => undefined);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(undefined));
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    requests,
    identityRequests,
    state,
    play,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Whether it only wants to know if this is API Gateway Local, without a signature: like AWS, it is not.
 * @param {import("node:http").IncomingMessage} request
 */
function asksForLocal({ method, url, headers }) {
  return method === "GET" && url === "/_local" && headers.authorization === undefined;
}

/** @param {SeenRequest} seen */
function asksIdentity({ method, path, body }) {
  return method === "POST" && path === "/" && /(?:^|&)Action=GetCallerIdentity(?:&|$)/.test(body);
}

export const STAND_IN_IDENTITY = Object.freeze({
  account: "000000000000",
  arn: "arn:aws:iam::000000000000:user/stand-in",
});

const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${STAND_IN_IDENTITY.arn}</Arn><UserId>AIDASTANDIN</UserId><Account>${STAND_IN_IDENTITY.account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

const THROTTLED = { status: 429, code: "TooManyRequestsException", message: "Too Many Requests" };

const REFUSALS = {
  badRequest: {
    status: 400,
    code: "BadRequestException",
    message:
      "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.response.header.X-Undeclared]",
  },
  validation: {
    status: 400,
    code: "ValidationException",
    message:
      "1 validation error detected: Value '999' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
  },
  accessDenied: {
    status: 403,
    code: "AccessDeniedException",
    message:
      "User: arn:aws:iam::123456789012:user/dev is not authorized to perform: apigateway:PUT on resource: arn:aws:apigateway:us-east-1::/restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/200 because no identity-based policy allows the apigateway:PUT action",
  },
  expiredToken: {
    status: 403,
    code: "ExpiredTokenException",
    message: "The security token included in the request is expired",
  },
  unrecognizedClient: {
    status: 403,
    code: "UnrecognizedClientException",
    message: "The security token included in the request is invalid.",
  },
  invalidSignature: {
    status: 403,
    code: "InvalidSignatureException",
    message:
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
  },
  notFound: { status: 404, code: "NotFoundException", message: "Invalid Method identifier specified" },
  conflictDefault: {
    status: 409,
    code: "ConflictException",
    message: "Integration response with selection pattern default already exists",
  },
  conflictConcurrent: {
    status: 409,
    code: "ConflictException",
    message: "Unable to complete operation due to concurrent modification. Please try again later.",
  },
  throttled: THROTTLED,
  serverError: { status: 500, code: "InternalFailure", message: "Internal server error" },
  unavailable: { status: 503, code: "ServiceUnavailableException", message: "Service unavailable" },
};

/** How an exchange goes wrong, and whether the service has acted by then. */
const BREAKS = {
  hang: { stores: false, breaks: "hang" },
  hangAfterStoring: { stores: true, breaks: "hang" },
  reset: { stores: false, breaks: "reset" },
  resetAfterStoring: { stores: true, breaks: "reset" },
  garbage: { stores: false, breaks: "garbage" },
  garbageAfterStoring: { stores: true, breaks: "garbage" },
  proxyPage: { stores: false, breaks: "proxyPage" },
  redirect: { stores: false, breaks: "redirect" },
  serverErrorAfterStoring: { stores: true, breaks: "serverError" },
};

/** @typedef {import("node:http").ServerResponse} Answer */

/**
 * @param {SeenRequest} seen
 * @param {Step | undefined} step
 * @param {State} state
 * @param {Answer} answer
 * @returns {number | undefined} The status it was answered with.
 */
function act(seen, step, state, answer) {
  if (seen.signature !== "valid") {
    return refuse(answer, signatureRefusal(seen.signature));
  }
  if (step === undefined || step.play === "stored") {
    return reply(answer, serve(seen, state));
  }
  const { play, message, retryAfter } = step;
  if (play in REFUSALS) {
    const refusal = REFUSALS[/** @type {keyof typeof REFUSALS} */ (play)];
    return refuse(answer, { ...refusal, message: message ?? refusal.message, retryAfter });
  }
  const { stores, breaks } = BREAKS[/** @type {keyof typeof BREAKS} */ (play)];
  if (stores) {
    serve(seen, state);
  }
  switch (breaks) {
    case "hang":
      return undefined;
    case "reset":
      answer.writeHead(201, { "Content-Type": "application/json", "Content-Length": "400" });
      answer.write('{"_links":{"self":', () => answer.socket?.resetAndDestroy());
      return 201;
    case "garbage":
      return send(answer, 201, "text/html", "<html><body>Welcome to the hotel network</body></html>");
    case "proxyPage":
      return send(answer, 503, "text/html", "<html><body>Service Unavailable</body></html>");
    case "redirect":
      answer.writeHead(307, { Location: step.location ?? "http://127.0.0.1:9/", "Content-Length": "0" });
      answer.end();
      return 307;
    default:
      return refuse(answer, REFUSALS.serverError);
  }
}

/** @param {Answer} answer @param {Served | Refusal} served */
function reply(answer, served) {
  return "code" in served
    ? refuse(answer, served)
    : send(answer, served.status, "application/json", JSON.stringify(served.body));
}

/** @param {Answer} answer @param {Refusal} refusal */
function refuse(answer, { status, code, message, retryAfter }) {
  const headers = {
    "x-amzn-ErrorType": code,
    ...(retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) }),
  };
  return send(answer, status, "application/json", JSON.stringify({ message }), headers);
}

/**
 * @param {Answer} answer
 * @param {number} status
 * @param {string} type
 * @param {string} body
 * @param {Record<string, string>} [headers]
 */
function send(answer, status, type, body, headers = {}) {
  answer.writeHead(status, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(body),
    "x-amzn-RequestId": "c0ffee00-0000-4000-8000-000000000000",
    ...headers,
  });
  answer.end(body);
  return status;
}

const UNREMEMBERED = new Set(["authorization", "x-amz-security-token"]);

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {Buffer} body
 * @param {readonly Credentials[]} known
 * @returns {SeenRequest}
 */
function look(request, body, known) {
  /** @type {Record<string, string>} */
  const headers = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = String(value);
  }
  const { method = "", url = "" } = request;
  const { authorization } = headers;
  const scope = parseAuthorization(authorization ?? "");
  return {
    method,
    path: url,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !UNREMEMBERED.has(name))),
    body: body.toString("utf8"),
    signature: verify(scope, method, url, headers, body, known),
    signedHeaders: scope?.signedHeaders ?? [],
    status: undefined,
    ...(scope === undefined ? {} : { region: scope.region, service: scope.service }),
  };
}

/** @param {string} problem @returns {Refusal} */
function signatureRefusal(problem) {
  switch (problem) {
    case "missing":
      return {
        status: 403,
        code: "MissingAuthenticationTokenException",
        message: "Missing Authentication Token",
      };
    case "unknownKey":
      return REFUSALS.unrecognizedClient;
    case "skewed":
      return {
        ...REFUSALS.invalidSignature,
        message: "Signature expired: the request is too old or too far in the future.",
      };
    default:
      return REFUSALS.invalidSignature;
  }
}
