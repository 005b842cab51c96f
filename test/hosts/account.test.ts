// `apigw-response pull | diff | deploy | invoke | publish` as a script runs them, against API Gateway Local on a
// socket. There is no terminal here, so nothing can be asked.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEndpoint, emptyState, type Listening, listen, seededApi } from "../../server/src/sandbox";

const CLI = join(import.meta.dirname, "../../dist/cli.js");
const KEYS = { AWS_ACCESS_KEY_ID: "AKIDFORATEST", AWS_SECRET_ACCESS_KEY: "a/secret/for/a/test" };
const RESPONSES = "restapis/api1/resources/res1/methods/GET/integration/responses";
const LIVE = { responseParameters: { "method.response.header.X": "'1'" } };

let folder: string;
let listening: Listening;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "apigw-account-"));
  const method = {
    methodResponses: {
      200: { responseParameters: { "method.response.header.X": false } },
      404: {},
    },
    methodIntegration: {
      type: "MOCK",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
      integrationResponses: { 200: LIVE, 404: { selectionPattern: "404" } },
    },
  };
  const api = seededApi(
    JSON.stringify({
      items: [
        { id: "res0", path: "/" },
        { id: "res1", path: "/pets/{id}", resourceMethods: { GET: method } },
      ],
    }),
    { id: "api1", name: "pets", now: 0 },
  );
  if (typeof api === "string") throw new Error(api);
  const state = { ...emptyState(), apis: [api] };
  listening = await listen({
    endpoint: createEndpoint({ state, now: Date.now, random: Math.random }),
    port: 0,
  });
});

afterEach(async () => {
  await listening.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(line: string): Promise<Ended> {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    APIGW_RESPONSE_STATE_DIR: join(folder, "state"),
    AWS_EC2_METADATA_DISABLED: "true",
    ...KEYS,
  };
  const isHelp = line.endsWith("--help");
  const args = [...line.split(" "), ...(isHelp ? [] : ["--region", "us-east-1"])];
  const at = isHelp || line.includes("--endpoint-url") ? [] : ["--endpoint-url", listening.url];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args, ...at], {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      err += text;
    });
    child.once("close", (code) => resolve({ code, out, err }));
  });
}

function write(name: string, value: unknown): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
const changed = { responseParameters: { "method.response.header.X": "'2'" } };

test("the round trip: pull, change, compare, deploy, try, publish", async () => {
  expect(await run("pull pets")).toMatchObject({ code: 0, err: "" });
  expect(readdirSync(join(folder, RESPONSES))).toEqual(["200.json", "404.json"]);
  expect(read(`${RESPONSES}/200.json`)).toEqual(LIVE);
  expect(await run("diff restapis")).toMatchObject({ code: 0, err: "" });

  write(`${RESPONSES}/200.json`, { ...changed, responseTemplates: {}, selectionPattern: "" });
  const compared = await run("diff restapis");
  expect(compared).toMatchObject({ code: 1, err: "" });
  expect(compared.out).toContain(
    `${RESPONSES}/200.json → GET 200 of resource res1, API api1\n` +
      "  responseParameters/method.response.header.X (changed)\n    - '1'\n    + '2'\n",
  );
  expect(compared.out).toContain("404.json → GET 404 of resource res1, API api1: no difference\n");

  expect(await run("deploy restapis --yes")).toMatchObject({ code: 0, err: "" });
  expect(await run("diff restapis")).toMatchObject({ code: 0 });
  expect(await run("deploy restapis --yes")).toMatchObject({ code: 0 });

  const tried = await run("invoke pets /pets/7?a=b GET --yes --json --header A:1 --header A:2");
  expect(JSON.parse(tried.out)).toMatchObject({ status: 200, headers: { X: ["2"] } });
  expect(JSON.parse(tried.out).log).toContain("Method request path: {id=7}");
  expect(JSON.parse(tried.out).log).toContain("Method request headers: {A=1, A=2}");

  const published = await run("publish pets --stage prod --yes --json");
  expect(JSON.parse(published.out)).toMatchObject({
    restApiId: "api1",
    stageName: "prod",
    deploymentId: expect.any(String),
  });
});

