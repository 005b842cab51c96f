// What can be written after the dot in a template: of `$input`, `$util` and loops, and the Java methods of values.
// A method that has several forms is one entry; its optional parameters tell the shorter ones.
import type { Entry, Evidence } from "./entry";
import { defineVocabulary } from "./entry";

const DATA_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html";
const VELOCITY_GUIDE = "https://velocity.apache.org/engine/1.7/user-guide.html";
const JAVA = "https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java";

/** What a template knows of a value: enough to say what may follow the dot. */
export type ValueKind =
  | "any"
  | "string"
  | "number"
  | "boolean"
  | "list"
  | "map"
  | "entry"
  | "loop"
  | "nothing";

export type MemberOwner = "input" | "util" | "loop" | "string" | "list" | "map" | "entry" | "number";

export interface MemberParameter {
  readonly name: string;
  readonly kind: ValueKind | "jsonPath" | "regex" | "parameterName";
  readonly summary: string;
  readonly optional: boolean;
}

export interface TemplateMemberEntry extends Entry {
  readonly owner: MemberOwner;
  /** What stands after the dot. */
  readonly member: string;
  /** A property is written without parentheses. */
  readonly form: "property" | "method";
  readonly parameters: readonly MemberParameter[];
  readonly returns: ValueKind;
  readonly example: string;
}

interface Facts {
  readonly parameters?: readonly MemberParameter[];
  readonly detail?: string;
  readonly evidence?: Evidence;
  readonly source?: string;
  readonly example: string;
}

function takes(
  name: string,
  kind: MemberParameter["kind"],
  summary: string,
  optional = false,
): MemberParameter {
  return { name, kind, summary, optional };
}

const PREFIX = {
  input: "$input.",
  util: "$util.",
  loop: "$foreach.",
  string: "String.",
  list: "List.",
  map: "Map.",
  entry: "Map.Entry.",
  number: "Number.",
} as const satisfies Readonly<Record<MemberOwner, string>>;

const PAGES = {
  input: DATA_PAGE,
  util: DATA_PAGE,
  loop: VELOCITY_GUIDE,
  string: `${JAVA}/lang/String.html`,
  list: `${JAVA}/util/List.html`,
  map: `${JAVA}/util/Map.html`,
  entry: `${JAVA}/util/Map.Entry.html`,
  number: `${JAVA}/lang/Number.html`,
} as const satisfies Readonly<Record<MemberOwner, string>>;

function member(
  form: TemplateMemberEntry["form"],
  owner: MemberOwner,
  name: string,
  returns: ValueKind,
  summary: string,
  { parameters = [], detail = "", evidence = "documented", source = PAGES[owner], example }: Facts,
): TemplateMemberEntry {
  const full = `${PREFIX[owner]}${name}`;
  return {
    name: full,
    owner,
    member: name,
    form,
    parameters,
    returns,
    summary,
    detail,
    evidence,
    source,
    example,
  };
}

const property = (owner: MemberOwner, name: string, returns: ValueKind, summary: string, facts: Facts) =>
  member("property", owner, name, returns, summary, facts);
const method = (owner: MemberOwner, name: string, returns: ValueKind, summary: string, facts: Facts) =>
  member("method", owner, name, returns, summary, facts);

const PATH = takes(
  "path",
  "jsonPath",
  "A JSONPath in quotes, such as `'$.pets[0].name'`; `'$'` is the whole body.",
);
const TEXT = takes("text", "string", "The text.");

const OF_INPUT = [
  property("input", "body", "string", "The backend's response body as text.", {
    detail:
      "An empty body reads as `{}`. Of a binary payload that was converted to text it is the Base64 text. It is printed as " +
      "it is: a body that is JSON need not be escaped to stand as a JSON value.",
    example: "$input.body",
  }),
  method("input", "json", "string", "A part of the JSON body as JSON text, strings with their quotes.", {
    parameters: [PATH],
    detail:
      'Where nothing is at the path it prints `""`, as seen in recorded answers. A body that is no JSON is a 500 at run time.',
    example: "$input.json('$.pets')",
  }),
  method("input", "path", "any", "A part of the JSON body as an object that the template goes on with.", {
    parameters: [PATH],
    detail:
      "Objects are maps and arrays are lists of Java. Printed, a map reads `{a=1}`, which is no JSON: print with " +
      "`$input.json`. Where nothing is at the path it is null and prints nothing.",
    example: "#set($root = $input.path('$'))$root.name",
  }),
  method("input", "params", "any", "A parameter of the client's request, or all of them.", {
    parameters: [
      takes(
        "name",
        "parameterName",
        "Its name, searched in the path, then the query string, then the headers.",
        true,
      ),
    ],
    detail:
      "With a name it is the value, or nothing. Without one it is a map of the maps `path`, `querystring` and `header`. " +
      "In response templates too it reads the client's request, not the backend's response: seen in recorded answers.",
    example: "$input.params('petId')",
  }),
];

