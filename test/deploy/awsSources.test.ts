// Each place that credentials, regions and endpoints may come from, up to a request whose signature is checked.
import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRemote } from "../../server/src/deploy";
import { createAws } from "../../server/src/deploy/aws";
import { addMethod, STAND_IN_CREDENTIALS, STAND_IN_IDENTITY, startStandIn } from "../support/standIn.mjs";
import { FakeClock, MemoryStore, TARGET } from "./fakes";
import { isolateAws, type Surroundings } from "./surroundings";

const NEVER = new AbortController().signal;
const { accessKeyId, secretAccessKey } = STAND_IN_CREDENTIALS;
const STATIC = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
/** What a sign-in, a role or a command hands out, for an hour. */
const SESSION = {
  accessKeyId: "AKIDSESSIONEXAMPLE00",
  secretAccessKey: "of-a-session-that-opens-nothing-00000000",
  sessionToken: "a-session-token",
};
const ROLE = "arn:aws:iam::000000000000:role/x";
const READ = {
  operation: "read",
  words: "this method",
  permission: { verb: "GET", path: "/restapis" },
} as const;

interface Served {
  readonly url: string;
  /** The path of each request, with its body where it is a form. */
  readonly asked: readonly string[];
}

let aws: Surroundings;
let service: Awaited<ReturnType<typeof startStandIn>>;
let servers: Server[];

beforeEach(async () => {
  aws = await isolateAws();
  aws.set("AWS_EC2_METADATA_DISABLED", "true");
  service = await startStandIn({ credentials: [STAND_IN_CREDENTIALS, SESSION] });
  addMethod(service.state, `${TARGET.restApiId}/${TARGET.resourceId}/${TARGET.httpMethod}`, {});
  servers = [];
});

afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await service.stop();
  await aws.restore();
});

async function serve(answer: (request: IncomingMessage) => string): Promise<Served> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      asked.push(`${request.method} ${request.url?.split("?")[0]} ${body}`.trim());
      const text = answer(request);
      response.writeHead(200, { "Content-Type": text.startsWith("<") ? "text/xml" : "application/json" });
      response.end(text);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function file(path: string, text: string): Promise<string> {
  const place = join(aws.directory, path);
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, text);
  return place;
}

const later = (): string => new Date(Date.now() + 3_600_000).toISOString();

function sts(): Promise<Served> {
  const { accessKeyId: id, secretAccessKey: secret, sessionToken } = SESSION;
  const credentials = `<Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken><Expiration>${later()}</Expiration></Credentials>`;
  const identity = `<Arn>${STAND_IN_IDENTITY.arn}</Arn><Account>111122223333</Account>`;
  return serve(
    () =>
      `<R><AssumeRoleResult>${credentials}</AssumeRoleResult><AssumeRoleWithWebIdentityResult>${credentials}</AssumeRoleWithWebIdentityResult>${identity}</R>`,
  );
}

const QUIET = (): void => undefined;

/** Asks for the APIs as any command does, and says whose signature arrived. */
async function signature(profile?: string, endpointUrl: string | undefined = service.url) {
  const remote = createRemote({
    loadAws: async () => createAws(),
    store: new MemoryStore(),
    clock: new FakeClock(),
  });
  const chosen = { ...(profile === undefined ? {} : { profile }), endpointUrl };
  const answer = await remote.call(
    chosen,
    READ,
    (plane, signal) => plane.getMethod(TARGET, signal),
    QUIET,
    NEVER,
  );
  const { signature: of, region } = service.requests.at(-1) ?? {};
  const isToken = service.requests.at(-1)?.signedHeaders.includes("x-amz-security-token");
  return answer.kind === "failed" && of === undefined
    ? answer.message
    : `${of} in ${region}, ${isToken ? "a session" : "keys"}`;
}

