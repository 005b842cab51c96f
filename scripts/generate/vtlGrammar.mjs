// The TextMate rules of Velocity, for each way that a template is written: alone, in a JSON string, in YAML's scalars.
// The rules are the same everywhere; a host says how it writes quotes and escapes, and what its string ends with.

/** `prefix` keeps the repositories of two hosts apart in one grammar. */
export const ALONE = {
  prefix: "vtl",
  quote: '"',
  single: "'",
  /** The end of the host's string, where one may come in the middle of anything. */
  stop: "",
  /** The rest of a line, for comments. */
  rest: ".*",
  /** The end of a line of the template. */
  eol: "$",
  /** What JSON inside the template escapes. */
  innerEscape: '\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})',
  escapes: [],
};

/** In a JSON string, and in YAML's double quotes, which are written alike. */
export const IN_STRING = {
  prefix: "vtl",
  quote: '\\\\"',
  single: "'",
  stop: '(?=")',
  rest: '(?:[^\\\\"]|\\\\[^n])*',
  eol: "(?=\\\\n|\\\\r)",
  innerEscape: '\\\\\\\\(?:\\\\["\\\\/]|[bfnrt/]|u[0-9a-fA-F]{4})',
  escapes: [{ include: "#escape" }],
};

/** In YAML's single quotes, where one is written as two. */
export const IN_SINGLE_QUOTES = {
  ...ALONE,
  prefix: "quotedVtl",
  single: "''",
  stop: "(?='(?!'))",
  rest: "(?:[^']|'')*",
};

/** The rules of a host by name; the one that is named by the host's prefix is the template. */
export function vtlRepository(host, words) {
  const { prefix, escapes } = host;
  const include = (part = "") => ({ include: `#${prefix}${part}` });
  return {
    [prefix]: { patterns: [include("Code"), include("Json"), ...escapes] },
    [`${prefix}Code`]: {
      patterns: [...comments(host), ...directives(host, words, include), include("Reference")],
    },
    [`${prefix}Reference`]: { patterns: references(host, words, include) },
    [`${prefix}Expression`]: { patterns: expressions(host, include) },
    [`${prefix}Json`]: { patterns: jsonAround(host, include) },
  };
}

const NAME = "[A-Za-z_][\\w-]*";
const PARENS_BEGIN = "punctuation.section.parens.begin.vtl";

/** The end of a rule: its own, or that of the host's string. */
function until({ stop }, end) {
  return stop === "" ? end : `${end}|${stop}`;
}

function parens(host, include) {
  return {
    end: until(host, "(\\))"),
    endCaptures: { 1: { name: "punctuation.section.parens.end.vtl" } },
    patterns: [include("Expression")],
  };
}

function comments(host) {
  const { escapes, rest } = host;
  const isPlain = escapes.length === 0;
  return [
    {
      name: "string.unquoted.textblock.vtl",
      begin: "#\\[\\[",
      end: until(host, "\\]\\]#"),
      patterns: escapes,
    },
    { name: "comment.line.vtl", match: `##${rest}` },
    {
      name: "comment.block.vtl",
      begin: "#\\*",
      end: until(host, "\\*#"),
      patterns: isPlain ? [] : [{ match: "\\\\." }],
    },
    { name: "constant.character.escape.vtl", match: isPlain ? "\\\\(?=[$#])" : "\\\\\\\\(?=[$#])" },
  ];
}

function directives(host, { called, keywords }, include) {
  const name = "keyword.control.directive.vtl";
  return [
    {
      begin: `(#\\{?${called}\\}?)[ \\t]*(\\()`,
      beginCaptures: { 1: { name }, 2: { name: PARENS_BEGIN } },
      ...parens(host, include),
    },
    { name, match: `#(?:\\{${keywords}\\}|${keywords}\\b)` },
    {
      begin: `(#)(@?${NAME})[ \\t]*(\\()`,
      beginCaptures: {
        1: { name: "punctuation.definition.macro.vtl" },
        2: { name: "entity.name.function.macro.vtl" },
        3: { name: PARENS_BEGIN },
      },
      ...parens(host, include),
    },
  ];
}

