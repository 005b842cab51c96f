// The seven forms that the value of a response parameter may have, in the order completion offers them.
// `kind` is the kind that the mapping language's parser gives a source of that form.
import type { Entry } from "./entry";
import { defineVocabulary } from "./entry";
import { SOURCE_PREFIX, STATIC_QUOTE } from "./grammar";

const SOURCES_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html";
const MISSING =
  "\n\nWhere there is no such value the header is not sent: seen in LocalStack, not stated by AWS's documentation.";

export interface MappingSourceEntry extends Entry {
  readonly kind:
    | "static"
    | "integrationHeader"
    | "integrationMultivalueHeader"
    | "integrationBody"
    | "integrationBodyPath"
    | "stageVariable"
    | "context";
  /** What is typed literally before the part that varies. The whole of it where nothing varies. */
  readonly prefix: string;
  /** LSP snippet text, not yet escaped for the host format (nothing in it needs that in JSON). */
  readonly insert: string;
  readonly example: string;
}

const SOURCES = [
  {
    name: "'static'",
    kind: "static",
    prefix: STATIC_QUOTE,
    insert: `'\${1:value}'`,
    summary: "A static value: text between single quotes, inside the string's own double quotes.",
    detail:
      "The first and the last quote delimit the value; both are left out of the header. " +
      "Nothing is substituted between them. Text without them is refused with " +
      "`Invalid mapping expression specified`.",
    evidence: "documented",
    source: SOURCES_PAGE,
    example: "'application/json'",
  },
  {
    name: "integration.response.header.{name}",
    kind: "integrationHeader",
    prefix: SOURCE_PREFIX.integrationHeader,
    insert: `integration.response.header.\${1:name}`,
    summary: "The value of one header of the backend's response.",
    detail:
      "The header's name is compared with regard to case. A non-proxy integration passes no backend header on " +
      "by itself, so each one has to be mapped. Of several values the last is taken, as seen in LocalStack." +
      MISSING,
    evidence: "documented",
    source: SOURCES_PAGE,
    example: "integration.response.header.ETag",
  },
  {
    name: "integration.response.multivalueheader.{name}",
    kind: "integrationMultivalueHeader",
    prefix: SOURCE_PREFIX.integrationMultivalueHeader,
    insert: `integration.response.multivalueheader.\${1:name}`,
    summary: "All values of one header of the backend's response.",
    detail:
      "The header's name is compared with regard to case. The values are joined with a comma, as seen in LocalStack." +
      MISSING,
    evidence: "documented",
    source: SOURCES_PAGE,
    example: "integration.response.multivalueheader.Link",
  },
  {
    name: "integration.response.body",
    kind: "integrationBody",
    prefix: SOURCE_PREFIX.integrationBody,
    insert: "integration.response.body",
    summary: "The whole body of the backend's response.",
    detail:
      "A header holds one line, and API Gateway limits the header values of a response to 10,240 bytes together. " +
      "To take one member of a JSON body, write its path after the word `body`.",
    evidence: "documented",
    source: SOURCES_PAGE,
    example: "integration.response.body",
  },
  {
    name: "integration.response.body.{JSONPath}",
    kind: "integrationBodyPath",
    prefix: SOURCE_PREFIX.integrationBodyPath,
    insert: `integration.response.body.\${1:path}`,
    summary: "A member of the backend's JSON body, by its JSONPath without the leading `$.`.",
    detail:
      "Names joined by dots and array indexes are documented, as in `pets[0].name`. " +
      "An object or array is written into the header as JSON. " +
      "For a Lambda error whose `errorMessage` is itself JSON text, the path may go on into it: " +
      "`integration.response.body.errorMessage.httpStatus`." +
      MISSING,
    evidence: "documented",
    source: SOURCES_PAGE,
    example: "integration.response.body.redirect.url",
  },
  {
    name: "stageVariables.{name}",
    kind: "stageVariable",
    prefix: SOURCE_PREFIX.stageVariable,
    insert: `stageVariables.\${1:name}`,
    summary: "The value of a variable of the stage that answers.",
    detail: `A stage has up to 100 variables. A name has up to 64 characters, a value up to 512.${MISSING}`,
    evidence: "documented",
    source: SOURCES_PAGE,
    example: "stageVariables.allowedOrigin",
  },
  {
    name: "context.{name}",
    kind: "context",
    prefix: SOURCE_PREFIX.context,
    insert: `context.\${1:requestId}`,
    summary: "A context variable of the call, such as its request identifier or the caller's address.",
    detail:
      "Written without the `$` that templates put before `context`. Names are compared with regard to case." +
      MISSING,
    evidence: "documented",
    source: SOURCES_PAGE,
    example: "context.requestId",
  },
] as const satisfies readonly MappingSourceEntry[];

export const MAPPING_SOURCES = defineVocabulary<MappingSourceEntry>(SOURCES);
