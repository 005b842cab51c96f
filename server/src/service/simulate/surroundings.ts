// What a template finds around it in a call: what the sample says, and of `$context` made-up values for the rest,
// always the same ones.
import type { Surroundings } from "../islands/vtl";
import { readJson } from "../islands/vtl/java/json";
import { JavaMap, type Value } from "../islands/vtl/java/value";
import type { SampleRequest } from "./samples";

export function surroundingsOf(
  body: string,
  { path, querystring, header, context, stageVariables }: SampleRequest,
): Surroundings {
  return { body, parameters: { path, querystring, header }, context: contextOf(context), stageVariables };
}

export function contextOf(json: string): JavaMap {
  const given = readJson(json)?.value;
  return overlaid(madeUp(), given instanceof JavaMap ? given : new JavaMap());
}

/** The members of the second beside those of the first, maps in maps likewise. */
function overlaid(below: JavaMap, above: JavaMap, depth = 0): JavaMap {
  for (const { key, value } of above.entries()) {
    const own = below.get(key);
    const isBoth = own instanceof JavaMap && value instanceof JavaMap && depth < 5;
    below.put(key, isBoth ? overlaid(own, value, depth + 1) : value);
  }
  return below;
}

function madeUp(): JavaMap {
  return JavaMap.of(
    Object.entries(MADE_UP).map(([name, value]) => [
      name,
      typeof value === "object" ? JavaMap.of(Object.entries(value)) : (value as Value),
    ]),
  );
}

/** The members that recorded answers have for a call without an authorizer. */
const MADE_UP = {
  accountId: "123456789012",
  apiId: "a1b2c3d4e5",
  awsEndpointRequestId: "00000000-0000-4000-8000-000000000002",
  deploymentId: "d1e2f3",
  domainName: "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com",
  domainPrefix: "a1b2c3d4e5",
  extendedRequestId: "SampleRequestId=",
  httpMethod: "GET",
  identity: {
    accountId: null,
    accessKey: null,
    apiKey: null,
    caller: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: "203.0.113.7",
    user: null,
    userAgent: "sample/1.0",
  },
  path: "/test/sample",
  protocol: "HTTP/1.1",
  requestId: "00000000-0000-4000-8000-000000000001",
  requestTime: "01/Jan/2025:00:00:00 +0000",
  requestTimeEpoch: "1735689600000",
  resourceId: "3kzxbg5sa2",
  resourcePath: "/sample",
  stage: "test",
} as const;
