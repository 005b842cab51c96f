// TLS and proxies on real sockets: which certificate is believed, which way is taken, and what is said where there is none.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createDeploy,
  createRemote,
  type DeployRequest,
  type DeployStep,
  pacedAccess,
} from "../../server/src/deploy";
import { createAws } from "../../server/src/deploy/aws";
import { proxyFor } from "../../server/src/deploy/aws/proxy";
import { createEndpoint, emptyState, type Listening, listen, seededApi } from "../../server/src/sandbox";
import {
  AUTHORITY,
  type Certificate,
  type Started,
  startPlain,
  startProxy,
  startTls,
} from "../support/tlsEndpoint";
import { FakeClock, MemoryStore } from "./fakes";
import { isolateAws, type Surroundings } from "./surroundings";

const NEVER = new AbortController().signal;
const LIVE = { selectionPattern: "old" };
const WANTED = { selectionPattern: "new" };
const PATIENT = 20_000;

let aws: Surroundings;
let local: Listening;
let served: string[];
let opened: Started[];
let store: MemoryStore;
let steps: DeployStep[];

beforeEach(async () => {
  aws = await isolateAws();
  await aws.credentials("[local]\naws_access_key_id = local\naws_secret_access_key = local\n");
  const method = {
    methodResponses: { 200: {} },
    methodIntegration: { type: "MOCK", integrationResponses: { 200: LIVE } },
  };
  const items = [{ id: "res1", path: "/", resourceMethods: { GET: method } }];
  const api = seededApi(JSON.stringify({ items }), { id: "api1", name: "pets", now: 0 });
  if (typeof api === "string") throw new Error(api);
  served = [];
  opened = [];
  store = new MemoryStore();
  steps = [];
  local = await listen({
    endpoint: createEndpoint({
      state: { ...emptyState(), apis: [api] },
      now: Date.now,
      random: Math.random,
    }),
    port: 0,
    log: (line) => served.push(line),
  });
});

afterEach(async () => {
  await Promise.all(opened.map((one) => one.close()));
  await local.close();
  await aws.restore();
});

async function opening<One extends Started>(starting: Promise<One>): Promise<One> {
  const one = await starting;
  opened.push(one);
  return one;
}

async function deployTo(endpointUrl: string, profile = "local", connectTimeout = PATIENT) {
  const clock = new FakeClock();
  const deploy = createDeploy({
    loadAws: async () =>
      pacedAccess(createAws({ readTimeout: PATIENT, writeTimeout: PATIENT, connectTimeout }), clock),
    store,
    clock,
  });
  const request: DeployRequest = {
    uri: "file:///200.json",
    version: 1,
    target: { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "200" },
    wanted: WANTED,
    profile,
    region: "us-east-1",
    endpointUrl,
  };
  const report = (step: DeployStep): void => void steps.push(step);
  const plan = await deploy.plan(request, report, NEVER);
  return plan.kind === "failed" ? plan : deploy.deploy(request, plan.digest, report, NEVER);
}

const at = (certificate: Certificate) => opening(startTls(certificate, local.port));

