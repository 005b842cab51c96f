// The worker's bundle in a context that has what a web worker has, and nothing of Node.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { expect, test } from "vitest";
import {
  LIST_FILES_REQUEST,
  OWN_LANGUAGE_ID,
  READ_FILE_REQUEST,
  SERVER_COMMANDS,
} from "../../server/src/contract";

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
  /** What the client answers each request of the server with. */
  readonly answers = new Map<string, unknown>();
  readonly #waiting = new Map<number, (message: Message) => void>();
  #asked = 0;

  constructor() {
    const self = {
      addEventListener: () => undefined,
      postMessage: (message: Message) => {
        this.sent.push(message);
        if (message.method === undefined) {
          this.#waiting.get(message.id ?? -1)?.(message);
        } else if (message.id !== undefined) {
          const result = this.answers.get(message.method) ?? null;
          this.onmessage?.({ data: { jsonrpc: "2.0", id: message.id, result } });
        }
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
  const { capabilities } = await scope.request("initialize", {
    processId: null,
    capabilities: { textDocument: { diagnostic: {} } },
    initializationOptions: { trusted: true },
  });
  // There is a lens for each method all the same: its patterns can be tried.
  expect(capabilities).toHaveProperty("codeLensProvider");
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

test("the files of a virtual workspace are the client's to read", async () => {
  const scope = new Scope();
  const folder = "vscode-vfs://github/x/integration/responses";
  scope.answers.set(LIST_FILES_REQUEST, [`${folder}/500.json`]);
  scope.answers.set(READ_FILE_REQUEST, '{ "selectionPattern": "" }');
  await scope.request("initialize", {
    processId: null,
    capabilities: { textDocument: { diagnostic: {} } },
    initializationOptions: { answersFiles: true },
  });
  scope.notify("initialized", {});
  const textDocument = { uri: `${folder}/200.json` };
  scope.notify("textDocument/didOpen", {
    textDocument: { ...textDocument, languageId: OWN_LANGUAGE_ID, version: 1, text: "{}" },
  });
  const { items } = await scope.request("textDocument/diagnostic", { textDocument });
  expect(items.map(({ code }: { code: string }) => code)).toEqual(["two-defaults"]);
});
