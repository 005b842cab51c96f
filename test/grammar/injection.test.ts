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
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^^^ variable.other.property.header.apigateway
                             ^ support.type.property-name.json
                                ^ string.quoted.double.json
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ variable.language.source.apigateway
                                                             ^^^^ variable.other.property.header.apigateway
                                                                 ^ string.quoted.double.json
`,
  );
  checkInjected(
    `{ "method.response.header.X": "context.requestId" }`,
    `
{ "method.response.header.X": "context.requestId" }
  ^ support.type.property-name.json
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
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
   ^^^^^^^^^^^^^^^^^^^^^^ variable.language.target.apigateway
                          ^ variable.other.property.header.apigateway
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

/** What an editor's grammar of YAML is made of, as far as the injection can see: a mapping lasts while lines are
 * indented more, and an item of a list takes its part of the indentation. */
const YAML: IRawGrammar = {
  scopeName: "source.yaml",
  patterns: [{ begin: "\\A", while: "^", patterns: [{ include: "#mapping" }] }],
  repository: {
    item: {
      begin: "\\G([ ]*)(-)(?=[ ])",
      while: "\\G\\1(?=[ ])",
      patterns: [{ match: "\\G[ ]*(\\w[\\w-]*)(?=:)", captures: { 1: { name: "entity.name.tag.yaml" } } }],
    },
    mapping: {
      begin: "\\G([ ]*)(\\w[\\w-]*)(:)[ ]*$",
      beginCaptures: { 2: { name: "entity.name.tag.yaml" } },
      while: "\\G(?=\\1[ ]+|[ ]*$)",
      patterns: [
        { include: "#item" },
        { include: "#mapping" },
        { match: "\\G[ ]*(\\w[\\w./-]*)(?=:)", captures: { 1: { name: "entity.name.tag.yaml" } } },
        { name: "string.quoted.double.yaml", begin: '"', end: '"' },
      ],
    },
  } as unknown as IRawGrammar["repository"],
};