describe("a certificate", () => {
  test("that is signed by nobody known is not believed, and nothing is sent", async () => {
    const { port } = await at("selfSigned");
    expect(await deployTo(`https://localhost:${port}`)).toMatchObject({
      reason: "network",
      message: `The certificate of https://localhost:${port} is signed by nobody who is trusted here. Nothing was deployed. Behind a proxy that opens TLS, or with a certificate of your own, name the file with the certificate of whoever signed it in AWS_CA_BUNDLE or in the profile's \`ca_bundle\`, then deploy again.`,
    });
    expect(served).toEqual([]);
  });

  test.each<[Certificate, string, string]>([
    ["otherName", "is made out to another name", "as its certificate names it"],
    ["expired", "has expired", "clock is right"],
    ["notYetValid", "is not valid yet", "clock is right"],
    ["selfSigned", "is signed by nobody who is trusted here", "AWS_CA_BUNDLE"],
  ])("%s is not believed even where its signer is trusted", async (certificate, what, cure) => {
    aws.set("AWS_CA_BUNDLE", AUTHORITY);
    const { port } = await at(certificate);
    const { message } = await deployTo(`https://localhost:${port}`);
    expect(message).toContain(what);
    expect(message).toContain(cure);
    expect(served).toEqual([]);
  });

  test.each(["localhost", "127.0.0.1"])(
    "whose signer AWS_CA_BUNDLE names is believed at %s",
    async (host) => {
      const { port } = await at("good");
      expect(await deployTo(`https://${host}:${port}`)).toMatchObject({ reason: "network" });
      aws.set("AWS_CA_BUNDLE", AUTHORITY);
      expect(await deployTo(`https://${host}:${port}`)).toMatchObject({ kind: "deployed", stored: WANTED });
    },
  );

  test("whose signer the profile's ca_bundle names is believed by that profile", async () => {
    await aws.config(`[profile local]\nca_bundle = ${AUTHORITY}\n`);
    await aws.credentials(
      "[local]\naws_access_key_id = local\naws_secret_access_key = local\n[other]\naws_access_key_id = o\naws_secret_access_key = o\n",
    );
    const { port } = await at("good");
    expect(await deployTo(`https://localhost:${port}`, "other")).toMatchObject({ reason: "network" });
    expect(await deployTo(`https://localhost:${port}`)).toMatchObject({ kind: "deployed" });
  });

  test("of somebody else is not believed for one that Node trusts: the bundle takes the place of those", async () => {
    aws.set("AWS_CA_BUNDLE", join(AUTHORITY, "../selfSigned.pem"));
    const { port } = await at("good");
    expect(await deployTo(`https://localhost:${port}`)).toMatchObject({ reason: "network" });
  });

  test.each([
    ["is missing", undefined],
    ["holds no certificate", "none"],
  ])("file that %s stops what would be sent, and is told", async (_name, text) => {
    const folder = await mkdtemp(join(tmpdir(), "bundle-"));
    const file = join(folder, "ca.pem");
    if (text !== undefined) {
      await writeFile(file, text);
    }
    aws.set("AWS_CA_BUNDLE", file);
    const { port } = await at("good");
    const { message } = await deployTo(`https://localhost:${port}`);
    expect(message).toContain("AWS_CA_BUNDLE");
    expect(message).toContain("holds none or cannot be read");
    await rm(folder, { recursive: true });
  });

  test("is missed where there is no TLS at all", async () => {
    const { port } = await opening(startPlain());
    expect(await deployTo(`https://127.0.0.1:${port}`)).toMatchObject({
      reason: "network",
      message: expect.stringContaining("speaks no TLS"),
    });
  });
});

test("a list is told what is wrong with a certificate, too", async () => {
  const { port } = await at("expired");
  aws.set("AWS_CA_BUNDLE", AUTHORITY);
  const remote = createRemote({
    loadAws: async () => createAws(),
    store: new MemoryStore(),
    clock: new FakeClock(),
  });
  const answer = await remote.call(
    { profile: "local", region: "us-east-1", endpointUrl: `https://localhost:${port}` },
    { operation: "read", words: "the APIs of this account", permission: { verb: "GET", path: "/restapis" } },
    (plane, signal) => plane.getRestApis(undefined, signal),
    () => undefined,
    NEVER,
  );
  expect(answer).toMatchObject({
    kind: "failed",
    message: `The certificate of https://localhost:${port} has expired. Have it renewed, or check that this computer's clock is right.`,
  });
});

