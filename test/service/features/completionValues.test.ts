import { describe, expect, test } from "vitest";
import {
  checkCompletion,
  checkOffers,
  checkOffersNot,
  checkOffersNothing,
  offered,
} from "../../support/checkCompletion";
import { foreignDocument } from "../../support/documents";

describe("mapping values", () => {
  const mapped = (value: string, header = "Content-Type") =>
    `{ "responseParameters": { "method.response.header.${header}": ${value} } }`;

  test("static values of that header, with their quotes", () => {
    checkCompletion(mapped('"‸"'), "'application/json'", mapped(`"'application/json'‸"`));
    checkCompletion(mapped(`"'‸'"`), "'text/css'", mapped(`"'text/css'‸"`));
    checkCompletion(mapped(`"'app‸"`), "'application/json'", mapped(`"'application/json'‸"`));
    checkCompletion(mapped('"app‸"'), "'application/json'", mapped(`"'application/json'‸"`));
    checkCompletion(mapped('"‸"', "X-Frame-Options"), "'DENY'", mapped(`"'DENY'‸"`, "X-Frame-Options"));
  });
  test("without quotes around them", () => {
    checkCompletion(mapped("‸"), "'application/json'", mapped(`"'application/json'"‸`));
    checkCompletion(mapped("'app‸'"), "'application/json'", mapped(`"'application/json'"‸`));
    checkCompletion(mapped("app‸"), "'application/json'", mapped(`"'application/json'"‸`));
    checkCompletion(mapped("integ‸"), "integration.response.body", mapped('"integration.response.body"‸'));
  });
  test("straight after the colon", () => {
    checkCompletion(
      '{ "contentHandling":‸ }',
      "CONVERT_TO_TEXT",
      '{ "contentHandling": "CONVERT_TO_TEXT"‸ }',
    );
    checkCompletion(
      '{\n  "contentHandling":‸\n  "selectionPattern": "a"\n}',
      "CONVERT_TO_TEXT",
      '{\n  "contentHandling": "CONVERT_TO_TEXT",‸\n  "selectionPattern": "a"\n}',
    );
  });
  test("with only the opening quote", () => {
    checkCompletion(
      `{\n  "method.response.header.ETag": "integ‸,\n  "method.response.header.A": "'a'"\n}`,
      "integration.response.header.ETag",
      `{\n  "method.response.header.ETag": "integration.response.header.ETag"‸,\n  "method.response.header.A": "'a'"\n}`,
    );
    checkCompletion(
      `{\n  "method.response.header.ETag": "‸\n  "method.response.header.A": "'a'"\n}`,
      "integration.response.header.ETag",
      `{\n  "method.response.header.ETag": "integration.response.header.ETag",‸\n  "method.response.header.A": "'a'"\n}`,
    );
  });
  test("of any header in any case", () => {
    checkCompletion(mapped('"‸"', "vary"), "'Origin'", mapped(`"'Origin'‸"`, "vary"));
  });
  test("the seven forms", () => {
    expect(offered(mapped('"‸"', "X-Own"))).toEqual([
      "integration.response.header.X-Own",
      "'static'",
      "integration.response.header.{name}",
      "integration.response.multivalueheader.{name}",
      "integration.response.body",
      "integration.response.body.{JSONPath}",
      "stageVariables.{name}",
      "context.{name}",
      "integration.response.body.errorMessage",
      "integration.response.body.errorType",
    ]);
    checkCompletion(mapped('"‸"'), "'static'", mapped(`"'⟦value⟧'"`));
    checkCompletion(
      mapped('"‸"'),
      "integration.response.header.{name}",
      mapped('"integration.response.header.‸"'),
    );
    checkCompletion(
      mapped('"‸"'),
      "integration.response.body.{JSONPath}",
      mapped('"integration.response.body.⟦path⟧"'),
    );
    checkCompletion(mapped('"‸"'), "stageVariables.{name}", mapped('"stageVariables.⟦name⟧"'));
    checkCompletion(mapped('"cont‸"'), "context.{name}", mapped('"context.‸"'));
  });
  test("the usual ones first", () => {
    checkOffers(mapped('"‸"', "X-Request-Id"), [
      "context.requestId",
      "integration.response.header.X-Request-Id",
    ]);
    checkOffers(mapped('"‸"', "Retry-After"), ["'1'", "'60'", "'120'"]);
  });
  test("names after a prefix, that of the target first", () => {
    checkOffers(mapped('"integration.response.header.‸"', "ETag"), ["ETag", "Access-Control-Allow-Origin"]);
    checkCompletion(
      mapped('"integration.response.header.‸"'),
      "Location",
      mapped('"integration.response.header.Location‸"'),
    );
    checkCompletion(
      mapped('"integration.response.multivalueheader.Set‸"'),
      "Set-Cookie",
      mapped('"integration.response.multivalueheader.Set-Cookie‸"'),
    );
    checkCompletion(
      mapped('"integration.response.header.‸ETag"'),
      "Location",
      mapped('"integration.response.header.Location‸"'),
    );
  });
  test("context variables, without those that mean nothing here", () => {
    checkCompletion(mapped('"context.‸"'), "identity.sourceIp", mapped('"context.identity.sourceIp‸"'));
    checkCompletion(
      mapped('"context.auth‸"'),
      "authorizer.{property}",
      mapped('"context.authorizer.⟦property⟧"'),
    );
    checkOffersNot(mapped('"context.‸"'), "status", "error.message", "responseOverride.status");
  });
  test("another prefix for the same name", () => {
    checkCompletion(
      mapped('"integ‸ration.response.header.ETag"'),
      "integration.response.multivalueheader.{name}",
      mapped('"integration.response.multivalueheader.‸ETag"'),
    );
  });
  test("in a bare map and in a foreign file", () => {
    checkCompletion(
      '{ "method.response.header.Vary": "‸" }',
      "'Accept'",
      `{ "method.response.header.Vary": "'Accept'‸" }`,
      foreignDocument,
    );
  });
  test("values with quotes of their own are escaped", () => {
    checkCompletion(
      mapped('"‸"', "WWW-Authenticate"),
      `'Basic realm="api"'`,
      mapped(`"'Basic realm=\\"api\\"'‸"`, "WWW-Authenticate"),
    );
    checkCompletion(
      mapped(`"'Basic realm=\\"‸"`, "WWW-Authenticate"),
      `'Basic realm="api"'`,
      mapped(`"'Basic realm=\\"api\\"'‸"`, "WWW-Authenticate"),
    );
  });
  test("of a key that is none", () => {
    checkOffers('{ "responseParameters": { "X": "‸" } }', ["'static'"]);
  });
});

