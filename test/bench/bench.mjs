// `npm run bench`: ratios to a floor measured in the same run. `-- --write` puts the tables into docs/performance.md.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { parseTree } from "jsonc-parser";
import { DOCUMENTS, placeIn } from "./documents.mjs";
import { measure } from "./measure.mjs";
import { measureKeystroke, measureOpen, measureStart } from "./overStdio.mjs";
import {
  measureOverlap,
  measurePatterns,
  measureWorst,
  OVERLAP_HEADS,
  PATTERN_BUNDLE,
  PATTERN_HEADS,
} from "./patterns.mjs";
import { measureTemplates, TEMPLATE_BUNDLE, TEMPLATE_HEADS } from "./templates.mjs";

const PAGE = "docs/performance.md";
const BEGIN = "<!-- bench: begin -->";
const END = "<!-- bench: end -->";
const BUNDLES = [
  "server.js",
  "languageserver.js",
  "service.js",
  "aws.js",
  "cli.js",
  "extension.js",
  "web/extension.js",
  "web/server.js",
];

mkdirSync("out/bench", { recursive: true });
const bundling = {
  bundle: true,
  mainFields: ["module", "main"],
  platform: "node",
  format: "cjs",
  minify: true,
  logLevel: "warning",
};
await build({ ...bundling, entryPoints: ["server/src/service/index.ts"], outfile: "out/bench/service.js" });
await build({ ...bundling, entryPoints: ["test/bench/floorServer.ts"], outfile: "out/bench/floorServer.js" });
await build({ ...bundling, ...PATTERN_BUNDLE });
await build({ ...bundling, ...TEMPLATE_BUNDLE });

const report = [
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}. The ratios decide, the times inform.`,
  "",
  "### In process, warm",
  "",
  ...inProcess(createRequire(import.meta.url)(resolve("out/bench/service.js"))),
  "",
  "### Patterns",
  "",
  "Where the native `RegExp` gives Java's answers; it keeps patterns it has seen, which flatters its parsing.",
  "",
  ...table(PATTERN_HEADS, measurePatterns()),
  "",
  measureWorst(),
  "",
  "Whether two patterns match a text in common; the floor is reading the two.",
  "",
  ...table(OVERLAP_HEADS, measureOverlap()),
  "",
  "### Templates",
  "",
  "The floor is `JSON.parse` of the template in its JSON string, which reads characters and no language.",
  "",
  ...table(TEMPLATE_HEADS, measureTemplates()),
  "",
  "### Over stdio",
  "",
  ...(await overStdio()),
  "",
  "### Bundles",
  "",
  ...bundleSizes(),
].join("\n");
console.log(report);
if (process.argv.includes("--write")) {
  writeReport(report);
}

function inProcess(service) {
  const rows = DOCUMENTS.map(({ name, text }) => {
    const source = { uri: "file:///sample.integration-response.json", own: true, tellsSyntax: true, text };
    const settings = new Map();
    const analysis = service.analyse(source);
    const place = placeIn(text);
    const [parse, tree, findings, completion, hover] = measure([
      () => JSON.parse(text),
      () => parseTree(text),
      () => service.findingsOf(service.analyse(source), settings),
      () => service.completionsAt(analysis, place),
      () => service.hoverAt(analysis, place),
    ]);
    const cell = (time) =>
      `${time.toFixed(0)} µs = ${(time / parse).toFixed(1)}× / ${(time / tree).toFixed(1)}×`;
    return [
      name,
      `${(text.length / 1000).toFixed(1)} kB`,
      `${parse.toFixed(1)} / ${tree.toFixed(0)} µs`,
      cell(findings),
      cell(completion),
      cell(hover),
    ];
  });
  return table(
    ["document", "size", "`JSON.parse` / `parseTree`", "text → findings", "completion", "hover"],
    rows,
  );
}

async function overStdio() {
  const floor = ["out/bench/floorServer.js", "--stdio"];
  const ours = ["dist/server.js", "--stdio"];
  const [floorStart, ourStart] = await measureStart([floor, ours]);
  const row = (name, unit, digits, [floorValue, ourValue]) => [
    name,
    `${floorValue.toFixed(digits)} ${unit}`,
    `${ourValue.toFixed(digits)} ${unit}`,
    `${(ourValue / floorValue).toFixed(2)}×`,
  ];
  const rows = [row("start → initialize", "ms", 0, [floorStart, ourStart])];
  const { name: opened, text: openedText } = DOCUMENTS[1];
  const fresh = await measureOpen([floor, ours], openedText);
  const values = (key) => fresh.map((server) => server[key]);
  rows.push(row(`open right after initialize → first diagnostics, ${opened}`, "ms", 1, values("atOnce")));
  rows.push(row(`open in a fresh idle server → first diagnostics, ${opened}`, "ms", 1, values("idle")));
  if (fresh[0].memory !== undefined) {
    rows.push(row("resident when idle", "MB", 0, values("memory")));
  }
  for (const { name, text } of DOCUMENTS) {
    const before = text.slice(0, placeIn(text)).split("\n");
    const place = { line: before.length - 1, character: before.at(-1).length };
    const { times, memory } = await measureKeystroke([floor, ours], text, place);
    rows.push(row(`keystroke → diagnostics, ${name}`, "ms", 2, times));
    if (memory[0] !== undefined) {
      rows.push(row(`resident after 200 keystrokes, ${name}`, "MB", 0, memory));
    }
  }
  return table(["measure", "floor server", "ours", "ratio"], rows);
}

function bundleSizes() {
  const rows = BUNDLES.map((bundle) => {
    const content = readFileSync(`dist/${bundle}`);
    return [
      `\`${bundle}\``,
      `${(content.length / 1000).toFixed(0)} kB`,
      `${(gzipSync(content).length / 1000).toFixed(0)} kB`,
    ];
  });
  const floor = readFileSync("out/bench/floorServer.js");
  rows.push([
    "floor server",
    `${(floor.length / 1000).toFixed(0)} kB`,
    `${(gzipSync(floor).length / 1000).toFixed(0)} kB`,
  ]);
  return table(["bundle", "minified", "gzip"], rows);
}

function table(heads, rows) {
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

function writeReport(text) {
  const page = readFileSync(PAGE, "utf8");
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error(`${PAGE} has no place for the tables between ${BEGIN} and ${END}.`);
  }
  writeFileSync(PAGE, `${page.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${page.slice(end)}`);
}
