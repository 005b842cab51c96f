// Documents of one method over the wire: buffers, files beside them, and news of either.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { MAX_FILES_BELOW } from "../../server/src/contract";
import { codesOf, type Editor, PULLS, startEditor } from "./editor";

const DEFAULT = '{ "selectionPattern": "" }';
const ERROR = '{ "selectionPattern": ".+" }';

const WATCHES = {
  ...PULLS,
  workspace: {
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
  },
};

function methodFolder() {
  const root = mkdtempSync(join(tmpdir(), "siblings-"));
  const folder = join(root, "methods/GET/integration/responses");
  mkdirSync(folder, { recursive: true });
  const path = (status: string) => join(folder, `${status}.json`);
  return {
    root: pathToFileURL(root).href,
    uri: (status: string) => pathToFileURL(path(status)).href,
    write: (status: string, text: string) => writeFileSync(path(status), text),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

test("a file beside an open document is of its method, and an open buffer beats it", async () => {
  using folder = methodFolder();
  folder.write("500", DEFAULT);
  await using editor = await startEditor({ capabilities: PULLS });
  await editor.open(DEFAULT, { uri: folder.uri("200") });
  expect(codesOf(await editor.pulled(folder.uri("200")))).toEqual(["two-defaults"]);
  await editor.open(ERROR, { uri: folder.uri("500") });
  expect(codesOf(await editor.pulled(folder.uri("200")))).toEqual([]);
  await editor.change([{ text: DEFAULT }], folder.uri("500"));
  expect(codesOf(await editor.pulled(folder.uri("200")))).toEqual(["two-defaults"]);
  expect(codesOf(await editor.pulled(folder.uri("500")))).toEqual(["two-defaults"]);
});

test("who gets diagnostics pushed hears of a change in the buffer beside", async () => {
  using folder = methodFolder();
  await using editor = await startEditor();
  await editor.open(DEFAULT, { uri: folder.uri("200") });
  expect(await editor.pushed(1, folder.uri("200"))).toEqual([]);
  await editor.open(DEFAULT, { uri: folder.uri("500") });
  expect(codesOf(await editor.pushed(1, folder.uri("500")))).toEqual(["two-defaults"]);
  const { params } = await editor.next(
    ({ method, params: told }) =>
      method === "textDocument/publishDiagnostics" &&
      told.uri === folder.uri("200") &&
      told.diagnostics.length > 0,
  );
  expect(codesOf(params.diagnostics)).toEqual(["two-defaults"]);
});

test("files are watched, and news of them asks the client to pull again", async () => {
  using folder = methodFolder();
  folder.write("500", DEFAULT);
  await using editor = await startEditor({ capabilities: WATCHES, folder: folder.root });
  const { params } = await editor.next(({ method }) => method === "client/registerCapability");
  expect(params.registrations.map(({ method }: { method: string }) => method)).toEqual([
    "workspace/didChangeWatchedFiles",
  ]);
  const uri = folder.uri("200");
  await editor.open(DEFAULT, { uri });
  const report = await editor.request("textDocument/diagnostic", { textDocument: { uri } });
  expect(codesOf(report.items)).toEqual(["two-defaults"]);
  const again = { textDocument: { uri }, previousResultId: report.resultId };
  expect((await editor.request("textDocument/diagnostic", again)).kind).toBe("unchanged");
  folder.write("500", ERROR);
  await editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: folder.uri("500"), type: 2 }] });
  await editor.next(({ method }) => method === "workspace/diagnostic/refresh");
  expect(await editor.request("textDocument/diagnostic", again)).toMatchObject({ kind: "full", items: [] });
});

test("a document that is closed is read anew, for a client may not hear of files in folders that are new", async () => {
  using folder = methodFolder();
  folder.write("500", DEFAULT);
  await using editor = await startEditor({ capabilities: WATCHES, folder: folder.root });
  const [uri, other] = [folder.uri("200"), folder.uri("500")];
  await editor.open(DEFAULT, { uri });
  expect(codesOf(await editor.pulled(uri))).toEqual(["two-defaults"]);
  await editor.open(ERROR, { uri: other });
  folder.write("500", ERROR);
  await editor.notify("textDocument/didClose", { textDocument: { uri: other } });
  expect(codesOf(await editor.pulled(uri))).toEqual([]);
});

