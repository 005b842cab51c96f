// The worker's bundle in a context that has what a web worker has, and nothing of Node.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { expect, test } from "vitest";
import { OWN_LANGUAGE_ID, SERVER_COMMANDS } from "../../server/src/contract";

const BUNDLE = readFileSync(join(import.meta.dirname, "../../dist/web/server.js"), "utf8");
const URI = "vscode-vfs://github/x/a.integration-response.json";

interface Message {
  readonly id?: number;
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server says.
  readonly result?: any;
}

/** What a dedicated worker's global scope offers, as far as a server could want it. */
class Scope {
  onmessage: ((event: { readonly data: unknown }) => void) | undefined;
  readonly sent: Message[] = [];
  readonly #waiting = new Map<number, (message: Message) => void>();
  #asked = 0;

  constructor() {
    const self = {
      addEventListener: () => undefined,
      postMessage: (message: Message) => {
        this.sent.push(message);
        this.#waiting.get(message.id ?? -1)?.(message);
      },
      set onmessage(listener: (event: { readonly data: unknown }) => void) {
        scope.onmessage = listener;
      },
    };
    const scope = this;
    const {
      MessageChannel,
      TextDecoder,
      TextEncoder,
      AbortController,
      URL,
      setTimeout,
      clearTimeout,
      console,
    } = globalThis;
    const queue = { queueMicrotask, setInterval, clearInterval };
    vm.runInNewContext(BUNDLE, {
      ...{ self, MessageChannel, TextDecoder, TextEncoder, AbortController, URL, setTimeout, clearTimeout },
      ...{ console, ...queue },
    });
  }

  notify(method: string, params?: unknown): void {
    this.onmessage?.({ data: { jsonrpc: "2.0", method, params } });
  }

  async request(method: string, params?: unknown): Promise<Message["result"]> {
    const id = ++this.#asked;
    const answered = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.onmessage?.({ data: { jsonrpc: "2.0", id, method, params } });
    return (await answered).result;
  }
}

test("the server in the browser checks and completes, and says that it cannot deploy", async () => {
  const scope = new Scope();
  await scope.request("initialize", {
    processId: null,
    capabilities: { textDocument: { diagnostic: {} } },
    initializationOptions: { trusted: true },
  });
  scope.notify("initialized", {});
  const textDocument = { uri: URI };
  // Long enough to need turns of the event loop.
  const text = `{ "selectionPattern": "2\\d", "responseTemplates": {${'"a/b": "",\n'.repeat(9_000)}"c/d": ""} }`;
  scope.notify("textDocument/didOpen", {
    textDocument: { ...textDocument, languageId: OWN_LANGUAGE_ID, version: 1, text },
  });
  const { items } = await scope.request("textDocument/diagnostic", { textDocument });
  expect(items[0]).toMatchObject({ code: "invalid-escape" });
  const position = { line: 0, character: 2 };
  const completion = await scope.request("textDocument/completion", { textDocument, position });
  expect(completion.items.length).toBeGreaterThan(0);
  expect(await scope.request("textDocument/codeLens", { textDocument })).toEqual([]);
  const argument = { uri: URI, version: 1, target: {}, region: "us-east-1" };
  for (const command of [SERVER_COMMANDS.deployChoices, SERVER_COMMANDS.planDeploy, SERVER_COMMANDS.deploy]) {
    const outcome = await scope.request("workspace/executeCommand", { command, arguments: [argument] });
    expect(outcome).toMatchObject({ kind: "failed", reason: "unsupportedHost" });
  }
  expect(await scope.request("shutdown")).toBeNull();
});
