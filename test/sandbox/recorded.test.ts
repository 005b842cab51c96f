// Each recorded fact about PutIntegrationResponse and its neighbours, as a row: shared/oracles.md section 3 and
// shared/apigateway.md section 5. What was said in 2015 of headers that are not declared, `Invalid mapping identifier
// specified` (threads 77 and 104 of aws-apigateway-importer), is not said any more.
import { describe, expect, test } from "vitest";
import { type Asked, createScene, type Scene, stateOf } from "./scene";

const MAPPING = "Invalid mapping expression specified: Validation Result: warnings : [], errors : ";
const STATUS_WRONG =
  "1 validation error detected: Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d";

interface Refused {
  readonly fact: string;
  readonly line: (scene: Scene) => string;
  readonly body?: unknown;
  readonly answer: Asked;
}

const badRequest = (message: string): Asked => ({ status: 400, error: "BadRequestException", message });
const notFound = (message: string): Asked => ({ status: 404, error: "NotFoundException", message });
const serialization = (message: string): Asked => ({ status: 400, error: "SerializationException", message });
const conflict = (message: string): Asked => ({ status: 409, error: "ConflictException", message });
const validation = (message: string): Asked => ({ status: 400, error: "ValidationException", message });
const put =
  (status: string) =>
  ({ response }: Scene): string =>
    `PUT ${response(status)}`;
const header = (name: string, value: string) => ({
  responseParameters: { [`method.response.header.${name}`]: value },
});

