// What a user meets in the Node extension host, asked through VS Code's own API.
// The first tests need a window in which no document of ours has been opened yet.
import assert from "node:assert/strict";
import {
  type CodeAction,
  commands,
  type DocumentSymbol,
  type Hover,
  languages,
  MarkdownString,
  Position,
  Range,
  type TextDocument,
  type TextEdit,
  Uri,
  window,
  workspace,
} from "vscode";
import {
  activated,
  completionsAt,
  documentOf,
  OWN,
  oursIn,
  previewShows,
  replace,
  SERVER_DEPLOY,
  until,
} from "./steps";

const SAMPLE = "documentation-sample.integration-response.json";

suite("documents of others", () => {
  let plain: TextDocument;

  test("plain JSON starts no server and has no findings of ours", async () => {
    plain = await documentOf("json", '{\n  "contentHandling": "CONVERT_TO_BASE64"\n}\n');
    await activated();
    assert.equal((await commands.getCommands()).includes(SERVER_DEPLOY), false);
    assert.deepEqual(oursIn(plain, 0), []);
  });

  test("a marker that is typed makes it ours", async () => {
    await replace(plain, new Range(1, 0, 1, 0), '  "selectionPattern": "",\n');
    await until(languages.onDidChangeDiagnostics, () => oursIn(plain, 1));
    assert.equal((await commands.getCommands()).includes(SERVER_DEPLOY), true);
  });

  test("when the marker goes, the findings go", async () => {
    await replace(plain, new Range(1, 0, 2, 0), "");
    await until(languages.onDidChangeDiagnostics, () => oursIn(plain, 0));
  });

  test("JSON without a marker stays silent beside a running server", async () => {
    const other = await documentOf("json", '{ "contentHandling": "CONVERT_TO_BASE64" }');
    const ours = await documentOf(
      "json",
      '{ "contentHandling": "CONVERT_TO_BASE64", "selectionPattern": "" }',
    );
    await until(languages.onDidChangeDiagnostics, () => oursIn(ours, 1));
    assert.deepEqual(oursIn(other, 0), []);
    assert.deepEqual(await hoverAt(other, new Position(0, 5)), []);
  });
});

