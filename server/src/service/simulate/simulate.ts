// From the backend's answer to what the client receives, in the order of the service: which response answers, its
// headers, the conversion of the body, the template, its overrides, and what becomes of headers on the way.
// Invariant: pure and bounded; every way it can end is an outcome, with a trace that says why.

import { finish } from "../inSteps";
import { parseVtlText, renderForGateway } from "../islands/vtl";
import type { GatewayRendering } from "../islands/vtl/gateway";
import { TooLarge } from "../islands/vtl/java/cost";
import { JavaNumber } from "../islands/vtl/java/number";
import type { Value } from "../islands/vtl/java/value";
import { type IntegrationResponse, stringMember } from "../model/integrationResponse";
import { JSON_FORMAT } from "../syntax/json/format";
import { STATUS_CODES } from "../vocabulary/statusCodes";
import { answerMock, type MockSample } from "./answerMock";
import { chooseTemplate } from "./chooseTemplate";
import { type Body, base64OfBytes, type ConversionKind, convertBody, textOfPayload } from "./convertBody";
import { deliverHeaders } from "./deliver";
import { mapHeaders } from "./mapHeaders";
import { firstMediaType, isAmong } from "./mediaTypes";
import type { Named } from "./samples";
import { type Selection, selectResponse } from "./select";
import { contextOf } from "./surroundings";
import { endedWithStop, placeIn, quoted, type Step, Trace } from "./trace";

/** One response of the method. */
export interface Candidate {
  /** What it is called in the trace. */
  readonly name: string;
  readonly status: string | undefined;
  readonly response: IntegrationResponse;
}

export interface Exchange {
  /** The status of a MOCK is that which its request template prints, where one is in sight. */
  readonly sample: MockSample;
  /** The responses of the method, as far as they are in sight. */
  readonly candidates: readonly Candidate[];
  /** The response that is looked at whichever answers, by its place; without it, the one that answers. */
  readonly opened?: number | undefined;
  /** The statuses that have a method response, where those are in sight. */
  readonly declared?: readonly string[] | undefined;
  /** The integration is a proxy, which uses no integration response. */
  readonly isProxy?: boolean;
}

export interface ClientResponse {
  readonly status: string;
  readonly headers: Named;
  readonly body: { readonly kind: "text" | "base64"; readonly text: string };
}

export interface Simulation {
  /** Absent where it cannot be told which response answers. */
  readonly client: ClientResponse | undefined;
  /** `failed`: the service answers with a 500 of its own. `stopped`: the body is what there was until then. */
  readonly end: "answered" | "stopped" | "failed" | "open";
  /** Whose answer it is, by its place among the candidates. */
  readonly answering: number | undefined;
  readonly selection: Selection;
  readonly trace: readonly Step[];
}

export function simulate(asked: Exchange): Simulation {
  const { candidates, opened } = asked;
  const trace = new Trace();
  const mock = answerMock(asked.sample, candidates, trace);
  if (mock.kind !== "answered") {
    const isFailed = mock.kind === "failed";
    return {
      client: isFailed ? FAILURE : undefined,
      end: mock.kind,
      answering: undefined,
      selection: { tried: "", choice: { kind: "none" }, traces: [] },
      trace: trace.steps,
    };
  }
  const { sample } = mock;
  const exchange = { ...asked, sample };
  const selection = selectResponse(
    sample.sample,
    candidates.map(({ response }) => response),
  );
  const answering = opened ?? (selection.choice.kind === "chosen" ? selection.choice.index : undefined);
  tellSelection(exchange, selection, trace);
  const shown = answering === undefined ? undefined : candidates[answering];
  if (shown === undefined) {
    const isNone = selection.choice.kind === "none";
    return {
      client: isNone ? FAILURE : undefined,
      end: isNone ? "failed" : "open",
      answering: undefined,
      selection,
      trace: trace.steps,
    };
  }
  return { ...answer(exchange, shown, trace), answering, selection, trace: trace.steps };
}

/** What the service answers itself. */
const FAILURE: ClientResponse = {
  status: "500",
  headers: [
    ["Content-Type", "application/json"],
    ["x-amzn-ErrorType", "InternalServerErrorException"],
  ],
  body: { kind: "text", text: '{"message": "Internal server error"}' },
};

