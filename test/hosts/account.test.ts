// `apigw-response pull | diff | deploy | invoke | publish` as a script runs them, against API Gateway Local on a
// socket. There is no terminal here, so nothing can be asked.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEndpoint, emptyState, type Listening, listen, seededApi } from "../../server/src/sandbox";
import { leaveDoubt } from "../support/leaveDoubt";

const CLI = join(import.meta.dirname, "../../dist/cli.js");
const KEYS = { AWS_ACCESS_KEY_ID: "AKIDFORATEST", AWS_SECRET_ACCESS_KEY: "a/secret/for/a/test" };
const RESPONSES = "restapis/api1/resources/res1/methods/GET/integration/responses";
const LIVE = { responseParameters: { "method.response.header.X": "'1'" } };

let folder: string;
let listening: Listening;
/** The requests that arrived, but for those to STS. */
let served: string[];
/** What else the environment of the next command holds. */
let variables: Readonly<Record<string, string>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "apigw-account-"));
  [served, variables] = [[], {}];
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
    disguised: true,
    log: (line) => line.includes("POST / ") || served.push(line),
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
    ...variables,
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
  expect(JSON.parse(ended.out)).toMatchObject({ files: [{ deployed: true, settled: true }] });
  const left = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8"));
  expect(left.length).toBeGreaterThan(1);
  for (const text of [ended.out, ended.err, ...left]) {
    expect(text).not.toContain(KEYS.AWS_SECRET_ACCESS_KEY);
    expect(text).not.toContain(KEYS.AWS_ACCESS_KEY_ID);
  }
});

