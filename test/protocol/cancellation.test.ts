// Cancelled work, over the wire: before it begins, in the middle, and never at the cost of others.

import { expect, test } from "vitest";
import { CancellationTokenSource } from "vscode-jsonrpc/node";
import { OWN_URI, PULLS, startEditor } from "./editor";

/** Its analysis takes hundreds of turns. */
const LARGE = `{ "responseParameters": {\n${Array.from({ length: 60_000 }, (_, at) => `"method.response.header.X${at}": "'v'"`).join(",\n")}\n} }`;
const CANCELLED = { code: -32800 };
const SYMBOLS = { textDocument: { uri: OWN_URI } };

test("a request that is cancelled before its turn is not carried out", async () => {
  await using editor = await startEditor({ capabilities: PULLS });
  await editor.open(LARGE);
  const source = new CancellationTokenSource();
  const asked = editor.connection.sendRequest("textDocument/documentSymbol", SYMBOLS, source.token);
  source.cancel();
  await expect(asked).rejects.toMatchObject(CANCELLED);
});

test("a request in progress ends when it is cancelled, and the same request of another goes on", async () => {
  await using editor = await startEditor({ capabilities: PULLS });
  await editor.open(LARGE);
  const order: string[] = [];
  const source = new CancellationTokenSource();
  const cancelled = editor.connection
    .sendRequest("textDocument/documentSymbol", SYMBOLS, source.token)
    .finally(() => order.push("cancelled"));
  const patient = editor.request("textDocument/documentSymbol", SYMBOLS).finally(() => order.push("patient"));
  // Answered at once, since it is about another document: the requests above are then in progress.
  await editor.request("apigatewayResponse/target", { uri: "file:///elsewhere" });
  order.push("in progress");
  source.cancel();
  await expect(cancelled).rejects.toMatchObject(CANCELLED);
  expect(await patient).not.toHaveLength(0);
  expect(order).toEqual(["in progress", "cancelled", "patient"]);
});

test.each([
  ["textDocument/hover", { position: { line: 1, character: 3 } }],
  ["textDocument/completion", { position: { line: 1, character: 3 } }],
  ["textDocument/diagnostic", {}],
  ["textDocument/foldingRange", {}],
])("%s in progress ends when it is cancelled", async (method, params) => {
  await using editor = await startEditor({ capabilities: PULLS });
  await editor.open(LARGE);
  const source = new CancellationTokenSource();
  const asked = editor.connection.sendRequest(method, { ...SYMBOLS, ...params }, source.token);
  await editor.request("apigatewayResponse/target", { uri: "file:///elsewhere" });
  source.cancel();
  await expect(asked).rejects.toMatchObject(CANCELLED);
});

test.each([
  ["textDocument/diagnostic", {}],
  ["textDocument/references", { position: { line: 0, character: 40 }, context: {} }],
])("%s ends when it is cancelled while another response of the method is read", async (method, params) => {
  const folder = "file:///work/restapis/a/resources/b/methods/GET/integration/responses";
  await using editor = await startEditor({ capabilities: PULLS });
  const small = `{ "responseParameters": { "method.response.header.X": "'v'" } }`;
  await editor.open(small, { uri: `${folder}/200.json` });
  await editor.open(LARGE, { uri: `${folder}/404.json` });
  const order: string[] = [];
  const source = new CancellationTokenSource();
  const cancelled = editor.connection
    .sendRequest(method, { textDocument: { uri: `${folder}/200.json` }, ...params }, source.token)
    .finally(() => order.push("cancelled"));
  const patient = editor.pulled(`${folder}/404.json`).finally(() => order.push("patient"));
  await editor.request("apigatewayResponse/target", { uri: "file:///elsewhere" });
  order.push("in progress");
  source.cancel();
  await expect(cancelled).rejects.toMatchObject(CANCELLED);
  await patient;
  expect(order).toEqual(["in progress", "cancelled", "patient"]);
});

test("a question about a version that is gone is answered so", async () => {
  await using editor = await startEditor({ capabilities: PULLS });
  await editor.open(LARGE);
  const asked = editor.request("textDocument/hover", { ...SYMBOLS, position: { line: 1, character: 3 } });
  await editor.change([{ text: "{}" }]);
  await expect(asked).rejects.toMatchObject({ code: -32801 });
});

/** What is found in it is far more than what it is made of. */
const FAULTY: readonly (readonly [string, string])[] = [
  ["bad escapes in one string", `{ "selectionPattern": "${"\\d".repeat(300_000)}" }`],
  [
    "bad escapes and unknown members",
    `{ ${Array.from({ length: 30_000 }, (_, at) => `"x${at}": "${"\\d".repeat(10)}"`).join(",\n")} }`,
  ],
];

test.each(FAULTY)("a text with very many %s is given up in the middle of its rules", async (_, text) => {
  await using editor = await startEditor({ capabilities: PULLS });
  await editor.open(text);
  const order: string[] = [];
  const source = new CancellationTokenSource();
  const cancelled = editor.connection
    .sendRequest("textDocument/diagnostic", SYMBOLS, source.token)
    .finally(() => order.push("cancelled"));
  const patient = editor.pulled().finally(() => order.push("patient"));
  for (let turn = 0; turn < 40; turn++) {
    await editor.request("apigatewayResponse/target", { uri: "file:///elsewhere" });
  }
  order.push("in progress");
  source.cancel();
  await expect(cancelled).rejects.toMatchObject(CANCELLED);
  expect(await patient).toHaveLength(1000);
  expect(order).toEqual(["in progress", "cancelled", "patient"]);
});
