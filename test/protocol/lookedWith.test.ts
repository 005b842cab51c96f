// What a sample's body gives completion and hover: in a string, and in the virtual document of the same template.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { CompletionItem, Hover } from "vscode-languageserver";
import {
  PREVIEW_REQUEST,
  TEMPLATE_LANGUAGE_ID,
  TEMPLATE_SCHEME,
  writeTemplateQuery,
} from "../../server/src/contract";
import { startEditor } from "./editor";

const TEMPLATE = "$input.json('$.pets')";
const RESPONSE = `{ "responseTemplates": { "text/html": "", "application/json": "${TEMPLATE}" } }`;
const SAMPLES = JSON.stringify([
  { name: "one", status: 200, body: { pets: [{ name: "Rex" }], count: 1 } },
  { name: "two", status: 200, body: { pets: [], total: 7 } },
]);

async function withSamples(
  check: (editor: Awaited<ReturnType<typeof startEditor>>, uri: string) => Promise<void>,
) {
  const folder = mkdtempSync(join(tmpdir(), "apigw-sample-"));
  try {
    writeFileSync(join(folder, "pets.samples.json"), SAMPLES);
    await using editor = await startEditor();
    const uri = pathToFileURL(join(folder, "pets.integration-response.json")).href;
    await editor.open(RESPONSE, { uri });
    // Which reads the samples, and chooses none.
    await editor.request(PREVIEW_REQUEST, { uri });
    await check(editor, uri);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const inString = (character: number) => RESPONSE.indexOf(TEMPLATE) + character;

test.each([
  ["in its string", (uri: string) => uri, inString],
  ["in its own document", virtualOf, (character: number) => character],
])("%s", async (_, uriOf, at) => {
  await withSamples(async (editor, document) => {
    const uri = uriOf(document);
    if (uri !== document) {
      await editor.open(TEMPLATE, { uri, languageId: TEMPLATE_LANGUAGE_ID });
    }
    const asked = (text: string) => ({
      textDocument: { uri },
      position: { line: 0, character: at(TEMPLATE.indexOf(text) + text.length) },
    });
    const paths = async () => {
      const { items }: { items: CompletionItem[] } = await editor.request(
        "textDocument/completion",
        asked("$.pets"),
      );
      return items.map(({ label }) => label);
    };
    expect(await paths()).toContain("$.pets[0].name");
    const hover: Hover = await editor.request("textDocument/hover", asked("$input.js"));
    expect(JSON.stringify(hover.contents)).toContain("Rex");
    // The sample that the preview shows counts for the others.
    await editor.request(PREVIEW_REQUEST, { uri: document, sample: "two" });
    expect(await paths()).toContain("$.total");
    expect(await paths()).not.toContain("$.count");
  });
});

/** As the editor writes it. */
function virtualOf(document: string): string {
  const address = { path: [], mediaType: "application/json", occurrence: 0 };
  const query = encodeURIComponent(writeTemplateQuery({ document, address }, 0));
  return `${TEMPLATE_SCHEME}:/templates%20of%20pets/application-json.vtl?${query}`;
}

test("a template whose document is not open, or whose name is none, has no sample and is answered", async () => {
  await using editor = await startEditor();
  for (const uri of [
    virtualOf("file:///nowhere/a.json"),
    `${TEMPLATE_SCHEME}:/a.vtl?%E0%A4%A`,
    `${TEMPLATE_SCHEME}:/a.vtl?%5B%5D`,
  ]) {
    await editor.open(TEMPLATE, { uri, languageId: TEMPLATE_LANGUAGE_ID });
    const position = { line: 0, character: 9 };
    expect(await editor.request("textDocument/hover", { textDocument: { uri }, position })).not.toBeNull();
  }
});