suite("documents of our own", () => {
  let sample: TextDocument;

  suiteSetup(async () => {
    const folder = workspace.workspaceFolders?.[0];
    assert.ok(folder, "a folder is open");
    sample = await workspace.openTextDocument(Uri.joinPath(folder.uri, SAMPLE));
    await window.showTextDocument(sample);
  });

  suiteTeardown(() => commands.executeCommand("workbench.action.files.revert"));

  test("have our language by their name", () => {
    assert.equal(sample.languageId, OWN);
  });

  test("and by their path", async () => {
    const [found] = await workspace.findFiles("**/integration/responses/200.json");
    assert.ok(found);
    assert.equal((await workspace.openTextDocument(found)).languageId, OWN);
  });

  test("the pasted sample has its broken escape underlined", async () => {
    const [finding] = await until(languages.onDidChangeDiagnostics, () => oursIn(sample, 1));
    assert.ok(finding);
    assert.equal(typeof finding.code === "object" ? finding.code.value : finding.code, "invalid-escape");
    assert.equal(sample.getText(finding.range), "\\d");
  });

  test("the fix makes it clean", async () => {
    const [finding] = await until(languages.onDidChangeDiagnostics, () => oursIn(sample, 1));
    assert.ok(finding);
    const actions = await commands.executeCommand<CodeAction[]>(
      "vscode.executeCodeActionProvider",
      sample.uri,
      finding.range,
      undefined,
      10,
    );
    const fix = actions.find(({ isPreferred }) => isPreferred === true);
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(", "));
    assert.ok(await workspace.applyEdit(fix.edit));
    await until(languages.onDidChangeDiagnostics, () => oursIn(sample, 0));
    assert.match(sample.getText(), /"2\\\\d\{2\}"/);
  });

  test("the schema for other editors tells nothing a second time", async () => {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const broken = await workspace.openTextDocument(Uri.joinPath(folder, "broken.integration-response.json"));
    await window.showTextDocument(broken);
    const sourcesIn = ({ uri }: TextDocument) =>
      languages.getDiagnostics(uri).map(({ source }) => source ?? "the schema");
    // As plain JSON it is held to the schema, which shows that the schema would have something to tell.
    const asJson = await languages.setTextDocumentLanguage(broken, "json");
    await until(languages.onDidChangeDiagnostics, () =>
      sourcesIn(asJson).some((source) => source !== "apigateway") ? true : undefined,
    );
    const asOwn = await languages.setTextDocumentLanguage(asJson, OWN);
    const sources = await until(languages.onDidChangeDiagnostics, () => {
      const found = new Set(sourcesIn(asOwn));
      return found.has("apigateway") && found.size === 1 ? [...found] : undefined;
    });
    assert.deepEqual(sources, ["apigateway"]);
  });

  test("completion lists header names", async () => {
    const texts = await completionsAt('{ "responseParameters": { "‸" } }');
    assert.ok(
      texts.some((text) => text.includes("method.response.header.Content-Type")),
      texts.join("\n"),
    );
  });

  test("a member is explained on hover", async () => {
    const document = await documentOf(OWN, '{ "contentHandling": "CONVERT_TO_TEXT" }');
    assert.match((await hoverAt(document, new Position(0, 5))).join("\n"), /contentHandling/);
  });

  test("the outline has the members", async () => {
    const document = await documentOf(OWN, '{ "selectionPattern": "", "responseTemplates": {} }');
    const symbols = await commands.executeCommand<DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    const names = symbols.flatMap(({ children, name }) => [name, ...children.map((child) => child.name)]);
    assert.ok(names.includes("selectionPattern"), names.join(", "));
  });

  test("they are formatted", async () => {
    const document = await documentOf(OWN, '{"selectionPattern":""}');
    const edits = await commands.executeCommand<TextEdit[] | undefined>(
      "vscode.executeFormatDocumentProvider",
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    assert.ok((edits?.length ?? 0) > 0, "there is something to change");
  });

  test("an ignored rule is silent until it is taken back", async () => {
    const document = await documentOf(OWN, '{ "contentHandling": "CONVERT_TO_BASE64" }');
    const [finding] = await until(languages.onDidChangeDiagnostics, () => oursIn(document, 1));
    const rule = typeof finding?.code === "object" ? finding.code.value : finding?.code;
    await commands.executeCommand("apigatewayResponse.ignoreRule", rule);
    await until(languages.onDidChangeDiagnostics, () => oursIn(document, 0));
    await workspace.getConfiguration("apigatewayResponse").update("rules", undefined, false);
    await until(languages.onDidChangeDiagnostics, () => oursIn(document, 1));
  });

  test("a restarted server knows what is open", async () => {
    const document = await documentOf(OWN, '{ "contentHandling": "CONVERT_TO_BASE64" }');
    await until(languages.onDidChangeDiagnostics, () => oursIn(document, 1));
    await commands.executeCommand("apigatewayResponse.restartServer");
    await until(languages.onDidChangeDiagnostics, () => oursIn(document, 1));
  });
});

async function hoverAt(document: TextDocument, position: Position): Promise<readonly string[]> {
  const hovers = await commands.executeCommand<Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof MarkdownString ? content.value : String(content)));
}

suite("the preview", () => {
  test("shows a response that is not saved anywhere with a sample of our own, and each change of it", async () => {
    const text = '{ "responseTemplates": { "application/json": "{ \\"n\\": 1 }" } }';
    const document = await documentOf(OWN, text);
    await previewShows(document, '{ "n": 1 }');
    const at = document.positionAt(text.indexOf("1 }"));
    await replace(document, new Range(at, at), "2");
    await previewShows(document, '{ "n": 21 }');
  });
});
