// Conversions: the document after each, what its title says is lost, and that nothing else is.
import { describe, expect, test } from "vitest";
import {
  type Analysis,
  applyEdits,
  conversionsAt,
  targetKeysOf,
  wantedOf,
} from "../../../server/src/service";
import { foreignDocument, ownDocument } from "../../support/documents";

const PUT = {
  selectionPattern: "4\\d{2}",
  responseParameters: { "method.response.header.ETag": "'a'" },
  responseTemplates: { "application/json": "" },
};
const TARGET = { restApiId: "a", resourceId: "b", httpMethod: "GET", statusCode: "404" };
const METHOD = {
  httpMethod: "GET",
  methodIntegration: {
    type: "AWS",
    integrationResponses: { "200": { statusCode: "200" }, "404": { statusCode: "404", ...PUT } },
  },
};

function open(value: unknown): Analysis {
  return ownDocument(JSON.stringify(value, undefined, 2));
}

function titlesOf(analysis: Analysis, offset = 1): readonly string[] {
  return conversionsAt(analysis, offset).map(({ title }) => title);
}

describe("each notation into each other one", () => {
  test.each([
    ["a PUT body", PUT],
    ["CLI input", { ...TARGET, ...PUT }],
    ["service output", { statusCode: "404", ...PUT, ResponseMetadata: {} }],
    ["a bare map", PUT.responseParameters],
  ])("%s", (_, value) => {
    const from = open(value);
    const wanted = wantedOf(from);
    for (const { to, edits, title } of conversionsAt(from, 1)) {
      const after = foreignDocument(applyEdits(from.text, edits));
      expect(after.blocks[0]?.content.response?.dialect).toBe(to);
      if (to !== "parameterMap") {
        expect(wantedOf(after)).toEqual(wanted);
      }
      const keepsTarget = !title.includes("the Target");
      expect(keepsTarget ? targetKeysOf(from) : {}).toEqual(
        keepsTarget && to !== "parameterMap" ? targetKeysOf(after) : {},
      );
    }
  });
});

test("the title says what is lost", () => {
  expect(titlesOf(open({ ...TARGET, ...PUT }))).toEqual([
    "Convert to PUT Body, Losing the Target",
    "Convert to Bare Map of Response Parameters, Losing the Target, the Pattern and the Templates",
    "Convert to Service Output, Losing the Target",
  ]);
  expect(titlesOf(ownDocument('{ "selectionPattern": "" /* default */ }'))).toEqual([
    "Convert to CLI Input, Losing Comments",
    "Convert to Service Output, Losing Comments",
  ]);
});

test("of several responses the one at the cursor is taken out", () => {
  const from = open(METHOD);
  const [put, cli] = conversionsAt(from, from.text.indexOf("ETag"));
  expect(put?.title).toBe("Convert to PUT Body, Losing the Target and the Rest of the Document");
  expect(JSON.parse(applyEdits(from.text, put?.edits ?? []))).toEqual(PUT);
  expect(JSON.parse(applyEdits(from.text, cli?.edits ?? []))).toEqual({
    ...TARGET,
    restApiId: "",
    resourceId: "",
    ...PUT,
  });
  expect(titlesOf(from, 0)).toEqual([]);
});

test("a text that is not understood is not converted", () => {
  expect(titlesOf(ownDocument('{ "selectionPattern": "'))).toEqual([]);
  expect(titlesOf(ownDocument('{ "selectionPattern": 1 }'))).toEqual([]);
});
