// Named samples, kept in a file beside the responses: what the backend answers, and what should come of it.
// Invariant: total. A problem stands at what is at fault; a sample that cannot be told from another is left out.
import { finish } from "../inSteps";
import { lazily } from "../lazily";
import { JSON_FORMAT } from "../syntax/json/format";
import type { Node, ObjectNode, Property, Tree } from "../syntax/node";
import { contentSpan } from "../syntax/node";
import { nearest } from "../text/nearest";
import { type Span, spanOf } from "../text/span";
import { compactJson } from "./compactJson";
import { type RequestRendering, renderRequest } from "./renderRequest";
import { EXPECT_FIELDS, REQUEST_FIELDS, SAMPLE_FIELDS, type SampleField } from "./sampleFields";
import { BACKENDS, type Backend, type Sample } from "./select";

export interface NamedSample {
  readonly name: string;
  /** As it is written; `triedSample` is what the patterns are tried on. */
  readonly sample: Sample;
  readonly answer: BackendAnswer;
  readonly request: SampleRequest;
  /** That of a MOCK, where the sample brings one. What it prints goes before the status of the sample. */
  readonly requestTemplate?: SampleTemplate | undefined;
  /** The status of the response that should answer, or `none` where none should. */
  readonly expect: string | undefined;
  /** What the client should receive, where the sample says more than who should answer. */
  readonly expected: ExpectedResponse | undefined;
  /** Where it stands in its file. */
  readonly span: Span;
}

export interface SampleTemplate {
  readonly text: string;
  /** Runs it, once; no reader does. */
  readonly rendered: () => RequestRendering;
  readonly span: Span;
  /** Which sample it is of, for a message. */
  readonly place: string;
  /** The status that the sample has all the same. */
  readonly stated: { readonly status: string; readonly span: Span } | undefined;
}

/** Pairs of name and value, in order. A name may come several times. */
export type Named = readonly (readonly [name: string, value: string])[];

export interface BackendAnswer {
  readonly headers: Named;
  /** `assumed`: the sample has none, so that of a plain Lambda error stands in. */
  readonly body: Payload & { readonly assumed?: boolean };
}

export type Payload =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "base64"; readonly base64: string };

/** The client's request and what the API brings to it. */
export interface SampleRequest {
  readonly accept: string | undefined;
  readonly path: Named;
  readonly querystring: Named;
  readonly header: Named;
  /** What only the request template of a MOCK reads. */
  readonly body?: string | undefined;
  /** JSON of an object. */
  readonly context: string;
  readonly stageVariables: Named;
  readonly binaryMediaTypes: readonly string[];
}

export interface ExpectedResponse {
  readonly status: string | undefined;
  /** `undefined` for a header that should not come. */
  readonly headers: readonly (readonly [name: string, value: string | undefined])[];
  /** Text to the character, or JSON of the same value. */
  readonly body: { readonly kind: "text" | "json"; readonly text: string } | undefined;
}

export interface SampleProblem {
  /** A full sentence. */
  readonly message: string;
  readonly span: Span;
}

export interface Samples {
  readonly samples: readonly NamedSample[];
  readonly problems: readonly SampleProblem[];
}

export function readSamples(text: string): Samples {
  // An editor's byte order mark is no part of the JSON, yet offsets count it.
  const tree = finish(JSON_FORMAT.parse(text.replace(/^\uFEFF/, " ")));
  if (tree.root?.kind !== "array") {
    const { start, end } = tree.root ?? spanOf(0, text.length);
    return {
      samples: [],
      problems: [{ message: "It is no JSON array of samples.", span: spanOf(start, end) }],
    };
  }
  const reader = new SampleReader(tree);
  const samples = tree.root.items.flatMap((item, index) => reader.sample(item, `Sample ${index + 1}`) ?? []);
  const [broken] = tree.problems;
  const syntax = broken === undefined ? [] : [{ message: "It is no JSON here.", span: broken.span }];
  return { samples, problems: [...syntax, ...reader.problems] };
}

/** What the patterns are tried on; nothing where the request template of the sample prints no status. */
export function triedSample({ sample, requestTemplate }: NamedSample): Sample | undefined {
  if (requestTemplate === undefined) {
    return sample;
  }
  const { mockStatus } = requestTemplate.rendered();
  return mockStatus === undefined ? undefined : { backend: "mock", status: mockStatus };
}

