import { beforeAll, expect, test } from "vitest";
import type { IGrammar } from "vscode-textmate";
import { drawTokens, grammarAt, loadGrammar } from "../support/tokens";

let grammar: IGrammar;
beforeAll(async () => {
  grammar = await loadGrammar([grammarAt("syntaxes/integration-response.tmLanguage.json")]);
});

/** The text with the innermost scope of its words drawn below each line. */
function checkTokens(text: string, expected: string) {
  expect(`\n${drawTokens(grammar, text)}\n`).toBe(expected);
}

test("members and their values", () => {
  checkTokens(
    String.raw`{
  "restApiId": "a1b2c3d4e5",
  "httpMethod": "ANY",
  "statusCode": "404",
  "contentHandling": "CONVERT_TO_TEXT",
  "other": [1, -2.5e3, true, null, "a\tb"]
}`,
    String.raw`
{
  "restApiId": "a1b2c3d4e5",
   ^^^^^^^^^ support.type.property-name.json
                ^^^^^^^^^^ string.quoted.double.json
  "httpMethod": "ANY",
   ^^^^^^^^^^ support.type.property-name.json
                 ^^^ constant.language.http-method.apigateway
  "statusCode": "404",
   ^^^^^^^^^^ support.type.property-name.json
                 ^^^ constant.numeric.status-code.apigateway
  "contentHandling": "CONVERT_TO_TEXT",
   ^^^^^^^^^^^^^^^ support.type.property-name.json
                      ^^^^^^^^^^^^^^^ constant.language.content-handling.apigateway
  "other": [1, -2.5e3, true, null, "a\tb"]
   ^^^^^ support.type.property-name.json
            ^ constant.numeric.json
               ^^^^^^ constant.numeric.json
                       ^^^^ constant.language.json
                             ^^^^ constant.language.json
                                    ^ string.quoted.double.json
                                     ^^ constant.character.escape.json
                                       ^ string.quoted.double.json
}
`,
  );
});

test("values that are none of the words", () => {
  checkTokens(
    `{ "httpMethod": "get", "statusCode": "99", "contentHandling": "TEXT" }`,
    `
{ "httpMethod": "get", "statusCode": "99", "contentHandling": "TEXT" }
   ^^^^^^^^^^ support.type.property-name.json
                 ^^^ string.quoted.double.json
                        ^^^^^^^^^^ support.type.property-name.json
                                      ^^ string.quoted.double.json
                                            ^^^^^^^^^^^^^^^ support.type.property-name.json
                                                               ^^^^ string.quoted.double.json
`,
  );
});

test("a pattern, its backslashes doubled", () => {
  checkTokens(
    String.raw`{ "selectionPattern": "2\\d{2}|(?s)\\[4(0+)\\].*?$" }`,
    String.raw`
{ "selectionPattern": "2\\d{2}|(?s)\\[4(0+)\\].*?$" }
   ^^^^^^^^^^^^^^^^ support.type.property-name.json
                       ^ string.regexp.apigateway
                        ^^^ constant.other.character-class.regexp
                           ^^^ keyword.operator.quantifier.regexp
                              ^ keyword.operator.or.regexp
                                   ^^^ constant.character.escape.regexp
                                      ^ string.regexp.apigateway
                                        ^ string.regexp.apigateway
                                         ^ keyword.operator.quantifier.regexp
                                           ^^^ constant.character.escape.regexp
                                              ^ constant.other.character-class.any.regexp
                                               ^^ keyword.operator.quantifier.regexp
                                                 ^ keyword.control.anchor.regexp
`,
  );
  checkTokens(
    String.raw`{ "selectionPattern": "[^a-z\\w]\n(?<x>\\Qa.b\\E)\\k<x>\\\\" }`,
    String.raw`
{ "selectionPattern": "[^a-z\\w]\n(?<x>\\Qa.b\\E)\\k<x>\\\\" }
   ^^^^^^^^^^^^^^^^ support.type.property-name.json
                        ^ keyword.operator.negation.regexp
                         ^^^ constant.other.character-class.set.regexp
                            ^^^ constant.other.character-class.regexp
                                ^^ constant.character.escape.json
                                     ^ entity.name.section.group.regexp
                                       ^^^^^^^^^ string.quoted.other.regexp
                                                 ^^^^^^ keyword.other.back-reference.regexp
                                                       ^^^^ constant.character.escape.backslash.regexp
`,
  );
});

