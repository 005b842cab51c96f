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

const CASES = [
  ["one loop", ONE_LOOP],
  ["one loop and a comment, 2 KB", PADDED(2048)],
  ["five loops, 2 KB", MANY],
];

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
  return CASES.map(([name, template]) => rowOf(engine, name, template));
}

/** A letter typed in the string of a response's template and taken back: each time to the findings. */
function keystrokesIn({ analyse }, template) {
  const of = (text) => ({ uri: "file:///200.integration-response.json", own: true, tellsSyntax: true, text });
  const at = template.lastIndexOf('"total"') + 2;
  const write = (one) =>
    JSON.stringify({ statusCode: "200", responseTemplates: { "application/json": one } });
  const texts = [template, `${template.slice(0, at)}x${template.slice(at)}`].map(write);
  let previous = analyse(of(texts[0]));
  let count = 0;
  return () => {
    previous = analyse(of(texts[++count % 2]), { previous });
  };
}

function rowOf(engine, name, template) {
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
    keystrokesIn(engine, template),
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
