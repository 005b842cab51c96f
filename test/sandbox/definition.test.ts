// The rest of the definition: lists, stages, deployments and patches, and that what nobody recorded is called unproven.
import { describe, expect, test } from "vitest";
import { createScene, type Scene } from "./scene";

describe("the rest of the definition", () => {
  test("resources come with their methods when asked, page by page", () => {
    const { ask, api } = createScene();
    const first = ask(`GET ${api}/resources?embed=methods&limit=1`).body as {
      item: object[];
      position: string;
    };
    expect(first.item).toMatchObject([{ path: "/" }]);
    const second = ask(`GET ${api}/resources?embed=methods&limit=1&position=${first.position}`).body;
    expect(second).toMatchObject({
      item: [
        {
          path: "/pets",
          resourceMethods: {
            GET: { methodIntegration: { type: "MOCK" }, methodResponses: { 200: { statusCode: "200" } } },
          },
        },
      ],
    });
    expect(second).not.toHaveProperty("position");
    expect(ask(`GET ${api}/resources?limit=2`).body).toMatchObject({
      item: [{ path: "/" }, { path: "/pets", resourceMethods: { GET: {} } }],
    });
  });

  test("a deployment moves its stage", () => {
    const { ask, api } = createScene();
    const one = ask(`POST ${api}/deployments`, { stageName: "prod" }).body as { id: string };
    const two = ask(`POST ${api}/deployments`, { stageName: "prod" }).body as { id: string };
    expect(ask(`GET ${api}/stages`).body).toMatchObject({
      item: [{ stageName: "prod", deploymentId: two.id }],
    });
    expect(ask(`DELETE ${api}/deployments/${two.id}`)).toMatchObject({ status: 400 });
    expect(ask(`DELETE ${api}/deployments/${one.id}`)).toMatchObject({ status: 202 });
  });

  test.each<[string, (scene: Scene) => string, object | undefined]>([
    [
      "a deployment that a stage serves is kept",
      ({ api }) => `DELETE ${api}/deployments/{deployment}`,
      undefined,
    ],
    ["a deployment that is not there", ({ api }) => `GET ${api}/deployments/nope`, undefined],
    ["a stage that is not there", ({ api }) => `GET ${api}/stages/nope`, undefined],
    [
      "a stage that is there",
      ({ api }) => `POST ${api}/stages`,
      { stageName: "prod", deploymentId: "{deployment}" },
    ],
    ["a second method", ({ method }) => `PUT ${method}`, {}],
    ["a second resource", ({ api }) => `POST ${api}/resources/{root}`, { pathPart: "pets" }],
    ["a method response that is needed", ({ method }) => `DELETE ${method}/responses/200`, undefined],
    ["a new integration under responses", ({ method }) => `PUT ${method}/integration`, { type: "MOCK" }],
    [
      "contentHandling that is emptied",
      ({ response }) => `PATCH ${response("200")}`,
      {
        patchOperations: [{ op: "replace", path: "/contentHandling", value: "" }],
      },
    ],
    [
      "a second response with the same pattern",
      ({ response }) => `PUT ${response("404")}`,
      { selectionPattern: "a" },
    ],
    ["a body that is no JSON", ({ response }) => `PUT ${response("404")}`, undefined],
    ["a patch without operations", ({ response }) => `PATCH ${response("200")}`, { patchOperations: [] }],
    [
      "a patch whose operations are no list",
      ({ response }) => `PATCH ${response("200")}`,
      { patchOperations: "x" },
    ],
    [
      "an operation without an op",
      ({ response }) => `PATCH ${response("200")}`,
      { patchOperations: [{ path: "/selectionPattern", value: "b" }] },
    ],
    [
      "an operation on a whole map",
      ({ response }) => `PATCH ${response("200")}`,
      { patchOperations: [{ op: "remove", path: "/responseTemplates" }] },
    ],
    [
      "the removal of a template that is not there",
      ({ response }) => `PATCH ${response("200")}`,
      { patchOperations: [{ op: "remove", path: "/responseTemplates/text~1csv" }] },
    ],
    [
      "the replacement of a stage variable that is not there",
      ({ api }) => `PATCH ${api}/stages/prod`,
      { patchOperations: [{ op: "replace", path: "/variables/a", value: "b" }] },
    ],
    [
      "several faults in one request",
      ({ response }) => `PUT ${response("200")}`,
      { responseParameters: { "method.response.header.X": "*", "method.response.header.Z": "'a'" } },
    ],
    [
      "what the service has use for and this endpoint has not",
      () => "POST /restapis",
      { name: "a", endpointConfiguration: { types: ["PRIVATE"] } },
    ],
    [
      "a deployment that describes a stage which is there",
      ({ api }) => `POST ${api}/deployments`,
      { stageName: "prod", stageDescription: "for all", variables: { a: "b" } },
    ],
    ["a limit of none", ({ api }) => `GET ${api}/resources?limit=0`, undefined],
    ["a limit above the most", () => "GET /restapis?limit=501", undefined],
    ["a part to embed that there is none of", ({ api }) => `GET ${api}/resources?embed=all`, undefined],
    ["the same of one resource", ({ resource }) => `GET ${resource}?embed=all`, undefined],
  ])("%s: nobody recorded the answer, and it says so", (name, line, body) => {
    const scene = createScene();
    scene.ask(`PUT ${scene.response("200")}`, { selectionPattern: "a" });
    const { id: deployment } = scene.ask(`POST ${scene.api}/deployments`, { stageName: "prod" }).body as {
      id: string;
    };
    const { rootResourceId } = scene.ask(`GET ${scene.api}`).body as { rootResourceId: string };
    const filled = (text: string): string =>
      text.replace("{deployment}", deployment).replace("{root}", rootResourceId);
    const sent = name.includes("no JSON") ? "{" : body && JSON.parse(filled(JSON.stringify(body)));
    expect(scene.ask(filled(line(scene)), sent)).toMatchObject({ unproven: expect.any(String) });
  });

  test("a member that is not read is named, as far as a header can name it", () => {
    const { ask, response } = createScene();
    const body = { selectionPattern: "a", responseTemplate: {}, "a\nb": 1, contentHandling: null };
    expect(ask(`PUT ${response("200")}`, body)).toMatchObject({
      status: 201,
      unproven:
        "what the service does with responseTemplate, a member of another name, which is not read here",
    });
  });

  test("nothing of that is said of what is recorded or documented", () => {
    const { ask, api, method, response } = createScene();
    ask(`PUT ${response("200")}`, { responseTemplates: { "text/plain": "a" } });
    const patchOperations = [
      { op: "add", path: "/responseTemplates/text~1csv", value: "b" },
      { op: "replace", path: "/responseTemplates/text~1plain", value: "c" },
    ];
    const lines: readonly [string, object | undefined][] = [
      [`PATCH ${response("200")}`, { patchOperations }],
      [`PUT ${response("200")}`, { responseParameters: { "method.response.header.X": "'a'" } }],
      [`GET ${api}/resources?embed=methods&limit=500`, undefined],
      [`POST ${api}/deployments`, { stageName: "prod", stageDescription: "for all", variables: { a: "b" } }],
      [`PUT ${method}/responses/201`, { responseParameters: {}, responseModels: {} }],
    ];
    for (const [line, body] of lines) {
      expect(ask(line, body), line).not.toHaveProperty("unproven");
    }
    expect(ask(`GET ${api}/stages/prod`).body).toMatchObject({
      description: "for all",
      variables: { a: "b" },
    });
  });

  test("a stage that is created has its description and its variables", () => {
    const { ask, api } = createScene();
    const { id: deploymentId } = ask(`POST ${api}/deployments`, {}).body as { id: string };
    const told = { stageName: "test", description: "for us", variables: { a: "b" } };
    expect(ask(`POST ${api}/stages`, { ...told, deploymentId })).toMatchObject({ status: 201, body: told });
  });

  test("of a patch that is refused in its middle nothing is done, whatever it patches", () => {
    const { ask, api } = createScene();
    ask(`POST ${api}/deployments`, { stageName: "prod" });
    const description = { op: "replace", path: "/description", value: "new" };
    const lines: readonly (readonly [string, object])[] = [
      [api, { op: "replace", path: "/name", value: "" }],
      [`${api}/stages/prod`, { op: "replace", path: "/deploymentId", value: "nope" }],
    ];
    for (const [path, refused] of lines) {
      const before = ask(`GET ${path}`).body;
      expect(ask(`PATCH ${path}`, { patchOperations: [description, refused] })).toHaveProperty("error");
      expect(ask(`GET ${path}`).body).toEqual(before);
    }
  });

  test("what it does not know it says so of", () => {
    const { ask, api } = createScene();
    for (const line of ["GET /apikeys", `GET ${api}/models`, `PATCH ${api}/resources/abc`]) {
      expect(ask(line)).toMatchObject({
        status: 501,
        message: expect.stringContaining(`does not know ${line}.`),
        unproven: expect.any(String),
      });
    }
  });

  test("a path that the service does not know either is answered in its words", () => {
    expect(createScene().ask("GET /nowhere")).toEqual({
      status: 403,
      error: "MissingAuthenticationTokenException",
      message: "Missing Authentication Token",
    });
  });

  test.each([
    ["", [{ op: "replace", path: "/name", value: "cats" }], { name: "cats" }],
    ["", [{ op: "add", path: "/binaryMediaTypes/image~1png" }], { binaryMediaTypes: ["image/png"] }],
    ["/GET", [{ op: "replace", path: "/apiKeyRequired", value: "true" }], { apiKeyRequired: true }],
    [
      "/GET",
      [{ op: "add", path: "/requestParameters/method.request.header.A", value: "true" }],
      { requestParameters: { "method.request.header.A": true } },
    ],
    [
      "/GET/integration",
      [{ op: "replace", path: "/timeoutInMillis", value: "500" }],
      { timeoutInMillis: 500, type: "MOCK" },
    ],
    [
      "/GET/integration",
      [{ op: "add", path: "/requestTemplates/application~1json", value: '{"statusCode": 200}' }],
      { requestTemplates: { "application/json": '{"statusCode": 200}' } },
    ],
  ])("PATCH …%s %j", (path, patchOperations, body) => {
    const { ask, api, method } = createScene();
    const place = path === "" ? api : `${method.replace(/\/GET$/, "")}${path}`;
    expect(ask(`PATCH ${place}`, { patchOperations })).toMatchObject({ status: 200, body });
    expect(ask(`GET ${place}`).body).toMatchObject(body);
  });

  test("an integration's type is not patched, and no more than the service takes is stored", () => {
    const { ask, method } = createScene();
    for (const path of ["/type", "/constructor", "/requestTemplates"]) {
      const patchOperations = [{ op: "replace", path, value: "HTTP" }];
      expect(ask(`PATCH ${method}/integration`, { patchOperations }).status).toBe(400);
    }
  });
});