describe("values of members", () => {
  test("conversions", () => {
    checkOffers('{ "contentHandling": "‸" }', ["CONVERT_TO_BINARY", "CONVERT_TO_TEXT"]);
    checkCompletion(
      '{ "contentHandling": "CONV‸ERT" }',
      "CONVERT_TO_TEXT",
      '{ "contentHandling": "CONVERT_TO_TEXT‸" }',
    );
    checkCompletion(
      '{ "contentHandling": ‸"CONVERT" }',
      "CONVERT_TO_TEXT",
      '{ "contentHandling": "CONVERT_TO_TEXT"‸ }',
    );
    checkCompletion(
      '{ "contentHandling": ‸ "CONVERT" }',
      "CONVERT_TO_TEXT",
      '{ "contentHandling": "CONVERT_TO_TEXT"‸ }',
    );
  });
  test("statuses with their reasons", () => {
    checkCompletion('{ "statusCode": "‸" }', "404 Not Found", '{ "statusCode": "404‸" }');
    checkCompletion('{ "statusCode": "not‸" }', "404 Not Found", '{ "statusCode": "404‸" }');
    checkCompletion('{ "statusCode": 20‸0 }', "201 Created", '{ "statusCode": "201"‸ }');
    checkOffers('{ "statusCode": "‸" }', ["200 OK", "201 Created"]);
  });
  test("verbs", () => {
    checkCompletion('{ "httpMethod": "‸" }', "ANY", '{ "httpMethod": "ANY‸" }');
    checkCompletion('{ "httpMethod": g‸ }', "GET", '{ "httpMethod": "GET"‸ }');
  });
  test("escapes, groups and flags inside a pattern", () => {
    const raw = String.raw;
    checkCompletion(raw`{ "selectionPattern": "40\\‸" }`, raw`\d`, raw`{ "selectionPattern": "40\\d‸" }`);
    checkCompletion(raw`{ "selectionPattern": "4\\d‸x" }`, raw`\D`, raw`{ "selectionPattern": "4\\D‸x" }`);
    checkCompletion(
      raw`{ "selectionPattern": "\u005c\\\\‸" }`,
      raw`\[`,
      raw`{ "selectionPattern": "\u005c\\\\[‸" }`,
    );
    checkCompletion('{ "selectionPattern": "(?‸.*" }', "(?s)", '{ "selectionPattern": "(?s)‸.*" }');
    checkCompletion(
      raw`{ "selectionPattern": "x\\p{A‸" }`,
      raw`\p{Alpha}`,
      raw`{ "selectionPattern": "x\\p{Alpha}‸" }`,
    );
    checkOffersNot(raw`{ "selectionPattern": "40\\\\‸" }`, raw`\d`);
    checkOffersNot(raw`{ "selectionPattern": "40‸" }`, raw`\d`, "(?s)");
    checkOffersNot(raw`{ "selectionPattern": "40\\‸" }`, "(?s)");
  });
  test("patterns, with backslashes as JSON needs them", () => {
    checkCompletion('{ "selectionPattern": "‸" }', "2\\d{2}", '{ "selectionPattern": "2\\\\d{2}‸" }');
    checkCompletion('{ "selectionPattern": "2\\\\‸d" }', "2\\d{2}", '{ "selectionPattern": "2\\\\d{2}‸" }');
    checkCompletion('{ "selectionPattern": ‸ }', "(?s).+", '{ "selectionPattern": "(?s).+"‸ }');
  });
  test("maps", () => {
    checkCompletion('{\n  "responseParameters": ‸\n}', "{ }", '{\n  "responseParameters": {\n    ‸\n  }\n}');
    checkCompletion(
      '{\n  "responseParameters":‸\n}',
      "CORS origin",
      `{\n  "responseParameters": {\n    "method.response.header.Access-Control-Allow-Origin": "'⟦*⟧'"\n  }\n}`,
    );
    checkOffersNothing('{ "responseParameters": "‸" }');
  });
  test("nothing for identifiers and for what is unknown", () => {
    checkOffersNothing('{ "restApiId": "‸" }');
    checkOffersNothing('{ "colour": "‸" }');
  });
});

