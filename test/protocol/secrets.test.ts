// A full run with known keys: nothing that the server says, logs or keeps holds any of them.
import { spawn } from "node:child_process";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  HOST_STATE_NOTIFICATION,
  MFA_CODE_REQUEST,
  SERVER_COMMANDS,
  TARGET_REQUEST,
} from "../../server/src/contract";
import { STAND_IN_CREDENTIALS } from "../support/standIn.mjs";
import { BODY, type Scene, setScene, TARGET, WHERE } from "./deployScene";
import { OWN_URI, startEditor } from "./editor";
import { CLI, MFA_CODE, PROFILES, type SecretSources, secretSources } from "./secretSources";

const { accessKeyId, secretAccessKey } = STAND_IN_CREDENTIALS;
const SECRETS = [accessKeyId, secretAccessKey, "Signature=", "AWS4-HMAC-SHA256"];

type Script = Parameters<Scene["service"]["play"]>;

const SCRIPTS: readonly Script[] = [
  [],
  ["badRequest"],
  ["accessDenied"],
  ["expiredToken"],
  ["invalidSignature"],
  ["conflictDefault"],
  ["serverErrorAfterStoring"],
  ["reset"],
  ["garbage"],
  // A service that says the keys back.
  [{ play: "badRequest", message: `Credential=${accessKeyId}, key ${secretAccessKey}` }],
  [{ play: "accessDenied", message: `User ${accessKeyId} may not, with ${secretAccessKey}` }],
];

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test.each([
  ["a client of ours", {}],
  ["any other editor", { clientCommands: [] }],
])("with %s", async (_, host) => {
  await using scene = await setScene({ host, answers: SCRIPTS.map(() => "Deploy") });
  const { editor, run, service, state } = scene;
  await editor.open(BODY);
  const produced: unknown[] = [await run(SERVER_COMMANDS.deployChoices, { uri: OWN_URI })];
  for (const script of SCRIPTS) {
    const plan = await scene.plan();
    service.play(...script);
    const confirmed = "clientCommands" in host ? {} : { confirmed: plan.digest };
    produced.push(plan, await run(SERVER_COMMANDS.deploy, { ...WHERE, target: TARGET, ...confirmed }));
    produced.push(await editor.request(TARGET_REQUEST, { uri: OWN_URI }));
  }
  const kept = await filesIn(state);
  produced.push(editor.received, kept, await Promise.all(kept.map((file) => readFile(file, "utf8"))));
  expect(service.requests.filter(({ method }) => method === "PUT").length).toBeGreaterThanOrEqual(
    SCRIPTS.length,
  );
  expect(kept.length).toBeGreaterThan(0);
  expect(editor.log()).toContain("Did not deploy");
  const everything = JSON.stringify(produced);
  for (const secret of SECRETS) {
    expect(everything).not.toContain(secret);
  }
});

