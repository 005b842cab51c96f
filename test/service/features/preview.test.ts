// Which sample a preview shows, and what is said of where it is from.
import { describe, expect, test } from "vitest";
import {
  builtInSamples,
  type OfferedSample,
  previewAt,
  readSamples,
  sampleAt,
  sampleFilesOf,
} from "../../../server/src/service";
import { foreignDocument, ownDocument } from "../../support/documents";

/** The sample that is shown for a response with a pattern, when nobody wrote any. */
function checkBuiltIn(pattern: string | undefined, name: string, says: string): void {
  const text = JSON.stringify(
    pattern === undefined ? { responseTemplates: {} } : { selectionPattern: pattern },
  );
  const made = previewAt(ownDocument(text), 0, []);
  expect(made?.shown).toMatchObject({ sample: { name }, file: undefined });
  expect(made?.text).toContain(`response 200 answers. ${says}`);
}

describe("a built-in sample fits the pattern", () => {
  test.each<[string | undefined, string, string]>([
    [undefined, "Lambda success", "It has no pattern"],
    ["", "Lambda success", "It has no pattern"],
    ["404", "HTTP 404", "Its pattern matches"],
    ["4\\d{2}", "HTTP 404", "Its pattern matches"],
    ["5..", "HTTP 500", "Its pattern matches"],
    ["409", "Status 409", "Its pattern matches"],
    [".*BadRequest.*", "Lambda error", "Its pattern matches"],
    ["(?s)\\[Gone\\].*", "Lambda error", "Its pattern matches"],
    ["^Not found: (item|user) \\d+$", "Lambda error", "Its pattern matches"],
  ])("%s: %s", checkBuiltIn);

  test("or is shown with a word that it does not", () => {
    const made = previewAt(ownDocument('{ "selectionPattern": "(?=x)y" }'), 0, []);
    expect(made?.text).toContain("Attention: For");
    expect(made?.text).toContain("this response does not answer");
  });

  test("the backend decides where it is in sight", () => {
    const method = (type: string) =>
      `{ "type": "${type}", "uri": "x", "integrationResponses": { "200": { "statusCode": "200" } } }`;
    for (const [type, name] of [
      ["HTTP", "HTTP 200"],
      ["AWS", "AWS service 200"],
      ["MOCK", "MOCK"],
    ] as const) {
      expect(previewAt(foreignDocument(method(type)), 0, [])?.shown.sample.name).toBe(name);
    }
    expect(previewAt(foreignDocument(method("HTTP_PROXY")), 0, [])?.text).toContain(
      "The integration is a proxy",
    );
  });

  test("a status without a method response is a 500", () => {
    const document = foreignDocument(
      '{ "httpMethod": "GET", "methodResponses": { "404": { "statusCode": "404" } }, "methodIntegration": ' +
        '{ "type": "MOCK", "integrationResponses": { "200": { "statusCode": "200" } } } }',
    );
    expect(previewAt(document, 0, [])?.text).toMatch(/^HTTP\/1\.1 500 .*There is no method response 200/s);
  });
});

const SAVED = readSamples(
  '[{ "name": "gone", "status": 404 }, { "name": "there", "status": 200 }, { "name": "too", "status": 200 }]',
).samples.map((sample): OfferedSample => ({ sample, file: "pets.samples.json" }));

describe("saved samples", () => {
  const document = ownDocument('{ "selectionPattern": "200" }');

  test("come first: the one that the response answers, or the one that was chosen", () => {
    expect(previewAt(document, 0, SAVED)?.shown).toBe(SAVED[1]);
    expect(previewAt(document, 0, SAVED, "too")?.shown).toBe(SAVED[2]);
    expect(previewAt(document, 0, SAVED, "HTTP 500")?.shown.file).toBeUndefined();
    expect(previewAt(document, 0, SAVED, "no such")?.shown).toBe(SAVED[1]);
    expect(previewAt(ownDocument('{ "selectionPattern": "5.." }'), 0, SAVED)?.shown).toBe(SAVED[0]);
  });

  test("are offered before those of our own", () => {
    const names = previewAt(document, 0, SAVED)?.offered.map(({ sample }) => sample.name) ?? [];
    expect(names.slice(0, 3)).toEqual(["gone", "there", "too"]);
    expect(names).toHaveLength(3 + builtInSamples().length);
  });

  test("are what features know of the body; those of our own say nothing of somebody's", () => {
    expect(sampleAt(document, 0, SAVED)?.name).toBe("there");
    expect(sampleAt(document, 0, SAVED, "too")?.name).toBe("too");
    expect(sampleAt(document, 0, [])).toBeUndefined();
  });
});

describe("of several templates", () => {
  const text =
    '{ "responseTemplates": { "application/json": "{}", "text/plain; a=b": "plain", "text/html": "" } }';
  const previewOf = (wanted: string, sample: object = {}) => {
    const samples = readSamples(JSON.stringify([{ name: "one", status: 200, ...sample }])).samples;
    const saved = samples.map((one): OfferedSample => ({ sample: one, file: "pets.samples.json" }));
    return previewAt(ownDocument(text), text.indexOf(wanted), saved)?.text ?? "";
  };

  test.each([
    ["responseTemplates", "\n\n{}\n", []],
    ['"{}"', "\n\n{}\n", []],
    ["text/plain", "\n\nplain\n", ["a client gets that accepts text/plain, whose template is edited."]],
    ['"plain"', "\n\nplain\n", ["a client gets that accepts text/plain, whose template is edited."]],
  ])("the one that is edited is shown, at %s", (wanted, body, says) => {
    const shown = previewOf(wanted);
    expect(shown).toContain(body);
    expect(shown.match(/a client gets that accepts.*edited\./g) ?? []).toEqual(says);
  });

  test.each([{ accept: "application/json" }, { request: { header: { accept: "application/json" } } }])(
    "a sample that says what the client accepts is obeyed: %j",
    (sample) => {
      const shown = previewOf('"plain"', sample);
      expect(shown).toContain("\n\n{}\n");
      expect(shown).toContain(
        "The template of text/plain; a=b, which is edited, does not run for its Accept.",
      );
    },
  );
});

test.each([
  ["file:///a/pets.integration-response.json", ["file:///a/pets.samples.json"]],
  ["file:///a/pets.json?x#y", ["file:///a/pets.samples.json"]],
  [
    "vscode-test-web://mount/integration/responses/404.json",
    [
      "vscode-test-web://mount/integration/responses/404.samples.json",
      "vscode-test-web://mount/integration/responses/method.samples.json",
    ],
  ],
  ["untitled:Untitled-1", []],
])("samples of %s lie beside it", (uri, files) => {
  expect(sampleFilesOf(uri)).toEqual(files);
});

test("a document without a response has no preview", () => {
  expect(previewAt(ownDocument("[]"), 0, [])).toBeUndefined();
  expect(previewAt(ownDocument(""), 0, [])).toBeUndefined();
});
