// The SDK's adapter against API Gateway Local on a real socket: what is around a deploy, call by call.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CallAnswer, ControlPlane } from "../../server/src/deploy";
import { createAws } from "../../server/src/deploy/aws";
import { createEndpoint, emptyState, type Listening, listen } from "../../server/src/sandbox";
import { isolateAws, type Surroundings } from "./surroundings";

const NEVER = new AbortController().signal;
const X = "method.response.header.X";

let aws: Surroundings;
let local: Listening;
let plane: ControlPlane;
let method: { restApiId: string; resourceId: string; httpMethod: string };

beforeEach(async () => {
  aws = await isolateAws();
  await aws.credentials("[local]\naws_access_key_id = local\naws_secret_access_key = local\n");
  const endpoint = createEndpoint({ state: emptyState(), now: Date.now, random: Math.random });
  const ask = (verb: string, path: string, body: object): Record<string, string> =>
    endpoint.serve({ verb, path, query: new Map(), body: JSON.stringify(body) }).body as Record<
      string,
      string
    >;
  const api = ask("POST", "/restapis", { name: "pets", binaryMediaTypes: ["image/png"] });
  const path = `/restapis/${api["id"]}/resources`;
  const resource = ask("POST", `${path}/${api["rootResourceId"]}`, { pathPart: "pets" });
  method = { restApiId: api["id"] ?? "", resourceId: resource["id"] ?? "", httpMethod: "GET" };
  ask("PUT", `${path}/${method.resourceId}/methods/GET`, {});
  ask("PUT", `${path}/${method.resourceId}/methods/GET/integration`, { type: "MOCK" });
  local = await listen({ endpoint, port: 0 });
  plane = createAws().openGateway({ profile: "local", region: "us-east-1", endpointUrl: local.url });
});

afterEach(async () => {
  await local.close();
  await aws.restore();
});

function answerOf<Value>(answer: CallAnswer<Value>): Value {
  if (answer.kind === "failed") {
    throw new Error(`${answer.reason}: ${answer.serviceMessage}`);
  }
  return answer.value;
}

const MOCK = {
  httpMethod: "GET",
  methodResponses: {},
  integration: { type: "MOCK", integrationResponses: {} },
};

describe("the control plane", () => {
  test("lists the APIs, and their resources with their methods", async () => {
    expect(answerOf(await plane.getRestApis(undefined, NEVER))).toEqual({
      items: [{ id: method.restApiId, name: "pets", binaryMediaTypes: ["image/png"] }],
    });
    expect(answerOf(await plane.getResources(method.restApiId, undefined, NEVER)).items).toEqual([
      { id: expect.any(String), path: "/", methods: [] },
      { id: method.resourceId, path: "/pets", methods: [MOCK] },
    ]);
  });

  test("declares headers, new ones and further ones", async () => {
    const target = { ...method, statusCode: "200" };
    expect(await plane.putMethodResponse(target, [X], NEVER)).toMatchObject({
      kind: "answer",
      httpStatus: 201,
    });
    expect(await plane.putMethodResponse(target, [X], NEVER)).toMatchObject({
      kind: "failed",
      reason: "conflict",
    });
    answerOf(await plane.declareHeaders(target, ["method.response.header.Y"], NEVER));
    await plane.putIntegrationResponse(target, { responseParameters: { [X]: "'a'" } }, NEVER);
    expect(answerOf(await plane.getMethod(method, NEVER))).toEqual({
      ...MOCK,
      methodResponses: { 200: { responseParameters: { [X]: false, "method.response.header.Y": false } } },
      integration: { type: "MOCK", integrationResponses: { 200: { responseParameters: { [X]: "'a'" } } } },
    });
    expect(await plane.deleteIntegrationResponse(target, NEVER)).toMatchObject({
      kind: "answer",
      httpStatus: 204,
    });
  });

  test("makes a definition live on a stage", async () => {
    const request = { restApiId: method.restApiId, stageName: "prod", description: "a try" };
    const deploymentId = answerOf(await plane.createDeployment(request, NEVER));
    expect(answerOf(await plane.getStages(method.restApiId, NEVER))).toEqual([
      { stageName: "prod", deploymentId, lastUpdated: expect.stringMatching(/^\d{4}-/) },
    ]);
  });

  test.each([
    [[["A", "1"]], "{A=1}"],
    [
      [
        ["A", "1"],
        ["B", "2"],
        ["a", "3"],
      ],
      "{A=1, A=3, B=2}",
    ],
  ] as const)("tries a method with the headers %j", async (headers, seen) => {
    const { log } = answerOf(await plane.testInvokeMethod({ ...method, headers }, NEVER));
    expect(log).toContain(`Method request headers: ${seen}\n`);
  });

  test("says why a call failed", async () => {
    expect(await plane.getMethod({ ...method, httpMethod: "PUT" }, NEVER)).toMatchObject({
      kind: "failed",
      reason: "notFound",
      serviceMessage: "Invalid Method identifier specified",
    });
  });

  test.each(["malformed", "html", "resetBefore", "halfAnswer"] as const)(
    "an answer that is %s is a failure",
    async (kind) => {
      local.faults.add({ kind });
      expect(await plane.getResources(method.restApiId, undefined, NEVER)).toMatchObject({ kind: "failed" });
    },
  );
});
