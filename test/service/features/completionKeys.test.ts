import { describe, expect, test } from "vitest";
import { checkCompletion, checkOffers, checkOffersNot, offered } from "../../support/checkCompletion";
import { foreignDocument, ownDocument } from "../../support/documents";

describe("member keys", () => {
  test("in an object in one line", () => {
    checkCompletion("{ ‸ }", "selectionPattern", '{ "selectionPattern": "‸" }');
  });
  test("between bare braces", () => {
    checkCompletion("{‸}", "selectionPattern", '{\n  "selectionPattern": "‸"\n}');
    checkCompletion("{‸}", "responseParameters", '{\n  "responseParameters": {\n    ‸\n  }\n}');
  });
  test("a map comes with its braces", () => {
    checkCompletion(
      '{\n  "selectionPattern": "a",\n  ‸\n}',
      "responseParameters",
      '{\n  "selectionPattern": "a",\n  "responseParameters": {\n    ‸\n  }\n}',
    );
  });
  test("in the document's own indentation", () => {
    checkCompletion(
      '{\n\t"selectionPattern": "a",\n\t‸\n}',
      "responseTemplates",
      '{\n\t"selectionPattern": "a",\n\t"responseTemplates": {\n\t\t‸\n\t}\n}',
    );
  });
  test("the conversions to choose from", () => {
    checkCompletion("{ ‸ }", "contentHandling", '{ "contentHandling": "⟦CONVERT_TO_BINARY⟧" }');
  });
  test("of a word without quotes", () => {
    checkCompletion("{ sel‸ }", "selectionPattern", '{ "selectionPattern": "‸" }');
  });
  test("inside quotes", () => {
    checkCompletion('{ "‸" }', "selectionPattern", '{ "selectionPattern": "‸" }');
    checkCompletion('{ "sel‸" }', "selectionPattern", '{ "selectionPattern": "‸" }');
  });
  test("with only the opening quote", () => {
    checkCompletion('{ "sel‸ }', "selectionPattern", '{ "selectionPattern": "‸" }');
    checkCompletion('{\n  "‸\n}', "selectionPattern", '{\n  "selectionPattern": "‸"\n}');
  });
  test("over the whole of a name that has its value", () => {
    checkCompletion(
      '{ "sel‸ection": "2\\\\d{2}" }',
      "selectionPattern",
      '{ "selectionPattern‸": "2\\\\d{2}" }',
    );
  });
  test("before the quotes of a name", () => {
    checkCompletion('{ ‸"sel": "a" }', "selectionPattern", '{ "selectionPattern"‸: "a" }');
  });
  test("with a comma before it", () => {
    checkCompletion(
      '{\n  "selectionPattern": "a"\n  ‸\n}',
      "contentHandling",
      '{\n  "selectionPattern": "a",\n  "contentHandling": "⟦CONVERT_TO_BINARY⟧"\n}',
    );
    checkCompletion(
      '{\n  "selectionPattern": "a"\n  "con‸"\n}',
      "contentHandling",
      '{\n  "selectionPattern": "a",\n  "contentHandling": "⟦CONVERT_TO_BINARY⟧"\n}',
    );
    checkCompletion(
      '{ "selectionPattern": "a" con‸ }',
      "contentHandling",
      '{ "selectionPattern": "a", "contentHandling": "⟦CONVERT_TO_BINARY⟧" }',
    );
  });
  test("with a comma after it", () => {
    checkCompletion(
      '{\n  ‸\n  "selectionPattern": "a"\n}',
      "contentHandling",
      '{\n  "contentHandling": "⟦CONVERT_TO_BINARY⟧",\n  "selectionPattern": "a"\n}',
    );
    checkCompletion(
      '{\n  "con‸"\n  "selectionPattern": "a"\n}',
      "contentHandling",
      '{\n  "contentHandling": "⟦CONVERT_TO_BINARY⟧",\n  "selectionPattern": "a"\n}',
    );
    checkCompletion(
      '{\n  "con‸\n  "selectionPattern": "a"\n}',
      "contentHandling",
      '{\n  "contentHandling": "⟦CONVERT_TO_BINARY⟧",\n  "selectionPattern": "a"\n}',
    );
    checkCompletion(
      '{\n  con‸\n  "selectionPattern": "a"\n}',
      "contentHandling",
      '{\n  "contentHandling": "⟦CONVERT_TO_BINARY⟧",\n  "selectionPattern": "a"\n}',
    );
  });
  test("with the commas that are there already", () => {
    checkCompletion(
      '{ "selectionPattern": "a" ‸, "responseTemplates": {} }',
      "contentHandling",
      '{ "selectionPattern": "a", "contentHandling": "⟦CONVERT_TO_BINARY⟧", "responseTemplates": {} }',
    );
    checkCompletion(
      '{ "selectionPattern": "a", ‸ /* , */ "responseTemplates": {} }',
      "contentHandling",
      '{ "selectionPattern": "a", "contentHandling": "⟦CONVERT_TO_BINARY⟧", /* , */ "responseTemplates": {} }',
    );
  });
  test("in a text that breaks off", () => {
    checkCompletion("{ ‸", "selectionPattern", '{ "selectionPattern": "‸"');
    checkCompletion(
      '{ "selectionPattern": "a", "‸',
      "contentHandling",
      '{ "selectionPattern": "a", "contentHandling": "⟦CONVERT_TO_BINARY⟧"',
    );
  });
  test("only those that are not there", () => {
    checkOffers('{ "selectionPattern": "a", ‸ }', [
      "responseParameters",
      "responseTemplates",
      "contentHandling",
      "statusCode",
    ]);
    checkOffersNot('{ "selectionPattern": "a", ‸ }', "selectionPattern");
  });
  test("the one being renamed is on offer", () => {
    checkOffers('{ "selectionPattern‸": "a" }', ["selectionPattern", "responseParameters"]);
  });
  test("with the target, where a file could be CLI input", () => {
    checkCompletion('{ "restApiId": "a1", ‸ }', "statusCode", '{ "restApiId": "a1", "statusCode": "‸" }');
  });
  test("without the target, where the path has it or the file is not ours", () => {
    const uri = "file:///restapis/a/resources/b/methods/GET/integration/responses/200.json";
    const inPath = (text: string) => ownDocument(text, uri);
    checkOffers(
      "{ ‸ }",
      ["selectionPattern", "responseParameters", "responseTemplates", "contentHandling"],
      inPath,
    );
    expect(offered("{ ‸ }", inPath)).not.toContain("statusCode");
    expect(offered('{ "selectionPattern": "a", ‸ }', foreignDocument)).not.toContain("statusCode");
  });
  test("in documents with CRLF, a byte order mark and characters of two units", () => {
    checkCompletion(
      '\uFEFF{\r\n  "selectionPattern": "😀",\r\n  "con‸"\r\n}\r\n',
      "contentHandling",
      '\uFEFF{\r\n  "selectionPattern": "😀",\r\n  "contentHandling": "⟦CONVERT_TO_BINARY⟧"\r\n}\r\n',
    );
    checkCompletion(
      "{\r\n  ‸\r\n}",
      "responseTemplates",
      '{\r\n  "responseTemplates": {\r\n    ‸\r\n  }\r\n}',
    );
  });
});

