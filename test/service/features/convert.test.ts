// Conversions: the document after each, what its title says is lost, and that nothing else is.
import { describe, expect, test } from "vitest";
import { type Analysis, applyEdits, conversionsAt, wantedOf } from "../../../server/src/service";
import { foreignDocument, ownDocument } from "../../support/documents";

const PUT = {
  selectionPattern: "4\\d{2}",
  responseParameters: { "method.response.header.ETag": "'a'" },
  responseTemplates: { "application/json": "" },
};
const TARGET = { restApiId: "a", resourceId: "b", httpMethod: "GET", statusCode: "404" };
const BARE_MAP = "Bare Map of Response Parameters";
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
  const NAMED = { statusCode: "404", ...PUT };
  const NOWHERE = { restApiId: "", resourceId: "", httpMethod: "" };
  const MAP = PUT.responseParameters;
  const LOSING_BODY = ", the Pattern and the Templates";
  test.each<readonly [string, object, string, string, object]>([
    ["PUT body", PUT, "CLI Input", "", { ...NOWHERE, statusCode: "", ...PUT }],
    ["PUT body", PUT, BARE_MAP, ", Losing the Pattern and the Templates", MAP],
    ["PUT body", PUT, "Service Output", "", { ...PUT, ResponseMetadata: {} }],
    ["CLI input", { ...TARGET, ...PUT }, "PUT Body", ", Losing the Target", PUT],
    ["CLI input", { ...TARGET, ...PUT }, BARE_MAP, `, Losing the Target${LOSING_BODY}`, MAP],
    [
      "CLI input",
      { ...TARGET, ...PUT },
      "Service Output",
      ", Losing the Target",
      { ...NAMED, ResponseMetadata: {} },
    ],
    ["bare map", MAP, "PUT Body", "", { responseParameters: MAP }],
    ["bare map", MAP, "CLI Input", "", { ...NOWHERE, statusCode: "", responseParameters: MAP }],
    ["bare map", MAP, "Service Output", "", { responseParameters: MAP, ResponseMetadata: {} }],
    ["service output", { ...NAMED, ResponseMetadata: {} }, "PUT Body", ", Losing the Target", PUT],
    ["service output", { ...NAMED, ResponseMetadata: {} }, "CLI Input", "", { ...NOWHERE, ...NAMED }],
    [
      "service output",
      { ...NAMED, ResponseMetadata: {} },
      BARE_MAP,
      `, Losing the Target${LOSING_BODY}`,
      MAP,
    ],
  ])("%s, %j, to %s%s", (_, value, to, losing, expected) => {
    const from = open(value);
    const found = conversionsAt(from, 1).find(({ title }) => title.startsWith(`Convert to ${to}`));
    expect(found?.title).toBe(`Convert to ${to}${losing}`);
    const after = applyEdits(from.text, found?.edits ?? []);
    expect(after).toBe(JSON.stringify(expected, undefined, 2));
    const converted = foreignDocument(after);
    expect(converted.blocks[0]?.content.response?.dialect).toBe(found?.to);
    expect(wantedOf(converted)).toEqual(
      found?.to === "parameterMap" ? { kind: "wanted", wanted: { responseParameters: MAP } } : wantedOf(from),
    );
  });

  test("a bare map of nothing is none", () => {
    expect(titlesOf(open({ selectionPattern: "" }))).toEqual([
      "Convert to CLI Input",
      "Convert to Service Output",
    ]);
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

test("nothing stays behind that JSON does not take for white space", () => {
  const text = `${JSON.stringify(PUT).slice(0, -1)}\uFEFF\u00A0`;
  for (const { edits } of conversionsAt(ownDocument(text), 1)) {
    expect(() => JSON.parse(applyEdits(text, edits))).not.toThrow();
  }
});

test("a text that is not understood is not converted", () => {
  expect(titlesOf(ownDocument('{ "selectionPattern": "'))).toEqual([]);
  expect(titlesOf(ownDocument('{ "selectionPattern": 1 }'))).toEqual([]);
});