describe("with every kind of credentials", () => {
  const AUTHORIZATION =
    "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0";

  async function ask(
    url: string,
    method: string,
    path: string,
    body: object,
  ): Promise<Record<string, string>> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: AUTHORIZATION, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Record<string, string>;
  }

  /** An API with one method; its resource. */
  async function seed(url: string) {
    const api = await ask(url, "POST", "/restapis", { name: "pets" });
    const path = `/restapis/${api["id"]}/resources/${api["rootResourceId"]}/methods/GET`;
    await ask(url, "PUT", path, { authorizationType: "NONE" });
    await ask(url, "PUT", `${path}/integration`, { type: "MOCK" });
    await ask(url, "PUT", `${path}/responses/200`, {});
    await ask(url, "PUT", `${path}/integration/responses/200`, {});
    const method = { restApiId: api["id"], resourceId: api["rootResourceId"], httpMethod: "GET" };
    return { method, file: `${path.slice(1)}/integration/responses/200.json` };
  }

  function cli(args: readonly string[], { env, directory }: SecretSources): Promise<string> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [CLI, ...args], {
        cwd: directory,
        env: { PATH: process.env["PATH"], ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let said = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text) => {
          said += text;
        });
      }
      child.once("close", (code) => resolve(`${said}\nexit ${code}`));
    });
  }

  /** Everything that the state directory and API Gateway Local hold. */
  async function left(sources: SecretSources): Promise<string> {
    const kept = await filesIn(join(sources.directory, "state"));
    const texts = await Promise.all(kept.map((file) => readFile(file, "utf8")));
    return [...kept, ...texts, await sources.localArtefacts()].join("\n");
  }

  function expectNone(texts: readonly string[], { secrets }: SecretSources): void {
    const everything = texts.join("\n");
    for (const secret of [...secrets, "Signature=", "AWS4-HMAC-SHA256"]) {
      expect(everything).not.toContain(secret);
    }
  }

  test("in the editor, and where sessions are refused in words that say them back", async () => {
    await using sources = await secretSources();
    const { method } = await seed(sources.url);
    const target = { ...method, statusCode: "200" };
    await using editor = await startEditor({
      initializationOptions: { trusted: true, endpointUrl: sources.url, answersMfa: true },
      env: sources.env,
      mfaCode: MFA_CODE,
    });
    await editor.open(BODY);
    const produced: unknown[] = [];
    const run = async (command: string, params: object) => {
      const answer = await editor.request("workspace/executeCommand", { command, arguments: [params] });
      produced.push(answer);
      return answer;
    };
    await run(SERVER_COMMANDS.awsChoices, {});
    for (const profile of PROFILES) {
      const place = { profile, region: "us-east-1" };
      expect(await run(SERVER_COMMANDS.listApis, place)).toMatchObject({ kind: "apis" });
      await run(SERVER_COMMANDS.listResources, { ...place, ...method });
      await run(SERVER_COMMANDS.pullResponses, { ...place, ...method });
      await run(SERVER_COMMANDS.compareDeployed, { ...place, uri: OWN_URI, target });
      expect(await run(SERVER_COMMANDS.signer, place)).toMatchObject({ kind: "signer" });
      const request = { ...place, uri: OWN_URI, version: 1, target };
      const { digest } = await run(SERVER_COMMANDS.planDeploy, request);
      expect(await run(SERVER_COMMANDS.deploy, { ...request, confirmed: digest })).toMatchObject({
        kind: "deployed",
      });
      const { entries } = await run(SERVER_COMMANDS.deployHistory, {});
      const undoing = { entry: entries[0].entry, profile };
      const back = await run(SERVER_COMMANDS.planRestore, undoing);
      await run(SERVER_COMMANDS.restore, { ...undoing, confirmed: back.digest });
      await run(SERVER_COMMANDS.testInvoke, { ...place, ...method, confirmed: true });
      const stage = { stageName: "prod", confirmed: true };
      expect(await run(SERVER_COMMANDS.createDeployment, { ...place, ...method, ...stage })).toMatchObject({
        kind: "deployment",
      });
    }
    const questions = editor.received.filter((message) => message.method === MFA_CODE_REQUEST);
    expect(questions).toHaveLength(1);
    sources.refuse();
    await editor.notify(HOST_STATE_NOTIFICATION, {
      ...{ trusted: true, endpointUrl: sources.url, answersMfa: true },
    });
    // A profile that is written anew needs a session anew.
    await appendFile(join(sources.directory, ".aws/config"), "[profile role]\nrole_session_name = again\n");
    for (const profile of ["sso", "role"]) {
      const answer = await run(SERVER_COMMANDS.listApis, { profile, region: "us-east-1" });
      expect(answer).toMatchObject({ kind: "failed", serviceMessage: expect.stringContaining("…") });
    }
    const everything = [JSON.stringify(produced), JSON.stringify(editor.received), await left(sources)];
    expect(everything[2]).toContain("PUT /restapis/");
    expectNone(everything, sources);
  });

  test("on the command line", async () => {
    await using sources = await secretSources();
    const { file } = await seed(sources.url);
    const said: string[] = [];
    const run = async (line: string, profile: string) => {
      const at = ["--profile", profile, "--region", "us-east-1", "--endpoint-url", sources.url];
      const text = await cli([...line.split(" "), ...at], sources);
      said.push(text);
      return text;
    };
    for (const profile of ["keys", "process", "sso", "session"]) {
      expect(await run(`pull pets --out ${profile}`, profile)).toContain("exit 0");
      await writeFile(join(sources.directory, profile, file), `{ "selectionPattern": "${profile}" }`);
      expect(await run(`deploy ${profile} --yes --json`, profile)).toContain("exit 0");
    }
    expect(await run("diff sso", "sso")).toContain("exit 1");
    expect(await run("invoke pets / GET --yes --log", "sso")).toContain("exit 0");
    expect(await run("publish pets --stage prod --yes", "sso")).toContain("exit 0");
    sources.refuse();
    expect(await run("pull pets --json", "sso")).toContain("…");
    expect(await run("pull pets", "role")).toContain("MFA code");
    expectNone([...said, await left(sources)], sources);
  });
});
