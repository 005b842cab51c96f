// API Gateway Local for whoever has no account: the command line and two windows, each as a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SERVER_COMMANDS } from "../../server/src/contract";
import { createEndpoint, emptyState, exampleApi, type Listening, listen } from "../../server/src/sandbox";
import { type Editor, startEditor } from "../protocol/editor";

const CLI = join(import.meta.dirname, "../../dist/cli.js");
const KEYS = { AWS_ACCESS_KEY_ID: "AKIAREALLYMINE", AWS_SECRET_ACCESS_KEY: "really/mine" };

let folder: string;
let ends: (() => unknown)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-local-"));
  ends = [() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })];
});

afterEach(async () => {
  for (const end of ends.reverse()) {
    await end();
  }
});

const surroundings = (): Readonly<Record<string, string>> => ({
  ...{ HOME: folder, USERPROFILE: folder, APIGW_RESPONSE_STATE_DIR: join(folder, "state") },
  ...{ AWS_CONFIG_FILE: join(folder, "config"), AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials") },
  ...{ AWS_EC2_METADATA_DISABLED: "true", AWS_PROFILE: "", AWS_REGION: "", AWS_DEFAULT_REGION: "" },
  ...{ AWS_ENDPOINT_URL: "", AWS_ENDPOINT_URL_API_GATEWAY: "", AWS_ENDPOINT_URL_STS: "" },
  ...{ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_SESSION_TOKEN: "" },
  ...{ APIGW_RESPONSE_CONFIG_DIR: folder, APIGW_RESPONSE_PROTECTED: "" },
});

function write(name: string, value: object): void {
  writeFileSync(join(folder, name), JSON.stringify(value));
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(line: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...line.split(" ")], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...surroundings(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    err += text;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}

/** API Gateway Local with its example, and in front of it somebody who writes down whose keys were sent. */
async function watched(): Promise<{ readonly url: string; readonly signers: readonly string[] }> {
  const state = emptyState();
  state.apis.push(exampleApi(0));
  const endpoint = createEndpoint({ state, now: Date.now, random: Math.random });
  const local: Listening = await listen({ endpoint, port: 0 });
  const signers: string[] = [];
  const front: Server = createServer(async (incoming, outgoing) => {
    const { authorization, host: _, connection: __, ...others } = incoming.headers;
    signers.push(/Credential=([^/]+)/.exec(authorization ?? "")?.[1] ?? "nobody");
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk);
    }
    const { method = "GET" } = incoming;
    const answer = await fetch(`${local.url}${incoming.url}`, {
      method,
      headers: {
        ...Object.fromEntries(Object.entries(others).filter(([name]) => /content-type|backend/.test(name))),
        ...(authorization === undefined ? {} : { authorization }),
      },
      ...(method === "GET" ? {} : { body: Buffer.concat(chunks) }),
    });
    outgoing.writeHead(answer.status, {
      "content-type": answer.headers.get("content-type") ?? "text/plain",
    });
    outgoing.end(await answer.text());
  });
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  ends.push(local.close, () => {
    front.closeAllConnections();
    front.close();
  });
  return { url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`, signers };
}

describe("on the command line", () => {
  test.each([
    ["without any keys", {}],
    ["beside keys of one's own", KEYS],
    ["beside a profile that does not exist", { AWS_PROFILE: "gone" }],
  ])("the round trip, %s", async (_, env) => {
    const { url, signers } = await watched();
    const at = `--endpoint-url ${url}`;
    expect(await run(`pull petstore ${at}`, env)).toMatchObject({ code: 0, err: "" });
    const file = "restapis/petstore/resources/petstore02/methods/GET/integration/responses/404.json";
    expect(existsSync(join(folder, file))).toBe(true);
    expect(await run(`diff restapis ${at}`, env)).toMatchObject({ code: 0, err: "" });
    write(file, { selectionPattern: "404" });
    expect(await run(`deploy restapis --yes ${at}`, env)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`API Gateway Local at ${url}, with keys that are nobody's.`),
    });
    const tried = await run(`invoke petstore /pets GET --yes ${at}`, env);
    expect(tried).toMatchObject({ code: 0, out: expect.stringContaining('"count": 2') });
    expect(await run(`publish petstore --stage prod --yes ${at}`, env)).toMatchObject({ code: 0 });
    expect(new Set(signers)).toEqual(new Set(["nobody", "local"]));
  });

  test.each([
    ["pull pets", "There is no API with the id or the name “pets”, but Pet store (petstore)."],
    [
      "invoke petstore /cats GET --yes",
      "The API has no method at the path /cats, but at /pets, /pets/{petId}.",
    ],
    ["invoke petstore /pets POST --yes", "/pets has GET, and no POST."],
    ["invoke petstore /pets/{petId} GET --yes", "Write a value in place of {petId}."],
  ])("%s says what there is", async (line, words) => {
    const { url } = await watched();
    const { code, err, out } = await run(`${line} --json --endpoint-url ${url}`);
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(JSON.parse(out)).toMatchObject({ exit: 2, failed: { reason: "usage", message: words } });
  });

  test("diff compares what API Gateway would refuse as well, and no text that cannot be read", async () => {
    const { url } = await watched();
    const at = `--endpoint-url ${url}`;
    await run(`pull petstore /pets GET ${at}`);
    const folderOf = "restapis/petstore/resources/petstore01/methods/GET/integration/responses";
    write(`${folderOf}/404.json`, { responseParameters: { "method.response.header.X-Request-Id": "x" } });
    writeFileSync(join(folder, folderOf, "200.json"), "{");
    const { code, out, err } = await run(`diff restapis --json ${at}`);
    expect(code).toBe(1);
    expect(err).toContain("A static value stands in single quotes");
    const { files } = JSON.parse(out) as { files: Record<string, unknown>[] };
    expect(files).toHaveLength(2);
    expect(files[0]).toEqual({
      file: `${folderOf}/200.json`,
      target: expect.anything(),
      blockedBy: [expect.stringContaining("is never closed")],
    });
    expect(files[1]).toMatchObject({
      file: `${folderOf}/404.json`,
      same: false,
      differences: expect.arrayContaining([
        { path: "selectionPattern", kind: "removed", live: expect.any(String) },
      ]),
      blockedBy: [expect.stringContaining("A static value stands in single quotes")],
    });
  });

  test.each(["diff free.json", "deploy free.json --yes"])(
    "%s says in its document too why it ended",
    async (line) => {
      const { url } = await watched();
      write("free.json", { selectionPattern: "4.." });
      const { code, out } = await run(`${line} --json --endpoint-url ${url}`);
      expect(code).toBe(2);
      expect(JSON.parse(out)).toMatchObject({
        files: [],
        failed: { reason: "usage", message: "A file that was named cannot be used." },
      });
    },
  );

  test.each([
    [
      ["--example"],
      /It has Pet store \(petstore\)\. Its state is kept in .*state\.json\. Ctrl-C stops it\.\n$/,
    ],
    [
      ["--in-memory"],
      /It has no API yet; --example begins with one\. It keeps nothing\. Ctrl-C stops it\.\n$/,
    ],
  ])("the sandbox says what it has and keeps: %j", async (options, words) => {
    const child = spawn(process.execPath, [CLI, "sandbox", "--port", "0", ...options], {
      env: { PATH: process.env["PATH"], ...surroundings() },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const said = await new Promise((resolve) =>
      child.stderr.setEncoding("utf8").once("data", (text: string) => resolve(text)),
    );
    child.kill();
    await ended;
    expect(said).toMatch(words);
  });

  test("what does not listen any more is asked with no keys, and the way on is said", async () => {
    const { code, err } = await run("pull petstore --endpoint-url http://127.0.0.1:9", KEYS);
    expect(code).toBe(2);
    expect(err).toContain("Nothing answers at http://127.0.0.1:9, so nothing was sent.");
    expect(err).toContain("`apigw-response sandbox`");
  });

  test("a second one on the same state says where the first listens", async () => {
    const first = await sandbox("--port", "0", "--example");
    expect(await run("sandbox --port 0")).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(
        new RegExp(
          `^apigw-response: another API Gateway Local, process ${first.pid}, holds .* and listens at ${first.url}\\. `,
        ),
      ),
    });
  });

  test("the example comes where nothing is stored, and never again over what is", async () => {
    const first = await sandbox("--port", "0", "--example");
    expect((await run(`pull petstore --endpoint-url ${first.url}`)).out).toContain("200.json");
    await first.stop();
    const state = join(folder, "state", "local", "state.json");
    const kept = JSON.parse(readFileSync(state, "utf8"));
    expect(kept.apis).toHaveLength(1);
    const [api] = kept.apis;
    const second = await sandbox("--port", "0", "--example");
    await second.stop();
    expect(JSON.parse(readFileSync(state, "utf8")).apis).toEqual([api]);
  });
});