/** Said when a response is looked at that another answers for. */
const ALL_THE_SAME = "Shown is what this one would make of it all the same.";

function tellSelection(
  { candidates, opened, sample: { sample }, isProxy }: Exchange,
  { choice, tried, traces }: Selection,
  trace: Trace,
): void {
  const names = (indexes: readonly number[]) =>
    indexes.map((index) => candidates[index]?.name ?? "").join(", ");
  if (isProxy === true) {
    trace.warn(
      "select",
      "The integration is a proxy: the client gets the backend's answer, and no integration response is used.",
    );
  }
  const on =
    sample.backend === "lambda"
      ? tried === ""
        ? "a success"
        : `the errorMessage ${quoted(tried)}`
      : `the status ${tried}`;
  switch (choice.kind) {
    case "chosen": {
      const why = traces[choice.index]?.why ?? "";
      const isOther = opened !== undefined && opened !== choice.index;
      if (isOther) {
        const own = traces[opened]?.why ?? "";
        trace.warn(
          "select",
          `For ${on}, response ${names([choice.index])} answers, not this one. ${own} ${ALL_THE_SAME}`,
          "observed",
        );
      } else {
        const inSight = candidates.length === 1 ? " No other response of the method is in sight." : "";
        trace.say("select", `For ${on}, response ${names([choice.index])} answers. ${why}${inSight}`);
      }
      break;
    }
    case "ambiguous":
      trace.warn(
        "select",
        `For ${on}, several match, and which of them answers is not documented: ${names(choice.indexes)}.`,
        "uncertain",
      );
      break;
    case "severalDefaults":
      trace.warn(
        "select",
        `Several have no pattern, and API Gateway refuses the second with a conflict: ${names(choice.indexes)}.`,
        "observed",
      );
      break;
    case "undecided":
      trace.warn("select", `For ${on}, it cannot be decided between: ${names(choice.indexes)}.`, "uncertain");
      break;
    case "none": {
      const own = opened === undefined ? "" : ` ${traces[opened]?.why ?? ""} ${ALL_THE_SAME}`;
      trace.warn(
        "select",
        candidates.length > 1 || opened === undefined
          ? `For ${on}, none matches, and there is no default: the client gets a 500.${own}`
          : `For ${on}, this response does not answer.${own}`,
        "observed",
      );
    }
  }
}

type Answered = Pick<Simulation, "client" | "end">;

const FAILED: Answered = { client: FAILURE, end: "failed" };

function answer(exchange: Exchange, { name, status, response }: Candidate, trace: Trace): Answered {
  const { sample, declared } = exchange;
  const { backend } = sample.sample;
  if (status !== undefined && declared !== undefined && !declared.includes(status)) {
    trace.warn(
      "select",
      `There is no method response ${status}, which this one needs: the client gets a 500.`,
      "observed",
    );
    return FAILED;
  }
  const { answer: backendAnswer, request } = sample;
  if (backendAnswer.body.assumed === true) {
    trace.say(
      "select",
      "The sample has no body: that of a Lambda function which fails with this message stands in.",
    );
  }
  const context = contextOf(request.context);
  const mapped = mapHeaders(
    response,
    {
      headers: backendAnswer.headers,
      body: textOfPayload(backendAnswer.body),
      context,
      stageVariables: request.stageVariables,
    },
    trace,
  );
  if (mapped === undefined) {
    return FAILED;
  }
  const body = converted(exchange, response, trace);
  if (body === undefined) {
    return FAILED;
  }
  const rendered = renderedBody(exchange, { response, body, context }, trace);
  if (rendered === undefined) {
    return FAILED;
  }
  for (const target of rendered.overrides.again) {
    trace.warn(
      "override",
      `$context.responseOverride.${target} is set more than once, which AWS documents to end in a 5xx. Shown is what was set last.`,
    );
  }
  const own = statusOf(status, name, rendered.overrides.status, trace);
  const headers = withOverrides(mapped, rendered.overrides.headers, trace);
  const typed = withContentType(headers, rendered.mediaType, trace);
  const client: ClientResponse = {
    status: own,
    headers: deliverHeaders(typed, backend, trace),
    body: rendered.body,
  };
  tellDoubts(client, rendered.isWhole, trace);
  return { client, end: rendered.isWhole ? "answered" : "stopped" };
}

