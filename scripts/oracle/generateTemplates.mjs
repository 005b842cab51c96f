// Templates from a seed: long ones in the idioms people use, well written and with a slip; short ones of odd pieces;
// and changes to templates that exist. Every loop is short, so that Velocity answers soon.

/** What the templates refer to. */
export const VARIABLES = {
  str: "hello",
  empty: "",
  sp: "  pad  ",
  num: 42,
  neg: -3,
  flt: 2.5,
  zero: 0,
  t: true,
  f: false,
  list: ["a", "b", "c"],
  nums: [1, 2, 3],
  elist: [],
  map: { a: 1, b: "two" },
  emap: {},
  csv: "a,b,c",
  user: { name: "Ann", age: 30, tags: ["x", "y"], addr: { city: "Paris" } },
  hdr: { "content-type": "text/plain", "X-Id": "7" },
  items: [
    { id: 1, name: "A" },
    { id: 2, name: "B" },
  ],
  quote: 'it\'s "q"',
  nl: "l1\nl2",
  big: 3000000000,
  key: "b",
  idx: 1,
};

/** Multi-line, 0.5 to 5 KB, with tabs or spaces and one kind of line ending; every second one with a slip. */
export function generateLong(random) {
  const least = 500 + Math.floor(random() ** 2 * 4000);
  let text = "";
  while (text.length < least) {
    text += `${indented(pick(random, IDIOMS)(random), random)}\n`;
  }
  const unit = pick(random, ["\t", "  ", "    ", " "]);
  const ending = pick(random, ["\n", "\n", "\r\n"]);
  const formatted = text.replace(/^(?: {2})+/gm, (spaces) => unit.repeat(spaces.length / 2));
  const whole = random() < 0.5 ? formatted : mutate(random, formatted, 1);
  return whole.replace(/\n/g, ending).slice(0, 5000);
}

/** Up to twelve pieces in a row, however little they fit. */
export function generateFragments(random) {
  return Array.from({ length: 1 + Math.floor(random() * 12) }, () =>
    random() < 0.75 ? pick(random, PIECES) : pick(random, IDIOMS)(random),
  ).join(pick(random, ["", "", "", " ", "\n", "\t", " \n"]));
}