describe("a profile", () => {
  test("of an SSO session", async () => {
    const { accessKeyId: id, secretAccessKey: secret, sessionToken } = SESSION;
    const portal = await serve(() =>
      JSON.stringify({
        roleCredentials: {
          accessKeyId: id,
          secretAccessKey: secret,
          sessionToken,
          expiration: Date.now() + 3_600_000,
        },
      }),
    );
    aws.set("AWS_ENDPOINT_URL_SSO", portal.url);
    await aws.config(
      "[profile p]\nregion = eu-west-1\nsso_session = corp\nsso_account_id = 000000000000\nsso_role_name = Dev\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n",
    );
    const token = createHash("sha1").update("corp").digest("hex");
    await file(
      `.aws/sso/cache/${token}.json`,
      JSON.stringify({ accessToken: "an-sso-token", expiresAt: later() }),
    );
    expect(await signature("p")).toBe("valid in eu-west-1, a session");
    expect(portal.asked).toEqual(["GET /federation/credentials"]);
  });

  test("of a command", async () => {
    const { accessKeyId: id, secretAccessKey: secret, sessionToken } = SESSION;
    const said = { Version: 1, AccessKeyId: id, SecretAccessKey: secret, SessionToken: sessionToken };
    const command = await file("give.mjs", `console.log(${JSON.stringify(JSON.stringify(said))})`);
    await aws.config(
      `[profile p]\nregion = eu-west-1\ncredential_process = "${process.execPath}" ${command}\n`,
    );
    expect(await signature("p")).toBe("valid in eu-west-1, a session");
  });

  test("of a sign-in to the console", async () => {
    const session = "arn:aws:iam::000000000000:user/me";
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    await aws.config(`[profile p]\nregion = eu-west-1\nlogin_session = ${session}\n`);
    aws.set("AWS_LOGIN_CACHE_DIRECTORY", join(aws.directory, "login"));
    await file(
      `login/${createHash("sha256").update(session).digest("hex")}.json`,
      JSON.stringify({
        accessToken: { ...SESSION, accountId: "000000000000", expiresAt: later() },
        clientId: "arn:aws:signin:::devtools/same-device",
        refreshToken: "a-refresh-token",
        dpopKey: privateKey.export({ type: "sec1", format: "pem" }),
      }),
    );
    expect(await signature("p")).toBe("valid in eu-west-1, a session");
  });

  test("that takes on a role, at the STS of the services section", async () => {
    const { url, asked } = await sts();
    await aws.config(
      `[profile p]\nregion = eu-west-1\nrole_arn = ${ROLE}\nsource_profile = keys\nservices = mine\n[services mine]\nsts =\n  endpoint_url = ${url}\n`,
    );
    await aws.credentials(`[keys]\n${STATIC}`);
    expect(await signature("p")).toBe("valid in eu-west-1, a session");
    expect(asked).toEqual([expect.stringContaining("Action=AssumeRole")]);
  });

  test.each([
    ["beyond this machine in the clear", "http://sts.example"],
    ["nowhere", "sts"],
  ])("that takes on a role at an STS that is %s is asked for none", async (_, url) => {
    await aws.config(
      `[profile p]\nregion = eu-west-1\nrole_arn = ${ROLE}\nsource_profile = keys\nservices = mine\n[services mine]\nsts =\n  endpoint_url = ${url}\n`,
    );
    await aws.credentials(`[keys]\n${STATIC}`);
    expect(await signature("p")).toContain("is neither https nor on this machine.");
  });

  test("whose requests go where its services section says", async () => {
    await aws.config(
      `[profile p]\nregion = eu-west-1\nservices = mine\n[services mine]\napi_gateway =\n  endpoint_url = ${service.url}\n`,
    );
    await aws.credentials(`[p]\n${STATIC}`);
    expect(await signature("p", "")).toBe("valid in eu-west-1, keys");
  });

  test("whose requests go where it says for every service", async () => {
    await aws.config(`[profile p]\nregion = eu-west-1\nendpoint_url = ${service.url}\n`);
    await aws.credentials(`[p]\n${STATIC}`);
    expect(await signature("p", "")).toBe("valid in eu-west-1, keys");
  });
});

