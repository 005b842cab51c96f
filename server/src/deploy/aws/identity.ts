// Who signs: STS's GetCallerIdentity, asked with the signer that the control plane's client brings along.
// Invariant: it goes where STS is said to be, else where the deploy goes. An endpoint in use instead of AWS gets it too,
// and AWS is not asked then.

import type { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import type { CallerIdentity } from "../../contract";
import type { Connection } from "../gateway";
import type { Wire } from "./wire";

export interface IdentityAnswer {
  readonly httpStatus: number;
  readonly identity: CallerIdentity | undefined;
}

export async function askIdentity(
  client: APIGatewayClient,
  { region, endpointUrl, stsEndpointUrl }: Connection,
  wire: Wire,
  abortSignal: AbortSignal,
): Promise<IdentityAnswer> {
  const { protocol, hostname, host, port, pathname } = new URL(
    stsEndpointUrl ?? endpointUrl ?? stsOf(region, await client.config.useFipsEndpoint()),
  );
  const signer = await client.config.signer({
    name: "sigv4",
    signingName: "sts",
    signingRegion: region,
    properties: {},
  });
  const request = await signer.sign({
    method: "POST",
    protocol,
    hostname,
    ...(port === "" ? {} : { port: Number(port) }),
    path: `${pathname.replace(/\/+$/, "")}/`,
    query: {},
    headers: {
      host,
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(BODY.length),
    },
    body: BODY,
  });
  const { response } = await wire.handle(request as Parameters<Wire["handle"]>[0], { abortSignal });
  const text = await textOf(response.body);
  return {
    httpStatus: response.statusCode,
    identity: response.statusCode === 200 ? identityIn(text) : undefined,
  };
}

const BODY = "Action=GetCallerIdentity&Version=2011-06-15";

/** Regional, as the SDK's own: the session of a role may not be known elsewhere. */
function stsOf(region: string, fips: boolean): string {
  // In GovCloud the plain name is the one for FIPS.
  const service = fips && !region.startsWith("us-gov-") ? "sts-fips" : "sts";
  return `https://${service}.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}

/** The answer is some hundred bytes; of anything longer the rest is not read. */
const MAX_BYTES = 16_384;

async function textOf(body: AsyncIterable<unknown>): Promise<string> {
  let text = "";
  for await (const chunk of body) {
    text += String(chunk);
    if (text.length > MAX_BYTES) {
      break;
    }
  }
  return text;
}

function identityIn(text: string): CallerIdentity | undefined {
  const account = /<Account>(\d{12})<\/Account>/.exec(text)?.[1];
  const arn = /<Arn>(arn:[\w+=,.@:/-]{1,2000})<\/Arn>/.exec(text)?.[1];
  return account === undefined || arn === undefined ? undefined : { account, arn };
}
