// The commands that only answer, each over the wire.
import { expect, test } from "vitest";
import { CLIENT_COMMANDS, SERVER_COMMANDS } from "../../server/src/contract";
import { type Editor, OWN_URI, PULLS, startEditor } from "./editor";

const FAULTY = '{ "contentHandling": "CONVERT" }';

test("the rules and the page of one", async () => {
  await using editor = await startEditor();
  const rules = await editor.request("workspace/executeCommand", { command: SERVER_COMMANDS.listRules });
  expect(rules).toContainEqual({
    id: "content-handling",
    title: "Not a content handling",
    severity: "error",
  });
  const explain = (rule?: string) =>
    editor.request("workspace/executeCommand", {
      command: SERVER_COMMANDS.explainRule,
      arguments: [{ rule }],
    });
  expect(await explain("content-handling")).toMatchObject({
    id: "content-handling",
    markdown: expect.stringContaining("# Not a content handling"),
  });
  expect(await explain("no-such-rule")).toBeNull();
  expect(await explain()).toBeNull();
});

test("a response to begin with, of each kind", async () => {
  await using editor = await startEditor();
  const responses = await editor.request("workspace/executeCommand", {
    command: SERVER_COMMANDS.listResponseTemplates,
  });
  expect(responses).toHaveLength(6);
  expect(responses[0]).toMatchObject({
    id: "lambdaSuccess",
    statusCode: "200",
    text: expect.stringMatching(/^\{/),
  });
});

test("the command line, its target from the document's path", async () => {
  await using editor = await startEditor();
  const uri = "file:///restapis/a1b2c3/resources/d4e5f6/methods/GET/integration/responses/404.json";
  const ask = (argument: object) =>
    editor.request("workspace/executeCommand", {
      command: SERVER_COMMANDS.awsCommand,
      arguments: [argument],
    });
  await editor.open('{ "selectionPattern": "it\'s" }', { uri });
  const { command } = await ask({ uri });
  expect(command).toContain("--rest-api-id a1b2c3 \\\n  --resource-id d4e5f6");
  expect(command).toContain(
    "--cli-input-json file:///restapis/a1b2c3/resources/d4e5f6/methods/GET/integration/responses/404.json",
  );
  expect((await ask({ uri, shell: "powershell" })).command).toContain(" `\n  --rest-api-id a1b2c3 `\n");
  expect(await ask({ uri: "file:///closed.json" })).toMatchObject({ kind: "none" });
  await expect(ask({})).rejects.toThrow("wants the document's URI");
});

test("of several responses, the command of the one under the cursor", async () => {
  await using editor = await startEditor();
  await editor.open(
    '{ "type": "AWS", "integrationResponses": {\n"200": { "statusCode": "200" },\n"404": { "statusCode": "404", "selectionPattern": "x" } } }',
  );
  const ask = (place: object) =>
    editor.request("workspace/executeCommand", {
      command: SERVER_COMMANDS.awsCommand,
      arguments: [{ uri: OWN_URI, ...place }],
    });
  expect((await ask({ line: 2, character: 12 })).command).toContain("--status-code 404");
  expect(await ask({})).toMatchObject({ kind: "none", message: expect.stringContaining("cursor") });
});

test("a client that shows pages is offered one for each rule at the place", async () => {
  await using editor = await startEditor({
    capabilities: {
      textDocument: {
        ...PULLS.textDocument,
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
      },
    },
    initializationOptions: { clientCommands: [CLIENT_COMMANDS.explainRule] },
  });
  await editor.open(FAULTY);
  const position = { line: 0, character: 24 };
  const actions = await editor.request("textDocument/codeAction", {
    textDocument: { uri: OWN_URI },
    range: { start: position, end: position },
    context: { diagnostics: [] },
  });
  expect(actions.at(-1)).toMatchObject({
    title: "Explain this rule (content-handling)",
    command: { command: CLIENT_COMMANDS.explainRule, arguments: ["content-handling"] },
  });
});

test("which response answers a sample, and where it stands", async () => {
  await using editor = await startEditor();
  const ask = (argument: object) =>
    editor.request("workspace/executeCommand", {
      command: SERVER_COMMANDS.whichResponse,
      arguments: [argument],
    });
  const responses = { "200": {}, "404": { selectionPattern: "404" } };
  const text = JSON.stringify({ type: "MOCK", integrationResponses: responses }, undefined, 2);
  await editor.open(text);
  expect(await ask({ uri: OWN_URI, sample: "404" })).toEqual({
    kind: "responses",
    backend: "mock",
    backendFrom: "document",
    sentence: "404 answers.",
    responses: [
      {
        uri: OWN_URI,
        line: 3,
        character: 5,
        status: "200",
        pattern: "",
        why: expect.any(String),
        answer: "no",
      },
      {
        uri: OWN_URI,
        line: 5,
        character: 27,
        status: "404",
        pattern: "404",
        why: "Its pattern matches.",
        answer: "yes",
      },
    ],
  });
  expect(await ask({ uri: OWN_URI, sample: "x", backend: "lambda" })).toMatchObject({
    backend: "lambda",
    sentence: "200 answers.",
  });
  expect(await ask({ uri: "file:///closed.json", sample: "" })).toMatchObject({ kind: "none" });
  for (const argument of [{}, { uri: OWN_URI }, { uri: OWN_URI, sample: "", backend: "proxy" }]) {
    await expect(ask(argument)).rejects.toThrow("wants the document's URI, a sample");
  }
});

test("a lens above a method's responses, for a client that can ask while one types", async () => {
  const lenses = (editor: Editor) =>
    editor.request("textDocument/codeLens", { textDocument: { uri: OWN_URI } });
  const text = '{ "type": "MOCK", "integrationResponses": { "200": {} } }';
  await using able = await startEditor({
    initializationOptions: { clientCommands: [CLIENT_COMMANDS.whichResponse] },
  });
  await able.open(text);
  expect(await lenses(able)).toContainEqual(
    expect.objectContaining({
      command: {
        title: "Which Response Matches?",
        command: CLIENT_COMMANDS.whichResponse,
        arguments: [OWN_URI, 0, 19],
      },
    }),
  );
  await using other = await startEditor();
  await other.open(text);
  expect(JSON.stringify(await lenses(other))).not.toContain("Which");
});

test("the templates of a document, one of them read and edited for its version", async () => {
  await using editor = await startEditor();
  const ask = (command: string, argument: object) =>
    editor.request("workspace/executeCommand", { command, arguments: [{ uri: OWN_URI, ...argument }] });
  const address = { path: [], mediaType: "a/b", occurrence: 0 };
  expect(await ask(SERVER_COMMANDS.readTemplate, { address })).toMatchObject({ reason: "notOpen" });
  await editor.open('{ "responseTemplates": { "a/b": "#if\\n#end" } }');
  expect(await ask(SERVER_COMMANDS.listTemplates, {})).toEqual({ templates: [address] });
  expect(await ask(SERVER_COMMANDS.listTemplates, { line: 0, character: 35 })).toEqual({
    templates: [address],
    here: address,
  });
  const read = await ask(SERVER_COMMANDS.readTemplate, { address });
  expect(read).toMatchObject({ kind: "template", text: "#if\n#end" });
  const edit = { address, version: read.version, start: 3, end: 4, newText: '\n"\n' };
  expect(await ask(SERVER_COMMANDS.editTemplate, edit)).toEqual({
    kind: "edits",
    edits: [
      {
        range: { start: { line: 0, character: 36 }, end: { line: 0, character: 38 } },
        newText: '\\n\\"\\n',
      },
    ],
  });
  expect(await ask(SERVER_COMMANDS.editTemplate, { ...edit, version: read.version + 1 })).toEqual({
    kind: "moved",
  });
  await expect(ask(SERVER_COMMANDS.editTemplate, { ...edit, newText: 1 })).rejects.toThrow(
    "not what it takes",
  );
  await expect(ask(SERVER_COMMANDS.readTemplate, { address: {} })).rejects.toThrow("not what it takes");
});
