// The members of an integration response's JSON, and those that name its target in CLI input.
import type { Entry } from "./entry";
import { defineVocabulary } from "./entry";

const REFERENCE = "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html";

export interface MemberEntry extends Entry {
  /** `body`: sent in the PUT's body. `target`: a label of its URI, only in CLI and SDK input. */
  readonly role: "body" | "target";
  readonly type: "string" | "enum" | "stringMap";
}

export const MEMBERS = defineVocabulary<MemberEntry>([
  {
    name: "statusCode",
    role: "target",
    type: "string",
    summary: "The status code that the client receives, as a string of three digits.",
    detail:
      "It must match `[1-5]\\d\\d` and names the *method response* that this integration response maps to. " +
      "A method response of that status must exist: without one the client gets a 500 at run time.",
    evidence: "documented",
    source: REFERENCE,
  },
  {
    name: "selectionPattern",
    role: "body",
    type: "string",
    summary: "A Java regular expression that chooses this response by what the backend answered.",
    detail:
      "For a Lambda function it is tried against the `errorMessage` of the returned error; " +
      "for HTTP and other AWS backends against the HTTP status code. " +
      "By AWS's examples the whole value has to match, and `.` matches no newline unless `(?s)` stands before it. Empty or absent makes this the default response.",
    evidence: "documented",
    source: REFERENCE,
  },
  {
    name: "responseParameters",
    role: "body",
    type: "stringMap",
    summary:
      "The headers that the client receives: from `method.response.header.{name}` to the source of its value.",
    detail:
      "A source is a static value in single quotes, or an expression such as `integration.response.header.{name}`, " +
      "`integration.response.body.{path}` or `context.{name}`. " +
      "Each header has to be declared in the method response of the same status, or the service answers 400.",
    evidence: "documented",
    source: REFERENCE,
  },
  {
    name: "responseTemplates",
    role: "body",
    type: "stringMap",
    summary: "Velocity templates that turn the backend's body into the client's, by media type.",
    detail:
      "The key is matched with the client's `Accept` header. With no templates the body passes through. " +
      "A template may be up to 300 KB.",
    evidence: "documented",
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-data-transformations.html",
  },
  {
    name: "contentHandling",
    role: "body",
    type: "enum",
    summary:
      "Whether the payload is converted between text and binary: `CONVERT_TO_BINARY` or `CONVERT_TO_TEXT`.",
    detail:
      "Absent, the payload passes through, except that API Gateway converts when the API's `binaryMediaTypes` " +
      "match the payload's type or the client's `Accept` but not both.",
    evidence: "documented",
    source:
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html",
  },
  {
    name: "restApiId",
    role: "target",
    type: "string",
    summary: "The identifier of the REST API.",
    detail: "Ten letters and digits, as `aws apigateway get-rest-apis` prints it.",
    evidence: "documented",
    source: REFERENCE,
  },
  {
    name: "resourceId",
    role: "target",
    type: "string",
    summary: "The identifier of the resource: the path that the method stands on.",
    detail: "As `aws apigateway get-resources --rest-api-id …` prints it.",
    evidence: "documented",
    source: REFERENCE,
  },
  {
    name: "httpMethod",
    role: "target",
    type: "enum",
    summary: "The method's own verb, or `ANY`.",
    detail: "Not the verb of the backend call, which is `integrationHttpMethod` on the integration.",
    evidence: "documented",
    source: REFERENCE,
  },
]);
