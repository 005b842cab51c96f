// What API Gateway Local begins with: the API that the examples belong to, as `get-resources` would print it. Each
// response is live as its file has it, but for one in an earlier version, so that there is something to deploy. What
// the backends are said to answer is that of the samples, so that a test invocation has something to show.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export function seedOfExamples(examples) {
  const cliInput = readJson(path.join(examples, "cli-input.json"));
  const { restApiId, resourceId, httpMethod, statusCode, ...posted } = cliInput;
  const folder = path.join(
    examples,
    "restapis",
    restApiId,
    "resources",
    resourceId,
    "methods/GET/integration/responses",
  );
  const got = Object.fromEntries(
    readdirSync(folder)
      .filter((name) => /^\d{3}\.json$/.test(name))
      .map((name) => [name.slice(0, 3), readJson(path.join(folder, name))]),
  );
  const resourceMethods = {
    GET: methodOf("GET", { ...LAMBDA, backend: { body: sampleBody(folder, "two pets") } }, got),
    [httpMethod]: methodOf(httpMethod, { ...HTTP, backend: NAMELESS }, { [statusCode]: posted }),
  };
  const { 200: success } = resourceMethods.GET.methodIntegration.integrationResponses;
  delete success.responseParameters["method.response.header.Cache-Control"];
  return {
    restApiId,
    items: [
      { id: "3kzxbg5sa0", path: "/" },
      { id: resourceId, parentId: "3kzxbg5sa0", pathPart: "pets", path: "/pets", resourceMethods },
    ],
  };
}

const LAMBDA = {
  type: "AWS",
  httpMethod: "POST",
  uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:pets/invocations",
};
const HTTP = { type: "HTTP", httpMethod: "POST", uri: "https://pets.example/pets" };

const NAMELESS = {
  status: 400,
  body: JSON.stringify({ error: { code: "NameMissing", message: "A pet needs a name." } }),
};

function sampleBody(folder, wanted) {
  const { body } = readJson(path.join(folder, "method.samples.json")).find(({ name }) => name === wanted);
  return JSON.stringify(body);
}

function methodOf(httpMethod, integration, responses) {
  const entries = Object.entries(responses);
  return {
    httpMethod,
    authorizationType: "NONE",
    apiKeyRequired: false,
    methodResponses: Object.fromEntries(
      entries.map(([statusCode, { responseParameters = {} }]) => [
        statusCode,
        {
          statusCode,
          responseParameters: Object.fromEntries(Object.keys(responseParameters).map((key) => [key, false])),
        },
      ]),
    ),
    methodIntegration: {
      ...integration,
      integrationResponses: Object.fromEntries(
        entries.map(([statusCode, response]) => [statusCode, { statusCode, ...response }]),
      ),
    },
  };
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
