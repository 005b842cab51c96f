// The connection tells whoever shows what is deployed that something was, and of nothing else.
import { expect, test, vi } from "vitest";
import { Connection } from "../../client/src/connect";
import { Tell } from "../../client/src/tell";
import { SERVER_COMMANDS } from "../../server/src/contract";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

const { answers } = vi.hoisted(() => ({ answers: [] as unknown[] }));

vi.mock("../../client/src/session", () => ({
  openSession: async () => ({ run: async () => answers.shift(), end: async () => undefined }),
}));

const TARGET = { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "200" };

test.each([
  ["a deploy that was stored", { kind: "deployed", target: TARGET }, [TARGET]],
  ["a deploy that failed", { kind: "failed", reason: "network", message: "The line is down." }, []],
  ["a plan", { kind: "plan", target: TARGET }, []],
  ["a rule that is not there", null, []],
])("after %s", async (_, answer, told) => {
  const createClient = () => Promise.reject(new Error("No client is made here."));
  const connection = new Connection({ createClient, deploys: true }, new Tell());
  const heard: unknown[] = [];
  connection.onDidDeploy((target) => heard.push(target));
  answers.push(answer);
  expect(await connection.run(SERVER_COMMANDS.deploy, {})).toBe(answer);
  expect(heard).toEqual(told);
});
