// The connection tells whoever shows what is deployed that something was, and of nothing else.
import { expect, test, vi } from "vitest";
import { Connection } from "../../client/src/connect";
import { Tell } from "../../client/src/tell";
import {
  type Declaration,
  type DeployFailure,
  type DeployTarget,
  SERVER_COMMANDS,
  type SettledDoubt,
} from "../../server/src/contract";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

const { answers } = vi.hoisted(() => ({ answers: [] as unknown[] }));

vi.mock("../../client/src/session", () => ({
  openSession: async () => ({ run: async () => answers.shift(), end: async () => undefined }),
}));

const TARGET = { restApiId: "api1", resourceId: "res1", httpMethod: "GET", statusCode: "200" };

const OTHER = { ...TARGET, restApiId: "api2" };
const DECLARED: Declaration = { call: "declareHeaders", headers: ["method.response.header.X"] };

function failed(reason: DeployFailure["reason"]): DeployFailure {
  return { kind: "failed", reason, message: "It did not work." };
}

function doubt(found: SettledDoubt["found"], target: DeployTarget): SettledDoubt {
  return { entry: "one", target, found, message: "It was looked at." };
}

test.each<[string, unknown, object, readonly unknown[]]>([
  ["a deploy that was stored", { kind: "deployed", target: TARGET }, {}, [TARGET]],
  ["a deploy that failed", failed("network"), {}, []],
  [
    "a deploy that failed but declared",
    { ...failed("network"), declared: DECLARED },
    { target: TARGET },
    [TARGET],
  ],
  ["a deploy in doubt", failed("inDoubt"), { target: TARGET }, [TARGET]],
  ["a restore that declared", { ...failed("conflict"), declared: DECLARED }, { entry: "one" }, [undefined]],
  [
    "a deploy that failed and settled another",
    { ...failed("busy"), earlier: [doubt("overtaken", OTHER)] },
    {},
    [OTHER],
  ],
  [
    "several deploys, once for each API",
    {
      kind: "deployedAll",
      outcomes: [
        { uri: "a", outcome: { kind: "deployed", target: TARGET } },
        { uri: "b", outcome: { kind: "deployed", target: { ...TARGET, statusCode: "404" } } },
        { uri: "c", outcome: failed("badRequest") },
        { uri: "d", outcome: { ...failed("badRequest"), declared: DECLARED } },
      ],
    },
    { files: [{ target: TARGET }, { target: TARGET }, { target: TARGET }, { target: OTHER }] },
    [{ ...TARGET, statusCode: "404" }, OTHER],
  ],
  [
    "several deploys of which none was stored",
    { kind: "deployedAll", outcomes: [{ uri: "a", outcome: failed("badRequest") }] },
    { files: [{ target: TARGET }] },
    [],
  ],
  [
    "doubts that were settled",
    { kind: "settled", settled: [doubt("stored", TARGET), doubt("unsettled", OTHER)] },
    {},
    [TARGET],
  ],
  ["a plan", { kind: "plan", target: TARGET }, { target: TARGET }, []],
  ["a rule that is not there", null, {}, []],
])("after %s", async (_, answer, params, told) => {
  const createClient = () => Promise.reject(new Error("No client is made here."));
  const connection = new Connection({ createClient, deploys: true }, new Tell());
  const heard: unknown[] = [];
  connection.onDidDeploy((target) => heard.push(target));
  answers.push(answer);
  expect(await connection.run(SERVER_COMMANDS.deploy, params)).toBe(answer);
  expect(heard).toEqual(told);
});
