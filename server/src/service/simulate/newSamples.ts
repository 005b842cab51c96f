// Samples to begin with, one for each kind of backend and answer. The preview uses them where there is no file.
// Invariant: each is a sample that its reader takes without a problem.
import { type NamedSample, readSamples } from "./samples";

export interface NewSample {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** JSON of the one sample, over several lines. */
  readonly text: string;
}

const PET = { id: 7, name: "Rex", tags: ["dog", "large"], price: 249.99 };
const JSON_HEADERS = { "Content-Type": "application/json" };
const XML_HEADERS = { "Content-Type": "text/xml" };

const KINDS = [
  {
    id: "lambdaSuccess",
    summary: "The function returned a value: its errorMessage is empty.",
    sample: {
      name: "Lambda success",
      type: "lambda",
      errorMessage: "",
      body: { pets: [PET], count: 1 },
      request: { path: { petId: "7" }, querystring: { page: "1" }, header: { "User-Agent": "sample/1.0" } },
    },
  },
  {
    id: "lambdaError",
    summary: "The function threw, and the pattern meets the message.",
    sample: {
      name: "Lambda error",
      type: "lambda",
      errorMessage: "[BadRequest] The name is missing.",
      body: {
        errorMessage: "[BadRequest] The name is missing.",
        errorType: "Error",
        stackTrace: ["at handler (/var/task/index.js:3:9)"],
      },
    },
  },
  {
    id: "http200",
    summary: "An HTTP backend answered with what was asked for.",
    sample: {
      name: "HTTP 200",
      type: "http",
      status: 200,
      headers: { ...JSON_HEADERS, ETag: '"33a64df5"' },
      body: { pets: [PET], count: 1 },
      request: { path: { petId: "7" }, querystring: { page: "1" } },
    },
  },
  {
    id: "http404",
    summary: "An HTTP backend found nothing.",
    sample: {
      name: "HTTP 404",
      type: "http",
      status: 404,
      headers: JSON_HEADERS,
      body: { message: "There is no pet 7.", code: "PetNotFound" },
    },
  },
  {
    id: "http500",
    summary: "An HTTP backend failed, with a page instead of JSON.",
    sample: {
      name: "HTTP 500",
      type: "http",
      status: 500,
      headers: { "Content-Type": "text/html" },
      body: "<html><body><h1>Internal Server Error</h1></body></html>",
    },
  },
  {
    id: "awsSuccess",
    summary: "An AWS service, here DynamoDB, answered.",
    sample: {
      name: "AWS service 200",
      type: "aws",
      status: 200,
      headers: { "Content-Type": "application/x-amz-json-1.0" },
      body: { Count: 1, Items: [{ id: { N: "7" }, name: { S: "Rex" } }], ScannedCount: 1 },
    },
  },
  {
    id: "awsError",
    summary: "An AWS service refused the call.",
    sample: {
      name: "AWS service error",
      type: "aws",
      status: 400,
      headers: { "Content-Type": "application/x-amz-json-1.0" },
      body: {
        __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
        message: "The conditional request failed",
      },
    },
  },
  {
    id: "awsErrorXml",
    summary: "An AWS service that answers in XML refused the call.",
    sample: {
      name: "AWS service error in XML",
      type: "aws",
      status: 403,
      headers: XML_HEADERS,
      body: "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>",
    },
  },
  {
    id: "mock",
    summary: "The request template of a MOCK gave a status; there is no body.",
    sample: { name: "MOCK", type: "mock", status: 200, request: { querystring: { page: "1" } } },
  },
] as const;

export function newSamples(): readonly NewSample[] {
  return KINDS.map(({ id, summary, sample }) => ({
    id,
    label: sample.name,
    summary,
    text: JSON.stringify(sample, undefined, 2),
  }));
}

/** The same, to be tried at once. */
export function builtInSamples(): readonly NamedSample[] {
  return readSamples(JSON.stringify(KINDS.map(({ sample }) => sample))).samples;
}