test("escapes that JSON does not know are invalid", () => {
  checkTokens(
    String.raw`{ "selectionPattern": "2\d{2}", "a\qb": "\x" }`,
    String.raw`
{ "selectionPattern": "2\d{2}", "a\qb": "\x" }
   ^^^^^^^^^^^^^^^^ support.type.property-name.json
                       ^ string.regexp.apigateway
                        ^^ invalid.illegal.unrecognized-string-escape.json
                          ^^^ keyword.operator.quantifier.regexp
                                 ^ support.type.property-name.json
                                  ^^ invalid.illegal.unrecognized-string-escape.json
                                    ^ support.type.property-name.json
                                         ^^ invalid.illegal.unrecognized-string-escape.json
`,
  );
});

test("the seven sources", () => {
  checkTokens(
    `{ "responseParameters": {
  "method.response.header.X-A": "integration.response.header.ETag",
  "method.response.header.B": "integration.response.multivalueheader.Link",
  "method.response.header.C": "integration.response.body",
  "method.response.header.D": "integration.response.body.pets[0].name",
  "method.response.header.E": "stageVariables.origin",
  "method.response.header.F": "context.identity.sourceIp",
  "method.response.header.G": "context.authorizer.claims.sub",
  "method.response.header.H": "'*'",
  "method.response.header.I": "'default-src 'self''"
} }`,
    `
{ "responseParameters": {
   ^^^^^^^^^^^^^^^^^^ support.type.property-name.json
  "method.response.header.X-A": "integration.response.header.ETag",
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^^^ variable.other.property.header.apigateway
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ variable.language.source.apigateway
                                                             ^^^^ variable.other.property.header.apigateway
  "method.response.header.B": "integration.response.multivalueheader.Link",
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ variable.language.source.apigateway
                                                                     ^^^^ variable.other.property.header.apigateway
  "method.response.header.C": "integration.response.body",
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
                               ^^^^^^^^^^^^^^^^^^^^^^^^^ variable.language.source.apigateway
  "method.response.header.D": "integration.response.body.pets[0].name",
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
                               ^^^^^^^^^^^^^^^^^^^^^^^^^ variable.language.source.apigateway
                                                         ^^^^^^^^^^^^ variable.other.property.path.apigateway
  "method.response.header.E": "stageVariables.origin",
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
                               ^^^^^^^^^^^^^^ variable.language.source.apigateway
                                              ^^^^^^ variable.other.stage.apigateway
  "method.response.header.F": "context.identity.sourceIp",
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
                               ^^^^^^^ variable.language.source.apigateway
                                       ^^^^^^^^^^^^^^^^^ support.variable.context.apigateway
  "method.response.header.G": "context.authorizer.claims.sub",
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
                               ^^^^^^^ variable.language.source.apigateway
                                       ^^^^^^^^^^^^^^^^^^^^^ support.variable.context.apigateway
  "method.response.header.H": "'*'",
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
                                ^ string.quoted.single.static.apigateway
  "method.response.header.I": "'default-src 'self''"
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
                                ^^^^^^^^^^^^^^^^^^ string.quoted.single.static.apigateway
} }
`,
  );
});

test("what is no target or source is plain text", () => {
  checkTokens(
    `{ "responseParameters": {
  "method.response.headers.A": "$context.requestId",
  "B": "context.status",
  "C": "integration.response.headers.X",
  "D": "'*"
} }`,
    `
{ "responseParameters": {
   ^^^^^^^^^^^^^^^^^^ support.type.property-name.json
  "method.response.headers.A": "$context.requestId",
   ^^^^^^^^^^^^^^^^^^^^^^^^^ support.type.property-name.json
                                ^^^^^^^^^^^^^^^^^^ string.quoted.double.json
  "B": "context.status",
   ^ support.type.property-name.json
        ^^^^^^^^^^^^^^ string.quoted.double.json
  "C": "integration.response.headers.X",
   ^ support.type.property-name.json
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ string.quoted.double.json
  "D": "'*"
   ^ support.type.property-name.json
        ^^ string.quoted.double.json
} }
`,
  );
});

test("a bare map", () => {
  checkTokens(
    `{\n  "method.response.header.A": "'a'",\n  "method.response.header.B": "context.requestId"\n}`,
    `
{
  "method.response.header.A": "'a'",
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
                                ^ string.quoted.single.static.apigateway
  "method.response.header.B": "context.requestId"
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
                               ^^^^^^^ variable.language.source.apigateway
                                       ^^^^^^^^^ support.variable.context.apigateway
}
`,
  );
});

