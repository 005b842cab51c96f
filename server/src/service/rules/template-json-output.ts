// What a template for JSON prints has to be JSON, whichever way it takes.
import type { BrokenOutput, Choice, JsonFault } from "../islands/vtl";
import type { Mapping } from "../model/integrationResponse";
import { type Span, spanOf } from "../text/span";
import { overrideTarget } from "./overriddenAgain";
import { defineRule, type Fix, type Island } from "./rule";
import { isJsonType, type StudiedTemplate, studied as studiedOf } from "./studiedTemplate";

export default defineRule({
  id: "template-json-output",
  title: "Output that is no JSON",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "API Gateway sends what the template prints, and does not look whether it is JSON. Every way through the template is " +
    "followed: each branch of an `#if`, and each loop with no, one and several items. Marked is where the output stops being " +
    "JSON whatever the payload is, or whenever one branch is taken or a list has so many items. What a variable from " +
    "outside prints counts as a value that fits. An output that begins like no JSON, such as a word or XML, is marked at " +
    "its beginning, unless the response or the template says another `Content-Type` than one of JSON.\n\n" +
    "Usual causes are a comma before `]` or `}`, a text without quotes, and a loop without " +
    "`#if($foreach.hasNext),#end`.",
  source: "https://www.rfc-editor.org/rfc/rfc8259",
  examples: {
    faulty: [
      {
        code: String.raw`{ "responseTemplates": { "application/json": "{ \"id\": $input.json('$.id'), ⟦}⟧" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "{ \"id\": $input.json('$.id') }" } }`,
        message: "comma",
      },
      {
        code: String.raw`{ "responseTemplates": { "application/json": "{ \"id\": ⟦$context.requestId⟧ }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "{ \"id\": \"$context.requestId\" }" } }`,
        message: "in quotes",
      },
      {
        code: String.raw`{ "responseTemplates": { "application/json": "[#foreach($pet in $input.path('$.pets')){ \"age\": $pet.age },#end⟦]⟧" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "[#foreach($pet in $input.path('$.pets')){ \"age\": $pet.age }#if($foreach.hasNext),#end#end]" } }`,
        message: "has an item",
      },
      {
        code: `{ "responseTemplates": { "application/json": "[#foreach($pet in $input.path('$.pets'))⟦[⟧$pet.age]#end]" } }`,
        fixed: `{ "responseTemplates": { "application/json": "[#foreach($pet in $input.path('$.pets'))[$pet.age]#if($foreach.hasNext),#end#end]" } }`,
        message: "several items",
      },
      {
        code: String.raw`{ "responseTemplates": { "application/json": "{ \"age\": #if($input.path('$.age') != '')$input.json('$.age')#end ⟦}⟧" } }`,
        message: "no branch",
      },
      {
        code: `{ "responseTemplates": { "application/json": "{ ⟦'⟧id': 1 }" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/json": "{ \"id\": 1 }" } }`,
        message: "double quotes",
      },
      {
        code: `{ "responseTemplates": { "application/problem+json": "⟦404⟧ Not Found" } }`,
        fixed: String.raw`{ "responseTemplates": { "application/problem+json": "\"404 Not Found\"" } }`,
        message: "its key says that it is",
      },
      {
        code: `{ "responseTemplates": { "application/json": "⟦<id>⟧$input.path('$.id')</id>" } }`,
        message: "or the media type of what is printed",
      },
      {
        code: '{ "responseTemplates": { "application/json": "⟦$context.requestId⟧" } }',
        fixed: String.raw`{ "responseTemplates": { "application/json": "\"$context.requestId\"" } }`,
        message: "in quotes",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.Content-Type": "'text/html'" }, "responseTemplates": { "application/json": "<p>$input.path('$.id')</p>" } }`,
      `{ "responseTemplates": { "application/json": "#set($context.responseOverride.header.Content-Type = 'text/plain')ok" } }`,
      String.raw`{ "responseTemplates": { "application/json": "#set($root = $input.path('$'))\n[#foreach($pet in $root.pets){ \"age\": $pet.age }#if($foreach.hasNext),#end#end]" } }`,
      String.raw`{ "responseTemplates": { "application/json": "#set($comma = '')\n{ #foreach($key in $!map.keySet())$comma\"$key\": $map.get($key)#set($comma = ',')#end }" } }`,
      '{ "responseTemplates": { "application/json": "$input.body", "application/ld+json": "$!prefix <a>", "application/hal+json": "" } }',
    ],
  },
  *check(island) {
    const studied = studiedOf(island);
    if (studied === undefined || !studied.isJson) {
      return;
    }
    const { text } = studied;
    for (const broken of studied.study.outputs()?.broken ?? []) {
      if (broken.fault === "notJson" && isTypedOtherwise(island, studied)) {
        continue;
      }
      const atEnd = broken.span.start >= text.value.length;
      const end = text.value.trimEnd().length;
      yield {
        span: text.toSourceSpan(
          atEnd
            ? { start: Math.max(0, end - 1), end }
            : broken.fault === "notJson"
              ? firstWord(text.value, broken.span)
              : broken.span,
        ),
        message: `${WHAT[broken.fault]}${when(broken.when)}`,
        ...(broken.when?.kind === "empty" || broken.when?.kind === "noBranch"
          ? { severity: "information" }
          : {}),
        fixes: () => fixesOf(studied, broken),
      };
    }
  },
});

/** The client may be told that it is something else. */
function isTypedOtherwise(island: Island, { study }: StudiedTemplate): boolean {
  const mapping = island.kind === "template" ? island.response?.mappings.findLast(isContentType) : undefined;
  const source = mapping?.source?.value;
  return (
    (mapping !== undefined && !(source?.kind === "static" && isJsonType(source.value))) ||
    study.sets.some((set) => overrideTarget(set)?.toLowerCase() === "header.content-type")
  );
}

function isContentType({ key }: Mapping): boolean {
  return key.kind === "header" && key.name.toLowerCase() === "content-type";
}

function firstWord(value: string, { start, end }: Span): Span {
  const word = /^[^\s$#]+/.exec(value.slice(start, start + LONGEST_WORD))?.[0] ?? "";
  return spanOf(start, Math.max(end, start + word.length));
}

function when(choice: Choice | undefined): string {
  switch (choice?.kind) {
    case undefined:
      return "";
    case "branch":
      return " This is so when the branch is taken.";
    case "noBranch":
      return " This is so when no branch of the `#if` is taken.";
    case "empty":
      return " This is so when the list is empty.";
    case "single":
      return " This is so when the list has an item.";
    case "several":
      return " This is so when the list has several items.";
  }
}

const WHAT: Readonly<Record<JsonFault, string>> = {
  notJson:
    "The output is no JSON, and its key says that it is. Write JSON, such as a text in double quotes, or the media type of what is printed.",
  trailingComma:
    "JSON allows no comma before what closes, so clients cannot read the body. Leave the comma out.",
  missingComma: "A comma is missing before this, and the body is no JSON. Write one between values.",
  missingColon: "Behind a name JSON wants a colon. Write one, and a value.",
  missingValue: "A value is missing before this, and the body is no JSON. Write one, such as `null`.",
  bareWord: "This is printed without quotes and is no JSON value. Write it in quotes.",
  bareName: "A name in JSON stands in quotes. Write it in double quotes.",
  backslash: "The backslash is printed too, and JSON has none outside of a text. Leave it out.",
  singleQuote: "JSON knows no single quotes. Write double quotes.",
  lineEnd: "A line end or tab cannot stand inside of a JSON text. Write `\\n` or `\\t`.",
  escape: "JSON does not know this escape. Write the character alone, or with two backslashes before it.",
  mismatch: "This closes what is not open. Write the bracket that belongs to the one that opened.",
  number: "This is no number of JSON. Write it as `0.5` or `-1`, or in quotes.",
  afterEnd: "The JSON has ended before this. Remove it, or put it inside.",
  unclosedText: "A text is never closed, and the body is no JSON. Write the missing quote.",
  unclosed: "What was opened is never closed, and the body is no JSON. Write the missing bracket.",
};

function fixesOf(studied: StudiedTemplate, { fault, span, when: choice }: BrokenOutput): readonly Fix[] {
  const { text } = studied;
  const { value } = text;
  const written = value.slice(span.start, span.end);
  if (fault === "bareWord" && written.startsWith("$")) {
    return [
      {
        title: "Write it in quotes",
        edits: [text.edit(span, `"${written}"`)],
        preferred: true,
      },
    ];
  }
  if (fault === "notJson" && !/[$#]/.test(value)) {
    const whole = spanOf(span.start, value.trimEnd().length);
    const newText = JSON.stringify(value.slice(whole.start, whole.end));
    return [{ title: "Write it in quotes", edits: [text.edit(whole, newText)], preferred: false }];
  }
  const name = fault === "bareName" || fault === "singleQuote" ? wordAt(value, span.start) : undefined;
  if (name !== undefined) {
    return [
      { title: `Write "${name.word}"`, edits: [text.edit(name.span, `"${name.word}"`)], preferred: true },
    ];
  }
  const before = value.slice(0, span.start).trimEnd().length;
  if (fault === "missingComma" && choice === undefined) {
    return [
      { title: "Write a comma before it", edits: [text.edit(spanOf(before, before), ",")], preferred: false },
    ];
  }
  const comma = /,\s*$/.exec(value.slice(0, span.start));
  if (fault === "trailingComma" && choice === undefined && comma !== null) {
    return [
      {
        title: "Remove the comma",
        edits: [text.edit({ start: comma.index, end: comma.index + 1 }, "")],
        preferred: true,
      },
    ];
  }
  return choice?.kind === "single" || choice?.kind === "several" ? commaInLoop(studied, fault, choice) : [];
}

/** A word that stands there, in single quotes or in none. */
function wordAt(value: string, start: number): { readonly word: string; readonly span: Span } | undefined {
  const [whole = "", quoted, bare] =
    /^(?:'([^'"\\$#\r\n]*)'|([A-Za-z_][\w-]*))/.exec(value.slice(start, start + LONGEST_WORD)) ?? [];
  const word = quoted ?? bare;
  return word === undefined ? undefined : { word, span: spanOf(start, start + whole.length) };
}

const LONGEST_WORD = 200;

const COMMA = "#if($foreach.hasNext),#end";

/** A comma behind each item but the last. */
function commaInLoop({ text, study }: StudiedTemplate, fault: JsonFault, { span }: Choice): readonly Fix[] {
  const loop = study.directives.find(({ nameSpan }) => nameSpan.start === span.start);
  const body = loop?.body;
  const last = body?.children.at(-1);
  if (body === undefined || last === undefined) {
    return [];
  }
  const written = text.value.slice(body.span.start, body.span.end).trimEnd();
  const end = body.span.start + written.length;
  const hasComma = last.kind === "text" && written.endsWith(",");
  if (hasComma !== (fault === "trailingComma") || (fault !== "trailingComma" && fault !== "missingComma")) {
    return [];
  }
  const edit = text.edit({ start: hasComma ? end - 1 : end, end }, COMMA);
  return [{ title: "Write a comma between the items", edits: [edit], preferred: true }];
}