/** What shows only when the request templates of samples are run. */
export function templateProblems(samples: readonly NamedSample[]): readonly SampleProblem[] {
  const templates = samples.flatMap(({ requestTemplate }) => requestTemplate ?? []);
  const [beyond] = templates.slice(TEMPLATES_RUN);
  const problems = templates.slice(0, TEMPLATES_RUN).flatMap((template) => problemOf(template) ?? []);
  return beyond === undefined
    ? problems
    : [
        ...problems,
        {
          message: `${beyond.place}: only the first ${TEMPLATES_RUN} request templates of a file are run.`,
          span: beyond.span,
        },
      ];
}

function problemOf({ rendered, span, place, stated }: SampleTemplate): SampleProblem | undefined {
  const { mockStatus, fault } = rendered();
  if (mockStatus === undefined) {
    const why = fault === undefined ? "" : ` ${fault.message}`;
    return {
      message: `${place}: its requestTemplate prints no statusCode that is an integer, such as {"statusCode": 200}.${why}`,
      span,
    };
  }
  return stated === undefined || stated.status === mockStatus
    ? undefined
    : {
        message: `${place}: its requestTemplate prints the status ${mockStatus}: write that, or leave status out.`,
        span: stated.span,
      };
}

/** A request template of a MOCK has little to do, and a file without end shall not run without end. */
const FOR_A_STATUS = { steps: 10_000, output: 100_000 };
const TEMPLATES_RUN = 200;

/** One object of a file, by the names of its members. Of a repeated one the last counts. */
type Members = ReadonlyMap<string, Property>;

class SampleReader {
  readonly problems: SampleProblem[] = [];
  readonly #tree: Tree;
  #place = "";

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  sample(item: Node, place: string): NamedSample | undefined {
    this.#place = place;
    if (item.kind !== "object") {
      return this.#leaveOut(item, `${place} is no object.`);
    }
    const members = membersOf(item);
    const name = textOf(members.get("name")?.value);
    if (name === undefined || name === "") {
      return this.#leaveOut(members.get("name")?.value ?? opening(item), `${place} has no name.`);
    }
    this.#place = `${place}, “${name}”`;
    this.#unknown(item, SAMPLE_FIELDS);
    const body = this.#body(members);
    const request = this.#request(members);
    const requestTemplate = this.#requestTemplate(members, request);
    const sample = this.#selecting(item, members, body, requestTemplate !== undefined);
    const expectation = this.#expect(members.get("expect")?.value);
    if (sample === undefined || expectation === undefined) {
      return undefined;
    }
    const error = sample.backend === "lambda" ? sample.errorMessage : "";
    return {
      name,
      sample,
      answer: {
        headers: this.#named(members.get("headers")?.value, "lists"),
        body: body ?? bodyWithout(error),
      },
      request,
      ...(requestTemplate === undefined ? {} : { requestTemplate }),
      ...expectation,
      span: spanOf(item.start, item.end),
    };
  }