const REFUSED: readonly Refused[] = [
  {
    fact: "PUT, wrong API: the words are those for a resource",
    line: ({ response }) => `PUT ${response("200").replace(/restapis\/\w+/, "restapis/nope")}`,
    answer: notFound("Invalid Resource identifier specified"),
  },
  {
    fact: "PUT, wrong resource",
    line: ({ response }) => `PUT ${response("200").replace(/resources\/\w+/, "resources/nope")}`,
    answer: notFound("Invalid Resource identifier specified"),
  },
  {
    fact: "PUT, method missing",
    line: ({ response }) => `PUT ${response("200").replace("/GET/", "/POST/")}`,
    answer: notFound("Invalid Method identifier specified"),
  },
  {
    fact: "PUT, a method whose name is none",
    line: ({ response }) => `PUT ${response("200").replace("/GET/", "/INVALID/")}`,
    answer: notFound("Invalid Method identifier specified"),
  },
  {
    fact: "PUT, status that is none: looked at before existence",
    line: ({ response }) => `PUT ${response("wrong").replace("/GET/", "/POST/")}`,
    answer: validation(STATUS_WRONG),
  },
  {
    fact: "GET, status that is none",
    line: ({ response }) => `GET ${response("wrong")}`,
    answer: validation(STATUS_WRONG),
  },
  {
    fact: "a template that is a number",
    line: put("200"),
    body: { responseTemplates: { "application/json": 123 } },
    answer: serialization(
      "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
    ),
  },
  {
    fact: "a template that is true",
    line: put("200"),
    body: { responseTemplates: { "application/json": true } },
    answer: serialization("class java.lang.Boolean can not be converted to an String"),
  },
  {
    fact: "a request template that is true",
    line: ({ method }) => `PUT ${method}/integration`,
    body: { type: "MOCK", requestTemplates: { "application/json": true } },
    answer: serialization("class java.lang.Boolean can not be converted to an String"),
  },
  {
    fact: "a media type without a slash",
    line: put("200"),
    body: { responseTemplates: { "123": "{}" } },
    answer: badRequest("Validation Result: warnings : [], errors : [Invalid content type specified: 123]"),
  },
  {
    fact: "a header that the method response does not declare",
    line: put("200"),
    body: header("Z", "'a'"),
    answer: badRequest(
      `${MAPPING}[Invalid mapping expression parameter specified: method.response.header.Z]`,
    ),
  },
  {
    fact: "mappings, but no method response",
    line: put("504"),
    body: header("X", "'a'"),
    answer: badRequest(`${MAPPING}[No method response exists for method.]`),
  },
  {
    fact: "a static value without quotes",
    line: put("200"),
    body: header("X", "*"),
    answer: badRequest(`${MAPPING}[Invalid mapping expression specified: *]`),
  },
  {
    fact: "a static value in double quotes",
    line: put("200"),
    body: header("X", '"*"'),
    answer: badRequest(`${MAPPING}[Invalid mapping expression specified: "*"]`),
  },
  {
    fact: "a static value whose quote closes early",
    line: put("200"),
    body: header("X", "'Content-Type',Authorization"),
    answer: badRequest(`${MAPPING}[Invalid mapping expression specified: 'Content-Type',Authorization]`),
  },
  {
    fact: "a character that no name may hold",
    line: put("200"),
    body: header("X", "integration.response.header.page[size]"),
    answer: badRequest(
      `${MAPPING}[Parameter name should match the following regular expression: ^[a-zA-Z0-9._$-]+$]`,
    ),
  },
  {
    fact: "GET, response missing",
    line: ({ response }) => `GET ${response("404")}`,
    answer: notFound("Invalid Response status code specified"),
  },
  {
    fact: "PATCH, response missing",
    line: ({ response }) => `PATCH ${response("404")}`,
    body: { patchOperations: [{ op: "replace", path: "/selectionPattern", value: "a" }] },
    answer: notFound("Invalid Response status code specified"),
  },
  {
    fact: "DELETE, response missing",
    line: ({ response }) => `DELETE ${response("404")}`,
    answer: notFound("Invalid Response status code specified"),
  },
  {
    fact: "DELETE, method missing: the words are those for an integration",
    line: ({ response }) => `DELETE ${response("200").replace("/GET/", "/POST/")}`,
    answer: notFound("Invalid Integration identifier specified"),
  },
  {
    fact: "DELETE, a method whose name is none",
    line: ({ response }) => `DELETE ${response("200").replace("/GET/", "/INVALID/")}`,
    answer: notFound("Invalid Integration identifier specified"),
  },
  ...["GET", "PATCH", "DELETE"].map((verb) => ({
    fact: `${verb} of a method response that is missing`,
    line: ({ method }: Scene) => `${verb} ${method}/responses/202`,
    body: { patchOperations: [] },
    answer: notFound("Invalid Response status code specified"),
  })),
  {
    fact: "an API that is not there, where nothing below it is asked for",
    line: () => "GET /restapis/nope/resources",
    answer: notFound("Invalid API identifier specified 000000000000:nope"),
  },
  {
    fact: "a contentHandling that is none, by analogy",
    line: put("200"),
    body: { contentHandling: "CONVERT" },
    answer: {
      ...validation(
        "1 validation error detected: Value 'CONVERT' at 'putIntegrationResponseInput.contentHandling' failed to satisfy constraint: Member must satisfy enum value set: [CONVERT_TO_BINARY, CONVERT_TO_TEXT]",
      ),
      unproven: "the refusal of this contentHandling",
    },
  },
  {
    fact: "PATCH that removes a media type which is not there",
    line: ({ method }) => `PATCH ${method}/responses/200`,
    body: { patchOperations: [{ op: "remove", path: "/responseModels/text~1plain" }] },
    answer: {
      ...notFound("Content-Type specified was not found"),
      unproven: "the error type of this text",
    },
  },
  {
    fact: "PATCH that removes a header which is not there",
    line: ({ method }) => `PATCH ${method}/responses/200`,
    body: { patchOperations: [{ op: "remove", path: "/responseParameters/method.response.header.Z" }] },
    answer: { ...notFound("Invalid parameter name specified"), unproven: "the error type of this text" },
  },
  {
    fact: "PUT of a method response that is there",
    line: ({ method }) => `PUT ${method}/responses/200`,
    body: {},
    answer: conflict("Response already exists for this resource"),
  },
  {
    fact: "a method response with a parameter that is no header",
    line: ({ method }) => `PUT ${method}/responses/201`,
    body: { responseParameters: { "method.response.body": true } },
    answer: badRequest("Invalid parameter name specified"),
  },
  {
    fact: "an integration of a type that is none",
    line: ({ method }) => `PUT ${method}/integration`,
    body: { type: "X" },
    answer: validation(
      "1 validation error detected: Value 'X' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
    ),
  },
  {
    fact: "an HTTP integration without a verb",
    line: ({ method }) => `PUT ${method}/integration`,
    body: { type: "HTTP", uri: "https://example.com" },
    answer: badRequest("Enumeration value for HttpMethod must be non-empty"),
  },
  {
    fact: "an HTTP integration without an address",
    line: ({ method }) => `PUT ${method}/integration`,
    body: { type: "HTTP", httpMethod: "GET", uri: "nowhere" },
    answer: badRequest("Invalid HTTP endpoint specified for URI"),
  },
  {
    fact: "an AWS integration whose URI is no ARN",
    line: ({ method }) => `PUT ${method}/integration`,
    body: { type: "AWS", httpMethod: "POST", uri: "https://example.com" },
    answer: badRequest("Invalid ARN specified in the request"),
  },
  {
    fact: "an AWS integration whose ARN holds neither path nor action",
    line: ({ method }) => `PUT ${method}/integration`,
    body: { type: "AWS", httpMethod: "POST", uri: "arn:aws:lambda:us-east-1:000000000000:function:f" },
    answer: badRequest("AWS ARN for integration must contain path or action"),
  },
  {
    fact: "PATCH with two operations that are none",
    line: ({ response }) => `PATCH ${response("200")}`,
    body: {
      patchOperations: [
        { op: "x", path: "/selectionPattern" },
        { op: "y", path: "/selectionPattern" },
      ],
    },
    answer: validation(
      "2 validation errors detected: Value 'x' at 'updateIntegrationResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]; Value 'y' at 'updateIntegrationResponseInput.patchOperations.2.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
    ),
  },
  {
    fact: "PATCH with one operation that is none",
    line: ({ method }) => `PATCH ${method}/responses/200`,
    body: { patchOperations: [{ op: "x", path: "/responseModels" }] },
    answer: validation(
      "1 validation error detected: Value 'x' at 'updateMethodResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
    ),
  },
  {
    fact: "DELETE of an integration of a method that is not there",
    line: ({ method }) => `DELETE ${method.replace("/GET", "/POST")}/integration`,
    answer: notFound("Invalid Integration identifier specified"),
  },
];

