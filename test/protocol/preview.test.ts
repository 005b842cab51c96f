// The preview over the wire: which response, which sample, and files of samples that only the client can read.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { PREVIEW_REQUEST, type Preview, READ_FILE_REQUEST } from "../../server/src/contract";
import { OWN_URI, startEditor } from "./editor";

const RESPONSE = '{ "responseTemplates": { "application/json": "{ \\"all\\": $input.json(\'$.pets\') }" } }';
const SAMPLES =
  '[{ "name": "one", "status": 200, "body": { "pets": [1] } }, { "name": "two", "status": 200, "body": { "pets": [2] } }]';

test("without samples, one of our own", async () => {
  await using editor = await startEditor();
  await editor.open(RESPONSE);
  const shown: Preview = await editor.request(PREVIEW_REQUEST, { uri: OWN_URI });
  expect(shown).toMatchObject({ kind: "preview", version: 1, sample: { name: "Lambda success" } });
  expect(shown.text).toMatch(/^HTTP\/1\.1 200 OK\nContent-Type: application\/json\n\n\{ "all": \[\{"id":7,/);
  expect(shown.text).toContain("no file of samples lies beside");
});

test("what is typed is shown, and a sample may be chosen", async () => {
  await using editor = await startEditor();
  await editor.open(RESPONSE);
  const at = RESPONSE.indexOf("all");
  await editor.change([
    {
      range: { start: { line: 0, character: at }, end: { line: 0, character: at + 3 } },
      text: "pets",
    },
  ]);
  const shown = await editor.request(PREVIEW_REQUEST, { uri: OWN_URI, sample: "HTTP 404" });
  expect(shown).toMatchObject({ version: 2, sample: { name: "HTTP 404" } });
  expect(shown.text).toContain('{ "pets": "" }');
});

test("samples are read from the disk where the client does not read them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "apigw-preview-"));
  try {
    writeFileSync(join(folder, "pets.samples.json"), SAMPLES);
    await using editor = await startEditor();
    const uri = pathToFileURL(join(folder, "pets.integration-response.json")).href;
    await editor.open(RESPONSE, { uri });
    const shown = await editor.request(PREVIEW_REQUEST, { uri });
    expect(shown.sample).toEqual({
      name: "one",
      file: pathToFileURL(join(folder, "pets.samples.json")).href,
    });
    expect(shown.text).toContain('{ "all": [1] }');
    expect((await editor.request(PREVIEW_REQUEST, { uri, sample: "two" })).text).toContain('{ "all": [2] }');
    expect((await editor.request(PREVIEW_REQUEST, { uri, sample: "gone" })).text).toContain('{ "all": [1] }');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a client that answers for its files is asked for them", async () => {
  await using editor = await startEditor({ initializationOptions: { answersFiles: true } });
  await editor.open(RESPONSE);
  // This one answers `null`: there is no file.
  const shown = await editor.request(PREVIEW_REQUEST, { uri: OWN_URI });
  expect(shown.files).toEqual([OWN_URI.replace(".integration-response.json", ".samples.json")]);
  const asked = editor.received.filter(({ method }) => method === READ_FILE_REQUEST);
  expect(asked.map(({ params }) => params)).toContainEqual({ uri: shown.files[0] });
});

test("of several responses the one under the cursor, with the integration behind it", async () => {
  await using editor = await startEditor();
  await editor.open(
    '{ "type": "AWS", "uri": "arn:aws:apigateway:r:lambda:path/2015-03-31/functions/f/invocations", "integrationResponses": {\n' +
      '"200": { "statusCode": "200" },\n"404": { "statusCode": "404", "selectionPattern": "gone.*" } } }',
  );
  const shown = await editor.request(PREVIEW_REQUEST, { uri: OWN_URI, line: 2, character: 12 });
  expect(shown.title).toBe("404");
  expect(shown.text).toContain("HTTP/1.1 404 Not Found");
  expect(shown.text).toContain("For the errorMessage “gonesomething”, response 404 answers.");
});

test("of several responses the one whose template is edited apart", async () => {
  await using editor = await startEditor();
  await editor.open(
    '{ "type": "HTTP", "integrationResponses": {\n' +
      '"200": { "statusCode": "200", "responseTemplates": { "a/b": "two" } },\n' +
      '"404": { "statusCode": "404", "selectionPattern": "404", "responseTemplates": { "a/b": "four" } } } }',
  );
  const template = { path: ["integrationResponses", "404"], mediaType: "a/b", occurrence: 0 };
  const titleOf = async (params: object) =>
    (await editor.request<Preview>(PREVIEW_REQUEST, { uri: OWN_URI, ...params })).title;
  expect(await titleOf({ line: 1, character: 12, template })).toBe("404");
  // One that is gone by now leaves it to the cursor.
  expect(await titleOf({ line: 1, character: 12, template: { ...template, mediaType: "c/d" } })).toBe("200");
  expect(await titleOf({ line: 1, character: 12, template: "404" })).toBe("200");
});

test("what has no preview says so", async () => {
  await using editor = await startEditor();
  expect(await editor.request(PREVIEW_REQUEST, { uri: OWN_URI })).toMatchObject({ kind: "none" });
  await editor.open("[]");
  expect(await editor.request(PREVIEW_REQUEST, { uri: OWN_URI })).toMatchObject({
    kind: "none",
    message: expect.stringContaining("no integration response"),
  });
  await expect(editor.request(PREVIEW_REQUEST, {})).rejects.toThrow("params");
});

test("a document that is broken is shown as far as it can be read", async () => {
  await using editor = await startEditor();
  await editor.open(RESPONSE.slice(0, -2));
  const { text } = await editor.request(PREVIEW_REQUEST, { uri: OWN_URI });
  expect(text).toContain('{ "all": [');
  expect(text).toContain("no JSON at the moment");
});
