// A response maps to a status that the method declares.
import { STATUS_CODE } from "../vocabulary/grammar";
import { asCode } from "./asCode";
import { declareStatus } from "./declare";
import { defineRule } from "./rule";

export default defineRule({
  id: "missing-method-response",
  title: "Status without a method response",
  subject: "method",
  severity: "warning",
  evidence: "documented",
  explanation:
    "An integration response maps to the method response of its status. Where the method has none, the PUT is taken, " +
    "but a client whose call comes to it gets a 500, and the log says `Output mapping refers to an invalid method response`. " +
    "With `responseParameters` the PUT itself is answered with 400 `No method response exists for method.`\n\n" +
    "Put the method response first, then the integration response.",
  source: "https://repost.aws/knowledge-center/api-gateway-internal-server-error",
  examples: {
    faulty: [
      {
        code: `{
  "methodResponses": {
    "200": { "statusCode": "200" }
  },
  "methodIntegration": {
    "type": "AWS",
    "integrationResponses": { "200": {}, "⟦404⟧": { "selectionPattern": "4.." } }
  }
}`,
        fixed: `{
  "methodResponses": {
    "200": { "statusCode": "200" },
    "404": {
      "statusCode": "404"
    }
  },
  "methodIntegration": {
    "type": "AWS",
    "integrationResponses": { "200": {}, "404": { "selectionPattern": "4.." } }
  }
}`,
        message: "gets a 500",
      },
      {
        code: `{
  "methodResponses": {
    "404": { "statusCode": "404" }
  },
  "methodIntegration": {
    "integrationResponses": { "⟦200⟧": { "responseParameters": { "method.response.header.ETag": "'a'" } } }
  }
}`,
        fixed: `{
  "methodResponses": {
    "404": { "statusCode": "404" },
    "200": {
      "statusCode": "200",
      "responseParameters": {
        "method.response.header.ETag": false
      }
    }
  },
  "methodIntegration": {
    "integrationResponses": { "200": { "responseParameters": { "method.response.header.ETag": "'a'" } } }
  }
}`,
        message: "answers 400",
      },
    ],
    fine: [
      '{ "methodResponses": { "200": {} }, "methodIntegration": { "integrationResponses": { "200": {} } } }',
      '{ "methodIntegration": { "type": "AWS", "integrationResponses": { "200": {} } } }',
    ],
  },
  *check({ members, declarations, integration }) {
    const isKnown = declarations?.all.every(({ status }) => status !== undefined);
    if (declarations === undefined || isKnown !== true || integration?.backend === "proxy") {
      return;
    }
    for (const { uri, status, nameSpan, response } of members) {
      const isMissing = !declarations.all.some((declaration) => declaration.status === status);
      if (status === undefined || !STATUS_CODE.test(status) || !isMissing) {
        continue;
      }
      const isRefused = response.mappings.some(({ key }) => key.kind === "header");
      yield {
        uri,
        span: nameSpan,
        message: isRefused
          ? `The method has no method response ${asCode(status)}, so API Gateway answers 400 to a PUT that maps headers. Write that method response first.`
          : `The method has no method response ${asCode(status)}, so a client whose call comes to this one gets a 500. Write that method response too.`,
        ...(isRefused ? ({ severity: "error", evidence: "observed" } as const) : {}),
        fixes: () => {
          const edit = declareStatus(declarations, status, response);
          return edit === undefined
            ? []
            : [{ title: `Write the method response ${status}`, edits: [edit], preferred: true }];
        },
      };
    }
  },
});
