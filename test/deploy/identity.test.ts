// GetCallerIdentity over real sockets: where it goes, what is made of the answer, and that it may fail.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAws, Wire } from "../../server/src/deploy/aws";
import { createEndpoint, emptyState, listen } from "../../server/src/sandbox";
import { STAND_IN_CREDENTIALS, STAND_IN_IDENTITY, startStandIn } from "../support/standIn.mjs";
import { isolateAws, type Surroundings } from "./surroundings";

const NEVER = new AbortController().signal;
let aws: Surroundings;

beforeEach(async () => {
  aws = await isolateAws();
  const { accessKeyId, secretAccessKey } = STAND_IN_CREDENTIALS;
  await aws.config("[profile local]\nregion = us-east-1\n");
  await aws.credentials(
    `[local]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  );
});

afterEach(() => aws.restore());

function open(endpointUrl: string) {
  return createAws().openGateway({ profile: "local", region: "eu-west-1", endpointUrl });
}

test("an endpoint in use instead of AWS is asked, signed for STS", async () => {
  const standIn = await startStandIn();
  const answer = await open(standIn.url).getCallerIdentity(NEVER);
  expect(answer).toEqual({ kind: "answer", httpStatus: 200, value: STAND_IN_IDENTITY });
  expect(standIn.identityRequests).toMatchObject([
    { method: "POST", path: "/", signature: "valid", service: "sts", region: "eu-west-1" },
  ]);
  expect(standIn.requests).toEqual([]);
  await standIn.stop();
});

test("where STS has an endpoint of its own, that is asked and the other is not", async () => {
  const [standIn, sts] = [await startStandIn(), await startStandIn()];
  const connection = { profile: "local", region: "eu-west-1", endpointUrl: standIn.url };
  const gateway = createAws().openGateway({ ...connection, stsEndpointUrl: sts.url });
  expect(await gateway.getCallerIdentity(NEVER)).toMatchObject({ value: STAND_IN_IDENTITY });
  expect(sts.identityRequests).toMatchObject([{ signature: "valid", service: "sts" }]);
  expect(standIn.identityRequests).toEqual([]);
  for (const stsEndpointUrl of ["http://sts.example", "sts", "https://user:word@sts.example"]) {
    const beyond = createAws().openGateway({ ...connection, stsEndpointUrl });
    expect(await beyond.getCallerIdentity(NEVER)).toEqual({
      kind: "failed",
      reason: "invalidEndpoint",
      reached: "no",
    });
  }
  expect(standIn.identityRequests).toEqual([]);
  await Promise.all([standIn.stop(), sts.stop()]);
});

test("API Gateway Local answers it", async () => {
  const local = await listen({
    endpoint: createEndpoint({ state: emptyState(), now: Date.now, random: Math.random, throttled: false }),
    port: 0,
  });
  expect(await open(local.url).getCallerIdentity(NEVER)).toMatchObject({
    kind: "answer",
    value: { account: "000000000000", arn: "arn:aws:iam::000000000000:user/local" },
  });
  await local.close();
});

test.each<[string, number, string]>([
  ["refuses", 403, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"],
  ["does not know the call", 404, '{"message":"Not Found"}'],
  ["answers with a page", 200, "<html>Welcome</html>"],
  ["answers with an account that is none", 200, "<Account>me</Account><Arn>arn:aws:iam::1:user/a</Arn>"],
  ["answers without end", 200, "x".repeat(1_000_000)],
])("an endpoint that %s leaves it unknown", async (_, status, body) => {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await open(`http://127.0.0.1:${port}`).getCallerIdentity(NEVER);
  expect(answer).toMatchObject({ kind: "failed" });
  server.closeAllConnections();
  server.close();
});

test("one that cannot be reached leaves it unknown", async () => {
  expect(await open("http://127.0.0.1:9").getCallerIdentity(NEVER)).toMatchObject({
    kind: "failed",
    reason: "network",
  });
});

test.each([
  ["us-east-1", {}, "https://sts.us-east-1.amazonaws.com/"],
  ["cn-north-1", {}, "https://sts.cn-north-1.amazonaws.com.cn/"],
  ["us-east-1", { AWS_USE_FIPS_ENDPOINT: "true" }, "https://sts-fips.us-east-1.amazonaws.com/"],
  ["us-gov-west-1", { AWS_USE_FIPS_ENDPOINT: "true" }, "https://sts.us-gov-west-1.amazonaws.com/"],
  ["us-east-1", { AWS_ENDPOINT_URL: "http://127.0.0.1:9" }, "https://sts.us-east-1.amazonaws.com/"],
])("without such an endpoint it is the service itself in %s, with %j", async (region, variables, url) => {
  for (const [name, value] of Object.entries(variables)) {
    aws.set(name, value);
  }
  const asked: string[] = [];
  class Caught extends Wire {
    protected override carry(...[request]: Parameters<Wire["handle"]>): ReturnType<Wire["handle"]> {
      asked.push(`${request.protocol}//${request.hostname}${request.path}`);
      return Promise.reject(new Error("caught"));
    }
  }
  const gateway = createAws({ createWire: (options) => new Caught(options) }).openGateway({
    profile: "local",
    region,
  });
  expect(await gateway.getCallerIdentity(NEVER)).toMatchObject({ kind: "failed" });
  expect(asked).toEqual([url]);
});
