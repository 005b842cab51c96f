import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Gateway, GatewayFailure } from "../../server/src/deploy";
import { type AwsOptions, createAws, Wire } from "../../server/src/deploy/aws";
import { STAND_IN_CREDENTIALS, startStandIn } from "../support/standIn.mjs";
import { TARGET, WANTED } from "./fakes";
import { isolateAws, type Surroundings } from "./surroundings";

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

const SESSION = {
  ...STAND_IN_CREDENTIALS,
  accessKeyId: "AKIDSESSIONEXAMPLE00",
  sessionToken: "a-session-token/+=",
};
const PATH = "/restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/200";
const NEVER = new AbortController().signal;
const PATIENT = 20_000;

let aws: Surroundings;
let standIn: StandIn;

beforeEach(async () => {
  aws = await isolateAws();
  standIn = await startStandIn({ credentials: [STAND_IN_CREDENTIALS, SESSION] });
  await aws.config("[profile local]\nregion = us-east-1\n");
  await aws.credentials(keys("local", STAND_IN_CREDENTIALS) + keys("session", SESSION));
});

afterEach(async () => {
  await standIn.stop();
  await aws.restore();
});

function keys(
  profile: string,
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
): string {
  const token =
    credentials.sessionToken === undefined ? "" : `aws_session_token = ${credentials.sessionToken}\n`;
  return `[${profile}]\naws_access_key_id = ${credentials.accessKeyId}\naws_secret_access_key = ${credentials.secretAccessKey}\n${token}\n`;
}

function open(options: AwsOptions = {}, profile = "local"): Gateway {
  return createAws({ readTimeout: PATIENT, writeTimeout: PATIENT, ...options }).openGateway({
    profile,
    region: "us-east-1",
    endpointUrl: standIn.url,
  });
}