  #selecting(
    item: ObjectNode,
    members: Members,
    body: Payload | undefined,
    isMock: boolean,
  ): Sample | undefined {
    const type = this.#scalar(members.get("type")?.value) ?? (isMock ? "mock" : undefined);
    const status = this.#scalar(members.get("status")?.value);
    const written = members.get("errorMessage")?.value;
    if (isMock && status === undefined && written === undefined) {
      return { backend: "mock", status: "" };
    }
    const isLambda = type === "lambda" || (type === undefined && written !== undefined);
    const errorMessage =
      written === undefined && isLambda && body !== undefined ? errorIn(body) : this.#scalar(written);
    const sample = sampleOf({ type, status, errorMessage });
    if (typeof sample !== "string") {
      return sample;
    }
    const culprit = sample.startsWith("type") ? members.get("type") : members.get("status");
    return this.#leaveOut(culprit?.value ?? written ?? opening(item), `${this.#place}: ${sample}`);
  }

  #requestTemplate(members: Members, request: SampleRequest): SampleTemplate | undefined {
    const node = members.get("requestTemplate")?.value;
    const type = this.#scalar(members.get("type")?.value);
    if (node === undefined) {
      return undefined;
    }
    if (type !== undefined && type !== "mock") {
      this.#tell(node, "only a MOCK has its requestTemplate run: write mock as type, or leave it out.");
      return undefined;
    }
    if (node.kind !== "string") {
      this.#tell(node, "requestTemplate is the text of a template.");
    }
    const text = textOf(node);
    if (text === undefined) {
      return undefined;
    }
    const status = members.get("status")?.value;
    const stated = this.#scalar(status);
    return {
      text,
      rendered: lazily(() => renderRequest(text, request.body ?? "", request, { limits: FOR_A_STATUS })),
      span: spanOf(node.start, node.end),
      place: this.#place,
      stated:
        status === undefined || stated === undefined
          ? undefined
          : { status: stated, span: spanOf(status.start, status.end) },
    };
  }

  #body(members: Members): Payload | undefined {
    const bytes = members.get("bodyBase64")?.value;
    if (bytes !== undefined) {
      const base64 = textOf(bytes)?.replace(/\s/g, "");
      if (base64 !== undefined && /^[A-Za-z0-9+/]*={0,2}$/.test(base64) && base64.length % 4 === 0) {
        return { kind: "base64", base64 };
      }
      this.#tell(bytes, "bodyBase64 is the bytes of the body in base64.");
    }
    const node = members.get("body")?.value;
    if (node === undefined) {
      return undefined;
    }
    return { kind: "text", text: textOf(node) ?? compactJson(this.#tree.text, node) };
  }

  #request(members: Members): SampleRequest {
    const node = this.#object(members.get("request")?.value, "request is an object.");
    if (node !== undefined) {
      this.#unknown(node, REQUEST_FIELDS);
    }
    const request: Members = node === undefined ? new Map() : membersOf(node);
    const header = this.#named(request.get("header")?.value);
    const body = request.get("body")?.value;
    const accept = members.get("accept")?.value;
    if (accept !== undefined && accept.kind !== "string") {
      this.#tell(accept, "accept is the text of the request's Accept header.");
    }
    const context = this.#object(members.get("context")?.value, "context is an object.");
    return {
      accept: textOf(accept) ?? header.findLast(([name]) => name.toLowerCase() === "accept")?.[1],
      path: this.#named(request.get("path")?.value),
      querystring: this.#named(request.get("querystring")?.value),
      header,
      ...(body === undefined ? {} : { body: textOf(body) ?? compactJson(this.#tree.text, body) }),
      context: context === undefined ? "{}" : compactJson(this.#tree.text, context),
      stageVariables: this.#named(members.get("stageVariables")?.value),
      binaryMediaTypes: this.#texts(members.get("binaryMediaTypes")?.value),
    };
  }

  #expect(node: Node | undefined): Pick<NamedSample, "expect" | "expected"> | undefined {
    if (node?.kind === "object") {
      this.#unknown(node, EXPECT_FIELDS);
      const members = membersOf(node);
      const written = members.get("status")?.value;
      const status = written === undefined ? undefined : String(this.#scalar(written));
      if (written !== undefined && !/^[1-5]\d\d$/.test(status ?? "")) {
        return this.#leaveOut(written, `${this.#place}: the status of expect is one such as 404.`);
      }
      const body = members.get("body")?.value;
      const expected: ExpectedResponse = {
        status,
        headers: this.#expectedHeaders(members.get("headers")?.value),
        body:
          body === undefined
            ? undefined
            : body.kind === "string"
              ? { kind: "text", text: body.text.value }
              : { kind: "json", text: compactJson(this.#tree.text, body) },
      };
      return { expect: undefined, expected };
    }
    const expect = node === undefined ? undefined : String(this.#scalar(node));
    if (node !== undefined && !/^(?:[1-5]\d\d|none)$/.test(expect ?? "")) {
      return this.#leaveOut(
        node,
        `${this.#place}: expect is a status such as 404, or none, or an object with a status, headers and a body.`,
      );
    }
    return { expect, expected: undefined };
  }

  #expectedHeaders(node: Node | undefined): ExpectedResponse["headers"] {
    const object = this.#object(node, "headers are an object of texts by name.");
    return (object?.properties ?? []).flatMap(({ key, value }) => {
      const isNone = value?.kind === "literal" && value.value === null;
      const text = textOf(value);
      if (value !== undefined && !isNone && text === undefined) {
        this.#tell(value, "The value of a header is text, or null where it should not come.");
        return [];
      }
      return [[key.text.value, text] as const];
    });
  }

  #named(node: Node | undefined, lists?: "lists"): Named {
    const object = this.#object(node, "These are an object of texts by name.");
    return (object?.properties ?? []).flatMap(({ key, value }) => {
      const values = value?.kind === "array" && lists !== undefined ? value.items : [value];
      return values.flatMap((one) => {
        const text = this.#scalar(one);
        if (one !== undefined && text === undefined) {
          this.#tell(one, `The value of ${key.text.value} is text.`);
        }
        return text === undefined ? [] : [[key.text.value, String(text)] as const];
      });
    });
  }

  #texts(node: Node | undefined): readonly string[] {
    const items = node?.kind === "array" ? node.items : [];
    const isList =
      node === undefined || (node.kind === "array" && items.every(({ kind }) => kind === "string"));
    if (!isList) {
      this.#tell(node, "binaryMediaTypes is a list of media types.");
    }
    return items.flatMap((item) => textOf(item) ?? []);
  }

  #object(node: Node | undefined, otherwise: string): ObjectNode | undefined {
    if (node !== undefined && node.kind !== "object") {
      this.#tell(node, otherwise);
    }
    return node?.kind === "object" ? node : undefined;
  }

  /** What stands for text, a number or a truth value; a number as it is written. */
  #scalar(node: Node | undefined): string | undefined {
    if (node?.kind === "literal" && node.value !== null) {
      return this.#tree.text.slice(node.start, node.end);
    }
    return textOf(node);
  }

  #unknown(object: ObjectNode, fields: readonly SampleField[]): void {
    const names = fields.map(({ name }) => name);
    for (const { key } of object.properties) {
      const name = key.text.value;
      if (!names.includes(name)) {
        const near = nearest(name, names);
        const guess = near === undefined ? "" : ` Perhaps ${near} was meant.`;
        this.problems.push({
          message: `${this.#place}: nothing is known of ${name}.${guess}`,
          span: contentSpan(key),
        });
      }
    }
  }

  #tell({ start, end }: Span, what: string): void {
    this.problems.push({ message: `${this.#place}: ${what}`, span: spanOf(start, end) });
  }

  #leaveOut({ start, end }: Span, message: string): undefined {
    this.problems.push({ message, span: spanOf(start, end) });
    return undefined;
  }
}

