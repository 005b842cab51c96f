// Writes the TextMate grammars. The words they know come from the vocabulary; the shapes are written here.
// `node scripts/generate-grammar.mjs` writes, with `--check` it only tells what is stale.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import process, { argv, stdout } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { ALONE, IN_SINGLE_QUOTES, IN_STRING, vtlRepository } from "./generate/vtlGrammar.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

/** @returns {Promise<{ path: string, text: string }[]>} each grammar with its path from the root */
export async function grammarFiles() {
  const words = wordsOf(await vocabulary());
  return [
    { path: "syntaxes/integration-response.tmLanguage.json", text: written(responseGrammar(words)) },
    { path: "syntaxes/mapping-injection.tmLanguage.json", text: written(injectionGrammar(words)) },
    { path: "syntaxes/vtl.tmLanguage.json", text: written(vtlGrammar(words)) },
    { path: "syntaxes/vtl-yaml-injection.tmLanguage.json", text: written(yamlInjectionGrammar(words)) },
  ];
}

async function vocabulary() {
  const names = [
    "contentHandling",
    "contextVariables",
    "directives",
    "grammar",
    "httpMethods",
    "members",
    "templateRoots",
  ];
  const bundled = await build({
    stdin: {
      contents: names.map((name) => `export * from "./server/src/service/vocabulary/${name}";`).join("\n"),
      resolveDir: ROOT,
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "error",
  });
  const [output] = bundled.outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(output.text).toString("base64")}`);
}

function wordsOf({
  CONTENT_HANDLING,
  CONTEXT_VARIABLES,
  TEMPLATE_DIRECTIVES,
  HTTP_METHODS,
  MEMBERS,
  HEADER_TARGET_PREFIX,
  SOURCE_PREFIX,
  TEMPLATE_ROOTS,
}) {
  const directives = [...TEMPLATE_DIRECTIVES.values()].filter(({ keyword }) => keyword !== "");
  const usable = [...CONTEXT_VARIABLES.values()].filter(({ group }) => group === "usable");
  const overrides = [...CONTEXT_VARIABLES.values()].filter(
    ({ group, name }) => group === "overrides" && name.startsWith("responseOverride."),
  );
  const tail = "[A-Za-z0-9_-]+";
  const variable = ({ open, prefix }) => literal(prefix) + (open ? tail : "");
  return {
    members: [...MEMBERS.values()],
    contentHandling: anyOf([...CONTENT_HANDLING.keys()].map(literal)),
    httpMethods: anyOf([...HTTP_METHODS.keys()].map(literal)),
    context: anyOf(usable.map(variable)),
    vtl: {
      context: anyOf([...usable, ...overrides].map(variable)),
      roots: anyOf([...TEMPLATE_ROOTS.values()].map(({ root }) => literal(root))),
      keywords: anyOf(directives.map(({ keyword }) => keyword)),
      called: anyOf(directives.filter(({ form }) => form.includes("(")).map(({ keyword }) => keyword)),
    },
    target: literal(HEADER_TARGET_PREFIX.slice(0, -1)),
    sources: SOURCE_PREFIX,
  };
}

function literal(text) {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Longer words first, since the first that fits is taken. */
function anyOf(patterns) {
  return `(?:${[...patterns].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join("|")})`;
}

function captures(...names) {
  return Object.fromEntries(names.flatMap((name, index) => (name ? [[String(index + 1), { name }]] : [])));
}

const include = (name) => ({ include: `#${name}` });
const NAME = "[A-Za-z0-9._$-]+";
const KEY = "string.json support.type.property-name.json";
const KEY_BEGIN = "punctuation.support.type.property-name.begin.json";
const KEY_END = "punctuation.support.type.property-name.end.json";
const COLON = "punctuation.separator.dictionary.key-value.json";
const COMMA = "punctuation.separator.dictionary.pair.json";
const STRING_BEGIN = "punctuation.definition.string.begin.json";
const STRING_END = "punctuation.definition.string.end.json";
const HEADER_NAME = "variable.other.property.header.apigateway";
const SOURCE = "variable.language.source.apigateway";
/** Themes take the colour of the string around it away. */
const TEMPLATE = "meta.embedded.inline.vtl";
const DOT = "punctuation.accessor.apigateway";

/** A comma, the end of the object, or the next key where the comma is missing. */
const MEMBER_END = '(?=[,}])|(?="(?:[^"\\\\]|\\\\.)*"\\s*:)';

/** A string in double quotes. As for the parser, one without its closing quote ends with its line. */
function string(name, patterns, extra = {}) {
  return {
    name,
    begin: '"',
    beginCaptures: { 0: { name: STRING_BEGIN } },
    end: '"|$',
    endCaptures: { 0: { name: STRING_END } },
    patterns: [...patterns, include("escape")],
    ...extra,
  };
}

/** A member by its name, with what may stand behind its colon. */
function member(name, patterns, end = { end: MEMBER_END }) {
  return {
    begin: `(")(${name})(")`,
    beginCaptures: { 0: { name: KEY }, ...captures(KEY_BEGIN, "", KEY_END) },
    ...end,
    patterns: [include("colon"), include("comments"), ...patterns, include("value")],
  };
}

function object(patterns) {
  return {
    name: "meta.structure.dictionary.json",
    begin: "\\{",
    beginCaptures: { 0: { name: "punctuation.definition.dictionary.begin.json" } },
    end: "\\}",
    endCaptures: { 0: { name: "punctuation.definition.dictionary.end.json" } },
    patterns: [include("comments"), ...patterns, include("comma")],
  };
}

function responseGrammar(words) {
  const plain = words.members.filter(
    ({ name }) =>
      !["responseParameters", "responseTemplates", "selectionPattern", "contentHandling"].includes(name),
  );
  const values = {
    statusCode: [string("string.quoted.double.json", [numeric("[1-5]\\d\\d", "status-code")])],
    httpMethod: [string("string.quoted.double.json", [constant(words.httpMethods, "http-method")])],
  };
  return {
    ...header("API Gateway integration response", "source.apigateway-integration-response"),
    patterns: [include("comments"), include("response"), include("value")],
    repository: {
      response: object([
        member("responseParameters", [object([include("mapping")])]),
        member("responseTemplates", [object([include("template")])]),
        member("selectionPattern", [include("pattern")]),
        member("contentHandling", [
          string("string.quoted.double.json", [constant(words.contentHandling, "content-handling")]),
        ]),
        ...plain.map(({ name }) => member(literal(name), values[name] ?? [])),
        // A bare map of parameters has mappings where a body has members.
        { begin: `(?="${words.target}\\.)`, end: '(?=[,}])|(?!\\G)(?=")', patterns: [include("mapping")] },
        include("entry"),
      ]),
      mapping: {
        begin: `(")(?:(${words.target})(\\.)(${NAME})|((?:[^"\\\\]|\\\\.)*))("|$)`,
        beginCaptures: {
          0: { name: KEY },
          ...captures(KEY_BEGIN, "variable.language.target.apigateway", DOT, HEADER_NAME, "", KEY_END),
          5: { name: KEY, patterns: [include("escape")] },
        },
        end: MEMBER_END,
        patterns: [include("colon"), include("comments"), include("source"), include("value")],
      },
      source: string("string.quoted.double.json", sourcePatterns(words, '(?<=")', '(?=")')),
      template: templateEntry(),
      pattern: string("string.regexp.apigateway", [include("regex")]),
      ...regexRepository(REGEX_IN_STRING),
      ...vtlRepository(IN_STRING, words.vtl),
      ...jsonRepository(),
    },
  };
}

/** A media type with its template. */
function templateEntry() {
  return {
    begin: '(")((?:[^"\\\\]|\\\\.)*)("|$)',
    beginCaptures: {
      0: { name: KEY },
      ...captures(KEY_BEGIN, "entity.name.tag.media-type.apigateway", KEY_END),
    },
    end: MEMBER_END,
    patterns: [
      include("colon"),
      include("comments"),
      string("string.quoted.double.json", [include("vtl")], { contentName: TEMPLATE }),
      include("value"),
    ],
  };
}

function header(name, scopeName) {
  return {
    information: "Generated from the vocabulary by scripts/generate-grammar.mjs. Change that instead.",
    name,
    scopeName,
  };
}

function constant(pattern, kind) {
  return { name: `constant.language.${kind}.apigateway`, match: `(?<=")${pattern}(?=")` };
}

function numeric(pattern, kind) {
  return { name: `constant.numeric.${kind}.apigateway`, match: `(?<=")${pattern}(?=")` };
}

/** The seven forms of a source, each the whole of its string. */
function sourcePatterns({ sources, context }, before, after) {
  const prefix = (text) => text.replace(/\.$/, "");
  const dotted = (name) => captures(SOURCE, DOT, name);
  return [
    ...[sources.integrationHeader, sources.integrationMultivalueHeader].map((source) => ({
      match: `${before}(${literal(prefix(source))})(\\.)(${NAME})${after}`,
      captures: dotted(HEADER_NAME),
    })),
    { match: `${before}(${literal(sources.integrationBody)})${after}`, captures: captures(SOURCE) },
    {
      match: `${before}(${literal(sources.integrationBody)})(\\.)((?!\\$)(?:[^"\\\\]|\\\\.)+)${after}`,
      captures: dotted("variable.other.property.path.apigateway"),
    },
    {
      match: `${before}(${literal(prefix(sources.stageVariable))})(\\.)(${NAME})${after}`,
      captures: dotted("variable.other.stage.apigateway"),
    },
    {
      match: `${before}(${literal(prefix(sources.context))})(\\.)(${context})${after}`,
      captures: dotted("support.variable.context.apigateway"),
    },
    ...(before === "" || after === ""
      ? []
      : [
          {
            match: `${before}(')((?:[^"\\\\]|\\\\.)*)(')${after}`,
            captures: {
              1: { name: "punctuation.definition.string.begin.apigateway" },
              2: { name: "string.quoted.single.static.apigateway", patterns: [include("escape")] },
              3: { name: "punctuation.definition.string.end.apigateway" },
            },
          },
        ]),
  ];
}

/** Java's regular expressions, each backslash written twice. */
/** How a host writes a pattern: its backslash, what may follow one, and where its string ends. */
const REGEX_IN_STRING = {
  prefix: "regex",
  slash: "\\\\\\\\",
  escaped: '(?:[^\\\\"]|\\\\["/bfnrtu])',
  stop: '(?=")',
  escapes: [{ include: "#escape" }],
};

/** In YAML's single quotes and plain scalars, where a backslash is itself. */
const REGEX_ALONE = {
  prefix: "plainRegex",
  slash: "\\\\",
  escaped: "[^\\\\]",
  stop: "(?='(?!')|\\s#|$)",
  escapes: [],
};

function regexRepository({ prefix, slash, escaped, stop, escapes }) {
  const part = (name = "") => include(`${prefix}${name}`);
  const operators = [
    { name: "keyword.operator.quantifier.regexp", match: "[*+?][+?]?|\\{\\d+(?:,\\d*)?\\}[+?]?" },
    { name: "keyword.operator.or.regexp", match: "\\|" },
    { name: "keyword.control.anchor.regexp", match: "[\\^$]" },
    { name: "constant.other.character-class.any.regexp", match: "\\." },
  ];
  return {
    [prefix]: {
      patterns: [
        {
          name: "string.quoted.other.regexp",
          begin: `${slash}Q`,
          end: `${slash}E|${stop}`,
          patterns: [...escapes],
        },
        part("Escape"),
        part("Class"),
        {
          begin: "(\\()(\\?(?:<[=!]|[=!>:]|<([A-Za-z][A-Za-z0-9]*)>|[idmsuxU-]+:?))?",
          beginCaptures: captures(
            "punctuation.definition.group.regexp",
            "punctuation.definition.group.modifier.regexp",
            "entity.name.section.group.regexp",
          ),
          end: `(\\))|${stop}`,
          endCaptures: captures("punctuation.definition.group.regexp"),
          patterns: [part()],
        },
        ...operators,
      ],
    },
    [`${prefix}Escape`]: {
      patterns: [
        { name: "constant.character.escape.backslash.regexp", match: `${slash}${slash}` },
        {
          name: "constant.other.character-class.regexp",
          match: `${slash}(?:[dDsSwWhHvVRX]|[pP]\\{[^}"]*\\})`,
        },
        { name: "keyword.control.anchor.regexp", match: `${slash}[bBAzZG]` },
        { name: "keyword.other.back-reference.regexp", match: `${slash}(?:[1-9]|k<[A-Za-z][A-Za-z0-9]*>)` },
        { name: "constant.character.escape.regexp", match: `${slash}${escaped}` },
        ...escapes,
      ],
    },
    [`${prefix}Class`]: {
      name: "constant.other.character-class.set.regexp",
      begin: "(\\[)(\\^)?",
      beginCaptures: captures(
        "punctuation.definition.character-class.regexp",
        "keyword.operator.negation.regexp",
      ),
      end: `(\\])|${stop}`,
      endCaptures: captures("punctuation.definition.character-class.regexp"),
      patterns: [part("Escape"), part("Class")],
    },
  };
}

function jsonRepository() {
  return {
    value: {
      patterns: [
        include("comments"),
        { name: "constant.language.json", match: "\\b(?:true|false|null)\\b" },
        { name: "constant.numeric.json", match: "-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?" },
        string("string.quoted.double.json", []),
        object([include("entry")]),
        {
          name: "meta.structure.array.json",
          begin: "\\[",
          beginCaptures: { 0: { name: "punctuation.definition.array.begin.json" } },
          end: "\\]",
          endCaptures: { 0: { name: "punctuation.definition.array.end.json" } },
          patterns: [include("value"), include("comma")],
        },
      ],
    },
    entry: {
      begin: '(")((?:[^"\\\\]|\\\\.)*)("|$)',
      beginCaptures: {
        0: { name: KEY },
        1: { name: KEY_BEGIN },
        2: { name: KEY, patterns: [include("escape")] },
        3: { name: KEY_END },
      },
      end: MEMBER_END,
      patterns: [include("colon"), include("value")],
    },
    colon: { name: COLON, match: ":" },
    comma: { name: COMMA, match: "," },
    comments: {
      patterns: [
        { name: "comment.block.json", begin: "/\\*", end: "\\*/" },
        { name: "comment.line.double-slash.json", match: "//.*" },
      ],
    },
    escape: {
      patterns: [
        { name: "constant.character.escape.json", match: '\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})' },
        { name: "invalid.illegal.unrecognized-string-escape.json", match: "\\\\." },
      ],
    },
  };
}

/** Keys, sources, templates and patterns in JSON files of others. What could be ordinary text there is left alone. */
function injectionGrammar(words) {
  // The editor's grammar calls a comma illegal that it does not find behind a value of its own.
  const withComma = { end: `,|${MEMBER_END}`, endCaptures: { 0: { name: COMMA } } };
  const known = (name, patterns) => member(`${name}(?="\\s*:)`, patterns, withComma);
  return {
    ...header("API Gateway integration responses in JSON", "apigateway.mapping.injection"),
    injectionSelector: ["source.json", "source.json.comments"]
      .map((scope) => `L:${scope} - string - comment, L:${scope} string - meta.embedded`)
      .join(", "),
    patterns: [
      known("responseTemplates", [object([include("template")])]),
      known("selectionPattern", [include("pattern")]),
      {
        match: `(?<=")(${words.target})(\\.)(${NAME})(?=")`,
        captures: captures("variable.language.target.apigateway", DOT, HEADER_NAME),
      },
      ...sourcePatterns(words, '(?<=")', '(?=")').slice(0, -1),
    ],
    repository: {
      template: templateEntry(),
      pattern: string("string.regexp.apigateway", [include("regex")]),
      ...regexRepository(REGEX_IN_STRING),
      ...vtlRepository(IN_STRING, words.vtl),
      ...jsonRepository(),
    },
  };
}

/** A template that stands alone. */
function vtlGrammar(words) {
  return {
    ...header("API Gateway Template (VTL)", "source.apigateway-vtl"),
    patterns: [include("vtl")],
    repository: vtlRepository(ALONE, words.vtl),
  };
}

/** Templates in YAML: below `responseTemplates`, in a block or between quotes. */
function yamlInjectionGrammar(words) {
  const quoted = { ...IN_STRING, prefix: "stringVtl" };
  const colon = { name: "punctuation.separator.key-value.mapping.yaml" };
  const mediaType = {
    name: { name: "entity.name.tag.media-type.apigateway" },
    match: "(\"[^\"]+\"|'[^']+'|[\\w.*+-]+/[\\w.*+-]+)[ \\t]*(:)",
  };
  /** CloudFormation's function, which is written as a tag or as a key below that of the media type. */
  const substituted = { name: { name: "entity.name.tag.yaml" }, match: "(Fn::Sub)[ \\t]*(:)" };
  const tag = { name: "storage.type.tag-handle.yaml" };
  const tagged = "(?:(!Sub)[ \\t]+)?";
  const block = ({ name, match }) => ({
    begin: `(?:^|\\G)([ \\t]*)${match}[ \\t]+${tagged}([|>][-+\\d]*)[ \\t]*$`,
    beginCaptures: {
      ...{ 2: name, 3: colon, 4: tag },
      5: { name: "keyword.control.flow.block-scalar.yaml" },
    },
    while: "(?:^|\\G)(?=\\1[ \\t]+\\S|[ \\t]*$)",
    contentName: TEMPLATE,
    patterns: [include("vtl")],
  });
  const key = ({ name, match }) => ({
    match: `(?:^|\\G)[ \\t]*${match}`,
    captures: { 1: name, 2: colon },
  });
  const scalar = (mark, contentName, include) => ({
    name: mark === '"' ? "string.quoted.double.yaml" : "string.quoted.single.yaml",
    contentName,
    begin: `(?<=:)[ \\t]+${tagged}(${mark})`,
    beginCaptures: { 1: tag, 2: { name: "punctuation.definition.string.begin.yaml" } },
    end: mark === '"' ? '"' : "'(?!')",
    endCaptures: { 0: { name: "punctuation.definition.string.end.yaml" } },
    patterns: [include],
  });
  const comment = { name: "comment.line.number-sign.yaml", match: "(?:^|(?<=\\s))#.*" };
  /** From where the rules around it left off: those have taken their part of the indentation. */
  const templates = (from, deeper) => ({
    begin: `${from}([ \\t]*)([rR]esponseTemplates)[ \\t]*(:)[ \\t]*$`,
    beginCaptures: { 2: { name: "entity.name.tag.yaml" }, 3: colon },
    while: `(?:^|\\G)(?=${deeper}\\1[ \\t]+\\S|[ \\t]*$)`,
    patterns: [include("yamlTemplate")],
  });
  return {
    ...header("API Gateway templates in YAML", "apigateway.vtl.yaml.injection"),
    injectionSelector: "L:source.yaml - comment - string - meta.embedded",
    patterns: [
      // The first key of an item of a list, whose siblings are indented by as much as the dash takes.
      templates("(?<=-)\\G", "[ \\t]"),
      templates("(?:^|\\G)", ""),
      {
        begin: "(?:^|\\G)[ \\t]*([sS]electionPattern)[ \\t]*(:)(?=[ \\t])",
        beginCaptures: { 1: { name: "entity.name.tag.yaml" }, 2: colon },
        end: "$",
        patterns: [
          scalar('"', "string.regexp.apigateway", include("regex")),
          scalar("'", "string.regexp.apigateway", include("plainRegex")),
          {
            name: "string.regexp.apigateway",
            begin: "(?<=:)[ \\t]+(?=[^\\s\"'|>&*!#])",
            end: "(?=\\s#)|$",
            patterns: [include("plainRegex")],
          },
          comment,
        ],
      },
    ],
    repository: {
      yamlTemplate: {
        patterns: [
          block(mediaType),
          block(substituted),
          key(mediaType),
          key(substituted),
          scalar('"', TEMPLATE, include("stringVtl")),
          scalar("'", TEMPLATE, include("quotedVtl")),
          {
            contentName: TEMPLATE,
            begin: `(?<=:)[ \\t]+${tagged}(?=[^\\s"'|>&*!#])`,
            beginCaptures: { 1: tag },
            end: "(?=\\s#)|$",
            patterns: [include("vtl")],
          },
          comment,
        ],
      },
      escape: {
        name: "constant.character.escape.yaml",
        match: '\\\\(?:["\\\\/abefnrtv0_NLP ]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|$)',
      },
      ...regexRepository(REGEX_IN_STRING),
      ...regexRepository(REGEX_ALONE),
      ...vtlRepository(ALONE, words.vtl),
      ...vtlRepository(quoted, words.vtl),
      ...vtlRepository(IN_SINGLE_QUOTES, words.vtl),
    },
  };
}

function written(grammar) {
  return `${JSON.stringify(grammar, undefined, 2)}\n`;
}

async function main() {
  const stale = [];
  for (const { path, text } of await grammarFiles()) {
    const current = await readFile(join(ROOT, path), "utf8").catch(() => "");
    if (current !== text) {
      stale.push(path);
      if (!argv.includes("--check")) {
        await writeFile(join(ROOT, path), text);
      }
    }
  }
  const isCheck = argv.includes("--check");
  stdout.write(
    stale.length === 0
      ? "The grammars are fresh.\n"
      : `${isCheck ? "Stale, run node scripts/generate-grammar.mjs:" : "Written:"} ${stale.join(", ")}\n`,
  );
  return isCheck && stale.length > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(argv[1] ?? "").href) {
  process.exitCode = await main();
}
