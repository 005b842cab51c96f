// The members of a sample, as its file writes them. The reader, its did-you-mean and the JSON Schema are made of them.

/** What a member may hold. */
export type SampleShape =
  | "text"
  | "texts"
  /** Three digits, as a number or as text. */
  | "status"
  | "backend"
  /** Texts by name. */
  | "textMap"
  /** As `textMap`, null for what should not be there. */
  | "expectedMap"
  /** As `textMap`, where a name may have several values. */
  | "headerMap"
  /** Text as it stands, any other value as its JSON. */
  | "body"
  | "object"
  | "request"
  | "expect";

export interface SampleField {
  readonly name: string;
  /** One sentence or two. */
  readonly summary: string;
  readonly shape: SampleShape;
}

export const SAMPLE_FIELDS: readonly SampleField[] = [
  { name: "name", shape: "text", summary: "What the sample is called, and chosen by." },
  {
    name: "type",
    shape: "backend",
    summary:
      "What stands behind the method: lambda with an errorMessage, otherwise http, unless it is said here.",
  },
  {
    name: "status",
    shape: "status",
    summary:
      "The status that an HTTP or AWS backend answers with, or that the request template of a MOCK prints " +
      "where none is in sight.",
  },
  {
    name: "requestTemplate",
    shape: "text",
    summary:
      "The request template of a MOCK: the statusCode that it prints is the status, and what it writes to " +
      "$context.responseOverride is there in the response.",
  },
  {
    name: "errorMessage",
    shape: "text",
    summary: "The errorMessage that a Lambda function failed with; empty for a success.",
  },
  {
    name: "headers",
    shape: "headerMap",
    summary: "The headers of the backend's response. Several values of one header are a list.",
  },
  {
    name: "body",
    shape: "body",
    summary:
      "The body of the backend's response: text as it stands, any other value as its JSON. " +
      "Without it, a Lambda function that failed answers with its errorMessage.",
  },
  {
    name: "bodyBase64",
    shape: "text",
    summary: "The bytes of a binary body in base64, in place of body.",
  },
  {
    name: "request",
    shape: "request",
    summary: "The parameters of the client's request, as $input.params() finds them.",
  },
  {
    name: "accept",
    shape: "text",
    summary: "The Accept header of the client's request, which chooses the template.",
  },
  {
    name: "context",
    shape: "object",
    summary: "Members of $context. What is not given here has a made-up value.",
  },
  { name: "stageVariables", shape: "textMap", summary: "The variables of the stage." },
  {
    name: "binaryMediaTypes",
    shape: "texts",
    summary: "The media types that the API treats as binary.",
  },
  {
    name: "expect",
    shape: "expect",
    summary:
      "What should come of it: the status of the response that should answer, none where none should, " +
      "or the status, headers and body that the client should receive.",
  },
];

/** The members of `request`. */
export const REQUEST_FIELDS: readonly SampleField[] = [
  { name: "path", shape: "textMap", summary: "The parameters in the path of the request." },
  { name: "querystring", shape: "textMap", summary: "The parameters in the query string of the request." },
  { name: "header", shape: "textMap", summary: "The headers of the request." },
  {
    name: "body",
    shape: "body",
    summary: "The body of the request, which only the request template of a MOCK reads.",
  },
];

/** The members of an `expect` that is an object. */
export const EXPECT_FIELDS: readonly SampleField[] = [
  { name: "status", shape: "status", summary: "The status that the client receives." },
  {
    name: "headers",
    shape: "expectedMap",
    summary: "Headers that the client receives, in any case. null where it should not receive one.",
  },
  {
    name: "body",
    shape: "body",
    summary:
      "The body that the client receives: text to the character, any other value as JSON of the same value.",
  },
];