test("a method alone is pulled by its path, in JSON", async () => {
  const { out, code } = await run("pull api1 /pets/{id} GET --json --out there");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    api: { id: "api1", name: "pets" },
    files: [{ file: `there/${RESPONSES}/200.json`, written: true }, { written: true }],
  });
});

test("pull leaves what differs, unless told to replace it", async () => {
  write(`${RESPONSES}/200.json`, changed);
  const left = await run("pull pets");
  expect(left).toMatchObject({ code: 1, err: expect.stringContaining("--yes replaces it") });
  expect(read(`${RESPONSES}/200.json`)).toEqual(changed);
  expect(await run("pull pets --yes")).toMatchObject({ code: 0 });
  expect(read(`${RESPONSES}/200.json`)).toEqual(LIVE);
});

test("keys say the target as well as a path", async () => {
  const target = { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "200" };
  write("input.json", { ...target, ...changed });
  const { out, code } = await run("diff input.json --json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject([{ target, same: false, differences: [{ live: "'1'" }] }]);
});

describe("how it ends", () => {
  const NO_ONE = "--endpoint-url http://127.0.0.1:1";
  test.each([
    [
      "a response that API Gateway refuses",
      "deploy restapis --yes",
      { "200.json": { responseParameters: { "method.response.header.X": "*" } } },
      1,
      "Nothing was deployed.",
    ],
    [
      "a header that is not declared",
      "deploy restapis --yes",
      { "200.json": { responseParameters: { "method.response.header.Z": "'a'" } } },
      1,
      "method.response.header.Z",
    ],
    [
      "a second default",
      "deploy restapis --yes",
      { "404.json": {} },
      1,
      "selection pattern default already exists",
    ],
    ["no way to the endpoint", `diff restapis ${NO_ONE}`, { "200.json": {} }, 2, "127.0.0.1:1"],
    ["nobody to ask", "deploy restapis", { "200.json": {} }, 2, "say --yes"],
    ["a file that is not there", "deploy nowhere.json --yes", {}, 2, "there is no such file"],
    ["no such API", "pull nothing", {}, 2, "There is no API"],
    ["no such method", "invoke pets /pets/7 POST --yes", {}, 2, "/pets/7 has GET, and no POST."],
    ["no such path", "invoke pets /dogs GET --yes", {}, 2, "no method at the path /dogs"],
    [
      "an endpoint that is not lawful",
      "pull pets --endpoint-url http://example.com",
      {},
      2,
      "--endpoint-url takes",
    ],
    ["no stage", "publish pets --yes", {}, 2, "Say --stage."],
    ["a stage that has no lawful name", "publish pets --stage a/b --yes", {}, 1, "Stage name"],
  ] as const)("%s", async (_, line, files, code, says) => {
    for (const [name, value] of Object.entries(files)) {
      write(`${RESPONSES}/${name}`, value);
    }
    const ended = await run(line);
    expect(ended).toMatchObject({ code, err: expect.stringContaining(says) });
  });

  test("a file that does not say where it belongs is an error when it is named", async () => {
    write("a.integration-response.json", {});
    expect(await run("diff a.integration-response.json")).toMatchObject({
      code: 2,
      err: expect.stringContaining("does not say where it belongs"),
    });
  });
});

test("a half-answered PUT is settled by a GET, and no key material is anywhere", async () => {
  write(`${RESPONSES}/200.json`, changed);
  listening.faults.add({ operation: "PutIntegrationResponse", kind: "halfAnswer" });
  const ended = await run("deploy restapis --yes --json");
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.out)).toMatchObject([{ deployed: true, settled: true }]);
  const left = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8"));
  expect(left.length).toBeGreaterThan(1);
  for (const text of [ended.out, ended.err, ...left]) {
    expect(text).not.toContain(KEYS.AWS_SECRET_ACCESS_KEY);
    expect(text).not.toContain(KEYS.AWS_ACCESS_KEY_ID);
  }
});

test.each(["pull", "diff", "deploy", "invoke", "publish", "sandbox"])(
  "%s says what it does in lines that fit",
  async (command) => {
    const { out, code } = await run(`${command} --help`);
    expect(code).toBe(0);
    expect(Math.max(...out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(110);
  },
);
