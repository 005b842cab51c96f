// What API Gateway Local says of itself, and what it begins with: its example, or a seed whose backend is stated.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  createEndpoint,
  emptyState,
  exampleApi,
  listen,
  openStateFile,
  type RestApi,
  seededApi,
} from "../../server/src/sandbox";

function serving(...apis: readonly RestApi[]) {
  const endpoint = createEndpoint({
    state: { ...emptyState(), apis: [...apis] },
    now: Date.now,
    random: Math.random,
  });
  return (line: string, body?: object) => {
    const [verb = "", path = ""] = line.split(" ");
    const text = body === undefined ? "" : JSON.stringify(body);
    return endpoint.serve({ verb, path, query: new Map(), body: text });
  };
}

describe("who asks what it is", () => {
  const asked = async (options: object, headers: Record<string, string> = {}) => {
    const endpoint = createEndpoint({ state: emptyState(), now: Date.now, random: Math.random });
    const lines: string[] = [];
    const listening = await listen({ endpoint, port: 0, log: (line) => lines.push(line), ...options });
    listening.faults.add({ kind: "serverError" });
    const answer = await fetch(`${listening.url}/_local`, { headers });
    const told = { status: answer.status, body: await answer.json(), lines };
    await listening.close();
    return told;
  };

  test("is told without a signature, past every fault, and in no line of the log", async () => {
    expect(await asked({})).toEqual({ status: 200, body: { service: "API Gateway Local" }, lines: [] });
  });

  test("hears what the service would say, where it is in disguise", async () => {
    expect(await asked({ disguised: true })).toEqual({
      status: 403,
      body: { message: "Missing Authentication Token" },
      lines: [],
    });
  });

  test("is told nothing as a web page", async () => {
    expect(await asked({}, { origin: "https://evil.example" })).toMatchObject({ status: 403 });
  });
});

test("the lock says where its holder listens, and goes with it", async () => {
  const directory = await mkdtemp(join(tmpdir(), "apigw-example-"));
  const path = join(directory, "state.json");
  const opened = openStateFile(path, () => false);
  if (opened.kind !== "opened") throw new Error(opened.kind);
  expect(openStateFile(path, () => true)).toEqual({ kind: "locked", by: process.pid });
  opened.file.tellAddress("http://127.0.0.1:4570");
  expect(openStateFile(path, () => true)).toEqual({
    kind: "locked",
    by: process.pid,
    url: "http://127.0.0.1:4570",
  });
  opened.file.close();
  expect(openStateFile(path, () => true)).toMatchObject({ kind: "opened" });
  await rm(directory, { recursive: true, force: true });
});

describe("the example", () => {
  const { id, name, resources } = exampleApi(0);
  const methods = resources.flatMap((resource) =>
    resource.methods.map((method) => ({ resource, method, at: `/restapis/${id}/resources/${resource.id}` })),
  );

  test.each(methods)("is what the service takes: $method.httpMethod $resource.path", ({ at, method }) => {
    const ask = serving(exampleApi(0));
    const place = `${at}/methods/${method.httpMethod}/integration/responses`;
    for (const { statusCode, ...response } of method.integration?.responses ?? []) {
      expect(ask(`DELETE ${place}/${statusCode}`)).toMatchObject({ status: 204 });
      expect(ask(`PUT ${place}/${statusCode}`, response)).toMatchObject({
        status: 201,
        body: { statusCode, ...response },
      });
    }
  });

  test.each([
    ["petstore01", "/pets", 200, { count: 2, pets: [{ name: "Rex" }, { name: "Tom" }] }],
    ["petstore02", "/pets/1", 200, { name: "Rex" }],
    ["petstore02", "/pets/7", 404, { message: "There is no such pet." }],
  ])("answers as one would expect: %s %s", (resource, path, status, body) => {
    const answer = serving(exampleApi(0))(`POST /restapis/${id}/resources/${resource}/methods/GET`, {
      pathWithQueryString: path,
    });
    const result = answer.body as { readonly status: number; readonly body: string };
    expect({ ...result, body: JSON.parse(result.body) }).toMatchObject({ status, body });
  });

  test("is a new one each time, so that a change stays in its own state", () => {
    const [one, other] = [exampleApi(1), exampleApi(2)];
    one.resources[1]?.methods.splice(0);
    expect(other).toMatchObject({ name, createdDate: 2, resources: [{}, { methods: [{}] }, {}] });
  });
});

describe("a seed", () => {
  const seeded = (backend: unknown) =>
    seededApi(
      JSON.stringify({
        items: [
          {
            id: "r",
            path: "/",
            resourceMethods: {
              GET: {
                methodResponses: { 200: {} },
                methodIntegration: { type: "HTTP", backend, integrationResponses: { 200: {} } },
              },
            },
          },
        ],
      }),
      { id: "abc", name: "mine", now: 0 },
    );

  test("may state what a backend answers", () => {
    const api = seeded({ status: 201, body: '{"a": 1}' });
    if (typeof api === "string") throw new Error(api);
    const { body } = serving(api)("POST /restapis/abc/resources/r/methods/GET", {});
    expect(body).toMatchObject({
      status: 200,
      body: '{"a": 1}',
      log: expect.not.stringContaining("assumed"),
    });
  });

  test("that states it otherwise is none, and why is said", () => {
    expect(seeded({ code: 201 })).toMatch(/^The `backend` of an integration has a status/);
  });
});