describe("the wire", () => {
  it("carries exactly the PUT of the reference", async () => {
    const answer = await open().putIntegrationResponse(TARGET, WANTED, NEVER);
    expect(answer).toEqual({ kind: "stored", httpStatus: 201, response: WANTED });
    expect(standIn.requests).toHaveLength(1);
    const [request] = standIn.requests;
    expect(request).toMatchObject({
      method: "PUT",
      path: PATH,
      body: '{"selectionPattern":"2\\\\d{2}","responseParameters":{"method.response.header.Content-Type":"\'application/json\'"}}',
      signature: "valid",
      service: "apigateway",
      region: "us-east-1",
      headers: { "content-type": "application/json", accept: "application/json", connection: "close" },
    });
    expect(request?.signedHeaders).toEqual(
      expect.arrayContaining(["host", "x-amz-date", "content-type", "content-length"]),
    );
  });

  it("carries exactly the GET", async () => {
    const answer = await open().getIntegrationResponse(TARGET, NEVER);
    expect(answer).toEqual({
      kind: "read",
      httpStatus: 200,
      response: {
        selectionPattern: "200",
        responseParameters: { "method.response.header.Content-Type": "'text/plain'" },
      },
    });
    expect(standIn.requests).toMatchObject([{ method: "GET", path: PATH, body: "", signature: "valid" }]);
    expect(standIn.requests[0]?.headers).toMatchObject({ accept: "application/json" });
  });

  it.each<[string, typeof WANTED, string]>([
    ["nothing", {}, "{}"],
    [
      "every member, in the service's own order",
      { contentHandling: "CONVERT_TO_TEXT", responseTemplates: { a: "b" }, ...WANTED },
      '{"selectionPattern":"2\\\\d{2}","responseParameters":{"method.response.header.Content-Type":"\'application/json\'"},"responseTemplates":{"a":"b"},"contentHandling":"CONVERT_TO_TEXT"}',
    ],
    [
      "what is empty, as it is",
      { selectionPattern: "", responseTemplates: { "application/json": "" }, responseParameters: {} },
      '{"selectionPattern":"","responseParameters":{},"responseTemplates":{"application/json":""}}',
    ],
    [
      "what is not ASCII",
      { responseTemplates: { "application/json": "é\u2028😀\n" } },
      '{"responseTemplates":{"application/json":"é\u2028😀\\n"}}',
    ],
  ])("sends %s", async (_name, wanted, body) => {
    await open().putIntegrationResponse(TARGET, wanted, NEVER);
    expect(standIn.requests).toMatchObject([{ signature: "valid" }]);
    expect(JSON.parse(standIn.requests[0]?.body ?? "")).toEqual(wanted);
    expect(standIn.requests[0]?.body).toBe(body);
  });

  it("reads an empty template, which the service tells as null, as an empty one", async () => {
    const wanted = { responseTemplates: { "application/json": "" }, selectionPattern: "" };
    const gateway = open();
    expect(await gateway.putIntegrationResponse(TARGET, wanted, NEVER)).toMatchObject({
      kind: "stored",
      response: wanted,
    });
    expect(await gateway.getIntegrationResponse(TARGET, NEVER)).toMatchObject({
      kind: "read",
      response: wanted,
    });
  });

  it("signs with a session token", async () => {
    expect(await open({}, "session").getIntegrationResponse(TARGET, NEVER)).toMatchObject({ kind: "read" });
    expect(standIn.requests).toMatchObject([{ signature: "valid" }]);
    expect(standIn.requests[0]?.signedHeaders).toContain("x-amz-security-token");
  });

  it("resolves credentials once for a gateway and anew for the next", async () => {
    const gateway = open();
    await gateway.getIntegrationResponse(TARGET, NEVER);
    await aws.credentials(keys("local", SESSION));
    await gateway.getIntegrationResponse(TARGET, NEVER);
    await open().getIntegrationResponse(TARGET, NEVER);
    const tokens = standIn.requests.map(({ signedHeaders }) =>
      signedHeaders.includes("x-amz-security-token"),
    );
    expect(tokens).toEqual([false, false, true]);
  });

  describe("whose credentials are refused in mid-run", () => {
    const OTHER = { ...STAND_IN_CREDENTIALS, accessKeyId: "AKIDOTHEREXAMPLE0000" };

    async function afterRotation(
      rotate: () => Promise<void>,
      before?: (gateway: Gateway) => Promise<unknown>,
    ) {
      const earlier = standIn.requests.length;
      const gateway = open();
      await before?.(gateway);
      await gateway.getIntegrationResponse(TARGET, NEVER);
      await rotate();
      standIn.play("expiredToken");
      const answer = await gateway.putIntegrationResponse(TARGET, WANTED, NEVER);
      return {
        answer,
        puts: standIn.requests.slice(earlier).filter(({ method }) => method === "PUT").length,
      };
    }

    it("goes on with those that have taken their place, once", async () => {
      const renew = () => aws.credentials(keys("local", SESSION));
      expect(await afterRotation(renew)).toMatchObject({ answer: { kind: "stored" }, puts: 2 });
      const same = (gateway: Gateway) => gateway.getCallerIdentity(NEVER);
      await aws.credentials(keys("local", STAND_IN_CREDENTIALS));
      expect(await afterRotation(renew, same)).toMatchObject({ answer: { kind: "stored" }, puts: 2 });
    });

    it("says so where there are none", async () => {
      expect(await afterRotation(async () => {})).toMatchObject({
        answer: { reason: "expiredCredentials", reached: "refused" },
        puts: 1,
      });
    });

    it("goes on with none of another account than the one that was shown", async () => {
      const answer = await afterRotation(
        () => aws.credentials(keys("local", OTHER)),
        (gateway) => gateway.getCallerIdentity(NEVER),
      );
      // Nobody could say whose these are: the stand-in does not know them.
      expect(answer).toMatchObject({ answer: { reason: "expiredCredentials" }, puts: 1 });
    });
  });
});

type Expected = Partial<GatewayFailure>;

