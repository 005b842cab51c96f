// A part of a response found again by its name: the same name finds the same part, in any dialect.
import { describe, expect, test } from "vitest";
import { analyse, memberPathAt, spanOfMemberPath } from "../../../server/src/service";
import { readSelections } from "../../support/marks";

const X = "method.response.header.X";

/** The response of a text, and where the marked part of it is. */
function read(marked: string) {
  const {
    text,
    spans: [span],
  } = readSelections(marked);
  const { blocks } = analyse({ uri: "file:///a.json", own: true, tellsSyntax: true, text });
  const block = blocks.find(({ content }) => content.response !== undefined);
  const response = block?.content.response;
  if (block === undefined || response === undefined || span === undefined) {
    throw new Error(`It marks no part of a response: ${marked}`);
  }
  return { response, span: { start: span.start - block.start, end: span.end - block.start } };
}

const PARTS: readonly [path: string | undefined, text: string][] = [
  ["selectionPattern", '{ "selectionPattern": "⟦4..⟧" }'],
  [`responseParameters/${X}`, `{ "responseParameters": { "⟦${X}⟧": "'a'" } }`],
  [`responseParameters/${X}`, `{ "⟦${X}⟧": "'a'" }`],
  ["responseTemplates/text/plain", '{ "responseTemplates": { "⟦text/plain⟧": "a" } }'],
  ["responseParameters", `{ "⟦responseParameters⟧": { "${X}": "'a'" } }`],
  [`responseParameters/${X}`, `{ "statusCode": "200", "responseParameters": { "⟦${X}⟧": "'a'" } }`],
];

describe("a part", () => {
  test.each(PARTS)("%s in %s", (path, text) => {
    const { response, span } = read(text);
    expect(memberPathAt(response, span)).toBe(path);
    expect(spanOfMemberPath(response, path)).toEqual(span);
  });

  test.each([
    [`responseParameters/${X}`, `{ "responseParameters": { "${X}": ⟦"'a'"⟧ } }`],
    ["selectionPattern", '{ ⟦"selectionPattern"⟧: "4.." }'],
  ])("%s is found from anywhere in it", (path, text) => {
    const { response, span } = read(text);
    expect(memberPathAt(response, span)).toBe(path);
  });
});

describe("what speaks of all of it", () => {
  test.each([
    ["the status code", '{ "selectionPattern": "", "⟦statusCode⟧": "200" }'],
    ["or the first member", '{ "⟦selectionPattern⟧": "" }'],
    ["or the brace of a bare map", `⟦{⟧ "${X}": "'a'" }`],
  ])("is put on %s", (_, text) => {
    const { response, span } = read(text);
    expect(spanOfMemberPath(response, undefined)).toEqual(span);
    expect(spanOfMemberPath(response, "contentHandling")).toEqual(span);
  });

  test("has no name", () => {
    const { response, span } = read(`⟦{ "responseParameters": { "${X}": "'a'" } }⟧`);
    expect(memberPathAt(response, span)).toBeUndefined();
  });
});