test("news of files that no method has is not passed on", async () => {
  using folder = methodFolder();
  folder.write("500", DEFAULT);
  await using editor = await startEditor({ capabilities: WATCHES, folder: folder.root });
  const uri = folder.uri("200");
  await editor.open(DEFAULT, { uri });
  const { resultId } = await editor.request("textDocument/diagnostic", { textDocument: { uri } });
  const changes = [
    { uri: `${folder.root}/package.json`, type: 2 },
    { uri: `${folder.root}/new/tsconfig.json`, type: 1 },
  ];
  await editor.notify("workspace/didChangeWatchedFiles", { changes });
  const again = { textDocument: { uri }, previousResultId: resultId };
  expect((await editor.request("textDocument/diagnostic", again)).kind).toBe("unchanged");
  expect(editor.methods()).not.toContain("workspace/diagnostic/refresh");
});

test("a response that is written beside an open one is seen", async () => {
  using folder = methodFolder();
  await using editor = await startEditor({ capabilities: WATCHES, folder: folder.root });
  const uri = folder.uri("200");
  await editor.open(DEFAULT, { uri });
  expect(codesOf(await editor.pulled(uri))).toEqual([]);
  folder.write("500", DEFAULT);
  await editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: folder.uri("500"), type: 1 }] });
  await editor.next(({ method }) => method === "workspace/diagnostic/refresh");
  expect(codesOf(await editor.pulled(uri))).toEqual(["two-defaults"]);
});

const cliInput = (statusCode: string, more: object = {}) =>
  JSON.stringify({ restApiId: "a1", resourceId: "b2", httpMethod: "GET", statusCode, ...more });

describe("files that name the method by keys", () => {
  const write = (root: string, path: string, text: string) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const HERE = "api/ok/200.integration-response.json";
  const THERE = "api/errors/deep/500.integration-response.json";

  test("are found anywhere in the folder that is open", async () => {
    using folder = methodFolder();
    const root = fileURLToPath(folder.root);
    write(root, THERE, cliInput("500"));
    write(root, "api/errors/other.integration-response.json", cliInput("404").replace("b2", "c3"));
    await using editor = await startEditor({ capabilities: WATCHES, folder: folder.root });
    const uri = `${folder.root}/${HERE}`;
    await editor.open(cliInput("200"), { uri });
    expect(codesOf(await editor.pulled(uri))).toEqual(["two-defaults"]);
    write(root, THERE, cliInput("500", { selectionPattern: ".+" }));
    const changes = [{ uri: `${folder.root}/${THERE}`, type: 2 }];
    await editor.notify("workspace/didChangeWatchedFiles", { changes });
    await editor.next(({ method }) => method === "workspace/diagnostic/refresh");
    expect(codesOf(await editor.pulled(uri))).toEqual([]);
  });

  test("are not looked for outside of it, nor where there are too many", async () => {
    using folder = methodFolder();
    const root = fileURLToPath(folder.root);
    write(root, THERE, cliInput("500"));
    await using alone = await startEditor({ capabilities: WATCHES });
    const uri = `${folder.root}/${HERE}`;
    await alone.open(cliInput("200"), { uri });
    expect(codesOf(await alone.pulled(uri))).toEqual([]);
    for (let count = 0; count < MAX_FILES_BELOW; count++) {
      write(root, `more/${count}.integration-response.json`, "{}");
    }
    await using many = await startEditor({ capabilities: WATCHES, folder: folder.root });
    await many.open(cliInput("200"), { uri });
    expect(codesOf(await many.pulled(uri))).toEqual([]);
  });
});

