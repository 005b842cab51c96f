// Templates that are made to hang, crash or fill the memory: each ends soon, and says how.
import { describe, expect, test } from "vitest";
import { parseVtlText, renderForGateway } from "../../../server/src/service/islands/vtl";
import { JavaMap } from "../../../server/src/service/islands/vtl/java/value";
import { recordedRows } from "./recorded";

function run(template: string): string {
  const { outcome } = renderForGateway(parseVtlText(template), template, {
    body: `{"a":[1,{"b":2},{"b":"${"a".repeat(60)}"}]}`,
    parameters: { path: [], querystring: [], header: [] },
    context: new JavaMap(),
    stageVariables: [],
  });
  switch (outcome.kind) {
    case "rendered":
      return "rendered";
    case "stopped":
      return `stopped ${outcome.reason}`;
    case "failed":
      return `failed ${outcome.exception}`;
  }
}

describe("what runs without end is stopped and explained", () => {
  test.each([
    ["a growing string", '#set($s="aa")#foreach($i in [1..1000])#set($s="$s$s")#end$s', "stopped size"],
    ["a growing sum", '#set($s="aa")#foreach($i in [1..900])#set($s=$s+$s)#end', "stopped size"],
    ["a growing number", "#set($n=99999999999)#foreach($i in [1..900])#set($n=$n*$n)#end$n", "stopped size"],
    ["a growing list", "#set($l=[1])#foreach($i in [1..900])#set($x=$l.addAll($l))#end", "stopped size"],
    [
      "a list that holds itself twice",
      "#set($l=[])#foreach($i in [1..200])#set($l=[$l,$l])#end$l",
      "stopped size",
    ],
    [
      "the hash of such a list",
      "#set($l=[])#foreach($i in [1..99])#set($l=[$l,$l])#end$l.hashCode()",
      "stopped size",
    ],
    ["a list that holds itself by a detour", "#set($l=[])#set($m=[$l])#set($q=$l.add($m))$l", "stopped size"],
    ["a million iterations", "#foreach($i in [1..1000000])x#end", "stopped loop"],
    ["all the whole numbers that Java has", "#foreach($i in [-2147483648..2147483647])x#end", "stopped loop"],
    ["a million numbers at once", "#set($l=[1..1000000])$l.contains(-1)", "stopped size"],
    ["a thousand and one", "#foreach($i in [1..1001])x#end", "stopped loop"],
    ["loops in loops", "#foreach($i in [1..999])#foreach($j in [1..999])$i#end#end", "stopped steps"],
    ["a recursive macro", "#macro(r)#r()#end#r()", "failed MacroOverflowException"],
    ["two that call each other", "#macro(a)#b()#end#macro(b)#a()#end#a()", "failed MacroOverflowException"],
    ["an #evaluate of itself", "#set($s='#evaluate($s)')#evaluate($s)", "stopped nesting"],
    ["a long repeat", "#set($s='x')$s.repeat(2000000000)", "stopped size"],
    [
      "a pattern that Java remembers its way through",
      `$util.urlEncode('${"a".repeat(200)}!').matches('(a+)+b')`,
      "rendered",
    ],
    ["an exploding pattern", `#set($s="${"a".repeat(60)}")$s.matches("(.*a){30}b")`, "stopped steps"],
    [
      "one that explodes at every place",
      `#set($s="${"a".repeat(60)}")$s.replaceAll("(.*a){30}b","")`,
      "stopped steps",
    ],
    ["one in a path", `$input.path("$.a[?(@.b =~ /(.*a){30}c/)]")`, "stopped steps"],
    [
      "one in a loop",
      `#foreach($i in [1..999])$s.split("(x+x+)+y")#set($s="$!{s}xxxxxxxxx")#end`,
      "stopped steps",
    ],
    [
      "a pattern of 100,000 groups",
      `#set($s="(")#foreach($i in [1..17])#set($s="$s$s")#end$s.matches($s)`,
      "failed MethodInvocationException",
    ],
    [
      "a long text cut at each place",
      `#set($s="ab")#foreach($i in [1..15])#set($s="$s$s")#end$s.split("")`,
      "rendered",
    ],
    ["a path of 20,000 functions", `$input.path("$${".length()".repeat(20_000)}")`, "stopped size"],
    ["a path of 20,000 filters", `$input.path("$${"[?(1==1)]".repeat(20_000)}")`, "stopped size"],
    ["filters in filters", `$input.path("$${"[?(@".repeat(20_000)}")`, "failed MethodInvocationException"],
    [
      "parentheses in a filter",
      `$input.path("$[?${"(".repeat(20_000)}")`,
      "failed MethodInvocationException",
    ],
    [
      "a filter of 20,000 negations",
      `$input.path("$[?(${"!(".repeat(20_000)}@.a${")".repeat(20_001)}]")`,
      "failed MethodInvocationException",
    ],
    [
      "digits of no number in a path",
      `$input.path("$.a[?(1 == ${"1".repeat(500_000)}-)]")`,
      "failed MethodInvocationException",
    ],
    ["digits of no number in a text", `$input.path("$.a[?(1 == '${"1".repeat(500_000)}x')]")`, "rendered"],
    ["everywhere below everything", `$input.path("$${"..*".repeat(300)}")`, "rendered"],
    ["10,000 nested #if", "#if($a)".repeat(10_000) + "#end".repeat(10_000), "failed StackOverflowError"],
    ["nested parentheses", `#set($a = ${"(".repeat(50_000)}`, "failed StackOverflowError"],
    ["nested lists", `#set($a = ${"[".repeat(50_000)}`, "failed StackOverflowError"],
    ["nested calls", "$a.b(".repeat(50_000), "failed StackOverflowError"],
    ["looks ahead in looks ahead", `#set($a = ${"[$a.b(".repeat(60)}`, "failed StackOverflowError"],
    ["a long sum", `#set($a = 1${" + 1".repeat(50_000)})$a`, "rendered"],
    ["a long chain", `$a${".b".repeat(50_000)}`, "rendered"],
  ])("%s", (_name, template, expected) => {
    expect(run(template)).toBe(expected);
  });
});

