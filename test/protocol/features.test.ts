// Each feature once over the wire: that it is reached, and that its answer is what the client can use.

import { describe, expect, test } from "vitest";
import type { CodeAction, CompletionItem, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { CLIENT_COMMANDS } from "../../server/src/contract";
import { type Encoding, Positions } from "../../server/src/protocol/positions";
import { applyEdits, Lines } from "../../server/src/service";
import { type Editor, OWN_URI, PULLS, startEditor } from "./editor";

const textDocument = { uri: OWN_URI };
const FAULTY = '{ "selectionPattern": "2\\d{2}" }';
const FIXED = '{ "selectionPattern": "2\\\\d{2}" }';
const BACKSLASH = { start: { line: 0, character: 24 }, end: { line: 0, character: 24 } };

/** The text after edits that came over the wire. */
function applied(text: string, edits: readonly TextEdit[], encoding: Encoding = "utf-16"): string {
  const positions = new Positions(new Lines(text), encoding);
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ span: positions.span(range), newText })),
  );
}

function editsOf(edit: WorkspaceEdit | undefined): readonly TextEdit[] {
  return edit?.changes?.[OWN_URI] ?? [];
}

async function actionsIn(editor: Editor, only?: string[], range = BACKSLASH): Promise<CodeAction[]> {
  return editor.request("textDocument/codeAction", {
    textDocument,
    range,
    context: { diagnostics: await editor.pulled(), ...(only === undefined ? {} : { only }) },
  });
}