const CONVERTED: Readonly<Record<ConversionKind, string>> = {
  text: "The body is UTF-8 text",
  encoded: "The bytes of the body are encoded as base64",
  decoded: "The body is decoded from base64",
  unchanged: "The bytes of the body are left as they are",
};

function converted(
  { sample: { answer: backend, request } }: Exchange,
  response: IntegrationResponse,
  trace: Trace,
): Body | undefined {
  const { binaryMediaTypes, accept } = request;
  const type = firstMediaType(
    backend.headers.findLast(([name]) => name.toLowerCase() === "content-type")?.[1],
  );
  const wanted = firstMediaType(accept);
  const isBinary = isAmong(type, binaryMediaTypes);
  const wantsBinary = isAmong(wanted, binaryMediaTypes);
  const contentHandling = stringMember(response, "contentHandling")?.value;
  const { how, body } = convertBody(backend.body, { contentHandling, isBinary, wantsBinary });
  const because = [
    contentHandling === undefined ? "there is no contentHandling" : `contentHandling is ${contentHandling}`,
    binaryMediaTypes.length === 0
      ? "the API has no binaryMediaTypes"
      : `the payload is ${isBinary ? "binary" : "text"} by its Content-Type, and the client wants ${wantsBinary ? "binary" : "text"}`,
  ].join(", ");
  const isVague =
    (type === undefined || wanted === undefined) && binaryMediaTypes.some((one) => one.trim() === "*/*");
  if (how !== "text" || contentHandling !== undefined || binaryMediaTypes.length > 0) {
    trace.say("convert", `${CONVERTED[how]}: ${because}.`, isVague ? "uncertain" : "documented");
  }
  if (body === undefined) {
    trace.warn("convert", "It is no base64, so it cannot be decoded: the client gets a 500.");
  }
  return body;
}

interface ToRender {
  readonly response: IntegrationResponse;
  readonly body: Body;
  readonly context: ReturnType<typeof contextOf>;
}

interface RenderedBody {
  readonly body: ClientResponse["body"];
  readonly overrides: GatewayRendering["overrides"];
  readonly isWhole: boolean;
  /** Of the template that ran. */
  readonly mediaType: string | undefined;
}

function renderedBody(
  { sample: { request } }: Exchange,
  { response, body, context }: ToRender,
  trace: Trace,
): RenderedBody | undefined {
  const chosen = chooseTemplate(response, request.accept);
  const source = chosen?.template.value?.text.value ?? "";
  if (chosen !== undefined) {
    trace.say("template", chosen.why, chosen.evidence);
  }
  const isEmpty = source === "";
  if (isEmpty) {
    const none = chosen === undefined ? "There is no template" : "It is empty";
    trace.say(
      "template",
      `${none}: the body is passed through.`,
      chosen === undefined ? "documented" : "observed",
    );
  } else if (body.kind === "bytes") {
    trace.warn("template", "A template cannot read bytes: the client gets a 500.", "observed");
    return undefined;
  }
  const text = body.kind === "text" ? body.text : "";
  const { path, querystring, header, stageVariables } = request;
  const parsed = isEmpty || chosen === undefined ? parseVtlText("") : chosen.template.parsed();
  const rendering = bounded(() =>
    renderForGateway(parsed, source, {
      body: text,
      parameters: { path, querystring, header },
      context,
      stageVariables,
    }),
  );
  if (rendering === undefined) {
    trace.warn("render", "Stopped at a value of the overrides that is too large to print.", "uncertain");
    return undefined;
  }
  const { outcome, overrides } = rendering;
  const passed = body.kind === "bytes" ? base64OfBytes(body.bytes) : text;
  switch (outcome.kind) {
    case "rendered": {
      if (!isEmpty) {
        trace.say("render", `The template printed ${counted(outcome.output.length, "character")}.`);
      }
      const kind = body.kind === "bytes" ? "base64" : "text";
      const printed = isEmpty
        ? ({ kind, text: passed } as const)
        : ({ kind: "text", text: outcome.output } as const);
      return {
        body: printed,
        overrides,
        isWhole: true,
        mediaType: isEmpty ? undefined : chosen?.template.mediaType,
      };
    }
    case "stopped":
      trace.warn(
        "render",
        `${outcome.message} Shown is what there was until then.`,
        outcome.reason === "loop" ? "documented" : "uncertain",
      );
      return {
        body: { kind: "text", text: outcome.output },
        overrides,
        isWhole: false,
        mediaType: chosen?.template.mediaType,
      };
    case "failed": {
      const at =
        outcome.span === undefined ? "" : ` in ${placeIn(source, outcome.span.start)} of the template`;
      trace.warn(
        "render",
        `${endedWithStop(outcome.message)} That is${at}; the client gets a 500.`,
        "observed",
      );
      return undefined;
    }
  }
}

