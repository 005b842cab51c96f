// Which documents are ours. A foreign document that merely resembles ours must stay untouched.
import { describe, expect, test } from "vitest";
import { analyse } from "../../server/src/service/analysis";

function dialectOf(value: unknown, own: boolean): string {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const { blocks } = analyse({ uri: "file:///x.json", own, tellsSyntax: own, text });
  return blocks[0] === undefined ? "not ours" : (blocks[0].content.response?.dialect ?? "no response");
}

const STATIC = { "method.response.header.A": "'a'" };

describe("recognised in any JSON document", () => {
  test.each([
    ["a PUT body", { selectionPattern: "4\\d{2}" }, "putBody"],
    ["a PUT body of mappings", { responseParameters: STATIC }, "putBody"],
    ["a PUT body of templates", { responseTemplates: { "application/json": "" } }, "putBody"],
    [
      "CLI input",
      { restApiId: "a", resourceId: "b", httpMethod: "GET", statusCode: "200", selectionPattern: "" },
      "cliInput",
    ],
    ["what the service answers", { statusCode: "200", responseParameters: STATIC }, "cliInput"],
    ["a bare map", STATIC, "parameterMap"],
    ["a bare map with a slip in it", { ...STATIC, "method.response.headers.B": "'b'" }, "parameterMap"],
  ])("%s", (_, value, dialect) => {
    expect(dialectOf(value, false)).toBe(dialect);
    expect(dialectOf(value, true)).toBe(dialect);
  });

  test.each([
    [
      "the documentation's sample, escape and all",
      '{ "selectionPattern" : "2\\d{2}", "responseParameters" : {} }',
      "putBody",
    ],
    ["half a document", '{ "responseParameters": { "method.response.header.A": ', "putBody"],
    [
      "a document that breaks off before it says what it is",
      '{ "responseParameters": { "method.res',
      "not ours",
    ],
    [
      "half a document further on",
      '{ "selectionPattern": "", "responseParameters": { "method.res',
      "putBody",
    ],
  ])("%s", (_, text, dialect) => {
    expect(dialectOf(text, false)).toBe(dialect);
  });
});

describe("left alone, also in files of ours", () => {
  test.each([
    ["the map of a method response", { "method.response.header.A": true, "method.response.header.B": false }],
    ["a method response", { statusCode: "200", responseParameters: { "method.response.header.A": false } }],
    ["a method response with models", { statusCode: "200", responseModels: { "application/json": "Empty" } }],
  ])("%s", (_, value) => {
    expect(dialectOf(value, false)).toBe("not ours");
    expect(dialectOf(value, true)).toBe("no response");
  });
});

describe("left alone in foreign documents", () => {
  test.each([
    [
      "an integration",
      {
        type: "HTTP",
        uri: "https://example.com",
        contentHandling: "CONVERT_TO_TEXT",
        integrationResponses: {},
      },
    ],
    ["a gateway response", { responseType: "DEFAULT_4XX", responseTemplates: { "application/json": "{}" } }],
    [
      "CloudFormation",
      {
        AWSTemplateFormatVersion: "2010-09-09",
        Resources: { M: { Properties: { ResponseParameters: STATIC } } },
      },
    ],
    [
      "OpenAPI",
      { openapi: "3.0.1", paths: { "/": { get: { "x-amazon-apigateway-integration": { responses: {} } } } } },
    ],
    ["package.json", { name: "x", version: "1.0.0", contentHandling: 1 }],
    ["an array", [{ selectionPattern: "" }]],
    ["a string", '"method.response.header.A"'],
    ["nothing", ""],
  ])("%s", (_, value) => {
    expect(dialectOf(value, false)).toBe("not ours");
  });
});

test("a response that took over members of a method response is still one", () => {
  const declared = { selectionPattern: "", responseParameters: { "method.response.header.A": true } };
  expect(dialectOf(declared, false)).toBe("putBody");
  expect(dialectOf({ ...declared, responseModels: {} }, true)).toBe("putBody");
});

test("a file of ours is ours whatever it holds", () => {
  expect(dialectOf("", true)).toBe("no response");
  expect(dialectOf("]", true)).toBe("no response");
  expect(dialectOf({}, true)).toBe("putBody");
  expect(dialectOf({ SelectionPattern: "" }, true)).toBe("putBody");
});
