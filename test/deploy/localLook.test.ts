// Whose keys an endpoint on this machine is asked with: nobody's where it is API Gateway Local, the user's elsewhere.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { AwsSettings, Connection, Gateway } from "../../server/src/deploy";
import { couldBeLocal, type LocalLook } from "../../server/src/deploy/localEndpoint";
import { openConnection } from "../../server/src/deploy/openConnection";
import { lookLocal } from "../../server/src/hosts/nodeLookLocal";
import { createEndpoint, emptyState, listen } from "../../server/src/sandbox";

const NEVER = new AbortController().signal;
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) {
    await close();
  }
});

async function local(disguised = false): Promise<string> {
  const endpoint = createEndpoint({ state: emptyState(), now: Date.now, random: Math.random });
  const listening = await listen({ endpoint, port: 0, disguised });
  closing.push(listening.close);
  return listening.url;
}

async function somebody(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const says =
  (status: number, text: string): RequestListener =>
  (_, response) =>
    response.writeHead(status).end(text);

describe("what listens there says what it is", () => {
  test.each<[what: string, at: () => Promise<string>, look: LocalLook]>([
    ["API Gateway Local", () => local(), "local"],
    ["API Gateway Local in disguise", () => local(true), "other"],
    ["a service that refuses", () => somebody(says(403, '{"message":"Missing"}')), "other"],
    ["a web server", () => somebody(says(200, "<html></html>")), "other"],
    ["another emulator", () => somebody(says(200, '{"service":"Other"}')), "other"],
    ["one with a long answer", () => somebody(says(200, `{"service":"${"x".repeat(100_000)}"}`)), "other"],
    ["one that hangs up", () => somebody((request) => request.socket.destroy()), "silent"],
    ["nobody", async () => "http://127.0.0.1:9", "silent"],
  ])("%s", async (_, at, look) => {
    expect(await lookLocal(await at())).toBe(look);
  });

  test("and is asked without a signature", async () => {
    const seen: unknown[] = [];
    const url = await somebody(({ method, url: path, headers }, response) => {
      seen.push([method, path, Object.keys(headers).filter((name) => /auth|amz/.test(name))]);
      response.writeHead(404).end();
    });
    await lookLocal(url);
    expect(seen).toEqual([["GET", "/_local", []]]);
  });

  test("or is left alone by whoever has called it off", async () => {
    const controller = new AbortController();
    const url = await somebody(() => controller.abort());
    expect(await lookLocal(url, controller.signal)).toBe("silent");
  });
});

test.each([
  ["http://127.0.0.1:4570", true],
  ["http://localhost", true],
  ["http://[::1]:4566", true],
  ["http://127.0.0.1:4570/base", false],
  ["https://127.0.0.1:4570", false],
  ["https://apigateway.us-east-1.amazonaws.com", false],
])("only on this machine and without a path: %s", (url, could) => {
  expect(couldBeLocal(url)).toBe(could);
});

const SETTINGS: AwsSettings = {
  profiles: [
    { name: "dev", region: "eu-west-1", method: "SSO", endpoint: { sectionFound: false } },
    { name: "bare", method: "static keys", endpoint: { sectionFound: false } },
  ],
  regions: [],
  endpoint: {},
};
const AT = "http://127.0.0.1:4570";

async function opened(
  chosen: { readonly profile?: string; readonly region?: string; readonly endpointUrl?: string },
  look: LocalLook,
  settings: AwsSettings = SETTINGS,
) {
  const asked: string[] = [];
  const connections: Connection[] = [];
  const outcome = await openConnection(
    chosen,
    {
      loadSettings: async () => settings,
      openGateway: (connection) => {
        connections.push(connection);
        return {} as Gateway;
      },
    },
    async (url) => {
      asked.push(url);
      return look;
    },
    NEVER,
  );
  return { outcome, asked, connection: connections[0] };
}

describe("a connection", () => {
  test("to API Gateway Local needs no profile and no Region, and takes no keys", async () => {
    const { outcome, connection } = await opened({ endpointUrl: AT }, "local");
    expect(connection).toEqual({ region: "us-east-1", endpointUrl: AT, dummyKeys: true });
    expect(outcome).toMatchObject({ kind: "opened", endpoint: AT, region: "us-east-1", isLocal: true });
    const { outcome: other, connection: named } = await opened({ profile: "dev", endpointUrl: AT }, "local");
    expect(named).toEqual({ region: "eu-west-1", endpointUrl: AT, dummyKeys: true });
    expect(other).not.toHaveProperty("profile");
  });

  test("by the environment's endpoint as well", async () => {
    const { connection } = await opened({}, "local", { ...SETTINGS, endpoint: { every: AT } });
    expect(connection).toMatchObject({ endpointUrl: AT, dummyKeys: true });
  });

  test("to anything else signs with the profile that was chosen", async () => {
    const { outcome, connection } = await opened({ profile: "dev", endpointUrl: AT }, "other");
    expect(connection).toEqual({ profile: "dev", region: "eu-west-1", endpointUrl: AT });
    expect(outcome).not.toHaveProperty("isLocal");
    expect((await opened({ profile: "bare", endpointUrl: AT }, "other")).outcome).toMatchObject({
      reason: "noRegion",
    });
  });

  test("is not opened where nothing answers: nobody knows who would hear the keys", async () => {
    const { outcome, connection } = await opened({ profile: "dev", endpointUrl: AT }, "silent");
    expect(connection).toBeUndefined();
    expect(outcome).toMatchObject({ kind: "failed", reason: "network", couldStartLocal: true });
    expect(outcome).toHaveProperty(
      "message",
      expect.stringMatching(/^Nothing answers at .*:4570, so nothing/),
    );
  });

  test.each(["https://gateway.example", "http://localhost:1/path", undefined])(
    "elsewhere asks nobody: %s",
    async (endpointUrl) => {
      const { asked, connection } = await opened(
        { profile: "dev", ...(endpointUrl === undefined ? {} : { endpointUrl }) },
        "local",
      );
      expect(asked).toEqual([]);
      expect(connection).not.toHaveProperty("dummyKeys");
    },
  );
});
