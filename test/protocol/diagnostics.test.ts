// Diagnostics over the wire: by pull or by push, never both, and always of the version that is open.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Position, Range } from "vscode-languageserver";
import { codesOf, OWN_URI, PULLS, startEditor } from "./editor";

const FAULTY = '{ "selectionPattern": "2\\d{2}" }';
const FINE = '{ "selectionPattern": "2\\\\d{2}" }';
const FOREIGN = { uri: "file:///work/response.json", languageId: "json" };

describe("push", () => {
  test("on open and on change, each with its version", async () => {
    await using editor = await startEditor();
    await editor.open(FAULTY);
    expect(codesOf(await editor.pushed(1))).toEqual(["invalid-escape"]);
    const at = { line: 0, character: 25 };
    await editor.change([{ range: { start: at, end: at }, text: "\\" }]);
    expect(await editor.pushed(2)).toEqual([]);
    expect(editor.methods()).not.toContain("workspace/diagnostic/refresh");
  });

  test("is taken back when the document is closed", async () => {
    await using editor = await startEditor();
    await editor.open(FAULTY);
    await editor.pushed(1);
    await editor.notify("textDocument/didClose", { textDocument: { uri: OWN_URI } });
    const { params } = await editor.next(
      ({ method, params: told }) =>
        method === "textDocument/publishDiagnostics" && told.version === undefined,
    );
    expect(params).toEqual({ uri: OWN_URI, diagnostics: [] });
  });

  test("passes over versions that came and went", async () => {
    await using editor = await startEditor();
    await editor.open(FINE);
    const at = { line: 0, character: 0 };
    const versions = await Promise.all(
      Array.from({ length: 200 }, () => editor.change([{ range: { start: at, end: at }, text: " " }])),
    );
    const last = Math.max(...versions);
    expect(await editor.pushed(last)).toEqual([]);
    const told = editor.received.filter(({ method }) => method === "textDocument/publishDiagnostics");
    expect(told.length).toBeLessThan(versions.length);
    expect(told.at(-1)?.params.version).toBe(last);
    expect(told.map(({ params }) => params.version)).toEqual(
      told.map(({ params }) => params.version).toSorted((one, other) => one - other),
    );
  });
});

describe("pull", () => {
  test("answers what is open and pushes nothing", async () => {
    await using editor = await startEditor({ capabilities: PULLS });
    expect(editor.capabilities.diagnosticProvider).toEqual({
      identifier: "apigateway",
      interFileDependencies: true,
      workspaceDiagnostics: false,
    });
    await editor.open(FAULTY);
    expect(codesOf(await editor.pulled())).toEqual(["invalid-escape"]);
    await editor.change([{ text: FINE }]);
    expect(await editor.pulled()).toEqual([]);
    await editor.notify("textDocument/didClose", { textDocument: { uri: OWN_URI } });
    expect(await editor.pulled()).toEqual([]);
    expect(editor.methods()).not.toContain("textDocument/publishDiagnostics");
  });

  test("says when nothing has changed, and does not mistake a new opening for the old one", async () => {
    await using editor = await startEditor({ capabilities: PULLS });
    const pull = (previousResultId?: string) =>
      editor.request("textDocument/diagnostic", { textDocument: { uri: OWN_URI }, previousResultId });
    await editor.open(FAULTY);
    const { resultId } = await pull();
    expect(await pull(resultId)).toEqual({ kind: "unchanged", resultId });
    await editor.notify("textDocument/didClose", { textDocument: { uri: OWN_URI } });
    await editor.open(FINE);
    expect(await pull(resultId)).toMatchObject({ kind: "full", items: [] });
  });

  test("is about the newer version when the document changes meanwhile", async () => {
    await using editor = await startEditor({ capabilities: PULLS });
    await editor.open(`{ "responseTemplates": {${'"a": "b",\n'.repeat(100_000)}"c": "d"} }`);
    const pulled = editor.pulled();
    await editor.change([{ text: FAULTY }]);
    expect(codesOf(await pulled)).toEqual(["invalid-escape"]);
  });
});

test("a diagnostic says where, how bad, which rule and where to read on", async () => {
  await using editor = await startEditor({
    capabilities: { textDocument: { diagnostic: {}, publishDiagnostics: { codeDescriptionSupport: true } } },
  });
  await editor.open(FAULTY);
  expect(await editor.pulled()).toEqual([
    {
      range: { start: { line: 0, character: 24 }, end: { line: 0, character: 26 } },
      severity: 1,
      code: "invalid-escape",
      codeDescription: { href: expect.stringMatching(/^https:/) },
      source: "apigateway",
      message: expect.stringContaining("no escape that JSON knows"),
    },
  ]);
});

describe("a document of the editor's JSON support", () => {
  test("is left its syntax errors", async () => {
    await using editor = await startEditor({ capabilities: PULLS });
    await editor.open('{ "selectionPattern": "2\\d", "contentHandling": "CONVERT_TO_TEX" }', FOREIGN);
    expect(codesOf(await editor.pulled(FOREIGN.uri))).toEqual(["content-handling"]);
  });

  test("is not ours without a marker", async () => {
    await using editor = await startEditor({ capabilities: PULLS });
    await editor.open('{ "statusCode": "999" }', FOREIGN);
    expect(await editor.pulled(FOREIGN.uri)).toEqual([]);
  });
});