test("a template with its escapes", () => {
  checkTokens(
    String.raw`{ "responseTemplates": { "application/json": "#set($x = $input.path('$.a'))\n## note\n{\"m\": \"$util.escapeJavaScript($x)\"}" } }`,
    String.raw`
{ "responseTemplates": { "application/json": "#set($x = $input.path('$.a'))\n## note\n{\"m\": \"$util.escapeJavaScript($x)\"}" } }
   ^^^^^^^^^^^^^^^^^ support.type.property-name.json
                          ^^^^^^^^^^^^^^^^ entity.name.tag.media-type.apigateway
                                              ^^^^ keyword.control.directive.vtl
                                                    ^ variable.other.vtl
                                                      ^ keyword.operator.vtl
                                                         ^^^^^ variable.language.vtl
                                                               ^^^^ entity.name.function.vtl
                                                                    ^^^^^ string.quoted.single.vtl
                                                                           ^^ constant.character.escape.json
                                                                             ^^^^^^^ comment.line.vtl
                                                                                    ^^ constant.character.escape.json
                                                                                      ^ string.quoted.double.json
                                                                                         ^ support.type.property-name.json
                                                                                            ^^ string.quoted.double.json
                                                                                                 ^^^^ variable.language.vtl
                                                                                                      ^^^^^^^^^^^^^^^^ entity.name.function.vtl
                                                                                                                        ^ variable.other.vtl
                                                                                                                            ^ string.quoted.double.json
`,
  );
  checkTokens(
    String.raw`{ "responseTemplates": { "a/b": "#if($x == \"1\" && $x.size() > 2)${"$"}{context.requestId}#else$!stageVariables.y[0]#end#* a \" b *#z" } }`,
    String.raw`
{ "responseTemplates": { "a/b": "#if($x == \"1\" && $x.size() > 2)${"$"}{context.requestId}#else$!stageVariables.y[0]#end#* a \" b *#z" } }
   ^^^^^^^^^^^^^^^^^ support.type.property-name.json
                          ^^^ entity.name.tag.media-type.apigateway
                                 ^^^ keyword.control.directive.vtl
                                      ^ variable.other.vtl
                                        ^^ keyword.operator.vtl
                                           ^^^^^ string.quoted.double.vtl
                                                 ^^ keyword.operator.vtl
                                                     ^ variable.other.vtl
                                                       ^^^^ entity.name.function.vtl
                                                              ^ keyword.operator.vtl
                                                                ^ constant.numeric.vtl
                                                                    ^^^^^^^ variable.language.vtl
                                                                            ^^^^^^^^^ support.variable.context.vtl
                                                                                     ^ string.quoted.double.json
                                                                                      ^^^^^ keyword.control.directive.vtl
                                                                                             ^^^^^^^^^^^^^^ variable.language.vtl
                                                                                                            ^ variable.other.property.vtl
                                                                                                             ^ string.quoted.double.json
                                                                                                              ^ constant.numeric.vtl
                                                                                                               ^ string.quoted.double.json
                                                                                                                ^^^^ keyword.control.directive.vtl
                                                                                                                    ^^^^^^^^^^^^ comment.block.vtl
                                                                                                                                ^ string.quoted.double.json
`,
  );
});

test("half of a text spoils nothing after it", () => {
  checkTokens(
    `{ "statusCode": "20\n  "httpMethod": "GET",\n  "selectionPattern":\n  "contentHandling": "CONVERT_TO_TEXT"\n}`,
    `
{ "statusCode": "20
   ^^^^^^^^^^ support.type.property-name.json
                 ^^ string.quoted.double.json
  "httpMethod": "GET",
   ^^^^^^^^^^ support.type.property-name.json
                 ^^^ constant.language.http-method.apigateway
  "selectionPattern":
   ^^^^^^^^^^^^^^^^ support.type.property-name.json
  "contentHandling": "CONVERT_TO_TEXT"
   ^^^^^^^^^^^^^^^ support.type.property-name.json
                      ^^^^^^^^^^^^^^^ constant.language.content-handling.apigateway
}
`,
  );
  checkTokens(
    `{ "responseParameters": {\n  "method.resp\n  "method.response.header.A": "'a'"\n} }`,
    `
{ "responseParameters": {
   ^^^^^^^^^^^^^^^^^^ support.type.property-name.json
  "method.resp
   ^^^^^^^^^^^ support.type.property-name.json
  "method.response.header.A": "'a'"
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
                                ^ string.quoted.single.static.apigateway
} }
`,
  );
});

test("comments", () => {
  checkTokens(
    `{ // one\n  /* two */ "statusCode": /* three */ "200" }`,
    `
{ // one
  ^^^^^^ comment.line.double-slash.json
  /* two */ "statusCode": /* three */ "200" }
  ^^^^^^^^^ comment.block.json
             ^^^^^^^^^^ support.type.property-name.json
                          ^^^^^^^^^^^ comment.block.json
                                       ^^^ constant.numeric.status-code.apigateway
`,
  );
});