describe("what is worked on and what is made is counted", () => {
  const grown = (piece: string, doublings: number) =>
    `#set($s='${piece}')#foreach($i in [1..${doublings}])#set($s=$s.concat($s))#end`;
  const often = (statement: string) =>
    `#foreach($i in [1..1000])#foreach($j in [1..100])${statement}#end#end`;
  const kept = (value: string) => `#set($x=[])#foreach($i in [1..1000])#set($k=$x.add(${value}))#end`;
  const numbers = "#set($l=[1..100000])";
  const between = (piece: string) =>
    `${grown(piece, 19)}#set($n=1.5)#set($x='x')#set($s=$x.concat($s).concat($x))`;
  const keyed = "#set($k=[])#foreach($i in [1..17])#set($k=[$k,$k])#end#set($m={$k:1})#set($o={$k:1})";
  const long = (digit: string) => `#set($n=$util.parseJson('1${digit.repeat(3000)}.5'))`;
  test.each([
    [
      "ranges that are kept",
      "#set($x=[])#foreach($i in [1..1000])#set($r=[1..100000])#set($k=$r.size())#set($k=$r.contains(1))#set($k=$x.add($r))#end",
      "stopped memory",
    ],
    ["ranges that grow", `#foreach($i in [1..1000])#set($l=[1..100000])${kept("1")}#end`, "stopped steps"],
    ["characters that are kept", `${grown("abcdefghij", 14)}${kept("$s.toCharArray()")}`, "stopped memory"],
    ["bytes that are kept", `${grown("abcdefghij", 14)}${kept("$s.getBytes()")}`, "stopped memory"],
    ["texts that are kept", `${grown("abcdefghij", 16)}${kept("$s.toUpperCase()")}`, "stopped steps"],
    ["texts of lists", `${numbers}${kept('"$l"')}`, "stopped memory"],
    ["copies of lists", `${numbers}${kept("$l.toArray()")}`, "stopped memory"],
    [
      "lists put into lists",
      `${numbers}#foreach($i in [1..99])#set($x=[])#set($k=$x.addAll($l))#end`,
      "stopped memory",
    ],
    [
      "maps put into maps",
      `#set($m={})#foreach($i in [1..999])#set($k=$m.put($i,$i))#end${often("#set($n={})$n.putAll($m)")}`,
      "stopped memory",
    ],
    ["parts of a long text", `${grown("a,", 16)}${kept("$s.split(',')")}`, "stopped steps"],
    [
      "a long text in capitals",
      `${grown("abcdefghij", 16)}${often("#set($k=$s.toUpperCase().hashCode())")}`,
      "stopped steps",
    ],
    [
      "a long text looked through",
      `${grown("abcdefghij", 16)}${often("#set($k=$s.indexOf('x'))")}`,
      "stopped steps",
    ],
    [
      "long texts compared",
      `${grown("ab", 18)}#set($t=$s.concat('x'))#set($s=$s.concat('y'))${often("#if($s==$t)#end")}`,
      "stopped steps",
    ],
    ["a long list looked through", `${numbers}${often("#set($k=$l.contains(-1))")}`, "stopped steps"],
    [
      "what is in a list that is in a list",
      `#set($l=[1..50000])#set($k=[1..50000])$l.removeAll($k)`,
      "stopped size",
    ],
    ["long lists compared", often("#if([1..100000] == [1..100000])#end"), "stopped memory"],
    [
      "one compared with itself",
      `#set($k=[1..99999])#set($l=[1..99999])${often("#if($l == $k)#end")}`,
      "stopped steps",
    ],
    ["lists as keys", `#set($m={})#set($l=[1..10000])${often("#set($k=$m.put($l,$i))")}`, "stopped steps"],
    [
      "keys of a long map",
      `#set($m={})#foreach($i in [1..999])#set($k=$m.put($i,$i))#end${often("#foreach($k in $m)#break#end")}`,
      "stopped steps",
    ],
    ["the payload as JSON", often("#set($k=$input.json('$'))"), "stopped steps"],
    ["the payload in all its places", often("#set($k=$input.path('$..*'))"), "stopped steps"],
    [
      "JSON read again and again",
      `#set($s='[{},{},{},{},{},{},{},{},{},{},1]')${often("#set($k=$util.parseJson($s))")}`,
      "stopped memory",
    ],
    [
      "JSON that is nested too deep for us",
      `$util.parseJson('${"[".repeat(5000)}${"]".repeat(5000)}')`,
      "stopped nesting",
    ],
    ["Base64", `${grown("abcdefghij", 16)}${often("#set($k=$util.base64Encode($s))")}`, "stopped steps"],
    ["a sorted list", `#set($l=[1..1000])${often("$l.sort($nil)")}`, "stopped steps"],
    [
      "blanks in the middle of a text",
      `${between(" ")}$s.strip().length() $s.stripIndent().length() $s.trim().length()`,
      "rendered",
    ],
    ["blanks in a number", `${between(" ")}#set($k=$n.parseDouble($s))`, "failed MethodInvocationException"],
    ["digits of no number", `${between("1")}#set($k=$n.parseDouble($s))`, "failed MethodInvocationException"],
    ["a text between itself", `${grown("abcdefghij", 16)}${kept("'x'")}$s.join($s,$x)`, "stopped size"],
    ["a long text joined", `${grown("abcdefghij", 16)}${kept("$s")}$s.join(',',$x)`, "stopped size"],
    [
      "a replacement that is all groups",
      `${grown("$0", 12)}#set($r=$s)${grown("abcdefghij", 16)}$s.replaceAll('(?s).+',$r)`,
      "stopped size",
    ],
    [
      "windows on windows",
      `#set($l=[1,2])#foreach($i in [1..30])#foreach($j in [1..999])#set($l=$l.subList(0,1))#end#end$l`,
      "rendered",
    ],
    ["maps with a long key compared", `${keyed}${often("#if($m == $o)#end")}`, "stopped steps"],
    ["a map with a long key copied", `${keyed}${often("#set($k=$m.clone())")}`, "stopped steps"],
    [
      "a long key looked up",
      `${grown("ab", 19)}#set($m={$s:1})${often("#set($k=$m.get($s))")}`,
      "stopped steps",
    ],
    [
      "a long key of a parameter",
      `${grown("ab", 19)}${often("#set($k=$input.params($s))")}`,
      "stopped steps",
    ],
    [
      "a long key that is put in order",
      `${grown("ab", 19)}#set($k=$context.put($s,1))${often("#set($k=$context.keySet().contains(1))")}`,
      "stopped steps",
    ],
    ["long numbers compared", `${long("7")}#set($o=$n * 2.5)${often("#if($n < $o)#end")}`, "stopped steps"],
    ["digits of long numbers", `${long("7")}${often("#set($k=$n.precision())")}`, "stopped steps"],
    ["zeros of long numbers", `${long("0")}${often("#set($k=$n.stripTrailingZeros())")}`, "stopped steps"],
    ["long numbers as keys", `${long("7")}#set($m={$n:1})${often("#set($k=$m.get($n))")}`, "stopped steps"],
  ])("%s", (_name, template, expected) => {
    expect(run(template)).toBe(expected);
  });

  test.each([
    [
      "a text that grows by a little",
      "#set($s='')#foreach($i in [1..1000])#set($s=\"$s, number $i\")#end$s.length()",
    ],
    [
      "a list of what was seen",
      "#set($l=[])#foreach($i in [1..1000])#if(!$l.contains($i))#set($k=$l.add($i))#end#end",
    ],
    ["a thousand places of one list", "#set($l=[1..1000])#foreach($i in [0..999])$l.get($i)#end"],
    [
      "a thousand characters of one text",
      `${grown("abcdefghij", 10)}#foreach($i in [0..999])$s.charAt($i)#end`,
    ],
    ["JSON of 400 levels", `$util.parseJson('${"[".repeat(400)}${"]".repeat(400)}')`],
  ])("%s is no trouble", (_name, template) => {
    expect(run(template)).toBe("rendered");
  });
});

