// Documents of the template language, over the wire.
import { expect, test } from "vitest";
import type { Diagnostic, Hover, InlayHint, SignatureHelp } from "vscode-languageserver";
import {
  TEMPLATE_LANGUAGE_ID,
  TEMPLATE_NAME_NOTIFICATION,
  type TemplateNameParams,
  writeTemplateQuery,
} from "../../server/src/contract";
import { OWN_URI, PULLS, startEditor } from "./editor";

const uri = "file:///work/order.vtl";
const textDocument = { uri };
const at = (line: number, character: number) => ({ textDocument, position: { line, character } });

test("a template is checked and lived in", async () => {
  await using editor = await startEditor({ capabilities: PULLS });
  const text = "#if($util)\n1\n2\n3\n4\n#end\n$util.urlEncode($a, ";
  await editor.open(text, { uri, languageId: TEMPLATE_LANGUAGE_ID });
  const hover = await editor.request<Hover>("textDocument/hover", at(0, 6));
  expect(JSON.stringify(hover.contents)).toContain("$util");
  const help = await editor.request<SignatureHelp>("textDocument/signatureHelp", at(6, 20));
  expect(help.signatures[0]?.label).toBe("$util.urlEncode(text)");
  const hints = await editor.request<InlayHint[]>("textDocument/inlayHint", {
    textDocument,
    range: { start: { line: 0, character: 0 }, end: { line: 6, character: 0 } },
  });
  expect(hints).toEqual([{ position: { line: 5, character: 4 }, label: "#if($util)", paddingLeft: true }]);
  const folds = await editor.request("textDocument/foldingRange", { textDocument });
  expect(folds).toMatchObject([{ startLine: 0, endLine: 5 }]);
  const completion = await editor.request<{ items: { label: string }[] }>("textDocument/completion", {
    ...at(6, 6),
    context: { triggerKind: 2, triggerCharacter: "." },
  });
  expect(completion.items.map(({ label }) => label)).toContain("escapeJavaScript(text)");
});

test.each([
  ["alone", "#if($util)\n#if($a)", "", { uri, languageId: TEMPLATE_LANGUAGE_ID }],
  ["in a string", '{ "responseTemplates": { "text/plain": "#foreach($a in $b)', '" } }', {}],
])("what a typed `)` ends is closed: %s", async (_, before, after, as) => {
  await using editor = await startEditor();
  await editor.open(before + after, as);
  const lines = before.split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const params = { textDocument: { uri: OWN_URI, ...as }, position, ch: ")", options: { tabSize: 2 } };
  expect(await editor.request("textDocument/onTypeFormatting", params)).toEqual([
    { range: { start: position, end: position }, newText: "#end" },
  ]);
});

const HOLDER = "file:///a.integration-response.json";
const QUOTED = `{ "a": "$util.escapeJavaScript($input.path('$.a'))" }`;

function apartAs(mediaType: string): string {
  const address = { path: [], mediaType, occurrence: 0 };
  const query = writeTemplateQuery({ document: HOLDER, address }, 0);
  return `apigateway-template:/templates%20of%20a/b.vtl?${encodeURIComponent(query)}`;
}

/** The integration as the service prints it, with a request template that sets what the response's prints. */
function printed(request: string, contentHandling = ""): string {
  return JSON.stringify({
    type: "AWS",
    uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations",
    requestTemplates: { "application/json": request },
    integrationResponses: {
      "200": {
        statusCode: "200",
        ...(contentHandling === "" ? {} : { contentHandling }),
        responseTemplates: { "application/json": OWNED },
      },
    },
  });
}

const OWNED = `{ "owner": "$owner", "data": "$input.body" }`;
const SETS_OWNER = "#set($owner = 'me')";

