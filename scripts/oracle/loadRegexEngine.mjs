// Our regex engine for scripts: bundled from its sources, since they are TypeScript.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

export async function loadRegexEngine() {
  const folder = mkdtempSync(join(tmpdir(), "regex-engine-"));
  try {
    const outfile = join(folder, "engine.mjs");
    await build({
      stdin: {
        contents: `export * from "./islands/regex/index"; export { DecodedText } from "./text/decodedText";`,
        resolveDir: "server/src/service",
        loader: "ts",
      },
      bundle: true,
      format: "esm",
      outfile,
      logLevel: "error",
    });
    const service = await import(pathToFileURL(outfile).href);
    return { service, ask: (pattern, inputs) => ask(service, pattern, inputs) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A pattern by itself: its value is its source. */
export function decoded({ DecodedText }, value) {
  const piece = { kind: "literal", at: 0, length: value.length, source: { start: 0, end: value.length } };
  return new DecodedText(value, value === "" ? [] : [piece], 0, (text) => text);
}

function ask(service, pattern, inputs) {
  const regex = service.parseRegex(decoded(service, pattern));
  const program = service.compileRegex(regex);
  const results = regex.problems.length > 0 ? [] : inputs.map((input) => service.matchRegex(program, input));
  return { problems: regex.problems, matches: results.map((result) => result.matched), results };
}