describe("300 KB", () => {
  test.each([
    "#if(\n",
    "#end",
    "#",
    "$",
    "\\",
    '"',
    '#set($a="$b")',
    "#*",
    "#[[",
    "${",
    "#foreach($x in $y)",
    "$a.b ",
    "x",
  ])("of %j is read", (piece) => {
    const text = piece.repeat(Math.ceil(300_000 / piece.length)).slice(0, 300_000);
    expect(parseVtlText(text).problems.length).toBeLessThanOrEqual(200);
  });
});

describe("no way out of the template", () => {
  test.each([
    "$input.constructor",
    "$input.prototype",
    "$util.constructor.constructor('return 1')",
    "${context.constructor}",
    "$input.toString.call",
    "#set($context.constructor = 1)$a.constructor",
    "$util.hasOwnProperty('x')",
    "$input.body.length.constructor",
    "$input.params.apply",
    "$input.path('$.constructor')",
    "$input.path('$').valueOf()",
    "$stageVariables.valueOf",
  ])("%s", (template) => {
    const { outcome } = renderForGateway(parseVtlText(template), template, {
      body: "{}",
      parameters: { path: [], querystring: [], header: [] },
      context: new JavaMap(),
      stageVariables: [],
    });
    expect(outcome).toMatchObject({ kind: "rendered", output: "" });
  });
});

test("every prefix of every probe runs or says why not", () => {
  const rows = recordedRows(
    "velocity-1.7-render.jsonl",
    "velocity-1.7-syntax.jsonl",
    "gateway-null-semantics.jsonl",
  );
  for (const { template } of rows) {
    for (let end = 0; end <= template.length; end++) run(template.slice(0, end));
  }
});
