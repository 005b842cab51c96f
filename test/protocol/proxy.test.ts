// Which proxy signed requests go through: the one of the client's settings, from the next request on, else the one of
// the environment that the server was started with. Every proxy here makes no tunnel, so that nothing leaves the machine.
import { afterEach, beforeEach, expect, test } from "vitest";
import { HOST_STATE_NOTIFICATION, type ProxyVariables } from "../../server/src/contract";
import { type StartedProxy, startProxy } from "../support/tlsEndpoint";
import { BODY, setScene } from "./deployScene";

const SERVICE = "apigateway.eu-west-1.amazonaws.com:443";

let environments: StartedProxy;
let settings: StartedProxy;

beforeEach(async () => {
  environments = await startProxy({ to: 1, status: 403 });
  settings = await startProxy({ to: 1, status: 403 });
});

afterEach(async () => {
  await environments.close();
  await settings.close();
});

test("a setting counts from the next request, and so does taking it back", async () => {
  const [env, set] = [environments, settings].map(({ port }) => `http://127.0.0.1:${port}`) as [
    string,
    string,
  ];
  const variables = { HTTPS_PROXY: set, https_proxy: set };
  const host = { trusted: true, endpointUrl: "", proxyVariables: variables };
  const ofNone = { https_proxy: "", ALL_PROXY: "", all_proxy: "", NO_PROXY: "", no_proxy: "" };
  await using scene = await setScene({ host, env: { HTTPS_PROXY: env, ...ofNone } });
  await scene.editor.open(BODY);
  const way = async (proxyVariables: ProxyVariables): Promise<readonly string[]> => {
    await scene.editor.notify(HOST_STATE_NOTIFICATION, { trusted: true, proxyVariables });
    return went();
  };
  /** Who was asked for the way to the service, and what became of the plan. */
  const went = async (): Promise<readonly string[]> => {
    const before = [environments.asked.length, settings.asked.length];
    const plan = await scene.plan();
    expect(plan).toMatchObject({ kind: "failed", reason: "network" });
    return [
      ...environments.asked.slice(before[0]).map((asked) => `environment: ${asked}`),
      ...settings.asked.slice(before[1]).map((asked) => `settings: ${asked}`),
    ];
  };
  expect(await went()).toEqual([`settings: ${SERVICE}`]);
  expect(await way({})).toEqual([`environment: ${SERVICE}`]);
  expect(await way(variables)).toEqual([`settings: ${SERVICE}`]);
});

test("of the environment a client may set nothing else", async () => {
  const set = `http://127.0.0.1:${settings.port}`;
  const proxyVariables = { https_proxy: set, HTTPS_PROXY: set, AWS_REGION: "ap-south-1", no_proxy: 3 };
  const host = { endpointUrl: "", proxyVariables };
  await using scene = await setScene({ host, env: { NO_PROXY: "", no_proxy: "" } });
  await scene.editor.open(BODY);
  expect(await scene.plan({ region: undefined })).toMatchObject({ reason: "network" });
  expect(settings.asked).toEqual(["apigateway.us-east-1.amazonaws.com:443"]);
});