describe("what is protected", () => {
  const WRITES = [
    ["deploy", "deploy restapis --yes"],
    ["publish", "publish pets --stage prod --yes"],
    ["invoke", "invoke pets /pets/7 GET --yes"],
  ] as const;
  const config = (value: unknown) => write("config/config.json", value);
  const writing = () => served.filter((line) => !/ GET /.test(` ${line} `));

  beforeEach(() => {
    variables = { APIGW_RESPONSE_CONFIG_DIR: join(folder, "config") };
    write(`${RESPONSES}/200.json`, changed);
  });

  test.each(WRITES)("--yes alone does not %s there, its name does", async (_, line) => {
    for (const word of ["default", "000000000000"]) {
      config({ protected: [word] });
      const held = await run(line);
      expect(held).toMatchObject({
        code: 2,
        err: expect.stringContaining(`Say --confirm ${word} to go on.`),
      });
      const other = await run(`${line} --confirm prod`);
      expect(other).toMatchObject({ code: 2, err: expect.stringContaining("and --confirm says prod") });
      expect(writing()).toEqual([]);
    }
    expect(await run(`${line} --confirm 000000000000`)).toMatchObject({ code: 0 });
    expect(writing()).toHaveLength(1);
  });

  test("the name alone is no yes", async () => {
    config({ protected: ["default"] });
    expect(await run("deploy restapis --confirm default")).toMatchObject({
      code: 2,
      err: expect.stringContaining("say --yes"),
    });
    expect(served).toEqual([]);
  });

  test("a variable protects as well", async () => {
    variables = { APIGW_RESPONSE_PROTECTED: "other, default" };
    const { code, out } = await run("publish pets --stage prod --yes --json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ failed: { reason: "protected" } });
    expect(writing()).toEqual([]);
  });

  test.each(WRITES)("nobody may %s where it cannot be read", async (_, line) => {
    config("{ protected: prod }");
    expect(await run(`${line} --confirm default`)).toMatchObject({
      code: 2,
      err: expect.stringContaining("config.json, so nothing was sent."),
    });
    expect(writing()).toEqual([]);
  });

  test("may be read from all the same", async () => {
    config({ protected: ["default"] });
    expect(await run("diff restapis")).toMatchObject({ code: 1, err: "" });
    expect(await run("pull pets --out there")).toMatchObject({ code: 0, err: "" });
  });
});

describe("a deploy", () => {
  const Z = { responseParameters: { "method.response.header.Z": "'a'" } };

  test("says who signs before it asks, and each response as it is done", async () => {
    write(`${RESPONSES}/200.json`, changed);
    write(`${RESPONSES}/404.json`, { selectionPattern: "4\\d\\d" });
    const { code, out } = await run("deploy restapis --yes");
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => /^(?:Target|\[)/.test(line))).toEqual([
      `Target: ${listening.url}, which is not AWS, for us-east-1, signed as arn:aws:iam::000000000000:user/local in the account 000000000000.`,
      expect.stringContaining(`[1/2] ${RESPONSES}/200.json: `),
      expect.stringContaining(`[2/2] ${RESPONSES}/404.json: `),
    ]);
  });

  test("of what is not declared sends nothing, unless it is to be declared first", async () => {
    write(`${RESPONSES}/200.json`, Z);
    write(`${RESPONSES}/404.json`, { selectionPattern: "4\\d\\d" });
    const held = await run("deploy restapis --yes --json");
    expect(held).toMatchObject({ code: 1, err: expect.stringContaining("Say --declare") });
    const needs = { call: "declareHeaders", headers: ["method.response.header.Z"] };
    expect(JSON.parse(held.out).files).toMatchObject([{ deployed: false, needs }, { deployed: false }]);
    expect(served.filter((line) => /PUT|PATCH/.test(line))).toEqual([]);
    const done = await run("deploy restapis --yes --json --declare");
    expect(done.code).toBe(0);
    expect(JSON.parse(done.out).files).toMatchObject([
      { deployed: true, declared: needs },
      { deployed: true },
    ]);
    expect(JSON.parse(done.out).files[1]).not.toHaveProperty("declared");
    expect(await run("diff restapis")).toMatchObject({ code: 0 });
  });

  test("of what is known to be refused stops before the first PUT", async () => {
    write(`${RESPONSES}/200.json`, changed);
    write(`${RESPONSES}/404.json`, {});
    for (const line of ["deploy restapis --yes --json", "deploy restapis --yes --json --declare"]) {
      const held = await run(line);
      expect(held).toMatchObject({ code: 1, err: expect.stringContaining("Nothing was deployed.") });
      const { files } = JSON.parse(held.out);
      const why = expect.stringContaining("404.json: API Gateway would refuse it: ");
      expect(files).toMatchObject([{ deployed: false }, { deployed: false, blockedBy: [why] }]);
      expect(files[0]).not.toHaveProperty("blockedBy");
      expect(served.filter((line) => /PUT|PATCH|DELETE/.test(line))).toEqual([]);
    }
  });

  test("names all that --declare declares, and declares no more", async () => {
    write(`${RESPONSES}/200.json`, {
      ...changed,
      responseParameters: { ...changed.responseParameters, ...Z.responseParameters },
    });
    write(`${RESPONSES}/500.json`, { selectionPattern: "5\\d\\d" });
    const { code, err, out } = await run("deploy restapis --yes --json --declare");
    expect(err).toContain(
      "200.json: API Gateway refuses it until method.response.header.Z is declared on the method's 200 response.",
    );
    expect(err).toContain(
      "500.json: API Gateway stores it, but a client gets an error until the method has a 500 response.",
    );
    expect(code).toBe(0);
    expect(JSON.parse(out).files).toMatchObject([
      { declared: { call: "declareHeaders", headers: ["method.response.header.Z"] } },
      { declared: { call: "putMethodResponse", headers: [] } },
    ]);
  });

  test.each([
    ["declares nothing unasked where the PUT is stored without", "", undefined],
    ["declares that too where it is asked to", " --declare", { call: "putMethodResponse", headers: [] }],
  ])("%s", async (_, declare, declared) => {
    write(`${RESPONSES}/500.json`, { selectionPattern: "5\\d\\d" });
    const { code, err, out } = await run(`deploy restapis --yes --json${declare}`);
    expect(err).toContain("500.json: API Gateway stores it, but a client gets an error until");
    expect(err.includes("Say --declare")).toBe(declare === "");
    expect(code).toBe(0);
    const [file] = JSON.parse(out).files;
    expect(file.deployed).toBe(true);
    expect(file.declared).toEqual(declared);
  });

  test("that fails says what was declared all the same", async () => {
    write(`${RESPONSES}/200.json`, Z);
    listening.faults.add({ operation: "PutIntegrationResponse", kind: "expiredToken" });
    const { code, out } = await run("deploy restapis --yes --json --declare");
    expect(code).toBe(2);
    expect(JSON.parse(out).files).toMatchObject([
      {
        deployed: false,
        declared: { call: "declareHeaders", headers: ["method.response.header.Z"] },
        failed: { reason: "expiredCredentials" },
      },
    ]);
  });

  test("that fails for one goes on with the next, and says which", async () => {
    write(`${RESPONSES}/200.json`, changed);
    write(`${RESPONSES}/404.json`, { selectionPattern: "4\\d\\d" });
    listening.faults.add({ operation: "PutIntegrationResponse", kind: "expiredToken" });
    const ended = await run("deploy restapis --yes --json");
    expect(ended.code).toBe(2);
    expect(JSON.parse(ended.out).files).toMatchObject([
      { deployed: false, failed: { reason: "expiredCredentials" } },
      { deployed: true },
    ]);
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
    write(`${RESPONSES}/200.json`, changed);
    const ended = await run(`${line} --json`);
    const document = JSON.parse(ended.out);
    expect(ended.code).toBe(code);
    expect(document).toMatchObject({ command: line.split(" ")[0], exit: code });
    expect(shapeOf(document)).toEqual({ ...HEAD, ...shape });
  });
});