describe("completion", () => {
  const at = { textDocument, position: { line: 0, character: 3 } };

  test("for a client without snippets is plain text with its documentation", async () => {
    await using editor = await startEditor();
    await editor.open('{ "" }');
    const { items }: { items: CompletionItem[] } = await editor.request("textDocument/completion", at);
    const item = items.find(({ label }) => label === "selectionPattern");
    expect(item).toMatchObject({ textEdit: { newText: expect.stringContaining("selectionPattern") } });
    expect(item?.documentation).toMatchObject({ kind: "plaintext", value: expect.stringMatching(/\w/) });
    expect(items.filter(({ insertTextFormat }) => insertTextFormat !== undefined)).toEqual([]);
    expect(items.filter(({ command }) => command !== undefined)).toEqual([]);
    expect(JSON.stringify(items)).not.toMatch(/\$\{?\d/);
  });

  test("for a client of ours has snippets, and documentation when an item is looked at", async () => {
    await using editor = await startEditor({
      capabilities: {
        textDocument: {
          completion: {
            completionItem: {
              snippetSupport: true,
              documentationFormat: ["markdown"],
              resolveSupport: { properties: ["documentation"] },
            },
          },
        },
      },
      initializationOptions: { trusted: true, clientCommands: Object.values(CLIENT_COMMANDS) },
    });
    await editor.open('{ "" }');
    const { items }: { items: CompletionItem[] } = await editor.request("textDocument/completion", at);
    expect(items.some(({ insertTextFormat }) => insertTextFormat === 2)).toBe(true);
    const item = items.find(({ label }) => label === "selectionPattern");
    expect(item).not.toHaveProperty("documentation");
    const change = { range: { start: at.position, end: at.position }, text: "s" };
    await editor.change([change]);
    const resolved: CompletionItem = await editor.request("completionItem/resolve", item);
    expect(resolved.documentation).toMatchObject({ kind: "markdown", value: expect.stringMatching(/\w/) });
    expect(resolved).toMatchObject({ label: "selectionPattern", textEdit: item?.textEdit });
  });
});

describe("hover", () => {
  const at = { textDocument, position: { line: 0, character: 5 } };
  const range = { start: { line: 0, character: 2 }, end: { line: 0, character: 20 } };

  test.each([
    ["markdown", ["markdown", "plaintext"]],
    ["plaintext", ["plaintext"]],
    ["plaintext", undefined],
  ] as const)("is %s for a client that takes %s", async (kind, contentFormat) => {
    await using editor = await startEditor(
      contentFormat === undefined
        ? {}
        : { capabilities: { textDocument: { hover: { contentFormat: [...contentFormat] } } } },
    );
    await editor.open(FIXED);
    const { contents, range: where } = await editor.request("textDocument/hover", at);
    expect(where).toEqual(range);
    expect(contents.kind).toBe(kind);
    if (kind === "plaintext") {
      expect(contents.value).not.toMatch(/`|\]\(|\*\*/);
    }
  });
});

describe("code actions", () => {
  const LITERALS = { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } };

  test("mend what is found, with the client's own diagnostic", async () => {
    await using editor = await startEditor({
      capabilities: {
        textDocument: { diagnostic: {}, codeAction: { ...LITERALS, isPreferredSupport: true } },
      },
    });
    expect(editor.capabilities.codeActionProvider).toEqual({
      codeActionKinds: ["quickfix", "refactor.rewrite", "source.fixAll.apigateway"],
      resolveProvider: false,
    });
    await editor.open(FAULTY);
    const [fix] = await actionsIn(editor);
    expect(fix).toMatchObject({ kind: "quickfix", isPreferred: true, diagnostics: await editor.pulled() });
    expect(applied(FAULTY, editsOf(fix?.edit))).toBe(FIXED);
  });

  test("mend all of a document when the client asks for it", async () => {
    await using editor = await startEditor({
      capabilities: { textDocument: { diagnostic: {}, codeAction: LITERALS } },
    });
    await editor.open(FAULTY);
    expect((await actionsIn(editor)).map(({ kind }) => kind)).not.toContain("source.fixAll.apigateway");
    expect(await actionsIn(editor, ["refactor"])).toEqual([]);
    for (const only of [["source"], ["source.fixAll"], ["source.fixAll.apigateway"]]) {
      const [all, ...others] = await actionsIn(editor, only);
      expect(others).toEqual([]);
      expect(all?.kind).toBe("source.fixAll.apigateway");
      expect(applied(FAULTY, editsOf(all?.edit))).toBe(FIXED);
    }
  });

  test("are sent without their edits to a client that asks for them later", async () => {
    await using editor = await startEditor({
      capabilities: {
        ...PULLS,
        textDocument: {
          ...PULLS.textDocument,
          codeAction: { ...LITERALS, dataSupport: true, resolveSupport: { properties: ["edit"] } },
        },
        workspace: { workspaceEdit: { documentChanges: true } },
      },
    });
    await editor.open(FAULTY);
    const [[fix], [all]] = [await actionsIn(editor), await actionsIn(editor, ["source.fixAll"])];
    for (const action of [fix, all]) {
      expect(action).not.toHaveProperty("edit");
      const { edit } = await editor.request("codeAction/resolve", action);
      expect(edit.documentChanges).toMatchObject([{ textDocument: { uri: OWN_URI, version: 1 } }]);
      expect(applied(FAULTY, edit.documentChanges[0].edits)).toBe(FIXED);
    }
    await editor.change([{ text: `${FAULTY} ` }]);
    await expect(editor.request("codeAction/resolve", fix)).rejects.toMatchObject({ code: -32801 });
  });

  test("offer to ignore a rule where the client can do that", async () => {
    const TEXT = '{ "responseParameters": { "method.response.header.X": "plain" } }';
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 99 } };
    const capabilities = { textDocument: { diagnostic: {}, codeAction: LITERALS } };
    await using ours = await startEditor({
      capabilities,
      initializationOptions: { clientCommands: [CLIENT_COMMANDS.ignoreRule] },
    });
    await ours.open(TEXT);
    const ignoring = (await actionsIn(ours, undefined, range)).filter(({ command }) => command !== undefined);
    const [rule] = (await ours.pulled()).map(({ code }) => code);
    expect(ignoring[0]?.command).toMatchObject({ command: CLIENT_COMMANDS.ignoreRule, arguments: [rule] });
    await using other = await startEditor({ capabilities });
    await other.open(TEXT);
    expect((await actionsIn(other, undefined, range)).filter(({ command }) => command)).toEqual([]);
  });

  test("convert the document when the user asks for what can be done, and light no bulb", async () => {
    await using editor = await startEditor({
      capabilities: { textDocument: { diagnostic: {}, codeAction: LITERALS } },
    });
    await editor.open('{ "selectionPattern": "" }');
    const range = { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } };
    expect(await actionsIn(editor, undefined, range)).toEqual([]);
    const [toCli] = await actionsIn(editor, ["refactor"], range);
    expect(toCli).toMatchObject({ title: "Convert to CLI Input", kind: "refactor.rewrite" });
    expect(editsOf(toCli?.edit)[0]?.newText).toContain('"statusCode": ""');
  });

  test("are not offered to a client that only knows commands", async () => {
    await using editor = await startEditor({ capabilities: PULLS });
    expect(editor.capabilities).not.toHaveProperty("codeActionProvider");
  });
});

const OUTLINE = `{
  "statusCode": "200",
  // why
  "responseParameters": {
    "method.response.header.X": "'v'"
  }
}`;

describe("symbols", () => {
  test("are a tree where the client knows trees", async () => {
    await using editor = await startEditor({
      capabilities: { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } },
    });
    await editor.open(OUTLINE);
    const [response] = await editor.request("textDocument/documentSymbol", { textDocument });
    expect(response.range).toEqual({ start: { line: 0, character: 0 }, end: { line: 6, character: 1 } });
    expect(response.children.map(({ name }: { name: string }) => name)).toEqual([
      "statusCode",
      "responseParameters",
    ]);
  });

  test("are a list where it does not", async () => {
    await using editor = await startEditor();
    await editor.open(OUTLINE);
    const list = await editor.request("textDocument/documentSymbol", { textDocument });
    expect(list.map(({ name, containerName }: Record<string, string>) => [name, containerName])).toEqual([
      [list[0].name, undefined],
      ["statusCode", list[0].name],
      ["responseParameters", list[0].name],
      ["X", "responseParameters"],
    ]);
  });
});

describe("folding", () => {
  test("leaves the line of the closing bracket to be seen", async () => {
    await using editor = await startEditor({
      capabilities: { textDocument: { foldingRange: { lineFoldingOnly: true } } },
    });
    await editor.open(OUTLINE);
    expect(await editor.request("textDocument/foldingRange", { textDocument })).toEqual([
      { startLine: 0, endLine: 5 },
      { startLine: 3, endLine: 4 },
    ]);
  });

  test("has characters for a client that folds between them, and no more ranges than it takes", async () => {
    await using editor = await startEditor({
      capabilities: { textDocument: { foldingRange: { rangeLimit: 1 } } },
    });
    await editor.open(OUTLINE);
    expect(await editor.request("textDocument/foldingRange", { textDocument })).toEqual([
      { startLine: 0, startCharacter: 1, endLine: 6, endCharacter: 0 },
    ]);
  });
});

test("selections grow from the cursor outwards", async () => {
  await using editor = await startEditor();
  await editor.open(OUTLINE);
  const positions = [
    { line: 1, character: 19 },
    { line: 0, character: 0 },
  ];
  const selections = await editor.request("textDocument/selectionRange", { textDocument, positions });
  expect(selections).toHaveLength(2);
  const ranges: { start: { line: number }; end: { line: number } }[] = [];
  for (let at = selections[0]; at !== undefined; at = at.parent) {
    ranges.push(at.range);
  }
  expect(ranges[0]).toEqual({ start: { line: 1, character: 17 }, end: { line: 1, character: 20 } });
  expect(ranges.at(-1)).toEqual({ start: { line: 0, character: 0 }, end: { line: 6, character: 1 } });
});

describe("formatting", () => {
  const UGLY = '{"statusCode":"200",\r\n"selectionPattern":""}';

  test("lays out a document of ours", async () => {
    await using editor = await startEditor();
    await editor.open(UGLY);
    const edits = await editor.request("textDocument/formatting", {
      textDocument,
      options: { tabSize: 2, insertSpaces: true, insertFinalNewline: true },
    });
    expect(applied(UGLY, edits)).toBe('{\r\n  "statusCode": "200",\r\n  "selectionPattern": ""\r\n}\r\n');
  });

  test("lays out a part of it", async () => {
    await using editor = await startEditor();
    await editor.open(UGLY);
    const edits = await editor.request("textDocument/rangeFormatting", {
      textDocument,
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 22 } },
      options: { tabSize: 4, insertSpaces: true },
    });
    expect(applied(UGLY, edits)).toContain('"selectionPattern": ""');
  });

  test.each([
    ["JSON", "file:///work/x.json"],
    ["JSON under our name", OWN_URI],
  ])("and folding leave %s to the editor", async (_, uri) => {
    await using editor = await startEditor();
    await editor.open(OUTLINE, { uri, languageId: "json" });
    const options = { tabSize: 8, insertSpaces: true };
    expect(await editor.request("textDocument/formatting", { textDocument: { uri }, options })).toBeNull();
    expect(await editor.request("textDocument/foldingRange", { textDocument: { uri } })).toBeNull();
    expect(await editor.request("textDocument/documentSymbol", { textDocument: { uri } })).not.toEqual([]);
  });
});

test("links lead to AWS's pages", async () => {
  await using editor = await startEditor();
  await editor.open(FIXED);
  const links = await editor.request("textDocument/documentLink", { textDocument });
  expect(links).toMatchObject([{ target: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//) }]);
  expect(links[0]).not.toHaveProperty("tooltip");
});

describe("code lenses", () => {
  const lenses = (editor: Editor) => editor.request("textDocument/codeLens", { textDocument });

  test("run the client's command where there is one, else the server's", async () => {
    await using ours = await startEditor({
      initializationOptions: { clientCommands: [CLIENT_COMMANDS.deploy] },
    });
    await ours.open(FIXED);
    expect(await lenses(ours)).toMatchObject([
      { command: { command: "apigatewayResponse.deploy", arguments: [OWN_URI, 0, 0] } },
    ]);
    await using other = await startEditor();
    await other.open(FIXED);
    expect(await lenses(other)).toMatchObject([
      {
        command: {
          command: "apigatewayResponse.server.deploy",
          arguments: [{ uri: OWN_URI, line: 0, character: 0 }],
        },
      },
    ]);
  });

  test("open a template where the client can", async () => {
    await using editor = await startEditor({
      initializationOptions: { clientCommands: [CLIENT_COMMANDS.editTemplate] },
    });
    await editor.open('{ "responseTemplates": {\n"a/b": "$x" } }');
    const address = { path: [], mediaType: "a/b", occurrence: 0 };
    expect(await lenses(editor)).toMatchObject([
      { command: { command: "apigatewayResponse.server.deploy" } },
      {
        range: { start: { line: 1, character: 0 } },
        command: { command: CLIENT_COMMANDS.editTemplate, arguments: [OWN_URI, address] },
      },
    ]);
  });

  test("can be turned off, and are asked for anew then", async () => {
    await using editor = await startEditor({
      capabilities: { workspace: { codeLens: { refreshSupport: true } } },
    });
    await editor.open(FIXED);
    expect(await lenses(editor)).toHaveLength(1);
    await editor.notify("workspace/didChangeConfiguration", {
      settings: { apigatewayResponse: { codeLens: { enabled: false } } },
    });
    await editor.next(({ method }) => method === "workspace/codeLens/refresh");
    expect(await lenses(editor)).toEqual([]);
  });
});

describe("the target", () => {
  test.each([
    [
      "of the keys",
      OWN_URI,
      '{ "restApiId": "a1", "statusCode": "200" }',
      { recognised: true, known: { restApiId: "a1", statusCode: "200" }, sources: ["keys"], conflicts: [] },
    ],
    [
      "of a path that says otherwise",
      "file:///restapis/a1/resources/r1/methods/get/integration/responses/404.json",
      '{ "statusCode": "200" }',
      {
        recognised: true,
        known: { restApiId: "a1", resourceId: "r1", httpMethod: "GET", statusCode: "200" },
        sources: ["keys", "path"],
        conflicts: [{ key: "statusCode", inKeys: "200", inPath: "404" }],
      },
    ],
    ["of nothing", "untitled:x", "", { recognised: false, known: {}, sources: [], conflicts: [] }],
  ])("%s", async (_, uri, text, expected) => {
    await using editor = await startEditor();
    await editor.open(text, { uri });
    expect(await editor.request("apigatewayResponse/target", { uri })).toEqual(expected);
  });
});

describe.each([
  ["utf-8", 43],
  ["utf-16", 40],
  ["utf-32", 39],
] as const)("in %s", (encoding, character) => {
  // An é of two bytes and an emoji of four stand before the fault.
  const TEXT = '{ "responseTemplates": { "é/😀": "" }, "\\d" }';

  test("positions are told and understood", async () => {
    await using editor = await startEditor({
      capabilities: {
        ...PULLS,
        general: { positionEncodings: [encoding, "utf-16"] },
        textDocument: {
          ...PULLS.textDocument,
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
        },
      },
    });
    expect(editor.capabilities.positionEncoding).toBe(encoding);
    await editor.open(TEXT);
    const start = { line: 0, character };
    const fault = (await editor.pulled()).find(({ code }) => code === "invalid-escape");
    expect(fault?.range).toEqual({ start, end: { line: 0, character: character + 2 } });
    const [fix] = await actionsIn(editor, undefined, { start, end: start });
    expect(applied(TEXT, editsOf(fix?.edit), encoding)).toBe(TEXT.replace("\\d", "\\\\d"));
    await editor.change([{ range: { start, end: start }, text: "\\" }]);
    expect((await editor.pulled()).map(({ code }) => code)).not.toContain("invalid-escape");
  });
});

test("the encoding is the client's first choice, and UTF-16 where it says nothing we know", async () => {
  await using first = await startEditor({
    capabilities: { general: { positionEncodings: ["utf-7", "utf-32", "utf-8"] } },
  });
  expect(first.capabilities.positionEncoding).toBe("utf-32");
  await using none = await startEditor({ capabilities: { general: { positionEncodings: ["utf-7"] } } });
  expect(none.capabilities.positionEncoding).toBe("utf-16");
});