describe("an answer", () => {
  const REFUSED = { kind: "failed", reached: "refused" } as const;

  it.each<[Parameters<StandIn["play"]>[0], Expected]>([
    ["badRequest", { ...REFUSED, reason: "badRequest", httpStatus: 400, serviceCode: "BadRequestException" }],
    ["validation", { ...REFUSED, reason: "badRequest", httpStatus: 400, serviceCode: "ValidationException" }],
    [
      "accessDenied",
      { ...REFUSED, reason: "accessDenied", httpStatus: 403, serviceCode: "AccessDeniedException" },
    ],
    [
      "expiredToken",
      { ...REFUSED, reason: "expiredCredentials", httpStatus: 403, serviceCode: "ExpiredTokenException" },
    ],
    [
      "unrecognizedClient",
      { ...REFUSED, reason: "expiredCredentials", serviceCode: "UnrecognizedClientException" },
    ],
    [
      "invalidSignature",
      { ...REFUSED, reason: "expiredCredentials", serviceCode: "InvalidSignatureException" },
    ],
    [
      "notFound",
      {
        ...REFUSED,
        reason: "notFound",
        httpStatus: 404,
        serviceMessage: "Invalid Method identifier specified",
      },
    ],
    ["conflictDefault", { ...REFUSED, reason: "conflict", httpStatus: 409 }],
    [
      "conflictConcurrent",
      { ...REFUSED, reason: "conflict", serviceMessage: expect.stringContaining("concurrent") },
    ],
    [
      { play: "throttled", retryAfter: 7 },
      { ...REFUSED, reason: "throttled", httpStatus: 429, retryAfterSeconds: 7 },
    ],
    ["throttled", { ...REFUSED, reason: "throttled", serviceMessage: "Too Many Requests" }],
    ["redirect", { ...REFUSED, reason: "unexpected", cause: "redirect", httpStatus: 307 }],
    ["serverError", { reached: "maybe", reason: "serviceError", httpStatus: 500 }],
    [
      { play: "unavailable", retryAfter: 3 },
      { reached: "maybe", reason: "serviceError", httpStatus: 503 },
    ],
    ["proxyPage", { reached: "maybe", reason: "serviceError", httpStatus: 503 }],
    ["garbage", { reached: "maybe", reason: "unexpected", cause: "unreadableAnswer", httpStatus: 201 }],
    ["reset", { reached: "maybe", reason: "network", cause: "connectionLost" }],
  ])("%o is told for what it is, after one try", async (step, expected) => {
    standIn.play(step);
    expect(await open().putIntegrationResponse(TARGET, WANTED, NEVER)).toMatchObject({
      kind: "failed",
      ...expected,
    });
    expect(standIn.requests).toHaveLength(1);
  });

  it("that never comes is a timeout", async () => {
    standIn.play("hang", { play: "hang", on: "GET" });
    const gateway = open({ writeTimeout: 700, readTimeout: 700 });
    const timeout = { kind: "failed", reason: "timeout", reached: "maybe" };
    expect(await gateway.putIntegrationResponse(TARGET, WANTED, NEVER)).toEqual(timeout);
    expect(await gateway.getIntegrationResponse(TARGET, NEVER)).toEqual(timeout);
  });

  it("that is not awaited is a cancel, and its connection is closed", async () => {
    standIn.play("hang");
    const controller = new AbortController();
    const answer = open().putIntegrationResponse(TARGET, WANTED, controller.signal);
    await seen();
    controller.abort();
    expect(await answer).toEqual({ kind: "failed", reason: "cancelled", reached: "maybe" });
  });

  it("is not asked for when cancelled before", async () => {
    const answer = await open().putIntegrationResponse(TARGET, WANTED, AbortSignal.abort());
    expect(answer).toEqual({ kind: "failed", reason: "cancelled", reached: "no" });
    expect(standIn.requests).toEqual([]);
  });

  it("carries the request's id", async () => {
    standIn.play("badRequest");
    expect(await open().putIntegrationResponse(TARGET, WANTED, NEVER)).toMatchObject({
      requestId: "c0ffee00-0000-4000-8000-000000000000",
    });
  });

  it("is given by nobody when nothing listens", async () => {
    await standIn.stop();
    const gateway = open();
    const refused = { kind: "failed", reason: "network", reached: "no", cause: "connectionRefused" };
    expect(await gateway.putIntegrationResponse(TARGET, WANTED, NEVER)).toEqual(refused);
    aws.set("HTTPS_PROXY", "http://proxy.example:3128");
    expect(await gateway.getIntegrationResponse(TARGET, NEVER)).toEqual(refused);
  });

  /** Until the stand-in has the first request. */
  async function seen(): Promise<void> {
    while (standIn.requests.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
});

describe("an endpoint that answers what it likes", () => {
  async function against(
    answer: { status?: number; headers?: Record<string, string>; body: string },
    use: (gateway: Gateway) => Promise<unknown>,
  ): Promise<unknown> {
    const server = createServer((request, response) => {
      request.resume();
      request.on("end", () => {
        response.writeHead(answer.status ?? 200, { "Content-Type": "application/json", ...answer.headers });
        response.end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const gateway = createAws().openGateway({
      profile: "local",
      region: "us-east-1",
      endpointUrl: `http://127.0.0.1:${port}`,
    });
    try {
      return await use(gateway);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  const UNREADABLE = { kind: "failed", reason: "unexpected", reached: "maybe", cause: "unreadableAnswer" };

  it.each([
    ["nothing", ""],
    ["an empty object", "{}"],
    ["a list", "[]"],
    ["null", "null"],
    ["a number", "1"],
    ["another status code", '{"statusCode":"404"}'],
    ["a status code that is a number", '{"statusCode":200}'],
    ["a map of numbers", '{"statusCode":"200","responseTemplates":{"a":1}}'],
    ["a list for a map", '{"statusCode":"200","responseTemplates":["a"]}'],
    ["half of an object", '{"statusCode":"200"'],
  ])("is not believed when it answers %s", async (_name, body) => {
    expect(await against({ body }, (gateway) => gateway.getIntegrationResponse(TARGET, NEVER))).toMatchObject(
      UNREADABLE,
    );
  });

  it("cannot have key material told back in a message", async () => {
    const { secretAccessKey, accessKeyId } = STAND_IN_CREDENTIALS;
    const body = JSON.stringify({ message: `The key was ${secretAccessKey} of ${accessKeyId}` });
    const headers = { "x-amzn-ErrorType": "BadRequestException" };
    const answer = await against({ status: 400, headers, body }, (gateway) =>
      gateway.getIntegrationResponse(TARGET, NEVER),
    );
    expect(answer).toMatchObject({ reason: "badRequest", serviceMessage: "The key was … of …" });
  });

  it.each<[number, Record<string, string>, string, Expected]>([
    [
      400,
      { "x-amzn-ErrorType": "ThrottlingException" },
      '{"message":"Rate exceeded"}',
      { reason: "throttled" },
    ],
    [
      400,
      { "x-amzn-ErrorType": "ExpiredTokenException:" },
      "{}",
      { reason: "expiredCredentials", serviceCode: "ExpiredTokenException" },
    ],
    [401, { "x-amzn-ErrorType": "UnauthorizedException" }, '{"message":"No"}', { reason: "accessDenied" }],
    [403, {}, "{}", { reason: "accessDenied" }],
    [403, { "Content-Type": "text/html" }, "<html>", { reason: "unexpected", cause: "unreadableAnswer" }],
    [404, { "Content-Type": "text/html" }, "<html>", { reason: "unexpected", cause: "unreadableAnswer" }],
    [418, {}, '{"message":"tea"}', { reason: "badRequest", serviceMessage: "tea" }],
    [429, { "Retry-After": "soon" }, "{}", { reason: "throttled" }],
    [429, { "Retry-After": "1.5" }, "{}", { reason: "throttled", retryAfterSeconds: 1.5 }],
    [302, { Location: "http://example.com/" }, "", { reason: "unexpected", cause: "redirect" }],
    [502, { "Content-Type": "text/html" }, "<html>", { reason: "serviceError", reached: "maybe" }],
  ])("%i %o %j", async (status, headers, body, expected) => {
    const answer = await against({ status, headers, body }, (gateway) =>
      gateway.getIntegrationResponse(TARGET, NEVER),
    );
    expect(answer).toMatchObject({ kind: "failed", httpStatus: status, ...expected });
    expect(JSON.stringify(answer)).not.toMatch(/Unknown|Deserialization|\$response/);
  });

  it("that tells a clock far from ours is believed once", async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests++;
      response.writeHead(403, {
        "x-amzn-ErrorType": "InvalidSignatureException",
        Date: new Date(Date.now() + 3_600_000).toUTCString(),
      });
      response.end('{"message":"Signature expired"}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const gateway = createAws().openGateway({
      profile: "local",
      region: "us-east-1",
      endpointUrl: `http://127.0.0.1:${port}`,
    });
    expect(await gateway.getIntegrationResponse(TARGET, NEVER)).toMatchObject({
      reason: "expiredCredentials",
    });
    expect(requests).toBe(2);
    server.closeAllConnections();
    server.close();
  });
});

describe("where requests go", () => {
  class Caught extends Wire {
    static readonly origins: string[] = [];

    protected override carry(...[request]: Parameters<Wire["handle"]>): ReturnType<Wire["handle"]> {
      Caught.origins.push(`${request.protocol}//${request.hostname}`);
      return Promise.reject(
        Object.assign(new Error("caught"), { code: "ENOTFOUND", syscall: "getaddrinfo" }),
      );
    }
  }

  beforeEach(() => {
    Caught.origins.length = 0;
  });

  const createWire = (options: ConstructorParameters<typeof Wire>[0]) => new Caught(options);

  it.each([
    ["us-east-1", "https://apigateway.us-east-1.amazonaws.com"],
    ["cn-north-1", "https://apigateway.cn-north-1.amazonaws.com.cn"],
    ["us-gov-west-1", "https://apigateway.us-gov-west-1.amazonaws.com"],
  ])("is the service itself in %s", async (region, origin) => {
    const gateway = createAws({ createWire }).openGateway({ profile: "local", region });
    expect(await gateway.getIntegrationResponse(TARGET, NEVER)).toMatchObject({
      reason: "network",
      cause: "nameNotFound",
    });
    expect(Caught.origins).toEqual([origin]);
  });

  it("is never what the environment or a profile says past the law", async () => {
    await aws.config(
      `[default]\nendpoint_url = ${standIn.url}\n[profile local]\nservices = mine\nendpoint_url = ${standIn.url}\n[services mine]\napi_gateway =\n  endpoint_url = ${standIn.url}\n`,
    );
    aws.set("AWS_ENDPOINT_URL", standIn.url);
    aws.set("AWS_ENDPOINT_URL_API_GATEWAY", standIn.url);
    const gateway = createAws({ createWire }).openGateway({ profile: "local", region: "us-east-1" });
    await gateway.getIntegrationResponse(TARGET, NEVER);
    expect(Caught.origins).toEqual(["https://apigateway.us-east-1.amazonaws.com"]);
    expect(standIn.requests).toEqual([]);
  });

  it("is the endpoint given, not that of the environment, nor one made for FIPS", async () => {
    aws.set("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    aws.set("AWS_USE_FIPS_ENDPOINT", "true");
    aws.set("AWS_USE_DUALSTACK_ENDPOINT", "true");
    expect(await open().getIntegrationResponse(TARGET, NEVER)).toMatchObject({ kind: "read" });
  });

  it("heeds a wish for FIPS where the service itself is asked", async () => {
    aws.set("AWS_USE_FIPS_ENDPOINT", "true");
    await createAws({ createWire })
      .openGateway({ profile: "local", region: "us-east-1" })
      .getIntegrationResponse(TARGET, NEVER);
    expect(Caught.origins).toEqual(["https://apigateway-fips.us-east-1.amazonaws.com"]);
  });

  it("keeps to the endpoint's path and nothing else", async () => {
    const gateway = createAws().openGateway({
      profile: "local",
      region: "us-east-1",
      endpointUrl: `${standIn.url}/base`,
    });
    await gateway.getIntegrationResponse(TARGET, NEVER);
    expect(standIn.requests).toMatchObject([{ path: `/base${PATH}`, signature: "valid" }]);
  });

  it("holds back what the law does not allow, last of all", async () => {
    const wire = new Wire({ connectTimeout: 1_000 });
    const only = new Wire({ connectTimeout: 1_000, only: "https://a.example" });
    const request = (protocol: string, hostname: string, port?: number) =>
      ({
        protocol,
        hostname,
        ...(port === undefined ? {} : { port }),
        method: "GET",
        path: "/",
        headers: {},
        query: {},
      }) as unknown as Parameters<Wire["handle"]>[0];
    await expect(wire.handle(request("http:", "example.com"))).rejects.toThrow("neither https");
    await expect(only.handle(request("https:", "b.example"))).rejects.toThrow("neither https");
    await expect(only.handle(request("https:", "a.example", 8443))).rejects.toThrow("neither https");
    expect([wire.requests, wire.refused, only.requests, only.refused]).toEqual([0, true, 0, true]);
  });
});
