// The schema of samples, held against a validator that is not ours and against our own reader.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { expect, test } from "vitest";
import { newSamples, readSamples } from "../../server/src/service";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const validate = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(read("docs/samples.schema.json")),
);
const EXAMPLE =
  "examples/restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/method.samples.json";

test.each([
  ...newSamples().map(({ id, text }) => [id, `[${text}]`] as const),
  ["examples", read(EXAMPLE)] as const,
])("%s is valid, and read without a problem", (_, text) => {
  expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
  expect(readSamples(text).problems).toEqual([]);
});

test.each([
  "{}",
  "[1]",
  "[{}]",
  '[{ "name": "a" }]',
  '[{ "name": "a", "status": 99 }]',
  '[{ "name": "a", "status": "4" }]',
  '[{ "name": "a", "status": 200, "stauts": 1 }]',
  '[{ "name": "a", "status": 200, "type": "constructor" }]',
  '[{ "name": "a", "status": 200, "headers": [] }]',
  '[{ "name": "a", "status": 200, "request": { "headers": {} } }]',
  '[{ "name": "a", "status": 200, "context": 1 }]',
  '[{ "name": "a", "status": 200, "binaryMediaTypes": "x" }]',
  '[{ "name": "a", "status": 200, "expect": "x" }]',
  '[{ "name": "a", "status": 200, "expect": { "status": 700 } }]',
])("%s is neither", (text) => {
  expect(validate(JSON.parse(text))).toBe(false);
  expect(readSamples(text).problems).not.toEqual([]);
});

test("the manifest names it for every file of samples, and it is packaged", () => {
  expect(JSON.parse(read("package.json")).contributes.jsonValidation).toContainEqual({
    fileMatch: "*.samples.json",
    url: "./docs/samples.schema.json",
  });
  expect(read(".vscodeignore")).toContain("!docs/samples.schema.json");
});
