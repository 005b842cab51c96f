// Real processes, killed in mid-deploy or two at once, against API Gateway Local on a socket: what the next one knows,
// says and can undo.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { OWN_LANGUAGE_ID, SERVER_COMMANDS } from "../../server/src/contract";
import type { HistoryRecord } from "../../server/src/deploy";
import {
  createEndpoint,
  emptyState,
  type Fault,
  type Listening,
  listen,
  seededApi,
} from "../../server/src/sandbox";
import { type Editor, type EditorOptions, SERVER, startEditor } from "../protocol/editor";

const CLI = join(import.meta.dirname, "../../dist/cli.js");
const KILL_AT = join(import.meta.dirname, "../support/killAt.cjs");
const FILE = "restapis/api1/resources/res1/methods/GET/integration/responses/200.json";
const TARGET = { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "200" };
const LIVE = { selectionPattern: "old" };
const WANTED = { selectionPattern: "new" };

let folder: string;
let uri: string;
let listening: Listening;
let stored: () => object;
/** The lines that the endpoint logged, and who waits for one. */
let served: string[];
let awaited: (() => void)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "killed-"));
  uri = pathToFileURL(join(folder, FILE)).href;
  await mkdir(dirname(join(folder, FILE)), { recursive: true });
  await writeFile(join(folder, FILE), JSON.stringify(WANTED));
  await writeFile(
    join(folder, "credentials"),
    "[local]\naws_access_key_id = local\naws_secret_access_key = local\n",
  );
  const method = {
    methodResponses: { 200: {}, 404: {} },
    methodIntegration: { type: "MOCK", integrationResponses: { 200: LIVE } },
  };
  const items = [{ id: "res1", path: "/", resourceMethods: { GET: method } }];
  const api = seededApi(JSON.stringify({ items }), { id: "api1", name: "pets", now: 0 });
  if (typeof api === "string") throw new Error(api);
  const state = { ...emptyState(), apis: [api] };
  const endpoint = createEndpoint({ state, now: Date.now, random: Math.random });
  stored = () => {
    const { statusCode: _, ...response } = endpoint.state().apis[0]?.resources[0]?.methods[0]?.integration
      ?.responses[0] ?? { statusCode: "" };
    return response;
  };
  served = [];
  awaited = [];
  const log = (line: string): void => {
    served.push(line);
    for (const look of awaited) look();
  };
  listening = await listen({ endpoint, port: 0, log });
});

afterEach(async () => {
  await listening.close();
  await rm(folder, { recursive: true, force: true });
});

/** Resolves once the endpoint has logged a line that begins so. */
function logged(start: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (served.some((line) => line.startsWith(start))) {
        resolve();
      }
    };
    awaited.push(look);
    look();
  });
}

const environment = (): Record<string, string> => ({
  HOME: folder,
  AWS_CONFIG_FILE: join(folder, "config"),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_PROFILE: "",
  AWS_REGION: "",
  AWS_DEFAULT_REGION: "",
  AWS_ACCESS_KEY_ID: "",
  AWS_SECRET_ACCESS_KEY: "",
  AWS_ENDPOINT_URL: "",
  AWS_ENDPOINT_URL_API_GATEWAY: "",
  APIGW_RESPONSE_STATE_DIR: join(folder, "state"),
});

const HOST = () => ({ trusted: true, endpointUrl: listening.url });

const editor = (options: EditorOptions = {}) =>
  startEditor({
    ...options,
    initializationOptions: HOST(),
    env: { ...environment(), ...options.env },
  });

const ask = (
  send: Pick<Editor, "request">["request"],
  command: string,
  params: object,
  // biome-ignore lint/suspicious/noExplicitAny: each test knows its outcome.
): Promise<any> => send("workspace/executeCommand", { command, arguments: [params] });

const PLACE = { profile: "local", region: "us-east-1" };

/** A process that deploys the file, however long that takes. */
type Deployer = (env?: Record<string, string>) => Promise<ChildProcess>;