function membersOf({ properties }: ObjectNode): Members {
  return new Map(properties.map((property) => [property.key.text.value, property]));
}

function textOf(node: Node | undefined): string | undefined {
  return node?.kind === "string" ? node.text.value : undefined;
}

function opening({ start, end }: Span): Span {
  return spanOf(start, Math.min(start + 1, end));
}

/** What a Lambda function that fails answers with, as far as the sample says it. */
function bodyWithout(errorMessage: string): BackendAnswer["body"] {
  return errorMessage === ""
    ? { kind: "text", text: "" }
    : { kind: "text", text: JSON.stringify({ errorMessage }), assumed: true };
}

/** The `errorMessage` of a Lambda function's answer; empty where there is none. */
function errorIn(body: Payload): string {
  const root = body.kind === "text" ? finish(JSON_FORMAT.parse(body.text)).root : undefined;
  return (root?.kind === "object" && textOf(membersOf(root).get("errorMessage")?.value)) || "";
}

export interface SampleSource {
  readonly type?: unknown;
  readonly status?: unknown;
  readonly errorMessage?: unknown;
}

/** A sample from its parts, or a sentence that says what does not fit. */
export function sampleOf({ type, status, errorMessage }: SampleSource): Sample | string {
  const backend: unknown = type ?? (errorMessage === undefined ? "http" : "lambda");
  if (!isBackend(backend)) {
    return `type is one of ${BACKENDS.join(", ")}.`;
  }
  if (backend === "lambda") {
    return typeof errorMessage === "string" && status === undefined
      ? { backend, errorMessage }
      : "a Lambda function is matched by its errorMessage, which is empty for a success, and by no status.";
  }
  const isStatus = typeof status === "string" || typeof status === "number";
  return isStatus && errorMessage === undefined && /^\d{3}$/.test(String(status))
    ? { backend, status: String(status) }
    : "this backend is matched by its status, three digits, and by no errorMessage.";
}

function isBackend(value: unknown): value is Backend {
  return BACKENDS.some((backend) => backend === value);
}