function references(host, { context, roots }, include) {
  const dot = { name: "punctuation.accessor.vtl" };
  const dollar = { name: "punctuation.definition.variable.vtl" };
  const known = { name: "variable.language.vtl" };
  const patterns = [
    {
      begin: `(\\.)(${NAME})(\\()`,
      beginCaptures: { 1: dot, 2: { name: "entity.name.function.vtl" }, 3: { name: PARENS_BEGIN } },
      ...parens(host, include),
    },
    { match: `(\\.)(${NAME})`, captures: { 1: dot, 2: { name: "variable.other.property.vtl" } } },
    { begin: "\\[", end: until(host, "\\]"), patterns: [include("Expression")] },
  ];
  const forms = [
    { open: "\\{", end: "\\}|(?=[^.\\[(}])|$" },
    { open: "", end: "(?!\\.[A-Za-z_]|\\[)" },
  ];
  return forms.flatMap(({ open, end }) => [
    {
      name: "meta.reference.vtl",
      begin: `(\\$!?${open})(context)(\\.)(${context})(?![\\w.-])`,
      beginCaptures: { 1: dollar, 2: known, 3: dot, 4: { name: "support.variable.context.vtl" } },
      end,
      patterns,
    },
    {
      name: "meta.reference.vtl",
      begin: `(\\$!?${open})(?:(${roots})(?![\\w-])|(${NAME}))`,
      beginCaptures: { 1: dollar, 2: known, 3: { name: "variable.other.vtl" } },
      end,
      patterns,
    },
  ]);
}

function expressions(host, include) {
  const { escapes, quote, single } = host;
  return [
    { begin: "\\(", end: until(host, "\\)"), patterns: [include("Expression")] },
    { begin: "\\[", end: until(host, "\\]"), patterns: [include("Expression")] },
    { begin: "\\{", end: until(host, "\\}"), patterns: [include("Expression")] },
    { name: "string.quoted.single.vtl", begin: single, end: until(host, single), patterns: escapes },
    {
      name: "string.quoted.double.vtl",
      begin: quote,
      end: until(host, quote),
      patterns: [include("Reference"), ...escapes],
    },
    { name: "keyword.operator.range.vtl", match: "\\.\\." },
    { name: "constant.numeric.vtl", match: "-?\\b\\d+(?:\\.\\d+)?\\b" },
    { name: "constant.language.vtl", match: "\\b(?:true|false|null)\\b" },
    {
      name: "keyword.operator.vtl",
      match: "==|!=|<=|>=|&&|\\|\\||[<>!=+*/%-]|\\b(?:eq|ne|lt|gt|le|ge|and|or|not|in)\\b",
    },
    include("Reference"),
    ...escapes,
  ];
}

/** The JSON that a template prints: its names, strings and literals. What is no JSON stays as it is. */
function jsonAround({ eol, escapes, innerEscape, quote, stop }, include) {
  const string = (name, begin) => ({
    name,
    begin,
    beginCaptures: { 0: { name: "punctuation.definition.string.begin.json" } },
    end: [quote, eol, stop].filter((part) => part !== "").join("|"),
    endCaptures: { 0: { name: "punctuation.definition.string.end.json" } },
    patterns: [{ name: "constant.character.escape.json", match: innerEscape }, include("Code"), ...escapes],
  });
  return [
    string("support.type.property-name.json", `${quote}(?=[^"\\\\]*${quote}\\s*:)`),
    string("string.quoted.double.json", quote),
    { name: "constant.language.json", match: "(?<![\\w$.-])(?:true|false|null)(?![\\w-])" },
    {
      name: "constant.numeric.json",
      match: "(?<![\\w$.-])-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\w.-])",
    },
  ];
}
