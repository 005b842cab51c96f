// What the web host must do: activate, diagnose, complete; and say that it cannot deploy.
import { commands, languages } from "vscode";
import {
  activated,
  completionsAt,
  documentOf,
  equal,
  holds,
  OWN,
  oursIn,
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

  test("completes header names", async () => {
    const texts = await completionsAt('{ "responseParameters": { "‸" } }');
    holds(
      texts.some((text) => text.includes("method.response.header.Content-Type")),
      texts.join("\n"),
    );
  });
});

function ruleOf(finding: { readonly code?: unknown } | undefined): unknown {
  const code = finding?.code;
  return typeof code === "object" && code !== null && "value" in code ? code.value : code;
}
