// TestInvokeMethod: a method tried as it is defined now, with our own simulator and a stated answer of the backend.
// Invariant: nothing is stored and nothing is sent anywhere; what the simulator is not sure of is called unproven.

import {
  analyse,
  backendOf,
  type Candidate,
  type ClientResponse,
  type Named,
  renderRequest,
  type Sample,
  type SampleRequest,
  type Simulation,
  simulate,
} from "../../service";
import { type Answer, badRequest, ok } from "../answer";
import { type BackendAnswer, statedAnswer } from "../backend";
import { type Call, label } from "../call";
import { createExecutionLog, type ExecutionLog, javaMap } from "../executionLog";
import { findApi, findMethod, findResource } from "../find";
import { type Invocation, readInvocation } from "../invocation";
import type { Integration, IntegrationResponse, Method } from "../state";

export function testInvokeMethod(call: Call): Answer {
  const method = findMethod(call);
  const { integration } = method;
  if (integration === undefined) {
    throw badRequest("No integration defined for method", "this text for a test invocation");
  }
  const { path: resourcePath } = findResource(call);
  const invocation = readInvocation(call, resourcePath);
  const stated = statedAnswer(call.statedBackend, integration);
  const requestId = call.newRequestId();
  const log = createExecutionLog(requestId, call.now);
  log.say(`HTTP Method: ${method.httpMethod}, Resource Path: ${resourcePath}`);
  log.say(`Method request path: ${javaMap(invocation.pathParameters)}`);
  log.say(`Method request query string: ${javaMap(invocation.query)}`);
  log.say(`Method request headers: ${javaMap(invocation.headers)}`);
  log.say(`Method request body before transformations: ${invocation.body}`);
  const request = requestOf(call, { invocation, resourcePath, requestId, method });
  const { client, doubts } = run({ method, integration, invocation, request, stated, log });
  log.say(`Method completed with status: ${client.status}`);
  const told = [...invocation.doubts, ...doubts];
  return ok(bodyOf(client, log), told.length === 0 ? undefined : told.join("; "));
}

interface Trial {
  readonly method: Method;
  readonly integration: Integration;
  readonly invocation: Invocation;
  readonly request: SampleRequest;
  readonly stated: BackendAnswer;
  readonly log: ExecutionLog;
}

interface Tried {
  readonly client: ClientResponse;
  /** What about it nobody has recorded. */
  readonly doubts: readonly string[];
}

function run(trial: Trial): Tried {
  const { integration, invocation, request, stated, log } = trial;
  const template = requestTemplate(integration, invocation);
  if (template === "refused") {
    return { client: UNSUPPORTED, doubts: ["this answer to a media type without a template"] };
  }
  const rendered = renderRequest(template, invocation.body, request);
  if (rendered.output === undefined) {
    log.say("Execution failed due to configuration error: Unable to transform request");
    return { client: FAILURE, doubts: ["the log of a request template that fails"] };
  }
  const backend = backendOf(integration.type, integration.uri);
  const isMock = backend === "mock";
  if (isMock && rendered.mockStatus === undefined) {
    log.say(
      "Execution failed due to configuration error: Unable to parse statusCode. It should be an integer that is defined in the request template.",
    );
    return { client: FAILURE, doubts: ["the log of a MOCK whose request template names no status"] };
  }
  const answer: BackendAnswer = isMock
    ? { from: "state", status: Number(rendered.mockStatus), headers: {}, body: "" }
    : stated;
  if (!isMock) {
    tellBackend(integration, rendered.output, answer, log);
  }
  const doubts =
    isMock || answer.from !== "assumed" ? [] : ["the backend's answer, which is assumed: 200 and {}"];
  if (backend === "proxy") {
    return delivered(passedOn(answer, integration), [...doubts, "the answer of a proxy integration"], log);
  }
  const simulation = simulated(trial, { backend: backend ?? "aws", answer, context: rendered.context });
  const { client = FAILURE, end } = simulation;
  if (end === "failed" || end === "open") {
    log.say(`Execution failed due to configuration error: ${failureIn(simulation, trial, answer)}`);
    return { client: FAILURE, doubts };
  }
  return delivered(client, [...doubts, ...doubtsIn(simulation)], log);
}

