import { beforeAll, expect, test } from "vitest";
import type { IGrammar, IRawGrammar } from "vscode-textmate";
import { drawTokens, grammarAt, loadGrammar } from "../support/tokens";

/** What an editor's grammar of JSON has, as far as the injection can see. */
function jsonGrammar(suffix: string): IRawGrammar {
  const quoted = (name: string, begin: string) => ({ name, begin, end: '"', patterns: [{ match: "\\\\." }] });
  return {
    scopeName: `source.json${suffix}`,
    patterns: [
      quoted(`string.json${suffix} support.type.property-name.json${suffix}`, '"(?=[^"]*"\\s*:)'),
      quoted(`string.quoted.double.json${suffix}`, '"'),
    ],
    repository: {} as IRawGrammar["repository"],
  };
}

const grammars = new Map<string, IGrammar>();
beforeAll(async () => {
  const injection = grammarAt("syntaxes/mapping-injection.tmLanguage.json");
  for (const suffix of ["", ".comments"]) {
    grammars.set(suffix, await loadGrammar([jsonGrammar(suffix), injection], [injection.scopeName]));
  }
});

/** The text, as a JSON file of somebody else's, with the innermost scope of its words drawn below each line. */
function checkInjected(text: string, expected: string, suffix = "") {
  const grammar = grammars.get(suffix);
  expect(grammar && `\n${drawTokens(grammar, text)}\n`).toBe(expected);
}

test("keys and sources", () => {
  checkInjected(
    `{ "method.response.header.X-A": "integration.response.header.ETag" }`,
    `
{ "method.response.header.X-A": "integration.response.header.ETag" }
  ^ support.type.property-name.json
   ^^^^^^^^^^^^^^^^^^^^^^ keyword.other.target.apigateway
                          ^^^ entity.other.attribute-name.header.apigateway
                             ^ support.type.property-name.json
                                ^ string.quoted.double.json
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ variable.language.source.apigateway
                                                             ^^^^ entity.other.attribute-name.header.apigateway
                                                                 ^ string.quoted.double.json
`,
  );
  checkInjected(
    `{ "method.response.header.X": "context.requestId" }`,
    `
{ "method.response.header.X": "context.requestId" }
  ^ support.type.property-name.json
   ^^^^^^^^^^^^^^^^^^^^^^ keyword.other.target.apigateway
                          ^ entity.other.attribute-name.header.apigateway
                           ^ support.type.property-name.json
                              ^ string.quoted.double.json
                               ^^^^^^^ variable.language.source.apigateway
                                       ^^^^^^^^^ support.variable.context.apigateway
                                                ^ string.quoted.double.json
`,
  );
});

test("in JSON with comments", () => {
  checkInjected(
    `{ "method.response.header.X": "integration.response.body.a" }`,
    `
{ "method.response.header.X": "integration.response.body.a" }
  ^ support.type.property-name.json.comments
   ^^^^^^^^^^^^^^^^^^^^^^ keyword.other.target.apigateway
                          ^ entity.other.attribute-name.header.apigateway
                           ^ support.type.property-name.json.comments
                              ^ string.quoted.double.json.comments
                               ^^^^^^^^^^^^^^^^^^^^^^^^^ variable.language.source.apigateway
                                                         ^ variable.other.property.path.apigateway
                                                          ^ string.quoted.double.json.comments
`,
    ".comments",
  );
});

test("nothing else", () => {
  checkInjected(
    `{ "note": "see method.response.header.X of integration.response.body" }`,
    `
{ "note": "see method.response.header.X of integration.response.body" }
  ^^^^^^ support.type.property-name.json
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ string.quoted.double.json
`,
  );
  checkInjected(
    `{ "quoted": "'it'", "context": "context.unknown" }`,
    `
{ "quoted": "'it'", "context": "context.unknown" }
  ^^^^^^^^ support.type.property-name.json
            ^^^^^^ string.quoted.double.json
                    ^^^^^^^^^ support.type.property-name.json
                               ^^^^^^^^^^^^^^^^^ string.quoted.double.json
`,
  );
});
