import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GatewayFailure } from "../../server/src/deploy";
import { createAws } from "../../server/src/deploy/aws";
import { TARGET } from "./fakes";
import { isolateAws, type Surroundings } from "./surroundings";

const NEVER = new AbortController().signal;
const SECRET = "a/Secret+that+nobody/may+see=0123456789A";

let aws: Surroundings;

beforeEach(async () => {
  aws = await isolateAws();
});

afterEach(async () => {
  await aws.restore();
});

const load = () => createAws().loadSettings();

describe("profiles", () => {
  it("are none where there are no files", async () => {
    expect(await load()).toMatchObject({ profiles: [], endpoint: {} });
    expect(await load()).not.toHaveProperty("defaultProfile");
  });

  it("come from both files, the default first, each with its method and region", async () => {
    await aws.config(`
[profile sso]
sso_session = corp
region = eu-west-1
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.awsapps.com/start
[profile old-sso]
sso_start_url = https://corp.awsapps.com/start
[profile role]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = keys
[profile instance]
role_arn = arn:aws:iam::123456789012:role/x
credential_source = Ec2InstanceMetadata
[profile web]
role_arn = arn:aws:iam::123456789012:role/x
web_identity_token_file = /t
[profile process]
credential_process = /bin/x ${SECRET}
[profile login]
login_session = arn:aws:iam::123456789012:user/x
[profile bare]
region = ap-east-1
[services mine]
api_gateway =
  endpoint_url = https://x.example
[default]
region = us-east-2
`);
    await aws.credentials(`
[keys]
aws_access_key_id = AKIDKEYS
aws_secret_access_key = ${SECRET}
[temporary]
aws_access_key_id = AKIDTEMP
aws_secret_access_key = ${SECRET}
aws_session_token = t
[bare]
aws_access_key_id = AKIDBARE
aws_secret_access_key = ${SECRET}
`);
    const { profiles, defaultProfile } = await load();
    expect(profiles.map(({ name, method, region = "-" }) => `${name}: ${method}, ${region}`)).toEqual([
      "default: no credentials of its own, us-east-2",
      "sso: SSO, eu-west-1",
      "old-sso: SSO, -",
      "role: assume role, -",
      "instance: assume role, -",
      "web: web identity, -",
      "process: credential process, -",
      "login: console login, -",
      "bare: static keys, ap-east-1",
      "keys: static keys, -",
      "temporary: temporary keys, -",
    ]);
    expect(defaultProfile).toBe("default");
  });

  it("hold no key, token or command", async () => {
    await aws.config(`[profile p]\ncredential_process = /bin/x ${SECRET}\n`);
    await aws.credentials(
      `[k]\naws_access_key_id = AKIDKEYS\naws_secret_access_key = ${SECRET}\naws_session_token = ${SECRET}\n`,
    );
    const text = JSON.stringify(await load());
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain("AKIDKEYS");
  });

  it("are read anew each time", async () => {
    await aws.config("[profile a]\nregion = us-east-1\n");
    await load();
    await aws.config("[profile b]\nregion = eu-west-3\n");
    expect((await load()).profiles).toMatchObject([{ name: "b", region: "eu-west-3" }]);
  });

  it("are as many as can be read from a broken file", async () => {
    await aws.config("[profile a]\nregion = us-east-1\n[profile \nnonsense\n=\n[]\n\0\n[profile b]\n");
    expect((await load()).profiles.map(({ name }) => name)).toContain("a");
  });

  it("say where their requests go", async () => {
    await aws.config(`
[profile section]
services = mine
region = us-east-1
[profile gone]
services = nowhere
[profile own]
endpoint_url = https://own.example
ignore_configured_endpoint_urls = true
[services mine]
s3 =
  endpoint_url = https://s3.example
api_gateway =
  endpoint_url = https://gateway.example
`);
    const endpoints = (await load()).profiles.map(({ name, endpoint }) => [name, endpoint]);
    expect(Object.fromEntries(endpoints)).toEqual({
      section: { section: "mine", sectionFound: true, service: "https://gateway.example" },
      gone: { section: "nowhere", sectionFound: false },
      own: { sectionFound: false, every: "https://own.example", ignore: "true" },
    });
  });
});

