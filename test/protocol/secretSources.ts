// Profiles of every kind with key material that is known, and the services that hand it out and take it.
// Invariant: each secret is in `secrets`; those services may say what they were sent, as a careless one would.
import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const CLI = join(import.meta.dirname, "../../dist/cli.js");
export const MFA_CODE = "918273";
export const PROFILES = ["keys", "session", "process", "sso", "role"] as const;

export interface SecretSources extends AsyncDisposable {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where API Gateway Local listens, as a process of its own with a state file. */
  readonly url: string;
  readonly secrets: readonly string[];
  /** What API Gateway Local printed, and what it keeps. */
  localArtefacts(): Promise<string>;
  /** From now on those who hand out sessions refuse, and say in their refusal what they were sent. */
  refuse(): void;
}

export async function secretSources(): Promise<SecretSources> {
  const directory = await mkdtemp(join(tmpdir(), "apigw-secrets-"));
  const secrets: string[] = [MFA_CODE];
  const secret = (kind: string): string => {
    const made = `${kind}${randomUUID().replaceAll("-", "")}`;
    secrets.push(made);
    return made;
  };
  const keys = () => ({ id: secret("AKID"), key: secret("key"), token: secret("token") });
  const put = async (path: string, text: string): Promise<string> => {
    const place = join(directory, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, text);
    return place;
  };
  let isRefusing = false;
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const [own, temporary, ofProcess, ofSso, ofRole] = [keys(), keys(), keys(), keys(), keys()];
  const ssoToken = secret("sso");
  const sts = await serve((body, header) =>
    isRefusing
      ? [
          403,
          `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Refused: ${body.replaceAll("&", " ")} with ${own.key} ${header}</Message></Error></ErrorResponse>`,
        ]
      : [
          200,
          `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${ofRole.id}</AccessKeyId><SecretAccessKey>${ofRole.key}</SecretAccessKey><SessionToken>${ofRole.token}</SessionToken><Expiration>${later}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
        ],
  );
  const portal = await serve(() =>
    isRefusing
      ? [403, JSON.stringify({ message: `No access with ${ssoToken}.` })]
      : [
          200,
          JSON.stringify({
            roleCredentials: {
              ...{ accessKeyId: ofSso.id, secretAccessKey: ofSso.key, sessionToken: ofSso.token },
              expiration: Date.now() + 3_600_000,
            },
          }),
        ],
  );
  const { id: AccessKeyId, key: SecretAccessKey, token: SessionToken } = ofProcess;
  const said = JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey, SessionToken });
  const command = await put("give.mjs", `console.log(${JSON.stringify(said)})`);
  const config = await put(
    ".aws/config",
    `[profile process]\ncredential_process = "${process.execPath}" ${command}\n[profile sso]\nsso_session = corp\nsso_account_id = 000000000000\nsso_role_name = Dev\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.awsapps.com/start\n[profile role]\nrole_arn = arn:aws:iam::000000000000:role/x\nsource_profile = keys\nmfa_serial = arn:aws:iam::000000000000:mfa/me\nservices = mine\n[services mine]\nsts =\n  endpoint_url = ${sts.url}\n`,
  );
  const credentials = await put(
    ".aws/credentials",
    `[keys]\naws_access_key_id = ${own.id}\naws_secret_access_key = ${own.key}\n[session]\naws_access_key_id = ${temporary.id}\naws_secret_access_key = ${temporary.key}\naws_session_token = ${temporary.token}\n`,
  );
  await put(
    `.aws/sso/cache/${createHash("sha1").update("corp").digest("hex")}.json`,
    JSON.stringify({ accessToken: ssoToken, expiresAt: later }),
  );
  const state = join(directory, "local.json");
  const local = await startLocal(state);
  return {
    directory,
    url: local.url,
    secrets,
    env: {
      ...{ HOME: directory, USERPROFILE: directory },
      ...{ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials },
      ...{ AWS_EC2_METADATA_DISABLED: "true", AWS_ENDPOINT_URL_SSO: portal.url },
      ...{ AWS_PROFILE: "", AWS_REGION: "", AWS_DEFAULT_REGION: "", AWS_ENDPOINT_URL: "" },
      ...{ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_SESSION_TOKEN: "" },
      ...{ AWS_ENDPOINT_URL_API_GATEWAY: "", AWS_ENDPOINT_URL_STS: "" },
      ...{ APIGW_RESPONSE_PROTECTED: "", APIGW_RESPONSE_CONFIG_DIR: directory },
      APIGW_RESPONSE_STATE_DIR: join(directory, "state"),
    },
    localArtefacts: async () => `${local.printed()}\n${await readFile(state, "utf8")}`,
    refuse: () => {
      isRefusing = true;
    },
    [Symbol.asyncDispose]: async () => {
      local.child.kill();
      for (const { server } of [sts, portal]) {
        server.closeAllConnections();
        server.close();
      }
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function serve(
  answer: (body: string, header: string) => readonly [number, string],
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const [status, text] = answer(body, request.headers.authorization ?? "");
      const type = text.startsWith("<") ? "text/xml" : "application/json";
      response.writeHead(status, { "Content-Type": type }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function startLocal(
  state: string,
): Promise<{ readonly child: ChildProcess; readonly url: string; printed(): string }> {
  const child = spawn(process.execPath, [CLI, "sandbox", "--port", "0", "--state", state, "--disguised"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
        const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
        if (found !== undefined) {
          resolve(found);
        }
      });
    }
    child.once("exit", (code) => reject(new Error(`API Gateway Local ended with ${code}: ${printed}`)));
  });
  return { child, url, printed: () => printed };
}
