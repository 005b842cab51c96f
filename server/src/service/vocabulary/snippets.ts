// Sets of members that are inserted together, as plain data: escaping and commas are the inserting feature's.
// In keys and texts `${` and a digit begin a placeholder, `${1:text}` or `${2}`; any other `$` is literal, since no
// Velocity reference begins with a digit. Escape the pieces that `snippetPieces` gives, never the text as a whole.
import type { Entry } from "./entry";
import { defineVocabulary } from "./entry";

const GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/";
const REFERENCE = "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html";

export interface SnippetMember {
  readonly key: string;
  readonly value: string | readonly SnippetMember[];
}

export interface SnippetEntry extends Entry {
  /** What completion shows, where `name` is the word that is typed. */
  readonly label: string;
  /** The object that the members belong in. `document`: a whole file, its braces not included. */
  readonly place: "document" | "body" | "responseParameters" | "responseTemplates";
  readonly members: readonly SnippetMember[];
}

/** A stretch of literal text, or a placeholder with the text it starts out with. */
export type SnippetPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "placeholder"; readonly index: number; readonly text: string };

/** Takes a key or text of a snippet apart. What is literal is as the value has it, not escaped for anything. */
export function snippetPieces(text: string): SnippetPiece[] {
  const pieces: SnippetPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{(\d+)(?::([^{}]*))?\}/g)) {
    if (match.index > end) pieces.push({ kind: "text", text: text.slice(end, match.index) });
    pieces.push({ kind: "placeholder", index: Number(match[1]), text: match[2] ?? "" });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: "text", text: text.slice(end) });
  return pieces;
}

/** A placeholder with no braces in its text. Equal indexes within one snippet are edited together. */
const stop = (index: number, text: string) => `\${${index}:${text}}`;
const toHeader = (name: string, value: string): SnippetMember => ({
  key: `method.response.header.${name}`,
  value,
});
const json = (template: string): SnippetMember => ({ key: "application/json", value: template });

const DECLARED = "Each header has to be declared in the method response of the same status.";
const NO_INNER_ESCAPES =
  "`$input.json` prints the text as JSON, quotes included, so that nothing in it can break the body.";
const ESCAPED_QUOTE =
  "`escapeJavaScript` turns `'` into `\\'`, which JSON does not allow; `replaceAll` takes it back.";
const WHOLE_MATCH =
  "For a Lambda function the pattern is tried against `errorMessage`, which counts as empty when there is no error. " +
  "`(?s)` lets `.` match newlines, and `.+` needs at least one character, so a success does not match.";

const CORS_PREFLIGHT = [
  toHeader("Access-Control-Allow-Origin", `'${stop(1, "*")}'`),
  toHeader("Access-Control-Allow-Methods", `'${stop(2, "GET,POST,OPTIONS")}'`),
  toHeader(
    "Access-Control-Allow-Headers",
    `'${stop(3, "Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token")}'`,
  ),
];
const SECURITY = [
  toHeader("Strict-Transport-Security", `'${stop(1, "max-age=31536000; includeSubDomains")}'`),
  toHeader("X-Content-Type-Options", "'nosniff'"),
  toHeader("X-Frame-Options", `'${stop(2, "DENY")}'`),
  toHeader("Referrer-Policy", `'${stop(3, "no-referrer")}'`),
  toHeader("Content-Security-Policy", `'${stop(4, "default-src 'none'; frame-ancestors 'none'")}'`),
];
const ERROR_MESSAGE = json("{\"message\": $input.json('$.errorMessage')}");

const LAMBDA_ERROR: readonly SnippetMember[] = [
  { key: "selectionPattern", value: stop(1, "(?s).+") },
  { key: "responseTemplates", value: [ERROR_MESSAGE] },
];