function delivered(client: ClientResponse, doubts: readonly string[], log: ExecutionLog): Tried {
  log.say(`Method response body after transformations: ${client.body.text}`);
  log.say(`Method response headers: ${javaMap(client.headers)}`);
  log.say("Successfully completed execution");
  return { client, doubts };
}

function tellBackend(
  { uri = "" }: Integration,
  sent: string,
  { status, headers, body, from }: BackendAnswer,
  log: ExecutionLog,
): void {
  log.say(`Endpoint request URI: ${uri}`);
  log.say(`Endpoint request body after transformations: ${sent}`);
  log.say(`Sending request to ${uri}`);
  log.say(
    from === "assumed"
      ? "API Gateway Local sends nothing. No answer of the backend is stated, so 200 and {} are assumed."
      : "API Gateway Local sends nothing. What follows is the answer that was stated.",
  );
  log.say(`Received response. Status: ${status}, Integration latency: 0 ms`);
  log.say(`Endpoint response headers: ${javaMap(Object.entries(headers))}`);
  log.say(`Endpoint response body before transformations: ${body}`);
}

interface Backed {
  readonly backend: Sample["backend"];
  readonly answer: BackendAnswer;
  readonly context: string;
}

/** Of several that match, the one stored first: which the service takes is not documented. */
function simulated(
  { integration: { responses }, method, request }: Trial,
  { backend, answer, context }: Backed,
): Simulation {
  const exchange = {
    sample: {
      sample: sampleOf(backend, answer),
      answer: {
        headers: Object.entries(answer.headers),
        body: { kind: "text", text: answer.body },
      },
      request: { ...request, context },
    },
    candidates: responses.map(candidateOf),
    declared: method.responses.map(({ statusCode }) => statusCode),
  } as const;
  const simulation = simulate(exchange);
  const { choice } = simulation.selection;
  const [first] = "indexes" in choice ? choice.indexes : [];
  return first === undefined ? simulation : simulate({ ...exchange, opened: first });
}

function sampleOf(backend: Sample["backend"], { status, body }: BackendAnswer): Sample {
  return backend === "lambda"
    ? { backend, errorMessage: errorMessageIn(body) }
    : { backend, status: String(status) };
}

/** A Lambda function that succeeds has none. */
function errorMessageIn(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    const isError = typeof value === "object" && value !== null && "errorMessage" in value;
    return isError && typeof value.errorMessage === "string" ? value.errorMessage : "";
  } catch {
    return "";
  }
}

function candidateOf(response: IntegrationResponse): Candidate {
  const text = JSON.stringify(response);
  const { blocks } = analyse(
    { uri: "apigateway:response", own: true, tellsSyntax: false, text },
    { rules: [] },
  );
  const found = blocks[0]?.content.response;
  if (found === undefined) {
    throw new Error(`the stored response ${response.statusCode} cannot be read`);
  }
  return { name: response.statusCode, status: response.statusCode, response: found };
}

/** The lines that were seen in execution logs, and else what the simulator says. */
function failureIn(
  { selection, answering, trace }: Simulation,
  { method, integration }: Trial,
  { status }: BackendAnswer,
): string {
  if (selection.choice.kind === "none") {
    return `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${status}`;
  }
  const code = answering === undefined ? undefined : integration.responses[answering]?.statusCode;
  if (!method.responses.some(({ statusCode }) => statusCode === code)) {
    return `Output mapping refers to an invalid method response: ${code}`;
  }
  const fault = trace.findLast(({ isFault }) => isFault);
  return fault?.stage === "convert"
    ? "Unable to base64 decode the body."
    : `API Gateway Local: ${fault?.says ?? "it is not known why."}`;
}

const STAGES = {
  request: "what the request template prints",
  select: "which response answers",
  headers: "the mapped headers",
  convert: "the conversion of the body",
  template: "which template runs",
  render: "what the template prints",
  override: "the overrides",
  deliver: "the headers as they arrive",
} as const;

