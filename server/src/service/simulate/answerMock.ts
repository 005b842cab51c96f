// What a MOCK answers: nothing but the status that its request template prints, and what that wrote to the overrides.
// Invariant: where no request template is in sight, the sample's word stands, and the trace says so.
import { firstMediaType } from "./mediaTypes";
import { type RequestFault, type RequestRendering, renderRequest } from "./renderRequest";
import type { NamedSample } from "./samples";
import type { Candidate } from "./simulate";
import { endedWithStop, placeIn, type Trace } from "./trace";

export type MockSample = Pick<NamedSample, "sample" | "answer" | "request" | "requestTemplate">;

export type MockAnswer =
  | { readonly kind: "answered"; readonly sample: MockSample }
  /** The service answers with a 500 of its own. */
  | { readonly kind: "failed" }
  /** The template takes more than is run here. */
  | { readonly kind: "open" };

export function answerMock(sample: MockSample, candidates: readonly Candidate[], trace: Trace): MockAnswer {
  const { sample: asked, request } = sample;
  if (asked.backend !== "mock") {
    return { kind: "answered", sample };
  }
  const template = templateOf(sample, candidates, trace);
  if (template === undefined) {
    return { kind: "answered", sample };
  }
  const { name, text, rendered } = template;
  const { mockStatus, context, overrides, fault } = rendered();
  if (fault !== undefined) {
    trace.warn(
      "request",
      `${name} does not end well: ${placed(fault, text)} ${WHAT_COMES[fault.kind]}`,
      fault.kind === "failed" ? "observed" : "uncertain",
    );
    return { kind: fault.kind === "failed" ? "failed" : "open" };
  }
  if (mockStatus === undefined) {
    trace.warn(
      "request",
      `${name} prints no statusCode that is an integer: the client gets a 500. Write one, such as {"statusCode": 200}.`,
      "observed",
    );
    return { kind: "failed" };
  }
  const other =
    asked.status === mockStatus || asked.status === "" ? "" : `, in place of the sample's ${asked.status}`;
  trace.say("request", `${name} prints the status ${mockStatus}${other}.`);
  if (overrides.length > 0) {
    const names = overrides.join(", ");
    trace.say("request", `The response finds in $context.responseOverride: ${names}.`, "observed");
  }
  return {
    kind: "answered",
    sample: { ...sample, sample: { backend: "mock", status: mockStatus }, request: { ...request, context } },
  };
}

interface NamedTemplate {
  /** What it is called at the beginning of a sentence. */
  readonly name: string;
  readonly text: string;
  readonly rendered: () => RequestRendering;
}

const JSON_TYPE = "application/json";
const STANDS_IN = "the sample's status stands in, and its context.responseOverride for overrides.";

/** That of the sample, or that of the integration for the type of the request's body. */
function templateOf(
  { requestTemplate, request }: MockSample,
  candidates: readonly Candidate[],
  trace: Trace,
): NamedTemplate | undefined {
  if (requestTemplate !== undefined) {
    const { text, rendered } = requestTemplate;
    return { name: "The sample's request template", text, rendered };
  }
  const requests = candidates.find(({ response }) => response.requests !== undefined)?.response.requests;
  if (requests === undefined) {
    trace.say("request", `The request template of the MOCK is not in sight: ${STANDS_IN}`);
    return undefined;
  }
  const type = request.header.findLast(([name]) => name.toLowerCase() === "content-type")?.[1];
  const wanted = firstMediaType(type) ?? JSON_TYPE;
  const found = requests.find(({ mediaType }) => firstMediaType(mediaType) === wanted);
  if (found === undefined || found.text.trim() === "") {
    const which = requests.length === 0 ? "" : ` for ${wanted}`;
    trace.warn(
      "request",
      `The MOCK has no request template${which}, and without the statusCode of one it may answer with a 500: ${STANDS_IN}`,
      "uncertain",
    );
    return undefined;
  }
  const { mediaType, text, parsed } = found;
  return {
    name: `The request template of ${mediaType}`,
    text,
    rendered: () => renderRequest(text, request.body ?? "", request, { parsed: parsed() }),
  };
}

const WHAT_COMES: Readonly<Record<RequestFault["kind"], string>> = {
  failed: "The client gets a 500.",
  stopped: "So it cannot be told which status it prints.",
};

function placed({ message, span }: RequestFault, text: string): string {
  const where = span === undefined ? "" : ` That is in ${placeIn(text, span.start)}.`;
  return `${endedWithStop(message)}${where}`;
}
