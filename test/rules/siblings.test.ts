// The rules of a whole method, in the form of sibling files: one response each, in the folder of their method.
// What an example cannot say there is declined by a reason, and the list of declines is the assertion.
import { describe, expect, test } from "vitest";
import { type Analysis, analyse, memberOfMethod, methodKeysOf, withSiblings } from "../../server/src/service";
import { outlineMethods, statusOf } from "../../server/src/service/model/dialects/serviceOutput";
import { RULES } from "../../server/src/service/rules/index";
import { parseJson } from "../../server/src/service/syntax/json/parse";
import { findProperty } from "../../server/src/service/syntax/node";
import { readSelections } from "../support/marks";
import { findingsIn } from "../support/rules";

type CannotSay = "needs the integration or the declarations" | "needs every response in sight";

interface File {
  readonly uri: string;
  readonly text: string;
}

function asFiles(code: string): readonly File[] | CannotSay {
  const { text } = readSelections(code);
  const [outline] = outlineMethods(parseJson(text).root);
  if (outline === undefined) {
    throw new Error(`No method: ${code}`);
  }
  const isAround = [outline.object, outline.integration].some(
    (object) =>
      findProperty(object, "type") !== undefined || findProperty(object, "methodResponses") !== undefined,
  );
  return isAround
    ? "needs the integration or the declarations"
    : (outline.responses?.entries ?? []).map((entry) => ({
        uri: `file:///api/methods/GET/integration/responses/${statusOf(entry)}.json`,
        text: text.slice(entry.object.start, entry.object.end),
      }));
}

function analyseTogether(files: readonly File[]): readonly Analysis[] {
  const facts = { own: true, tellsSyntax: true };
  const alone = files.map((file) => analyse({ ...file, ...facts }));
  const siblings = alone.flatMap((analysis) => memberOfMethod(analysis) ?? []);
  return alone.map((analysis) => withSiblings(analysis, siblings));
}

const METHOD_RULES = RULES.filter(({ subject }) => subject === "method");
const SAID = METHOD_RULES.filter(({ examples }) =>
  [...examples.faulty.map(({ code }) => code), ...examples.fine].some(
    (code) => typeof asFiles(code) !== "string",
  ),
);

describe.each(SAID.map((rule) => [rule.id, rule] as const))("%s", (id, { examples }) => {
  const faulty = examples.faulty.map(({ code }) => code).filter((code) => sayable(id, code));
  test.each(faulty)("%s", (code) => {
    const found = analyseTogether(asFiles(code) as readonly File[]).flatMap(findingsIn);
    expect(new Set(found.map(({ finding }) => finding.rule))).toEqual(new Set([id]));
  });
  test.each(examples.fine.filter((code) => typeof asFiles(code) !== "string"))("fine: %s", (code) => {
    const found = analyseTogether(asFiles(code) as readonly File[]).flatMap(findingsIn);
    expect(found.map(({ finding }) => finding.message)).toEqual([]);
  });
});

function sayable(id: string, code: string): boolean {
  return id !== "no-default" && typeof asFiles(code) !== "string";
}

test("what siblings cannot say is known", () => {
  const declined = METHOD_RULES.filter(({ id, examples }) =>
    examples.faulty.every(({ code }) => !sayable(id, code)),
  ).map(({ id }) => id);
  expect(declined).toEqual([
    "missing-method-response",
    "no-default",
    "pattern-no-status",
    "proxy-mapping",
    "status-pattern-on-lambda",
    "undeclared-header",
    "unmapped-header",
  ]);
});

describe("which documents are of one method", () => {
  const keys = (uri: string, value: unknown) =>
    methodKeysOf(analyse({ uri, own: true, tellsSyntax: true, text: JSON.stringify(value) }));
  const target = { restApiId: "a", resourceId: "b", httpMethod: "GET" };
  test.each([
    [
      "its folder",
      "file:///m/integration/responses/200.json",
      {},
      ["folder file:///m/integration/responses"],
    ],
    ["its keys", "file:///x.json", { ...target, statusCode: "200" }, ["target a/b/GET"]],
    ["half of its keys", "file:///x.json", { restApiId: "a", statusCode: "200" }, []],
    ["a skeleton", "file:///x.json", { restApiId: "", resourceId: "", httpMethod: "", statusCode: "" }, []],
    ["a bare map", "file:///m/integration/responses/200.json", { "method.response.header.A": "'a'" }, []],
  ])("%s", (_, uri, value, expected) => {
    expect(keys(uri, value)).toEqual(expected);
  });
});

test("of the same status the document itself counts, and no sibling twice", () => {
  const uri = (name: string) => `file:///api/${name}.json`;
  const text = (status: string, id = "a") =>
    JSON.stringify({ restApiId: id, resourceId: "b", httpMethod: "GET", statusCode: status });
  const files = [
    { uri: uri("one"), text: text("200") },
    { uri: uri("two"), text: text("200") },
  ];
  expect(analyseTogether(files).flatMap(findingsIn)).toEqual([]);
});
