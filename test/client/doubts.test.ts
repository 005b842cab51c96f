// What the client does with doubts: looked at when the server starts, told, and looked at again when the user asks.
import { beforeEach, expect, test, vi } from "vitest";
import { watchDoubts } from "../../client/src/deploy/doubts";
import { Tell } from "../../client/src/tell";
import { SERVER_COMMANDS } from "../../server/src/contract";
import { EventEmitter, Memory, WINDOW } from "./fakeWindow";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);

const TARGET = { restApiId: "a", stageName: "prod" };
const WORDS = "An earlier deployment is still in doubt.";

/** A server that has one doubt, which stays. */
class Server {
  readonly didStart = new EventEmitter<void>();
  readonly onDidStart = this.didStart.event;
  readonly started = true;
  /** The params of each look. */
  readonly looks: object[] = [];

  async run(command: string, params: object): Promise<object> {
    if (command === SERVER_COMMANDS.openDoubts) {
      return { kind: "doubts", doubts: [{ entry: "one", target: TARGET }] };
    }
    this.looks.push(params);
    return {
      kind: "settled",
      settled: [{ entry: "one", target: TARGET, found: "unsettled", message: WORDS }],
    };
  }
}

let server: Server;

beforeEach(() => {
  WINDOW.restart();
  server = new Server();
  const connection = server as never;
  watchDoubts({ connection, tell: new Tell(), memory: new Memory(), historyCommand: "history" });
});

async function start(): Promise<void> {
  server.didStart.fire();
  await vi.waitFor(() => WINDOW.toast(WORDS));
}

test("a look that nobody asked for asks for no code, and Look Again may", async () => {
  await start();
  expect(server.looks).toEqual([{ entries: ["one"] }]);
  WINDOW.toast(WORDS).press("Look Again");
  await vi.waitFor(() => expect(server.looks).toHaveLength(2));
  expect(server.looks[1]).toEqual({ entries: ["one"], askMfa: true });
});

test("what the user wants to hear of no more is not looked at", async () => {
  await start();
  WINDOW.toast(WORDS).press("Do Not Say Again");
  await Promise.resolve();
  const asked = vi.spyOn(server, "run");
  server.didStart.fire();
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
  await asked.mock.results[0]?.value;
  await Promise.resolve();
  expect(server.looks).toHaveLength(1);
});
