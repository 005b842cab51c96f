// The endpoint on a real socket, and its state on a real disk.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  BACKEND_HEADER,
  createEndpoint,
  emptyState,
  exampleApi,
  type Fault,
  type Listening,
  listen,
  openStateFile,
  seededApi,
  UNPROVEN_HEADER,
} from "../../server/src/sandbox";
import { OPERATIONS } from "../../server/src/sandbox/routes";
import { STEPS } from "../wire/script.mjs";
import { createScene, type Scene } from "./scene";

const SIGNED = {
  authorization: "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/apigateway/aws4_request",
};

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

function ask(
  { port }: Listening,
  line: string,
  { headers = SIGNED, body = "" }: { headers?: Record<string, string>; body?: string } = {},
): Promise<Answered | "broken"> {
  const [method, path] = line.split(" ");
  return new Promise((resolve) => {
    const outgoing = request({ host: "127.0.0.1", port, method, path, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", () => resolve("broken"));
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on("error", () => resolve("broken"));
    outgoing.end(body);
  });
}

let listening: Listening;

beforeEach(async () => {
  const endpoint = createEndpoint({ state: emptyState(), now: Date.now, random: Math.random });
  listening = await listen({ endpoint, port: 0, faultsByRequest: true });
});

afterEach(() => listening.close());

test("the script that the SDK and the CLI carry out calls each operation", () => {
  const called = new Set(STEPS.map(({ operation }) => operation));
  expect(OPERATIONS.filter((name) => !called.has(name))).toEqual([]);
});

describe("who is answered", () => {
  test("a signed request on loopback", async () => {
    expect(await ask(listening, "GET /restapis")).toMatchObject({ status: 200, body: '{"item":[]}' });
  });

  test.each([
    ["no signature", {}],
    ["a signature that is none", { authorization: "Bearer x" }],
    ["the name of another host", { ...SIGNED, host: "evil.example" }],
    ["a web page", { ...SIGNED, origin: "https://evil.example" }],
    ["a form of a web page", { ...SIGNED, "sec-fetch-site": "cross-site" }],
  ])("not: %s", async (_, headers) => {
    expect(await ask(listening, "GET /restapis", { headers })).toMatchObject({ status: 403 });
  });

  test.each<[string, string, Record<string, string>, string]>([
    ["a web page", "GET /restapis", { ...SIGNED, origin: "https://evil.example" }, ""],
    ["what is too large", "POST /restapis", SIGNED, " ".repeat(17 * 1024 * 1024)],
  ])("%s in words of its own, and it says so", async (_name, line, headers, body) => {
    expect(await ask(listening, line, { headers, body })).toMatchObject({
      headers: { [UNPROVEN_HEADER]: "this answer, which is API Gateway Local's own" },
    });
  });

  test("whoever asks who they are", async () => {
    const headers = { ...SIGNED, "content-type": "application/x-www-form-urlencoded" };
    const answer = await ask(listening, "POST /", {
      headers,
      body: "Action=GetCallerIdentity&Version=2011-06-15",
    });
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining("<Account>000000000000<") });
  });

  test.each([
    ["none", {}, undefined],
    ["one of another kind", { authorization: "Bearer x" }, "the answer to a signature of another kind"],
  ])("the answer to a signature that is %s", async (_, headers, unproven) => {
    const answer = await ask(listening, "GET /restapis", { headers });
    expect(answer).toMatchObject({ status: 403, body: '{"message":"Missing Authentication Token"}' });
    expect(answer === "broken" ? answer : answer.headers[UNPROVEN_HEADER]).toBe(unproven);
  });

  test("what is unproven is a header", async () => {
    expect(await ask(listening, "GET /apikeys")).toMatchObject({
      headers: { [UNPROVEN_HEADER]: expect.any(String) },
    });
  });
});

describe("a stated backend", () => {
  const idOf = (answer: Answered | "broken", name = "id"): string =>
    answer === "broken" ? "" : ((JSON.parse(answer.body) as Record<string, string>)[name] ?? "");

  /** A method with an HTTP integration and a default response, which passes the body through. */
  async function method(): Promise<string> {
    const api = await ask(listening, "POST /restapis", { body: '{"name":"a"}' });
    const path = `/restapis/${idOf(api)}/resources/${idOf(api, "rootResourceId")}/methods/GET`;
    const body = '{"type":"HTTP","httpMethod":"GET","uri":"https://example.com"}';
    await ask(listening, `PUT ${path}`);
    await ask(listening, `PUT ${path}/integration`, { body });
    await ask(listening, `PUT ${path}/responses/200`);
    await ask(listening, `PUT ${path}/integration/responses/200`);
    return path;
  }

  test("comes by a header, or is stored by a call that needs no signature", async () => {
    const path = await method();
    const headers = { ...SIGNED, [BACKEND_HEADER]: '{"body":"asked"}' };
    expect(await ask(listening, `POST ${path}`, { headers })).toMatchObject({
      status: 200,
      body: expect.stringContaining('"body":"asked"'),
    });
    const stored = await ask(listening, `PUT /_local/backend${path}`, {
      headers: {},
      body: '{"body":"stored"}',
    });
    expect(stored).toMatchObject({ status: 200 });
    expect(await ask(listening, `POST ${path}`)).toMatchObject({
      body: expect.stringContaining('"body":"stored"'),
    });
  });

  test("is not for a web page to state", async () => {
    const path = await method();
    const headers = { origin: "https://evil.example" };
    expect(await ask(listening, `PUT /_local/backend${path}`, { headers, body: "{}" })).toMatchObject({
      status: 403,
    });
  });

  test("that is no JSON is refused", async () => {
    const headers = { ...SIGNED, [BACKEND_HEADER]: "{" };
    expect(await ask(listening, `POST ${await method()}`, { headers })).toMatchObject({ status: 400 });
  });
});

