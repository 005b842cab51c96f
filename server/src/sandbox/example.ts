// The API that an empty API Gateway Local begins with where its user has none to bring: something to pull, to change,
// to try. Invariant: API Gateway would take it as it is, and each of its methods answers with a client's 200 or 404.
import type { Integration, IntegrationResponse, Method, RestApi } from "./state";

/** @param now Seconds since 1970. */
export function exampleApi(now: number): RestApi {
  const root = { id: "petstore00", path: "/", methods: [] };
  const pets = {
    id: "petstore01",
    parentId: root.id,
    pathPart: "pets",
    path: "/pets",
    methods: [listOf("petstore01")],
  };
  const pet = {
    id: "petstore02",
    parentId: pets.id,
    pathPart: "{petId}",
    path: "/pets/{petId}",
    methods: [oneOf("petstore02")],
  };
  return structuredClone({
    id: "petstore",
    name: "Pet store",
    description: "An example to change: a Lambda function that lists pets, and a MOCK that knows one.",
    createdDate: now,
    rootResourceId: root.id,
    resources: [root, pets, pet],
    deployments: [],
    stages: [],
  });
}

const JSON_TYPE = "application/json";
const CACHE = "method.response.header.Cache-Control";
const REQUEST_ID = "method.response.header.X-Request-Id";

const NOT_FOUND: IntegrationResponse = {
  statusCode: "404",
  responseParameters: { [REQUEST_ID]: "context.requestId" },
  responseTemplates: { [JSON_TYPE]: '{\n  "message": "There is no such pet."\n}' },
};

const listOf = method({
  type: "AWS",
  httpMethod: "POST",
  uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:pets/invocations",
  responses: [
    {
      statusCode: "200",
      responseParameters: { [CACHE]: "'max-age=60'", [REQUEST_ID]: "context.requestId" },
      responseTemplates: {
        [JSON_TYPE]:
          "#set($pets = $input.path('$.pets'))\n{\n  \"count\": $pets.size(),\n  \"pets\": $input.json('$.pets')\n}",
      },
    },
    { ...NOT_FOUND, selectionPattern: "(?s)\\[NotFound\\].*" },
  ],
  backend: {
    body: '{"pets": [{"id": 1, "name": "Rex", "kind": "dog"}, {"id": 2, "name": "Tom", "kind": "cat"}]}',
  },
});

const oneOf = method({
  type: "MOCK",
  requestTemplates: {
    [JSON_TYPE]:
      '#if($input.params(\'petId\') == "1")\n{ "statusCode": 200 }\n#else\n{ "statusCode": 404 }\n#end',
  },
  responses: [
    {
      statusCode: "200",
      responseParameters: { [CACHE]: "'max-age=60'", [REQUEST_ID]: "context.requestId" },
      responseTemplates: { [JSON_TYPE]: '{\n  "id": 1,\n  "name": "Rex",\n  "kind": "dog"\n}' },
    },
    { ...NOT_FOUND, selectionPattern: "404" },
  ],
});

/** A method of whichever resource: its cache is called after that, unless it is said otherwise. */
function method(
  integration: Omit<Integration, "passthroughBehavior" | "timeoutInMillis" | "cacheNamespace">,
): (resourceId: string) => Method {
  return (resourceId) => ({
    httpMethod: "GET",
    authorizationType: "NONE",
    apiKeyRequired: false,
    responses: integration.responses.map(({ statusCode, responseParameters = {} }) => ({
      statusCode,
      responseParameters: Object.fromEntries(Object.keys(responseParameters).map((key) => [key, false])),
    })),
    integration: {
      passthroughBehavior: "WHEN_NO_MATCH",
      timeoutInMillis: 29_000,
      cacheNamespace: resourceId,
      ...integration,
    },
  });
}