describe("what the service refuses, in its words", () => {
  test.each(REFUSED)("$fact", ({ line, body, answer }) => {
    const scene = createScene();
    const before = stateOf(scene);
    expect(scene.ask(line(scene), body)).toEqual(answer);
    expect(stateOf(scene)).toEqual(before);
  });

  test("a method without an integration", () => {
    const scene = createScene();
    scene.ask(`DELETE ${scene.method}/integration`);
    expect(scene.ask(`PUT ${scene.response("200")}`, {})).toEqual(
      notFound("Invalid Integration identifier specified"),
    );
    expect(scene.ask(`GET ${scene.response("200")}`)).toEqual(
      notFound("Invalid Integration identifier specified"),
    );
    expect(scene.ask(`POST ${scene.api}/deployments`, {})).toEqual(
      badRequest("No integration defined for method"),
    );
  });

  test("an API without a method is not deployed", () => {
    const scene = createScene();
    scene.ask(`DELETE ${scene.method}`);
    expect(scene.ask(`POST ${scene.api}/deployments`, {})).toEqual(
      badRequest("The REST API doesn't contain any methods"),
    );
  });

  test("a second default", () => {
    const scene = createScene();
    expect(scene.ask(`PUT ${scene.response("200")}`, {}).status).toBe(201);
    expect(scene.ask(`PUT ${scene.response("500")}`, { selectionPattern: "" })).toEqual(
      conflict("Integration response with selection pattern default already exists"),
    );
  });
});

interface Stored {
  readonly fact: string;
  readonly status: string;
  readonly body: unknown;
  readonly echo: object;
  readonly unproven?: string;
}

const STORED: readonly Stored[] = [
  { fact: "no body at all", status: "200", body: undefined, echo: {} },
  { fact: "a status without a method response, and no mappings", status: "504", body: {}, echo: {} },
  {
    fact: "an empty template is null",
    status: "200",
    body: { responseTemplates: { "application/json": "" } },
    echo: { responseTemplates: { "application/json": null } },
  },
  {
    fact: "a null template stays null",
    status: "200",
    body: { responseTemplates: { "application/json": null } },
    echo: { responseTemplates: { "application/json": null } },
  },
  {
    fact: "no templates are told",
    status: "200",
    body: { responseTemplates: {} },
    echo: { responseTemplates: {} },
  },
  {
    fact: "an empty pattern is told",
    status: "200",
    body: { selectionPattern: "" },
    echo: { selectionPattern: "" },
  },
  {
    fact: "a pattern that Java refuses",
    status: "200",
    body: { selectionPattern: "(404" },
    echo: { selectionPattern: "(404" },
    unproven: "that a pattern which Java cannot compile is stored",
  },
  {
    fact: "a template that Velocity refuses",
    status: "200",
    body: { responseTemplates: { "application/json": "#if(" } },
    echo: { responseTemplates: { "application/json": "#if(" } },
    unproven: "that a template which Velocity cannot parse is stored",
  },
];

