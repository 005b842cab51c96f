// The questions about names, each once over the wire.
import { describe, expect, test } from "vitest";
import { OWN_URI, startEditor } from "./editor";

const TEXT = `{
  "responseParameters": {
    "method.response.header.ETag": "integration.response.header.ETag",
    "method.response.header.X-Id": "context.requestId"
  }
}`;
const METHOD =
  '{ "methodIntegration": { "integrationResponses": { "200": { "responseParameters": { "method.response.header.A": "\'a\'" } } } },\n' +
  '"methodResponses": { "200": { "responseParameters": { "method.response.header.A": true } } } }';
const textDocument = { uri: OWN_URI };
const at = (line: number, character: number) => ({ textDocument, position: { line, character } });
const range = (line: number, start: number, end: number) => ({
  start: { line, character: start },
  end: { line, character: end },
});
const MAPPED = METHOD.indexOf(".A") + 1;
const DECLARED = METHOD.split("\n")[1]?.indexOf(".A") ?? 0;

test("highlights", async () => {
  await using editor = await startEditor();
  await editor.open(TEXT);
  expect(await editor.request("textDocument/documentHighlight", at(2, 30))).toEqual([
    { range: range(2, 28, 32), kind: 3 },
  ]);
});

describe("definition and references", () => {
  test("as places", async () => {
    await using editor = await startEditor();
    await editor.open(METHOD);
    const declaration = { uri: OWN_URI, range: range(1, DECLARED + 1, DECLARED + 2) };
    expect(await editor.request("textDocument/definition", at(0, MAPPED))).toEqual([declaration]);
    expect(
      await editor.request("textDocument/references", {
        ...at(0, MAPPED),
        context: { includeDeclaration: true },
      }),
    ).toEqual([{ uri: OWN_URI, range: range(0, MAPPED, MAPPED + 1) }, declaration]);
    expect(await editor.request("textDocument/definition", at(0, 0))).toBeNull();
  });

  test("as a link where the client knows links", async () => {
    await using editor = await startEditor({
      capabilities: { textDocument: { definition: { linkSupport: true } } },
    });
    await editor.open(METHOD);
    expect(await editor.request("textDocument/definition", at(0, MAPPED))).toMatchObject([
      { originSelectionRange: range(0, MAPPED, MAPPED + 1), targetUri: OWN_URI },
    ]);
  });
});

describe("rename", () => {
  test("is prepared and carried out", async () => {
    await using editor = await startEditor({
      capabilities: { textDocument: { rename: { prepareSupport: true } } },
    });
    expect(editor.capabilities.renameProvider).toEqual({ prepareProvider: true });
    await editor.open(TEXT);
    expect(await editor.request("textDocument/prepareRename", at(3, 30))).toEqual({
      range: range(3, 28, 32),
      placeholder: "X-Id",
    });
    const edit = await editor.request("textDocument/rename", { ...at(3, 30), newName: "X-Request-Id" });
    expect(edit.changes[OWN_URI]).toEqual([{ range: range(3, 28, 32), newText: "X-Request-Id" }]);
  });

  test("is refused in a sentence", async () => {
    await using editor = await startEditor();
    await editor.open(TEXT);
    await expect(editor.request("textDocument/prepareRename", at(3, 50))).rejects.toThrow(
      "API Gateway names the context variables, so this one cannot be renamed.",
    );
    await expect(editor.request("textDocument/rename", { ...at(3, 30), newName: "etag" })).rejects.toThrow(
      "The header ETag is mapped beside it already",
    );
    expect(editor.log()).toBe("");
  });
});

test("semantic tokens, all of them or those of a range", async () => {
  await using editor = await startEditor();
  await editor.open(TEXT);
  const { tokenTypes } = editor.capabilities.semanticTokensProvider?.legend ?? { tokenTypes: [] };
  const all = await editor.request("textDocument/semanticTokens/full", { textDocument });
  expect(all.data.slice(0, 10)).toEqual([2, 5, 22, 0, 0, 0, 23, 4, 1, 1]);
  expect(tokenTypes[1]).toBe("property");
  const some = await editor.request("textDocument/semanticTokens/range", {
    textDocument,
    range: range(3, 0, 20),
  });
  expect(some.data).toEqual([3, 5, 22, 0, 0]);
});
