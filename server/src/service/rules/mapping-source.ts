// The right side of a mapping where it was meant as an expression and is none of the legal ones.
import type { InvalidSource } from "../islands/mapping/mapping";
import { isPlaceholder } from "../model/integrationResponse";
import { contentSpan } from "../syntax/node";
import { spanOf } from "../text/span";
import { MAPPING_SOURCES } from "../vocabulary/mappingSources";
import { asCode } from "./asCode";
import { defineRule, type Problem } from "./rule";

export default defineRule({
  id: "mapping-source",
  title: "Not a source of a mapping",
  subject: "island",
  severity: "error",
  evidence: "observed",
  explanation:
    "The value of a mapping has one of seven forms: " +
    `${[...MAPPING_SOURCES.keys()].map((form) => `\`${form}\``).join(", ")}. ` +
    "API Gateway answers 400 with `Invalid mapping expression specified: …` to anything else.\n\n" +
    "No form begins with `$`: that belongs to templates, and the path into a body is written without the `$.` of JSONPath. " +
    "The word is `header`, not `headers`. `method.request.…` is documented for integration requests and gateway responses only; " +
    "a template can read the request with `$input.params('name')` and " +
    "set a header with `$context.responseOverride.header.{name}`.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.X-Id": "⟦$context.requestId⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Id": "context.requestId" } }`,
        message: "`$` belongs to templates",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Location": "⟦integration.response.body.$.url⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Location": "integration.response.body.url" } }`,
        message: "without the `$`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Location": "⟦integration.response.body.$['links'][0].self⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Location": "integration.response.body.links[0].self" } }`,
        message: "without the `$`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.ETag": "⟦integration.response.headers⟧.ETag" } }`,
        fixed: `{ "responseParameters": { "method.response.header.ETag": "integration.response.header.ETag" } }`,
        message: "`header`, not `headers`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "⟦method.request.header.Origin⟧" } }`,
        message: "integration requests",
      },
      {
        code: `{ "responseParameters": { "method.response.header.ETag": "⟦integration.response.header.⟧" } }`,
        message: "A name is missing",
      },
      {
        code: `{ "responseParameters": { "method.response.header.ETag": "⟦integration.reponse.header.ETag⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.ETag": "integration.response.header.ETag" } }`,
        message: "Write `integration.response.header.ETag`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Status": "⟦integration.response.statusCode⟧" } }`,
        message: "has no such source",
      },
      {
        code: `{ "responseParameters": { "method.response.header.ETag": "⟦ integration.response.header.ETag⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.ETag": "integration.response.header.ETag" } }`,
        message: "White space",
      },
      {
        code: `{ "responseParameters": { "method.response.header.ETag": ⟦""⟧ } }`,
        message: "An empty value",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.Location": "integration.response.body.pets[0].links['self']" } }`,
      `{ "responseParameters": { "method.response.header.X-Id": "context.requestId", "method.response.header.X-Stage": "stageVariables.name" } }`,
      `{ "responseParameters": { "method.response.header.X-All": "integration.response.multivalueheader.X", "method.response.header.X-Body": "integration.response.body" } }`,
    ],
  },
  *check(island) {
    if (island.kind !== "mapping") {
      return;
    }
    const { mapping } = island;
    const { source } = mapping;
    if (source?.value.kind !== "invalid" || isPlaceholder(mapping)) {
      return;
    }
    const invalid = source.value;
    const { text } = source.node;
    const told = whatIsWrong(invalid, text.value);
    if (told === undefined) {
      return;
    }
    const { suggestion } = invalid;
    const whole = spanOf(0, text.value.length);
    yield {
      span: text.value === "" ? contentSpan(source.node) : text.toSourceSpan(invalid.span),
      ...told,
      fixes: () =>
        suggestion === undefined
          ? []
          : [
              {
                title: `Write ${suggestion}`,
                edits: [text.edit(whole, suggestion)],
                preferred: !GUESSED.test(text.value),
              },
            ],
    };
  },
});

/** Right elsewhere: what it should be here is likely, not certain. */
const GUESSED = /^(?:method\.|integration\.request\.)/;

/** Nothing for the reasons that are another rule's. */
function whatIsWrong(
  { reason, suggestion }: InvalidSource,
  value: string,
): Pick<Problem, "message" | "severity" | "evidence"> | undefined {
  const code = asCode(value);
  const refused = "API Gateway answers 400 `Invalid mapping expression specified`";
  const write = suggestion === undefined ? undefined : `Write ${asCode(suggestion)}.`;
  switch (reason) {
    case "empty":
      return {
        message:
          "An empty value is none of the forms that API Gateway documents. Write where the value comes from, " +
          "such as `'text'` or `integration.response.header.{name}`, or remove the mapping.",
        evidence: "documented",
      };
    case "dollarPrefix":
      return value.startsWith("$")
        ? {
            message: `The \`$\` belongs to templates: ${refused} to ${code}. ${write ?? "Write one of the seven forms, such as `context.requestId`."}`,
          }
        : {
            message:
              `API Gateway documents the path into the body without the \`$\` of JSONPath. ${write ?? ""}`.trimEnd(),
            evidence: "documented",
          };
    case "headersPlural":
      return { message: `The word is \`header\`, not \`headers\`: ${refused}. ${write ?? ""}`.trimEnd() };
    case "methodRequest":
      return {
        message:
          "`method.request` is documented as a source for integration requests and gateway responses, not here. " +
          "Write a static value, or set the header in a template: `#set($context.responseOverride.header.X = $input.params('name'))`.",
        evidence: "documented",
      };
    case "noName":
      return {
        message: `A name is missing after ${code}: ${refused}. Write it after a dot, without spaces.`,
      };
    case "misspelled":
      return misspelled(value, suggestion, refused);
    default:
      return undefined;
  }
}

function misspelled(
  value: string,
  suggestion: string | undefined,
  refused: string,
): Pick<Problem, "message" | "severity" | "evidence"> {
  if (suggestion === undefined) {
    return {
      message: `An integration response has no such source as ${asCode(value)}: ${refused}. Write one of the seven forms, or single quotes round it if it is text.`,
    };
  }
  return suggestion === value.trim()
    ? {
        message: `White space stands before or after the expression, and API Gateway may refuse it. Write ${asCode(suggestion)}.`,
        severity: "warning",
        evidence: "uncertain",
      }
    : { message: `${asCode(value)} is no source of a mapping: ${refused}. Write ${asCode(suggestion)}.` };
}