const OF_UTIL = [
  method("util", "escapeJavaScript", "string", "Escapes a text as JavaScript does, to stand in quotes.", {
    parameters: [TEXT],
    detail:
      "It turns `'` into `\\'`, which JSON does not allow: add `.replaceAll(\"\\\\'\", \"'\")` for a JSON string.",
    example: "$util.escapeJavaScript($input.path('$.name')).replaceAll(\"\\\\'\", \"'\")",
  }),
  method("util", "parseJson", "any", "Reads JSON text into an object that the template goes on with.", {
    parameters: [takes("json", "string", "JSON as text, such as an `errorMessage` that holds JSON.")],
    example: "#set($error = $util.parseJson($input.path('$.errorMessage')))$error.code",
  }),
  method("util", "urlEncode", "string", "Encodes a text as `application/x-www-form-urlencoded`.", {
    parameters: [TEXT],
    detail: "A space becomes `+`.",
    example: "$util.urlEncode($input.path('$.next'))",
  }),
  method("util", "urlDecode", "string", "Decodes a text that is `application/x-www-form-urlencoded`.", {
    parameters: [TEXT],
    example: "$util.urlDecode($input.params('q'))",
  }),
  method("util", "base64Encode", "string", "Encodes a text, as UTF-8, in Base64.", {
    parameters: [TEXT],
    example: "$util.base64Encode($input.body)",
  }),
  method("util", "base64Decode", "string", "Decodes Base64 into the text that it holds as UTF-8.", {
    parameters: [takes("base64", "string", "The Base64 text.")],
    example: "$util.base64Decode($input.path('$.data'))",
  }),
];

const IN_LOOP = "#foreach($item in $list)";

const OF_LOOP = [
  property("loop", "index", "number", "The number of the round, from 0.", {
    example: `${IN_LOOP}$foreach.index#end`,
  }),
  property("loop", "count", "number", "The number of the round, from 1.", {
    example: `${IN_LOOP}$foreach.count#end`,
  }),
  property("loop", "hasNext", "boolean", "Whether another round follows: where to write a comma.", {
    example: `${IN_LOOP}$item#if($foreach.hasNext), #end#end`,
    source: DATA_PAGE,
  }),
  property("loop", "first", "boolean", "Whether this is the first round.", {
    example: `${IN_LOOP}#if(!$foreach.first), #end$item#end`,
  }),
  property("loop", "last", "boolean", "Whether this is the last round.", {
    example: `${IN_LOOP}$item#if(!$foreach.last), #end#end`,
  }),
  property("loop", "parent", "loop", "The loop around this one.", {
    example: "$foreach.parent.index",
  }),
  property("loop", "topmost", "loop", "The outermost loop.", { example: "$foreach.topmost.index" }),
];

const PATTERN = takes("regex", "regex", "A Java regular expression.");
const PART = takes("part", "string", "The text to look for.");
const START = takes("start", "number", "The index of the first character, from 0.");

