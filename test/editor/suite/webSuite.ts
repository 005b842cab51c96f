// What the web host must do: activate, diagnose, complete; and say that it cannot deploy.
import { commands, languages, Range, Uri, window, workspace } from "vscode";
import {
  activated,
  completionsAt,
  documentOf,
  equal,
  holds,
  OWN,
  oursIn,
  previewShows,
  replace,
  SERVER_DEPLOY,
  until,
} from "./steps";

suite("web host", () => {
  test("activates without starting a worker for JSON that is not ours", async () => {
    await documentOf("json", '{ "a": 1 }');
    await activated();
    holds(!(await commands.getCommands()).includes(SERVER_DEPLOY), "no server command is registered");
  });

  test("finds the escape that JSON does not know", async () => {
    const document = await documentOf(OWN, '{ "selectionPattern": "2\\d{2}" }');
    const [finding] = await until(languages.onDidChangeDiagnostics, () => oursIn(document, 1));
    equal(ruleOf(finding), "invalid-escape");
  });

  test("knows the files beside a response of a virtual workspace", async () => {
    const root = workspace.workspaceFolders?.[0]?.uri;
    holds(root !== undefined && root.scheme !== "file", "the folder is virtual");
    const path = "restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/404.json";
    const document = await workspace.openTextDocument(Uri.joinPath(root as Uri, path));
    await window.showTextDocument(document);
    // Without its pattern it is a second default beside that of the 200.
    await replace(document, new Range(0, 0, document.lineCount, 0), "{}");
    const found = await until(languages.onDidChangeDiagnostics, () => {
      const rules = languages.getDiagnostics(document.uri).map(ruleOf);
      return rules.includes("two-defaults") ? rules : undefined;
    });
    holds(found.includes("two-defaults"), found.join(", "));
    // Those that come after find the file as it is stored.
    await commands.executeCommand("workbench.action.files.revert");
  });

  test("completes header names", async () => {
    const texts = await completionsAt('{ "responseParameters": { "‸" } }');
    holds(
      texts.some((text) => text.includes("method.response.header.Content-Type")),
      texts.join("\n"),
    );
  });

  test("previews a response, with the samples that lie beside it", async () => {
    const folder = workspace.workspaceFolders?.[0];
    holds(folder !== undefined, "no folder is open");
    const path = "restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/404.json";
    const document = await workspace.openTextDocument(Uri.joinPath(folder?.uri ?? Uri.file("/"), path));
    await previewShows(document, '"detail": "[NotFound] No such item."');
    const at = document.getText().indexOf("Not found");
    await replace(document, new Range(document.positionAt(at), document.positionAt(at + 9)), "Gone");
    await previewShows(document, '"title": "Gone"');
  });
});

function ruleOf(finding: { readonly code?: unknown } | undefined): unknown {
  const code = finding?.code;
  return typeof code === "object" && code !== null && "value" in code ? code.value : code;
}
