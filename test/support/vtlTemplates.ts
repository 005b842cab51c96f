// Random templates that have nothing wrong with them, composed of the idioms that people use.
import fc from "fast-check";

const name = fc.constantFrom("id", "name", "age", "tags", "owner", "createdAt", "total_count");
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `$.${names.join(".")}`);
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const gap = fc.constantFrom("", " ", "\n", "\n  ");

/** `$util.escapeJavaScript`, with what AWS documents behind it. */
const escapedText = fc
  .tuple(fc.constantFrom("", "$input.body"), path, fc.boolean())
  .map(([body, at, formal]) => {
    const value = body === "" ? `$input.path('${at}')` : body;
    const call = `util.escapeJavaScript(${value}).replaceAll("\\\\'", "'")`;
    return formal ? `$!{${call}}` : `$${call}`;
  });

const inQuotes = fc
  .array(
    fc.oneof(
      escapedText,
      fc.constantFrom("$!{context.requestId}", "$context.identity.sourceIp ", "$util.urlEncode($input.body)"),
      fc.constantFrom("$stageVariables.name ", "$util.base64Encode($input.body)"),
      word,
      fc.constantFrom("costs 5$ ", "#1 ", 'a \\"quoted\\" word', "\\n"),
    ),
    { maxLength: 3 },
  )
  .map((parts) => `"${parts.join("")}"`);

const scalar = fc.oneof(
  inQuotes,
  path.map((at) => `$input.json('${at}')`),
  path.map((at) => `$input.path('${at}.size')`),
  fc.constantFrom("1", "-0.5e3", "true", "null", "$context.requestTimeEpoch", "$foreach.count"),
);

/** A JSON value. */
export const { value: jsonValue } = fc.letrec<{
  value: string;
  object: string;
  list: string;
  loop: string;
  choice: string;
}>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, tie("object"), tie("list"), tie("loop"), tie("choice")),
  object: fc
    .tuple(fc.array(fc.tuple(word, tie("value"), fc.boolean()), { maxLength: 3 }), gap)
    .map(([members, space]) => {
      const [first, ...rest] = members.map(([key, inner, optional], index) => ({
        text: `"${key}":${space}${inner}`,
        optional: optional && index > 0,
      }));
      const others = rest.map(({ text, optional }) =>
        optional ? `#if($input.path('$.a') != '')${space},${text}#end` : `,${space}${text}`,
      );
      return first === undefined ? "{}" : `{${space}${first.text}${others.join("")}${space}}`;
    }),
  list: fc
    .tuple(fc.array(tie("value"), { maxLength: 3 }), gap)
    .map(([items, space]) => `[${items.join(`,${space}`)}${space}]`),
  loop: fc.tuple(tie("value"), path, fc.nat(3), gap).map(([item, list, kind, space]) => {
    const head = `#foreach($item in $input.path('${list}'))${space}`;
    switch (kind) {
      case 0:
        return `[${head}${item}#if($foreach.hasNext),#end${space}#end]`;
      case 1:
        return `[${head}#if($foreach.count > 1),#{end}${item}#end]`;
      case 2:
        return `[#set($comma = '')${head}$!{comma}${item}#set($comma = ',')#end${space}]`;
      default:
        return `[${head}#if(!$foreach.first),#{end}$item.age#end]`;
    }
  }),
  choice: fc
    .tuple(tie("value"), tie("value"), path, gap)
    .map(
      ([one, other, at, space]) =>
        `#if($input.path('${at}') == 'a')${space}${one}#{else}${space}${other}#end`,
    ),
}));

const beginning = fc.constantFrom(
  "",
  "## a comment\n",
  "#* a comment *#",
  "#set($root = $input.path('$'))\n",
  "#if($input.path('$.error') != '')#set($context.responseOverride.status = 500)#end\n",
  "#set($context.responseOverride.header.X-Id = $context.requestId)\n",
);

/** What prints JSON whatever the payload is. */
export const jsonTemplate = fc.tuple(beginning, jsonValue, gap).map((parts) => parts.join(""));

/** What prints no JSON. */
export const textTemplate = fc
  .tuple(
    beginning,
    fc.array(
      fc.oneof(
        word,
        escapedText,
        path.map((at) => `$input.path('${at}.length')`),
        fc.constantFrom(
          " ",
          "<b>$!context.identity.caller</b>",
          "$input.params('id')",
          "$input.params().header.Accept",
        ),
        fc.constantFrom('<a href="#top" style="color: #fff">', "#[[ $a #if ]]#", "$stageVariables['a-b']"),
        path.map((at) => `#foreach($e in $input.path('${at}'))$e.name#if($foreach.hasNext), #end#end`),
      ),
      { maxLength: 5 },
    ),
  )
  .map(([first, parts]) => first + parts.join(" "));
