// Calls of the methods of Java's strings that take a pattern, from a seed: find, replace and split, not only match.
import { generateInputs, generatePattern } from "./generatePatterns.mjs";

const CALLS = [
  "$s.replaceAll($p, $r)|",
  "$s.replaceFirst($p, $r)|",
  "#foreach($x in $s.split($p))[$x]#end|",
  "#foreach($x in $s.split($p, $n))[$x]#end|",
  "$s.matches($p)|",
];
const PATTERNS =
  "x* a|b (a)(b)? \\b \\G. ^ $ (?m)^ (?m)$ \\s+ , [,;]\\s* (?<n>l) (l)(o)? . .?? (?=l) (?<=l) \\B \\w+ (a*)* \\R \\X " +
  "(?:a|ab)(?:c|bcd)? [^a] \\b{g} (?i)H \\Z (x)? (.)\\1 (?<=a)b* (?!l)[a-z] l++o (?>a*)b \\z a{2} \\Q.\\E \\. \\| [[] \\\\";
const REPLACEMENTS =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: references to groups are written so in Java.
  "x $0 $1 $2 [$0] \\\\ \\$ $ $a ${n} ${a $} ${} ${1a} $10 $11 \\ a$1b$2 $9 ${name} <$0$0> \\1 $1$1 '";
const TEXTS = [
  "hello world",
  "a,b,,c,,",
  "aaabbb",
  "",
  "l1\nl2\r\nl3",
  "foo  bar",
  "abcabc",
  "a1b22c333",
  "\n",
  "xx",
  "é.x",
];

/** A row to ask for: the pattern and the rest are variables, so that no quoting stands in the way. */
export function generatePatternCall(random) {
  const pick = (choices) => choices[Math.floor(random() * choices.length)];
  const p = random() < 0.5 ? generatePattern(random) : pick(["", ...PATTERNS.split(" ")]);
  const s = pick(TEXTS) + (random() < 0.5 ? pick(generateInputs(random, p)) : "");
  const r = pick(["", ...REPLACEMENTS.split(" ")]);
  return { template: pick(CALLS), vars: { s, p, r, n: pick([-1, 0, 1, 2, 3, 9]) } };
}

/** Whether text and pattern can be handed over and printed: half a pair of surrogates cannot. */
export function isPrintable({ vars }, answer) {
  const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
  return !halves.test(vars.s) && !halves.test(vars.p) && !(answer.output ?? "").includes("?");
}
