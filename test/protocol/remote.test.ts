// The commands around a deploy through `workspace/executeCommand`, against API Gateway Local on a socket.
// Invariant: whatever is refused was refused before anything was sent.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MFA_CODE_REQUEST, SERVER_COMMANDS } from "../../server/src/contract";
import { createEndpoint, emptyState, listen } from "../../server/src/sandbox";
import { type Editor, OWN_URI, startEditor } from "./editor";

const PLACE = { profile: "local", region: "us-east-1" };
const LIVE = { selectionPattern: "4\\d{2}", responseTemplates: { "text/plain": "no" } };

interface Scene extends AsyncDisposable {
  readonly editor: Editor;
  readonly url: string;
  readonly method: { readonly restApiId: string; readonly resourceId: string; readonly httpMethod: string };
  /** The requests that arrived. */
  readonly served: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: each test knows its outcome.
  run(command: string, params?: object): Promise<any>;
}

async function setScene(
  host: object = {},
  env: Readonly<Record<string, string>> = {},
  config = "",
): Promise<Scene> {
  const endpoint = createEndpoint({ state: emptyState(), now: Date.now, random: Math.random });
  const ask = (verb: string, path: string, body: object): Record<string, string> =>
    endpoint.serve({ verb, path, query: new Map(), body: JSON.stringify(body) }).body as Record<
      string,
      string
    >;
  const api = ask("POST", "/restapis", { name: "pets" });
  const resources = `/restapis/${api["id"]}/resources`;
  const resource = ask("POST", `${resources}/${api["rootResourceId"]}`, { pathPart: "pets" });
  const path = `${resources}/${resource["id"]}/methods/GET`;
  ask("PUT", path, {});
  ask("PUT", `${path}/integration`, {
    type: "MOCK",
    requestTemplates: { "application/json": '{"statusCode": 404}' },
  });
  ask("PUT", `${path}/responses/404`, {});
  ask("PUT", `${path}/integration/responses/404`, LIVE);
  const served: string[] = [];
  const local = await listen({ endpoint, port: 0, disguised: true, log: (line) => served.push(line) });
  const directory = await mkdtemp(join(tmpdir(), "apigw-remote-"));
  const credentials = join(directory, "credentials");
  await writeFile(credentials, "[local]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = example\n");
  await writeFile(join(directory, "config"), config);
  const editor = await startEditor({
    initializationOptions: { trusted: true, endpointUrl: local.url, ...host },
    env: {
      AWS_CONFIG_FILE: join(directory, "config"),
      AWS_SHARED_CREDENTIALS_FILE: credentials,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_PROFILE: "",
      AWS_REGION: "",
      AWS_DEFAULT_REGION: "",
      AWS_ACCESS_KEY_ID: "",
      AWS_SECRET_ACCESS_KEY: "",
      AWS_ENDPOINT_URL: "",
      AWS_ENDPOINT_URL_API_GATEWAY: "",
      APIGW_RESPONSE_STATE_DIR: join(directory, "state"),
      APIGW_RESPONSE_CONFIG_DIR: directory,
      APIGW_RESPONSE_PROTECTED: "",
      AWS_ENDPOINT_URL_STS: "",
      ...env,
    },
  });
  return {
    editor,
    url: local.url,
    method: { restApiId: api["id"] ?? "", resourceId: resource["id"] ?? "", httpMethod: "GET" },
    served,
    run: (command, params = {}) =>
      editor.request("workspace/executeCommand", { command, arguments: [{ ...PLACE, ...params }] }),
    [Symbol.asyncDispose]: async () => {
      await editor.stop();
      await local.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

describe("by name", () => {
  test("profiles, APIs, methods with their responses as files", async () => {
    await using scene = await setScene();
    const { run, url, method } = scene;
    expect(await run(SERVER_COMMANDS.awsChoices)).toMatchObject({
      kind: "choices",
      profiles: [{ name: "local" }],
    });
    expect(scene.served).toEqual([]);
    expect(await run(SERVER_COMMANDS.listApis)).toEqual({
      kind: "apis",
      endpoint: url,
      apis: [{ id: method.restApiId, name: "pets" }],
    });
    const listed = await run(SERVER_COMMANDS.listResources, { restApiId: method.restApiId });
    expect(listed).toMatchObject({
      kind: "resources",
      resources: [{ path: "/", methods: [] }, { path: "/pets" }],
    });
    const target = { ...method, statusCode: "404" };
    const response = {
      target,
      path: `restapis/${method.restApiId}/resources/${method.resourceId}/methods/GET/integration/responses/404.json`,
      text: `${JSON.stringify(LIVE, undefined, 2)}\n`,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    };
    expect(listed.resources[1].methods).toEqual([
      { httpMethod: "GET", integrationType: "MOCK", responses: [response] },
    ]);
    expect(await run(SERVER_COMMANDS.pullResponses, method)).toEqual({
      kind: "pulled",
      endpoint: url,
      responses: [response],
    });
  });

  test("a text that means the same has the same digest", async () => {
    await using scene = await setScene();
    const { run, method } = scene;
    const [pulled] = (await run(SERVER_COMMANDS.pullResponses, method)).responses;
    const same =
      '{"contentHandling": null, "responseTemplates": {"text/plain": "no"}, "selectionPattern": "4\\\\d{2}"}';
    const read = (text: string) => run(SERVER_COMMANDS.readLocal, { uri: OWN_URI, text });
    expect(await read(same)).toEqual({ digest: pulled.digest, target: {} });
    expect(await read("{}")).not.toMatchObject({ digest: pulled.digest });
    expect(await read('{ "selectionPattern": ')).toEqual({ target: {} });
  });

  test("a text says where it belongs, unless it contradicts its path", async () => {
    await using scene = await setScene();
    const uri = "file:///w/restapis/a1/resources/b2/methods/GET/integration/responses/404.json";
    const read = (text: string, of = uri) => scene.run(SERVER_COMMANDS.readLocal, { uri: of, text });
    const target = { restApiId: "a1", resourceId: "b2", httpMethod: "GET", statusCode: "404" };
    const keys = JSON.stringify({ ...target, selectionPattern: "4.." });
    expect(await read('{ "selectionPattern": "4.." }')).toMatchObject({ target });
    expect(await read(keys, OWN_URI)).toMatchObject({ target });
    expect(await read('{ "statusCode": "500", "selectionPattern": "5.." }')).not.toHaveProperty("target");
  });
});

describe("compare", () => {
  test("empty, null and absent are the same", async () => {
    await using scene = await setScene();
    const { editor, run, method } = scene;
    const target = { ...method, statusCode: "404" };
    await editor.open(
      '{ "selectionPattern": "4\\\\d{2}", "responseParameters": {}, "contentHandling": "", "responseTemplates": { "text/plain": "no" } }',
    );
    const text = `${JSON.stringify(LIVE, undefined, 2)}\n`;
    expect(await run(SERVER_COMMANDS.compareDeployed, { uri: OWN_URI, target })).toEqual({
      kind: "comparison",
      target,
      endpoint: scene.url,
      live: text,
      here: text,
      same: true,
    });
    const absent = { ...method, statusCode: "500" };
    const answer = await run(SERVER_COMMANDS.compareDeployed, { uri: OWN_URI, target: absent });
    expect(answer).toMatchObject({ kind: "comparison", here: text, same: false });
    expect(answer).not.toHaveProperty("live");
  });

  test("says why there is nothing to compare", async () => {
    await using scene = await setScene();
    const target = { ...scene.method, statusCode: "404" };
    expect(await scene.run(SERVER_COMMANDS.compareDeployed, { uri: OWN_URI, target })).toMatchObject({
      kind: "failed",
      reason: "noDocument",
    });
    expect(scene.served).toEqual([]);
  });
});

describe("what the user confirmed", () => {
  test("becomes live on a stage", async () => {
    await using scene = await setScene();
    const { run, method } = scene;
    const request = { restApiId: method.restApiId, stageName: "prod" };
    expect(await run(SERVER_COMMANDS.createDeployment, request)).toMatchObject({ reason: "notConfirmed" });
    expect(scene.served).toEqual([]);
    const { deploymentId, kind } = await run(SERVER_COMMANDS.createDeployment, {
      ...request,
      confirmed: true,
    });
    expect(kind).toBe("deployment");
    expect(await run(SERVER_COMMANDS.listStages, request)).toMatchObject({
      kind: "stages",
      stages: [{ stageName: "prod", deploymentId }],
    });
  });

  test("is sent to run, backend and all", async () => {
    await using scene = await setScene();
    const { run, method } = scene;
    expect(await run(SERVER_COMMANDS.testInvoke, method)).toMatchObject({ reason: "notConfirmed" });
    expect(scene.served).toEqual([]);
    await run(SERVER_COMMANDS.testInvoke, { ...method, confirmed: true });
    const path = `/restapis/${method.restApiId}/resources/${method.resourceId}/methods/GET`;
    expect(scene.served).toEqual([expect.stringContaining(`POST ${path}`)]);
  });

  test("runs with each header as often as it is written", async () => {
    await using scene = await setScene();
    const { result } = await scene.run(SERVER_COMMANDS.testInvoke, {
      ...scene.method,
      headers: [
        ["X-A", "1"],
        ["X-A", "2"],
      ],
      confirmed: true,
    });
    expect(result.log).toContain("Method request headers: {X-A=1, X-A=2}");
  });

  test("goes where the user was shown it, or nowhere", async () => {
    await using scene = await setScene();
    const { run, method, url } = scene;
    const request = { ...method, confirmed: true, shownEndpoint: "AWS" };
    expect(await run(SERVER_COMMANDS.testInvoke, request)).toMatchObject({
      reason: "otherEndpoint",
      message: expect.stringContaining(url),
    });
    expect(await run(SERVER_COMMANDS.pullResponses, request)).toMatchObject({ reason: "otherEndpoint" });
    expect(scene.served).toEqual([]);
    expect(await run(SERVER_COMMANDS.testInvoke, { ...request, shownEndpoint: url })).toMatchObject({
      kind: "invocation",
    });
  });
});

describe("a protected profile or account", () => {
  const ACCOUNT = "000000000000";
  const writes = ({ method }: Scene) =>
    [
      [SERVER_COMMANDS.createDeployment, { restApiId: method.restApiId, stageName: "prod", confirmed: true }],
      [SERVER_COMMANDS.testInvoke, { ...method, confirmed: true }],
    ] as const;
  const writing = ({ served }: Scene) => served.filter((line) => !line.includes("POST / "));

  test.each<[string, object, Readonly<Record<string, string>>, string]>([
    ["the editor's setting names the profile", { protected: ["local"] }, {}, "local"],
    ["it names the account", { protected: [ACCOUNT] }, {}, ACCOUNT],
    ["the user's variable names the profile", {}, { APIGW_RESPONSE_PROTECTED: "local" }, "local"],
    [
      "the setting does not take that back",
      { protected: [] },
      { APIGW_RESPONSE_PROTECTED: ACCOUNT },
      ACCOUNT,
    ],
  ])("is written to only with its name typed: %s", async (_, host, env, word) => {
    await using scene = await setScene(host, env);
    const { run } = scene;
    expect(await run(SERVER_COMMANDS.signer)).toEqual({
      kind: "signer",
      endpoint: scene.url,
      profile: "local",
      region: "us-east-1",
      identity: { account: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/local` },
      typedBefore: word,
    });
    for (const [command, params] of writes(scene)) {
      for (const typed of [undefined, "", "prod"]) {
        expect(await run(command, { ...params, typed })).toMatchObject({
          kind: "failed",
          reason: "protected",
          message: expect.stringContaining(`type \`${word}\``),
        });
      }
    }
    expect(writing(scene)).toEqual([]);
    for (const [command, params] of writes(scene)) {
      expect(await run(command, { ...params, typed: word })).toMatchObject({
        kind: expect.stringMatching(/deployment|invocation|failed/),
      });
    }
    expect(writing(scene).filter((line) => line.includes("POST /restapis"))).toHaveLength(2);
  });

  test("is read from all the same", async () => {
    await using scene = await setScene({ protected: ["local", ACCOUNT] });
    expect(await scene.run(SERVER_COMMANDS.pullResponses, scene.method)).toMatchObject({ kind: "pulled" });
    expect(await scene.run(SERVER_COMMANDS.listStages, scene.method)).toMatchObject({ kind: "stages" });
  });

  test("may be any, where it cannot be read which", async () => {
    const directory = await mkdtemp(join(tmpdir(), "apigw-config-"));
    await writeFile(join(directory, "config.json"), '{ "protect": ["local"] }');
    await using scene = await setScene({}, { APIGW_RESPONSE_CONFIG_DIR: directory });
    const told = { reason: "protected", message: expect.stringContaining("config.json") };
    expect(await scene.run(SERVER_COMMANDS.signer)).toMatchObject(told);
    for (const [command, params] of writes(scene)) {
      expect(await scene.run(command, { ...params, typed: "local" })).toMatchObject(told);
    }
    expect(scene.served).toEqual([]);
    await rm(directory, { recursive: true, force: true });
  });
});

describe("a role that wants an MFA code", () => {
  const SERIAL = "arn:aws:iam::000000000000:mfa/me";
  const ROLE = `[profile role]\nrole_arn = arn:aws:iam::000000000000:role/x\nsource_profile = local\nmfa_serial = ${SERIAL}\n`;
  const all = ({ method }: Scene) =>
    [
      [SERVER_COMMANDS.listApis, {}],
      [SERVER_COMMANDS.listResources, method],
      [SERVER_COMMANDS.pullResponses, method],
      [SERVER_COMMANDS.compareDeployed, { uri: OWN_URI, target: { ...method, statusCode: "404" } }],
      [SERVER_COMMANDS.listStages, method],
      [SERVER_COMMANDS.signer, {}],
      [SERVER_COMMANDS.createDeployment, { ...method, stageName: "prod", confirmed: true }],
      [SERVER_COMMANDS.testInvoke, { ...method, confirmed: true }],
    ] as const;

  test("is asked for by every command, and not giving it calls that off", async () => {
    await using scene = await setScene({ answersMfa: true }, {}, ROLE);
    await scene.editor.open("{}");
    const questions = () => scene.editor.received.filter(({ method }) => method === MFA_CODE_REQUEST);
    for (const [at, [command, params]] of all(scene).entries()) {
      expect(await scene.run(command, { ...params, profile: "role" })).toMatchObject({
        kind: "failed",
        reason: "cancelled",
      });
      expect(questions().map(({ params: asked }) => asked)).toEqual(
        Array.from({ length: at + 1 }, () => ({ profile: "role", serial: SERIAL })),
      );
    }
    expect(scene.served).toEqual([]);
  });

  test("is asked for before a restore", async () => {
    await using scene = await setScene({ answersMfa: true }, {}, ROLE);
    const { editor, run, method } = scene;
    await editor.open('{ "selectionPattern": "404" }');
    const where = { uri: OWN_URI, version: 1, target: { ...method, statusCode: "404" } };
    const { digest } = await run(SERVER_COMMANDS.planDeploy, where);
    await run(SERVER_COMMANDS.deploy, { ...where, confirmed: digest });
    const [{ entry }] = (await run(SERVER_COMMANDS.deployHistory)).entries;
    const called = { kind: "failed", reason: "cancelled" };
    expect(await run(SERVER_COMMANDS.planRestore, { entry, profile: "role" })).toMatchObject(called);
    expect(editor.methods().filter((name) => name === MFA_CODE_REQUEST)).toHaveLength(1);
  });

  test("is told of where nobody can be asked", async () => {
    await using scene = await setScene({}, {}, ROLE);
    for (const [command, params] of all(scene).filter(([name]) => name !== SERVER_COMMANDS.compareDeployed)) {
      expect(await scene.run(command, { ...params, profile: "role" })).toMatchObject({
        reason: "noCredentials",
        message: expect.stringContaining("aws sts get-session-token"),
      });
    }
  });
});

describe("history", () => {
  test("what a deploy replaced comes back, once the difference was confirmed", async () => {
    await using scene = await setScene();
    const { editor, run, method } = scene;
    const target = { ...method, statusCode: "404" };
    await editor.open('{ "selectionPattern": "404" }');
    const where = { uri: OWN_URI, version: 1, target };
    const plan = await run(SERVER_COMMANDS.planDeploy, where);
    await run(SERVER_COMMANDS.deploy, { ...where, confirmed: plan.digest });
    const { entries } = await run(SERVER_COMMANDS.deployHistory);
    expect(entries).toMatchObject([
      {
        target,
        outcome: "deployed",
        restorable: true,
        replaced: `${JSON.stringify(LIVE, undefined, 2)}\n`,
        sent: `${JSON.stringify({ selectionPattern: "404" }, undefined, 2)}\n`,
      },
    ]);
    expect(await run(SERVER_COMMANDS.deployHistory, { target })).toMatchObject({ entries });
    const other = { ...target, statusCode: "500" };
    expect(await run(SERVER_COMMANDS.deployHistory, { target: other })).toMatchObject({ entries: [] });
    const [{ entry }] = entries;
    expect(await run(SERVER_COMMANDS.restore, { entry })).toMatchObject({ reason: "notConfirmed" });
    const back = await run(SERVER_COMMANDS.planRestore, { entry });
    expect(back).toMatchObject({ kind: "plan", wanted: LIVE, live: { selectionPattern: "404" } });
    expect(await run(SERVER_COMMANDS.restore, { entry, confirmed: back.digest })).toMatchObject({
      kind: "deployed",
      stored: LIVE,
    });
    const [pulled] = (await run(SERVER_COMMANDS.pullResponses, method)).responses;
    expect(JSON.parse(pulled.text)).toEqual(LIVE);
  });

  test("knows no entry that is not its own", async () => {
    await using scene = await setScene();
    const entry = "../../credentials";
    expect(await scene.run(SERVER_COMMANDS.planRestore, { entry })).toMatchObject({ reason: "nothingKept" });
    expect(scene.served).toEqual([]);
  });
});

describe("refused", () => {
  const everything = (scene: Scene) =>
    [
      [SERVER_COMMANDS.listApis, {}],
      [SERVER_COMMANDS.listResources, scene.method],
      [SERVER_COMMANDS.pullResponses, scene.method],
      [SERVER_COMMANDS.listStages, scene.method],
      [SERVER_COMMANDS.createDeployment, { ...scene.method, stageName: "prod", confirmed: true }],
      [SERVER_COMMANDS.testInvoke, { ...scene.method, confirmed: true }],
      [SERVER_COMMANDS.startLocal, {}],
    ] as const;

  test("all of it, in a workspace that is not trusted", async () => {
    await using scene = await setScene({ trusted: false });
    for (const [command, params] of everything(scene)) {
      expect(await scene.run(command, params)).toMatchObject({ kind: "failed", reason: "untrusted" });
    }
    expect(scene.served).toEqual([]);
  });

  test("an endpoint beyond this machine over plain http", async () => {
    await using scene = await setScene({ endpointUrl: "http://example.com" });
    expect(await scene.run(SERVER_COMMANDS.listApis)).toMatchObject({ reason: "invalidEndpoint" });
  });

  test.each([
    [SERVER_COMMANDS.listResources, { restApiId: "../x" }],
    [SERVER_COMMANDS.pullResponses, { restApiId: "a", resourceId: "b", httpMethod: "FETCH" }],
    [SERVER_COMMANDS.createDeployment, { restApiId: "a", stageName: "a/b", confirmed: true }],
  ])("%s with labels that the service could not know", async (command, params) => {
    await using scene = await setScene();
    await expect(scene.run(command, params)).rejects.toThrow("not what it takes");
    expect(scene.served).toEqual([]);
  });

  test("what is not there, in words", async () => {
    await using scene = await setScene();
    const answer = await scene.run(SERVER_COMMANDS.pullResponses, { ...scene.method, httpMethod: "PUT" });
    expect(answer).toMatchObject({
      kind: "failed",
      reason: "notFound",
      serviceMessage: "Invalid Method identifier specified",
    });
    expect(answer.message).not.toContain("deploy");
  });
});

test("API Gateway Local starts once, and is asked with keys that are nobody's", async () => {
  await using scene = await setScene();
  const { run, editor } = scene;
  const started = await run(SERVER_COMMANDS.startLocal);
  expect(started).toMatchObject({ kind: "started", already: false });
  expect(await run(SERVER_COMMANDS.startLocal)).toEqual({ ...started, already: true });
  await editor.notify("apigatewayResponse/hostState", { trusted: true, endpointUrl: started.url });
  // A profile that does not exist has no credentials, and needs none here.
  expect(await run(SERVER_COMMANDS.listApis, { profile: "nobody" })).toEqual({
    kind: "apis",
    endpoint: started.url,
    apis: [expect.objectContaining({ id: "petstore", name: "Pet store" })],
  });
});
