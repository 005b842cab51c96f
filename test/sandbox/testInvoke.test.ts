// TestInvokeMethod, by the recorded facts about its answer and about what happens at run time: shared/oracles.md
// section 3, “Run time”, and shared/apigateway.md section 5.
import { describe, expect, test } from "vitest";
import { createScene, type Scene } from "./scene";

interface Result {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly log: string;
  readonly latency: number;
  readonly unproven?: string;
}

const LAMBDA = {
  type: "AWS",
  httpMethod: "POST",
  uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations",
};
const HTTP = { type: "HTTP", httpMethod: "GET", uri: "https://example.com/pets" };
const mock = (template: string) => ({ type: "MOCK", requestTemplates: { "application/json": template } });

/** The method with this integration and these responses, invoked. */
function invoke(
  integration: object,
  responses: Readonly<Record<string, object>>,
  {
    request = {},
    backend,
    scene = createScene(),
  }: { request?: object; backend?: object; scene?: Scene } = {},
): Result {
  expect(scene.ask(`PUT ${scene.method}/integration`, integration).status).toBe(201);
  for (const [status, response] of Object.entries(responses)) {
    expect(scene.ask(`PUT ${scene.response(status)}`, response).status).toBe(201);
  }
  const asked = scene.ask(`POST ${scene.method}`, request, backend);
  expect(asked.status, JSON.stringify(asked)).toBe(200);
  return { ...(asked.body as Result), ...(asked.unproven === undefined ? {} : { unproven: asked.unproven }) };
}

/** The lines without their dates and their request's id. */
function linesOf({ log }: Result): readonly string[] {
  return log
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^\w{3} \w{3} \d\d [\d:]{8} UTC \d{4} : /, "").replace(/[\w-]{36}/, "ID"));
}

const plain = { responseTemplates: { "application/json": "done" } };

