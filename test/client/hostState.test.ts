// What only the user's own configuration decides reaches a server that is running, as soon as it changes.
import { beforeEach, expect, test, vi } from "vitest";
import { Connection } from "../../client/src/connect";
import { Tell } from "../../client/src/tell";
import type { HostState } from "../../server/src/contract";
import { WINDOW } from "./fakeWindow";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

const { told } = vi.hoisted(() => ({ told: [] as HostState[] }));

vi.mock("../../client/src/session", () => ({
  openSession: async () => ({ tellHostState: async (state: HostState) => told.push(state) }),
}));

const NOWHERE = () => Promise.reject(new Error("No client is made here."));

beforeEach(() => {
  WINDOW.restart();
  told.length = 0;
});

test.each<[string, unknown, Partial<HostState>]>([
  ["apigatewayResponse.endpointUrl", "https://a.example", { endpointUrl: "https://a.example" }],
  ["apigatewayResponse.protected", ["prod"], { protected: ["prod"] }],
  [
    "http.proxy",
    "http://b.example:1",
    { proxyVariables: { HTTPS_PROXY: "http://b.example:1", https_proxy: "http://b.example:1" } },
  ],
  [
    "http.noProxy",
    ["c.example", "d.example"],
    { proxyVariables: { NO_PROXY: "c.example,d.example", no_proxy: "c.example,d.example" } },
  ],
  [
    "http.proxySupport",
    "off",
    { proxyVariables: { HTTPS_PROXY: "", https_proxy: "", ALL_PROXY: "", all_proxy: "" } },
  ],
])("%s", async (name, value, expected) => {
  const connection = new Connection({ createClient: NOWHERE, deploys: true }, new Tell());
  await connection.start();
  WINDOW.set(name, value);
  WINDOW.set("http.proxyStrictSSL", false);
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told[0]).toMatchObject(expected);
});