describe("faults", () => {
  test.each(["", "{", "3", "{}", '{"kind":"flood"}'])(
    "%s is none, and the endpoint lives on",
    async (body) => {
      expect(await ask(listening, "POST /_local/faults", { body })).toMatchObject({ status: 400 });
      expect(await ask(listening, "GET /restapis")).toMatchObject({ status: 200 });
    },
  );

  const add = (fault: Fault) => ask(listening, "POST /_local/faults", { body: JSON.stringify(fault) });
  const create = () => ask(listening, "POST /restapis", { body: '{"name":"a"}' });
  const count = async () => {
    const answer = await ask(listening, "GET /restapis");
    return answer === "broken" ? -1 : (JSON.parse(answer.body) as { item: unknown[] }).item.length;
  };

  test.each([
    ["resetBefore", "broken", 0],
    ["resetAfter", "broken", 1],
    ["halfAnswer", "broken", 1],
    ["malformed", 201, 1],
    ["html", 502, 0],
    ["throttled", 429, 0],
    ["serverError", 500, 0],
    ["serverErrorAfter", 500, 1],
    ["concurrent", 409, 0],
    ["accessDenied", 403, 0],
    ["expiredToken", 403, 0],
    ["skewed", 403, 0],
    ["trickle", 201, 1],
  ] as const)("%s: answered %s, stored %i", async (kind, status, stored) => {
    await add({ kind, operation: "CreateRestApi" });
    const answer = await create();
    expect(answer === "broken" ? answer : answer.status).toBe(status);
    expect(await count()).toBe(stored);
    expect(await create()).toMatchObject({ status: 201 });
  });
});

test("who is denied is told the action and the resource, as by the service", async () => {
  await ask(listening, "POST /_local/faults", { body: '{"kind":"accessDenied"}' });
  expect(await ask(listening, "PUT /restapis/a/resources/b/methods/GET")).toMatchObject({
    status: 403,
    body: expect.stringContaining(
      "is not authorized to perform: apigateway:PUT on resource: arn:aws:apigateway:us-east-1::/restapis/a/resources/b/methods/GET",
    ),
  });
});

describe("the state file", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "sandbox-"));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));
  const nobody = () => false;

  test("what was stored is there again", async () => {
    const path = join(directory, "a", "state.json");
    const opened = openStateFile(path, nobody);
    if (opened.kind !== "opened") throw new Error(opened.kind);
    const { state, save, close } = opened.file;
    const endpoint = createEndpoint({ state, save, now: Date.now, random: Math.random });
    endpoint.serve({ verb: "POST", path: "/restapis", query: new Map(), body: '{"name":"pets"}' });
    close();
    expect(openStateFile(path, nobody)).toMatchObject({ file: { state: { apis: [{ name: "pets" }] } } });
  });

  test("a state that cannot be kept is not answered as stored", async () => {
    const endpoint = createEndpoint({
      state: emptyState(),
      now: Date.now,
      random: Math.random,
      save: () => {
        throw new Error("the disk is full");
      },
    });
    const answer = endpoint.serve({
      verb: "POST",
      path: "/restapis",
      query: new Map(),
      body: '{"name":"pets"}',
    });
    expect(answer).toMatchObject({ status: 500, unproven: expect.any(String) });
    expect(endpoint.state().apis).toEqual([]);
  });

  test("held by a living process it is not opened; a dead one's lock is taken over", () => {
    const path = join(directory, "state.json");
    openStateFile(path, nobody);
    expect(openStateFile(path, () => true)).toEqual({ kind: "locked", by: process.pid });
    expect(openStateFile(path, nobody)).toMatchObject({ kind: "opened" });
  });

  test("of every kind of thing that is stored is read again", () => {
    const path = join(directory, "state.json");
    const { ask, api, endpoint, response } = createScene();
    ask(`PUT ${response("200")}`, { responseTemplates: { "application/json": "" } });
    ask(`POST ${api}/deployments`, { stageName: "prod", variables: { a: "b" } });
    const state = { ...endpoint.state(), apis: [...endpoint.state().apis, exampleApi(0)] };
    const opened = openStateFile(path, nobody);
    if (opened.kind !== "opened") throw new Error(opened.kind);
    opened.file.save(state);
    opened.file.close();
    expect(openStateFile(path, nobody)).toMatchObject({ file: { state } });
  });

  test.each([
    "{",
    "[]",
    '{"format":2}',
    '{"format":1,"apis":[3]}',
    '{"format":1,"apis":[{"id":"a","name":"a"}]}',
    JSON.stringify({ format: 1, apis: [{ ...exampleApi(0), resources: [{ id: "a", path: "/" }] }] }),
    JSON.stringify({ format: 1, apis: [{ ...exampleApi(0), stages: [{ stageName: "prod" }] }] }),
  ])("a file that holds %s is refused and left alone", async (text) => {
    const path = join(directory, "state.json");
    await writeFile(path, text);
    expect(openStateFile(path, nobody)).toMatchObject({ kind: "unreadable" });
    expect(await readFile(path, "utf8")).toBe(text);
  });
});