describe("what the service stores, and echoes", () => {
  test.each(STORED)("$fact", ({ status, body, echo, unproven }) => {
    const scene = createScene();
    const expected = { statusCode: status, ...echo };
    expect(scene.ask(`PUT ${scene.response(status)}`, body)).toEqual({
      status: 201,
      body: expected,
      ...(unproven === undefined ? {} : { unproven }),
    });
    expect(scene.ask(`GET ${scene.response(status)}`)).toEqual({ status: 200, body: expected });
  });

  test("a second PUT replaces the whole response", () => {
    const scene = createScene();
    scene.ask(`PUT ${scene.response("200")}`, { selectionPattern: "2\\d{2}", ...header("X", "'a'") });
    const again = scene.ask(`PUT ${scene.response("200")}`, { contentHandling: "CONVERT_TO_TEXT" });
    expect(again).toMatchObject({ status: 201 });
    expect(scene.ask(`GET ${scene.response("200")}`).body).toEqual({
      statusCode: "200",
      contentHandling: "CONVERT_TO_TEXT",
    });
  });

  test("DELETE answers 204, and then it is not there", () => {
    const scene = createScene();
    scene.ask(`PUT ${scene.response("200")}`, {});
    expect(scene.ask(`DELETE ${scene.response("200")}`)).toEqual({ status: 204 });
    expect(scene.ask(`GET ${scene.response("200")}`)).toEqual(
      notFound("Invalid Response status code specified"),
    );
  });

  test("no models are told, though there are none", () => {
    const { ask, method } = createScene();
    expect(ask(`PUT ${method}/responses/201`, { responseModels: {} })).toEqual({
      status: 201,
      body: { statusCode: "201", responseModels: {} },
    });
  });

  test("a status without a method response, and no mappings: where the API has method responses, too", () => {
    const { ask, method, response } = createScene();
    ask(`DELETE ${method}/responses/200`);
    expect(ask(`PUT ${response("200")}`, {})).toEqual({ status: 201, body: { statusCode: "200" } });
  });

  test("an update of a method response answers 201", () => {
    const { ask, method } = createScene();
    const patchOperations = [
      { op: "add", path: "/responseParameters/method.response.header.N", value: "true" },
    ];
    expect(ask(`PATCH ${method}/responses/404`, { patchOperations })).toEqual({
      status: 201,
      body: { statusCode: "404", responseParameters: { "method.response.header.N": true } },
    });
  });
});

interface Patched {
  readonly operation: { readonly op: string; readonly path: string; readonly value?: string };
  readonly echo: object;
}

const BEFORE = { selectionPattern: "5..", responseTemplates: { "application/json": "a" } };
const PATCHED: readonly Patched[] = [
  {
    operation: { op: "replace", path: "/selectionPattern", value: "4.." },
    echo: { ...BEFORE, selectionPattern: "4.." },
  },
  {
    operation: { op: "add", path: "/responseTemplates/text~1plain", value: "b" },
    echo: { ...BEFORE, responseTemplates: { "application/json": "a", "text/plain": "b" } },
  },
  {
    operation: { op: "remove", path: "/responseTemplates/application~1json" },
    echo: { ...BEFORE, responseTemplates: {} },
  },
  {
    operation: { op: "replace", path: "/contentHandling", value: "CONVERT_TO_TEXT" },
    echo: { ...BEFORE, contentHandling: "CONVERT_TO_TEXT" },
  },
];

describe("PATCH", () => {
  test.each(PATCHED)("$operation.op $operation.path", ({ operation, echo }) => {
    const scene = createScene();
    scene.ask(`PUT ${scene.response("500")}`, BEFORE);
    expect(scene.ask(`PATCH ${scene.response("500")}`, { patchOperations: [operation] })).toMatchObject({
      status: 200,
      body: { statusCode: "500", ...echo },
    });
  });

  test.each([
    { op: "add", path: "/selectionPattern" },
    { op: "remove", path: "/contentHandling" },
    { op: "replace", path: "/statusCode" },
    { op: "replace", path: "/constructor" },
  ])("$op $path is refused, and nothing else of the patch is done", (operation) => {
    const scene = createScene();
    scene.ask(`PUT ${scene.response("500")}`, BEFORE);
    const patchOperations = [{ op: "replace", path: "/selectionPattern", value: "4.." }, operation];
    expect(scene.ask(`PATCH ${scene.response("500")}`, { patchOperations })).toMatchObject({
      status: 400,
      error: "BadRequestException",
    });
    expect(scene.ask(`GET ${scene.response("500")}`).body).toEqual({ statusCode: "500", ...BEFORE });
  });
});
