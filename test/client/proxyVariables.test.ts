import { expect, test } from "vitest";
import { type ProxySettings, proxyVariables } from "../../client/src/proxyVariables";
import { proxyFor } from "../../server/src/deploy/aws/proxy";

const ENVIRONMENT = { https_proxy: "http://environment.example:1", NO_PROXY: "" };

test.each<[string, ProxySettings, string | undefined]>([
  ["nothing", {}, "environment.example:1"],
  ["an empty proxy", { proxy: " " }, "environment.example:1"],
  ["what is no text", { proxy: 3, noProxy: "x", support: null }, "environment.example:1"],
  ["a proxy", { proxy: "http://setting.example:2" }, "setting.example:2"],
  ["a proxy, and that none is wanted", { proxy: "http://setting.example:2", support: "off" }, undefined],
  ["what needs none", { noProxy: ["a.example", "amazonaws.com"] }, undefined],
  ["what needs none, elsewhere", { noProxy: ["a.example"] }, "environment.example:1"],
])("with %s in the settings, %j, the server goes through %s", (_name, settings, name) => {
  const env = { ...ENVIRONMENT, ...proxyVariables(settings) };
  expect(proxyFor("apigateway.us-east-1.amazonaws.com", 443, env)?.name).toBe(name);
});
