// Broken JSON beyond the rule's own examples: one mistake is told once, and fixes lead back to JSON.
import { describe, expect, test } from "vitest";
import { readSelections } from "../support/marks";
import { analyseOwn, drawFindings, findingsIn, fixed } from "../support/rules";

describe("one mistake, one finding", () => {
  test.each([
    // What an open string swallows is not missing as well.
    ['{\n  "selectionPattern": ⟦"4..⟧\n}'],
    ['{ "selectionPattern": ⟦"4.. }⟧'],
    [
      '{\n  "responseParameters": {\n    "method.response.header.A": ⟦"\'a\',⟧\n    "method.response.header.B": "\'b\'"\n  }\n}',
    ],
    ['{\n  ⟦"selectionPattern: "⟧\n}'],
    // Nor is what stands in it judged.
    ['{\n  "responseParameters": { "method.response.header.A": ⟦"*⟧\n}}'],
    ['{ "responseParameters": { "method.response.header.A": "*⟦\\d⟧" } }'],
    ['{ "statusCode": "2⟦\\d⟧x" }'],
    // A name that has no value yet is not judged either.
    ['{ ⟦"responseTemplate":⟧ }'],
    ['{ ⟦"selPattern"⟧ }'],
    // Quotes in a template that nobody escaped.
    ['{\n  "responseTemplates": {\n    "application/json": "{"⟦message⟧": "$input.path(\'$.a\')"}"\n  }\n}'],
    // A template pasted with its line breaks.
    [
      '{\n  "responseTemplates": {\n    "application/json": ⟦"{⟧\n\t\\"a\\": $input.json(\'$.a\'),\n  \\"b\\": [1]\n}"\n  },\n  "contentHandling": "CONVERT_TO_TEXT"\n}',
    ],
    ['{ "selectionPattern": ⟦\'4..⟧\n}'],
    ['⟦{⟧ "responseParameters": { "method.response.header.A": "\'a\'" }'],
    ['{ "selectionPattern": "" }⟦,⟧'],
    ['⟦{⟧ "responseParameters": { "method.response.header.A": "\'a\'"'],
    ['⟦{⟧ "responseTemplates": {\n "application/json": "" '],
  ])("%s", (marked) => {
    const { text } = readSelections(marked);
    const found = findingsIn(analyseOwn(text));
    expect(drawFindings(text, found).startsWith(`${marked}\n`), drawFindings(text, found)).toBe(true);
    expect(found).toHaveLength(1);
  });
});

describe("fixes", () => {
  test.each([
    ["no value's quotes", "{ \"selectionPattern\": '4..' }", '{ "selectionPattern": "4.." }'],
    ["a double quote inside", '{ "selectionPattern": \'a"b\' }', '{ "selectionPattern": "a\\"b" }'],
    ["an escaped single quote", "{ \"selectionPattern\": 'a\\'b' }", '{ "selectionPattern": "a\'b" }'],
    ["a comma on its own line", '{\n  "a": 1\n  ,\n}', '{\n  "a": 1\n}'],
    ["a comment behind a member", '{\n  "selectionPattern": "" // none\n}', '{\n  "selectionPattern": ""\n}'],
    ["a capital literal", '{ "a": TRUE }', '{ "a": true }'],
    ["an undefined", '{ "a": undefined }', '{ "a": null }'],
    ["a number that JSON does not know", '{ "a": 007 }', '{ "a": "007" }'],
    ["several brackets", '{ "a": [{ "b": 1', '{ "a": [{ "b": 1 }]}'],
    ["a string before brackets", '{ "selectionPattern": "4.. }\n', '{ "selectionPattern": "4.." }\n'],
    ["a pattern's own brace", '{ "selectionPattern": "4\\\\d{2}\n}', '{ "selectionPattern": "4\\\\d{2}"\n}'],
    [
      "line breaks and tabs of a template",
      '{ "responseTemplates": { "a/b": "{\r\n\t\\"a\\": 1\n}" }, "selectionPattern": "" }',
      '{ "responseTemplates": { "a/b": "{\\n\\t\\"a\\": 1\\n}" }, "selectionPattern": "" }',
    ],
    ["a backslash before the end", '{ "selectionPattern": "4\\', undefined],
  ])("%s", (_, text, wanted) => {
    const [first] = findingsIn(analyseOwn(text)).filter(({ finding }) => finding.rule === "json-syntax");
    const mended = first === undefined ? undefined : fixed(text, first);
    expect(mended).toBe(wanted);
  });

  test("a comma goes before a comment", () => {
    const text = '{ "a": "" /* , */ "b": "" }';
    const found = findingsIn(analyseOwn(text)).find(({ finding }) => finding.message.includes("comma"));
    expect(found && fixed(text, found)).toBe('{ "a": "", /* , */ "b": "" }');
  });

  test("all brackets that are missing at the end come at once", () => {
    const text = '{\n  "responseTemplates": {\n    "application/json": ""\n';
    const [first] = findingsIn(analyseOwn(text));
    const mended = first === undefined ? undefined : fixed(text, first);
    expect(mended && JSON.parse(mended)).toEqual({ responseTemplates: { "application/json": "" } });
  });
});
