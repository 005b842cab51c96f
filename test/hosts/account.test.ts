// `apigw-response pull | diff | deploy | invoke | publish`: the round trip, every way it ends, and what it prints.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AccountScene, CHANGED, LIVE, RESPONSES, setAccountScene } from "./accountScene";

let scene: AccountScene;

beforeEach(async () => {
  scene = await setAccountScene();
});

afterEach(() => scene[Symbol.asyncDispose]());

test("the round trip: pull, change, compare, deploy, try, publish", async () => {
  expect(await scene.run("pull pets")).toMatchObject({ code: 0, err: "" });
  expect(readdirSync(join(scene.folder, RESPONSES))).toEqual(["200.json", "404.json"]);
  expect(scene.read(`${RESPONSES}/200.json`)).toEqual(LIVE);
  expect(await scene.run("diff restapis")).toMatchObject({ code: 0, err: "" });

  scene.write(`${RESPONSES}/200.json`, { ...CHANGED, responseTemplates: {}, selectionPattern: "" });
  const compared = await scene.run("diff restapis");
  expect(compared).toMatchObject({ code: 1, err: "" });
  expect(compared.out).toContain(
    `${RESPONSES}/200.json → GET 200 of resource res1, API api1\n` +
      "  responseParameters/method.response.header.X (changed)\n    - '1'\n    + '2'\n",
  );
  expect(compared.out).toContain("404.json → GET 404 of resource res1, API api1: no difference\n");

  expect(await scene.run("deploy restapis --yes")).toMatchObject({ code: 0, err: "" });
  expect(await scene.run("diff restapis")).toMatchObject({ code: 0 });
  expect(await scene.run("deploy restapis --yes")).toMatchObject({ code: 0 });

  const tried = await scene.run("invoke pets /pets/7?a=b GET --yes --json --header A:1 --header A:2");
  expect(JSON.parse(tried.out)).toMatchObject({ status: 200, headers: { X: ["2"] } });
  expect(JSON.parse(tried.out).log).toContain("Method request path: {id=7}");
  expect(JSON.parse(tried.out).log).toContain("Method request headers: {A=1, A=2}");

  const published = await scene.run("publish pets --stage prod --yes --json");
  expect(JSON.parse(published.out)).toMatchObject({
    restApiId: "api1",
    stageName: "prod",
    deploymentId: expect.any(String),
  });
});

test("a method alone is pulled by its path, in JSON", async () => {
  const { out, code } = await scene.run("pull api1 /pets/{id} GET --json --out there");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    api: { id: "api1", name: "pets" },
    files: [{ file: `there/${RESPONSES}/200.json`, written: true }, { written: true }],
  });
});

test("pull leaves what differs, unless told to replace it", async () => {
  scene.write(`${RESPONSES}/200.json`, CHANGED);
  const left = await scene.run("pull pets");
  expect(left).toMatchObject({ code: 1, err: expect.stringContaining("--yes replaces it") });
  expect(scene.read(`${RESPONSES}/200.json`)).toEqual(CHANGED);
  expect(await scene.run("pull pets --yes")).toMatchObject({ code: 0 });
  expect(scene.read(`${RESPONSES}/200.json`)).toEqual(LIVE);
});

test("keys say the target as well as a path", async () => {
  const target = { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "200" };
  scene.write("input.json", { ...target, ...CHANGED });
  const { out, code } = await scene.run("diff input.json --json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    files: [{ target, same: false, differences: [{ live: "'1'" }] }],
  });
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
      "404.json: API Gateway would refuse it: ",
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
      scene.write(`${RESPONSES}/${name}`, value);
    }
    const ended = await scene.run(line);
    expect(ended).toMatchObject({ code, err: expect.stringContaining(says) });
  });

  test("a file that does not say where it belongs is an error when it is named", async () => {
    scene.write("a.integration-response.json", {});
    expect(await scene.run("diff a.integration-response.json")).toMatchObject({
      code: 2,
      err: expect.stringContaining("does not say where it belongs"),
    });
  });
});

