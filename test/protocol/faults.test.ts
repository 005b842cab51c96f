// A rule and a feature that throw, in a server on streams in memory: the rest goes on, and the log keeps the secret.
import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { createConnection } from "vscode-languageserver/node";
import { OWN_LANGUAGE_ID } from "../../server/src/contract";
import { startServer } from "../../server/src/protocol/server";
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

function connect() {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const server = createConnection(toServer, toClient);
  startServer(server, { version: "0", turn: () => new Promise(setImmediate) });
  const client = createMessageConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  const log: string[] = [];
  client.onNotification("window/logMessage", ({ message }) => void log.push(message));
  client.listen();
  return { client, log };
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