describe("templates", () => {
  test("media types", () => {
    checkCompletion(
      '{ "responseTemplates": { ‸ } }',
      "application/json",
      '{ "responseTemplates": { "application/json": "‸" } }',
    );
    checkCompletion(
      '{ "responseTemplates": { "app‸": "" } }',
      "application/xml",
      '{ "responseTemplates": { "application/xml‸": "" } }',
    );
    checkOffers('{ "responseTemplates": { "application/json": "", ‸ } }', ["application/xml", "text/xml"]);
  });
  test("a template to start from, escaped", () => {
    checkCompletion(
      '{ "responseTemplates": { "application/json": "‸" } }',
      "Error message as JSON",
      `{ "responseTemplates": { "application/json": "{\\"message\\": $input.json('$.errorMessage')}‸" } }`,
    );
    checkCompletion(
      '{ "responseTemplates": { "application/json": "‸" } }',
      "Error message inside a text",
      `{ "responseTemplates": { "application/json": "#set($message = $util.escapeJavaScript($input.path('$.errorMessage')).replaceAll(\\"\\\\\\\\'\\", \\"'\\"))\\n{\\"message\\": \\"⟦The call failed⟧: $message\\"}" } }`,
    );
  });
  test("nothing over a template that is written", () => {
    checkOffersNothing(`{ "responseTemplates": { "application/json": "costs $5, th‸ere" } }`);
  });
});