const commandLine: Deployer = async (env) =>
  spawn(
    process.execPath,
    [CLI, "deploy", "restapis", "--yes", "--profile", "local", "--region", "us-east-1"].concat([
      "--endpoint-url",
      listening.url,
    ]),
    { cwd: folder, env: { ...process.env, ...environment(), ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );

/** A server over IPC, as the extension host has it, in the middle of a deploy that was confirmed. */
const languageServer: Deployer = async (env) => {
  const child = fork(SERVER, ["--node-ipc"], { env: { ...process.env, ...environment(), ...env } });
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.onError(() => undefined);
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
    initializationOptions: HOST(),
  });
  await connection.sendNotification("initialized", {});
  const textDocument = { uri, languageId: OWN_LANGUAGE_ID, version: 1, text: JSON.stringify(WANTED) };
  await connection.sendNotification("textDocument/didOpen", { textDocument });
  const run = (command: string, params: object): Promise<{ digest: string }> =>
    connection.sendRequest("workspace/executeCommand", { command, arguments: [{ ...PLACE, ...params }] });
  const plan = await run(SERVER_COMMANDS.planDeploy, { uri, version: 1, target: TARGET });
  const deploying = run(SERVER_COMMANDS.deploy, {
    ...{ uri, version: 1, target: TARGET },
    confirmed: plan.digest,
  });
  deploying.catch(() => undefined);
  return child;
};

/** By the process's own hand at a point nobody outside could meet, or from outside while the endpoint holds the PUT. */
type Death = "put" | Fault["kind"];

async function kill(deployer: Deployer, death: Death, how: (child: ChildProcess) => void): Promise<void> {
  const byItself = death === "put";
  if (!byItself) {
    listening.faults.add({ operation: "PutIntegrationResponse", kind: death });
  }
  const child = await deployer(byItself ? { NODE_OPTIONS: `--require ${KILL_AT}`, KILL_AT: death } : {});
  const ended = once(child, "exit");
  if (!byItself) {
    await logged("PUT ");
    how(child);
  }
  await ended;
}

const murder = (child: ChildProcess): void => void child.kill("SIGKILL");
/** What the kernel does to the server when its extension host is killed. */
const orphan = (child: ChildProcess): void => child.disconnect();

/** The oldest first. */
async function journals(): Promise<readonly HistoryRecord[]> {
  const names = (await readdir(join(folder, "state/history"))).sort();
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, "state/history", name), "utf8"))),
  );
}

/** As if the next start came minutes later: by then nothing can be under way any more, and one reading is enough. */
async function age(): Promise<void> {
  const [name = ""] = await readdir(join(folder, "state/history"));
  const [record] = await journals();
  const time = new Date(Date.parse(record?.time ?? "") - 3_600_000).toISOString();
  await writeFile(join(folder, "state/history", name), JSON.stringify({ ...record, time }));
}