interface Sandbox {
  readonly url: string;
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

async function sandbox(...options: readonly string[]): Promise<Sandbox> {
  const child: ChildProcess = spawn(process.execPath, [CLI, "sandbox", "--quiet", ...options], {
    env: { PATH: process.env["PATH"], ...surroundings() },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = (): Promise<void> => {
    child.kill();
    return ended;
  };
  ends.push(stop);
  const url = await new Promise<string>((resolve) =>
    child.stdout?.setEncoding("utf8").once("data", (text: string) => resolve(text.trim())),
  );
  return { url, pid: child.pid, stop };
}

interface Window {
  readonly editor: Editor;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows its outcome.
  run(command: string, params?: object): Promise<any>;
  close(): Promise<unknown>;
}

async function openWindow(host: object = {}): Promise<Window> {
  const editor = await startEditor({
    initializationOptions: { trusted: true, ...host },
    env: { ...surroundings(), ...KEYS },
  });
  let closing: ReturnType<Editor["stop"]> | undefined;
  const close = () => {
    closing ??= editor.stop();
    return closing;
  };
  ends.push(close);
  return {
    editor,
    run: (command, params = {}) =>
      editor.request("workspace/executeCommand", {
        command,
        arguments: [{ region: "us-east-1", ...params }],
      }),
    close,
  };
}

const tellEndpoint = ({ editor }: Window, endpointUrl: string): Promise<unknown> =>
  Promise.resolve(editor.notify("apigatewayResponse/hostState", { trusted: true, endpointUrl }));

describe("in the editor", () => {
  test("it begins with something to pull, and there is no profile to choose", async () => {
    const window = await openWindow();
    const started = await window.run(SERVER_COMMANDS.startLocal);
    expect(started).toMatchObject({ kind: "started", already: false });
    await tellEndpoint(window, started.url);
    expect(await window.run(SERVER_COMMANDS.awsChoices)).toEqual({
      kind: "choices",
      local: started.url,
      profiles: [],
      defaultRegion: "us-east-1",
      regions: [{ name: "us-east-1", title: "API Gateway Local" }],
    });
    expect(await window.run(SERVER_COMMANDS.listApis)).toMatchObject({
      apis: [{ id: "petstore", name: "Pet store" }],
    });
    expect(await window.run(SERVER_COMMANDS.signer)).toMatchObject({
      isLocal: true,
      identity: { arn: "arn:aws:iam::000000000000:user/local" },
    });
    const invocation = await window.run(SERVER_COMMANDS.testInvoke, {
      ...{ restApiId: "petstore", resourceId: "petstore01", httpMethod: "GET", path: "/pets" },
      confirmed: true,
    });
    expect(invocation).toMatchObject({ result: { status: 200, body: expect.stringContaining("Rex") } });
  });

  test("a second window joins it, and starts it again where the first is closed", async () => {
    const [first, second] = [await openWindow(), await openWindow()];
    const [one, other] = await Promise.all([
      first.run(SERVER_COMMANDS.startLocal),
      second.run(SERVER_COMMANDS.startLocal),
    ]);
    expect(other.url).toBe(one.url);
    expect([one.already, other.already].sort()).toEqual([false, true]);
    const [starter, joiner] = one.already ? [second, first] : [first, second];
    await tellEndpoint(joiner, one.url);
    expect(await joiner.run(SERVER_COMMANDS.listApis)).toMatchObject({ apis: [{ name: "Pet store" }] });
    const stage = { restApiId: "petstore", stageName: "prod", confirmed: true };
    expect(await joiner.run(SERVER_COMMANDS.createDeployment, stage)).toMatchObject({ kind: "deployment" });
    await starter.close();
    expect(await joiner.run(SERVER_COMMANDS.listStages, { restApiId: "petstore" })).toMatchObject({
      stages: [{ stageName: "prod" }],
      endpoint: one.url,
    });
  });

  test("a window that has only used it starts it again as well, and no other's", async () => {
    const own = await sandbox("--port", "0", "--example");
    const others = await sandbox("--port", "0", "--in-memory", "--example");
    const window = await openWindow({ endpointUrl: own.url });
    expect(await window.run(SERVER_COMMANDS.listApis)).toMatchObject({ kind: "apis" });
    await own.stop();
    expect(await window.run(SERVER_COMMANDS.listApis)).toMatchObject({
      kind: "apis",
      endpoint: own.url,
    });
    await tellEndpoint(window, others.url);
    expect(await window.run(SERVER_COMMANDS.listApis)).toMatchObject({ endpoint: others.url });
    await others.stop();
    expect(await window.run(SERVER_COMMANDS.listApis)).toMatchObject({
      kind: "failed",
      couldStartLocal: true,
    });
  });

  test("the one that is in use is taken, whoever started it, and its address when it is gone", async () => {
    const elsewhere = await sandbox("--port", "0", "--in-memory", "--example");
    const window = await openWindow({ endpointUrl: elsewhere.url });
    expect(await window.run(SERVER_COMMANDS.startLocal)).toEqual({
      kind: "started",
      url: elsewhere.url,
      already: true,
    });
    await elsewhere.stop();
    const later = await openWindow({ endpointUrl: elsewhere.url });
    expect(await later.run(SERVER_COMMANDS.listApis)).toMatchObject({
      kind: "failed",
      reason: "network",
      couldStartLocal: true,
    });
    expect(await later.run(SERVER_COMMANDS.startLocal)).toEqual({
      kind: "started",
      url: elsewhere.url,
      already: false,
    });
    expect(await later.run(SERVER_COMMANDS.listApis)).toMatchObject({ apis: [{ name: "Pet store" }] });
  });

  test("an endpoint that is not API Gateway Local is asked with the keys there are", async () => {
    const signers: (string | undefined)[] = [];
    const server = createServer(({ headers }, outgoing) => {
      signers.push(/Credential=([^/]+)/.exec(headers.authorization ?? "")?.[1]);
      outgoing.writeHead(200, { "content-type": "application/json" }).end('{"item": []}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ends.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const window = await openWindow({ endpointUrl: url });
    expect(await window.run(SERVER_COMMANDS.listApis)).toMatchObject({ kind: "apis", apis: [] });
    expect(signers).toEqual([undefined, KEYS.AWS_ACCESS_KEY_ID]);
  });
});
