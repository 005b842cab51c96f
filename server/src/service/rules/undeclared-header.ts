// A header that a response maps is declared in the method response of the same status.
import { contentSpan } from "../syntax/node";
import { asCode } from "./asCode";
import { declareHeader } from "./declare";
import { defineRule } from "./rule";

export default defineRule({
  id: "undeclared-header",
  title: "Header that is not declared",
  subject: "method",
  severity: "error",
  evidence: "observed",
  explanation:
    "Each header that an integration response maps has to be declared in the method response of the same status, " +
    "or API Gateway answers the PUT with 400 and `Invalid mapping expression parameter specified: method.response.header.X`.\n\n" +
    'A declaration is the key with a boolean: `"method.response.header.X": false`. ' +
    "Put the method response first, then the integration response. " +
    "The rule looks at documents that show both, such as the output of `aws apigateway get-method`. " +
    "A header that is declared in another case is let pass: what API Gateway makes of it is not known.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html",
  examples: {
    faulty: [
      {
        code: `{
  "methodResponses": { "200": { "statusCode": "200" } },
  "methodIntegration": {
    "type": "AWS",
    "integrationResponses": {
      "200": {
        "statusCode": "200",
        "responseParameters": { "⟦method.response.header.ETag⟧": "integration.response.header.ETag" }
      }
    }
  }
}`,
        fixed: `{
  "methodResponses": { "200": { "statusCode": "200", "responseParameters": {
      "method.response.header.ETag": false
    } } },
  "methodIntegration": {
    "type": "AWS",
    "integrationResponses": {
      "200": {
        "statusCode": "200",
        "responseParameters": { "method.response.header.ETag": "integration.response.header.ETag" }
      }
    }
  }
}`,
        message: "answers 400",
      },
      {
        code: `{
  "methodResponses": {
    "200": {
      "statusCode": "200",
      "responseParameters": {
        "method.response.header.Location": true
      }
    }
  },
  "methodIntegration": {
    "type": "HTTP",
    "integrationResponses": {
      "200": {
        "responseParameters": {
          "method.response.header.Location": "integration.response.header.Location",
          "⟦method.response.header.ETag⟧": "integration.response.header.ETag"
        }
      }
    }
  }
}`,
        fixed: `{
  "methodResponses": {
    "200": {
      "statusCode": "200",
      "responseParameters": {
        "method.response.header.Location": true,
        "method.response.header.ETag": false
      }
    }
  },
  "methodIntegration": {
    "type": "HTTP",
    "integrationResponses": {
      "200": {
        "responseParameters": {
          "method.response.header.Location": "integration.response.header.Location",
          "method.response.header.ETag": "integration.response.header.ETag"
        }
      }
    }
  }
}`,
      },
    ],
    fine: [
      `{
  "methodResponses": { "200": { "responseParameters": { "method.response.header.ETag": false } } },
  "methodIntegration": {
    "integrationResponses": { "200": { "responseParameters": { "method.response.header.ETag": "'a'" } } }
  }
}`,
      `{
  "type": "HTTP",
  "integrationResponses": { "200": { "responseParameters": { "method.response.header.ETag": "'a'" } } }
}`,
    ],
  },
  *check({ members, declarations, integration }) {
    if (declarations === undefined || integration?.backend === "proxy") {
      return;
    }
    for (const { uri, status, response } of members) {
      const declaration = declarations.all.find((candidate) => candidate.status === status);
      if (declaration === undefined) {
        continue;
      }
      const declared = new Set(declaration.headers.map(({ name }) => name.toLowerCase()));
      for (const { key, property } of response.mappings) {
        const { text } = property.key;
        if (key.kind === "header" && !text.hasHoles && !declared.has(key.name.toLowerCase())) {
          yield {
            uri,
            span: contentSpan(property.key),
            message: `The method response ${asCode(status ?? "")} does not declare ${asCode(key.name)}, so API Gateway answers 400 to the PUT. Write ${asCode(`"${text.value}": false`)} into its \`responseParameters\`.`,
            fixes: () => [
              {
                title: `Write "${text.value}": false into the method response`,
                edits: [declareHeader(declarations, declaration, text.value)],
                preferred: true,
              },
            ],
          };
        }
      }
    }
  },
});
