// Writes everything that is derived from the code: `docs/rules`, `docs/vocabulary`, the JSON Schemas, `docs/settings.md`,
// the rules' settings in package.json, the grammars and the translators' strings.
// `--check` writes nothing: it says what is stale and where it first differs, and exits with 1.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { rulePages } from "./generate/rulePages.mjs";
import { samplesSchemaFile } from "./generate/samplesSchema.mjs";
import { schemaFile } from "./generate/schema.mjs";
import { loadService } from "./generate/service.mjs";
import { ruleSettings, settingsPage } from "./generate/settings.mjs";
import { vocabularyPages } from "./generate/vocabularyPages.mjs";
import { grammarFiles } from "./generate-grammar.mjs";
import { stringsBundle } from "./strings.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** Folders that hold nothing but generated files: what is not made any more goes. */
const OWN_FOLDERS = ["docs/rules", "docs/vocabulary"];

const service = await loadService(ROOT);
const manifest = ruleSettings(ROOT, service);
const files = [
  ...rulePages(service),
  ...vocabularyPages(service),
  schemaFile(service),
  samplesSchemaFile(service),
  manifest,
  settingsPage(ROOT, manifest.text),
  ...(await grammarFiles()),
  stringsBundle(),
];
const stale = files.filter(({ path, text }) => read(path) !== text);
const made = new Set(files.map(({ path }) => path));
const leftOver = OWN_FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
  .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`))
  .filter((path) => !made.has(path));

if (process.argv.includes("--check")) {
  for (const { path, text } of stale) {
    console.error(`${path} is stale: ${firstDifference(read(path), text)}`);
  }
  for (const path of leftOver) {
    console.error(`${path} is generated no more.`);
  }
  if (stale.length + leftOver.length > 0) {
    console.error("Run `npm run generate` and commit what it writes.");
    process.exitCode = 1;
  }
} else {
  for (const { path, text } of stale) {
    await mkdir(join(ROOT, dirname(path)), { recursive: true });
    await writeFile(join(ROOT, path), text);
    console.log(`wrote ${path}`);
  }
  for (const path of leftOver) {
    await rm(join(ROOT, path));
    console.log(`removed ${path}`);
  }
}

function read(path) {
  const file = join(ROOT, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function firstDifference(found, wanted) {
  if (found === undefined) {
    return "it does not exist.";
  }
  const lines = found.split("\n");
  const wantedLines = wanted.split("\n");
  const at = wantedLines.findIndex((line, index) => line !== lines[index]);
  const line = at < 0 ? wantedLines.length : at;
  return `line ${line + 1} is\n  ${lines[line] ?? "(missing)"}\nand should be\n  ${wantedLines[line] ?? "(missing)"}`;
}