describe("a seed", () => {
  const given = { id: "abc", name: "mine", now: 0 };
  test("is what get-resources printed", () => {
    const text = JSON.stringify({
      items: [
        { id: "r", path: "/" },
        {
          id: "p",
          parentId: "r",
          pathPart: "pets",
          path: "/pets",
          resourceMethods: {
            GET: {
              methodResponses: {
                200: { statusCode: "200", responseParameters: { "method.response.header.X": true } },
              },
              methodIntegration: {
                type: "MOCK",
                integrationResponses: {
                  200: { statusCode: "200", responseTemplates: { "application/json": null } },
                },
              },
            },
          },
        },
      ],
    });
    expect(seededApi(text, given)).toMatchObject({
      id: "abc",
      rootResourceId: "r",
      resources: [
        { path: "/", methods: [] },
        {
          path: "/pets",
          methods: [
            {
              httpMethod: "GET",
              responses: [{ statusCode: "200", responseParameters: { "method.response.header.X": true } }],
              integration: {
                type: "MOCK",
                cacheNamespace: "p",
                responses: [{ statusCode: "200", responseTemplates: { "application/json": null } }],
              },
            },
          ],
        },
      ],
    });
  });

  test("comes back as it was given, whatever is on the methods", () => {
    const { ask, api, method, response } = createScene();
    ask(`PATCH ${method}`, {
      patchOperations: [{ op: "add", path: "/requestParameters/method.request.header.A", value: "true" }],
    });
    ask(`PUT ${method}/integration`, {
      type: "HTTP",
      httpMethod: "POST",
      uri: "https://example.com/{id}",
      requestParameters: { "integration.request.header.A": "method.request.header.A" },
      requestTemplates: { "application/json": "", "text/plain": "a" },
      contentHandling: "CONVERT_TO_TEXT",
      passthroughBehavior: "NEVER",
      timeoutInMillis: 500,
    });
    ask(`PUT ${method}/responses/201`, { responseModels: { "application/json": "Empty" } });
    ask(`PUT ${response("200")}`, {
      selectionPattern: "",
      responseParameters: { "method.response.header.X": "'a'" },
      responseTemplates: { "application/json": "", "text/plain": "b" },
      contentHandling: "CONVERT_TO_BINARY",
    });
    ask(`PUT ${response("404")}`, { selectionPattern: "4.." });
    const printed = (from: Scene["ask"], path: string): unknown =>
      (from(`GET ${path}/resources?embed=methods&limit=500`).body as { item: unknown }).item;
    const items = printed(ask, api);
    const seeded = seededApi(JSON.stringify({ items }), given);
    if (typeof seeded === "string") throw new Error(seeded);
    const again = createScene({ state: { ...emptyState(), apis: [seeded] } });
    expect(printed(again.ask, "/restapis/abc")).toEqual(items);
  });

  test("or what the service itself sent", () => {
    const integration = {
      type: "MOCK",
      _embedded: { "integration:responses": { statusCode: "200", selectionPattern: "a" } },
    };
    const method = {
      httpMethod: "GET",
      _embedded: {
        "method:integration": integration,
        "method:responses": [{ statusCode: "200" }, { statusCode: "404" }],
      },
    };
    const text = JSON.stringify({
      _embedded: { item: { id: "r", path: "/", _embedded: { "resource:methods": method } } },
    });
    expect(seededApi(text, given)).toMatchObject({
      rootResourceId: "r",
      resources: [
        {
          methods: [
            {
              httpMethod: "GET",
              responses: [{ statusCode: "200" }, { statusCode: "404" }],
              integration: { type: "MOCK", responses: [{ statusCode: "200", selectionPattern: "a" }] },
            },
          ],
        },
      ],
    });
  });

  test.each(["", "[]", "{}", '{"items":[]}', '{"items":[1]}'])("%s is none, and why is said", (text) => {
    expect(seededApi(text, given)).toEqual(expect.any(String));
  });
});
