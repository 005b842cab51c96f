// Templates: reading one of 2 KB, rendering it, typing in it and previewing its response, beside `JSON.parse` of the
// same text in a JSON string.
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { measure } from "./measure.mjs";

const ENTRY = `export { JavaMap, parseVtlText, renderForGateway } from "./server/src/service/islands/vtl";
export { analyse, previewAt, readSamples } from "./server/src/service";`;

/** What esbuild makes the engine's bundle of. */
export const TEMPLATE_BUNDLE = {
  stdin: { contents: ENTRY, resolveDir: resolve("."), loader: "ts" },
  outfile: "out/bench/templates.js",
};

export const TEMPLATE_HEADS = [
  "template",
  "size",
  "JSON.parse",
  "parse",
  "ratio",
  "render",
  "ratio",
  "keystroke",
  "ratio",
  "preview",
  "ratio",
];

const ITEM = `  {
    "id": "$item.id",
    "name": "$util.escapeJavaScript($item.name).replaceAll("\\\\'", "'")",
    "tags": [#foreach($tag in $item.tags)"$tag"#if($foreach.hasNext), #end#end],
    #if($item.price && $item.price > 10)"dear": true,#{else}"dear": false,#end
    "total": $item.price
  }#if($foreach.hasNext),#end
`;
const HEAD = `#set($root = $input.path('$'))
#set($context.responseOverride.header.X-Count = "$root.items.size()")
{ "count": $root.items.size(), "stage": "$stageVariables.stage", "items": [
`;
const ONE_LOOP = `${HEAD}#foreach($item in $root.items)\n${ITEM}#end\n] }\n`;
const PADDED = (size) => `${ONE_LOOP}## ${"note ".repeat(Math.max(0, size - ONE_LOOP.length) / 5)}\n`;
const MANY = `${HEAD}${`#foreach($item in $root.items)\n${ITEM}#end\n`.repeat(5)}] }\n`;

/** A unit again and again, each time with another number, up to 2 KB. */
function filled(head, unit, tail) {
  let text = head;
  for (let at = 0; text.length + tail.length < 2048; at++) text += unit(at);
  return text + tail;
}

const ROOT = "#set($root = $input.path('$'))\n";
const NESTED = filled(
  `${ROOT}{\n`,
  (at) => `"g${at}": [#foreach($g in $root.g${at}){ "n": "$g.n", "m": [#foreach($m in $g.m){ "a": $m.a,
  "b": [#foreach($b in $m.b)$b#if($foreach.hasNext),#end#end] }#if($foreach.hasNext),#end
#end] }#if($foreach.hasNext),#end#end],\n`,
  '"end": true }\n',
);
const BRANCHES = filled(
  `${ROOT}{\n`,
  (at) => `#if($root.a${at} == 'x')"a${at}": 1,#elseif($root.a${at} == 'y')"a${at}": 2,
#elseif($root.b${at})"b${at}": "$root.b${at}",#{else}"a${at}": null,#end\n`,
  '"end": true }\n',
);
const OPTIONAL = filled(
  `${ROOT}{ "list": [#foreach($item in $root.items){ "id": $item.id`,
  (at) => `#if($item.o${at}), "o${at}": "$item.o${at}"#end\n`,
  "}#if($foreach.hasNext),#end#end] }\n",
);
const SETS = filled(
  `${ROOT}#set($sum = 0)\n{ "list": [#foreach($item in $root.items)#set($sum = $sum + $item.id){\n`,
  (at) => `#set($a${at} = $item.a${at})"a${at}": "$!a${at}"#if("$!a${at}" != ''), "h${at}": true#end,\n`,
  `"end": true }#if($foreach.hasNext),#end#end], "sum": $sum }\n`,
);

