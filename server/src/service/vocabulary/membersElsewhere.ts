// Members of the objects beside an integration response, and whose they are: for those put into the wrong one.
import { MEMBERS } from "./members";

/** Who has the member, as a sentence says it. Names that an integration response has too are not here. */
export const MEMBERS_ELSEWHERE: ReadonlyMap<string, string> = new Map(
  (
    [
      ["a method response", ["responseModels"]],
      [
        "the integration",
        [
          "cacheKeyParameters",
          "cacheNamespace",
          "connectionId",
          "connectionType",
          "credentials",
          "integrationHttpMethod",
          "integrationResponses",
          "passthroughBehavior",
          "requestParameters",
          "requestTemplates",
          "timeoutInMillis",
          "tlsConfig",
          "type",
          "uri",
        ],
      ],
      [
        "the method",
        [
          "apiKeyRequired",
          "authorizationScopes",
          "authorizationType",
          "authorizerId",
          "methodIntegration",
          "methodResponses",
          "operationName",
          "requestModels",
          "requestValidatorId",
        ],
      ],
      ["a gateway response", ["defaultResponse", "responseType"]],
      ["OpenAPI's `x-amazon-apigateway-integration`", ["responses"]],
      ["the service's answer", ["_links"]],
    ] as const
  ).flatMap(([owner, names]) => names.filter((name) => !MEMBERS.has(name)).map((name) => [name, owner])),
);
