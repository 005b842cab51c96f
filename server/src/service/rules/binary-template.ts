// A template where the payload is an image or the like: bytes are nothing that a template can read.
import { type IntegrationResponse, memberOf, type Template } from "../model/integrationResponse";
import { JSON_FORMAT } from "../syntax/json/format";
import { contentSpan } from "../syntax/node";
import { type Span, spanOf } from "../text/span";
import { essenceOf, isBinaryType } from "../vocabulary/mediaTypes";
import { defineRule } from "./rule";

export default defineRule({
  id: "binary-template",
  title: "Template over a binary body",
  subject: "response",
  severity: "information",
  evidence: "observed",
  explanation:
    "Where the type of a payload is among the API's `binaryMediaTypes` and the client accepts such a type, the payload " +
    "stays bytes, and a text for such a client is decoded from base64. A template over bytes was seen to end in a 500. With " +
    "`CONVERT_TO_TEXT` it gets base64, which it reads through `$input.body`.\n\n" +
    "`binaryMediaTypes` is a member of the API and not in sight here. Told are a `Content-Type` that is mapped to a binary " +
    "type, and a template under the key of one; a MOCK integration has no bytes, and an empty template is none. " +
    "A preview with a sample that has `binaryMediaTypes` shows what becomes of the body.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.Content-Type": "'⟦image/png⟧'" }, "responseTemplates": { "application/json": "$input.body" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Content-Type": "'image/png'" }, "responseTemplates": { "application/json": "$input.body" }, "contentHandling": "CONVERT_TO_TEXT" }`,
        message: "CONVERT_TO_TEXT",
      },
      {
        code: '{ "responseTemplates": { "application/json": "{}", "⟦application/pdf⟧": "$input.body" } }',
        fixed:
          '{ "responseTemplates": { "application/json": "{}", "application/pdf": "$input.body" }, "contentHandling": "CONVERT_TO_TEXT" }',
        message: "accepts this type",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.Content-Type": "'image/png'" }, "responseTemplates": { "image/png": "" } }`,
      `{ "responseParameters": { "method.response.header.Content-Type": "'image/png'" }, "responseTemplates": { "image/png": "$input.body" }, "contentHandling": "CONVERT_TO_TEXT" }`,
      `{ "responseParameters": { "method.response.header.Content-Type": "'image/svg+xml'" }, "responseTemplates": { "image/svg+xml": "<svg/>", "application/vnd.apple.mpegurl": "#EXTM3U" } }`,
      `{ "responseParameters": { "method.response.header.Content-Type": "integration.response.header.Content-Type" }, "responseTemplates": { "application/json": "$input.body" } }`,
    ],
  },
  *check(response) {
    const templates = response.templates.filter(isWritten);
    const { tree, object, backend } = response;
    if (templates.length === 0 || memberOf(response, "contentHandling") !== undefined || backend === "mock") {
      return;
    }
    const fixes = () => [
      {
        title: "Write CONVERT_TO_TEXT as contentHandling",
        edits: [JSON_FORMAT.insertProperty(tree, object, "contentHandling", "CONVERT_TO_TEXT")],
        preferred: false,
      },
    ];
    const mapped = mappedType(response);
    if (mapped !== undefined) {
      yield { span: mapped, message: `${BYTES} for a payload of this type. ${INSTEAD}`, fixes };
      return;
    }
    for (const { mediaType, property } of templates) {
      if (isBinaryType(essenceOf(mediaType)) && !property.key.text.hasHoles) {
        const span = contentSpan(property.key);
        yield { span, message: `${BYTES} for a client that accepts this type. ${INSTEAD}`, fixes };
      }
    }
  },
});

const BYTES =
  "A template cannot read bytes, and where the API has this type among its `binaryMediaTypes`, a 500 was seen";
const INSTEAD =
  "Write `CONVERT_TO_TEXT` as `contentHandling`, so that `$input.body` is base64, or leave the template out.";

function isWritten({ value }: Template): boolean {
  return value !== undefined && value.text.value.trim() !== "";
}

/** Where the client's `Content-Type` is said to be a binary one. */
function mappedType({ mappings }: IntegrationResponse): Span | undefined {
  const { source } = mappings.findLast(({ key }) => isContentType(key)) ?? {};
  if (source?.value.kind !== "static" || source.node.text.hasHoles) {
    return undefined;
  }
  const { value, valueSpan } = source.value;
  const end = valueSpan.start + (value.includes(";") ? value.indexOf(";") : value.length);
  return isBinaryType(essenceOf(value))
    ? source.node.text.toSourceSpan(spanOf(valueSpan.start, end))
    : undefined;
}

function isContentType(key: IntegrationResponse["mappings"][number]["key"]): boolean {
  return key.kind === "header" && key.name.toLowerCase() === "content-type";
}
