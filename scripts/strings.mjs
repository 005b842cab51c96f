// The client's strings, for translators: every literal that goes through `l10n.t`, in l10n/bundle.l10n.json.
// Run by hand it writes the file, with `--check` it only says whether the file is fresh.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BUNDLE = "l10n/bundle.l10n.json";
const CALL = /\bl10n\.t\(/g;
const CALL_WITH_LITERAL = /\bl10n\.t\(\s*("(?:[^"\\]|\\.)*")/g;

/** The bundle's path, from the root, and its text. Throws when a string is not written where it is used. */
export function stringsBundle() {
  const strings = new Set();
  const folder = join(ROOT, "client/src");
  for (const name of readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".ts"))) {
    const text = readFileSync(join(folder, name), "utf8");
    const literals = Array.from(text.matchAll(CALL_WITH_LITERAL), ([, literal]) => JSON.parse(literal));
    if (literals.length !== Array.from(text.matchAll(CALL)).length) {
      throw new Error(`${name}: l10n.t wants its text as one literal in double quotes.`);
    }
    for (const literal of literals) {
      strings.add(literal);
    }
  }
  const sorted = Object.fromEntries([...strings].sort().map((string) => [string, string]));
  return { path: BUNDLE, text: `${JSON.stringify(sorted, undefined, 2)}\n` };
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { path, text } = stringsBundle();
  if (process.argv.includes("--check")) {
    if (readFileSync(join(ROOT, path), "utf8") !== text) {
      console.error(`${path} is stale: run node scripts/strings.mjs.`);
      process.exitCode = 1;
    }
  } else {
    mkdirSync(join(ROOT, "l10n"), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
}