describe("settings", () => {
  const RULES = { rules: { "invalid-escape": "off", "content-handling": "hint" } };
  const TEXT = '{ "selectionPattern": "2\\d", "contentHandling": "x" }';

  test("are asked for before the first diagnostics of a document", async () => {
    await using editor = await startEditor({
      capabilities: { ...PULLS, workspace: { configuration: true } },
      settings: RULES,
    });
    await editor.open(TEXT);
    expect((await editor.pulled()).map(({ code, severity }) => [code, severity])).toEqual([
      ["content-handling", 4],
    ]);
    const asked = editor.received.filter(({ method }) => method === "workspace/configuration");
    expect(asked.map(({ params }) => params)).toEqual([
      { items: [{ scopeUri: OWN_URI, section: "apigatewayResponse" }] },
    ]);
  });

  test("that change have the diagnostics pulled anew", async () => {
    await using editor = await startEditor({
      capabilities: {
        ...PULLS,
        workspace: {
          configuration: true,
          didChangeConfiguration: { dynamicRegistration: true },
          diagnostics: { refreshSupport: true },
        },
      },
    });
    const { params } = await editor.next(({ method }) => method === "client/registerCapability");
    expect(params.registrations).toMatchObject([
      {
        method: "workspace/didChangeConfiguration",
        registerOptions: { section: "apigatewayResponse" },
      },
    ]);
    await editor.open(TEXT);
    expect(codesOf(await editor.pulled())).toEqual(["invalid-escape", "content-handling"]);
    editor.settings = RULES;
    await editor.notify("workspace/didChangeConfiguration", { settings: null });
    await editor.next(({ method }) => method === "workspace/diagnostic/refresh");
    expect(codesOf(await editor.pulled())).toEqual(["content-handling"]);
    expect(editor.methods()).not.toContain("textDocument/publishDiagnostics");
  });

  test("that change are pushed to a client that only listens", async () => {
    await using editor = await startEditor();
    await editor.open(TEXT);
    expect(codesOf(await editor.pushed(1))).toEqual(["invalid-escape", "content-handling"]);
    editor.received.length = 0;
    await editor.notify("workspace/didChangeConfiguration", { settings: { apigatewayResponse: RULES } });
    expect(codesOf(await editor.pushed(1))).toEqual(["content-handling"]);
  });

  test("that make no sense are ignored and logged", async () => {
    await using editor = await startEditor({ capabilities: PULLS });
    const rules = { "invalid-escape": "fatal", "no-such-rule": "off", "content-handling": 3 };
    await editor.notify("workspace/didChangeConfiguration", {
      settings: { apigatewayResponse: { rules, codeLens: { enabled: "yes" } } },
    });
    await editor.open(TEXT);
    expect(codesOf(await editor.pulled())).toEqual(["invalid-escape", "content-handling"]);
    expect(editor.log().split("\n").toSorted()).toEqual([
      "The setting apigatewayResponse.codeLens.enabled is neither true nor false and is ignored.",
      'The setting apigatewayResponse.rules gives a rule none of error, warning, information, hint, off: "content-handling".',
      'The setting apigatewayResponse.rules gives a rule none of error, warning, information, hint, off: "invalid-escape".',
      'The setting apigatewayResponse.rules names a rule that does not exist: "no-such-rule".',
    ]);
  });

  test("of a client that does not answer are the defaults", async () => {
    await using editor = await startEditor({
      capabilities: { ...PULLS, workspace: { configuration: true } },
    });
    editor.connection.onRequest("workspace/configuration", () => {
      throw new Error("No.");
    });
    await editor.open(TEXT);
    expect(codesOf(await editor.pulled())).toEqual(["invalid-escape", "content-handling"]);
    expect(editor.log()).toContain("did not answer what the settings are");
  });
});

test("after any edits the diagnostics are those of the text opened anew", async () => {
  await using editor = await startEditor({ capabilities: PULLS });
  const other = "file:///work/other.integration-response.json";
  const part = fc.constantFrom('"statusCode"', ": ", '"999"', "{", "}", ",", "\n", "é", "😀", "\\d", '"');
  const change = fc.record({
    start: fc.record({ line: fc.nat(3), character: fc.nat(20) }),
    end: fc.record({ line: fc.nat(3), character: fc.nat(20) }),
    parts: fc.array(part, { maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 6 }), async (changes) => {
      let text = '{\n"statusCode": "999",\n"x": "é😀"\n}';
      await editor.open(text);
      for (const { start, end, parts } of changes) {
        const range = { start, end };
        text = edited(text, range, parts.join(""));
        await editor.change([{ range, text: parts.join("") }]);
      }
      await editor.open(text, { uri: other });
      expect(await editor.pulled()).toEqual(await editor.pulled(other));
    }),
    { numRuns: 100 },
  );
});

/** What an editor's own buffer holds after an edit, worked out line by line. */
function edited(text: string, { start, end }: Range, newText: string): string {
  const lines = text.split("\n");
  const offset = ({ line, character }: Position): number =>
    line >= lines.length
      ? text.length
      : lines.slice(0, line).join("\n").length +
        (line > 0 ? 1 : 0) +
        Math.min(character, lines[line]?.length ?? 0);
  const [from, to] = [offset(start), offset(end)];
  return text.slice(0, Math.min(from, to)) + newText + text.slice(Math.max(from, to));
}
