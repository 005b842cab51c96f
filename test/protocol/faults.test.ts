// A rule, a feature and a service that fail, in a server on streams in memory: the rest goes on, the log keeps the secret.
import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import {
  CancellationTokenSource,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { createConnection } from "vscode-languageserver/node";
import { OWN_LANGUAGE_ID } from "../../server/src/contract";
import { startSession } from "../../server/src/protocol/session";
import { type Runtime, startServer } from "../../server/src/protocol/startServer";
import type { Subjects } from "../../server/src/service/rules/rule";
import { OWN_URI } from "./editor";

const SECRET = "the template's secret";

vi.mock("../../server/src/service/rules/index", async (original) => {
  const rules = await original<typeof import("../../server/src/service/rules/index")>();
  const throwing = {
    ...rules.RULES[0],
    id: "throwing",
    subject: "document",
    check: ({ tree }: Subjects["document"]) => JSON.parse(tree.text),
  };
  return { ...rules, RULES: [throwing, ...rules.RULES] };
});

vi.mock("../../server/src/service/features/hover", () => ({
  hoverAt: ({ text }: { text: string }) => {
    throw new Error(`cannot read ${text}`);
  },
}));

const loads: Runtime["loadSession"] = async () => (opening) => startSession(opening, {});

function connect(loadSession = loads) {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startServer({
    version: "0",
    connect: (options) => createConnection(toServer, toClient, options),
    turn: () => new Promise(setImmediate),
    loadSession,
  });
  const client = createMessageConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  const log: string[] = [];
  client.onNotification("window/logMessage", ({ message }) => void log.push(message));
  const told: string[] = [];
  client.onNotification("window/showMessage", ({ message }) => void told.push(message));
  client.listen();
  return { client, log, told };
}

test("a rule and a feature that throw cost only themselves", async () => {
  const { client, log } = connect();
  await client.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  const textDocument = { uri: OWN_URI };
  const text = `{ "responseTemplates": { "a/b": "${SECRET}" }, "contentHandling": "x", "y": ${SECRET} }`;
  await client.sendNotification("textDocument/didOpen", {
    textDocument: { ...textDocument, languageId: OWN_LANGUAGE_ID, version: 1, text },
  });
  const position = { line: 0, character: 5 };
  const report: { items: { code: string }[] } = await client.sendRequest("textDocument/diagnostic", {
    textDocument,
  });
  expect(report.items.map(({ code }) => code)).toContain("content-handling");
  await expect(client.sendRequest("textDocument/hover", { textDocument, position })).rejects.toMatchObject({
    code: -32603,
    message: "textDocument/hover failed. The log says where.",
  });
  expect(await client.sendRequest("textDocument/documentSymbol", { textDocument })).not.toHaveLength(0);
  expect(log).toEqual([
    expect.stringMatching(/^The rule throwing failed for file:.*: SyntaxError\n\s+at JSON\.parse/),
    expect.stringMatching(/^textDocument\/hover failed for file:.*: Error\n\s+at hoverAt/),
  ]);
  expect(log.join("\n")).not.toContain(SECRET);
});

test("a service that cannot be loaded is told to the user and in every answer", async () => {
  const { client, log, told } = connect(() => Promise.reject(new Error(SECRET)));
  const position = { line: 0, character: 5 };
  const initializing = client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  const hover = client.sendRequest("textDocument/hover", { textDocument: { uri: OWN_URI }, position });
  expect(await initializing).toHaveProperty("capabilities.hoverProvider", true);
  const message = "The language server could not load all of its files. Install it again.";
  await expect(hover).rejects.toMatchObject({ code: -32603, message });
  await expect(client.sendRequest("textDocument/codeLens", {})).rejects.toMatchObject({ message });
  expect(await client.sendRequest("shutdown")).toBeNull();
  expect(told).toEqual([message]);
  expect(log).toEqual([expect.stringMatching(/^The service could not be loaded: Error\n\s+at /)]);
  expect(log.join("\n")).not.toContain(SECRET);
});

test("what comes while the service is loading is answered in its order, and can be cancelled", async () => {
  let load = () => {};
  const loaded = new Promise<void>((resolve) => {
    load = resolve;
  });
  const { client } = connect(() => loaded.then(loads));
  await client.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  const textDocument = { uri: OWN_URI };
  await client.sendNotification("textDocument/didOpen", {
    textDocument: { ...textDocument, languageId: OWN_LANGUAGE_ID, version: 1, text: '{ "a": 1 }' },
  });
  const cancellation = new CancellationTokenSource();
  const cancelled = client.sendRequest("textDocument/documentSymbol", { textDocument }, cancellation.token);
  cancellation.cancel();
  await client.sendNotification("textDocument/didChange", {
    textDocument: { ...textDocument, version: 2 },
    contentChanges: [{ text: '{ "statusCode": "2" }' }],
  });
  const symbols = client.sendRequest<{ name: string }[]>("textDocument/documentSymbol", { textDocument });
  load();
  await expect(cancelled).rejects.toMatchObject({ code: -32800 });
  expect((await symbols).map(({ name }) => name)).toEqual(["Integration response 2", "statusCode"]);
});