describe("mapping keys", () => {
  const inMap = (inside: string) => `{ "responseParameters": { ${inside} } }`;
  test("with the cursor in the value, where the list of sources opens", () => {
    checkCompletion(inMap("‸"), "X-Frame-Options", inMap(`"method.response.header.X-Frame-Options": "‸"`));
    checkCompletion(
      inMap('"method.response.header.‸"'),
      "Access-Control-Allow-Methods",
      inMap(`"method.response.header.Access-Control-Allow-Methods": "‸"`),
    );
  });
  test("by the header's bare name", () => {
    checkCompletion(
      inMap('"Content-T‸"'),
      "Content-Type",
      inMap(`"method.response.header.Content-Type": "‸"`),
    );
    checkCompletion(inMap("etag‸"), "ETag", inMap('"method.response.header.ETag": "‸"'));
  });
  test("values with double quotes are written as JSON needs them", () => {
    checkCompletion(
      inMap(`"method.response.header.Content-Disposition": "‸"`),
      `'attachment; filename="export.csv"'`,
      inMap(`"method.response.header.Content-Disposition": "'attachment; filename=\\"export.csv\\"'‸"`),
    );
  });
  test("the name alone where the value is there", () => {
    checkCompletion(
      inMap(`"method.response.header.Loc‸": "'x'"`),
      "Location",
      inMap(`"method.response.header.Location‸": "'x'"`),
    );
    checkCompletion(
      inMap(`"meth‸od.response.header.X": "'x'"`),
      "Location",
      inMap(`"method.response.header.Location‸": "'x'"`),
    );
  });
  test("over a key with escapes", () => {
    checkCompletion(
      inMap(`"method.response.header.Loc\\u0061‸": "'x'"`),
      "Location",
      inMap(`"method.response.header.Location‸": "'x'"`),
    );
  });
  test("most mapped first, mapped ones left out in any case", () => {
    checkOffers(inMap("‸"), [
      "Access-Control-Allow-Origin",
      "Access-Control-Allow-Methods",
      "Access-Control-Allow-Headers",
      "Content-Type",
      "Location",
    ]);
    checkOffers(inMap(`"method.response.header.access-control-allow-origin": "'*'", ‸`), [
      "Access-Control-Allow-Methods",
    ]);
  });
  test("any header, and the one that is typed in full", () => {
    checkCompletion(
      inMap("‸"),
      "method.response.header.{name}",
      inMap('"method.response.header.⟦X-Name⟧": ""'),
    );
    checkCompletion(
      inMap('"method.response.header.X-Own‸"'),
      "X-Own",
      inMap('"method.response.header.X-Own": "‸"'),
    );
    checkCompletion(
      inMap('"method.response.header.X-My-Request-Id‸"'),
      "X-My-Request-Id",
      inMap('"method.response.header.X-My-Request-Id": "‸"'),
    );
  });
  test("never the half of a registered name, which would come before the whole", () => {
    checkOffersNot(inMap('"method.response.header.Loc‸"'), "Loc");
    checkOffersNot(inMap('"method.response.header.content-t‸"'), "content-t");
  });
  test("between others, with both commas", () => {
    checkCompletion(
      `{\n  "responseParameters": {\n    "method.response.header.A": "'a'"\n    ‸\n    "method.response.header.B": "'b'"\n  }\n}`,
      "ETag",
      `{\n  "responseParameters": {\n    "method.response.header.A": "'a'",\n    "method.response.header.ETag": "‸",\n    "method.response.header.B": "'b'"\n  }\n}`,
    );
  });
  test("in a bare map", () => {
    checkCompletion(
      `{ "method.response.header.A": "'a'", ‸ }`,
      "ETag",
      `{ "method.response.header.A": "'a'", "method.response.header.ETag": "‸" }`,
    );
  });
  test("an empty object of ours may become a bare map", () => {
    checkCompletion("{ ‸ }", "method.response.header.{name}", '{ "method.response.header.⟦X-Name⟧": "" }');
  });
});