test("CloudFormation's substitution around templates in YAML", async () => {
  const injection = grammarAt("syntaxes/vtl-yaml-injection.tmLanguage.json");
  const grammar = await loadGrammar([YAML, injection], [injection.scopeName]);
  expect(
    `\n${drawTokens(
      grammar,
      String.raw`ResponseTemplates:
  a/b: !Sub |-
    #set($a = 1)
  a/c: !Sub "$a"
  a/d:
    Fn::Sub: |
      #end`,
    )}\n`,
  ).toBe(String.raw`
ResponseTemplates:
^^^^^^^^^^^^^^^^^ entity.name.tag.yaml
  a/b: !Sub |-
  ^^^ entity.name.tag.media-type.apigateway
       ^^^^ storage.type.tag-handle.yaml
            ^^ keyword.control.flow.block-scalar.yaml
    #set($a = 1)
    ^^^^ keyword.control.directive.vtl
          ^ variable.other.vtl
            ^ keyword.operator.vtl
              ^ constant.numeric.vtl
  a/c: !Sub "$a"
  ^^^ entity.name.tag.media-type.apigateway
       ^^^^ storage.type.tag-handle.yaml
              ^ variable.other.vtl
  a/d:
  ^^^ entity.name.tag.media-type.apigateway
    Fn::Sub: |
    ^^^^^^^ entity.name.tag.yaml
             ^ keyword.control.flow.block-scalar.yaml
      #end
      ^^^^ keyword.control.directive.vtl
`);
});

test("templates in YAML, in blocks and between quotes", async () => {
  const injection = grammarAt("syntaxes/vtl-yaml-injection.tmLanguage.json");
  const grammar = await loadGrammar([YAML, injection], [injection.scopeName]);
  expect(
    `\n${drawTokens(
      grammar,
      String.raw`default:
  responseTemplates:
    application/json: |
      #set($a = "x")
      { "a": $a }

      #end
    text/html: "<a b=\"$b\">\n#end"
    'text/plain': '#set($b = ''it'')'
    a/b: $input.body # why
  other: "$no"
  a/b: "$no"`,
    )}\n`,
  ).toBe(String.raw`
default:
^^^^^^^ entity.name.tag.yaml
  responseTemplates:
  ^^^^^^^^^^^^^^^^^ entity.name.tag.yaml
    application/json: |
    ^^^^^^^^^^^^^^^^ entity.name.tag.media-type.apigateway
                      ^ keyword.control.flow.block-scalar.yaml
      #set($a = "x")
      ^^^^ keyword.control.directive.vtl
            ^ variable.other.vtl
              ^ keyword.operator.vtl
                ^^^ string.quoted.double.vtl
      { "a": $a }
         ^ support.type.property-name.json
              ^ variable.other.vtl

      #end
      ^^^^ keyword.control.directive.vtl
    text/html: "<a b=\"$b\">\n#end"
    ^^^^^^^^^ entity.name.tag.media-type.apigateway
                ^^^^^ string.quoted.double.yaml
                        ^ variable.other.vtl
                           ^ string.quoted.double.yaml
                            ^^ constant.character.escape.yaml
                              ^^^^ keyword.control.directive.vtl
    'text/plain': '#set($b = ''it'')'
    ^^^^^^^^^^^^ entity.name.tag.media-type.apigateway
                   ^^^^ keyword.control.directive.vtl
                         ^ variable.other.vtl
                           ^ keyword.operator.vtl
                             ^^^^^^ string.quoted.single.vtl
    a/b: $input.body # why
    ^^^ entity.name.tag.media-type.apigateway
          ^^^^^ variable.language.vtl
                ^^^^ variable.other.property.vtl
                     ^^^^^ comment.line.number-sign.yaml
  other: "$no"
  ^^^^^ entity.name.tag.yaml
         ^^^^^ string.quoted.double.yaml
  a/b: "$no"
  ^^^ entity.name.tag.yaml
       ^^^^^ string.quoted.double.yaml
`);
});

test("patterns in YAML, and what stands beside templates in an item of a list", async () => {
  const injection = grammarAt("syntaxes/vtl-yaml-injection.tmLanguage.json");
  const grammar = await loadGrammar([YAML, injection], [injection.scopeName]);
  expect(
    `\n${drawTokens(
      grammar,
      String.raw`responses:
  - responseTemplates:
      a/b: |
        $input.body
    selectionPattern: '(a|b).*\.'
    other: "$no"
  - selectionPattern: "4\\d{2}"
    description: 'a|b'
  -   selectionPattern: [45]\d{2} # why`,
    )}\n`,
  ).toBe(String.raw`
responses:
^^^^^^^^^ entity.name.tag.yaml
  - responseTemplates:
    ^^^^^^^^^^^^^^^^^ entity.name.tag.yaml
      a/b: |
      ^^^ entity.name.tag.media-type.apigateway
           ^ keyword.control.flow.block-scalar.yaml
        $input.body
         ^^^^^ variable.language.vtl
               ^^^^ variable.other.property.vtl
    selectionPattern: '(a|b).*\.'
    ^^^^^^^^^^^^^^^^ entity.name.tag.yaml
                        ^ string.regexp.apigateway
                         ^ keyword.operator.or.regexp
                          ^ string.regexp.apigateway
                            ^ constant.other.character-class.any.regexp
                             ^ keyword.operator.quantifier.regexp
                              ^^ constant.character.escape.regexp
    other: "$no"
    ^^^^^ entity.name.tag.yaml
  - selectionPattern: "4\\d{2}"
    ^^^^^^^^^^^^^^^^ entity.name.tag.yaml
                       ^ string.regexp.apigateway
                        ^^^ constant.other.character-class.regexp
                           ^^^ keyword.operator.quantifier.regexp
    description: 'a|b'
    ^^^^^^^^^^^ entity.name.tag.yaml
  -   selectionPattern: [45]\d{2} # why
      ^^^^^^^^^^^^^^^^ entity.name.tag.yaml
                         ^^ constant.other.character-class.set.regexp
                            ^^ constant.other.character-class.regexp
                              ^^^ keyword.operator.quantifier.regexp
                                  ^^^^^ comment.line.number-sign.yaml
`);
});

test("templates and patterns in JSON of others", () => {
  checkInjected(
    String.raw`{ "a": { "responseTemplates": { "a/b": "#if($a)\n{ \"b\": 1 }#end" }, "selectionPattern": "a|b" }, "c": "$d" }`,
    String.raw`
{ "a": { "responseTemplates": { "a/b": "#if($a)\n{ \"b\": 1 }#end" }, "selectionPattern": "a|b" }, "c": "$d" }
  ^^^ support.type.property-name.json
          ^^^^^^^^^^^^^^^^^ support.type.property-name.json
                                 ^^^ entity.name.tag.media-type.apigateway
                                        ^^^ keyword.control.directive.vtl
                                             ^ variable.other.vtl
                                               ^^ constant.character.escape.json
                                                 ^^ string.quoted.double.json
                                                     ^ support.type.property-name.json
                                                        ^^ string.quoted.double.json
                                                          ^ constant.numeric.json
                                                           ^^ string.quoted.double.json
                                                             ^^^^ keyword.control.directive.vtl
                                                                       ^^^^^^^^^^^^^^^^ support.type.property-name.json
                                                                                           ^ string.regexp.apigateway
                                                                                            ^ keyword.operator.or.regexp
                                                                                             ^ string.regexp.apigateway
                                                                                                   ^^^ support.type.property-name.json
                                                                                                        ^^^^ string.quoted.double.json
`,
  );
  checkInjected(
    `{ "requestTemplates": { "a/b": "$a" }, "x": "responseTemplates" }`,
    String.raw`
{ "requestTemplates": { "a/b": "$a" }, "x": "responseTemplates" }
  ^^^^^^^^^^^^^^^^^^ support.type.property-name.json
                        ^^^^^ support.type.property-name.json
                               ^^^^ string.quoted.double.json
                                       ^^^ support.type.property-name.json
                                            ^^^^^^^^^^^^^^^^^^^ string.quoted.double.json
`,
  );
});

/** As an editor's grammar has it, a comma belongs to the value before it, and is illegal anywhere else. */
const STRICT: IRawGrammar = {
  scopeName: "source.json",
  patterns: [{ include: "#object" }],
  repository: {
    object: {
      begin: "\\{",
      end: "\\}",
      patterns: [
        { name: "string.json support.type.property-name.json", begin: '"', end: '"' },
        { begin: ":", end: ",|(?=\\})", patterns: [{ include: "#value" }] },
        { match: "[^\\s}]", name: "invalid.illegal.expected-dictionary-separator.json" },
      ],
    },
    value: {
      patterns: [{ include: "#object" }, { name: "string.quoted.double.json", begin: '"', end: '"' }],
    },
  } as unknown as IRawGrammar["repository"],
};

test("a comma behind a template or a pattern is none too many", async () => {
  const injection = grammarAt("syntaxes/mapping-injection.tmLanguage.json");
  const grammar = await loadGrammar([STRICT, injection], [injection.scopeName]);
  const drawn = drawTokens(
    grammar,
    '{ "selectionPattern": "4", "responseTemplates": { "a/b": "$c", "d/e": "" }, "f": { "selectionPattern": "5" } }',
  );
  expect(`\n${drawn}\n`).toBe(`
{ "selectionPattern": "4", "responseTemplates": { "a/b": "$c", "d/e": "" }, "f": { "selectionPattern": "5" } }
   ^^^^^^^^^^^^^^^^ support.type.property-name.json
                       ^ string.regexp.apigateway
                            ^^^^^^^^^^^^^^^^^ support.type.property-name.json
                                                   ^^^ entity.name.tag.media-type.apigateway
                                                           ^ variable.other.vtl
                                                                ^^^ entity.name.tag.media-type.apigateway
                                                                            ^^^ support.type.property-name.json
                                                                                    ^^^^^^^^^^^^^^^^ support.type.property-name.json
                                                                                                        ^ string.regexp.apigateway
`);
});
