// Documents of one method over the wire: buffers, files beside them, and news of either.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { codesOf, PULLS, startEditor } from "./editor";

const DEFAULT = '{ "selectionPattern": "" }';
const ERROR = '{ "selectionPattern": ".+" }';

function methodFolder() {
  const root = mkdtempSync(join(tmpdir(), "siblings-"));
  const folder = join(root, "methods/GET/integration/responses");
  mkdirSync(folder, { recursive: true });
  const path = (status: string) => join(folder, `${status}.json`);
  return {
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
  const capabilities = {
    ...PULLS,
    workspace: {
      didChangeWatchedFiles: { dynamicRegistration: true },
      diagnostics: { refreshSupport: true },
    },
  };
  await using editor = await startEditor({ capabilities });
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