test("the answer and its log have the recorded shape", () => {
  const result = invoke(mock('{"statusCode": 200}'), { 200: plain }, { request: { headers: { A: "b" } } });
  expect(result).toEqual({
    status: 200,
    body: "done",
    headers: { "Content-Type": "application/json" },
    multiValueHeaders: { "Content-Type": ["application/json"] },
    latency: 0,
    log: expect.any(String),
  });
  expect(linesOf(result)).toEqual([
    "Execution log for request ID",
    "Starting execution for request: ID",
    "HTTP Method: GET, Resource Path: /pets",
    "Method request path: {}",
    "Method request query string: {}",
    "Method request headers: {A=b}",
    "Method request body before transformations: ",
    "Method response body after transformations: done",
    "Method response headers: {Content-Type=application/json}",
    "Successfully completed execution",
    "Method completed with status: 200",
  ]);
  expect(result.log).toMatch(
    /^Execution log for request [\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\nFri Jan 15 08:00:00 UTC 2027 : Starting/,
  );
});

interface Case {
  readonly fact: string;
  readonly integration: object;
  readonly responses: Readonly<Record<string, object>>;
  readonly backend?: object;
  readonly request?: object;
  readonly result: object;
  readonly line?: string;
}

const FAILED = {
  status: 500,
  body: '{"message": "Internal server error"}',
  headers: { "x-amzn-ErrorType": "InternalServerErrorException" },
};
const CONFIGURATION = "Execution failed due to configuration error: ";
const MESSAGE = { body: '{"errorMessage":"four hundred"}' };

const CASES: readonly Case[] = [
  {
    fact: "a Lambda success is not matched by a status",
    integration: LAMBDA,
    responses: { 200: {}, 404: { selectionPattern: "200" } },
    backend: { body: '{"a":1}' },
    result: { status: 200, body: '{"a":1}' },
  },
  {
    fact: "a Lambda function's error is matched by its errorMessage",
    integration: LAMBDA,
    responses: { 200: {}, 404: { selectionPattern: ".*four hundred.*" } },
    backend: MESSAGE,
    result: { status: 404 },
  },
  {
    fact: ".+ picks a Lambda function's error, and not its success",
    integration: LAMBDA,
    responses: { 200: {}, 500: { selectionPattern: ".+" } },
    backend: MESSAGE,
    result: { status: 500 },
  },
  {
    fact: "an HTTP backend's 400 with only a default response is a 200",
    integration: HTTP,
    responses: { 200: {} },
    backend: { status: 400, body: "no" },
    result: { status: 200, body: "no" },
  },
  {
    fact: "no match and no default is a 500, told by HTTP 200",
    integration: HTTP,
    responses: { 404: { selectionPattern: "404" } },
    backend: { status: 200 },
    result: FAILED,
    line: `${CONFIGURATION}No match for output mapping and no default output mapping configured. Endpoint Response Status Code: 200`,
  },
  {
    fact: "a status without a method response is a 500",
    integration: HTTP,
    responses: { 504: {} },
    backend: { status: 200 },
    result: FAILED,
    line: `${CONFIGURATION}Output mapping refers to an invalid method response: 504`,
  },
  {
    fact: "text that is no base64 is not decoded",
    integration: HTTP,
    responses: { 200: { contentHandling: "CONVERT_TO_BINARY" } },
    backend: { body: "?!" },
    result: FAILED,
    line: `${CONFIGURATION}Unable to base64 decode the body.`,
  },
  {
    fact: "a map prints as Java prints it",
    integration: HTTP,
    responses: { 200: { responseTemplates: { "application/json": "$input.path('$.m')" } } },
    backend: { body: '{"m":{"a":"b","c":"d"}}' },
    result: { body: "{a=b, c=d}" },
  },
  {
    fact: "a list in a map prints as JSON",
    integration: HTTP,
    responses: { 200: { responseTemplates: { "application/json": "$input.path('$')" } } },
    backend: { body: '{"foo":[{"nested":"bar"}]}' },
    result: { body: '{foo=[{"nested":"bar"}]}' },
  },
  {
    fact: "a missing path prints nothing and equals null and the empty string; an empty list does not",
    integration: HTTP,
    responses: {
      200: {
        responseTemplates: {
          "application/json":
            '[$input.path("$.no")]#if($input.path("$.no") == "")a#end#if($input.path("$.no") == $null)b#end#if($input.path("$.l") == "")c#end',
        },
      },
    },
    backend: { body: '{"l":[]}' },
    result: { body: "[]ab" },
  },
  {
    fact: "an empty body is {}, and form encoding writes a space as +",
    integration: HTTP,
    responses: {
      200: { responseTemplates: { "application/json": "$input.body $util.urlEncode('a b') $input.body.x" } },
    },
    backend: { body: "" },
    result: { body: expect.stringMatching(/^\{\} a\+b/) },
  },
  {
    fact: "a MOCK takes any integer and lenient JSON for its status",
    integration: mock("{statusCode: 444,}"),
    responses: { 200: {}, 404: { selectionPattern: "444" } },
    result: { status: 404 },
  },
  {
    fact: "a MOCK without a status is a 500",
    integration: mock("{}"),
    responses: { 200: {} },
    result: FAILED,
  },
  {
    fact: "a MOCK's request template overrides status and headers of the response, even with no template there",
    integration: mock(
      '#set($context.responseOverride.status = 444)#set($context.responseOverride.header.h = "v"){"statusCode": 200}',
    ),
    responses: { 200: { responseTemplates: {} } },
    result: { status: 444, headers: { h: "v" } },
  },
  {
    fact: "members that the request template adds are seen by the response template",
    integration: mock('#set($context.requestOverride.own = "seen"){"statusCode": 200}'),
    responses: { 200: { responseTemplates: { "application/json": "$context.requestOverride.own" } } },
    result: { body: "seen" },
  },
  {
    fact: "parameters of the query and of the headers are there",
    integration: mock('{"statusCode": 200}'),
    responses: {
      200: { responseTemplates: { "application/json": "$input.params('q') $input.params('h')" } },
    },
    request: { pathWithQueryString: "/pets?q=a%20b", headers: { h: "c" } },
    result: { body: "a b c" },
  },
  {
    fact: "a path that does not fit the resource is accepted, and has no parameters",
    integration: mock('{"statusCode": 200}'),
    responses: { 200: plain },
    request: { pathWithQueryString: "/somewhere/else" },
    result: { status: 200 },
    line: "Method request path: {}",
  },
];

describe("run time", () => {
  test.each(CASES)("$fact", ({ integration, responses, backend, request, result, line }) => {
    const found = invoke(integration, responses, {
      ...(backend === undefined ? {} : { backend }),
      ...(request === undefined ? {} : { request }),
    });
    expect(found).toMatchObject(result);
    expect(linesOf(found)).toContain(line ?? `Method completed with status: ${found.status}`);
  });

  test("of the recorded headers each is renamed, dropped, or passed on", () => {
    const renamed = [
      ...["Connection", "Content-Length", "Date", "Server", "Authorization", "Content-MD5", "Expect", "Host"],
      ...["Max-Forwards", "Proxy-Authenticate", "Trailer", "Upgrade", "User-Agent", "WWW-Authenticate"],
    ];
    const names = [...renamed, "Transfer-Encoding", "Content-Encoding"];
    const scene = createScene();
    const keys = names.map((name) => `method.response.header.${name}`);
    const patchOperations = keys.map((key) => ({ op: "add", path: `/responseParameters/${key}` }));
    scene.ask(`PATCH ${scene.method}/responses/200`, { patchOperations });
    const responseParameters = Object.fromEntries(keys.map((key) => [key, "'v'"]));
    const { headers } = invoke(HTTP, { 200: { responseParameters } }, { scene, backend: {} });
    const { "Content-Type": _, ...others } = headers;
    const remapped = Object.fromEntries(
      Object.entries(others).map(([name, value]) => [name.replace(/^x-amzn-remapped-/i, "↦"), value]),
    );
    expect(remapped).toEqual({
      ...Object.fromEntries(renamed.map((name) => [`↦${name}`, "v"])),
      "Content-Encoding": "v",
    });
  });

  test("a mapped Server header is renamed, Content-Type is not", () => {
    const scene = createScene();
    const headers = ["Server", "Content-Type"].map((name) => `method.response.header.${name}`);
    const patchOperations = headers.map((key) => ({ op: "add", path: `/responseParameters/${key}` }));
    scene.ask(`PATCH ${scene.method}/responses/200`, { patchOperations });
    const responseParameters = Object.fromEntries(headers.map((key) => [key, "'a/b'"]));
    expect(invoke(HTTP, { 200: { responseParameters } }, { scene, backend: {} }).headers).toEqual({
      "X-Amzn-Remapped-Server": "a/b",
      "Content-Type": "a/b",
    });
  });

  test("the parameters of the path come from the resource", () => {
    const scene = createScene();
    const one = scene.ask(`POST ${scene.resource}`, { pathPart: "{id}" }).body as { id: string };
    const method = `${scene.api}/resources/${one.id}/methods/GET`;
    scene.ask(`PUT ${method}`, {});
    scene.ask(`PUT ${method}/integration`, mock('{"statusCode": 200}'));
    scene.ask(`PUT ${method}/responses/200`, {});
    scene.ask(`PUT ${method}/integration/responses/200`, {
      responseTemplates: { "application/json": "$input.params('id')" },
    });
    expect(scene.ask(`POST ${method}`, { pathWithQueryString: "/pets/a%2Fb" }).body).toMatchObject({
      body: "a/b",
    });
  });
});

describe("the headers of the request", () => {
  const responses = {
    200: { responseTemplates: { "application/json": "$input.params('A')|$input.params('B')" } },
  };
  const answer = (request: object): Result => invoke(mock('{"statusCode": 200}'), responses, { request });

  test.each([
    ["by one value each", { headers: { A: "1", B: "2" } }, "1|2"],
    ["by several", { multiValueHeaders: { A: ["0", "1"], B: ["2"] } }, "1|2"],
  ])("%s", (_, request, body) => {
    const result = answer(request);
    expect(result).toMatchObject({ body });
    expect(result).not.toHaveProperty("unproven");
  });

  test("of both kinds none gets lost, and that they come together so is called unproven", () => {
    expect(answer({ headers: { a: "0", B: "2" }, multiValueHeaders: { A: ["1"] } })).toMatchObject({
      body: "1|2",
      unproven: "how headers and multiValueHeaders come together",
    });
  });

  test.each([
    ["a number in a list", { A: ["1", 2] }, "TruncatingBigNumber can not be converted to an String"],
    ["no list", { A: "1" }, undefined],
    ["no map", ["1"], undefined],
  ])("%s is refused, and not left out", (_, multiValueHeaders, message) => {
    const scene = createScene();
    const refused = scene.ask(`POST ${scene.method}`, { multiValueHeaders });
    expect(refused).toMatchObject({ status: 400, error: "SerializationException" });
    if (message === undefined) {
      expect(refused.unproven).toContain("multiValueHeaders");
    } else {
      expect(refused.message).toContain(message);
    }
  });
});

describe("what nobody knows is called so", () => {
  test("that the longer pattern won over .+ was seen; whether for its place or its length was not", () => {
    const responses = { 404: { selectionPattern: ".*four hundred.*" }, 500: { selectionPattern: ".+" } };
    expect(invoke(LAMBDA, responses, { backend: MESSAGE })).toMatchObject({
      status: 404,
      unproven: "which response answers",
    });
  });

  test("of several that match the one stored first answers", () => {
    const responses = { 404: { selectionPattern: ".+" }, 500: { selectionPattern: ".*four hundred.*" } };
    expect(invoke(LAMBDA, responses, { backend: MESSAGE })).toMatchObject({
      status: 404,
      unproven: "which response answers",
    });
  });

  test("a backend of which nothing is stated", () => {
    const result = invoke(HTTP, { 200: {} });
    expect(result).toMatchObject({ status: 200, body: "{}" });
    expect(result.unproven).toContain("assumed");
    expect(linesOf(result)).toContain(
      "API Gateway Local sends nothing. No answer of the backend is stated, so 200 and {} are assumed.",
    );
  });

  test.each([
    [
      '{"statusCode":201,"headers":{"A":"b"},"body":"made"}',
      { status: 201, body: "made", headers: { A: "b" } },
    ],
    ["made", { status: 502 }],
  ])("a Lambda proxy that returns %s", (body, result) => {
    expect(invoke({ ...LAMBDA, type: "AWS_PROXY" }, {}, { backend: { body } })).toMatchObject({
      ...result,
      unproven: "the answer of a proxy integration",
    });
  });
});

describe("a stated backend", () => {
  test("is kept by a call of the endpoint's own, outlives another PutIntegration, and goes", () => {
    const scene = createScene();
    scene.ask(`PUT ${scene.method}/integration`, HTTP);
    const local = `/_local/backend${scene.method}`;
    expect(scene.ask(`PUT ${local}`, { status: 404, body: "gone" }).status).toBe(200);
    const responses = { 200: {}, 404: { selectionPattern: "4.." } };
    expect(invoke(HTTP, responses, { scene })).toMatchObject({ status: 404, body: "gone" });
    expect(scene.ask(`GET ${scene.method}/integration`).body).not.toHaveProperty("backend");
    expect(scene.ask(`DELETE ${local}`).status).toBe(204);
    expect(scene.ask(`POST ${scene.method}`, {}).body).toMatchObject({ status: 200, body: "{}" });
  });

  test("of the request goes before the one that is kept", () => {
    const scene = createScene();
    scene.ask(`PUT ${scene.method}/integration`, HTTP);
    scene.ask(`PUT /_local/backend${scene.method}`, { body: "kept" });
    expect(invoke(HTTP, { 200: {} }, { scene, backend: { body: "asked" } }).body).toBe("asked");
  });

  test.each([{ status: 99 }, { status: 2.5 }, { statuscode: 200 }, { body: 1 }])(
    "%j is refused, and stored nowhere",
    (backend) => {
      const scene = createScene();
      scene.ask(`PUT ${scene.method}/integration`, HTTP);
      expect(scene.ask(`PUT /_local/backend${scene.method}`, backend).status).toBe(400);
      expect(scene.ask(`POST ${scene.method}`, {}, backend).status).toBe(400);
      expect(scene.ask(`GET /_local/backend${scene.method}`).body).toEqual({});
    },
  );
});
