// A role that wants an MFA code: asked for once, handed to STS, kept for as long as the session lives.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AskMfaCode } from "../../server/src/deploy";
import { createAws } from "../../server/src/deploy/aws";
import { STAND_IN_CREDENTIALS, startStandIn } from "../support/standIn.mjs";
import { TARGET } from "./fakes";
import { isolateAws, type Surroundings } from "./surroundings";

const NEVER = new AbortController().signal;
const SERIAL = "arn:aws:iam::000000000000:mfa/me";
const SESSION = {
  accessKeyId: "AKIDSESSIONEXAMPLE00",
  secretAccessKey: "of-a-session-that-opens-nothing-00000000",
  sessionToken: "a-session-token",
};

let aws: Surroundings;
let sts: Server;
let service: Awaited<ReturnType<typeof startStandIn>>;
/** What STS was asked, as its form has it. */
let asked: URLSearchParams[];
/** Milliseconds that the sessions it hands out live. */
let lifetime: number;

beforeEach(async () => {
  aws = await isolateAws();
  service = await startStandIn({ credentials: SESSION });
  [asked, lifetime] = [[], 3_600_000];
  sts = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const form = new URLSearchParams(body);
      asked.push(form);
      const right = form.get("TokenCode") === "123456";
      response
        .writeHead(right ? 200 : 403, { "Content-Type": "text/xml" })
        .end(
          right
            ? `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${SESSION.accessKeyId}</AccessKeyId><SecretAccessKey>${SESSION.secretAccessKey}</SecretAccessKey><SessionToken>${SESSION.sessionToken}</SessionToken><Expiration>${new Date(Date.now() + lifetime).toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`
            : "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with invalid MFA one time pass code.</Message></Error></ErrorResponse>",
        );
    });
  });
  await new Promise<void>((resolve) => sts.listen(0, "127.0.0.1", resolve));
  aws.set("AWS_ENDPOINT_URL_STS", `http://127.0.0.1:${(sts.address() as AddressInfo).port}`);
  await writeRole("role/one");
  const { accessKeyId, secretAccessKey } = STAND_IN_CREDENTIALS;
  await aws.credentials(
    `[keys]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  );
});

afterEach(async () => {
  sts.closeAllConnections();
  sts.close();
  await service.stop();
  await aws.restore();
});

function writeRole(role: string): Promise<void> {
  return aws.config(
    `[profile p]\nregion = us-east-1\nrole_arn = arn:aws:iam::000000000000:${role}\nsource_profile = keys\nmfa_serial = ${SERIAL}\n`,
  );
}

/** Reads once with each connection that it opens; `ask` stands for the user. */
function reader(ask: AskMfaCode) {
  const access = createAws();
  return () =>
    access
      .openGateway({ profile: "p", region: "us-east-1", endpointUrl: service.url, askMfaCode: ask })
      .getIntegrationResponse(TARGET, NEVER);
}

test("the code goes to STS, and its session signs", async () => {
  const questions: object[] = [];
  const read = reader(async (question) => {
    questions.push(question);
    return "123456";
  });
  expect(await read()).toMatchObject({ kind: "read" });
  expect(questions).toEqual([{ profile: "p", serial: SERIAL }]);
  expect(asked).toHaveLength(1);
  expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
    Action: "AssumeRole",
    SerialNumber: SERIAL,
    TokenCode: "123456",
  });
});

describe("the question comes again", () => {
  async function questionsOf(between: () => Promise<unknown>): Promise<number> {
    let questions = 0;
    const read = reader(async () => {
      questions++;
      return "123456";
    });
    await read();
    await between();
    await read();
    return questions;
  }

  test("not for the next connection: a code counts once", async () => {
    expect(await questionsOf(async () => {})).toBe(1);
  });
  test("when the profile is written anew", async () => {
    expect(await questionsOf(() => writeRole("role/two"))).toBe(2);
  });
  test("when the session is almost over", async () => {
    lifetime = 60_000;
    expect(await questionsOf(async () => {})).toBe(2);
  });
  test("when the service does not take the session any more", async () => {
    let questions = 0;
    const read = reader(async () => {
      questions++;
      return "123456";
    });
    service.play({ play: "expiredToken", on: "GET" });
    expect(await read()).toMatchObject({ reason: "expiredCredentials" });
    expect(await read()).toMatchObject({ kind: "read" });
    expect(questions).toBe(2);
  });
});

test("of several who want the session at a time, one asks", async () => {
  let questions = 0;
  let answer: (code: string) => void = () => {};
  let ask: () => void = () => {};
  const isAsked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const access = createAws();
  const read = (region: string) =>
    access
      .openGateway({
        ...{ profile: "p", region, endpointUrl: service.url },
        askMfaCode: () => {
          questions++;
          return new Promise((resolve) => {
            answer = resolve;
            ask();
          });
        },
      })
      .getIntegrationResponse(TARGET, NEVER);
  const both = [read("us-east-1"), read("eu-west-1")];
  await isAsked;
  answer("123456");
  expect(await Promise.all(both)).toMatchObject([{ kind: "read" }, { kind: "read" }]);
  expect([questions, asked.length]).toEqual([1, 1]);
  expect(service.requests.map(({ region }) => region).sort()).toEqual(["eu-west-1", "us-east-1"]);
});

test("of several who want the session at a time, each gives up for itself", async () => {
  let give: (code: string) => void = () => {};
  const code = new Promise<string>((resolve) => {
    give = resolve;
  });
  let ask: () => void = () => {};
  const isAsked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const access = createAws();
  const read = (signal: AbortSignal) =>
    access
      .openGateway({
        ...{ profile: "p", region: "us-east-1", endpointUrl: service.url },
        askMfaCode: (_, stop) => {
          ask();
          const withdrawn = once(stop, "abort").then(() => undefined);
          return Promise.race([code, withdrawn]);
        },
      })
      .getIntegrationResponse(TARGET, signal);
  const givesUp = new AbortController();
  const [gone, left] = [read(givesUp.signal), read(NEVER)];
  await isAsked;
  givesUp.abort();
  expect(await gone).toMatchObject({ kind: "failed", reason: "cancelled" });
  give("123456");
  expect(await left).toMatchObject({ kind: "read" });
});

test("without a code nothing is asked of STS, and the deploy is called off", async () => {
  expect(await reader(async () => undefined)()).toEqual({
    kind: "failed",
    reason: "cancelled",
    reached: "no",
  });
  expect(asked).toEqual([]);
});

test("a wrong code is told in the service's words", async () => {
  expect(await reader(async () => "654321")()).toMatchObject({
    reason: "noCredentials",
    serviceMessage: expect.stringContaining("invalid MFA one time pass code"),
  });
});