/** In a response of its own, in what the service prints of a method, or a document of its own; and what is typed. */
const CASES = [
  { name: "one loop", template: ONE_LOOP },
  { name: "one loop and a comment", template: PADDED(2048) },
  { name: "five loops", template: MANY },
  { name: "five loops, typing that breaks the syntax", template: MANY, typed: "#if(" },
  { name: "five loops, in the service's output", template: MANY, write: asPrinted },
  { name: "five loops, a document of its own", template: MANY, write: alone },
  { name: "loops in loops in loops", template: NESTED },
  { name: "branches", template: BRANCHES },
  { name: "a loop with optional members", template: OPTIONAL },
  { name: "a loop that sets variables", template: SETS },
];

function asResponse(template) {
  return ownDocument({ statusCode: "200", responseTemplates: { "application/json": template } });
}

function asPrinted(template) {
  const failed = { statusCode: "500", selectionPattern: "5\\d{2}" };
  const done = { statusCode: "200", responseTemplates: { "application/json": template } };
  return ownDocument({
    httpMethod: "GET",
    methodIntegration: { type: "HTTP", integrationResponses: { 200: done, 500: failed } },
  });
}

function alone(template) {
  const facts = { uri: "file:///200.vtl", own: true, tellsSyntax: true, language: "template" };
  return { ...facts, mediaType: "application/json", text: template };
}

function ownDocument(value) {
  const facts = { uri: "file:///200.integration-response.json", own: true, tellsSyntax: true };
  return { ...facts, text: JSON.stringify(value) };
}

const BODY = JSON.stringify({
  items: Array.from({ length: 3 }, (_, id) => ({
    id,
    name: `Item's ${id}`,
    price: id * 7,
    tags: ["x", "y"],
  })),
});

export function measureTemplates() {
  const engine = createRequire(import.meta.url)(resolve(TEMPLATE_BUNDLE.outfile));
  return CASES.map((one) => rowOf(engine, one));
}

/** Something typed in a template and taken back: each time to the findings. */
function keystrokesIn({ analyse }, { template, typed = "x", write = asResponse }) {
  const at = template.search(/"(?:total|end|o9)"/) + 2;
  const documents = [template, `${template.slice(0, at)}${typed}${template.slice(at)}`].map(write);
  let previous = analyse(documents[0]);
  let count = 0;
  return () => {
    previous = analyse(documents[++count % 2], { previous });
  };
}

function rowOf(engine, one) {
  const { name, template } = one;
  const { JavaMap, parseVtlText, renderForGateway, previewAt } = engine;
  const json = JSON.stringify(template);
  const parsed = parseVtlText(template);
  const surroundings = {
    body: BODY,
    parameters: { path: [], querystring: [], header: [] },
    context: new JavaMap(),
    stageVariables: [["stage", "test"]],
  };
  const { outcome } = renderForGateway(parsed, template, surroundings);
  if (outcome.kind !== "rendered") throw new Error(`${name}: ${outcome.message}`);
  const preview = previewed(engine, template);
  const times = measure([
    () => void JSON.parse(json),
    () => void parseVtlText(template),
    () => void renderForGateway(parsed, template, surroundings),
    keystrokesIn(engine, one),
    () => void previewAt(preview.analysis, 0, preview.samples),
  ]);
  const [floor, ...others] = times;
  const cell = (micros) => `${micros.toFixed(1)} µs`;
  const ratio = (micros) => `${(micros / floor).toFixed(0)}×`;
  const size = `${template.length} B`;
  return [name, size, cell(floor), ...others.flatMap((micros) => [cell(micros), ratio(micros)])];
}

/** What the server has at hand when it is asked for a preview: the response as it was analysed, and its samples. */
function previewed({ analyse, readSamples }, template) {
  const text = JSON.stringify({ responseTemplates: { "application/json": template } });
  const { samples } = readSamples(JSON.stringify([{ name: "items", status: 200, body: JSON.parse(BODY) }]));
  return {
    analysis: analyse({ uri: "file:///a.integration-response.json", own: true, tellsSyntax: true, text }),
    samples: samples.map((sample) => ({ sample, file: "a.samples.json" })),
  };
}
