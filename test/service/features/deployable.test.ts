import { describe, expect, test } from "vitest";
import { targetKeysOf, wantedOf } from "../../../server/src/service";
import { foreignDocument, ownDocument } from "../../support/documents";

/** The body of the PUT as it goes over the wire, or why there is none. */
function checkWanted(text: string, expected: string, open = ownDocument) {
  const outcome = wantedOf(open(text));
  expect(outcome.kind === "wanted" ? JSON.stringify(outcome.wanted) : outcome.reason, text).toBe(expected);
}

function checkTargetKeys(text: string, expected: object) {
  expect(targetKeysOf(ownDocument(text))).toEqual(expected);
}

describe("the body of the PUT", () => {
  test("is what the text says", () => {
    checkWanted(
      String.raw`{ "selectionPattern": "2\\d{2}", "responseParameters": { "method.response.header.X": "'\u00e9'" },
        "responseTemplates": { "application/json": "a\nb" }, "contentHandling": "CONVERT_TO_TEXT" }`,
      String.raw`{"selectionPattern":"2\\d{2}","responseParameters":{"method.response.header.X":"'é'"},"responseTemplates":{"application/json":"a\nb"},"contentHandling":"CONVERT_TO_TEXT"}`,
    );
  });
  test("absent stays absent, empty stays empty", () => {
    checkWanted("{}", "{}");
    checkWanted('{ "selectionPattern": "" }', '{"selectionPattern":""}');
    checkWanted(
      '{ "responseParameters": {}, "responseTemplates": {} }',
      '{"responseParameters":{},"responseTemplates":{}}',
    );
  });
  test("null stands for absent, and for an empty template", () => {
    checkWanted(
      '{ "selectionPattern": null, "responseParameters": null, "responseTemplates": { "a/b": null } }',
      '{"responseTemplates":{"a/b":""}}',
    );
  });
  test("of what is written twice the last counts", () => {
    checkWanted(
      '{ "selectionPattern": "a", "selectionPattern": "b", "responseTemplates": { "x": "1", "x": "2" } }',
      '{"selectionPattern":"b","responseTemplates":{"x":"2"}}',
    );
    checkWanted(
      '{ "responseParameters": { "a": "b" }, "responseParameters": {} }',
      '{"responseParameters":{}}',
    );
  });
  test("without the placeholders of a skeleton that is not filled in", () => {
    const target = '"restApiId": "a1", "resourceId": "b", "httpMethod": "GET", "statusCode": "200"';
    checkWanted(
      `{ ${target}, "responseParameters": { "KeyName": "" }, "responseTemplates": { "KeyName": "" } }`,
      '{"responseParameters":{},"responseTemplates":{}}',
    );
    checkWanted(
      `{ "responseParameters": { "KeyName": "", "method.response.header.X": "'a'" }, "responseTemplates": { "KeyName": "a" } }`,
      `{"responseParameters":{"method.response.header.X":"'a'"},"responseTemplates":{"KeyName":"a"}}`,
    );
    checkWanted('{ "responseTemplates": { "KeyName": "a", "KeyName": "" } }', '{"responseTemplates":{}}');
  });
  test("without the target and what the service does not know", () => {
    checkWanted(
      '{ "restApiId": "a", "statusCode": "200", "colour": "red", "selectionPattern": "x" }',
      '{"selectionPattern":"x"}',
    );
  });
  test("of a bare map", () => {
    checkWanted(
      `{ "method.response.header.X": "'a'" }`,
      `{"responseParameters":{"method.response.header.X":"'a'"}}`,
    );
    checkWanted(
      `{ "method.response.header.X": "'a'" }`,
      `{"responseParameters":{"method.response.header.X":"'a'"}}`,
      foreignDocument,
    );
  });
  test("names of objects are names", () => {
    checkWanted(
      '{ "responseTemplates": { "__proto__": "a", "constructor": "b" } }',
      '{"responseTemplates":{"__proto__":"a","constructor":"b"}}',
    );
  });
  test("comments and a comma too many leave no doubt", () => {
    checkWanted('{ "selectionPattern": "a", /* b */ }', '{"selectionPattern":"a"}');
  });
  test("none of what is broken, of a wrong type, or not ours", () => {
    checkWanted('{ "selectionPattern": "2\\d" }', "brokenSyntax");
    checkWanted('{ "selectionPattern": "a"', "brokenSyntax");
    checkWanted('{ "selectionPattern": 200 }', "wrongType");
    checkWanted('{ "responseParameters": [] }', "wrongType");
    checkWanted('{ "responseParameters": { "method.response.header.X": null, "y": "z" } }', "wrongType");
    checkWanted('{ "responseTemplates": { "a/b": {} } }', "wrongType");
    checkWanted("", "notRecognised");
    checkWanted("[]", "notRecognised");
    checkWanted('{ "name": "x" }', "notRecognised", foreignDocument);
  });
});

describe("the target", () => {
  test("is what the keys say", () => {
    checkTargetKeys(
      '{ "restApiId": "a", "resourceId": "b", "httpMethod": "GET", "statusCode": "200", "selectionPattern": "" }',
      { restApiId: "a", resourceId: "b", httpMethod: "GET", statusCode: "200" },
    );
  });
  test("without what is empty, no string, or not there", () => {
    checkTargetKeys('{ "restApiId": "", "statusCode": 200, "httpMethod": "ANY" }', { httpMethod: "ANY" });
    checkTargetKeys('{ "selectionPattern": "" }', {});
    checkTargetKeys("", {});
  });
});