const SNIPPET_LIST = [
  {
    name: "cors",
    label: "CORS headers of a preflight",
    place: "body",
    summary: "The three headers that answer a CORS preflight, as static values.",
    detail:
      "For the OPTIONS method, usually a MOCK integration. The other methods need `Access-Control-Allow-Origin` " +
      `in every response too, errors included. ${DECLARED}`,
    evidence: "documented",
    source: `${GUIDE}how-to-cors.html`,
    members: [{ key: "responseParameters", value: CORS_PREFLIGHT }],
  },
  {
    name: "lambdaError",
    label: "Lambda error",
    place: "body",
    summary: "Catches every error of a Lambda function and answers with its message as JSON.",
    detail: `${WHOLE_MATCH} ${NO_INNER_ESCAPES}`,
    evidence: "documented",
    source: `${GUIDE}handle-errors-in-lambda-integration.html`,
    members: LAMBDA_ERROR,
  },
  {
    name: "lambdaErrorMarked",
    label: "Lambda error with a mark in its message",
    place: "body",
    summary: "Catches the errors of a Lambda function whose message begins with a mark such as `[404]`.",
    detail:
      "By AWS's examples the whole message has to match, so the mark is followed by `.*`; `(?s)` lets it match newlines. " +
      "Square brackets stand for themselves only with a backslash before each.",
    evidence: "documented",
    source: `${GUIDE}handle-errors-in-lambda-integration.html`,
    members: [
      { key: "selectionPattern", value: `(?s)\\[${stop(1, "404")}\\].*` },
      { key: "responseTemplates", value: [ERROR_MESSAGE] },
    ],
  },
  {
    name: "httpError",
    label: "HTTP error statuses",
    place: "body",
    summary: "Chooses this response by the status of an HTTP or AWS backend; its body passes through.",
    detail: "The pattern is tried against the three digits, never against the body.",
    evidence: "documented",
    source: REFERENCE,
    members: [{ key: "selectionPattern", value: `${stop(1, "4")}\\d\\d` }],
  },
  {
    name: "redirect",
    label: "Redirect to an address from the backend",
    place: "body",
    summary: "Sends the client to an address that the backend's JSON body names.",
    detail: `For status 301, 302, 303, 307 or 308. ${DECLARED}`,
    evidence: "documented",
    source: `${GUIDE}rest-api-parameter-mapping-sources.html`,
    members: [
      {
        key: "responseParameters",
        value: [toHeader("Location", `integration.response.body.${stop(1, "location")}`)],
      },
    ],
  },
  {
    name: "redirectStatic",
    label: "Redirect to a fixed address",
    place: "body",
    summary: "Sends the client to one fixed address.",
    detail: `For status 301, 302, 303, 307 or 308. ${DECLARED}`,
    evidence: "documented",
    source: `${GUIDE}rest-api-parameter-mapping-sources.html`,
    members: [
      { key: "responseParameters", value: [toHeader("Location", `'${stop(1, "https://example.com/")}'`)] },
    ],
  },
  {
    name: "binary",
    label: "Binary response",
    place: "body",
    summary: "Decodes a base64 payload and sends the bytes with their media type.",
    detail: `A payload that is not base64 is a 500, and no template can take part. ${DECLARED}`,
    evidence: "documented",
    source: `${GUIDE}api-gateway-payload-encodings-workflow.html`,
    members: [
      { key: "contentHandling", value: "CONVERT_TO_BINARY" },
      { key: "responseParameters", value: [toHeader("Content-Type", `'${stop(1, "image/png")}'`)] },
    ],
  },
  {
    name: "security",
    label: "Security headers",
    place: "body",
    summary: "Headers that tell browsers to be strict, as static values.",
    detail: `Browsers act on them, other clients do not. ${DECLARED}`,
    evidence: "documented",
    source: `${GUIDE}rest-api-parameter-mapping-sources.html`,
    members: [{ key: "responseParameters", value: SECURITY }],
  },
  {
    name: "corsHeaders",
    label: "CORS headers of a preflight",
    place: "responseParameters",
    summary: "The three headers that answer a CORS preflight, as static values.",
    detail: DECLARED,
    evidence: "documented",
    source: `${GUIDE}how-to-cors.html`,
    members: CORS_PREFLIGHT,
  },
  {
    name: "corsOrigin",
    label: "CORS origin",
    place: "responseParameters",
    summary: "The one CORS header that every response needs, errors included.",
    detail: `The value is one origin, or \`*\`. ${DECLARED}`,
    evidence: "documented",
    source: `${GUIDE}how-to-cors.html`,
    members: [toHeader("Access-Control-Allow-Origin", `'${stop(1, "*")}'`)],
  },
  {
    name: "corsCredentials",
    label: "CORS origin with credentials",
    place: "responseParameters",
    summary: "Lets one origin read responses to requests with cookies or other credentials.",
    detail: `With credentials browsers refuse \`*\`: the origin has to be named. ${DECLARED}`,
    evidence: "documented",
    source: "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials",
    members: [
      toHeader("Access-Control-Allow-Origin", `'${stop(1, "https://example.com")}'`),
      toHeader("Access-Control-Allow-Credentials", "'true'"),
      toHeader("Vary", "'Origin'"),
    ],
  },
  {
    name: "securityHeaders",
    label: "Security headers",
    place: "responseParameters",
    summary: "Headers that tell browsers to be strict, as static values.",
    detail: `Browsers act on them, other clients do not. ${DECLARED}`,
    evidence: "documented",
    source: `${GUIDE}rest-api-parameter-mapping-sources.html`,
    members: SECURITY,
  },
  {
    name: "noStore",
    label: "No caching",
    place: "responseParameters",
    summary: "Forbids caches to keep the response.",
    detail: DECLARED,
    evidence: "documented",
    source: "https://www.rfc-editor.org/rfc/rfc9111.html#section-5.2.2.5",
    members: [toHeader("Cache-Control", "'no-store'")],
  },
  {
    name: "requestId",
    label: "Request identifier",
    place: "responseParameters",
    summary: "Tells the client API Gateway's identifier of the request.",
    detail: DECLARED,
    evidence: "documented",
    source: `${GUIDE}rest-api-parameter-mapping-sources.html`,
    members: [toHeader("X-Request-Id", "context.requestId")],
  },
  {
    name: "errorMessage",
    label: "Error message as JSON",
    place: "responseTemplates",
    summary: "A JSON body with the message of a Lambda error.",
    detail: NO_INNER_ESCAPES,
    evidence: "documented",
    source: `${GUIDE}api-gateway-mapping-template-reference.html`,
    members: [ERROR_MESSAGE],
  },
  {
    name: "errorMessageEscaped",
    label: "Error message inside a text",
    place: "responseTemplates",
    summary: "A JSON body that builds a longer text around the message of a Lambda error.",
    detail: ESCAPED_QUOTE,
    evidence: "documented",
    source: `${GUIDE}api-gateway-mapping-template-reference.html`,
    members: [
      json(
        `#set($message = $util.escapeJavaScript($input.path('$.errorMessage')).replaceAll("\\\\'", "'"))\n` +
          `{"message": "${stop(1, "The call failed")}: $message"}`,
      ),
    ],
  },
  {
    name: "wholeBody",
    label: "The backend's body as it is",
    place: "responseTemplates",
    summary: "The backend's whole JSON body.",
    detail:
      "Without any template the body passes through as well. `$input.path('$')` would print Java's notation.",
    evidence: "documented",
    source: `${GUIDE}api-gateway-mapping-template-reference.html`,
    members: [json("$input.json('$')")],
  },
  {
    name: "statusOverride",
    label: "Status chosen by the body",
    place: "responseTemplates",
    summary: "Answers with another status when the backend's body has a certain member.",
    detail:
      "An override takes effect after the whole template has been evaluated, and the status may be set once only. " +
      'A missing member equals `""`, as recorded answers show.',
    evidence: "observed",
    source: `${GUIDE}apigateway-override-request-response-parameters.html`,
    members: [
      json(
        `#if($input.path('$.${stop(1, "errorType")}') != "")\n` +
          `#set($context.responseOverride.status = ${stop(2, "400")})\n` +
          "#end\n$input.json('$')",
      ),
    ],
  },
  {
    name: "integrationResponse",
    label: "Integration response",
    place: "document",
    summary: "The default response, with a media type and a template.",
    detail: `Without a \`selectionPattern\` it is the default response. ${DECLARED}`,
    evidence: "documented",
    source: REFERENCE,
    members: [
      {
        key: "responseParameters",
        value: [toHeader(stop(1, "Content-Type"), `'${stop(2, "application/json")}'`)],
      },
      { key: "responseTemplates", value: [json(stop(3, "$input.json('$')"))] },
    ],
  },
  {
    name: "lambdaErrorResponse",
    label: "Lambda error response",
    place: "document",
    summary: "Catches every error of a Lambda function, readable across origins.",
    detail: `${WHOLE_MATCH} ${NO_INNER_ESCAPES} ${DECLARED}`,
    evidence: "documented",
    source: `${GUIDE}handle-errors-in-lambda-integration.html`,
    members: [
      { key: "selectionPattern", value: stop(1, "(?s).+") },
      {
        key: "responseParameters",
        value: [toHeader("Access-Control-Allow-Origin", `'${stop(2, "*")}'`)],
      },
      { key: "responseTemplates", value: [ERROR_MESSAGE] },
    ],
  },
  {
    name: "httpPassThrough",
    label: "HTTP pass-through response",
    place: "document",
    summary: "Hands an HTTP backend's answer on: its body as it is, and its media type.",
    detail:
      "Without a template the body passes through. Of the backend's headers only those that are mapped reach the " +
      "client. Without a `selectionPattern` it is the default response, so statuses that need an answer of their own, " +
      `such as errors, need a response with a pattern. ${DECLARED}`,
    evidence: "documented",
    source: `${GUIDE}setup-http-integrations.html`,
    members: [
      {
        key: "responseParameters",
        value: [toHeader(stop(1, "Content-Type"), `integration.response.header.${stop(2, "Content-Type")}`)],
      },
    ],
  },
  {
    name: "corsPreflight",
    label: "CORS preflight response",
    place: "document",
    summary: "Answers a CORS preflight from any origin.",
    detail: `For the OPTIONS method, usually a MOCK integration. ${DECLARED}`,
    evidence: "documented",
    source: `${GUIDE}how-to-cors.html`,
    members: [{ key: "responseParameters", value: CORS_PREFLIGHT }],
  },
  {
    name: "cliInput",
    label: "Input of aws apigateway put-integration-response",
    place: "document",
    summary: "An integration response with its target, as `--cli-input-json` takes it.",
    detail: `The first four members are required. ${DECLARED}`,
    evidence: "documented",
    source: "https://docs.aws.amazon.com/cli/latest/reference/apigateway/put-integration-response.html",
    members: [
      { key: "restApiId", value: stop(1, "a1b2c3d4e5") },
      { key: "resourceId", value: stop(2, "f6g7h8") },
      { key: "httpMethod", value: stop(3, "GET") },
      { key: "statusCode", value: stop(4, "200") },
      {
        key: "responseParameters",
        value: [toHeader(stop(5, "Content-Type"), `'${stop(6, "application/json")}'`)],
      },
    ],
  },
] as const satisfies readonly SnippetEntry[];

export type SnippetName = (typeof SNIPPET_LIST)[number]["name"];

export const SNIPPETS = defineVocabulary<SnippetEntry>(SNIPPET_LIST);