const OF_STRING = [
  method("string", "length", "number", "How many characters the text has.", { example: "$name.length()" }),
  method("string", "isEmpty", "boolean", "Whether the text has no character.", {
    example: "#if($name.isEmpty())-#end",
  }),
  method("string", "equals", "boolean", "Whether it is the same text.", {
    parameters: [takes("other", "any", "The other text.")],
    example: "#if($name.equals('a'))yes#end",
  }),
  method("string", "equalsIgnoreCase", "boolean", "Whether it is the same text in either case.", {
    parameters: [takes("other", "string", "The other text.")],
    example: "#if($name.equalsIgnoreCase('A'))yes#end",
  }),
  method("string", "contains", "boolean", "Whether the text holds another one.", {
    parameters: [PART],
    example: "#if($message.contains('timed out'))504#end",
  }),
  method("string", "startsWith", "boolean", "Whether the text begins with another one.", {
    parameters: [PART],
    example: "#if($message.startsWith('[404]'))gone#end",
  }),
  method("string", "endsWith", "boolean", "Whether the text ends with another one.", {
    parameters: [PART],
    example: "#if($name.endsWith('.png'))image#end",
  }),
  method("string", "matches", "boolean", "Whether a regular expression matches the whole text.", {
    parameters: [PATTERN],
    example: "#if($id.matches('[0-9]+'))number#end",
  }),
  method("string", "indexOf", "number", "Where another text first begins, from 0; -1 where it does not.", {
    parameters: [PART],
    example: "$name.indexOf('-')",
  }),
  method("string", "lastIndexOf", "number", "Where another text last begins, from 0; -1 where it does not.", {
    parameters: [PART],
    example: "$name.lastIndexOf('/')",
  }),
  method(
    "string",
    "substring",
    "string",
    "The text from one index up to another, which it does not include.",
    {
      parameters: [START, takes("end", "number", "The index after the last character.", true)],
      detail: "An index outside of the text is an error at run time.",
      example: "$name.substring(0, 3)",
    },
  ),
  method("string", "replace", "string", "The text with every occurrence of another one replaced.", {
    parameters: [PART, takes("replacement", "string", "What to write instead.")],
    example: "$name.replace('\"', \"'\")",
  }),
  method("string", "replaceAll", "string", "The text with every match of a regular expression replaced.", {
    parameters: [PATTERN, takes("replacement", "string", "What to write instead; `$1` is the first group.")],
    example: "$name.replaceAll('[^a-z]', '')",
  }),
  method(
    "string",
    "replaceFirst",
    "string",
    "The text with the first match of a regular expression replaced.",
    {
      parameters: [
        PATTERN,
        takes("replacement", "string", "What to write instead; `$1` is the first group."),
      ],
      example: "$name.replaceFirst('^/', '')",
    },
  ),
  method("string", "split", "list", "The pieces of the text between the matches of a regular expression.", {
    parameters: [PATTERN, takes("limit", "number", "How many pieces at most.", true)],
    example: "#foreach($part in $names.split(','))$part#end",
  }),
  method("string", "concat", "string", "The text with another one after it.", {
    parameters: [takes("other", "string", "The other text.")],
    example: "$name.concat('!')",
  }),
  method("string", "trim", "string", "The text without white space at its ends.", {
    example: "$name.trim()",
  }),
  method("string", "toLowerCase", "string", "The text in small letters.", { example: "$name.toLowerCase()" }),
  method("string", "toUpperCase", "string", "The text in capital letters.", {
    example: "$name.toUpperCase()",
  }),
  method("string", "charAt", "string", "The character at an index, from 0.", {
    parameters: [takes("index", "number", "The index, from 0.")],
    example: "$name.charAt(0)",
  }),
  method("string", "toString", "string", "The text itself.", { example: "$name.toString()" }),
];

const ITEM = takes("item", "any", "The item.");
const INDEX = takes("index", "number", "The index, from 0.");

const OF_LIST = [
  method("list", "size", "number", "How many items the list has.", { example: "$list.size()" }),
  method("list", "isEmpty", "boolean", "Whether the list has no item.", {
    example: "#if($list.isEmpty())none#end",
  }),
  method("list", "get", "any", "The item at an index, from 0.", {
    parameters: [INDEX],
    detail: "An index outside of the list is an error at run time. `$list[0]` says the same.",
    example: "$list.get(0)",
  }),
  method("list", "contains", "boolean", "Whether an item is in the list.", {
    parameters: [ITEM],
    example: "#if($list.contains('a'))yes#end",
  }),
  method("list", "indexOf", "number", "Where an item first stands, from 0; -1 where it does not.", {
    parameters: [ITEM],
    example: "$list.indexOf('a')",
  }),
  method("list", "add", "boolean", "Adds an item at the end.", {
    parameters: [ITEM],
    detail: "It answers `true`, which is printed unless the call stands in a `#set`.",
    example: "#set($ignored = $list.add('a'))",
  }),
  method("list", "addAll", "boolean", "Adds the items of another list at the end.", {
    parameters: [takes("items", "list", "The other list.")],
    detail: "It answers `true`, which is printed unless the call stands in a `#set`.",
    example: "#set($ignored = $list.addAll(['a', 'b']))",
  }),
  method("list", "set", "any", "Puts an item in the place of another, which it answers.", {
    parameters: [INDEX, ITEM],
    example: "#set($ignored = $list.set(0, 'a'))",
  }),
  method("list", "remove", "any", "Takes out the item at an index, and answers it.", {
    parameters: [INDEX],
    example: "#set($ignored = $list.remove(0))",
  }),
  method("list", "subList", "list", "The items from one index up to another, which it does not include.", {
    parameters: [START, takes("end", "number", "The index after the last item.")],
    example: "$list.subList(0, 2)",
  }),
  method("list", "iterator", "any", "Walks the items; `#foreach` does so by itself.", {
    example: "$list.iterator()",
  }),
  method("list", "toString", "string", "The list as text; one from `$input.path` is printed as JSON.", {
    example: "$list.toString()",
  }),
];

