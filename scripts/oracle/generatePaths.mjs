// Paths into a body from a seed, well written and with a slip: every kind of step, filters with every operator.

const BODIES = [
  '{"a":{"b":[1,2.5,{"c":"x"}],"d":null},"s":"it\'s","n":3000000000,"list":[{"id":1,"name":"A","tags":["x","y"]},{"id":2,"name":"B"},{"id":3,"price":9.5,"name":"C d"}],"m":{"k1":"v1","k-2":"v2","k 3":true}}',
  '[1,"two",{"three":3},[4]]',
  '{"a":[[1,2],[3,[4]]],"b":{"a":{"a":1}}}',
  '"text"',
  "[]",
  "{}",
  '{"e":"","z":0,"l":[],"f":false}',
];
const NAMES = "a b c s list id name tags m nope k-2 three price d e".split(" ");
const VALUES =
  "'A' \"B\" 1 2 9.5 true null [1,2] ['A','B'] @.id $.a.b[0] @.name /A.*/ /a/i -1 'x' {\"a\":1} @ $.nope".split(
    " ",
  );
const OPERATORS = "== != < > <= >= =~ in nin size empty contains subsetof all === !== anyof type".split(" ");
const FUNCTIONS = "length size min max avg sum stddev concat append nosuch keys".split(" ");
const SLIPS = [...".[]'()*?@$a0,!=\":", " ", ".."];

/** A row to ask for in the mode of API Gateway: the path is a variable, the body one of a few. */
export function generatePathRow(random) {
  const pick = (choices) => choices[Math.floor(random() * choices.length)];
  const template = pick(["$input.path($p)", "$input.json($p)"]);
  return { template, body: pick(BODIES), vars: { p: path(random, pick) }, mode: "aws" };
}

function path(random, pick) {
  let text = pick(["$", "$", "$", "$", "@", "", "$."]);
  for (let steps = Math.floor(random() * 4); steps > 0; steps--) text += step(random, pick);
  if (random() < 0.8) return text;
  const at = Math.floor(random() * (text.length + 1));
  return text.slice(0, at) + (random() < 0.5 ? pick(SLIPS) + text.slice(at) : text.slice(at + 1));
}

function step(random, pick) {
  const name = pick(NAMES);
  return pick([
    () => `.${name}`,
    () => `.${name}`,
    () => `[${pick([0, 1, 2, -1, 9])}]`,
    () => `['${name}']`,
    () => `["${name}"]`,
    () => pick(["[*]", ".*", "..*", "[0,1]", "['id','name']", "[ 0 ]", "[ 'a' , 'b' ]"]),
    () => `..${name}`,
    () => `[${pick(["0:2", ":1", "1:", "-1:", ":-1", "0:9", "1:1", "-2:2"])}]`,
    () => `[?(${condition(random, pick, 0)})]`,
    () => `[?(${condition(random, pick, 0)})]`,
    () => `.${pick(FUNCTIONS)}()`,
    () => `..[${pick([0, "*", "'id'"])}]`,
  ])();
}

function condition(random, pick, depth) {
  const inner = () => condition(random, pick, depth + 1);
  const choice = random();
  if (choice < 0.3) return pick([`@.${pick(NAMES)}`, "@", `!@.${pick(NAMES)}`]);
  if (choice < 0.4 && depth < 3) return pick([`(${inner()})`, `!(${inner()})`]);
  if (choice < 0.55 && depth < 3) return `${inner()}${pick([" && ", "||", " && ", "&&"])}${inner()}`;
  const left = pick([
    "@.id",
    `@.${pick(NAMES)}`,
    `@['${pick(NAMES)}']`,
    "@",
    "@.tags[0]",
    "@.tags.length()",
    "$.n",
    "1",
  ]);
  return `${left}${pick([" ", ""])}${pick(OPERATORS)}${pick([" ", ""])}${pick(VALUES)}`;
}
