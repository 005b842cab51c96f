// Files of samples, as they are read and where a problem is told.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type NamedSample, readSamples } from "../../../server/src/service";
import { readSelection } from "../../support/marks";

function only(text: string): NamedSample {
  const { samples, problems } = readSamples(text);
  expect(problems).toEqual([]);
  const [sample] = samples;
  if (sample === undefined) {
    throw new Error("A fixture is no sample.");
  }
  return sample;
}

describe("a sample", () => {
  test("of the plainest kind has a body of its own and nothing else", () => {
    expect(only('[{ "name": "a", "errorMessage": "", "expect": 200 }]')).toEqual({
      name: "a",
      sample: { backend: "lambda", errorMessage: "" },
      answer: { headers: [], body: { kind: "text", text: "" } },
      request: {
        accept: undefined,
        path: [],
        querystring: [],
        header: [],
        context: "{}",
        stageVariables: [],
        binaryMediaTypes: [],
      },
      expect: "200",
      expected: undefined,
      span: { start: 1, end: 51 },
    });
    expect(only('[{ "name": "b", "type": "mock", "status": 404 }]')).toMatchObject({
      sample: { backend: "mock", status: "404" },
      expect: undefined,
    });
  });

  test("says all there is to say", () => {
    const sample = only(
      `\uFEFF[{ "name": "all", "status": "200",
        "headers": { "ETag": "x", "Set-Cookie": ["a=1", "b=2"], "Age": 3 },
        "body": { "big": 12345678901234567890, "real": 1.0, "text": "é\\n" },
        "request": { "path": { "id": "7" }, "querystring": { "q": "a" }, "header": { "accept": "text/html" } },
        "context": { "stage": "v1", "identity": { "sourceIp": "1.2.3.4" } },
        "stageVariables": { "url": "x" }, "binaryMediaTypes": ["image/*"],
        "expect": { "status": 201, "headers": { "ETag": "x", "Date": null }, "body": { "a": [1] } } }]`,
    );
    expect(sample.answer).toEqual({
      headers: [
        ["ETag", "x"],
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
        ["Age", "3"],
      ],
      body: { kind: "text", text: '{"big":12345678901234567890,"real":1.0,"text":"é\\n"}' },
    });
    expect(sample.request).toEqual({
      accept: "text/html",
      path: [["id", "7"]],
      querystring: [["q", "a"]],
      header: [["accept", "text/html"]],
      context: '{"stage":"v1","identity":{"sourceIp":"1.2.3.4"}}',
      stageVariables: [["url", "x"]],
      binaryMediaTypes: ["image/*"],
    });
    expect(sample.expect).toBeUndefined();
    expect(sample.expected).toEqual({
      status: "201",
      headers: [
        ["ETag", "x"],
        ["Date", undefined],
      ],
      body: { kind: "json", text: '{"a":[1]}' },
    });
  });

  test.each([
    [
      "a Lambda error without a body answers with its message",
      '"errorMessage": "no"',
      '{"errorMessage":"no"}',
    ],
    ["a body is taken as it is", '"errorMessage": "no", "body": " x "', " x "],
    ["a body of JSON text is that text", '"status": 200, "body": "{ }"', "{ }"],
    ["a body may be null", '"status": 200, "body": null', "null"],
  ])("%s", (_, members, text) => {
    expect(only(`[{ "name": "a", ${members} }]`).answer.body).toMatchObject({ kind: "text", text });
  });

  test.each([
    ['{ "errorMessage": "no" }', "no"],
    ['{ "pets": [] }', ""],
    ["[1]", ""],
    ['"text"', ""],
  ])("a Lambda function's answer %s tells its message", (body, errorMessage) => {
    expect(only(`[{ "name": "a", "type": "lambda", "body": ${body} }]`).sample).toEqual({
      backend: "lambda",
      errorMessage,
    });
  });
});

/** The problem stands at what is marked. */
function checkProblem(marked: string, message: string): void {
  const { text, span } = readSelection(marked);
  const { problems } = readSamples(text);
  expect(problems).toEqual([{ message: expect.stringContaining(message), span }]);
}

describe("what is no sample is told where it stands", () => {
  test.each([
    ["⟦{⟧", "It is no JSON array of samples."],
    ["⟦{}⟧", "It is no JSON array of samples."],
    ["[⟦1⟧]", "Sample 1 is no object."],
    ["[⟦{⟧}]", "Sample 1 has no name."],
    ['[⟦{⟧ "name": "a" }]', "Sample 1, “a”: this backend is matched by its status"],
    ['[{ "name": "a", "status": ⟦"4"⟧ }]', "three digits"],
    ['[{ "name": "a", "status": ⟦"404"⟧, "type": "lambda" }]', "matched by its errorMessage"],
    ['[{ "name": "a", "status": ⟦"404"⟧, "errorMessage": "" }]', "matched by its errorMessage"],
    [
      '[{ "name": "a", "status": "404", "type": ⟦"constructor"⟧ }]',
      "type is one of lambda, aws, http, mock.",
    ],
    ['[{ "name": "a", "status": "404", "expect": ⟦"x"⟧ }]', "expect is a status"],
    ['[{ "name": "a", "status": "404", "expect": { "status": ⟦"x"⟧ } }]', "the status of expect"],
    ['[{ "name": "a", "status": "404", "⟦stauts⟧": "404" }]', "Perhaps status was meant"],
    ['[{ "name": "a", "status": "404", "request": { "⟦headers⟧": {} } }]', "Perhaps header was meant"],
    ['[{ "name": "a", "status": "404", "headers": ⟦[]⟧ }]', "an object of texts by name"],
    ['[{ "name": "a", "status": "404", "headers": { "X": ⟦{}⟧ } }]', "The value of X is text"],
    ['[{ "name": "a", "status": "404", "bodyBase64": ⟦"%"⟧ }]', "in base64"],
    ['[{ "name": "a", "status": "404", "binaryMediaTypes": ⟦"x"⟧ }]', "a list of media types"],
    ['[{ "name": "a", "status": "404", "context": ⟦1⟧ }]', "context is an object"],
    ['[{ "name": "a", "status": "404"⟦,⟧ }]', "It is no JSON here."],
  ])("%s", checkProblem);
});

test("any text at all is read", () => {
  const json = fc.json().map((value) => `[{"name":"a","status":200,"body":${value}}]`);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json(), json), (text) => {
      for (const { span } of readSamples(text).problems) {
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});