describe.each<[string, Deployer, Death, (child: ChildProcess) => void, object]>([
  ["the command line, between journal and PUT", commandLine, "put", murder, LIVE],
  ["the command line, before the PUT took place", commandLine, "silentBefore", murder, LIVE],
  ["the command line, between PUT and answer", commandLine, "silentAfter", murder, WANTED],
  ["the server, between journal and PUT", languageServer, "put", murder, LIVE],
  ["the server, between PUT and answer", languageServer, "silentAfter", murder, WANTED],
  ["the extension host, before the PUT took place", languageServer, "silentBefore", orphan, LIVE],
  ["the extension host, between PUT and answer", languageServer, "silentAfter", orphan, WANTED],
])("killed: %s", (_name, deployer, death, how, held) => {
  beforeEach(() => kill(deployer, death, how));

  test("what was deployed before is in the journal; the next editor tells the doubt, settles it and restores", async () => {
    expect(stored()).toEqual(held);
    expect(served.filter((line) => line.startsWith("PUT "))).toHaveLength(death === "put" ? 0 : 1);
    expect(await journals()).toMatchObject([
      { target: TARGET, replacedState: "read", replaced: LIVE, sent: WANTED, outcome: { kind: "sent" } },
    ]);
    expect(await readdir(join(folder, "state/locks"))).toHaveLength(1);

    await age();
    served.length = 0;
    await using next = await editor({ answers: ["Look Now"] });
    const asked = await next.next(({ method }) => method === "window/showMessageRequest");
    expect(asked.params.message).toContain(
      "Whether API Gateway stored a deploy of the 200 response of GET (resource res1 of API api1) is not known",
    );
    const told = await next.next(({ method }) => method === "window/showMessage");
    expect(told.params.message).toContain(
      held === WANTED
        ? "It is stored. An earlier deploy of the 200 response"
        : "It was not stored. An earlier deploy of the 200 response",
    );
    expect(told.params.message).toContain(
      held === WANTED ? "reading shows that it was stored" : "reading shows that it was not stored",
    );
    expect(served).toEqual([expect.stringMatching(/^GET .*\/integration\/responses\/200 200$/)]);
    expect(await readdir(join(folder, "state/locks"))).toEqual([]);

    const send = next.request.bind(next);
    const { entries } = await ask(send, SERVER_COMMANDS.deployHistory, {});
    expect(entries).toMatchObject([{ outcome: held === WANTED ? "deployed" : "failed", restorable: true }]);
    const [{ entry }] = entries;
    const plan = await ask(send, SERVER_COMMANDS.planRestore, { entry });
    expect(plan).toMatchObject({ kind: "plan", wanted: LIVE });
    expect(await ask(send, SERVER_COMMANDS.restore, { entry, confirmed: plan.digest })).toMatchObject({
      kind: "deployed",
    });
    expect(stored()).toEqual(LIVE);
  });

  test("the next deploy from a command line takes over the lock, tells and settles", async () => {
    await age();
    await writeFile(join(folder, FILE), JSON.stringify({ selectionPattern: "newer" }));
    const child = await commandLine();
    let told = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      told += text;
    });
    expect(await once(child, "close")).toEqual([0, null]);
    expect(told).toContain(
      held === WANTED
        ? "was in doubt: reading shows that it was stored"
        : "reading shows that it was not stored",
    );
    expect(stored()).toEqual({ selectionPattern: "newer" });
    expect(await journals()).toMatchObject([
      { outcome: held === WANTED ? { kind: "deployed", settled: true } : { reason: "notStored" } },
      { outcome: { kind: "deployed" }, replaced: held },
    ]);
    expect(await readdir(join(folder, "state/locks"))).toEqual([]);
  });
});

test("a doubt about an endpoint of this machine that is not in use any more is not brought up", async () => {
  await kill(commandLine, "silentAfter", murder);
  await using other = await startEditor({
    initializationOptions: { trusted: true, endpointUrl: "http://127.0.0.1:1" },
    env: environment(),
  });
  expect(await ask(other.request.bind(other), SERVER_COMMANDS.deployHistory, {})).toMatchObject({
    entries: [{ outcome: "inDoubt" }],
  });
  expect(other.methods()).not.toContain("window/showMessageRequest");
});

