// The left side of a mapping: `method.response.header.{name}`, and nothing else.
import type { InvalidKey } from "../islands/mapping/mapping";
import { isPlaceholder } from "../model/integrationResponse";
import { contentSpan } from "../syntax/node";
import { spanOf } from "../text/span";
import { HEADER_TARGET_PREFIX, SKELETON_KEY } from "../vocabulary/grammar";
import { asCode } from "./asCode";
import { defineRule, type Problem } from "./rule";

export default defineRule({
  id: "mapping-key",
  title: "Not a header of the method response",
  subject: "island",
  severity: "error",
  evidence: "observed",
  explanation:
    "A key of `responseParameters` is `method.response.header.{name}`: the only thing a mapping can set is a header of " +
    "the client's response. The word is `header` whatever the number of headers, and the case of the prefix counts. " +
    "API Gateway answers 400 with " +
    "`Invalid mapping expression specified: … Invalid mapping expression parameter specified: …` to any other key.\n\n" +
    "The body is made by a template in `responseTemplates`, the status by `statusCode`. " +
    "`gatewayresponse.header.{name}` belongs to gateway responses, `method.request.…` and `integration.request.…` to requests. " +
    "`method.response.multivalueheader.{name}` is not documented as a target.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "⟦method.response.headers⟧.X-Id": "context.requestId", "method.response.header.ETag": "'a'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Id": "context.requestId", "method.response.header.ETag": "'a'" } }`,
        message: "`method.response.header.X-Id`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.ETag": "'a'", "⟦Access-Control-Allow-Origin⟧": "'*'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.ETag": "'a'", "method.response.header.Access-Control-Allow-Origin": "'*'" } }`,
        message: "by its name alone",
      },
      {
        code: `{ "responseParameters": { "⟦KeyName⟧": "'*'" } }`,
        message: "skeleton",
      },
      {
        code: `{ "responseParameters": { "⟦method.response.header.⟧": "'*'" } }`,
        message: "no header is named",
      },
      {
        code: `{ "responseParameters": { "method.response.header.ETag": "'a'", ⟦""⟧: "'*'" } }`,
        message: "The key is empty",
      },
      {
        code: `{ "responseParameters": { "⟦gatewayresponse.header.X-Id⟧": "context.requestId" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Id": "context.requestId" } }`,
        message: "gateway responses",
      },
      {
        code: `{ "responseParameters": { "⟦integration.response.header.ETag⟧": "integration.response.header.ETag" } }`,
        fixed: `{ "responseParameters": { "method.response.header.ETag": "integration.response.header.ETag" } }`,
        message: "where a value comes from",
      },
      {
        code: `{ "responseParameters": { "⟦method.response.body⟧": "integration.response.body" } }`,
        message: "`responseTemplates`",
      },
      {
        code: `{ "responseParameters": { "⟦method.response.multivalueheader.Link⟧": "integration.response.multivalueheader.Link" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Link": "integration.response.multivalueheader.Link" } }`,
        message: "not documented as a target",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } }`,
      `{ "responseParameters": { "method.response.header.\\u0058-Id": "context.requestId" } }`,
    ],
  },
  *check(island) {
    if (island.kind !== "mapping") {
      return;
    }
    const { mapping } = island;
    const { key, property } = mapping;
    const { text } = property.key;
    if (key.kind === "header" || key.reason === "unknown" || isPlaceholder(mapping)) {
      return;
    }
    const whole = spanOf(0, text.value.length);
    const suggestion = text.value === SKELETON_KEY ? undefined : key.suggestion;
    yield {
      span: text.value === "" ? contentSpan(property.key) : text.toSourceSpan(key.span),
      ...whatIsWrong(key, text.value),
      fixes: () =>
        suggestion === undefined || suggestion === HEADER_TARGET_PREFIX
          ? []
          : [
              {
                title: `Write ${suggestion}`,
                edits: [text.edit(whole, suggestion)],
                preferred: key.reason === "misspelled" || key.reason === "bareName",
              },
            ],
    };
  },
});

function whatIsWrong(key: InvalidKey, value: string): Pick<Problem, "message" | "severity" | "evidence"> {
  const code = asCode(value);
  const write = `Write ${asCode(key.suggestion ?? `${HEADER_TARGET_PREFIX}{name}`)}.`;
  switch (key.reason) {
    case "empty":
      return {
        message: `The key is empty, and API Gateway maps to nothing but headers. ${write}`,
        evidence: "documented",
      };
    case "noName":
      return {
        message: `After ${code} no header is named, and API Gateway needs its name. Write \`${HEADER_TARGET_PREFIX}{name}\`.`,
        evidence: "documented",
      };
    case "misspelled":
      return { message: `${code} is no target of a mapping, and API Gateway refuses it. ${write}` };
    case "bareName":
      if (value === SKELETON_KEY) {
        return {
          message: `${code} is what the AWS CLI's skeleton has in place of a key. Write \`${HEADER_TARGET_PREFIX}{name}\`.`,
        };
      }
      return { message: `A header by its name alone, ${code}, is refused by API Gateway. ${write}` };
    default:
      return otherTarget(value, write);
  }
}

function otherTarget(value: string, write: string): Pick<Problem, "message" | "severity" | "evidence"> {
  const code = asCode(value);
  if (/^method\.response\.multivalueheader\b/i.test(value)) {
    return {
      message: `${code} is not documented as a target; a header with several values is one header too. ${write}`,
      severity: "warning",
      evidence: "uncertain",
    };
  }
  if (/^gatewayresponse\b/i.test(value)) {
    return { message: `${code} is for gateway responses, and API Gateway refuses it here. ${write}` };
  }
  if (/^(?:integration\.response|context|stageVariables)\b/i.test(value)) {
    return {
      message: `${code} says where a value comes from, so it stands on the right side of a mapping. ${write}`,
    };
  }
  if (/^(?:method|integration)\.request\b/i.test(value)) {
    return { message: `${code} belongs to the request, and API Gateway refuses it here. ${write}` };
  }
  return /^method\.response\.body\b/i.test(value)
    ? {
        message: `A mapping sets nothing but headers, and API Gateway refuses ${code}. The body is made by a template in \`responseTemplates\`.`,
      }
    : { message: `A mapping sets nothing but headers, and API Gateway refuses ${code}. ${write}` };
}
