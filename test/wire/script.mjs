// What scripts do with API Gateway, step by step: written once, carried out by the AWS SDK and by the AWS CLI.
// `$name` stands for what an earlier step saved. `expect` is a part of the answer; `error` the whole of a refusal.

const method = { restApiId: "$api", resourceId: "$resource", httpMethod: "GET" };
const ok = { ...method, statusCode: "200" };
const MAPPING = "Invalid mapping expression specified: Validation Result: warnings : [], errors : ";

export const STEPS = [
  {
    name: "create an API",
    operation: "CreateRestApi",
    input: { name: "wire" },
    expect: { name: "wire" },
    save: { api: "id" },
  },
  {
    name: "find its root",
    operation: "GetResources",
    input: { restApiId: "$api" },
    expect: { items: [{ path: "/" }] },
    save: { root: "items.0.id" },
  },
  {
    name: "create a resource",
    operation: "CreateResource",
    input: { restApiId: "$api", parentId: "$root", pathPart: "pets" },
    expect: { path: "/pets" },
    save: { resource: "id" },
  },
  {
    name: "put a method",
    operation: "PutMethod",
    input: { ...method, authorizationType: "NONE" },
    expect: { httpMethod: "GET" },
  },
  {
    name: "put an integration response before there is an integration",
    operation: "PutIntegrationResponse",
    input: { ...ok, selectionPattern: "" },
    error: { name: "NotFoundException", message: "Invalid Integration identifier specified" },
  },
  {
    name: "put a MOCK integration",
    operation: "PutIntegration",
    input: { ...method, type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
    expect: { type: "MOCK" },
  },
  {
    name: "map a header before there is a method response",
    operation: "PutIntegrationResponse",
    input: { ...ok, responseParameters: { "method.response.header.X": "'a'" } },
    error: {
      name: "BadRequestException",
      message: `${MAPPING}[No method response exists for method.]`,
    },
  },
  {
    name: "put a method response",
    operation: "PutMethodResponse",
    input: { ...ok, responseParameters: { "method.response.header.X": false } },
    expect: { statusCode: "200" },
  },
  {
    name: "map a header without quotes",
    operation: "PutIntegrationResponse",
    input: { ...ok, responseParameters: { "method.response.header.X": "*" } },
    error: { name: "BadRequestException", message: `${MAPPING}[Invalid mapping expression specified: *]` },
  },
  {
    name: "map a header that is not declared",
    operation: "PutIntegrationResponse",
    input: { ...ok, responseParameters: { "method.response.header.Z": "'a'" } },
    error: {
      name: "BadRequestException",
      message: `${MAPPING}[Invalid mapping expression parameter specified: method.response.header.Z]`,
    },
  },
  {
    name: "put an integration response",
    operation: "PutIntegrationResponse",
    input: {
      ...ok,
      responseParameters: { "method.response.header.X": "'a'" },
      responseTemplates: { "application/json": '{ "said": "$input.params(\'q\')" }' },
    },
    expect: { statusCode: "200", responseParameters: { "method.response.header.X": "'a'" } },
  },
  {
    name: "put a second default",
    operation: "PutIntegrationResponse",
    input: { ...method, statusCode: "500" },
    error: {
      name: "ConflictException",
      message: "Integration response with selection pattern default already exists",
    },
  },
  {
    name: "get the integration response",
    operation: "GetIntegrationResponse",
    input: ok,
    expect: { statusCode: "200", responseParameters: { "method.response.header.X": "'a'" } },
  },
  {
    name: "get one that is not there",
    operation: "GetIntegrationResponse",
    input: { ...method, statusCode: "404" },
    error: { name: "NotFoundException", message: "Invalid Response status code specified" },
  },
  {
    name: "update the integration response",
    operation: "UpdateIntegrationResponse",
    input: {
      ...ok,
      patchOperations: [{ op: "replace", path: "/responseTemplates/text~1plain", value: "b" }],
    },
    expect: { responseTemplates: { "text/plain": "b" } },
  },
  {
    name: "get the method with everything on it",
    operation: "GetMethod",
    input: method,
    expect: {
      methodResponses: { 200: { statusCode: "200" } },
      methodIntegration: { type: "MOCK", integrationResponses: { 200: { statusCode: "200" } } },
    },
  },
  {
    name: "get the resources with their methods",
    operation: "GetResources",
    input: { restApiId: "$api", embed: ["methods"], limit: 500 },
    expect: { items: [{ path: "/" }, { path: "/pets", resourceMethods: { GET: { httpMethod: "GET" } } }] },
  },
  {
    name: "try the method",
    operation: "TestInvokeMethod",
    input: { ...method, pathWithQueryString: "/pets?q=hello" },
    expect: { status: 200, body: '{ "said": "hello" }', headers: { X: "a" } },
  },
  {
    name: "deploy to a stage",
    operation: "CreateDeployment",
    input: { restApiId: "$api", stageName: "prod" },
    expect: {},
    save: { deployment: "id" },
  },
  {
    name: "see the stage",
    operation: "GetStages",
    input: { restApiId: "$api" },
    expect: { item: [{ stageName: "prod", deploymentId: "$deployment" }] },
  },
  {
    name: "delete the integration response",
    operation: "DeleteIntegrationResponse",
    input: ok,
    expect: {},
  },
  {
    name: "delete the API",
    operation: "DeleteRestApi",
    input: { restApiId: "$api" },
    expect: {},
  },
];