/** A template with some of its tokens taken out, doubled, exchanged or put in. */
export function mutate(random, template, most = 3) {
  const tokens = template.match(/\$!?\{?|#\{?\w+\}?|#[#*[@]|\w+|\s+|[\s\S]/gu) ?? [];
  for (let changes = 1 + Math.floor(random() * most); changes > 0; changes--) {
    const at = Math.floor(random() * (tokens.length + 1));
    const other = Math.floor(random() * (tokens.length + 1));
    const choice = random();
    if (choice < 0.25) tokens.splice(at, 1);
    else if (choice < 0.4) tokens.splice(at, 0, ...tokens.slice(at, at + 1));
    else if (choice < 0.5) tokens.splice(at, 0, ...tokens.slice(other, other + 3));
    else if (choice < 0.6) tokens.splice(at, 1 + Math.floor(random() * 4));
    else if (choice < 0.85) tokens.splice(at, 0, pick(random, PIECES));
    else tokens.splice(at, 1, pick(random, PIECES));
  }
  return tokens.join("");
}

/** Whether Velocity answers soon: no range with a number that could be long. */
export function isQuick(template) {
  return !(template.includes("..") && (/\d{4,}/.test(template) || /\$!?\{?big/.test(template)));
}

function indented(text, random) {
  const depth = random() < 0.3 ? "  " : "";
  return text.replace(/^/gm, depth);
}

function pick(random, choices) {
  return choices[Math.floor(random() * choices.length)];
}

const NAMES = [
  "str",
  "num",
  "flt",
  "list",
  "map",
  "user",
  "items",
  "nope",
  "empty",
  "t",
  "f",
  "key",
  "idx",
  "zero",
];
const OPERATORS = [
  "==",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "&&",
  "||",
  "and",
  "or",
  "eq",
  "ne",
  "gt",
  "lt",
  "+",
  "-",
  "*",
];

function value(random, depth = 0) {
  const inner = () => value(random, depth + 1);
  const choice = random();
  if (depth > 2 || choice < 0.3) return `$${pick(random, ["", "", "!"])}${pick(random, NAMES)}`;
  if (choice < 0.4)
    return pick(random, ["1", "0", "2.5", "-3", "true", "false", "''", '""', "1e3", ".5", "1."]);
  if (choice < 0.5)
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of Velocity's, not of JavaScript's.
    return pick(random, ["'a''b'", '"x $str y"', '"a""b"', "'$str'", '"${user.name}s"', '"#if($t)Y#end"']);
  if (choice < 0.6) return `$user.get(${inner()})`;
  if (choice < 0.7) return `$list[${pick(random, ["0", "1", "$idx", " 2 "])}]`;
  if (choice < 0.76) return `[${inner()}, ${inner()}]`;
  if (choice < 0.82) return `{"k" : ${inner()}, $key: ${inner()}}`;
  if (choice < 0.86) return `[${pick(random, ["1", "$idx", "-1"])}..${pick(random, ["3", "$nums.size()"])}]`;
  if (choice < 0.93) return `(${inner()} ${pick(random, OPERATORS)} ${inner()})`;
  return `${pick(random, ["!", "not ", "! "])}${inner()}`;
}

function condition(random) {
  return random() < 0.5
    ? `${value(random)} ${pick(random, OPERATORS)} ${value(random)}`
    : pick(random, [
        "$t",
        "!$f",
        '$str != "" && $str != $null',
        "$list.size() > 0",
        "$user.name == 'Ann'",
        '$map.containsKey("a")',
        "$foreach.hasNext",
        "$num % 2 == 0",
        "$nope",
        '"$!nope" == ""',
      ]);
}

/** Pieces of templates as they are written for API Gateway, each by what varies in it. */
const IDIOMS = [
  (random) => `#set($inputRoot = $input.path('$'))\n{\n  "id": "$inputRoot.id",\n  "v": ${value(random)}\n}`,
  (random) =>
    `#set(${pick(random, ["", " "])}$x${pick(random, ["=", " = "])}${value(random)}${pick(random, ["", " "])})`,
  (random) =>
    `{\n  "list": [\n#foreach($e in ${pick(random, ["$items", "$list", "$map.entrySet()", "[1..3]", "$nope"])})\n    {\n      "id": "$e.id",\n      "n": $!{e.name}\n    }#if($foreach.hasNext),#end\n\n#end\n  ]\n}`,
  (random) =>
    `#if(${condition(random)})\n  "a": ${value(random)}\n#elseif(${condition(random)})\n  "b"\n#else\n  "c"\n#end`,
  (random) => `"inline": "#if(${condition(random)})yes#{else}no#end",`,
  (random) =>
    `#set($map.total = $num + $idx * 2)\n#set($map["half"] = $num / ${pick(random, ["5", "2.0", "0", "$zero"])})\ntotal=$map.total half=$map.half`,
  () =>
    `#set($allParams = $input.params())\n{\n"params" : {\n#foreach($type in $allParams.keySet())\n    #set($params = $allParams.get($type))\n"$type" : {\n    #foreach($paramName in $params.keySet())\n    "$paramName" : "$util.escapeJavaScript($params.get($paramName))"\n        #if($foreach.hasNext),#end\n    #end\n}\n    #if($foreach.hasNext),#end\n#end\n}\n}`,
  () =>
    `"body-json" : $input.json('$'),\n"stage" : "$context.stage",\n"source-ip" : "$context.identity.sourceIp",`,
  (random) =>
    `#set($context.responseOverride.status = ${pick(random, ["400", "$num", '"404"'])})\n#set($context.responseOverride.header.X-Test = "v")\n#set($context.responseOverride.header["Content-Type"] = 'text/plain')`,
  () => `#macro(field $name $value)\n"$name": "$!value"\n#end\n{ #field("a" $str), #field('b', $num) }`,
  () => `#macro(wrap)[$!bodyContent]#end\n#@wrap()inside $str#end`,
  () => `#define($block)\nHello $!who\n#end\n#foreach($who in $list)$block#end`,
  (random) =>
    `#* block\n   comment $str #if *#\n## line ${pick(random, ["", "#end", "$x", "'"])}\n#[[ raw $str #foreach ]]#`,
  () => `#set($quote = '"')\n#set($line = "\${quote}x\${quote}: $quote$str$quote")\n{ $line }`,
  () =>
    `$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")\n$str.replaceAll("l+", "L").toUpperCase().substring(0, 2)`,
  () =>
    `#set($count = 0)\n#foreach($n in $nums)\n  #if($n == 2)\n    #break\n  #end\n  #set($count = $count + $n)\n#end\ncount: $count`,
  () =>
    `#if($input.path('$.errorMessage') != "")\n#set($err = $util.parseJson($input.path('$.errorMessage')))\n{"message": "$err.message"}\n#end`,
  () =>
    `#set($keys = [])\n#foreach($k in $map.keySet())\n#set($ok = $keys.add($k))\n#set($_ = $keys.add("$!k-$foreach.index"))\n#end\n$keys $keys.size()`,
  () => `\\$str \\\\$str \\#if \\\\#foo $5.00 50% C# a@b.c # x #1 \${str}s $!{nope} $str-$num`,
  (random) =>
    `\${${pick(random, NAMES)}} $!${pick(random, NAMES)}.x $${pick(random, NAMES)}.get("a") $user.addr.city. $hdr.content-type`,
];

/** Short things that go wrong in each other's company. */
const PIECES = [
  ..."$ # { } ( ) [ ] \" ' \\ ! , . : ; = + - * / % < > & | @ ^ ~ ` _ ?".split(" "),
  ..."\\\\ $! ${ $!{ #{ #[ #[[ ]]# #* *# #** ## #@ '' \"\" \"\"\" ''' .. || && == != <= >= --".split(" "),
  ..."#if #if( #if($t) #elseif #elseif($f) #else #{else} #end #{end} #{if} #foreach #foreach( #set #set(".split(
    " ",
  ),
  ..."#macro #macro( #define #define($d) #stop #break #include('x') #parse('x') #evaluate('$str')".split(" "),
  ..."#{set} #{foreach} #{stop} #{break} #{macro} #@m #@m() #m #m() #m( #nosuch #nosuch() #elsif #endif".split(
    " ",
  ),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of Velocity's, not of JavaScript's.
  ..."$a $str $!str ${str} $!{str} $user.name $user.get('name') $list[0] $list.size() $x-y $a- $-a $_a $1 $é".split(
    " ",
  ),
  ..."${str $!{str ${str. ${user.name $user. $user.. $list[ $list[0 $list[] $user.get( $user.get('a $str() $str.".split(
    " ",
  ),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of Velocity's, not of JavaScript's.
  ..."\\$str \\\\$str \\$nope \\\\$nope \\$!str \\${str} \\#if \\#end \\\\#end \\#foo \\## \\#* \\#[[ $\\!str $\\\\!a $!!str".split(
    " ",
  ),
  ..."1 0 -1 1.5 .5 1. 1..3 [1..3] [1,2] [] {} {'a':1} {1:2} 1e3 true false null 0x1F 99999999999 -$idx".split(
    " ",
  ),
  ..."and or not eq ne lt gt le ge in of x é 日本 😀 \u00a0 \u2028 \u0001 \uFEFF aa-bb a_b A9".split(" "),
  " ",
  "  ",
  "\t",
  "\n",
  "\r\n",
  "\r",
  "\n\n",
  " \n",
  "\t\n",
  "\f",
  "\v",
  "in $list)",
  " in $list)$x#end",
  "#foreach($x in $list)$x#end",
  "#foreach($x in $list)\n$x\n#end\n",
  "#set($x = 1)",
  "#set($x = 1)\n",
  '#set($x = "a"',
  "#if($t)a#{else}b#end",
  "#if($t)\n a\n#else\n b\n#end\n",
  "#else if($t)",
  "#macro(m $p)[$p]#end",
  "#macro(m)\nx\n#end\n",
  "#m($str)",
  '#m("x" $num)',
  "#m($a,$b)",
  "#m([1,2] {'a':1})",
  "#@m('x')body#end",
  "#@nosuch()y#end",
  "$bodyContent",
  "#define($d)$str#end$d",
  "## c\n",
  "## c",
  "#* c *#",
  "#** d *#",
  "#*\n*#\n",
  "#[[ $x ]]#",
  "#[[\n]]#\n",
  "$foreach.index",
  "$velocityCount",
  "$user.getName()",
  "$user['name']",
  '$user["na$key"]',
  '"$str"',
  '"#if($t)"',
  '"a ""b"" $str"',
  "'it''s'",
  '"\\u0041"',
  '"\\"',
];