test("an MFA code that nobody can be asked for is said to be missing", async () => {
  write(
    ".aws/config",
    "[profile p]\nrole_arn = arn:aws:iam::000000000000:role/x\nsource_profile = keys\nmfa_serial = arn:aws:iam::000000000000:mfa/me\n",
  );
  write(".aws/credentials", "[keys]\naws_access_key_id = AKIDOTHER\naws_secret_access_key = other\n");
  for (const line of ["pull pets", "publish pets --stage prod --yes"]) {
    const { code, err } = await run(`${line} --profile p`);
    expect(code).toBe(2);
    expect(err).toContain("The profile p asks for an MFA code, and there is nobody here to ask for it.");
  }
  expect(served).toEqual([]);
});

test.each(["pull", "diff", "deploy", "invoke", "publish", "sandbox"])(
  "%s says what it does in lines that fit",
  async (command) => {
    const { out, code } = await run(`${command} --help`);
    expect(code).toBe(0);
    expect(Math.max(...out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(110);
  },
);

describe("a deploy that was cut off", () => {
  const target = { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "200" };
  const leave = (sent: object, endpoint = listening.url): Promise<void> =>
    leaveDoubt(join(folder, "state"), { target, endpoint, region: "us-east-1", sent, replaced: {} });

  test.each(["pull pets", "diff restapis", "deploy restapis --yes"])(
    "is looked at first, and told once: %s",
    async (line) => {
      await run("pull pets");
      await leave(LIVE);
      const first = await run(line);
      expect(first).toMatchObject({
        code: 0,
        err: "apigw-response: An earlier deploy of the 200 response of GET (resource res1 of API api1) was in doubt: reading shows that it was stored.\n",
      });
      expect(await run(line)).toMatchObject({ code: 0, err: "" });
    },
  );

  test("stays in doubt where its endpoint is another, and stands in nobody's way", async () => {
    await run("pull pets");
    await leave(LIVE, "https://other.example");
    const compared = await run("diff restapis");
    expect(compared.code).toBe(0);
    expect(compared.err).toContain("is still in doubt: it could not be looked at.");
    expect(compared.out).toContain("200.json → GET 200 of resource res1, API api1: no difference\n");
  });
});

test("a deploy in doubt at an endpoint of this machine that is not in use is not brought up", async () => {
  await run("pull pets");
  await leaveDoubt(join(folder, "state"), {
    target: { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "200" },
    endpoint: "http://127.0.0.1:9",
    region: "us-east-1",
    sent: LIVE,
  });
  expect(await run("diff restapis")).toMatchObject({ code: 0, err: "" });
});

describe("a deployment whose answer is lost", () => {
  const STAGES = { operation: "GetStages", kind: "accessDenied" } as const;

  test("is settled by reading the stage, in both directions", async () => {
    listening.faults.add({ operation: "CreateDeployment", kind: "resetAfter" });
    const live = await run("publish pets --stage prod --yes --json");
    expect(live).toMatchObject({
      code: 0,
      err: expect.stringContaining("The answer was lost: reading the stage."),
    });
    expect(JSON.parse(live.out)).toMatchObject({ stageName: "prod", settled: true });
    listening.faults.add({ operation: "CreateDeployment", kind: "resetBefore" });
    const not = await run("publish pets --stage prod --yes");
    expect(not).toMatchObject({
      code: 1,
      err: expect.stringContaining("so the API was not made live. Try again."),
    });
  });

  test("stays in doubt where the stage cannot be read, which the next command says and settles", async () => {
    listening.faults.add({ operation: "CreateDeployment", kind: "resetAfter" });
    listening.faults.add({ ...STAGES, after: 1, times: 3 });
    const open = await run("publish pets --stage prod --yes --json");
    expect(open).toMatchObject({ code: 1, err: expect.stringContaining("may or may not be live on prod") });
    expect(JSON.parse(open.out)).toMatchObject({ failed: { reason: "inDoubt" } });
    const next = await run("diff restapis");
    expect(next.err).toContain(
      "An earlier deployment of API api1 to the stage prod was in doubt: reading shows that the stage has had another",
    );
    expect((await run("pull pets")).err).not.toContain("in doubt");
  });
});

test("a deployment is not called done where the service refuses it, and says what to do", async () => {
  served.length = 0;
  listening.faults.add({ operation: "CreateDeployment", kind: "concurrent", times: 9 });
  const refused = await run("publish pets --stage prod --yes");
  expect(refused).toMatchObject({
    code: 1,
    err: expect.stringContaining("Wait until the other change to this API is done, then try again."),
  });
  expect(refused.err).toContain("another change is in progress.");
});
