// Edit Template in both hosts: the template's own editor and its string stay the same text.
import {
  commands,
  EndOfLine,
  languages,
  Range,
  Selection,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import { activated, documentOf, equal, holds, OWN, oursIn, replace, until } from "./steps";

const COMMAND = "apigatewayResponse.editTemplate";
const ADDRESS = { path: [], mediaType: "application/json", occurrence: 0 };

suite("Edit Template", () => {
  suiteSetup(activated);
  teardown(closeAll);

  test("shows the lines of the template, in its language", async () => {
    const { template } = await opened(String.raw`#set($a = 1)\n{ \"a\": $a }`);
    equal(template.getText(), '#set($a = 1)\n{ "a": $a }');
    equal(template.languageId, "apigateway-vtl");
    holds(!template.isDirty, "there is nothing to save");
    holds(!template.uri.path.includes("untitled:"), "it has a name");
  });

  test("an edit of it is one edit of the string, and leaves nothing to be saved in it", async () => {
    const { document, template } = await opened(String.raw`#set($a = 1)\n$a`);
    const before = document.version;
    await replace(template, new Range(0, 10, 0, 11), '"x"\n');
    await becomes(document, String.raw`#set($a = \"x\"\n)\n$a`);
    equal(document.version, before + 1);
    await until(workspace.onDidSaveTextDocument, () => (template.isDirty ? undefined : true));
    holds(document.isDirty, "the document is to be saved");
  });

  test("a quote closes by itself in a call, in a text of JSON too", async () => {
    const { document, template } = await opened(String.raw`{ \"a\": \"$input.path()\" }`);
    const editor = await window.showTextDocument(template);
    const at = template.positionAt(template.getText().indexOf("()") + 1);
    editor.selection = new Selection(at, at);
    await commands.executeCommand("type", { text: "'" });
    await becomes(document, String.raw`{ \"a\": \"$input.path('')\" }`);
  });

  test("one undo in the document undoes it in both", async () => {
    const { document, template } = await opened("$a");
    await replace(template, new Range(0, 2, 0, 2), "\n$b");
    await becomes(document, String.raw`$a\n$b`);
    await window.showTextDocument(document);
    await commands.executeCommand("undo");
    await becomes(document, "$a");
    await until(workspace.onDidChangeTextDocument, () => (template.getText() === "$a" ? true : undefined));
  });

  test("an edit of the string reaches the editor", async () => {
    const { document, template } = await opened("$a");
    const at = document.positionAt(document.getText().indexOf("$a") + 2);
    await replace(document, new Range(at, at), String.raw`\n\"`);
    await until(workspace.onDidChangeTextDocument, () => (template.getText() === '$a\n"' ? true : undefined));
  });

  test("edits around the string leave it alone, and a new key is followed", async () => {
    const { document, template } = await opened("$a");
    const key = document.positionAt(document.getText().indexOf("application/json"));
    await replace(document, new Range(key, key.translate(0, "application/json".length)), "text/plain");
    await replace(document, new Range(1, 0, 1, 0), '  "selectionPattern": "5\\\\d\\\\d",\n');
    await replace(template, new Range(0, 0, 0, 2), "$b");
    await becomes(document, "$b");
    holds(document.getText().includes('"text/plain": "$b"'), document.getText());
  });

  test("two templates of a document are edited at the same time", async () => {
    const { document, template } = await openedIn(
      await documentOf(OWN, '{ "responseTemplates": { "application/json": "$a", "text/plain": "$b" } }'),
    );
    const other = await openedIn(document, { ...ADDRESS, mediaType: "text/plain" });
    for (const typed of ["1", "2", "3", "4"]) {
      await replace(template, new Range(0, 0, 0, 0), typed);
      await replace(other.template, new Range(0, 0, 0, 0), typed);
    }
    await until(workspace.onDidChangeTextDocument, () =>
      document.getText().includes('"4321$a", "text/plain": "4321$b"') ? true : undefined,
    );
    equal([template.getText(), other.template.getText()], ["4321$a", "4321$b"]);
  });

  test("line ends of the template stay what they are", async () => {
    const { document, template } = await opened(String.raw`a\r\nb`);
    equal(template.getText().replaceAll("\r\n", "\n"), "a\nb");
    await replace(template, new Range(1, 1, 1, 1), template.eol === EndOfLine.CRLF ? "\r\nc" : "\nc");
    await becomes(document, String.raw`a\r\nb\r\nc`);
  });

  test("a template that is gone loses nothing, and goes on when it is back", async () => {
    const { document, template } = await opened("$a");
    const text = document.getText();
    const all = new Range(0, 0, document.lineCount, 0);
    await replace(document, all, "{}");
    await replace(template, new Range(0, 2, 0, 2), "$b");
    holds(!(await template.save()), "what has no string is not taken for saved");
    equal([document.getText(), template.getText(), template.isDirty], ["{}", "$a$b", true]);
    await replace(document, new Range(0, 0, 0, 2), text);
    await becomes(document, "$a$b");
    await until(workspace.onDidSaveTextDocument, () => (template.isDirty ? undefined : true));
  });
});

suite("a template that gets another name", () => {
  suiteSetup(activated);
  teardown(closeAll);

  /** Judged as JSON it has one finding, as text none. */
  const quoted = String.raw`{ \"a\": \"$util.escapeJavaScript($input.path('$.a'))\" }`;

  test("is judged by the key that it has", async () => {
    const { document, template } = await opened(quoted);
    await until(languages.onDidChangeDiagnostics, () => oursIn(template, 1));
    await replace(document, rangeOf(document, "application/json"), "text/plain");
    await until(languages.onDidChangeDiagnostics, () => oursIn(template, 0));
    await replace(document, rangeOf(document, "text/plain"), "application/json");
    await until(languages.onDidChangeDiagnostics, () => oursIn(template, 1));
  });

  test("and so it is by a server that was restarted", async () => {
    const { document, template } = await opened(quoted);
    await until(languages.onDidChangeDiagnostics, () => oursIn(template, 1));
    await replace(document, rangeOf(document, "application/json"), "text/plain");
    await until(languages.onDidChangeDiagnostics, () => oursIn(template, 0));
    // Seen by its finding, which comes with the new server alone.
    await replace(document, rangeOf(document, "{\n"), '{ "contentHandling": "NONE",\n');
    await until(languages.onDidChangeDiagnostics, () => oursIn(document, 1));
    await commands.executeCommand("apigatewayResponse.restartServer");
    await until(languages.onDidChangeDiagnostics, () => oursIn(document, 1));
    equal(oursIn(template, 0), []);
  });

  test("keeps its own string where another one has the same key or the same text", async () => {
    const { document, template } = await openedIn(
      await documentOf(OWN, '{ "responseTemplates": { "application/json": "$a", "text/plain": "$a" } }'),
    );
    await replace(document, rangeOf(document, "application/json"), "text/plain");
    await replace(template, new Range(0, 0, 0, 2), "$b");
    await becomes(document, "$b");
    equal(document.getText(), '{ "responseTemplates": { "text/plain": "$b", "text/plain": "$a" } }');
    const first = rangeOf(document, '"text/plain": "$b", ');
    await replace(document, first, "");
    await replace(template, new Range(0, 0, 0, 2), "$c");
    holds(!(await template.save()), "its string is gone, and its twin is not it");
    equal(document.getText(), '{ "responseTemplates": { "text/plain": "$a" } }');
  });

  test("keeps its own string where another response comes to its place", async () => {
    const response = (status: string, source: string): string =>
      `{ "type": "AWS", "integrationResponses": { "${status}": { "responseTemplates": { "application/json": "${source}" } } } }`;
    const document = await documentOf(OWN, `[${response("200", "$a")}]`);
    const address = { ...ADDRESS, path: [0, "integrationResponses", "200"] };
    const { template } = await openedIn(document, address);
    await replace(document, new Range(0, 1, 0, 1), `${response("200", "$other")}, `);
    await replace(document, rangeOf(document, '200": { "responseTemplates": { "application/json": "$a'), "");
    await window.showTextDocument(document);
    await commands.executeCommand("undo");
    await replace(template, new Range(0, 2, 0, 2), "$b");
    await becomes(document, "$a$b");
    equal(document.getText(), `[${response("200", "$other")}, ${response("200", "$a$b")}]`);
  });

  test("is found again when the JSON around it is mended", async () => {
    const { document, template } = await opened("$a");
    await replace(document, rangeOf(document, '"responseTemplates": {'), "");
    await replace(template, new Range(0, 2, 0, 2), "$b");
    holds(!(await template.save()), "what is not in its string is not taken for saved");
    await replace(document, new Range(1, 2, 1, 2), '"responseTemplates": {');
    await becomes(document, "$a$b");
  });

  test("goes along with its file, and with the folder of that", async () => {
    const { document, template } = await openedFile("going/along", "$a");
    const folder = Uri.joinPath(document.uri, "..");
    const edit = new WorkspaceEdit();
    edit.renameFile(folder, Uri.joinPath(folder, "..", "gone"));
    holds(await workspace.applyEdit(edit), "the folder has another name");
    await replace(template, new Range(0, 0, 0, 2), "$moved");
    const found = await until(workspace.onDidChangeTextDocument, () =>
      workspace.textDocuments.find((one) => one.getText() === bodyOf("$moved")),
    );
    holds(found.uri.path.endsWith("/gone/along.integration-response.json"), found.uri.path);
    await found.save();
  });
});

suite("saving and refusing templates", () => {
  suiteSetup(activated);
  teardown(closeAll);

  test("saving the template saves its document, also when there is nothing new in the editor", async () => {
    const { document, template } = await openedFile("saved", "$a");
    await replace(template, new Range(0, 0, 0, 2), "$b");
    await becomes(document, "$b");
    await until(workspace.onDidSaveTextDocument, () => (template.isDirty ? undefined : true));
    holds(document.isDirty, "only the document is to be saved");
    await commands.executeCommand("workbench.action.files.save");
    equal([template.isDirty, document.isDirty, await stored(document)], [false, false, bodyOf("$b")]);
  });

  test("saving the document saves what was typed last in the template", async () => {
    const { document, template } = await openedFile("flushed", "$a");
    await replace(template, new Range(0, 0, 0, 2), "$c");
    await window.showTextDocument(document);
    await commands.executeCommand("workbench.action.files.save");
    equal(await stored(document), bodyOf("$c"));
  });

  test("the document's tab may be closed meanwhile", async () => {
    const { document, template } = await openedFile("closed", "$a");
    await window.showTextDocument(document);
    await commands.executeCommand("workbench.action.closeActiveEditor");
    await replace(template, new Range(0, 0, 0, 2), "$d");
    const found = await until(workspace.onDidChangeTextDocument, () =>
      workspace.textDocuments.find((one) => one.getText() === bodyOf("$d")),
    );
    equal(found.uri.toString(), document.uri.toString());
    await found.save();
  });

  test("and the preview goes on with the document that is opened in its place", async () => {
    const { document, template } = await openedFile("previewed", "one");
    await commands.executeCommand("apigatewayResponse.preview");
    await previewBecomes("one");
    await window.showTextDocument(document);
    await commands.executeCommand("workbench.action.closeActiveEditor");
    await window.showTextDocument(template);
    await replace(template, new Range(0, 0, 0, 3), "two");
    await previewBecomes("two");
    await commands.executeCommand("workbench.action.files.save");
  });

  test("and the preview goes on where the server is restarted while it is asked", async () => {
    const { template } = await openedFile("restarted", "one");
    await commands.executeCommand("apigatewayResponse.preview");
    await previewBecomes("one");
    const edited = replace(template, new Range(0, 0, 0, 3), "two");
    await commands.executeCommand("apigatewayResponse.restartServer");
    await edited;
    await previewBecomes("two");
    await commands.executeCommand("workbench.action.files.save");
  });

  test("a string that is not closed is refused", async () => {
    const document = await documentOf(OWN, '{ "responseTemplates": { "application/json": "$a\n } }');
    const before = workspace.textDocuments.length;
    await commands.executeCommand(COMMAND, document.uri.toString(), ADDRESS);
    equal(workspace.textDocuments.length, before);
  });

  test("300 KB are edited in place", async () => {
    const line = String.raw`#set($a = 1)\n`;
    const { document, template } = await opened(line.repeat(21_000));
    const before = document.getText().length;
    await replace(template, new Range(20_000, 10, 20_000, 11), "2");
    await until(workspace.onDidChangeTextDocument, () =>
      document.getText().includes("2)") ? true : undefined,
    );
    equal(document.getText().length, before);
  });
});

/** Without a question: what is not saved is given up. */
async function closeAll(): Promise<void> {
  while (window.activeTextEditor !== undefined) {
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
}

interface Opened {
  readonly document: TextDocument;
  readonly template: TextDocument;
}

/** A document with this source as its template, and that template's editor. */
async function opened(source: string): Promise<Opened> {
  return openedIn(await documentOf(OWN, bodyOf(source)));
}

async function openedIn(document: TextDocument, address: object = ADDRESS): Promise<Opened> {
  await window.showTextDocument(document);
  await commands.executeCommand(COMMAND, document.uri.toString(), address);
  const template = window.activeTextEditor?.document;
  if (template === undefined || template.uri.scheme !== "apigateway-template") {
    throw new Error(`The active editor is ${template?.uri.toString()}`);
  }
  return { document, template };
}

/** The same of a new file. */
async function openedFile(name: string, source: string): Promise<Opened> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) {
    throw new Error("No folder is open.");
  }
  const uri = Uri.joinPath(folder, `${name}.integration-response.json`);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(bodyOf(source)));
  return openedIn(await workspace.openTextDocument(uri));
}

async function previewBecomes(text: string): Promise<void> {
  await until(workspace.onDidChangeTextDocument, () =>
    workspace.textDocuments.some(
      (one) => one.uri.scheme === "apigateway-preview" && one.getText().includes(`\n${text}\n`),
    )
      ? true
      : undefined,
  );
}

async function stored({ uri }: TextDocument): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri));
}

function bodyOf(source: string): string {
  return `{\n  "responseTemplates": { "application/json": "${source}" }\n}\n`;
}

function rangeOf(document: TextDocument, text: string): Range {
  const at = document.getText().indexOf(text);
  return new Range(document.positionAt(at), document.positionAt(at + text.length));
}

async function becomes(document: TextDocument, source: string): Promise<void> {
  const wanted = `"${source}"`;
  await until(workspace.onDidChangeTextDocument, () =>
    document.getText().includes(wanted) ? true : undefined,
  );
}
