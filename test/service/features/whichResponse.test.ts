// Which response answers what was typed: the sentence, and a line for each response.
import { describe, expect, test } from "vitest";
import {
  analyse,
  type Backend,
  memberOfMethod,
  type WhichAnswer,
  whichResponse,
  withSiblings,
} from "../../../server/src/service";
import { ownDocument } from "../../support/documents";

const RESPONSES = {
  "200": {},
  "404": { selectionPattern: "(?s)\\[404\\].*" },
  "500": { selectionPattern: "(?s)(?!\\[404\\]).+" },
  "502": { selectionPattern: "5\\d{2}" },
};

const printed = (integration: object, responses: object = RESPONSES) =>
  ownDocument(JSON.stringify({ ...integration, integrationResponses: responses }, undefined, 2));

const LAMBDA = { type: "AWS", uri: "arn:aws:apigateway:r:lambda:path/f" };
const HTTP = { type: "HTTP", uri: "https://example.com" };
const MARKS = { yes: "+", maybe: "?", no: "-" } as const;

function draw(answer: WhichAnswer | undefined): readonly string[] {
  return answer === undefined
    ? []
    : [
        `${answer.backend} (${answer.backendFrom}): ${answer.sentence}`,
        ...answer.rows.map(({ status, answer: mark }) => `${MARKS[mark]} ${status}`),
      ];
}

function ask(integration: object, typed: string, backend?: Backend) {
  return draw(whichResponse(printed(integration), 0, { typed, backend }));
}

describe("which response", () => {
  test.each([
    [LAMBDA, "", ["lambda (document): 200 answers.", "+ 200", "- 404", "- 500", "- 502"]],
    [LAMBDA, "[404] gone\\nat x", ["lambda (document): 404 answers.", "- 200", "+ 404", "- 500", "- 502"]],
    [
      LAMBDA,
      "500",
      [
        "lambda (document): Several match, and which of them answers is not documented: 500, 502.",
        ...["- 200", "- 404", "? 500", "? 502"],
      ],
    ],
    [
      HTTP,
      "40",
      [
        "http (document): Type the backend's status, three digits such as 404.",
        "- 200",
        "- 404",
        "- 500",
        "- 502",
      ],
    ],
    [HTTP, " 204 ", ["http (document): 500 answers.", "- 200", "- 404", "+ 500", "- 502"]],
    [{}, "Boom", ["lambda (sample): 500 answers.", "- 200", "- 404", "+ 500", "- 502"]],
    [{ type: "AWS_PROXY" }, "404", []],
  ])("%j, %j", (integration, typed, expected) => {
    expect(ask(integration, typed)).toEqual(expected);
  });

  test("a backend that was chosen beats what the document says", () => {
    expect(ask(LAMBDA, "503", "http")[0]).toMatch(/^http \(question\): Several match/);
  });

  test("what cannot be decided may be any of those that are left", () => {
    const asked = (pattern: string) =>
      draw(
        whichResponse(printed(LAMBDA, { "200": {}, "500": { selectionPattern: pattern } }), 0, {
          typed: `${"a".repeat(40)}!`,
        }),
      );
    const open = ["lambda (document): It cannot be decided between: 200, 500.", "? 200", "? 500"];
    expect(asked("(.*a){20}")).toEqual(open);
    expect(asked("a".repeat(200_000))).toEqual(open);
  });

  test("says why not", () => {
    const answer = whichResponse(printed(LAMBDA), 0, { typed: "x 501 y" });
    expect(answer?.rows.map(({ why }) => why)).toContain(
      "Its pattern matches a part of the text, but not the whole.",
    );
  });

  test("of several methods, that of the cursor", () => {
    const method = (pattern: string) => ({
      httpMethod: "GET",
      methodIntegration: { ...HTTP, integrationResponses: { "400": { selectionPattern: pattern } } },
    });
    const text = JSON.stringify([method("400"), method("401")]);
    const at = (needle: string) =>
      draw(whichResponse(ownDocument(text), text.indexOf(needle), { typed: "401" }))[0];
    expect(at('"selectionPattern":"401"')).toBe("http (document): 400 answers.");
    expect(at('"selectionPattern":"400"')).toBe(
      "http (document): It does not match. Another response of the method may.",
    );
    expect(whichResponse(ownDocument(text), undefined, { typed: "401" })).toBeUndefined();
  });

  test("with siblings, each with its own place", () => {
    const open = (status: string, text: string) =>
      analyse({ uri: `file:///integration/responses/${status}.json`, own: true, tellsSyntax: true, text });
    const sibling = memberOfMethod(open("404", '\n\n  { "selectionPattern": "404" }'));
    const analysis = withSiblings(open("200", "{ }"), sibling === undefined ? [] : [sibling]);
    const answer = whichResponse(analysis, 0, { typed: "404" });
    expect(draw(answer)).toEqual(["http (sample): 404 answers.", "- 200", "+ 404"]);
    const [, { uri, span, source, start } = { uri: "", span: { start: 0, end: 0 }, source: "", start: 0 }] =
      answer?.rows ?? [];
    expect([uri, source.slice(start + span.start, start + span.end)]).toEqual([
      "file:///integration/responses/404.json",
      "404",
    ]);
  });

  test("nothing where there is no response", () => {
    expect(whichResponse(ownDocument(""), 0, { typed: "404" })).toBeUndefined();
    expect(
      whichResponse(ownDocument('{ "method.response.header.A": "x" }'), 0, { typed: "" }),
    ).toBeUndefined();
  });
});