describe("--json", () => {
  /** The members of what is printed, and of the entries of its lists, down to what the service says. */
  function shapeOf(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map(shapeOf);
    }
    return typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]))
      : typeof value;
  }

  const TARGET_SHAPE = { restApiId: "string", resourceId: "string", httpMethod: "string" };
  const OF_FILE = { file: "string", target: { ...TARGET_SHAPE, statusCode: "string" } };
  const OF_SIGNER = {
    endpoint: "string",
    region: "string",
    signer: { account: "string", arn: "string" },
  };
  const DIFFERENCES = [{ path: "string", kind: "string", live: "string", wanted: "string" }];
  const HEAD = { command: "string", exit: "number" };
  const FAILED = { failed: { reason: "string", message: "string" } };

  test.each<[string, number, object]>([
    [
      "pull pets --out there",
      0,
      {
        api: { id: "string", name: "string" },
        files: [
          { ...OF_FILE, written: "boolean", differs: "boolean" },
          { ...OF_FILE, written: "boolean", differs: "boolean" },
        ],
      },
    ],
    [
      "diff restapis",
      1,
      {
        files: [{ ...OF_FILE, same: "boolean", live: "string", differences: DIFFERENCES, findings: [] }],
      },
    ],
    [
      "deploy restapis --yes",
      0,
      {
        ...OF_SIGNER,
        files: [
          {
            ...OF_FILE,
            ...{ deployed: "boolean", same: "boolean", differences: DIFFERENCES, findings: [] },
            ...{ settled: "boolean", kept: "string" },
          },
        ],
      },
    ],
    [
      "invoke pets /pets/7 GET --yes",
      0,
      {
        ...OF_SIGNER,
        ...{ target: TARGET_SHAPE, status: "number", body: "string", log: "string", latency: "number" },
        headers: { X: ["string"], "Content-Type": ["string"] },
      },
    ],
    [
      "publish pets --stage prod --yes",
      0,
      { ...OF_SIGNER, restApiId: "string", stageName: "string", deploymentId: "string", settled: "boolean" },
    ],
    ["pull nothing", 2, FAILED],
    ["diff", 2, FAILED],
    ["deploy restapis --yes --nonsense", 2, FAILED],
    ["deploy restapis", 2, FAILED],
    ["invoke pets /pets/7 POST --yes", 2, FAILED],
    ["publish pets --yes", 2, FAILED],
    [
      "publish pets --stage a/b --yes",
      1,
      { ...OF_SIGNER, restApiId: "string", stageName: "string", failed: expect.anything() },
    ],
    ["pull pets --endpoint-url http://127.0.0.1:1", 2, FAILED],
  ])("%s prints one document of a known shape, and nothing else", async (line, code, shape) => {
    scene.write(`${RESPONSES}/200.json`, CHANGED);
    const ended = await scene.run(`${line} --json`);
    const document = JSON.parse(ended.out);
    expect(ended.code).toBe(code);
    expect(document).toMatchObject({ command: line.split(" ")[0], exit: code });
    expect(shapeOf(document)).toEqual({ ...HEAD, ...shape });
  });
});

test("an MFA code that nobody can be asked for is said to be missing", async () => {
  scene.write(
    ".aws/config",
    "[profile p]\nrole_arn = arn:aws:iam::000000000000:role/x\nsource_profile = keys\nmfa_serial = arn:aws:iam::000000000000:mfa/me\n",
  );
  scene.write(".aws/credentials", "[keys]\naws_access_key_id = AKIDOTHER\naws_secret_access_key = other\n");
  for (const line of ["pull pets", "publish pets --stage prod --yes"]) {
    const { code, err } = await scene.run(`${line} --profile p`);
    expect(code).toBe(2);
    expect(err).toContain("The profile p asks for an MFA code, and there is nobody here to ask for it.");
  }
  expect(scene.served).toEqual([]);
});

test.each(["pull", "diff", "deploy", "invoke", "publish", "sandbox"])(
  "%s says what it does in lines that fit",
  async (command) => {
    const { out, code } = await scene.run(`${command} --help`);
    expect(code).toBe(0);
    expect(Math.max(...out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(110);
  },
);
