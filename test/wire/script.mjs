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
    name: "see it in the list",
    operation: "GetRestApis",
    input: { limit: 500 },
    expect: { items: [{ id: "$api", name: "wire" }] },
  },
  {
    name: "get the API",
    operation: "GetRestApi",
    input: { restApiId: "$api" },
    expect: { id: "$api", name: "wire" },
  },
  {
    name: "rename the API",
    operation: "UpdateRestApi",
    input: { restApiId: "$api", patchOperations: [{ op: "replace", path: "/name", value: "renamed" }] },
    expect: { name: "renamed" },
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
    name: "get the resource",
    operation: "GetResource",
    input: { restApiId: "$api", resourceId: "$resource" },
    expect: { id: "$resource", path: "/pets", pathPart: "pets" },
  },
  {
    name: "put a method",
    operation: "PutMethod",
    input: { ...method, authorizationType: "NONE" },
    expect: { httpMethod: "GET" },
  },
  {
    name: "have the method want a key",
    operation: "UpdateMethod",
    input: { ...method, patchOperations: [{ op: "replace", path: "/apiKeyRequired", value: "true" }] },
    expect: { apiKeyRequired: true },
  },
  {
    name: "try a status that is none",
    operation: "PutIntegrationResponse",
    input: { ...method, statusCode: "999" },
    error: {
      name: "ValidationException",
      message:
        "1 validation error detected: Value '999' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
    },
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
    name: "get the integration",
    operation: "GetIntegration",
    input: method,
    expect: { type: "MOCK", requestTemplates: { "application/json": '{"statusCode": 200}' } },
  },
  {
    name: "have the integration answer sooner",
    operation: "UpdateIntegration",
    input: { ...method, patchOperations: [{ op: "replace", path: "/timeoutInMillis", value: "500" }] },
    expect: { type: "MOCK", timeoutInMillis: 500 },
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
    name: "put the method response again",
    operation: "PutMethodResponse",
    input: ok,
    error: { name: "ConflictException", message: "Response already exists for this resource" },
  },
  {
    name: "declare another header",
    operation: "UpdateMethodResponse",
    input: {
      ...ok,
      patchOperations: [{ op: "add", path: "/responseParameters/method.response.header.Y", value: "false" }],
    },
    expect: { responseParameters: { "method.response.header.X": false, "method.response.header.Y": false } },
  },
  {
    name: "get the method response",
    operation: "GetMethodResponse",
    input: ok,
    expect: { statusCode: "200", responseParameters: { "method.response.header.Y": false } },
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
    name: "take the template away again",
    operation: "UpdateIntegrationResponse",
    input: { ...ok, patchOperations: [{ op: "remove", path: "/responseTemplates/text~1plain" }] },
    expect: { statusCode: "200", responseParameters: { "method.response.header.X": "'a'" } },
  },
  {
    name: "patch what cannot be patched",
    operation: "UpdateIntegrationResponse",
    input: { ...ok, patchOperations: [{ op: "x", path: "/selectionPattern", value: "a" }] },
    error: {
      name: "ValidationException",
      message:
        "1 validation error detected: Value 'x' at 'updateIntegrationResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
    },
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
    name: "get the first page of the resources",
    operation: "GetResources",
    input: { restApiId: "$api", embed: ["methods"], limit: 1 },
    expect: { items: [{ path: "/" }] },
    save: { next: "position" },
  },
  {
    name: "get the page after it",
    operation: "GetResources",
    input: { restApiId: "$api", embed: ["methods"], limit: 1, position: "$next" },
    expect: {
      items: [{ path: "/pets", resourceMethods: { GET: { methodIntegration: { type: "MOCK" } } } }],
    },
  },
  {
    name: "try the method",
    operation: "TestInvokeMethod",
    input: { ...method, pathWithQueryString: "/pets?q=hello" },
    expect: { status: 200, body: '{ "said": "hello" }', headers: { X: "a" } },
  },
  {
    name: "have the template say what it was asked with",
    operation: "UpdateIntegrationResponse",
    input: {
      ...ok,
      patchOperations: [
        {
          op: "replace",
          path: "/responseTemplates/application~1json",
          value: "$input.params('q') $input.params('A') $input.params('B') $stageVariables.color",
        },
      ],
    },
    expect: { statusCode: "200" },
  },
  {
    name: "try the method with headers of both kinds and a stage variable",
    operation: "TestInvokeMethod",
    input: {
      ...method,
      pathWithQueryString: "/pets?q=a%20b",
      headers: { A: "1" },
      multiValueHeaders: { B: ["2", "3"] },
      stageVariables: { color: "blue" },
    },
    expect: { status: 200, body: "a b 1 3 blue", multiValueHeaders: { X: ["a"] } },
  },
  {
    name: "deploy to a stage",
    operation: "CreateDeployment",
    input: { restApiId: "$api", stageName: "prod" },
    expect: {},
    save: { deployment: "id" },
  },
  {
    name: "see the deployment in the list",
    operation: "GetDeployments",
    input: { restApiId: "$api" },
    expect: { items: [{ id: "$deployment" }] },
  },
  {
    name: "get the deployment",
    operation: "GetDeployment",
    input: { restApiId: "$api", deploymentId: "$deployment" },
    expect: { id: "$deployment" },
  },
  {
    name: "deploy to no stage",
    operation: "CreateDeployment",
    input: { restApiId: "$api", description: "second" },
    expect: { description: "second" },
    save: { second: "id" },
  },
  {
    name: "create a stage",
    operation: "CreateStage",
    input: { restApiId: "$api", stageName: "test", deploymentId: "$second" },
    expect: { stageName: "test", deploymentId: "$second" },
  },
  {
    name: "get a stage",
    operation: "GetStage",
    input: { restApiId: "$api", stageName: "test" },
    expect: { stageName: "test", deploymentId: "$second" },
  },
  {
    name: "move a stage",
    operation: "UpdateStage",
    input: {
      restApiId: "$api",
      stageName: "test",
      patchOperations: [{ op: "replace", path: "/deploymentId", value: "$deployment" }],
    },
    expect: { stageName: "test", deploymentId: "$deployment" },
  },
  {
    name: "delete a deployment that serves no stage",
    operation: "DeleteDeployment",
    input: { restApiId: "$api", deploymentId: "$second" },
    expect: {},
  },
  {
    name: "delete a stage",
    operation: "DeleteStage",
    input: { restApiId: "$api", stageName: "test" },
    expect: {},
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
    name: "delete it where the method is not there",
    operation: "DeleteIntegrationResponse",
    input: { ...ok, httpMethod: "POST" },
    error: { name: "NotFoundException", message: "Invalid Integration identifier specified" },
  },
  {
    name: "delete the method response",
    operation: "DeleteMethodResponse",
    input: ok,
    expect: {},
  },
  {
    name: "delete the integration",
    operation: "DeleteIntegration",
    input: method,
    expect: {},
  },
  {
    name: "deploy a method without an integration",
    operation: "CreateDeployment",
    input: { restApiId: "$api", stageName: "prod" },
    error: { name: "BadRequestException", message: "No integration defined for method" },
  },
  {
    name: "delete the method",
    operation: "DeleteMethod",
    input: method,
    expect: {},
  },
  {
    name: "ask for the method",
    operation: "GetMethod",
    input: method,
    error: { name: "NotFoundException", message: "Invalid Method identifier specified" },
  },
  {
    name: "delete the resource",
    operation: "DeleteResource",
    input: { restApiId: "$api", resourceId: "$resource" },
    expect: {},
  },
  {
    name: "delete the API",
    operation: "DeleteRestApi",
    input: { restApiId: "$api" },
    expect: {},
  },
];
