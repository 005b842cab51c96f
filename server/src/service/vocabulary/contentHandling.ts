// The two values of `contentHandling`, and the table of what is converted with either and with none.
import type { Entry } from "./entry";
import { defineVocabulary } from "./entry";

const ENCODING_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html";

/**
 * Markdown. A payload is binary when the integration response's `Content-Type` is one of the API's
 * `binaryMediaTypes`, and the client wants binary when the first type of its `Accept` is one.
 */
export const CONVERSION_TABLE = [
  "| payload | `Accept` | absent | `CONVERT_TO_BINARY` | `CONVERT_TO_TEXT` |",
  "|---|---|---|---|---|",
  "| any, no `binaryMediaTypes` | any | UTF-8 text | base64-decoded | UTF-8 text |",
  "| text | text | text | base64-decoded | UTF-8 text |",
  "| text | binary | base64-decoded | base64-decoded | UTF-8 text |",
  "| binary | text | base64-encoded | unchanged | base64-encoded |",
  "| binary | binary | unchanged | unchanged | base64-encoded |",
].join("\n");

export const CONVERSION_LEGEND =
  "The payload is binary when the `Content-Type` of the integration response matches the API's `binaryMediaTypes`, " +
  "and likewise the first type in the client's `Accept`.";

const HANDLINGS = [
  {
    name: "CONVERT_TO_BINARY",
    summary: "A text payload is decoded from base64; a binary one is left as it is.",
    detail:
      "Text that is not base64 is a 500 at run time. No template can take part: " +
      "with one in `responseTemplates`, recorded answers are a 500.\n\n" +
      `${CONVERSION_TABLE}\n\n${CONVERSION_LEGEND}`,
    evidence: "documented",
    source: ENCODING_PAGE,
  },
  {
    name: "CONVERT_TO_TEXT",
    summary: "A binary payload is encoded as base64; a text one becomes UTF-8 text.",
    detail:
      "A template reads the base64 text of a binary payload only through `$input.body`.\n\n" +
      `${CONVERSION_TABLE}\n\n${CONVERSION_LEGEND}`,
    evidence: "documented",
    source: ENCODING_PAGE,
  },
] as const satisfies readonly Entry[];

export type ContentHandlingName = (typeof HANDLINGS)[number]["name"];

export const CONTENT_HANDLING = defineVocabulary<Entry & { readonly name: ContentHandlingName }>(HANDLINGS);
