// A server that is ended while it owes answers: whoever waits for one learns it, also where the client stops in vain.
import { expect, test, vi } from "vitest";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Forwarding } from "../../client/src/forwarding";
import { Session } from "../../client/src/session";

vi.mock("vscode", async () => (await import("./fakeWindow")).WINDOW.vscode);
vi.mock("vscode-languageclient", () => ({
  ExecuteCommandRequest: { type: "workspace/executeCommand" },
  State: { Running: 2 },
}));

/** A client whose server answers what is in `answers`, and nothing else. */
function sessionOf(answers: Readonly<Record<string, unknown>>, dispose: () => Promise<void>): Session {
  const client = {
    start: async () => undefined,
    isRunning: () => true,
    sendRequest: (type: string) =>
      type in answers ? Promise.resolve(answers[type]) : new Promise(() => undefined),
    dispose,
  };
  const forwarding = { reset: () => undefined, has: () => true };
  return new Session(client as unknown as BaseLanguageClient, forwarding as unknown as Forwarding);
}

test.each([
  ["in order", async () => undefined, true],
  ["in vain", () => Promise.reject(new Error("Stopping the server timed out")), false],
])("the client stops %s", async (_, dispose, isOrderly) => {
  const session = sessionOf({ "workspace/executeCommand": "done" }, dispose);
  expect(await session.run("any", {})).toBe("done");
  const preview = session.preview({ uri: "file:///200.json" });
  const target = session.target({ toString: () => "file:///200.json" } as never);
  const ended = session.end();
  await expect(preview).rejects.toThrow("was ended");
  await expect(target).rejects.toThrow("was ended");
  await (isOrderly ? ended : expect(ended).rejects.toThrow("timed out"));
});