describe("a proxy", () => {
  /** A name that is not to be found, so that only the proxy knows the way. */
  const FAR = "https://gateway.example";
  const PASSWORD = "a-pass/word";

  beforeEach(() => aws.set("AWS_CA_BUNDLE", AUTHORITY));

  const between = async (options: Omit<Parameters<typeof startProxy>[0], "to"> = {}) =>
    opening(startProxy({ ...options, to: (await at("good")).port }));

  test.each([
    ["HTTPS_PROXY", "http://"],
    ["https_proxy", "http://"],
    ["ALL_PROXY", "http://"],
    ["HTTPS_PROXY", ""],
  ])("that %s names as %shost:port is used, all of a deploy through", async (name, scheme) => {
    const proxy = await between();
    aws.set(name, `${scheme}127.0.0.1:${proxy.port}`);
    expect(await deployTo(FAR)).toMatchObject({ kind: "deployed", stored: WANTED });
    expect(new Set(proxy.asked)).toEqual(new Set(["gateway.example:443"]));
    expect(served.filter((line) => line.startsWith("PUT"))).toHaveLength(1);
  });

  test("is given the user and the password that stand in its address", async () => {
    const proxy = await between({ credentials: `me:${PASSWORD}` });
    aws.set("HTTPS_PROXY", `http://me:${encodeURIComponent(PASSWORD)}@127.0.0.1:${proxy.port}`);
    expect(await deployTo(FAR)).toMatchObject({ kind: "deployed" });
  });

  test("that wants another password is told without it", async () => {
    const proxy = await between({ credentials: "me:another" });
    aws.set("HTTPS_PROXY", `http://me:${encodeURIComponent(PASSWORD)}@127.0.0.1:${proxy.port}`);
    const outcome = await deployTo(FAR);
    expect(outcome).toMatchObject({
      reason: "network",
      message: `The proxy 127.0.0.1:${proxy.port} asks for a user and a password, or for others than it was given. Nothing was deployed. Write them into HTTPS_PROXY as http://user:password@host:port, then deploy again.`,
    });
    const everything = JSON.stringify([outcome, steps, [...store.files]]);
    for (const secret of [
      PASSWORD,
      encodeURIComponent(PASSWORD),
      Buffer.from(`me:${PASSWORD}`).toString("base64"),
    ]) {
      expect(everything).not.toContain(secret);
    }
    expect(served).toEqual([]);
  });

  test("that refuses is not taken for the service, and nothing signed reaches it", async () => {
    const proxy = await between({ status: 403 });
    aws.set("HTTPS_PROXY", `http://127.0.0.1:${proxy.port}`);
    expect(await deployTo(FAR)).toMatchObject({
      reason: "network",
      message: expect.stringContaining(
        `The proxy 127.0.0.1:${proxy.port} makes no connection to https://gateway.example (HTTP 403). Nothing was deployed.`,
      ),
    });
  });

  test("that is not there is told, and not the service in its place", async () => {
    aws.set("HTTPS_PROXY", "http://127.0.0.1:1");
    expect(await deployTo(FAR)).toMatchObject({
      message: expect.stringContaining("No connection to the proxy 127.0.0.1:1 could be made."),
    });
  });

  test("that says nothing is not waited for", async () => {
    const proxy = await between({ isSilent: true });
    aws.set("HTTPS_PROXY", `http://127.0.0.1:${proxy.port}`);
    expect(await deployTo(FAR, "local", 300)).toMatchObject({
      reason: "timeout",
      message: `No connection to https://gateway.example could be made in time. Nothing was deployed. Check the network, then deploy again. The way goes through the proxy 127.0.0.1:${proxy.port}.`,
    });
  });

  test("on the way through which the answer is lost leaves no doubt", async () => {
    const proxy = await between();
    aws.set("HTTPS_PROXY", `http://127.0.0.1:${proxy.port}`);
    local.faults.add({ operation: "PutIntegrationResponse", kind: "resetAfter" });
    expect(await deployTo(FAR)).toMatchObject({ kind: "deployed", settled: true, stored: WANTED });
  });

  test("that is none is told", async () => {
    aws.set("HTTPS_PROXY", "socks5://127.0.0.1:1080");
    expect(await deployTo(FAR)).toMatchObject({
      message: expect.stringContaining("neither an http nor an https URL"),
    });
  });

  test("does not open TLS: a certificate for another name is seen through it", async () => {
    const proxy = await opening(startProxy({ to: (await at("otherName")).port }));
    aws.set("HTTPS_PROXY", `http://127.0.0.1:${proxy.port}`);
    const { message } = await deployTo(FAR);
    expect(message).toContain("is made out to another name");
    expect(message).toContain(`The way goes through the proxy 127.0.0.1:${proxy.port}.`);
  });

  test("is not used for this machine, whatever the environment says", async () => {
    const proxy = await between();
    aws.set("HTTPS_PROXY", `http://127.0.0.1:${proxy.port}`);
    aws.set("HTTP_PROXY", `http://127.0.0.1:${proxy.port}`);
    const { port } = await at("good");
    for (const url of [local.url, `https://localhost:${port}`, `https://127.0.0.1:${port}`]) {
      expect(await deployTo(url)).toMatchObject({ kind: "deployed" });
    }
    expect(proxy.asked).toEqual([]);
  });

  test.each([
    ["apigateway.us-east-1.amazonaws.com", 443, "", true],
    ["apigateway.us-east-1.amazonaws.com", 443, "*", false],
    ["apigateway.us-east-1.amazonaws.com", 443, "other.example, amazonaws.com", false],
    ["apigateway.us-east-1.amazonaws.com", 443, ".amazonaws.com", false],
    ["apigateway.us-east-1.amazonaws.com", 443, "*.AmazonAWS.com", false],
    ["apigateway.us-east-1.amazonaws.com", 443, "amazonaws.com:443", false],
    ["apigateway.us-east-1.amazonaws.com", 8443, "amazonaws.com:443", true],
    ["apigateway.us-east-1.amazonaws.com", 443, "aws.com", true],
    ["amazonaws.com", 443, ".amazonaws.com", false],
    ["localhost", 443, "", false],
    ["127.3.2.1", 443, "", false],
    ["[::1]", 443, "", false],
    ["localhost.example", 443, "", true],
  ])("for %s:%i with NO_PROXY=%s: %s", (hostname, port, noProxy, isUsed) => {
    const env = { HTTPS_PROXY: "http://proxy.example:3128", NO_PROXY: noProxy };
    expect(proxyFor(hostname, port, env) !== undefined).toBe(isUsed);
  });
});