describe("the environment", () => {
  const KEYS = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };

  test.each([
    ["keys and a region", { ...KEYS, AWS_REGION: "eu-north-1" }, "valid in eu-north-1, keys"],
    [
      "a region as the AWS CLI reads it",
      { ...KEYS, AWS_DEFAULT_REGION: "eu-south-1" },
      "valid in eu-south-1, keys",
    ],
    [
      "keys of a session",
      {
        AWS_ACCESS_KEY_ID: SESSION.accessKeyId,
        AWS_SECRET_ACCESS_KEY: SESSION.secretAccessKey,
        AWS_SESSION_TOKEN: SESSION.sessionToken,
        AWS_REGION: "eu-north-1",
      },
      "valid in eu-north-1, a session",
    ],
    [
      "a profile, before keys of its own",
      { AWS_PROFILE: "p", AWS_ACCESS_KEY_ID: "AKIDOTHER", AWS_SECRET_ACCESS_KEY: "other" },
      "valid in ap-east-1, keys",
    ],
    [
      "a region, before the profile's",
      { AWS_PROFILE: "p", AWS_REGION: "eu-north-1" },
      "valid in eu-north-1, keys",
    ],
  ])("gives %s", async (_, variables, expected) => {
    await aws.config("[profile p]\nregion = ap-east-1\n");
    await aws.credentials(`[p]\n${STATIC}`);
    for (const [name, value] of Object.entries(variables)) {
      aws.set(name, value);
    }
    expect(await signature()).toBe(expected);
  });

  test("names other files", async () => {
    aws.set("AWS_CONFIG_FILE", await file("other/config", "[profile p]\nregion = ap-east-1\n"));
    aws.set("AWS_SHARED_CREDENTIALS_FILE", await file("other/credentials", `[p]\n${STATIC}`));
    expect(await signature("p")).toBe("valid in ap-east-1, keys");
  });

  test("gives a token for a role", async () => {
    const { url, asked } = await sts();
    aws.set("AWS_WEB_IDENTITY_TOKEN_FILE", await file("token", "a-web-token"));
    aws.set("AWS_ROLE_ARN", ROLE);
    aws.set("AWS_REGION", "eu-north-1");
    aws.set("AWS_ENDPOINT_URL_STS", url);
    expect(await signature()).toBe("valid in eu-north-1, a session");
    expect(asked).toEqual([expect.stringContaining("Action=AssumeRoleWithWebIdentity")]);
  });

  test("gives the role of a container", async () => {
    const { accessKeyId: id, secretAccessKey: secret, sessionToken } = SESSION;
    const { url, asked } = await serve(() =>
      JSON.stringify({ AccessKeyId: id, SecretAccessKey: secret, Token: sessionToken, Expiration: later() }),
    );
    aws.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", `${url}/role`);
    aws.set("AWS_REGION", "eu-north-1");
    expect(await signature()).toBe("valid in eu-north-1, a session");
    expect(asked).toEqual(["GET /role"]);
  });

  test.each(["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_API_GATEWAY"])(
    "says where requests go: %s",
    async (variable) => {
      await aws.config("[profile p]\nregion = eu-west-1\n");
      await aws.credentials(`[p]\n${STATIC}`);
      aws.set(variable, service.url);
      expect(await signature("p", "")).toBe("valid in eu-west-1, keys");
    },
  );

  test("has what is configured of endpoints ignored, and STS's with it", async () => {
    const { url, asked } = await sts();
    await aws.config("[profile p]\nregion = eu-west-1\n");
    await aws.credentials(`[p]\n${STATIC}`);
    aws.set("AWS_ENDPOINT_URL_STS", url);
    aws.set("AWS_ENDPOINT_URL_API_GATEWAY", "http://beyond.example");
    const remote = createRemote({
      loadAws: async () => createAws(),
      store: new MemoryStore(),
      clock: new FakeClock(),
    });
    const chosen = { profile: "p", endpointUrl: service.url };
    expect(await remote.signer(chosen, NEVER)).toMatchObject({ identity: { account: "111122223333" } });
    expect(asked).toHaveLength(1);
    aws.set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    expect(await remote.signer(chosen, NEVER)).toMatchObject({ identity: STAND_IN_IDENTITY });
    expect(asked).toHaveLength(1);
  });
});

test("who signs is not known where STS does not say, and a failure where nobody could sign", async () => {
  await aws.config(
    "[profile p]\nregion = eu-west-1\n[profile sso]\nregion = eu-west-1\nsso_session = gone\nsso_account_id = 000000000000\nsso_role_name = Dev\n[sso-session gone]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n",
  );
  await aws.credentials(`[p]\n${STATIC}`);
  const mute = await serve(() => "{}");
  const remote = createRemote({
    loadAws: async () => createAws(),
    store: new MemoryStore(),
    clock: new FakeClock(),
  });
  const signer = await remote.signer({ profile: "p", endpointUrl: mute.url }, NEVER);
  expect(signer).toEqual({ kind: "signer", endpoint: mute.url, region: "eu-west-1", profile: "p" });
  expect(await remote.signer({ profile: "sso", endpointUrl: mute.url }, NEVER)).toMatchObject({
    kind: "failed",
    reason: "expiredSso",
    commandLine: "aws sso login --profile sso",
  });
  expect(mute.asked).toHaveLength(1);
});