function bounded(render: () => GatewayRendering): GatewayRendering | undefined {
  try {
    return render();
  } catch (thrown) {
    if (thrown instanceof TooLarge) {
      return undefined;
    }
    throw thrown;
  }
}

function statusOf(own: string | undefined, name: string, override: Value, trace: Trace): string {
  const status = own ?? "200";
  if (own === undefined) {
    trace.say("override", "The document does not say which status it is for; 200 stands in.", "uncertain");
  }
  if (override === null || override === "") {
    return status;
  }
  const whole = override instanceof JavaNumber && override.isIntegral ? override.whole : undefined;
  const digits = typeof override === "string" && /^\d{3}$/.test(override) ? BigInt(override) : undefined;
  const wanted = whole ?? digits;
  if (wanted !== undefined && wanted >= 100n && wanted <= 599n) {
    const says = `$context.responseOverride.status makes the status ${wanted} in place of ${status}.`;
    trace.say(
      "override",
      digits === undefined ? says : `${says} It is text and no number, which may not count.`,
      digits === undefined ? "documented" : "uncertain",
    );
    return String(wanted);
  }
  trace.warn(
    "override",
    `$context.responseOverride.status is no integer from 100 to 599 and is ignored: ${name} keeps ${status}.`,
    "observed",
  );
  return status;
}

function withOverrides(headers: Named, overrides: Named, trace: Trace): Named {
  const all = new Map(headers.map((header) => [header[0].toLowerCase(), header]));
  for (const [name, text] of overrides) {
    const before = all.get(name.toLowerCase());
    const instead = before === undefined ? "" : `, in place of ${quoted(before[1])}`;
    trace.say("override", `$context.responseOverride.header makes ${name} ${quoted(text)}${instead}.`);
    all.set(name.toLowerCase(), [name, text]);
  }
  return [...all.values()];
}

function withContentType(headers: Named, template: string | undefined, trace: Trace): Named {
  if (headers.some(([name]) => name.toLowerCase() === "content-type")) {
    return headers;
  }
  const isOther = template !== undefined && firstMediaType(template) !== "application/json";
  trace.say(
    "deliver",
    `No Content-Type is mapped: API Gateway adds application/json.${isOther ? ` Whether it does so for a template of ${template} is not known.` : ""}`,
    isOther ? "uncertain" : "documented",
  );
  return [...headers, ["Content-Type", "application/json"]];
}

function tellDoubts({ status, headers, body }: ClientResponse, isWhole: boolean, trace: Trace): void {
  const isEmpty = body.text === "";
  if (!isEmpty && STATUS_CODES.get(status)?.bodiless === true) {
    trace.warn(
      "deliver",
      `HTTP gives a ${status} no body, so what stands here does not reach the client.`,
      "uncertain",
    );
  }
  const type = firstMediaType(headers.findLast(([name]) => name.toLowerCase() === "content-type")?.[1]) ?? "";
  if (isEmpty || !isWhole || body.kind !== "text" || !/^application\/(?:.+\+)?json$/.test(type)) {
    return;
  }
  const [problem] = finish(JSON_FORMAT.parse(body.text)).problems;
  if (problem !== undefined) {
    trace.warn(
      "deliver",
      `The Content-Type is ${type}, but the body is no JSON from ${placeIn(body.text, problem.span.start)} on.`,
    );
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