test.each([
  ["as pulled", PULLS],
  ["as pushed", {}],
])(
  "a template that is edited apart is judged by what stands around its string, %s",
  async (_, capabilities) => {
    await using editor = await startEditor({ capabilities });
    const address = { path: ["integrationResponses", "200"], mediaType: "application/json", occurrence: 0 };
    const query = writeTemplateQuery({ document: HOLDER, address }, 0);
    const apart = `apigateway-template:/b.vtl?${encodeURIComponent(query)}`;
    const drawn = (all: readonly Diagnostic[]) =>
      all
        .map(
          ({ code, message }) =>
            `${code}${JSON.stringify(message).includes("nor does a request template") ? " seen" : ""}`,
        )
        .join(", ");
    const checkTold = async (expected: string) => {
      if (capabilities === PULLS) {
        expect(drawn(await editor.pulled(apart))).toBe(expected);
      } else {
        await editor.next(
          ({ method, params }) =>
            method === "textDocument/publishDiagnostics" &&
            params.uri === apart &&
            drawn(params.diagnostics) === expected,
        );
      }
    };
    await editor.open(OWNED, { uri: apart, languageId: TEMPLATE_LANGUAGE_ID });
    await checkTold("template-variable, template-unescaped");
    await editor.open(printed(SETS_OWNER), { uri: HOLDER });
    await checkTold("template-unescaped");
    await editor.change([{ text: printed(SETS_OWNER, "CONVERT_TO_TEXT") }], HOLDER);
    await checkTold("");
    await editor.change([{ text: printed("") }], HOLDER);
    await checkTold("template-variable seen, template-unescaped");
  },
);

interface Report {
  readonly items: readonly { readonly code: string }[];
}

test.each([
  ["application/json", ["template-escape-quote"]],
  ["text/plain", []],
])("a template that is edited apart is judged as one of %s", async (mediaType, rules) => {
  await using editor = await startEditor({ capabilities: PULLS });
  const apart = apartAs(mediaType);
  await editor.open(QUOTED, { uri: apart, languageId: TEMPLATE_LANGUAGE_ID });
  const { items } = await editor.request<Report>("textDocument/diagnostic", { textDocument: { uri: apart } });
  expect(items.map(({ code }) => code)).toEqual(rules);
});

test.each([
  ["while it is open", false],
  ["before it is opened, as after a restart", true],
])("a key that is renamed is what its template is judged by, told %s", async (_, isEarly) => {
  await using editor = await startEditor({ capabilities: PULLS });
  const apart = apartAs("application/json");
  const rename = async (mediaType: string) => {
    const params: TemplateNameParams = {
      ...{ uri: apart, document: HOLDER },
      address: { path: [], mediaType, occurrence: 0 },
    };
    await editor.connection.sendNotification(TEMPLATE_NAME_NOTIFICATION, params);
  };
  const open = () => editor.open(QUOTED, { uri: apart, languageId: TEMPLATE_LANGUAGE_ID });
  const rules = async () => {
    const params = { textDocument: { uri: apart } };
    return (await editor.request<Report>("textDocument/diagnostic", params)).items.map(({ code }) => code);
  };
  if (isEarly) {
    await rename("text/plain");
    await open();
  } else {
    await open();
    expect(await rules()).toEqual(["template-escape-quote"]);
    await rename("text/plain");
  }
  expect(await rules()).toEqual([]);
  await rename("application/json");
  expect(await rules()).toEqual(["template-escape-quote"]);
  await rename("text/plain");
  await editor.connection.sendNotification("textDocument/didClose", { textDocument: { uri: apart } });
  await open();
  expect(await rules()).toEqual(["template-escape-quote"]);
});

test("what is wrong with a template is told", async () => {
  await using editor = await startEditor({ capabilities: PULLS });
  await editor.open("#if($a)", { uri, languageId: TEMPLATE_LANGUAGE_ID });
  const report = await editor.request<{ items: object[] }>("textDocument/diagnostic", { textDocument });
  expect(report.items).toMatchObject([{ code: "template-syntax", severity: 2 }]);
});
