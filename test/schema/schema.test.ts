// The published JSON Schema, held against a validator that is not ours: it may miss faults but refuses nothing fine.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { describe, expect, test } from "vitest";
import { RULES } from "../../server/src/service/rules/index";
import { CONTENT_HANDLING } from "../../server/src/service/vocabulary/contentHandling";
import { MEMBERS } from "../../server/src/service/vocabulary/members";
import { DIALECTS, sayIn } from "../support/dialects";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), "utf8"));
const SCHEMA = read("docs/integration-response.schema.json");
const validate = new Ajv({ strict: false, allErrors: true }).compile(SCHEMA);

/** Where the schema finds fault with a text, as paths into it. */
function faultsOf(text: string): readonly string[] {
  return validate(JSON.parse(text)) ? [] : (validate.errors ?? []).map(({ instancePath }) => instancePath);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("what is fine is valid", () => {
  const fine = RULES.flatMap(({ id, examples }) =>
    examples.fine.flatMap((code) =>
      DIALECTS.flatMap((dialect) => {
        const said = sayIn(dialect, code);
        return "text" in said && isJson(said.text) ? [[id, dialect, said.text] as const] : [];
      }),
    ),
  );
  test.each(fine)("%s in %s", (_id, _dialect, text) => {
    expect(faultsOf(text), text).toEqual([]);
  });

  test.each(["examples/cli-input.json", "examples/response-parameters.json"])("%s", (path) => {
    expect(faultsOf(readFileSync(join(ROOT, path), "utf8"))).toEqual([]);
  });
});

describe("what is at fault is not", () => {
  test.each([
    ['{ "selectionPatern": "" }', ""],
    ['{ "selectionPattern": 2 }', "/selectionPattern"],
    ['{ "contentHandling": "CONVERT" }', "/contentHandling"],
    ['{ "statusCode": "20" }', "/statusCode"],
    ['{ "httpMethod": "get" }', "/httpMethod"],
    ['{ "responseTemplates": { "json": "" } }', "/responseTemplates"],
    ['{ "responseTemplates": { "application/json": {} } }', "/responseTemplates/application~1json"],
    ['{ "responseParameters": { "ETag": "\'a\'" } }', "/responseParameters"],
    [
      '{ "responseParameters": { "method.response.header.X": "a" } }',
      "/responseParameters/method.response.header.X",
    ],
    ['{ "method.response.header.X": "$context.requestId" }', "/method.response.header.X"],
    [
      '{ "integrationResponses": { "200": { "contentHandling": "" } } }',
      "/integrationResponses/200/contentHandling",
    ],
    ["[]", ""],
  ])("%s", (text, place) => {
    expect(faultsOf(text)).toContain(place);
  });
});

test("every member and value that the vocabulary knows is described", () => {
  const { properties } = SCHEMA.definitions.integrationResponse;
  for (const [name, { summary }] of MEMBERS) {
    expect(properties[name].description, name).toBe(summary);
  }
  expect(properties.contentHandling.enum).toEqual([...CONTENT_HANDLING.keys(), null]);
});

test("the manifest names it for our own files, and it is packaged", () => {
  const manifest = read("package.json");
  expect(manifest.contributes.jsonValidation).toContainEqual({
    fileMatch: "*.integration-response.json",
    url: "./docs/integration-response.schema.json",
  });
  const [own] = manifest.contributes.languages;
  expect(own.extensions, "so that VS Code's JSON server stays out of it").toContain(
    ".integration-response.json",
  );
  expect(readFileSync(join(ROOT, ".vscodeignore"), "utf8")).toContain(
    "!docs/integration-response.schema.json",
  );
});
