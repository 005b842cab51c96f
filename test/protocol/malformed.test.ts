// Whatever comes in: an answer goes out, and the server lives on.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codesOf, OWN_URI, PULLS, startEditor } from "./editor";

const textDocument = { uri: OWN_URI };
const range = { start: { line: 0, character: 0 }, end: { line: 99_999, character: 99_999 } };
const options = { tabSize: 1e9, insertSpaces: true };

const QUESTIONS = [
  ["textDocument/completion", { position: range.end }],
  ["textDocument/hover", { position: { line: -4, character: 2.5 } }],
  ["textDocument/codeAction", { range, context: { diagnostics: [] } }],
  ["textDocument/documentSymbol", {}],
  ["textDocument/foldingRange", {}],
  ["textDocument/selectionRange", { positions: [range.start, range.end] }],
  ["textDocument/formatting", { options }],
  ["textDocument/rangeFormatting", { options, range }],
  ["textDocument/onTypeFormatting", { position: range.end, ch: ")", options }],
  ["textDocument/documentLink", {}],
  ["textDocument/codeLens", {}],
  ["textDocument/diagnostic", {}],
] as const;

test("any bytes in an open document are answered for every feature", async () => {
  await using editor = await startEditor({ capabilities: PULLS });
  const anyText = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => new TextDecoder().decode(bytes)),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          "{",
          "}",
          "[",
          "]",
          '"',
          ":",
          ",",
          "\\",
          "'",
          "//",
          "/*",
          "\n",
          "\0",
          "selectionPattern",
          "\uFEFF",
          "\uD800",
        ),
      )
      .map((parts) => parts.join("")),
  );
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      await editor.open(text);
      await Promise.all(
        QUESTIONS.map(([method, params]) => editor.request(method, { textDocument, ...params })),
      );
    }),
    { numRuns: 150 },
  );
  expect(editor.log()).toBe("");
});

test("a question about a document that is not open has no answer, and is no error", async () => {
  await using editor = await startEditor({ capabilities: PULLS });
  for (const [method, params] of QUESTIONS) {
    const answer = await editor.request(method, { textDocument: { uri: "x:not open" }, ...params });
    expect(answer ?? null).toEqual(method === "textDocument/diagnostic" ? { kind: "full", items: [] } : null);
  }
  expect(await editor.request("apigatewayResponse/target", { uri: "%" })).toEqual({
    recognised: false,
    known: {},
    sources: [],
    conflicts: [],
  });
});

describe("a message that is not what the protocol says", () => {
  test("is answered so, whatever the request, and nothing is logged", async () => {
    await using editor = await startEditor({ capabilities: PULLS });
    await editor.open('{ "statusCode": "2" }');
    const others = [
      "completionItem/resolve",
      "codeAction/resolve",
      "workspace/executeCommand",
      "apigatewayResponse/target",
    ];
    const malformed = [undefined, null, {}, [], [1, 2], { textDocument: null }, { textDocument: { uri: 7 } }];
    for (const method of [...QUESTIONS.map(([question]) => question), ...others]) {
      for (const params of malformed) {
        await expect(
          editor.connection.sendRequest(method, ...(params === undefined ? [] : [params])),
          `${method} ${JSON.stringify(params)}`,
        ).rejects.toMatchObject({ code: -32602 });
      }
    }
    expect(editor.log()).toBe("");
  });

  test.each([
    ["textDocument/hover", { position: null }],
    ["textDocument/completion", { position: 3 }],
    ["textDocument/codeAction", { range: { start: range.start }, context: { diagnostics: [] } }],
    ["textDocument/codeAction", { range }],
    ["textDocument/codeAction", { range, context: { diagnostics: [null] } }],
    ["textDocument/codeAction", { range, context: { diagnostics: [], only: "quickfix" } }],
    ["textDocument/selectionRange", { positions: [null] }],
    ["textDocument/formatting", {}],
    ["textDocument/rangeFormatting", { options, range: [] }],
    ["textDocument/onTypeFormatting", { options, ch: ")" }],
  ])("%s with %j is answered so", async (method, params) => {
    await using editor = await startEditor({ capabilities: PULLS });
    await editor.open('{ "statusCode": "2" }');
    await expect(editor.request(method, { textDocument, ...params })).rejects.toMatchObject({ code: -32602 });
    expect(editor.log()).toBe("");
  });

  test.each([
    ["textDocument/hover", {}],
    ["textDocument/hover", { textDocument }],
    ["textDocument/codeAction", { textDocument }],
    ["codeAction/resolve", {}],
    ["codeAction/resolve", { title: "x", data: { uri: OWN_URI, opening: 7 } }],
    ["completionItem/resolve", { label: "x", data: 7 }],
    ["workspace/executeCommand", { command: "rm", arguments: [] }],
    ["workspace/executeCommand", { command: "apigatewayResponse.server.deploy" }],
    [
      "workspace/executeCommand",
      { command: "apigatewayResponse.server.planDeploy", arguments: [{ uri: 3 }] },
    ],
    ["apigatewayResponse/target", {}],
  ])("%s %j leaves the server at work", async (method, params) => {
    await using editor = await startEditor({ capabilities: PULLS });
    await editor.open('{ "statusCode": "2" }');
    await editor.request(method, params).catch(() => undefined);
    expect(codesOf(await editor.pulled())).toEqual(["status-code"]);
  });

  test("as a notification leaves the server at work", async () => {
    await using editor = await startEditor({ capabilities: PULLS });
    await editor.open('{ "statusCode": "2" }');
    await editor.notify("textDocument/didChange", { textDocument: { uri: OWN_URI, version: 2 } });
    await editor.notify("textDocument/didOpen", {});
    await editor.notify("textDocument/didClose", {});
    await editor.notify("apigatewayResponse/hostState", [1]);
    await editor.notify("workspace/didChangeConfiguration");
    await editor.notify("$/somethingOptional", {});
    expect(codesOf(await editor.pulled())).toEqual(["status-code"]);
  });
});

test("a long line with a thousand findings is told in every encoding", async () => {
  await using editor = await startEditor({
    capabilities: { ...PULLS, general: { positionEncodings: ["utf-8"] } },
  });
  await editor.open(`{ "selectionPattern": "${"é\\d".repeat(50_000)}" }`);
  const diagnostics = await editor.pulled();
  expect(diagnostics.length).toBeGreaterThan(900);
  expect(diagnostics[0]?.range).toEqual({
    start: { line: 0, character: 25 },
    end: { line: 0, character: 27 },
  });
});

test("a huge document does not keep the others waiting", async () => {
  await using editor = await startEditor({ capabilities: PULLS });
  const huge = "file:///work/huge.integration-response.json";
  await editor.open(`[${"[1, 2, 3],".repeat(400_000)}]`, { uri: huge });
  const order: string[] = [];
  const slow = editor.pulled(huge).then(() => order.push("huge"));
  await editor.open('{ "statusCode": "2" }');
  await editor.pulled().then(() => order.push("small"));
  await slow;
  expect(order).toEqual(["small", "huge"]);
});