const KEY = takes("key", "any", "The key.");

const OF_MAP = [
  method("map", "size", "number", "How many entries the map has.", { example: "$map.size()" }),
  method("map", "isEmpty", "boolean", "Whether the map has no entry.", {
    example: "#if($map.isEmpty())none#end",
  }),
  method("map", "get", "any", "The value of a key, or null.", {
    parameters: [KEY],
    detail: "`$map.key` and `$map['key']` say the same.",
    example: "$map.get('a-b')",
  }),
  method("map", "getOrDefault", "any", "The value of a key, or another one where the key is missing.", {
    parameters: [KEY, takes("default", "any", "The value to take instead.")],
    example: "$map.getOrDefault('a', 'none')",
  }),
  method("map", "containsKey", "boolean", "Whether the map has a key.", {
    parameters: [KEY],
    example: "#if($map.containsKey('a'))yes#end",
  }),
  method("map", "containsValue", "boolean", "Whether a key has that value.", {
    parameters: [takes("value", "any", "The value.")],
    example: "#if($map.containsValue(1))yes#end",
  }),
  method("map", "keySet", "list", "The keys.", {
    example: "#foreach($key in $map.keySet())$key=$map.get($key) #end",
  }),
  method("map", "values", "list", "The values.", { example: "#foreach($value in $map.values())$value#end" }),
  method("map", "entrySet", "list", "The entries, each with its `key` and `value`.", {
    example: "#foreach($entry in $map.entrySet())$entry.key=$entry.value #end",
  }),
  method("map", "put", "any", "Gives a key a value, and answers the value it had.", {
    parameters: [KEY, takes("value", "any", "The value.")],
    example: "#set($ignored = $map.put('a', 1))",
  }),
  method("map", "putAll", "nothing", "Puts all entries of another map into this one.", {
    parameters: [takes("entries", "map", "The other map.")],
    example: "$map.putAll({'a': 1})",
  }),
  method("map", "remove", "any", "Takes a key out, and answers the value it had.", {
    parameters: [KEY],
    example: "#set($ignored = $map.remove('a'))",
  }),
  method("map", "toString", "string", "The map as Java prints it, `{a=1, b=2}`: no JSON.", {
    example: "$map.toString()",
  }),
];

const OF_ENTRY = [
  property("entry", "key", "any", "The key of the entry.", { example: "$entry.key" }),
  property("entry", "value", "any", "The value of the entry.", { example: "$entry.value" }),
  method("entry", "getKey", "any", "The key of the entry.", { example: "$entry.getKey()" }),
  method("entry", "getValue", "any", "The value of the entry.", { example: "$entry.getValue()" }),
];

const OF_NUMBER = [
  method("number", "intValue", "number", "The number as an integer of 32 bits, cut.", {
    example: "$n.intValue()",
  }),
  method("number", "longValue", "number", "The number as an integer of 64 bits, cut.", {
    example: "$n.longValue()",
  }),
  method("number", "doubleValue", "number", "The number with decimals.", { example: "$n.doubleValue()" }),
  method("number", "toString", "string", "The number as text.", { example: "$n.toString()" }),
];

/** By the name with its owner: `$input.path`, `$foreach.index`, `String.replaceAll`. */
export const TEMPLATE_MEMBERS = defineVocabulary<TemplateMemberEntry>([
  ...OF_INPUT,
  ...OF_UTIL,
  ...OF_LOOP,
  ...OF_STRING,
  ...OF_LIST,
  ...OF_MAP,
  ...OF_ENTRY,
  ...OF_NUMBER,
]);

/** What stands after the dot of an owner. */
export function membersOf(owner: MemberOwner): readonly TemplateMemberEntry[] {
  return [...TEMPLATE_MEMBERS.values()].filter((entry) => entry.owner === owner);
}

export function findTemplateMember(owner: MemberOwner, name: string): TemplateMemberEntry | undefined {
  return TEMPLATE_MEMBERS.get(`${PREFIX[owner]}${name}`);
}

/** The name with its parameters, optional ones in brackets: `substring(start[, end])`. */
export function signatureOf({ member: name, form, parameters }: TemplateMemberEntry): string {
  if (form === "property") {
    return name;
  }
  const written = parameters.map((parameter, index) => {
    const comma = index === 0 ? "" : ", ";
    return parameter.optional ? `[${comma}${parameter.name}]` : comma + parameter.name;
  });
  return `${name}(${written.join("")})`;
}
