// The life of a server, from the first message to the exit code.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { SERVER_COMMANDS } from "../../server/src/contract";
import { TOKEN_TYPES } from "../../server/src/service";
import { Editor, OWN_URI, PULLS, SERVER, startEditor } from "./editor";

const ERRORS = { notInitialized: -32002, invalidRequest: -32600, methodNotFound: -32601 };

describe("initialize", () => {
  test("a client that declares nothing gets what every editor knows", async () => {
    await using editor = await startEditor();
    expect(editor.capabilities).toEqual({
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 2 },
      completionProvider: { triggerCharacters: ['"', ".", "'", ":", "\\", "$", "#"], resolveProvider: false },
      hoverProvider: true,
      signatureHelpProvider: { triggerCharacters: ["("], retriggerCharacters: [",", ")"] },
      inlayHintProvider: { resolveProvider: false },
      documentSymbolProvider: true,
      selectionRangeProvider: true,
      documentLinkProvider: { resolveProvider: false },
      documentHighlightProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: true,
      semanticTokensProvider: {
        legend: {
          tokenTypes: [...TOKEN_TYPES],
          tokenModifiers: ["declaration", "readonly", "defaultLibrary"],
        },
        full: true,
        range: true,
      },
      codeLensProvider: { resolveProvider: false },
      foldingRangeProvider: true,
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      documentOnTypeFormattingProvider: { firstTriggerCharacter: ")" },
      executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
    });
  });

  test("what JSON support does too is registered for our own language only", async () => {
    await using editor = await startEditor({
      capabilities: {
        textDocument: {
          formatting: { dynamicRegistration: true },
          rangeFormatting: { dynamicRegistration: true },
          onTypeFormatting: { dynamicRegistration: true },
          foldingRange: { dynamicRegistration: true },
        },
      },
    });
    expect(editor.capabilities).not.toHaveProperty("documentFormattingProvider");
    expect(editor.capabilities).not.toHaveProperty("documentRangeFormattingProvider");
    expect(editor.capabilities).not.toHaveProperty("documentOnTypeFormattingProvider");
    expect(editor.capabilities).not.toHaveProperty("foldingRangeProvider");
    const { params } = await editor.next(({ method }) => method === "client/registerCapability");
    const documentSelector = [{ language: "apigateway-integration-response" }];
    const withTemplates = [...documentSelector, { language: "apigateway-vtl" }];
    expect(
      params.registrations.map(({ method, registerOptions }: Record<string, unknown>) => [
        method,
        registerOptions,
      ]),
    ).toEqual([
      ["textDocument/formatting", { documentSelector }],
      ["textDocument/rangeFormatting", { documentSelector }],
      ["textDocument/onTypeFormatting", { documentSelector: withTemplates, firstTriggerCharacter: ")" }],
      ["textDocument/foldingRange", { documentSelector: withTemplates }],
    ]);
  });

  test("a client that can do nothing is served", async () => {
    const editor = new Editor();
    const result = await editor.request("initialize", { processId: null, rootUri: null, capabilities: {} });
    expect(result.serverInfo).toEqual({ name: "apigw-response", version: "0.1.0" });
    expect(await editor.stop()).toBe(0);
  });
});

describe("the order of things", () => {
  test("nothing is answered before initialize", async () => {
    const editor = new Editor();
    await expect(
      editor.request("textDocument/hover", {
        textDocument: { uri: OWN_URI },
        position: { line: 0, character: 0 },
      }),
    ).rejects.toMatchObject({ code: ERRORS.notInitialized });
    await editor.initialize();
    await expect(editor.initialize()).rejects.toMatchObject({ code: ERRORS.invalidRequest });
    await expect(editor.request("textDocument/nothing", {})).rejects.toMatchObject({
      code: ERRORS.methodNotFound,
    });
    expect(await editor.stop()).toBe(0);
  });

  test("nothing is answered after shutdown", async () => {
    await using editor = await startEditor({ capabilities: PULLS });
    await editor.request("shutdown");
    await expect(editor.pulled()).rejects.toMatchObject({ code: ERRORS.invalidRequest });
  });
});

describe("the end", () => {
  test("exit after shutdown is 0", async () => {
    const editor = await startEditor();
    expect(await editor.stop()).toBe(0);
  });

  test("exit without shutdown is 1", async () => {
    const editor = await startEditor();
    await editor.notify("exit");
    expect(await editor.exited).toBe(1);
  });

  test("the server ends when its client closes the stream", async () => {
    const editor = await startEditor();
    editor.child.stdin?.end();
    expect(await editor.exited).toBe(1);
  });

  test("the server ends when its parent leaves the channel", async () => {
    const child = fork(SERVER, ["--node-ipc"], { stdio: "ignore" });
    child.send({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { processId: null, capabilities: {} },
    });
    const [answer] = await once(child, "message");
    expect(answer).toMatchObject({ id: 1, result: { serverInfo: { name: "apigw-response" } } });
    const exited = once(child, "exit");
    child.disconnect();
    expect((await exited)[0]).toBe(1);
  });

  test("a server that is not told how it is spoken to says so", async () => {
    const child = spawn(process.execPath, [SERVER], { stdio: ["ignore", "pipe", "pipe"] });
    let told = "";
    child.stderr.on("data", (data) => {
      told += data;
    });
    const [code] = await once(child, "exit");
    expect(code).toBe(2);
    expect(told).toContain("--stdio");
  });
});
