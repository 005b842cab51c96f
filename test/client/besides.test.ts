// What a deploy that went well says of what else was sent and found out.
import { expect, test, vi } from "vitest";
import { besidesOf } from "../../client/src/deploy/besides";
import type { DeploySuccess, SettledDoubt } from "../../server/src/contract";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

const HEADERS = ["method.response.header.ETag", "method.response.header.X-Id"];
const EARLIER: SettledDoubt = {
  entry: "e",
  target: { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "200" },
  found: "stored",
  message: "An `earlier` deploy is stored.",
};

test.each<[string, Pick<DeploySuccess, "declared" | "earlier">, string]>([
  ["nothing", {}, ""],
  [
    "the headers that were declared",
    { declared: { call: "declareHeaders", headers: HEADERS } },
    "Before that, these headers were declared on the method response: ETag, X-Id.",
  ],
  [
    "the method response that was put",
    { declared: { call: "putMethodResponse", headers: [] } },
    "Before that, the method response was put.",
  ],
  [
    "its headers, and what became of an earlier deploy",
    { declared: { call: "putMethodResponse", headers: HEADERS }, earlier: [EARLIER] },
    "Before that, the method response was put, with these headers: ETag, X-Id. An earlier deploy is stored.",
  ],
])("%s", (_name, beside, words) => {
  expect(besidesOf(beside).join(" ")).toBe(words);
});