function doubtsIn({ trace, selection, client, end }: Simulation): readonly string[] {
  const stages = trace.flatMap(({ stage, evidence }) => (evidence === "uncertain" ? [STAGES[stage]] : []));
  return [
    ...new Set([
      ...("indexes" in selection.choice ? [STAGES.select] : []),
      ...stages,
      ...(end === "stopped" ? [STAGES.render] : []),
      ...(client?.body.kind === "base64" ? ["how a body of bytes is written"] : []),
    ]),
  ];
}

/** A Lambda proxy's body holds the answer; an HTTP proxy's answer is the client's as it is. */
function passedOn({ status, headers, body }: BackendAnswer, { type }: Integration): ClientResponse {
  const asIs = { status: String(status), headers: Object.entries(headers) };
  if (type === "HTTP_PROXY") {
    return { ...asIs, body: { kind: "text", text: body } };
  }
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return MALFORMED;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return MALFORMED;
  }
  const { statusCode = 200, headers: named = {}, body: text = "" } = value as Record<string, unknown>;
  const isFit = Number.isInteger(statusCode) && typeof text === "string" && typeof named === "object";
  return isFit
    ? {
        status: String(statusCode),
        headers: Object.entries(named ?? {}).map(([name, one]) => [name, String(one)] as const),
        body: { kind: "text", text: String(text) },
      }
    : MALFORMED;
}

/** By the Content-Type of the request; what happens without a template, `passthroughBehavior` says. */
function requestTemplate(
  { requestTemplates = {}, passthroughBehavior }: Integration,
  { headers }: Invocation,
): string | undefined | "refused" {
  const [type = ""] = (lastOf(headers, "content-type") ?? "application/json").split(";");
  const wanted = type.trim().toLowerCase();
  const found = Object.entries(requestTemplates).find(([key]) => key.toLowerCase() === wanted);
  if (found !== undefined) {
    return found[1] ?? undefined;
  }
  const isEmpty = Object.keys(requestTemplates).length === 0;
  const isPassed =
    passthroughBehavior === "WHEN_NO_MATCH" || (passthroughBehavior === "WHEN_NO_TEMPLATES" && isEmpty);
  return isPassed ? undefined : "refused";
}

function requestOf(
  call: Call,
  {
    invocation,
    resourcePath,
    requestId,
    method,
  }: {
    readonly invocation: Invocation;
    readonly resourcePath: string;
    readonly requestId: string;
    readonly method: Method;
  },
): SampleRequest {
  const { id: apiId, binaryMediaTypes = [] } = findApi(call);
  return {
    accept: lastOf(invocation.headers, "accept"),
    path: invocation.pathParameters,
    querystring: invocation.query,
    header: invocation.headers,
    context: JSON.stringify({
      apiId,
      requestId,
      resourcePath,
      resourceId: label(call, "resource_id"),
      httpMethod: method.httpMethod,
      path: invocation.path,
      stage: "test-invoke-stage",
    }),
    stageVariables: invocation.stageVariables,
    binaryMediaTypes,
  };
}

function lastOf(named: Named, wanted: string): string | undefined {
  return named.findLast(([name]) => name.toLowerCase() === wanted)?.[1];
}

function bodyOf({ status, headers, body }: ClientResponse, log: ExecutionLog): object {
  const several = new Map<string, string[]>();
  for (const [name, value] of headers) {
    several.set(name, [...(several.get(name) ?? []), value]);
  }
  return {
    status: Number(status),
    body: body.text,
    headers: Object.fromEntries(headers),
    multiValueHeaders: Object.fromEntries(several),
    log: log.text(),
    latency: 0,
  };
}

function ownAnswer(status: string, error: string, message: string): ClientResponse {
  return {
    status,
    headers: [
      ["Content-Type", "application/json"],
      ["x-amzn-ErrorType", error],
    ],
    body: { kind: "text", text: `{"message": "${message}"}` },
  };
}

const FAILURE = ownAnswer("500", "InternalServerErrorException", "Internal server error");
const MALFORMED = ownAnswer("502", "InternalServerErrorException", "Internal server error");
const UNSUPPORTED = ownAnswer("415", "UnsupportedMediaTypeException", "Unsupported Media Type");