test("nothing is told before the workspace is trusted, and it is told once", async () => {
  await kill(commandLine, "silentAfter", murder);
  await age();
  served.length = 0;
  await using next = await startEditor({
    initializationOptions: { ...HOST(), trusted: false },
    env: environment(),
    answers: ["Later"],
  });
  await next.request("textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 0 } });
  expect(next.methods()).not.toContain("window/showMessageRequest");
  for (let times = 0; times < 2; times++) {
    await next.notify("apigatewayResponse/hostState", HOST());
  }
  await next.next(({ method }) => method === "window/showMessageRequest");
  await ask(next.request.bind(next), SERVER_COMMANDS.deployHistory, {});
  expect(next.methods().filter((method) => method === "window/showMessageRequest")).toHaveLength(1);
  expect(served).toEqual([]);
});

test("a deploy from a command line looks into what is in doubt of another response at the same place", async () => {
  await kill(commandLine, "silentAfter", murder);
  await age();
  await rename(join(folder, FILE), join(folder, FILE.replace("200", "404")));
  const child = await commandLine();
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await once(child, "close");
  expect(said).toContain("the 200 response of GET (resource res1 of API api1) was in doubt");
  expect(await journals()).toMatchObject([
    { target: TARGET, outcome: { kind: "deployed", settled: true } },
    { target: { statusCode: "404" }, outcome: { kind: "deployed" } },
  ]);
});

describe.each<[string, Fault["kind"], string, string]>([
  ["before CreateDeployment took place", "silentBefore", "It did not take place.", "it did not take place"],
  [
    "between CreateDeployment and answer",
    "silentAfter",
    "The stage has another deployment since.",
    "the stage has had another deployment since",
  ],
])("killed while it makes an API live, %s", (_name, kind, first, words) => {
  beforeEach(async () => {
    listening.faults.add({ operation: "CreateDeployment", kind });
    const child = spawn(
      process.execPath,
      [
        CLI,
        "publish",
        "pets",
        "--stage",
        "prod",
        "--yes",
        "--profile",
        "local",
        "--region",
        "us-east-1",
      ].concat(["--endpoint-url", listening.url]),
      { cwd: folder, env: { ...process.env, ...environment() }, stdio: "ignore" },
    );
    const ended = once(child, "exit");
    await logged("POST /restapis");
    murder(child);
    await ended;
    const [name = ""] = await readdir(join(folder, "state/publishes"));
    const note = join(folder, "state/publishes", name);
    const record = JSON.parse(await readFile(note, "utf8"));
    expect(record).toMatchObject({
      target: { restApiId: "api1", stageName: "prod" },
      before: { state: "absent" },
    });
    // What listens there is API Gateway Local, which is asked with nobody's keys.
    expect(record).not.toHaveProperty("profile");
    expect(await readFile(note, "utf8")).not.toContain("aws_");
    // As if the next start came minutes later.
    const time = new Date(Date.parse(record.time) - 3_600_000).toISOString();
    await writeFile(note, JSON.stringify({ ...record, time }));
  });

  test("the next editor tells the doubt and settles it", async () => {
    await using next = await editor({ answers: ["Look Now"] });
    const asked = await next.next(({ method }) => method === "window/showMessageRequest");
    expect(asked.params.message).toContain(
      "Whether API Gateway deployed API api1 to the stage prod is not known",
    );
    const told = await next.next(({ method }) => method === "window/showMessage");
    expect(told.params.message).toContain(`${first} An earlier deployment of API api1 to the stage prod`);
    expect(await readdir(join(folder, "state/publishes"))).toEqual([]);
    expect(served.filter((line) => line.startsWith("POST /restapis"))).toHaveLength(1);
  });

  test("the next command line tells and settles it, and goes on", async () => {
    const child = await commandLine();
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    expect(await once(child, "close")).toEqual([0, null]);
    expect(said).toContain(words);
    expect(await readdir(join(folder, "state/publishes"))).toEqual([]);
    expect(stored()).toEqual(WANTED);
  });
});

test("two windows deploy the same response: one is stored, the other sees that it is not what it showed", async () => {
  await using one = await editor();
  await using other = await editor();
  const confirmed = await Promise.all(
    [one, other].map(async (window, index) => {
      await window.open(JSON.stringify({ selectionPattern: `window ${index}` }), { uri });
      const params = { uri, version: 1, target: TARGET, ...PLACE };
      const { digest } = await ask(window.request.bind(window), SERVER_COMMANDS.planDeploy, params);
      return { window, params: { ...params, confirmed: digest } };
    }),
  );
  listening.faults.add({ operation: "PutIntegrationResponse", kind: "trickle" });
  const outcomes = await Promise.all(
    confirmed.map(({ window, params }) => ask(window.request.bind(window), SERVER_COMMANDS.deploy, params)),
  );
  const [deployed] = outcomes.filter(({ kind }) => kind === "deployed");
  expect(outcomes.map(({ kind, reason }) => reason ?? kind).sort()).toEqual(["deployed", "liveChanged"]);
  expect(stored()).toEqual(deployed.stored);
  expect(await journals()).toMatchObject([{ replaced: LIVE, sent: deployed.stored }]);
  expect(await readdir(join(folder, "state/locks"))).toEqual([]);
});