describe("snippets", () => {
  test("in an object", () => {
    checkCompletion(
      '{\n  "selectionPattern": "a",\n  ‸\n}',
      "CORS headers of a preflight",
      `{
  "selectionPattern": "a",
  "responseParameters": {
    "method.response.header.Access-Control-Allow-Origin": "'⟦*⟧'",
    "method.response.header.Access-Control-Allow-Methods": "'GET,POST,OPTIONS'",
    "method.response.header.Access-Control-Allow-Headers": "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'"
  }
}`,
    );
  });
  test("by its word, before other members", () => {
    checkCompletion(
      '{\n  lambda‸\n  "contentHandling": "CONVERT_TO_TEXT"\n}',
      "Lambda error",
      `{
  "selectionPattern": "⟦(?s).+⟧",
  "responseTemplates": {
    "application/json": "{\\"message\\": $input.json('$.errorMessage')}"
  },
  "contentHandling": "CONVERT_TO_TEXT"
}`,
    );
  });
  test("between bare braces", () => {
    checkCompletion(
      "{‸}",
      "HTTP error statuses",
      `{
  "selectionPattern": "⟦4⟧\\\\d\\\\d"
}`,
    );
  });
  test("only those whose members are not there", () => {
    checkOffersNot(
      '{ "responseParameters": {}, ‸ }',
      "CORS headers of a preflight",
      "Redirect to a fixed address",
      "Security headers",
    );
  });
  test("only the headers that are not mapped", () => {
    checkCompletion(
      `{\n  "method.response.header.access-control-allow-origin": "'*'",\n  ‸\n}`,
      "CORS headers of a preflight",
      `{
  "method.response.header.access-control-allow-origin": "'*'",
  "method.response.header.Access-Control-Allow-Methods": "'⟦GET,POST,OPTIONS⟧'",
  "method.response.header.Access-Control-Allow-Headers": "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'"
}`,
    );
  });
  test("in the templates", () => {
    checkCompletion(
      '{ "responseTemplates": { ‸ } }',
      "The backend's body as it is",
      `{ "responseTemplates": { "application/json": "$input.json('$')"‸ } }`,
    );
  });
});

describe("a blank document", () => {
  test("whole responses", () => {
    checkCompletion(
      "‸",
      "CORS preflight response",
      `{
  "responseParameters": {
    "method.response.header.Access-Control-Allow-Origin": "'⟦*⟧'",
    "method.response.header.Access-Control-Allow-Methods": "'GET,POST,OPTIONS'",
    "method.response.header.Access-Control-Allow-Headers": "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'"
  }
}`,
    );
  });
  test("in white space, after a byte order mark, over a word", () => {
    const expected = `{
  "responseParameters": {
    "method.response.header.⟦Content-Type⟧": "'application/json'"
  },
  "responseTemplates": {
    "application/json": "$input.json('$')"
  }
}`;
    checkCompletion("\n‸\n", "Integration response", `\n${expected}\n`);
    checkCompletion("\uFEFF‸", "Integration response", `\uFEFF${expected}`);
    checkCompletion("integ‸", "Integration response", expected);
    checkCompletion('"integ‸"', "Integration response", expected);
  });
  test("nothing in one that is not ours", () => {
    checkOffersNothing("‸", foreignDocument);
    checkOffersNothing("{ ‸ }", foreignDocument);
  });
});

describe("nothing", () => {
  test.each([
    '‸{ "selectionPattern": "" }',
    '{ "selectionPattern": "" }‸',
    "[‸]",
    "[ { ‸ } ]",
    '{ /* ‸ */ "selectionPattern": "" }',
    '{ // ‸\n "selectionPattern": "" }',
    '{ "colour": { ‸ } }',
    '{ "selectionPattern" ‸ }',
    '{ "responseParameters": { "method.response.header.X": true‸ } }',
  ])("%s", (marked) => {
    checkOffersNothing(marked);
  });
});