describe("the environment", () => {
  it("says profile, region and endpoint", async () => {
    aws.set("AWS_PROFILE", "p");
    aws.set("AWS_REGION", "eu-north-1");
    aws.set("AWS_DEFAULT_REGION", "eu-south-1");
    aws.set("AWS_ENDPOINT_URL", "https://every.example");
    aws.set("AWS_ENDPOINT_URL_API_GATEWAY", "https://service.example");
    aws.set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    expect(await load()).toMatchObject({
      environmentProfile: "p",
      defaultProfile: "p",
      region: "eu-north-1",
      fallbackRegion: "eu-south-1",
      endpoint: { service: "https://service.example", every: "https://every.example", ignore: "true" },
    });
  });

  it.each([
    [{ AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" }, "environment variables"],
    [{ AWS_WEB_IDENTITY_TOKEN_FILE: "a", AWS_ROLE_ARN: "b" }, "web identity"],
    [{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/a" }, "container role"],
    [{ AWS_ACCESS_KEY_ID: "a" }, undefined],
    [{ AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_PROFILE: "p" }, undefined],
  ])("offers its own credentials: %o", async (variables, method) => {
    for (const [name, value] of Object.entries(variables)) {
      aws.set(name, value);
    }
    expect((await load()).withoutProfile).toBe(method);
  });

  it("lists the commercial regions, and others that are in use", async () => {
    await aws.config(
      "[profile a]\nregion = cn-north-1\n[profile b]\nregion = mars-1\n[profile c]\nregion = us-east-1\n",
    );
    const { regions } = await load();
    expect(regions[0]).toEqual({ name: "us-east-1", title: "US East (N. Virginia)" });
    expect(regions.slice(-2)).toEqual([
      { name: "cn-north-1", title: "China (Beijing)" },
      { name: "mars-1", title: "mars-1" },
    ]);
    expect(new Set(regions.map(({ name }) => name)).size).toBe(regions.length);
  });
});

describe("credentials", () => {
  /** What a call ends with whose credentials cannot be had. Nothing listens at the endpoint. */
  async function outcome(profile?: string, credentialsTimeout = 20_000): Promise<GatewayFailure> {
    const gateway = createAws({ credentialsTimeout }).openGateway({
      region: "us-east-1",
      endpointUrl: "http://127.0.0.1:9",
      ...(profile === undefined ? {} : { profile }),
    });
    const answer = await gateway.getIntegrationResponse(TARGET, NEVER);
    return answer.kind === "failed" ? answer : expect.fail("There is nothing to answer.");
  }

  const NO_CREDENTIALS = { kind: "failed", reason: "noCredentials", reached: "no" };

  it("are none where nothing is set up", async () => {
    expect(await outcome()).toMatchObject(NO_CREDENTIALS);
  });

  it("are none of a profile that is not there, whatever else there is", async () => {
    aws.set("AWS_ACCESS_KEY_ID", "AKIDENV");
    aws.set("AWS_SECRET_ACCESS_KEY", SECRET);
    expect(await outcome("gone")).toEqual({ ...NO_CREDENTIALS, cause: "profileMissing" });
    aws.set("AWS_PROFILE", "gone");
    expect(await outcome()).toEqual({ ...NO_CREDENTIALS, cause: "profileMissing" });
  });

  it("of a profile are never replaced by another identity", async () => {
    await aws.config("[profile p]\ncredential_process = exit 3\n");
    await writeFile(join(aws.directory, "token"), "t");
    aws.set("AWS_WEB_IDENTITY_TOKEN_FILE", join(aws.directory, "token"));
    aws.set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/x");
    aws.set("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:9");
    expect(await outcome("p")).toEqual({ ...NO_CREDENTIALS, cause: "credentialProcess" });
  });

  it("come from the environment when no profile is named", async () => {
    aws.set("AWS_ACCESS_KEY_ID", "AKIDENV");
    aws.set("AWS_SECRET_ACCESS_KEY", SECRET);
    expect(await outcome()).toMatchObject({ reason: "network", cause: "connectionRefused" });
  });

  it("that a command fails to give are told without what it wrote", async () => {
    await aws.config(
      `[profile p]\ncredential_process = node -e "console.error('${SECRET}');process.exit(2)" ${SECRET}\n`,
    );
    const answer = await outcome("p");
    expect(answer).toEqual({ ...NO_CREDENTIALS, cause: "credentialProcess" });
    expect(JSON.stringify(answer)).not.toContain(SECRET);
  });

  it("that a command gives in a form of its own are none", async () => {
    await aws.config(`[profile p]\ncredential_process = echo ${SECRET}\n`);
    expect(await outcome("p")).toEqual({ ...NO_CREDENTIALS, cause: "credentialProcess" });
  });

  it("that do not arrive are waited for no longer than allowed", async () => {
    await aws.config('[profile p]\ncredential_process = node -e "setTimeout(() => {}, 2000)"\n');
    expect(await outcome("p", 200)).toEqual({ ...NO_CREDENTIALS, cause: "credentialsTimeout" });
  });

  it("that ask for an MFA code say so", async () => {
    await aws.config(
      "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = k\nmfa_serial = arn:aws:iam::123456789012:mfa/x\n",
    );
    await aws.credentials(`[k]\naws_access_key_id = AKIDKEYS\naws_secret_access_key = ${SECRET}\n`);
    expect(await outcome("p")).toEqual({ ...NO_CREDENTIALS, cause: "mfa" });
  });

  it.each([
    [
      "a cycle",
      "[profile p]\nrole_arn = arn:x\nsource_profile = q\n[profile q]\nrole_arn = arn:y\nsource_profile = p\n",
    ],
    ["a source that is not there", "[profile p]\nrole_arn = arn:x\nsource_profile = gone\n"],
    [
      "an SSO session that is not there",
      "[profile p]\nsso_session = gone\nsso_account_id = 1\nsso_role_name = r\n",
    ],
  ])("from %s are none, and say why", async (_name, config) => {
    await aws.config(config);
    const answer = await outcome("p");
    expect(answer).toMatchObject({ kind: "failed", reached: "no" });
    expect(["noCredentials", "expiredSso"]).toContain(answer.reason);
  });

  describe("of a sign-in session", () => {
    const SSO = `
[profile dev]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Dev
[profile legacy]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1
sso_account_id = 123456789012
sso_role_name = Dev
[profile role]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = dev
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.awsapps.com/start
`;
    const EXPIRED = { kind: "failed", reason: "expiredSso", reached: "no" };

    async function token(id: string, text: string): Promise<void> {
      const folder = join(aws.directory, ".aws", "sso", "cache");
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${createHash("sha1").update(id).digest("hex")}.json`), text);
    }

    beforeEach(() => aws.config(SSO));

    it.each(["dev", "legacy"])("that never began: %s", async (profile) => {
      expect(await outcome(profile)).toMatchObject({ ...EXPIRED, signIn: { tool: "sso", profile } });
    });

    it("that has expired", async () => {
      const past = JSON.stringify({ accessToken: SECRET, expiresAt: "2020-01-01T00:00:00Z" });
      await token("corp", past);
      await token("https://corp.awsapps.com/start", past);
      for (const profile of ["dev", "legacy"]) {
        const answer = await outcome(profile);
        expect(answer).toMatchObject({ ...EXPIRED, signIn: { tool: "sso", profile } });
        expect(JSON.stringify(answer)).not.toContain(SECRET);
      }
    });

    it("that a role builds on is the one to renew", async () => {
      expect(await outcome("role")).toMatchObject({ ...EXPIRED, signIn: { tool: "sso", profile: "dev" } });
    });

    it("that the service no longer knows, asked at a lawful endpoint", async () => {
      await token("corp", JSON.stringify({ accessToken: SECRET, expiresAt: "2999-01-01T00:00:00Z" }));
      const portal = createServer((_request, response) => {
        response.writeHead(401, {
          "x-amzn-ErrorType": "UnauthorizedException",
          "Content-Type": "application/json",
        });
        response.end('{"message":"Session token not found or invalid"}');
      });
      await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
      aws.set("AWS_ENDPOINT_URL_SSO", `http://127.0.0.1:${(portal.address() as AddressInfo).port}`);
      expect(await outcome("dev")).toMatchObject({ ...EXPIRED, signIn: { tool: "sso", profile: "dev" } });
      portal.closeAllConnections();
      portal.close();
    });

    it("whose token would go out in the clear are not asked for", async () => {
      await token("corp", JSON.stringify({ accessToken: SECRET, expiresAt: "2999-01-01T00:00:00Z" }));
      aws.set("AWS_ENDPOINT_URL_SSO", "http://sso.example");
      expect(await outcome("dev")).toEqual({ kind: "failed", reason: "invalidEndpoint", reached: "no" });
    });

    it("of the console are renewed with another command", async () => {
      await aws.config("[profile console]\nlogin_session = arn:aws:iam::123456789012:user/x\n");
      expect(await outcome("console")).toMatchObject({
        ...EXPIRED,
        signIn: { tool: "login", profile: "console" },
      });
    });
  });

  it("of a role are asked for at a lawful endpoint only", async () => {
    await aws.config(
      "[profile p]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = k\nregion = us-east-1\n",
    );
    await aws.credentials(`[k]\naws_access_key_id = AKIDKEYS\naws_secret_access_key = ${SECRET}\n`);
    aws.set("AWS_ENDPOINT_URL_STS", "http://sts.example");
    expect(await outcome("p")).toEqual({ kind: "failed", reason: "invalidEndpoint", reached: "no" });
    const requests: string[] = [];
    const sts = createServer((request, response) => {
      requests.push(request.headers.authorization ?? "");
      response.writeHead(403, { "Content-Type": "text/xml" });
      response.end(
        "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/x is not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>",
      );
    });
    await new Promise<void>((resolve) => sts.listen(0, "127.0.0.1", resolve));
    aws.set("AWS_ENDPOINT_URL_STS", `http://127.0.0.1:${(sts.address() as AddressInfo).port}`);
    expect(await outcome("p")).toMatchObject({
      ...NO_CREDENTIALS,
      serviceMessage: expect.stringContaining("not authorized to perform: sts:AssumeRole"),
    });
    expect(requests).toHaveLength(1);
    sts.closeAllConnections();
    sts.close();
  });
});
