// What a response is called: by names where they were learnt, of each endpoint its own.
import { expect, test, vi } from "vitest";
import { confirmationOf } from "../../client/src/deploy/words";
import { Names } from "../../client/src/remote/names";
import type { DeployPlan } from "../../server/src/contract";
import { Memory } from "./fakeWindow";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

const TARGET = { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "404" };
const PLAN: DeployPlan = {
  ...{
    kind: "plan",
    uri: "file:///200.json",
    version: 1,
    target: TARGET,
    region: "us-east-1",
    endpoint: "AWS",
  },
  ...{ liveState: "absent", wanted: {}, differences: [], preflight: [], digest: "d" },
};

test.each([
  ["AWS", ["api1", "pets"], ["res1", "/pets/{petId}"], "GET /pets/{petId} 404 of pets"],
  ["AWS", undefined, ["res1", "/pets/{petId}"], "GET /pets/{petId} 404"],
  ["AWS", ["api1", "pets"], undefined, "GET /…/404 of pets"],
  ["AWS", ["other", "pets"], ["other", "/pets"], "GET /…/404"],
  ["http://127.0.0.1:4570", ["api1", "pets"], ["res1", "/pets"], "GET /…/404"],
])("learnt at %s: API %j, path %j", async (endpoint, api, path, name) => {
  const names = new Names(new Memory());
  if (api !== undefined) {
    await names.learnApis(endpoint, [{ id: api[0] ?? "", name: api[1] ?? "" }]);
  }
  if (path !== undefined) {
    await names.learnPaths(endpoint, "api1", [{ id: path[0] ?? "", path: path[1] ?? "" }]);
  }
  const named = names.responseInApi("AWS", TARGET);
  expect(named).toBe(name);
  expect(confirmationOf(PLAN, undefined, named).message).toBe(`Deploy ${name} to AWS?`);
});