describe("a client that answers for its files", () => {
  const VIRTUAL = "vscode-vfs://github/o/r";
  const inMethod = (status: string) => `${VIRTUAL}/methods/GET/integration/responses/${status}.json`;
  const open = (files: ReadonlyMap<string, string>) =>
    startEditor({
      capabilities: WATCHES,
      folder: VIRTUAL,
      files,
      initializationOptions: { answersFiles: true },
    });

  test("is asked for the files beside a document, and again when they change", async () => {
    const files = new Map([[inMethod("500"), DEFAULT]]);
    await using editor = await open(files);
    await editor.open(DEFAULT, { uri: inMethod("200") });
    expect(codesOf(await editor.pulled(inMethod("200")))).toEqual(["two-defaults"]);
    files.set(inMethod("500"), ERROR);
    await editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: inMethod("500"), type: 2 }] });
    await editor.next(({ method }) => method === "workspace/diagnostic/refresh");
    expect(codesOf(await editor.pulled(inMethod("200")))).toEqual([]);
  });

  test("and for those that may name the same method", async () => {
    const other = `${VIRTUAL}/errors/500.integration-response.json`;
    await using editor = await open(new Map([[other, cliInput("500")]]));
    const uri = `${VIRTUAL}/200.integration-response.json`;
    await editor.open(cliInput("200"), { uri });
    expect(codesOf(await editor.pulled(uri))).toEqual(["two-defaults"]);
  });

  test("that answers nothing of use has no files", async () => {
    await using editor = await open(new Map([[inMethod("404"), 7 as unknown as string]]));
    await editor.open(DEFAULT, { uri: inMethod("200") });
    expect(codesOf(await editor.pulled(inMethod("200")))).toEqual([]);
  });
});

describe("names across the documents of a method", () => {
  const MAPPED = (name: string) =>
    `{ "responseParameters": { "method.response.header.${name}": "'a'", "method.response.header.Y": "'b'" } }`;
  const at = { line: 0, character: MAPPED("X").indexOf('.X"') + 1 };

  async function started(folder: ReturnType<typeof methodFolder>, open: (editor: Editor) => Promise<void>) {
    const editor = await startEditor({
      capabilities: {
        ...WATCHES,
        workspace: { ...WATCHES.workspace, workspaceEdit: { documentChanges: true } },
      },
      folder: folder.root,
    });
    await open(editor);
    return editor;
  }

  test("a header is renamed in buffers and in files", async () => {
    using folder = methodFolder();
    folder.write("500", MAPPED("x"));
    await using editor = await started(folder, async (starting) => {
      await starting.open(MAPPED("X"), { uri: folder.uri("200") });
      await starting.open(MAPPED("X"), { uri: folder.uri("404") });
    });
    const { documentChanges } = await editor.request("textDocument/rename", {
      textDocument: { uri: folder.uri("200") },
      position: at,
      newName: "Z",
    });
    const range = { start: at, end: { line: 0, character: at.character + 1 } };
    expect(documentChanges).toEqual(
      [
        { uri: folder.uri("200"), version: 1 },
        { uri: folder.uri("404"), version: 1 },
        { uri: folder.uri("500"), version: null },
      ].map((textDocument) => ({ textDocument, edits: [{ range, newText: "Z" }] })),
    );
  });

  test("and to none that another response of the method has already", async () => {
    using folder = methodFolder();
    folder.write("500", MAPPED("X").replace("header.Y", "header.Z"));
    await using editor = await started(folder, (starting) =>
      starting.open(MAPPED("X"), { uri: folder.uri("200") }),
    );
    const renaming = editor.request("textDocument/rename", {
      textDocument: { uri: folder.uri("200") },
      position: at,
      newName: "Z",
    });
    await expect(renaming).rejects.toThrow("is mapped beside it already");
  });

  test("references lead to them", async () => {
    using folder = methodFolder();
    folder.write("500", MAPPED("x"));
    await using editor = await started(folder, (starting) =>
      starting.open(MAPPED("X"), { uri: folder.uri("200") }),
    );
    const found = await editor.request("textDocument/references", {
      textDocument: { uri: folder.uri("200") },
      position: at,
      context: { includeDeclaration: true },
    });
    expect(found.map(({ uri }: { uri: string }) => uri)).toEqual([folder.uri("200"), folder.uri("500")]);
  });
});
